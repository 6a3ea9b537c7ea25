"""Lies told in the answer of a true row of a manual: the question stays, and a number, a unit, a bound or a word changes."""

import random
import re
from collections.abc import Callable

from goldsmith.core.nouns import Row
from goldsmith.extractors.quantities import Quantity, quantities
from goldsmith.extractors.units import FOLD, unit_at, units
from goldsmith.validators.answer_mutants import with_answer
from goldsmith.validators.manual.case import Case
from goldsmith.validators.prompt_mutants import DIGITS, has_digit, other_digit, other_letter

RUN = re.compile(r"\d+(?:[.,]\d+)?")
BOUND = re.compile(r"\b(?:min|max)(?:imum)?\.? |[<>≤≥] ?|\bat least |\bup to ", re.IGNORECASE)
TOLERANCE = re.compile(r" ?(?:±|\+/-) ?\d+(?:[.,]\d+)?")
RANGE = re.compile(r"(?P<low>-?\d+(?:[.,]\d+)?)(?P<sign> ?(?:-|–|÷|~|to) ?)(?P<high>\d+(?:[.,]\d+)?)")
MINUS = re.compile(r"(?<![\w.,)])[-−](?=\d)")
HEDGES = (
    "about {}",
    "{} or more",
    "at least {}",
    "not {}",
    "{}, roughly",
    "up to {}",
    "usually {}",
    "{} when cold",
    "under {}",
    "from {}",
    "to {}",
    "more than {}",
    "{} or less",
    "{}, at most",
    "≥ {}",
)
INVENTED = (
    "use new bolts", "with oiled thread", "only below 0 °C", "replace after removal", "when the engine is warm", "see the supplement",
)  # fmt: skip
SPELLED = {
    "N·m": "Nm", "lbf·ft": "lbf ft", "kPa": "kPa", "bar": "bar", "psi": "psi", "mm": "mm", "cm": "cm", "in": "in.", "kg": "kg", "g": "g",
    "l": "l", "cm³": "cm³", "h": "h", "min": "min", "s": "s", "V": "V", "A": "A", "mA": "mA", "°C": "°C", "°F": "°F", "rpm": "rpm",
    "W": "W", "kW": "kW", "PS": "PS",
}  # fmt: skip
"""Units to put for others, by name, as they are written."""


def _value(row: Row, case: Case) -> bool:
    """Whether the row gives one value."""
    del row
    return bool(case.facts) and case.asked.what == "value"


