"""The notations that layouts are made of: outlines, flat lists of labelled values, tables, clauses and log pairs.

Each function turns the parts of a record into tuples of strings, ready for a layout to set.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from goldsmith.core.streams import chance
from goldsmith.schemas.kind import Kind
from goldsmith.templates.environment import fill, phrases_for, slots_of
from goldsmith.templates.guarding import in_clause, in_line, in_log, series_in_clause, series_in_line
from goldsmith.templates.labels import Labels
from goldsmith.templates.statements import Entries, Group, Leaf, Part, Series

Line = tuple[str, str, str]
"""What stands before the label, the label ("" on a continued line), and the text ("" where it follows below)."""


class Table(NamedTuple):
    """A list of entries as header and rows of cells."""

    label: str
    header: list[str]
    rows: list[list[str]]


Mark = Callable[[str, str, str], str]
"""Sets one line: from lead, label and text to what is written."""


def _mark(full: str, alone: str) -> Mark:
    """Lines whose label is set off from its text like `full`, and stands like `alone` where its text follows below."""

    def written(lead: str, label: str, text: str) -> str:
        if not label:
            return lead + text
        return lead + (full % (label, text) if text else alone % label)

    return written


COLON = _mark("%s: %s", "%s:")


def _bullets(lead: str, label: str, text: str) -> str:
    return COLON(f"  {lead}" if lead or not label else "- ", label, text)


def _leaders(lead: str, label: str, text: str) -> str:
    dots = "." * max(4, 28 - len(lead) - len(label))
    return f"{lead}{label} {dots} {text}" if label and text else COLON(lead, label, text)


MARKS: dict[str, Mark] = {
    "colon": COLON,
    "bullets": _bullets,
    "leaders": _leaders,
    "equals": _mark("%s = %s", "%s:"),
    "bold": _mark("**%s:** %s", "**%s:**"),
    "brackets": _mark("[%s] %s", "[%s]"),
}


def set_lines(lines: Iterable[Line], mark: str) -> str:
    """The lines in writing."""
    written = MARKS[mark]
    return "\n".join([written(lead, label, text) for lead, label, text in lines])


def outline(parts: list[Part], labels: Labels, *, entries: str = "dash", indent: str = "") -> list[Line]:
    """Labelled lines, nested by two blanks; `entries` are set off by "dash", by "number", or "plain" by their first label."""
    made: list[Line] = []
    for part in parts:
        label = labels.of(part.name)
        if isinstance(part, Leaf):
            if "\n" in part.text:
                made += _quoted_lines(indent, label, part.text)
            else:
                made.append((indent, label, in_line(part.text, part.role)))
        elif isinstance(part, Series):
            made += _series_lines(indent, label, part.texts)
        elif isinstance(part, Group):
            made.append((indent, label, ""))
            made += outline(part.parts, labels, entries=entries, indent=indent + "  ")
        else:
            made.append((indent, label, ""))
            made += _entry_lines(part, labels, entries, indent + "  ")
    return made


def _quoted_lines(indent: str, label: str, text: str) -> list[Line]:
    return [(indent, label, ""), *((f"{indent}  > ", "", line) for line in text.split("\n"))]


def _series_lines(indent: str, label: str, texts: list[str]) -> list[Line]:
    joined = series_in_line(texts)
    if joined is not None:
        return [(indent, label, joined)]
    return [(indent, label, ""), *((f"{indent}  - ", "", in_line(text)) for text in texts)]


def _entry_lines(part: Entries, labels: Labels, entries: str, indent: str) -> Iterator[Line]:
    if entries == "plain" and not _begin_alike(part):
        entries = "dash"
    for number, row in enumerate(part.rows, start=1):
        if entries == "number":
            yield indent, labels.entry(part.name, number), ""
            yield from outline(row, labels, entries=entries, indent=indent + "  ")
            continue
        inner = outline(row, labels, entries="dash", indent="")
        for at, (lead, label, text) in enumerate(inner):
            dash = "" if entries == "plain" else "  " if at else "- "
            yield indent + dash + lead, label, text


def _begin_alike(part: Entries) -> bool:
    """Whether each entry begins with the same required value on one line, so that the next entry is told by its label."""
    heads = [
        row[0] for row in part.rows if row and isinstance(row[0], Leaf) and row[0].required and "\n" not in row[0].text
    ]
    return len(heads) == len(part.rows) and len({head.name for head in heads}) == 1


def flat(parts: list[Part], labels: Labels, above: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """Every value under the label of its whole path: label, text, role; lists count from 1 (from 0 in snake case)."""
    for part in parts:
        own = (*above, labels.of(part.name))
        if isinstance(part, Leaf):
            yield labels.joined(list(own)), part.text, part.role
        elif isinstance(part, Group):
            yield from flat(part.parts, labels, own)
        elif isinstance(part, Series):
            for number, text in enumerate(part.texts, start=1):
                yield labels.joined([*above, labels.entry(part.name, number)]), text, part.role
        else:
            for number, row in enumerate(part.rows, start=1):
                yield from flat(row, labels, (*above, labels.entry(part.name, number)))


def log_pairs(parts: list[Part]) -> list[str]:
    """key=value pairs with paths for keys."""
    return [f"{label}={in_log(text)}" for label, text, _ in flat(parts, Labels("snake"))]


def table_of(part: Entries, labels: Labels, guard: Callable[[str, str], str]) -> Table | None:
    """The entries as a table; None where they nest, hold lists, or have more than seven columns."""
    names: dict[str, None] = {}
    for row in part.rows:
        for item in row:
            if not isinstance(item, Leaf) or item.role == "json":
                return None
            names[item.name] = None
    if not 1 < len(names) <= 7:
        return None
    rows = []
    for row in part.rows:
        cells = {item.name: guard(item.text, item.role) for item in row if isinstance(item, Leaf)}
        rows.append([cells.get(name, "—") for name in names])
    return Table(labels.of(part.name), [labels.of(name) for name in names], rows)


def clauses(
    parts: list[Part], labels: Labels, link: str, kind: Kind, rng: random.Random
) -> tuple[list[str], list[Line]]:
    """The record in running text: clauses "label value" for what fits a sentence, and labelled lines for the rest."""
    said: list[str] = []
    lines: list[Line] = []
    for part in parts:
        if isinstance(part, Leaf):
            _say_leaf(part, labels.of(part.name), link, said, lines)
        elif isinstance(part, Group):
            for label, text, role in flat(part.parts, labels, (labels.of(part.name),)):
                _say_leaf(Leaf(part.name, text, role, True), label, link, said, lines)
        elif isinstance(part, Series):
            lines += _series_lines("", labels.of(part.name), part.texts)
        else:
            lines += _entry_sentences(part, labels, kind, rng)
    return said, lines


def _say_leaf(part: Leaf, label: str, link: str, said: list[str], lines: list[Line]) -> None:
    if "\n" in part.text:
        lines += _quoted_lines("", label, part.text)
    elif part.role == "json":
        lines.append(("", label, in_line(part.text, part.role)))
    else:
        said.append(f"{label}{link}{in_clause(part.text, part.role)}")


def _entry_sentences(part: Entries, labels: Labels, kind: Kind, rng: random.Random) -> Iterator[Line]:
    """One line an entry: "Line item 2: description X, quantity 3"; deeper entries are set as an outline."""
    if any(not isinstance(item, Leaf) or "\n" in item.text or item.role == "json" for row in part.rows for item in row):
        yield "", labels.of(part.name), ""
        yield from _entry_lines(part, labels, "dash", "  ")
        return
    phrases = _drawn_phrases(kind, part.name, rng)
    for number, row in enumerate(part.rows, start=1):
        yield (
            "",
            labels.entry(part.name, number),
            _entry_words([item for item in row if isinstance(item, Leaf)], labels, phrases),
        )


def _drawn_phrases(kind: Kind, name: str, rng: random.Random) -> list[str]:
    """The record type's own phrases for a list's entries in drawn order; one writer in four uses none of them."""
    phrases = list(phrases_for(kind, name))
    rng.shuffle(phrases)
    return phrases if chance(rng, 75) else []


def _entry_words(row: list[Leaf], labels: Labels, phrases: list[str]) -> str:
    """One entry in words: by the first phrase that says all of its fields and no other, else label by label."""
    values = {item.name: in_clause(item.text, item.role) for item in row}
    for phrase in phrases:
        if values.keys() == set(slots_of(phrase)):
            return fill(phrase, **values)
    return ", ".join(f"{labels.of(name)} {text}" for name, text in values.items())


def series_clause(part: Series, label: str) -> str:
    """A list in a sentence of its own."""
    return f"{label} {series_in_clause(part.texts, part.role)}"
