"""Measured values as people and manuals write them: number or range, unit, dimension, tolerance, always with the literal text.

A closed grammar: what it does not know stays unread. Threads (M8×1.25), oil grades (10W-40), part numbers, dates, clock
times and version numbers are no quantities. Numbers are Decimal and keep the places that were written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from goldsmith.extractors.figures import figure
from goldsmith.extractors.reading import Unreadable
from goldsmith.extractors.units import FOLD, Unit, unit_at

ZERO = Decimal(0)
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "M": 6, "mn": 6, "bn": 9, "B": 9}

CODES = re.compile(
    r"https?://\S+|\S+@\S+"
    r"|\b\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]*)?|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{2}/\d{2} ?- ?\d{2}/\d{2}\b"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b(?! ?:)|\b\d+(?:\.\d+){2,}(?!,?\d)|\b\d+(?:-\d+){2,}\b"
    r"|\bM\d+(?:[.,]\d+)?(?: ?[x×X] ?[0-2](?:[.,]\d+)?(?![\d.,]))?(?:(?!\w)|(?=[x×]))"
    r"|\b(?:\d{1,2}[ -])?\d{1,2}(?:/\d{1,2})?\"? ?- ?\d{1,2} ?(?:UN[CFJRS]\w*|BS[CFW]\b|NPS\w*|NC\b|NF\b)"
    r"|\bG ?\d{1,2}(?:[ -]?\d{1,2}/\d{1,2}|/\d{1,2})?(?=\W|$)|\b\d{1,2}(?:/\d{1,2})?\"?[ -](?:BSPP?T?|NPTF?)\b"
    r"|\b\d{1,2}W-?\d{2}\w*|\b\d{3}/\d{2}[ -]?[A-Z]{1,3}[ -]?\d{2}\b"
    r"|\b\d+(?: \d+){2,}\b|\b0\d{4,}\b|\b\d{11,}\b"
    r"|(?<![\w])(?!(?:[øØ]|USD|EUR|GBP|CHF|INR|CAD|AUD|Rs|x|X)\d|(?:[mck]?m|in|ft)[23]\b)[^\W\d_][^\W_]*(?:[-_/][^\W\d_]+)*[-_]?\d[\w./-]*"
)
"""Stretches whose digits count nothing, in order of first match; groups of thousands are given back by _hidden."""
THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+|\d{1,3}(?:\.\d{3}){2,}")

FIGURE = r"(?:\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d+[.,]\d+|\d+|(?<![\w.,])\.\d+)(?![\d])"
FRACTION = r"(?:(?:\d+[ -])?[1-9]\d?/(?:2|3|4|5|6|8|16|32|64)(?![\d./])|\d* ?[½¼¾⅓⅔⅛⅜⅝⅞])"
NUMBER = re.compile(rf"(?P<sign>(?<![\w)\].,%°'\"])(?:[-+]|^[-+] )(?=\d|\.\d))?(?P<number>{FRACTION}|{FIGURE})")
SCALE = re.compile(r" (?:thousand|million|billion|trillion|mn|bn)\b|(?:k|M|mn|bn|B)(?![\w/°])")
CURRENCY = re.compile(r"(?:US\$|CA\$|C\$|A\$|R\$|[$€£¥₹₩]|\b(?:USD|EUR|GBP|CHF|INR|CAD|AUD|JPY|Rs\.?)) ?[-+]?$")
RANGE = re.compile(r" ?(?:-|–|—|~|÷|\.\.\.?|…|‑) ?| (?:to|through|bis|up to) ")
BETWEEN = re.compile(r"between (?:[$€£] ?)?[-+]?$", re.IGNORECASE)
WITHIN = re.compile(r" ?\(? ?(?:±|\+/-|\+ ?/ ?-|\+-) ?")
ASIDE = re.compile(r" ?\(? ?\+ ?(?P<above>\d+(?:[.,]\d+)?) ?(?:/|,|\s) ?- ?(?P<below>\d+(?:[.,]\d+)?)\)?")
JOINT = re.compile(
    r" ?(?P<joint>x|×|X|\*|/|=|\||\+|,|;) ?(?:then |≈ ?|~ ?|or )?(?=[-+.\d½¼¾])|(?P<open> ?\( ?)(?:≈ ?|~ ?|= ?|or )?(?=[-+.\d])"
    r"| (?P<word>by|then|and then) (?=\d)"
)
LIMIT = re.compile(
    r"(?:(?P<most><=?|≤|\bmax(?:imum)?\.?(?: of)?:?|\bup to|\bat most|\bnot (?:more than|exceed|over)|\bless than|\bunder"
    r"|\bbelow)|(?P<least>>=?|≥|\bmin(?:imum)?\.?(?: of)?:?|\bat least|\bnot less than|\bmore than|\bover|\babove))"
    r"\s?[$€£]?[-+]?$",
    re.IGNORECASE,
)
POWER = re.compile(r" ?[x×·*] ?10(?:\^ ?([-+]?\d{1,2})|([-⁻⁺]?[⁰¹²³⁴-⁹]+))|[eE]([-+]?\d{1,2})(?!\w)")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
GLUED = re.compile(r"(?![xX×] ?\d)[^\W\d_]|[-‑][^\W\d_]")
"""What makes digits a part of a word: 4WD, 1st, 5-speed."""
PER_ONE = frozenset(("volume", "time"))
HOW_FAR = 14
"""Characters before a number that may say whether it is a limit or an amount of money."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One measured value with its literal text.

    `low` and `high` are the stated ends (equal for a single value), `below` and `above` the stated tolerances; `limit`
    is "max" or "min" where the text bounds the value. `unit` is None for a bare number. `joint` says how it hangs on the
    quantity before it: "x" (a further dimension), "/" or "(" or "=" (another reading, or a list), "+" (a further step).
    `doubtful` marks a number that half the world reads otherwise (1,234), where the document did not settle the mark.
    """

    text: str
    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: Unit | None
    below: Decimal = ZERO
    above: Decimal = ZERO
    limit: str = ""
    joint: str = ""
    doubtful: bool = False

    @property
    def dimension(self) -> str:
        """What is measured: length, torque, share; empty for a bare number."""
        return self.unit.dimension if self.unit else ""

    @property
    def single(self) -> bool:
        """One value, neither range nor limit."""
        return self.low == self.high and not self.limit


def quantities(text: str, mark: str = "") -> list[Quantity]:
    """Every quantity of a text in reading order, bare numbers included; `mark` is the document's decimal mark."""
    return _joined(list(_read(text, _hidden(text.translate(FOLD)), mark)))


