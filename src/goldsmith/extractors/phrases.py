"""Sentence patterns of record types: how people state several fields in one breath.

One file a record type, one pattern a line: `{quantity} x {description} at {unit_price} @line_items`; the part behind
"@" says which list's items the pattern speaks of. Words inside quotation marks belong to a value and match no pattern.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from goldsmith.core.errors import UsageError
from goldsmith.extractors import quotes
from goldsmith.extractors.reading import Path, Unreadable
from goldsmith.extractors.shape import Field

SLOT = re.compile(r"\{([\w.]+)\}")
SCOPED = re.compile(r"(.*?)(?: @([\w.]+))?$")
RUNS_ON = re.compile(
    r"(?:^|\s)(?!(?-i:IN|OR)\b)(?:and|or|is|was|are|as|has|at|of|to|for|by|from|on|with|the|a|an|in)(?=\s|$)"
    r"|[,;:](?:\s|$)|\s\((?-i:[a-z])",
    re.IGNORECASE,
)
"""What a value without quotation marks never holds inside a sentence: there the sentence goes on. IN and OR are states."""
LIST_JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+|;\s+")
CURRENCIES = ("€", "USD", "EUR", "GBP")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one field's value stands in a matched text."""

    steps: tuple[str, ...]
    field: Field
    rate: str
    start: int
    end: int

    def __hash__(self) -> int:
        return hash((self.steps, self.start, self.end))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Slot) and (self.steps, self.start, self.end) == (other.steps, other.start, other.end)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence pattern, compiled twice: the shortest and the longest way to fill its slots.

    `anchor` is its longest stretch of words in lower case; a text without it needs no closer look.
    """

    scope: tuple[str, ...]
    anchor: str
    lazy: re.Pattern[str]
    greedy: re.Pattern[str]
    slots: tuple[tuple[tuple[str, ...], Field, str], ...]

    def match(self, text: str) -> list[Slot] | None:
        """The slots' stretches, or None where the pattern does not fit.

        Raises Unreadable when the shortest and the longest filling differ: then there are at least two readings.
        """
        hidden = quotes.masked(text)
        first = self.lazy.fullmatch(hidden)
        if first is None or not self._readable(text, first):
            return None
        longest = self.greedy.fullmatch(hidden)
        if longest is None or longest.regs != first.regs:
            raise Unreadable(f"{text!r} can be read in two ways")
        return [Slot(steps, what, rate, *first.span(at + 1)) for at, (steps, what, rate) in enumerate(self.slots)]

    def _readable(self, text: str, found: re.Match[str]) -> bool:
        stretches = [text[slice(*found.span(at + 1))] for at in range(len(self.slots))]
        return all(_could_be(what, said) for (_, what, _), said in zip(self.slots, stretches, strict=True))


def _could_be(what: Field, said: str) -> bool:
    """Whether a stretch of a sentence may be a value of the field, or the values of a list."""
    if what.item is not None:
        return all(_could_be(what.item, part) for _, part in quotes.split(said, LIST_JOINT))
    try:
        what.value(quotes.unquoted(said) if what.type in ("string", "boolean") else said)
    except Unreadable:
        return False
    if what.type != "string" or what.enum or what.format in ("date", "date-time"):
        return True
    if what.format == "email":
        return "@" in said and " " not in said
    hidden = quotes.masked(said)
    return not hidden.strip("¤") or ("¤" not in hidden and RUNS_ON.search(hidden) is None)


def phrases_for(root: Field, path: Path, text: str) -> list[Phrase]:
    """The patterns that speak of the object at `path` and whose words occur in the text."""
    if root.patterns is None:
        root.patterns = _by_scope(root)
    scope = tuple("*" if isinstance(step, int) else step for step in path)
    lowered = text.lower()
    return [phrase for phrase in root.patterns.get(scope, ()) if phrase.anchor in lowered]


def _by_scope(root: Field) -> dict[tuple[str, ...], tuple[Phrase, ...]]:
    found: dict[tuple[str, ...], tuple[Phrase, ...]] = {}
    for line in root.phrases:
        phrase = compile_phrase(line, root)
        found[phrase.scope] = (*found.get(phrase.scope, ()), phrase)
    return found


def compile_phrase(line: str, root: Field) -> Phrase:
    """The pattern of one line.

    Raises UsageError that names a slot which is no field of the record type.
    """
    body, where = SCOPED.match(line).groups("")  # type: ignore[union-attr]  # it matches every line
    scope: tuple[str, ...] = ()
    at = root
    for name in where.split(".") if where else ():
        if name not in at.fields:
            raise UsageError(f"sentence pattern {line!r}: {name!r} is no field")
        inner = at.fields[name]
        scope, at = ((*scope, name, "*"), inner.item) if inner.item is not None else ((*scope, name), inner)
    slots = tuple(_slot(at, name, line) for name in SLOT.findall(body))
    literal = [re.escape(piece) for piece in SLOT.split(body)[::2]]
    anchor = max(SLOT.split(body)[::2], key=len).lower()
    return Phrase(scope, anchor, _pattern(literal, slots, "?"), _pattern(literal, slots, ""), slots)


def _pattern(literal: list[str], slots: tuple[tuple[tuple[str, ...], Field, str], ...], lazy: str) -> re.Pattern[str]:
    groups = [_group(what, lazy) for _, what, _ in slots] + [""]
    return re.compile("".join(map("".join, zip(literal, groups, strict=True))), re.IGNORECASE)


def _group(what: Field, lazy: str) -> str:
    """The form of a slot: a number is one word and perhaps its unit, anything else is one word or more."""
    if what.type not in ("integer", "number"):
        return f"(.+{lazy})"
    before = "|".join(map(re.escape, CURRENCIES))
    after = "|".join(map(re.escape, (*CURRENCIES, *what.units)))
    return f"((?:(?:{before}) )?{lazy}[^ ]*{lazy}\\d[^ ]*{lazy}(?: (?:{after}))?{lazy})"


def _slot(at: Field, name: str, line: str) -> tuple[tuple[str, ...], Field, str]:
    if name in at.rates:
        return (), at.resolve(at.rates[name][0])[0].field, name  # type: ignore[index]  # every rate has a label
    steps = tuple(name.split("."))
    for step in steps:
        if step not in at.fields:
            raise UsageError(f"sentence pattern {line!r}: {name!r} is no field")
        at = at.fields[step]
    return steps, at, ""


@lru_cache(maxsize=64)
def lines_of(kind: str) -> tuple[str, ...]:
    """The patterns' lines that ship for a record type."""
    file = files("goldsmith.extractors").joinpath("phrase_lines").joinpath(f"{kind}.txt")
    if not file.is_file():
        return ()
    text = file.read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