def _at(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _found(row: Row, pattern: re.Pattern[str], rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(row["answer"]))
    return rng.choice(found) if found else None


def _measured(row: Row, case: Case, rng: random.Random) -> tuple[Quantity, str] | None:
    """A quantity of the answer with a unit, and the spelling of that unit."""
    text = row["answer"]
    found = [one for one in quantities(text, case.mark) if one.unit and _spelled(text, one)]
    one = rng.choice(found) if found else None
    return (one, _spelled(text, one)) if one else None


def _spelled(text: str, one: Quantity) -> str:
    """How the unit behind a quantity's last digit is written; empty where nothing is."""
    inside = text[one.start : one.end]
    at = max((place + 1 for place, sign in enumerate(inside) if sign.isdigit()), default=0)
    at += inside.startswith(" ", at)
    found = unit_at(inside.translate(FOLD), at)
    return inside[at : found[1]] if found else ""


def digit_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """One digit, wherever it stands."""
    return with_answer(row, other_digit(row["answer"], rng)) if case.facts and has_digit(row["answer"]) else None


def digit_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A number lacks one digit."""
    found = _found(row, re.compile(r"\d"), rng) if case.facts else None
    return with_answer(row, _at(row["answer"], *found.span(), "")) if found else None


def digit_added(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A number has one digit more."""
    found = _found(row, re.compile(r"\d"), rng) if case.facts else None
    return with_answer(row, _at(row["answer"], found.end(), found.end(), rng.choice(DIGITS))) if found else None


def point_moved(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A number ten times as large, or a tenth."""
    found = _found(row, RUN, rng) if case.facts else None
    if found is None:
        return None
    digits = found[0]
    sign = next((mark for mark in ".," if mark in digits), "")
    whole, _, places = digits.partition(sign) if sign else (digits, "", "")
    up = (whole + places[:1], places[1:]) if sign else (whole + "0", "")
    down = (whole[:-1] or "0", whole[-1] + places)
    head, tail = rng.choice((up, down))
    return with_answer(row, _at(row["answer"], *found.span(), f"{head}{sign or '.'}{tail}" if tail else head))


def places_added(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A number that claims one place more than the page gives."""
    found = _found(row, RUN, rng) if _value(row, case) and quantities(row["answer"], case.mark) else None
    if found is None:
        return None
    more = "0" if any(mark in found[0] for mark in ".,") else ".0"
    return with_answer(row, _at(row["answer"], found.end(), found.end(), more))


def sign_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A number without its minus."""
    found = _found(row, MINUS, rng) if case.facts else None
    return with_answer(row, _at(row["answer"], *found.span(), "")) if found else None


def sign_added(row: Row, case: Case, rng: random.Random) -> Row | None:
    """The first number with a minus."""
    del rng
    found = RUN.search(row["answer"]) if _value(row, case) else None
    if found is None or (found.start() and row["answer"][found.start() - 1] not in " ("):
        return None
    return with_answer(row, _at(row["answer"], found.start(), found.start(), "-"))


def other_dimension(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A unit of something else: newton metres become kilopascals."""
    return _other_unit(row, case, rng, alike=False)


def same_dimension(row: Row, case: Case, rng: random.Random) -> Row | None:
    """Another unit of the same: newton metres become foot-pounds."""
    return _other_unit(row, case, rng, alike=True)


def _other_unit(row: Row, case: Case, rng: random.Random, *, alike: bool) -> Row | None:
    found = _measured(row, case, rng) if case.facts else None
    if found is None or found[0].unit is None:
        return None
    one, old = found
    spelled = [
        new
        for name, new in SPELLED.items()
        if name != found[0].unit.name and (units()[name].dimension == found[0].unit.dimension) == alike
    ]
    if not spelled:
        return None
    at = row["answer"].index(old, one.start)
    new = rng.choice(spelled)
    return with_answer(
        row, _at(row["answer"], at, at + len(old), f"{' ' if at and row['answer'][at - 1].isdigit() else ''}{new}")
    )


def unit_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A number without its unit."""
    found = _measured(row, case, rng) if case.facts else None
    if found is None:
        return None
    at = row["answer"].index(found[1], found[0].start)
    return with_answer(row, row["answer"][:at].rstrip() + row["answer"][at + len(found[1]) :])


def range_end_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """One end of a range stands for the whole."""
    found = _found(row, RANGE, rng) if case.facts else None
    return with_answer(row, _at(row["answer"], *found.span(), found[rng.choice(("low", "high"))])) if found else None


def range_ends_swapped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A range from its upper to its lower end."""
    found = _found(row, RANGE, rng) if case.facts else None
    if found is None:
        return None
    return with_answer(row, _at(row["answer"], *found.span(), f"{found['high']}{found['sign']}{found['low']}"))


def tolerance_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A nominal value without what may be off it."""
    found = _found(row, TOLERANCE, rng) if case.facts else None
    return with_answer(row, _at(row["answer"], *found.span(), "")) if found else None


def limit_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A limit that reads like the value itself."""
    found = _found(row, BOUND, rng) if case.facts else None
    return with_answer(row, _at(row["answer"], *found.span(), "")) if found else None


def _stretch(row: Row, case: Case, rng: random.Random) -> tuple[str, str, str] | None:
    """What stands before, in and behind a value of the answer."""
    source = rng.choice(case.sources) if case.sources else None
    found = source.pattern.search(row["answer"]) if source else None
    return (found.string[: found.start()], found[0], found.string[found.end() :]) if found else None


def part_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A value of several parts lacks one of them."""
    found = _stretch(row, case, rng) if _value(row, case) else None
    parts = re.split(r"((?:[,;] | @ | / | [x×+] | and ))", found[1]) if found else []
    if found is None or len(parts) < 3:
        return None
    at = rng.randrange(0, len(parts), 2)
    rest = parts[:at] + parts[at + 2 :] if at + 1 < len(parts) else parts[: at - 1]
    return with_answer(row, "".join((found[0], *rest, found[2])))


def number_added(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A further number that the page does not give: a reading in another unit."""
    if not _value(row, case):
        return None
    unit = rng.choice([*SPELLED.values()])
    return with_answer(row, f"{row['answer']} ({rng.randrange(2, 400)} {unit})")


def _said_of(case: Case, fits: Callable[[int], bool], rng: random.Random) -> str | None:
    """What another fact says that `fits`, by its place among all."""
    said = [text for at, text in enumerate(case.others) if fits(at) and text]
    return rng.choice(said) if said else None


def _sibling(row: Row, case: Case, rng: random.Random, role: str) -> Row | None:
    text = _said_of(case, case.beside(role), rng) if _value(row, case) else None
    return with_answer(row, text) if text else None


def other_column(row: Row, case: Case, rng: random.Random) -> Row | None:
    """The value that stands beside the true one in its row."""
    return _sibling(row, case, rng, "column")


def other_row(row: Row, case: Case, rng: random.Random) -> Row | None:
    """The value of another row of the same column."""
    return _sibling(row, case, rng, "row")


def other_section(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A value of the same measure from another section."""
    return _sibling(row, case, rng, "section")


def other_page(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A value of the same measure from another page, where another model may be meant."""
    return _sibling(row, case, rng, "page")


def heading_as_value(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A heading or label in the place of the value, where it is another."""
    values = {fact.text.casefold() for fact in case.facts}
    names = [
        name
        for fact in case.facts
        for name in (*fact.section, *(part for path in fact.rows for part in path), fact.table)
        if name and name.casefold() not in values
    ]
    return with_answer(row, rng.choice(names)) if _value(row, case) and names else None


def letter_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """One letter of a value of words."""
    found = _stretch(row, case, rng) if case.facts and not case.quantities else None
    if found is None or not re.search("[A-Za-z]", found[1]):
        return None
    return with_answer(row, found[0] + other_letter(found[1], rng) + found[2])


def word_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A value of several words lacks one of them."""
    found = _stretch(row, case, rng)
    words = found[1].split(" ") if found else []
    if found is None or len(words) < 2:
        return None
    at = rng.randrange(len(words))
    return with_answer(row, found[0] + " ".join(words[:at] + words[at + 1 :]) + found[2])


def hedged(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A value with words that bound, soften or negate it."""
    found = _stretch(row, case, rng) if _value(row, case) else None
    return with_answer(row, found[0] + rng.choice(HEDGES).format(found[1]) + found[2]) if found else None


def footnote_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A value without its footnote."""
    del rng
    notes = [note for source in case.sources for note in source.notes if note in row["answer"]]
    return (
        with_answer(row, re.sub(rf"[ (]*(?:[nN]ote:? )?{re.escape(notes[0])}[).]*", "", row["answer"]))
        if notes
        else None
    )


def footnote_invented(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A value with a footnote that the page gives to another or to none."""
    held = {note for source in case.sources for note in source.notes}
    note = rng.choice([one for one in (*INVENTED, *case.notes) if one not in held])
    return with_answer(row, f"{row['answer']} (note: {note})") if _value(row, case) else None


def refusal(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A refusal of what the pages state."""
    said = ("The manual does not give this value.", "This is not stated in the manual.", "No value is given for {}.")
    label = case.asked.names.row[-1]
    return with_answer(row, rng.choice(said).format(label)) if case.facts else None


def value_invented(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A value for what the pages leave open: that of some other place."""
    said = [text for text in case.others if text]
    return with_answer(row, rng.choice(said)) if not case.facts and said else None


def refusal_of_nothing(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A refusal that does not say of what."""
    said = ("The manual does not say.", "This is not given.", "No value is stated in the manual.")
    return with_answer(row, rng.choice(said)) if not case.facts else None


def refusal_with_number(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A refusal that gives a number all the same."""
    unit = rng.choice([*SPELLED.values()])
    said = f"{row['answer']} It is {rng.randrange(2, 400)} {unit}."
    return with_answer(row, said) if not case.facts else None


def refusal_of_another(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A refusal that names what was not asked."""
    label = case.asked.names.row[-1]
    others = [
        name
        for name in case.labels
        if name.casefold() not in label.casefold() and label.casefold() not in name.casefold()
    ]
    if case.facts or label not in row["answer"] or not others:
        return None
    return with_answer(row, row["answer"].replace(label, rng.choice(others)))
