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
from goldsmith.extractors.reading import Path, Unreadable, pattern_of
from goldsmith.extractors.shape import Field, Target

SLOT = re.compile(r"\{([\w.]+)\}")
SCOPED = re.compile(r"(.*?)(?: @([\w.]+))?$")
RUNS_ON = re.compile(
    r"(?:^|\s)(?!(?-i:IN|OR)\b)(?:and|or|is|was|are|as|has|at|of|to|for|by|from|on|with|the|a|an|in)(?=\s|$)"
    r"|[,;:](?:\s|$)|\s\((?-i:[a-z])",
    re.IGNORECASE,
)
"""What a value without quotation marks never holds inside a sentence: there the sentence goes on. IN and OR are states."""
LIST_JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+|;\s+")
ODD_CASE = re.compile("[ıſİ]")
"""Letters that count as i and s where case does not count, and that lower case leaves as they are."""
CURRENCIES = ("€", "USD", "EUR", "GBP")


Slots = tuple[tuple[Target, tuple[int, int]], ...]
"""Where the values of fields, or of facts outside the schema, stand in a matched text."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence pattern, compiled twice: the shortest and the longest way to fill its slots.

    `pieces` are the words around its slots in lower case, `anchor` the longest of them; a text without it needs no
    closer look. `figures` are the forms of those slots that hold numbers, with
    at most so many `blanks`. A `plain` pattern has no letters beyond ASCII,
    so that lower case is enough to find its words.
    """

    scope: tuple[str, ...]
    pieces: tuple[str, ...]
    anchor: str
    lazy: re.Pattern[str]
    greedy: re.Pattern[str]
    slots: tuple[Target, ...]
    figures: tuple[re.Pattern[str] | None, ...]
    blanks: int
    plain: bool

    def match(self, text: str, hidden: str, lowered: str) -> Slots:
        """The slots' stretches in a text, or none where the pattern does not fit.

        `hidden` is the text masked, `lowered` that in lower case, "" where lower case is not enough to compare words.

        Raises Unreadable when the shortest and the longest filling differ: then there are at least two readings.
        """
        spans = self.only_spans(lowered) if lowered and self.plain else None
        first = self.lazy.fullmatch(hidden) if spans is None else None
        if first is not None:
            spans = [first.span(at) for at in range(1, len(self.slots) + 1)]
        if not spans:
            return ()
        stretches = [text[start:end] for start, end in spans]
        for figure, said in zip(self.figures, stretches, strict=True):
            if figure is not None and " " in said and (said.count(" ") > self.blanks or not figure.fullmatch(said)):
                return ()
        for target, said in zip(self.slots, stretches, strict=True):
            if not _could_be(target.field, said):
                return ()
        if first is not None:
            longest = self.greedy.fullmatch(hidden)
            if longest is None or longest.regs != first.regs:
                raise Unreadable(f"{text!r} can be read in two ways")
        return tuple(zip(self.slots, spans, strict=True))

    @property
    def first_word(self) -> str:
        """The word with which the pattern begins; "" where that is no certain one."""
        word, blank, _ = self.pieces[0].partition(" ")
        return word if blank and self.plain else ""

    def only_spans(self, lowered: str) -> list[tuple[int, int]] | None:
        """Where the slots stand if each piece stands at one place alone, [] if they fit nowhere, None if that is uncertain."""
        at, spans = len(self.pieces[0]), []
        if not (lowered.startswith(self.pieces[0]) and lowered.endswith(self.pieces[-1])):
            return []
        for piece in self.pieces[1:-1]:
            place = lowered.find(piece, at + 1)
            if place < 0:
                return []
            if not piece or lowered.find(piece, place + 1) >= 0:
                return None
            spans.append((at, place))
            at = place + len(piece)
        spans.append((at, len(lowered) - len(self.pieces[-1])))
        return spans if spans[-1][1] > at else []


def _could_be(what: Field, said: str) -> bool:
    """Whether a stretch of a sentence may be a value of the field, or the values of a list."""
    if what.verbatim and what.format != "email":
        return _is_one(said)
    if what.item is not None:
        return all(_could_be(what.item, part) for _, part in quotes.split(said, LIST_JOINT))
    try:
        what.value(quotes.unquoted(said) if what.type in ("string", "boolean") else said)
    except Unreadable:
        return False
    if what.type != "string" or what.enum or what.format in ("date", "date-time"):
        return True
    return "@" in said and " " not in said


