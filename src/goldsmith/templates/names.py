"""The names that a question gives, as a part of a sentence, as a heading, and as words typed into a search box."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from goldsmith.extractors.manual.asked import Names
from goldsmith.extractors.manual.facts import Path
from goldsmith.extractors.manual.labels import unit_in
from goldsmith.extractors.units import unit_named

LEADING = frozenset(
    ("at", "in", "with", "without", "for", "on", "per", "to", "from", "of", "by", "under", "over", "below", "above",
     "up", "after", "before", "between", "during", "@")
)  # fmt: skip
"""Words with which a label continues the one above it: "fuel consumption" and "at full load"."""
INSIDE = frozenset(("of", "at", "the", "for", "with", "in", "and", "to", "x", "/", "&", "-", "–", "or", "on", "per"))
FOR_SOMETHING = frozenset(("remedy", "cause", "causes", "action", "symptom", "tool", "tools"))
MOST_WORDS_OF_A_NAME = 2
VERSION = re.compile(r"(?=.*\d)(?:[A-Z][A-Za-z]+(?:[ -][\w-]+)+|[A-LN-Z][A-Za-z]?\d{2,}\w*)")


@dataclass(frozen=True, slots=True)
class Style:
    """How names are put together: what leads to a section, and what parts the names of a heading."""

    section: str = " under "
    between: str = ", "


STYLES = (Style(), Style(" in the section "), Style(" in the chapter "))


@cache
def plain_words() -> frozenset[str]:
    """Ordinary words of manuals, in small letters."""
    return _words("plain_words.txt") | attribute_words()


@cache
def attribute_words() -> frozenset[str]:
    """Nouns of the heads of columns that hold an attribute of the row, and no version of the machine."""
    return _words("attribute_words.txt")


def _words(name: str) -> frozenset[str]:
    text = files("goldsmith.templates").joinpath(name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def part_of_sentence(names: Names, style: Style = STYLES[0]) -> str:
    """The names as an object of a sentence: "the torque of the camshaft cap in Nm", "“Timing by” on the TR 450 C"."""
    leads = [label for label in names.row[1:] if _leads(label)]
    column = _column(names.column)
    aside = [label for label in names.row[1:] if not _leads(label)] + [names.qualifier, *column.aside]
    row = " ".join((_said(names.row[0]), *map(small, leads)))
    said = row + _bracketed([small(label) for label in aside if label], row)
    if column.attribute:
        joint = "for" if row.startswith('"') or column.attribute.split(" ")[-1] in FOR_SOMETHING else "of"
        said = f"the {column.attribute} {joint} {said}"
    said += f" in {column.unit}" if column.unit else ""
    said += f" on the {column.version}" if column.version else ""
    return said + _above(names, style)


def _said(label: str) -> str:
    """A label as an object: with an article, as it is, or in quotes where it is neither plain nor a name of few words."""
    if takes_article(label):
        return f"the {small(label)}"
    words = label.split(" ")
    phrase = (len(words) > MOST_WORDS_OF_A_NAME or words[-1].lower() in INSIDE | LEADING) and '"' not in label
    return f'"{label}"' if phrase and not any(sign.isdigit() for sign in label) else small(label)


def _above(names: Names, style: Style) -> str:
    table = f" in the table {names.table}" if names.table else ""
    section = f"{style.section}{', '.join(names.section)}" if names.section else ""
    return table + section + (f" on the {names.model}" if names.model else "")


def heading(names: Names, style: Style = STYLES[0]) -> str:
    """The names as a heading: "Camshaft cap, Torque (Nm)"."""
    first = names.row[0][:1].upper() + names.row[0][1:] if takes_article(names.row[0]) else names.row[0]
    row = first + "".join(f" {label}" if _leads(label) else f", {label}" for label in names.row[1:])
    between = " – " if ", " in row and style.between == ", " else style.between
    parts = (row, names.qualifier, _heads(names.column), names.table, *names.section, names.model)
    return between.join(part for part in parts if part)


def typed(names: Names, style: Style = STYLES[0]) -> str:
    """The names as somebody types them into a search box: words small, but designations as they are written."""
    words = heading(names, style).split(" ")
    return " ".join(word.lower() if word[1:].islower() and word.isalpha() else word for word in words)


def small(label: str) -> str:
    """A label inside a sentence: ordinary words in small letters, and anything else as it is written."""
    words = label.split(" ")
    lowered = [word.lower() if _ordinary(word) else word for word in words]
    return " ".join(lowered)


def takes_article(label: str) -> bool:
    """Whether a label is made of ordinary words, so that "the" may stand before it."""
    base = label.split("(")[0].split("[")[0].rstrip(" ,:")
    words = [word.strip(",").lower() for word in base.split(" ") if word]
    if not words or words[0] in INSIDE or words[-1] in INSIDE:
        return False
    return all(word in plain_words() or word in INSIDE for word in words)


def is_version(label: str) -> bool:
    """Whether the head of a column names a version of the machine: a designation with a digit, and no thread or unit."""
    return VERSION.fullmatch(label) is not None and unit_in(label) is None


def _ordinary(word: str) -> bool:
    bare = word.strip("(),.:;[]").lower()
    titled = word.strip("(),.:;[]")[1:].islower()
    parts = bare.split("-")
    return titled and (bare in plain_words() or bare in INSIDE or all(part in plain_words() for part in parts))


def _leads(label: str) -> bool:
    return label.split(" ")[0].lower() in LEADING


def _bracketed(aside: list[str], said: str) -> str:
    if not aside:
        return ""
    together = ", ".join(aside)
    return f", {together}" if said.endswith((")", "]")) or "(" in together else f" ({together})"


class _Column(NamedTuple):
    """What the heads of a column are: an attribute, the unit that it is given in, a version of the machine, or neither."""

    attribute: str = ""
    unit: str = ""
    version: str = ""
    aside: Path = ()


def _column(column: Path) -> _Column:
    version = column[-1] if column and is_version(column[-1]) else ""
    rest = column[:-1] if version else column
    unit = rest[-1] if rest and unit_named(rest[-1]) is not None else ""
    heads = rest[:-1] if unit else rest
    if not heads:
        return _Column("", unit, version)
    if _is_attribute(heads[0]):
        return _Column(small(heads[0]), unit, version, heads[1:])
    return _Column("", unit, version, (" ".join(small(label) for label in heads),))


def _is_attribute(head: str) -> bool:
    words = head.split("(")[0].rstrip(" ,").split(" ")
    return words[-1].lower() in attribute_words() or words[0].lower() in attribute_words()


def _heads(column: Path) -> str:
    """A column as a heading: "Torque (Nm)" of the heads Torque and Nm."""
    if len(column) > 1 and unit_named(column[-1]) is not None:
        return f"{' '.join(column[:-1])} ({column[-1]})"
    return ", ".join(column)