def measured(text: str, mark: str = "") -> list[Quantity]:
    """The quantities that carry a unit."""
    return [one for one in quantities(text, mark) if one.unit is not None]


def quantity(text: str, mark: str = "") -> Quantity:
    """The one quantity that the whole text states.

    Raises Unreadable where it states none, several, or something beside it.
    """
    found = quantities(text, mark)
    if len(found) != 1 or found[0].text.strip() != text.strip():
        raise Unreadable(f"{text!r} is not one quantity")
    if found[0].doubtful:
        raise Unreadable(f"{text!r} has two readings, with and without a thousands separator")
    return found[0]


def _hidden(text: str) -> str:
    return CODES.sub(lambda found: found[0] if THOUSANDS.fullmatch(found[0]) else "¤" * len(found[0]), text)


def _read(text: str, hidden: str, mark: str) -> Iterator[Quantity]:
    at = 0
    while found := NUMBER.search(hidden, at):
        made = _one(hidden, found, mark)
        if made is None:
            at = found.end()
            continue
        start = _with_currency(hidden, made)
        limit = _limit(hidden, start)
        joint = _joint(hidden, at, start)
        at = made.end
        yield replace(made, text=text[start : made.end], start=start, limit=limit, joint=joint)


def _one(hidden: str, found: re.Match[str], mark: str) -> Quantity | None:
    """The quantity that starts with this number; None where the digits belong to a word."""
    first = _number(hidden, found, mark)
    if first is None:
        return None
    made = _ranged(hidden, _united(hidden, first), mark)
    if made.unit is None and GLUED.match(hidden, made.end):
        return None
    return _tolerant(hidden, made, mark)


def _number(hidden: str, found: re.Match[str], mark: str) -> Quantity | None:
    start, end = found.span()
    if start and (hidden[start - 1].isalpha() or hidden[start - 1] in "_¤") and hidden[start - 1] not in "øØ⌀xX×":
        return None
    value, doubtful = figure(found["number"], mark)
    if (scale := SCALE.match(hidden, end)) and (hidden[end] == " " or unit_at(hidden, end) is None):
        value, end = value * 10 ** SCALES[scale[0].strip()], scale.end()
    if power := POWER.match(hidden, end):
        value *= Decimal(10) ** int((power[1] or power[2] or power[3]).translate(RAISED))
        end = power.end()
    if (found["sign"] or "").startswith("-"):
        value = -value
    return Quantity("", start, end, value, value, None, doubtful=doubtful)


def _united(hidden: str, bare: Quantity) -> Quantity:
    """The quantity with the currency before it or the unit behind it."""
    if money := CURRENCY.search(hidden, max(0, bare.start - 5), bare.start):
        found = unit_at(money[0].rstrip(" -+"), 0)
        return replace(bare, unit=found[0] if found else None)
    at = bare.end
    if hidden[at : at + 1] in (" ", "-", "‑"):
        at += 1
    found = unit_at(hidden, at)
    if found is not None and _is_unit(hidden, bare, at, found[1]):
        return replace(bare, unit=found[0], end=found[1])
    per = unit_at(hidden, at + 1) if hidden[at : at + 1] == "/" else None
    if per and per[0].dimension in PER_ONE:
        sizes = tuple(1 / size for size in per[0].sizes)
        return replace(bare, unit=Unit(f"/{per[0].name}", f"1/{per[0].dimension}", sizes), end=per[1])
    return bare