@lru_cache(maxsize=8192)
def _is_one(said: str) -> bool:
    """Whether a stretch of a sentence is one quoted text, or words without a mark or a word at which sentences go on."""
    hidden = quotes.masked(said)
    return not hidden.strip("¤") or ("¤" not in hidden and RUNS_ON.search(hidden) is None)


def matches(root: Field, path: Path, text: str) -> list[Slots]:
    """The readings of a text by the patterns that speak of the object at `path`.

    Raises Unreadable where one pattern reads it in two ways.
    """
    if root.patterns is None:
        root.patterns = _by_scope(root)
    by_word = root.patterns.get(pattern_of(path))
    if by_word is None:
        return []
    hidden = quotes.masked(text)
    lowered = hidden.lower()
    if odd := not lowered.isascii() and ODD_CASE.search(hidden) is not None:
        phrases = list({id(phrase): phrase for some in by_word.values() for phrase in some}.values())
    else:
        phrases = by_word.get(lowered.partition(" ")[0]) or by_word[""]
    found = []
    for phrase in phrases:
        if phrase.anchor in lowered and (slots := phrase.match(text, hidden, "" if odd else lowered)):
            found.append(slots)
    return found


def _by_scope(root: Field) -> dict[tuple[str, ...], dict[str, list[Phrase]]]:
    """The patterns by the object that they speak of, and those that fit a first word; "" for any other word."""
    found: dict[tuple[str, ...], dict[str, list[Phrase]]] = {}
    phrases = [compile_phrase(line, root) for line in root.phrases]
    for scope in {phrase.scope: None for phrase in phrases}:
        own = [phrase for phrase in phrases if phrase.scope == scope]
        words = {"": None} | {phrase.first_word: None for phrase in own}
        found[scope] = {word: [one for one in own if one.first_word in (word, "")] for word in words}
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
    pieces = SLOT.split(body)[::2]
    figures = tuple(
        re.compile(_group(target.field, ""), re.IGNORECASE) if target.field.type in ("integer", "number") else None
        for target in slots
    )
    blanks = 2 + max((unit.count(" ") for target in slots for unit in target.field.units), default=0)
    lowered = tuple(map(str.lower, pieces))
    plain = all(sign.isascii() or sign.lower() == sign.upper() for sign in body)
    short, long = _pattern(pieces, slots, "?"), _pattern(pieces, slots, "")
    return Phrase(scope, lowered, max(lowered, key=len), short, long, slots, figures, blanks, plain)


def _pattern(pieces: list[str], slots: tuple[Target, ...], lazy: str) -> re.Pattern[str]:
    groups = [_group(target.field, lazy) for target in slots] + [""]
    return re.compile("".join(map("".join, zip(map(re.escape, pieces), groups, strict=True))), re.IGNORECASE)


def _group(what: Field, lazy: str) -> str:
    """The form of a slot: a number is one word and perhaps its unit, anything else is one word or more."""
    if what.type not in ("integer", "number"):
        return f"(.+{lazy})"
    before = "|".join(map(re.escape, CURRENCIES))
    after = "|".join(map(re.escape, (*CURRENCIES, *what.units)))
    return f"((?:(?:{before}) )?{lazy}[^ ]*{lazy}\\d[^ ]*{lazy}(?: (?:{after}))?{lazy})"


def _slot(at: Field, name: str, line: str) -> Target:
    if name in at.rates:
        return at.resolve(at.rates[name][0])[0]  # type: ignore[index]  # every rate has a label
    steps = tuple(name.split("."))
    for step in steps:
        if step not in at.fields:
            raise UsageError(f"sentence pattern {line!r}: {name!r} is no field")
        at = at.fields[step]
    return Target(steps, at)


@lru_cache(maxsize=64)
def lines_of(kind: str) -> tuple[str, ...]:
    """The patterns' lines that ship for a record type."""
    file = files("goldsmith.extractors").joinpath("phrase_lines").joinpath(f"{kind}.txt")
    if not file.is_file():
        return ()
    text = file.read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
