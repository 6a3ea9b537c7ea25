"""Learns which answers repeat what their prompts state, field by field; a field that seldom does is judged by nobody.

A closed-book task, a class or a derived value is grounded in few rows and so gives no finding.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from goldsmith.audit.derived import NOT, derivable
from goldsmith.extractors.examples import Example
from goldsmith.extractors.numerals import RUN, key_of, readings
from goldsmith.extractors.stated import ABSENT, UNSIGNED, Stated, plain

SPAN, FIGURES = "the answer", "a number"
"""Names under which a whole short answer, and the numbers of a longer one, are kept beside the fields of JSON answers."""
LEAST = 20
"""Rows from which a field can be judged."""
GROUNDED = 0.9
"""Share of rows that must be grounded before the others are findings."""
SURE = 0.97
"""Share from which a number in prose is a finding even where no number of the context is like it: people round and know."""
HALF = 0.5
RECURRING = 3
"""Rows with the same ungrounded value from which it is no slip but a habit: a default, a class, a known figure."""
LEAVES = 200
"""Leaves of one answer that are looked at."""
SPAN_WORDS = 8
PASSAGE = 200
"""Characters from which a prompt is likely to hold more than a question."""
SMALL = 12
"""Whole numbers up to this one, without a unit, count things in a prose answer: three reasons, two steps."""
SILENT = frozenset(
    ("", "unknown", "n a", "na", "none", "null", "nil", "not specified", "not mentioned", "not stated", "not provided",
     "not available", "not found", "not given", "unspecified", "unanswerable", "no answer", "yes", "no", "true", "false",
     "other", "tbd", "impossible", "cannot answer", "i don t know")
)  # fmt: skip
"""Values that say that there is none, in plain words."""
LONGEST_SILENT = 24
FENCED = re.compile(r"\s*```(?:json)?\s*([{\[].*[}\]])\s*```\s*", re.DOTALL)
LABELLED = re.compile(
    r"^[ \t>*|•-]*(?:\d+[.)] )?\**([^\W\d_][\w /()#.&'-]{0,38}?)\**[ \t]*(?::|=|\|)\**[ \t|]*(\S[^\n]*?)[ \t*|]*$",
    re.MULTILINE,
)
ITEM = re.compile(r"^\s*(?:\(?\d{1,2}[.):](?!\d)|#+ ?\d|step \d+)", re.IGNORECASE | re.MULTILINE)
UNIT_BEHIND = re.compile(
    r" ?(?:%|°|[$€£]|(?!(?:of|is|to|in|or|and|the|for|are|on|at|as|by|per|new|big|top|key|day|men|was|has|had|out|not|a|I)\b)"
    r"[a-zA-Zµμ]{1,3}\b)"
)
"""A sign or a short word behind a number: a small number with a unit is a measurement."""
MINUS_BEFORE = re.compile(r"(?:^|[^\w)/])[-−][$€£]?$")
ROUND_BEHIND = re.compile(r" ?(?:million|billion|thousand|k\b|bn\b|mn\b)", re.IGNORECASE)
ROUND_BEFORE = re.compile(
    r"(?:\b(?:about|around|roughly|nearly|almost|approximately|approx\.?|over|under|circa|some|"
    r"(?:more|less|fewer|greater|higher|lower) than)|[~≈]) ?[$€£]?$",
    re.IGNORECASE,
)
"""What makes a number a round one, which need not stand in the context."""


Key = tuple[str, str]
"""A group of rows (a record kind, empty where the file names none) and a field, list positions written "*"."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a sample tells of one field: rows, share grounded, habitual ungrounded values, and whether they follow from others.

    `habits` holds ungrounded values that recur; `default` the one that nearly all ungrounded rows give; `derived` says
    that its ungrounded numbers mostly follow from others.
    """

    rows: int
    grounded: float
    habits: frozenset[str] = frozenset()
    default: str = ""
    derived: bool = False

    @property
    def open(self) -> bool:
        """Whether its values are to stand in the prompt."""
        return self.rows >= LEAST and self.grounded >= GROUNDED


@dataclass(frozen=True, slots=True, eq=False)
class Grounding:
    """All fields of all kinds, and the field that each label of a prompt leads to; equal to itself alone."""

    fields: Mapping[Key, Field] = field(default_factory=dict)
    labels: Mapping[Key, str] = field(default_factory=dict)


@dataclass(slots=True)
class Count:
    """What is counted of one field while learning."""

    rows: int = 0
    grounded: int = 0
    derived: int = 0
    missed: Counter[str] = field(default_factory=Counter)

    def field(self) -> Field:
        """What the counts come to."""
        missing = self.missed.total()
        often = max(RECURRING, self.rows // 300)
        habits = frozenset(value for value, count in self.missed.items() if count >= often)
        top, count = self.missed.most_common(1)[0] if missing else ("", 0)
        default = top if count >= max(5, GROUNDED * missing) and self.grounded >= HALF * self.rows else ""
        return Field(
            self.rows,
            self.grounded / self.rows,
            habits,
            default,
            self.derived >= max(2, HALF * missing),
        )


@lru_cache(maxsize=2)
def structured(answer: str) -> Any:
    """The object or list that an answer writes as JSON, not to be changed; None where it writes none."""
    fenced = FENCED.fullmatch(answer) if "```" in answer else None
    text = fenced[1] if fenced else answer
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def leaves(value: Any) -> list[tuple[str, Any]]:
    """The leaves of a JSON value in order, each with its path, list positions written "*"."""
    found: list[tuple[str, Any]] = []
    _gather(value, "", found)
    return found


def _gather(value: Any, path: str, found: list[tuple[str, Any]]) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _gather(inner, f"{path}.{name}" if path else name, found)
    elif isinstance(value, list):
        for inner in value:
            _gather(inner, f"{path}.*" if path else "*", found)
    else:
        found.append((path, value))


plain_of = lru_cache(maxsize=4_096)(plain)
"""Plain words of what comes again and again: labels, short values."""


def judged(value: Any) -> bool:
    """Whether a leaf says something that a prompt can state: flags, zeros and "unknown" do not."""
    if isinstance(value, str):
        return len(value) > LONGEST_SILENT or plain_of(value) not in SILENT
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value != 0


def way(stated: Stated, value: Any) -> str:
    """In which way the prompt holds a leaf."""
    return stated.way_of_text(value) if isinstance(value, str) else stated.way_of_number(value)


def group(example: Example, name: str) -> str:
    """The rows that a field is judged among: of one record kind; for text, also all with a passage or all without."""
    if name not in (SPAN, FIGURES):
        return example.kind
    given = len(example.context) + len(example.prompt) >= PASSAGE or bool(example.context)
    return f"{example.kind}/{'passage' if given else 'question'}"


def parts(example: Example) -> tuple[Any, list[tuple[str, Any]]]:
    """The structured answer (None for text), and the values of the answer that can be judged, by field."""
    value = structured(example.answer)
    if value is not None:
        return value, [(path, leaf) for path, leaf in leaves(value)[:LEAVES] if judged(leaf)]
    text = example.answer.strip()
    if len(text) <= 80 and text.count(" ") < SPAN_WORDS and "\n" not in text:
        bare = text.rstrip(".!")
        return None, [(SPAN, bare)] if judged(bare) else []
    return None, [(FIGURES, figure) for figure in figures(text)]


def figures(text: str) -> list[str]:
    """The numbers of prose that a context must state, as written: no list markers, code, small counts or round numbers."""
    if "```" in text:
        return []
    text = ITEM.sub(" ", text)
    return [_signed(text, run) for run in RUN.finditer(text) if _tells(text, run)]


def _signed(text: str, run: re.Match[str]) -> str:
    minus = MINUS_BEFORE.search(text, max(0, run.start() - 3), run.start())
    return f"-{run[0]}" if minus else run[0]


def _tells(text: str, run: re.Match[str]) -> bool:
    start, end = run.span()
    if (start and (text[start - 1].isalpha() or text[start - 1] in "-_/:")) or text[end : end + 1] in ("_", ":", "/"):
        return False
    round_behind = ROUND_BEHIND.match(text, end) and (not run[0].isdigit() or len(run[0]) <= 2)
    if round_behind or ROUND_BEFORE.search(text, max(0, start - 20), start):
        return False
    small = run[0].isdigit() and int(run[0]) <= SMALL
    return not small or UNIT_BEHIND.match(text, end) is not None or text[start - 1 : start] in ("$", "€", "£")


@lru_cache(maxsize=2)
def stated_in(asked: str) -> Stated:
    """What a prompt states; kept for the next check of the same row."""
    return Stated(asked.replace("\\n", "\n"))  # a quoted value writes its line breaks so


def labelled(text: str) -> dict[str, str]:
    """The values of the lines "label: value" by plain label; a label that stands twice leads nowhere."""
    found: dict[str, str] = {}
    twice = set()
    for line in LABELLED.finditer(text):
        label = plain_of(line[1])
        if label in found:
            twice.add(label)
        found[label] = line[2]
    return {label: value for label, value in found.items() if label not in twice}


def learn(examples: Iterable[Example]) -> Grounding:
    """What a sample of rows tells; takes examples of every kind in any order."""
    counts: dict[Key, Count] = defaultdict(Count)
    seen: Counter[Key] = Counter()
    led: dict[Key, Counter[str]] = defaultdict(Counter)
    for example in examples:
        stated = stated_in(example.asked)
        answer, values = parts(example)
        _count(counts, example, stated, answer, values)
        if isinstance(answer, dict):
            _lead(seen, led, example, answer)
    fields = {key: count.field() for key, count in counts.items() if count.rows >= LEAST}
    return Grounding(fields, _labels(seen, led))


def _count(
    counts: dict[Key, Count], example: Example, stated: Stated, answer: Any, values: list[tuple[str, Any]]
) -> None:
    """Count a row's fields, each once: grounded where all of its values are."""
    by_field: dict[str, list[Any]] = defaultdict(list)
    for name, value in values:
        by_field[name].append(value)
    for name, those in by_field.items():
        count = counts[group(example, name), name]
        count.rows += 1
        ways = [(value, way(stated, value)) for value in those[:LEAVES]]
        missing = [value for value, found in ways if found in (ABSENT, UNSIGNED)]
        count.grounded += not missing
        if missing:
            count.missed.update({shown(value) for value in missing})
            count.derived += all(explained(value, answer, stated) != NOT for value in missing)