def _is_unit(hidden: str, bare: Quantity, at: int, end: int) -> bool:
    """Whether a sign behind a number is meant as a unit: a closing quotation mark is no inch, 300K no temperature."""
    if hidden[at] == '"':
        before = hidden[: bare.start]
        return (before.count('"') - len(re.findall(r'\d"', before))) % 2 == 0
    if hidden[at] == "'":
        return hidden[at + 1 : at + 2].isdigit() or "'" not in hidden[: bare.start]
    return at > bare.end or hidden[at:end] not in ("J", "K")


def _ranged(hidden: str, first: Quantity, mark: str) -> Quantity:
    """The quantity with the upper end of its range, where one follows in the same unit and is larger."""
    joint = RANGE.match(hidden, first.end)
    if joint is None and BETWEEN.search(hidden, max(0, first.start - 12), first.start):
        joint = re.compile(" and ").match(hidden, first.end)
    money = re.compile(r"[$€£]").match(hidden, joint.end()) if joint else None
    start = money.end() if money else joint.end() if joint else 0
    found = NUMBER.match(hidden, start) if joint else None
    second = _number(hidden, found, mark) if found else None
    if second is None:
        return first
    second = _united(hidden, second)
    if second.low < first.high or not _agree(first.unit, second.unit):
        return first
    doubtful = first.doubtful or second.doubtful
    return replace(first, end=second.end, high=second.high, unit=first.unit or second.unit, doubtful=doubtful)


def _agree(first: Unit | None, second: Unit | None) -> bool:
    return first is None or second is None or first == second


def _tolerant(hidden: str, made: Quantity, mark: str) -> Quantity:
    """The quantity with the tolerance behind it; a tolerance in percent is a share of the value."""
    if aside := ASIDE.match(hidden, made.end):
        above, below = figure(aside["above"], mark)[0], figure(aside["below"], mark)[0]
        return _late_unit(hidden, replace(made, end=aside.end(), above=above, below=below))
    sign = WITHIN.match(hidden, made.end)
    found = NUMBER.match(hidden, sign.end()) if sign else None
    within = _number(hidden, found, mark) if found else None
    if sign is None or within is None:
        return made
    within = _united(hidden, within)
    size = within.low
    if within.dimension == "share" and made.dimension not in ("", "share"):
        size = abs(made.low) * size / 100
        within = replace(within, unit=made.unit)
    end = within.end
    if "(" in sign[0] and hidden[end : end + 1] == ")":
        end += 1
    return _late_unit(hidden, replace(made, end=end, below=size, above=size, unit=made.unit or within.unit))


def _late_unit(hidden: str, made: Quantity) -> Quantity:
    """A unit that stands behind the tolerance: 2.0 (+/- 0.6) mm."""
    return made if made.unit else replace(_united(hidden, made), start=made.start)


def _with_currency(hidden: str, made: Quantity) -> int:
    if made.dimension == "money" and (money := CURRENCY.search(hidden, max(0, made.start - 5), made.start)):
        return money.start()
    return made.start


def _limit(hidden: str, start: int) -> str:
    found = LIMIT.search(hidden, max(0, start - HOW_FAR), start)
    if found is None:
        return ""
    return "max" if found["most"] else "min"


def _joint(hidden: str, end: int, start: int) -> str:
    """How a quantity hangs on one that ended at `end`: only signs and a few words may stand between."""
    if not end or start - end > 8:
        return ""
    found = JOINT.match(hidden, end)
    if found is None or found.end() < start - 4 or hidden[found.end() : start].strip("$€£¥ "):
        return ""
    if found["open"]:
        return "("
    sign = found["joint"] or found["word"]
    return {"×": "x", "X": "x", "*": "x", "by": "x", "then": "+", "and then": "+"}.get(sign, sign)


def _joined(found: Sequence[Quantity]) -> list[Quantity]:
    """Units given back to the numbers before them (93.4 x 84.0 mm), and feet with inches made one."""
    made = list(found)
    for at in range(len(made) - 2, -1, -1):
        following = made[at + 1]
        if made[at].unit is None and following.unit is not None and following.joint in ("x", "/"):
            made[at] = replace(made[at], unit=following.unit)
    return _merged(made)


def _merged(found: list[Quantity]) -> list[Quantity]:
    merged = found[:1]
    for before, after in pairwise(found):
        if merged[-1] is before and _parts_of_one(before, after):
            merged[-1] = _sum(before, after)
        else:
            merged.append(after)
    return merged


COMPOUNDS = {("ft", "in"): 12, ("lb", "oz"): 16, ("h", "min"): 60, ("min", "s"): 60}


def _parts_of_one(before: Quantity, after: Quantity) -> bool:
    """Feet and inches, pounds and ounces, hours and minutes, side by side, are one measured value."""
    if not (before.single and after.single) or after.joint:
        return False
    return 0 <= after.low < _parts(before, after) and after.start - before.end <= 1 and before.low == int(before.low)


def _parts(before: Quantity, after: Quantity) -> int:
    return COMPOUNDS.get((before.unit.name, after.unit.name), 0) if before.unit and after.unit else 0


def _sum(before: Quantity, after: Quantity) -> Quantity:
    value = before.low * _parts(before, after) + after.low
    gap = " " * (after.start - before.end)
    return replace(before, text=before.text + gap + after.text, end=after.end, low=value, high=value, unit=after.unit)
