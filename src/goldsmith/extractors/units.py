"""The closed table of units: how each is spelled, its dimension, and its size for checks between units."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

FOLD = str.maketrans("⋅∙･・−＋µ’′”″\u00a0\u202f\u2009\u2007", "····-+μ''\"\"    ")
"""Signs that people write for one another, each folded into one sign, so that offsets stay."""
BLANKS = re.compile(r"\s+")
PER = re.compile(r" ?/ ?| per ")
KELVIN = {"°C": Decimal("273.15"), "°F": Decimal("459.67"), "K": Decimal(0)}
"""What is added to a temperature, in its own unit, to count from absolute zero."""
FITS_A_WORD = re.compile(
    r" ?(?:$|[^\w ]|(?:x|by|long|wide|deep|high|tall|thick|or|and|to|per|from|of|in diameter)\b|\d)"
)
"""What may follow the inch in letters: "12 in." and "12 in long" are lengths, "5 in the morning" is none."""
DIMENSIONS = {
    ("length", "time"): "speed",
    ("volume", "time"): "flow",
    ("mass", "volume"): "concentration",
    ("force", "area"): "pressure",
    ("energy", "time"): "power",
    ("data", "time"): "bandwidth",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as we write it; `sizes` are in the dimension's base unit, several where the name has several meanings."""

    name: str
    dimension: str
    sizes: tuple[Decimal, ...]

    def over(self, other: "Unit") -> "Unit":
        """The quotient of two units: mm per s."""
        dimension = DIMENSIONS.get((self.dimension, other.dimension), f"{self.dimension}/{other.dimension}")
        sizes = tuple(mine / its for mine in self.sizes for its in other.sizes)
        return Unit(f"{self.name}/{other.name}", dimension, sizes)


@cache
def units() -> dict[str, Unit]:
    """Every unit by its spelling, exact in case."""
    made: dict[str, Unit] = {}
    for dimension, lines in _table().items():
        for name, (size, *spellings) in lines.items():
            unit = Unit(name, dimension, tuple(Decimal(one) for one in size.split("|") if one))
            for spelling in spellings:
                made.update(dict.fromkeys(_forms(spelling.translate(FOLD)), unit))
    return made


def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("goldsmith.extractors").joinpath("units.toml").read_text(encoding="utf-8"))


def _forms(spelling: str) -> Iterator[str]:
    yield spelling
    last = re.search(r"[a-z]{3,}$", spelling)
    if last and not spelling.endswith(("s", "ch", "feet", "hertz", "foot")):
        yield f"{spelling}s"
        yield f"{spelling}s".replace(" ", "-")
    if spelling.startswith(("degree ", "cubic ", "square ", "newton ")):
        yield spelling.replace("degree ", "degrees ", 1)
    if " " in spelling and last:
        yield spelling.replace(" ", "-")


@cache
def _any_case() -> dict[str, Unit]:
    found: dict[str, set[Unit]] = defaultdict(set)
    for spelling, unit in units().items():
        if len(spelling) > 1:
            found[spelling.casefold()].add(unit)
    return {spelling: next(iter(those)) for spelling, those in found.items() if len(those) == 1}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    by_sign: dict[str, set[str]] = defaultdict(set)
    for spelling in units():
        by_sign[spelling[0].casefold()].add(spelling)
    return {sign: _pattern(spellings) for sign, spellings in by_sign.items()}


def _pattern(spellings: set[str]) -> re.Pattern[str]:
    ordered = sorted(spellings, key=lambda one: (-len(one), one))
    return re.compile("(?:" + "|".join(_branch(one) for one in ordered) + ")", re.IGNORECASE)


def _branch(spelling: str) -> str:
    """One spelling as a branch that ends where its word ends: a letter, a digit or an exponent may not follow."""
    return re.escape(spelling) + (r"(?![\w²³^])" if spelling[-1].isalnum() else "")


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit whose name starts at the offset of a folded text, and where it ends; quotients are read whole."""
    found = _simple(text, at)
    if found is None:
        return None
    per = PER.match(text, found[1])
    below = _simple(text, per.end()) if per and found[0].dimension != "money" else None
    if below is None or below[0].name in ("in", "ft") or not _may_divide(found[0], below[0]):
        return found
    return found[0].over(below[0]), below[1]


def _may_divide(above: Unit, below: Unit) -> bool:
    """A slash between two units of one dimension parts two readings: "mm/in" heads two columns."""
    return above.dimension != below.dimension and "/" not in below.dimension


def _simple(text: str, at: int) -> tuple[Unit, int] | None:
    pattern = _patterns().get(text[at : at + 1].casefold())
    found = pattern.match(text, at) if pattern else None
    while found is not None:
        said = found[0]
        unit = units().get(said) or _any_case().get(said.casefold())
        if unit is not None and _ends(text, said, found.end()):
            return unit, found.end()
        found = pattern.match(text, at, found.end() - 1) if pattern else None
        if found is not None and text[found.end() : found.end() + 1].isalnum() and found[0][-1].isalnum():
            return None
    return None


def _ends(text: str, said: str, end: int) -> bool:
    """Whether a unit that is also a word is meant as a unit."""
    if said in ("in", "IN", "In") and text[end - 3 : end - 2] not in "-‑":
        return FITS_A_WORD.match(text, end) is not None
    return True


def unit_named(text: str) -> Unit | None:
    """The unit that the whole text names: a column's head, a unit in a field of its own."""
    folded = BLANKS.sub(" ", text.translate(FOLD)).strip()
    found = unit_at(folded, 0)
    return found[0] if found and found[1] == len(folded) else None
