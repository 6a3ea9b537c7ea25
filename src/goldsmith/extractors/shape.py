"""A JSON Schema as the reader sees it: which labels lead to which field, and how that field's values are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from goldsmith.core.canonical import from_json
from goldsmith.extractors import values
from goldsmith.extractors.lexicon import Lexicon
from goldsmith.extractors.reading import Path, Unreadable
from goldsmith.languages.english.labels import singular

VALUES = 1_024
"""Written values that a field keeps with what they mean: quantities, rates and choices come again and again."""
LONGEST_KEPT = 60
ODD_BLANKS = r"\t\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
INERT = re.compile(rf"[\w$€£+−(-][^{ODD_BLANKS}\"“«`|;=…\\<]*")
"""A value that ends where its line or cell ends and is read as it stands, whatever stands before it."""
Step = str | None
"""A field's name, or None for a position in a list that the label must give."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a label leads from a scope; `rate` names a fact outside the schema."""

    steps: tuple[Step, ...]
    field: "Field"
    rate: str = ""


@dataclass(eq=False)
class Field:
    """One field of a schema and everything the reader knows about it."""

    name: str
    type: str
    format: str
    enum: tuple[str, ...]
    units: tuple[str, ...]
    labels: tuple[str, ...]
    fields: dict[str, "Field"]
    item: "Field | None"
    rates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    patterns: dict[tuple[str, ...], dict[str, list[Any]]] | None = None
    title: str = ""
    bare: bool = False
    talk: dict[str, tuple[list[tuple[int, str]], list[tuple[str, ...]]]] = field(default_factory=dict)
    harmless: set[str] = field(default_factory=set)
    plain: dict[str, Any] = field(default_factory=dict)
    _values: dict[str, Any] = field(default_factory=dict)
    _resolved: dict[str, "tuple[Target, tuple[int, ...]] | None"] = field(default_factory=dict)

    @cached_property
    def options(self) -> tuple[str, ...]:
        """All enumerated values below this field in plain words, sorted; small talk that holds one may state a value."""
        below = [*self.fields.values(), *([self.item] if self.item else [])]
        return tuple(sorted({*map(values.plain_words, self.enum), *(one for field in below for one in field.options)}))

    @property
    def free(self) -> bool:
        """An object without declared fields: written as JSON."""
        return self.type == "object" and not self.fields

    @cached_property
    def leaf(self) -> bool:
        """A field that holds one value."""
        return not self.fields and self.item is None

    @cached_property
    def table(self) -> dict[str, Target]:
        """Every label that leads somewhere from this object; '#' stands for a position."""
        made: dict[str, Target] = {}
        for name, words in self.rates.items():
            rate = Field(name, "number", "", (), ("%", "percent"), words, {}, None)
            made |= {word: Target((), rate, name) for word in words}
        for child in self.fields.values():
            for label in child.labels:
                made.setdefault(label, Target((child.name,), child))
        for child in self.fields.values():
            self._add_inner(made, child)
        return made

    def _add_inner(self, made: dict[str, Target], child: "Field") -> None:
        inner = child.item if child.item is not None else child
        steps: tuple[Step, ...] = (child.name,) if child.item is None else (child.name, None)
        for label in child.labels:
            lead = label
            if child.item is not None:
                lead = f"{singular(label)} #"
                made.setdefault(lead, Target(steps, inner))
                if singular(label) != label:
                    made.setdefault(f"{label} #", Target(steps, inner))
            for words, target in inner.table.items() if inner.fields else ():
                whole = Target(steps + target.steps, target.field, target.rate)
                made.setdefault(f"{lead} {words}", whole)
                if folded := _folded(lead, words):
                    made.setdefault(folded, whole)
                if child.item is not None and singular(label) != label:
                    made.setdefault(f"{label} # {words}", whole)

    @cached_property
    def longest_label(self) -> int:
        """The number of words in this scope's longest label."""
        return max((len(label.split()) for label in self.table), default=0)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words with which this scope's labels begin."""
        return frozenset(label.partition(" ")[0] for label in self.table)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of this scope's labels."""
        return frozenset(word for label in self.table for word in label.split())

    def may_be_label(self, text: str) -> bool:
        """Whether the text has words of labels and numbers alone."""
        text = text.strip()
        if text.isalnum() and text.isascii():
            return text.lower() in self.words or text.isdecimal()
        return all(word in self.words or word.isdecimal() for word in values.plain_words(text).split())

    def resolve(self, label: str) -> "tuple[Target, tuple[int, ...]] | None":
        """The target of a written label and the positions (from 0) that it gives; None where it leads nowhere."""
        found = self._resolved.get(label, self)
        if found is not self:
            return found  # type: ignore[return-value]  # a field stands for nothing found
        first = label.partition(" ")[0]
        if first.isalpha() and first.isascii() and first.lower() not in self.first_words:
            return None
        words = values.plain_words(label).split()
        if len(words) > self.longest_label:  # a sentence: seldom seen twice, and not worth a place
            return None
        target = self._look_up(label, words)
        if len(self._resolved) < 20_000:
            self._resolved[label] = target
        return target

    def _look_up(self, label: str, words: list[str]) -> "tuple[Target, tuple[int, ...]] | None":
        if target := self.table.get(" ".join(words)):
            return target, ()
        first = 0 if "[" in label else 1
        for written, numbers in _counted(words):
            if target := self.table.get(written):
                return target, tuple(number - first for number in numbers)
        return None

    def value(self, text: str) -> Any:
        """The canonical value that the text writes for this field.

        Raises Unreadable when it writes none, or may mean two.
        """
        if self.verbatim:
            return text
        if not self.repeats:
            return self._read(text)
        value = self._values.get(text)
        if value is None:
            value = self._read(text)
            if len(self._values) >= VALUES:
                self._values.clear()
            self._values[text] = value
        return value

    @cached_property
    def repeats(self) -> bool:
        """A field whose values come again and take time to read: choices, flags, numbers."""
        return self.type in ("boolean", "integer", "number") or bool(self.enum)

    def keep(self, text: str, meaning: Any) -> None:
        """Keep what an inert text means, where it may come again: long texts, moments and numbers of articles seldom do."""
        if (self.repeats or (self.verbatim and " " in text)) and len(text) <= LONGEST_KEPT:
            if len(self.plain) >= VALUES:
                self.plain.clear()
            self.plain[text] = meaning

    @cached_property
    def verbatim(self) -> bool:
        """A text of any form: every sign of it is the value."""
        return self.type == "string" and not self.enum and self.format not in values.READERS

    def _read(self, text: str) -> Any:
        if self.type == "string":
            return values.choice(text, self.enum) if self.enum else values.READERS[self.format](text)
        if self.type in ("integer", "number"):
            found = values.quantity(text, self.units, bare=self.bare or bool(self.units) or self.type == "integer")
            if self.type == "integer":
                if found != found.to_integral_value():
                    raise Unreadable(f"{text!r} is not a whole number")
                return int(found)
            return found
        if self.type == "boolean":
            return values.flag(text)
        return _json(text)