def shown(value: Any) -> str:
    """A value as habits are compared: numbers by key, text in plain words."""
    return plain(value) if isinstance(value, str) else key_of(value)


def explained(value: Any, answer: Any, stated: Stated) -> str:
    """How surely a number follows from others; text never does."""
    written = readings(value)[-1] if isinstance(value, str) and value[:1].isdigit() and _is_figure(value) else value
    if isinstance(written, str) and written is value:
        return NOT
    return derivable(Decimal(str(written)), answer, [*stated.figures, *stated.spelled], stated.times)


def _is_figure(value: str) -> bool:
    return RUN.fullmatch(value) is not None


def _lead(seen: Counter[Key], led: dict[Key, Counter[str]], example: Example, answer: Mapping[str, Any]) -> None:
    """Count which fields of the answer hold what the labels of the prompt say."""
    scalars = [(path, value) for path, value in leaves(answer) if "*" not in path and value is not None]
    for label, said in labelled(example.prompt).items():
        if 0 < len(said) <= 120:
            seen[example.kind, label] += 1
            inner = Stated(said)
            led[example.kind, label].update(path for path, value in scalars if tells(inner, value))


def tells(said: Stated, value: Any) -> bool:
    """Whether a labelled value is, or begins with, the field's value."""
    if isinstance(value, bool):
        return plain(said.text) in (("yes", "true", "on", "enabled") if value else ("no", "false", "off", "disabled"))
    return way(said, value) not in (ABSENT, UNSIGNED)


def _labels(seen: Counter[Key], led: Mapping[Key, Counter[str]]) -> dict[Key, str]:
    """The one field that each label leads to; none where two do so equally often and neither bears its name."""
    made: dict[Key, str] = {}
    for key, rows in seen.items():
        often = [path for path, count in led[key].items() if count >= GROUNDED * rows]
        named = [path for path in often if plain(path.rsplit(".", 1)[-1]) == key[1]] or often
        if rows >= LEAST and len(named) == 1:
            made[key] = named[0]
    return made
