"""Whether the numbers and the unit of a fact are those that its text writes; reads them with a few plain patterns."""

import re
from decimal import Decimal
from functools import cache

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.quantities import Quantity
from goldsmith.extractors.units import FOLD, Unit, units

RUN = re.compile(r"\d+(?:[.,' ]\d+)*|[.,]\d+|[½¼¾⅓⅔⅛⅜⅝⅞]")
FRACTION = re.compile(r"(?:(\d+)[ -])?(\d{1,2})/(\d{1,2})")
VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}


def written(fact: Fact) -> Verdict:
    """Every end and tolerance of the quantities stands in the text as a number, and every unit stands there or in a heading."""
    for one in fact.quantities:
        if reason := _unlike(one, fact):
            return Verdict(False, "figures", reason)
    return Verdict(True, "figures")


def _unlike(one: Quantity, fact: Fact) -> str:
    inside = fact.text[one.start : one.end]
    if inside.translate(FOLD) != one.text.translate(FOLD):
        return f"at {one.start} of the value stands {inside!r}, not {one.text!r}"
    numbers = _numbers(inside)
    for end in (abs(one.low), abs(one.high)):
        if end not in numbers:
            return f"{end} is no number of {inside!r}"
    if one.low > one.high or _signs(inside) != (one.low < 0, one.high < 0):
        return f"{inside!r} does not run from {one.low} to {one.high}"
    for tolerance in (one.below, one.above):
        if tolerance and tolerance not in numbers and "%" not in inside:
            return f"{tolerance} is no tolerance of {inside!r}"
    if (
        len(numbers) > 1
        and one.low == one.high
        and not (one.below or one.above)
        and re.search(r"\d ?[–÷~] ?\d", inside)
    ):
        return f"{inside!r} is a range, not {one.low}"
    return _other_unit(one, fact)


def _signs(text: str) -> tuple[bool, bool]:
    """Whether the first and the last number of a stretch have a minus: at its start, or behind what parts two ends."""
    low = re.match(r"\W{0,3}[-−] ?\d|[^\d]{0,4}[-−]\d", text) is not None
    parted = re.search(
        r"\d[^\d]*?(?:~|÷|–|—|…|\.\.|\bto\b|\bthrough\b|[-−]) ?([-−+]?) ?[.,]?\d[\d.,]*(?![\d]|.*[±])", text[1:]
    )
    return low, (parted[1] not in ("", "+")) if parted else low


def _numbers(text: str) -> set[Decimal]:
    """All numbers that a stretch can mean: with each mark read as decimal mark or as separator, and fractions."""
    found: set[Decimal] = set()
    for run in RUN.findall(text.translate(FOLD)):
        if run in VULGAR:
            found.add(Decimal(VULGAR[run]))
            continue
        found |= {Decimal(part) for part in re.findall(r"\d+", run)}
        found |= {Decimal(re.sub(r"\D", "", run))}
        found |= {Decimal(f"{whole}.{places}") for whole, places in re.findall(r"(\d*)[.,](\d+)", run)}
        head, sign, tail = run.rpartition("." if "." in run[-5:] else ",")
        if sign and head:
            found.add(Decimal(f"{re.sub(r'[^0-9]', '', head)}.{re.sub(r'[^0-9]', '', tail)}"))
    for whole, above, below in FRACTION.findall(text):
        found.add(Decimal(whole or 0) + Decimal(above) / Decimal(below))
    wholes = {one for one in found if one == one.to_integral_value()}
    vulgar = {one for one in found if one < 1}
    return found | {whole + part for whole in wholes for part in vulgar}


def _other_unit(one: Quantity, fact: Fact) -> str:
    """What is wrong with the unit: spelled neither behind the number nor, for a chain, behind the next ones, nor in a heading."""
    if one.unit is None:
        return ""
    if fact.unit_from:
        known = any(fact.unit_from in path for path in (*fact.rows, *fact.columns))
        return "" if known and _spelled(one.unit, fact.unit_from) else f"{fact.unit_from!r} gives no {one.unit.name}"
    near = fact.text[one.start :][: len(one.text) + 24]
    return "" if _spelled(one.unit, near) else f"{near!r} names no {one.unit.name}"


def _spelled(unit: Unit, text: str) -> bool:
    """Whether some spelling of the unit stands in a text as a word of its own; each part of a quotient for itself."""
    folded = text.translate(FOLD)
    known = _spellings()
    for part in [unit.name] if unit.name in known else unit.name.lstrip("/").split("/"):
        if not any(
            spelling.casefold() in folded.casefold() and _stands(spelling, folded) for spelling in known.get(part, [])
        ):
            return False
    return True


@cache
def _spellings() -> dict[str, list[str]]:
    """The spellings of each unit by its name."""
    found: dict[str, list[str]] = {}
    for spelling, unit in units().items():
        found.setdefault(unit.name, []).append(spelling)
    return found


def _stands(spelling: str, text: str) -> bool:
    flags = re.IGNORECASE if len(spelling) > 1 else 0
    behind = r"(?![\w²³^])" if spelling[-1].isalnum() else ""
    return re.search(rf"(?<![^\W\d_]){re.escape(spelling)}{behind}", text, flags) is not None