def _folded(lead: str, words: str) -> str:
    """The two labels with the words that end the one and begin the other said once: "patient" + "patient id"; else ""."""
    before, after = [word for word in lead.split() if word != "#"], words.split()
    for size in range(len(after) - 1, 0, -1):
        if before[-size:] == after[:size]:
            return " ".join([lead, *after[size:]])
    return ""


def _counted(words: list[str]) -> list[tuple[str, tuple[int, ...]]]:
    """The label with its numbers read as list positions ('#'), all of them first, then all but some ("ICD 10")."""
    places = [at for at, word in enumerate(words) if word.isdecimal() and len(word) <= 3]
    made = []
    for kept in range(1 << min(len(places), 5)):
        counted = [at for bit, at in enumerate(places) if not kept >> bit & 1]
        if counted:
            written = " ".join("#" if at in counted else word for at, word in enumerate(words))
            made.append((written, tuple(int(words[at]) for at in counted)))
    return made


def _json(text: str) -> Any:
    try:
        return from_json(text)
    except ValueError as error:
        raise Unreadable(f"{text!r} is not JSON") from error


def compile_schema(schema: dict[str, Any], lexicon: Lexicon) -> Field:
    """The reader's view of a JSON Schema; `$id` names the record type for the lexicon."""
    kind = str(schema.get("$id", "")).rsplit(":", 1)[-1]
    root = _field("", schema, lexicon, kind, bare="currency" in schema.get("properties", {}))
    root.rates = lexicon.rates_of(kind)
    root.title = str(schema.get("title", "")).lower()
    return root


def _field(name: str, schema: dict[str, Any], lexicon: Lexicon, kind: str, *, bare: bool) -> Field:
    properties = schema.get("properties", {})
    inner = schema.get("items")
    return Field(
        name=name,
        type=schema.get("type", "any"),
        format=schema.get("format", ""),
        enum=tuple(schema.get("enum", ())),
        units=lexicon.units_of(name),
        labels=lexicon.labels_of(name, kind),
        fields={key: _field(key, value, lexicon, kind, bare=bare) for key, value in properties.items()},
        item=_field("", inner, lexicon, kind, bare=bare) if inner else None,
        required=frozenset(schema.get("required", ())),
        bare=bare,
    )


def leaves_of(node: Field, value: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The leaves of an answer by path; an object without declared fields is one leaf."""
    return iter(answered(node, value, at)[0].items())


def answered(node: Field, value: Any, at: Path = ()) -> tuple[dict[Path, Any], list[Path]]:
    """The leaves of an answer by path, and where it holds an empty list or object, which has no leaf."""
    found: dict[Path, Any] = {}
    hollow: list[Path] = []
    _collect(node, value, at, found, hollow)
    return found, hollow


def _collect(node: Field, value: Any, at: Path, found: dict[Path, Any], hollow: list[Path]) -> None:
    if node.item is not None and isinstance(value, list):
        for position, inner in enumerate(value):
            _collect(node.item, inner, (*at, position), found, hollow)
    elif node.fields and isinstance(value, dict):
        for name, inner in value.items():
            field = node.fields[name]
            if field.leaf:
                found[*at, name] = inner
            else:
                _collect(field, inner, (*at, name), found, hollow)
    else:
        found[at] = value
    if not value and not node.leaf:
        hollow.append(at)


SCALARS = frozenset((str, int, Decimal, bool))


def same(first: Any, second: Any) -> bool:
    """JSON equality: 1 equals 1.0, true does not equal 1, text equals text."""
    if type(first) is type(second) and type(first) in SCALARS:
        return bool(first == second)
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, (int, Decimal)) and isinstance(second, (int, Decimal)):
        return first == second
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(same(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(same, first, second))
    return type(first) is type(second) and bool(first == second)
