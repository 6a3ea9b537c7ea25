"""Learns how a file words its requests: the openings of sentences that recur, slots cut off, alike ones taken together."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from goldsmith.extractors.examples import Example

WORDS = 8
"""Words of a sentence that are looked at."""
READ = 120
"""Characters in which those words are looked for."""
SALUTATION = 40
"""Characters of a first sentence that may stand before the request."""
ALIKE = 0.5
"""Share of content words that two openings have in common where they ask for the same."""
LEAST = 0.02
"""Share of the rows that an opening has, so that it is a wording of the file and not of one row."""
LEAST_ROWS = 4
CONTEXT = "about a given text"
CONVERSATION = "in a conversation"
UNASKED = "unasked"
FREE = "free"
Opening = tuple[str, ...]
"""The first tokens of a sentence in lower case: `#` for a number, `″` for a quotation."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|`[^`]*`|(?<!\w)'[^']*'(?!\w)")
_SENTENCE_END = re.compile(r"[.!?:]\s+")
_LISTS = tomllib.loads(files("goldsmith.audit").joinpath("words.toml").read_text(encoding="utf-8"))
FUNCTION_WORDS, ASKING, VERBS = (frozenset(_LISTS[name].split()) for name in ("function_words", "asking", "verbs"))
POLITE = [[word, "you"] for word in ("can", "could", "will", "would")]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The openings that recur in a file, each with the wording that it belongs to."""

    groups: Mapping[Opening, str]
    firsts: frozenset[str]

    def of(self, example: Example) -> str:
        """How an example asks: a wording that recurs, or what kind of free request it is."""
        opening = self.opening(example)
        return self.groups[opening] if opening else manner(example)

    def opening(self, example: Example) -> Opening:
        """The most telling opening of an example that recurs; empty where none does."""
        found = self._known(openings(example.prompt)) or self._known(system_openings(example.system))
        return max(found, key=_telling, default=())

    def _known(self, told: Iterable[Opening]) -> list[Opening]:
        likely = [opening for opening in told if opening and opening[0] in self.firsts]
        return [
            found for opening in likely if (found := next((cut for cut in cuts(opening) if cut in self.groups), ()))
        ]


def learn(examples: Iterable[Example]) -> Wordings:
    """The wordings of a sample of rows."""
    counts: Counter[Opening] = Counter()
    rows = 0
    for example in examples:
        rows += 1
        told = (*openings(example.prompt), *system_openings(example.system))
        counts.update({cut: None for opening in told for cut in cuts(opening)}.keys())
    least = max(LEAST_ROWS, LEAST * rows)
    known = [cut for cut, count in counts.items() if count >= least and telling(cut)]
    groups = _groups(sorted(known, key=lambda cut: (-counts[cut], -len(cut), cut)))
    return Wordings(groups, frozenset(opening[0] for opening in groups))


def _groups(known: Iterable[Opening]) -> dict[Opening, str]:
    leaders: list[tuple[frozenset[str], str]] = []
    groups: dict[Opening, str] = {}
    for opening in known:
        words = content(opening)
        name = next((name for other, name in leaders if _alike(words, other)), "")
        if not name:
            name = spelled(opening)
            leaders.append((words, name))
        groups[opening] = name
    return groups


def longest(known: Sequence[Opening]) -> str:
    """The longest beginning that most of the openings share, as a person would read it; else the most frequent opening."""
    counts = Counter(cut for opening in known for cut in cuts(opening))
    shared = [cut for cut, count in counts.items() if 2 * count > len(known)]
    return spelled(max(shared, key=len, default=Counter(known).most_common(1)[0][0]))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)


def openings(prompt: str) -> list[Opening]:
    """The first words of the sentences that may hold the request: of the first two lines and the last."""
    lines = [line for line in prompt.split("\n") if line and not line.isspace()]
    few = {line: None for line in (*lines[:2], *lines[-1:])}
    return [words(part) for line in few for part in _sentences(line)]


@lru_cache(1_000)
def system_openings(system: str) -> tuple[Opening, ...]:
    """The first words of the sentences of a system text that order something."""
    every = (words(part) for part in _SENTENCE_END.split(system[:1_000]))
    return tuple(told for told in every if (content(told) - {"answer", "help"}) & VERBS)


def _sentences(line: str) -> Iterator[str]:
    yield line[:READ]
    ends = [found.end() for found in _SENTENCE_END.finditer(line, 0, len(line) - 1)]
    if ends and ends[0] < SALUTATION:
        yield line[ends[0] : ends[0] + READ]
    if len(ends) > 1 or (ends and ends[0] >= SALUTATION):
        yield line[ends[-1] : ends[-1] + READ]


def words(text: str) -> Opening:
    """The first words of a text up to a colon, numbers and quotations masked."""
    masked = _QUOTED.sub(" ″ ", text) if any(mark in text for mark in "\"“«`'") else text
    tokens = _TOKEN.findall(masked.lower())[:WORDS]
    if ":" in tokens[2:]:
        del tokens[tokens.index(":", 2) :]
    return tuple("#" if token[0].isdigit() else token for token in tokens)


def cuts(opening: Opening) -> Iterator[Opening]:
    """The opening cut shorter, longest first."""
    for length in range(len(opening), 0, -1):
        yield opening[:length]


def content(opening: Opening) -> frozenset[str]:
    """The words of an opening that say what is asked."""
    return frozenset(word for word in opening if word[0].isalpha() and word not in FUNCTION_WORDS)


def telling(opening: Opening) -> bool:
    """An opening that says what is asked: an order such as "translate …", or three words of which one has content."""
    words = content(opening)
    return (bool(words & VERBS) and opening[-1] not in FUNCTION_WORDS) or (len(words) > 0 and len(opening) > 2)


def _telling(opening: Opening) -> tuple[bool, int, int]:
    words = content(opening)
    return bool(words & VERBS), len(words), len(opening)


def spelled(opening: Opening) -> str:
    """An opening as a person would read it."""
    return re.sub(r" (?=[^\w\s#″])", "", " ".join(opening)).replace("″", "“…”") + ("" if opening[-1] == "?" else " …")


def is_order(wording: str) -> bool:
    """A wording that tells what to do; a question that has such a verb ("how do I make …") does not."""
    told = wording.split()
    asked = told[0] in ASKING and told[:2] not in POLITE
    return not asked and not VERBS.isdisjoint(word.strip(",;") for word in told)


def manner(example: Example) -> str:
    """What kind of request it is where no wording recurs."""
    if not example.prompt.strip():
        return UNASKED
    if example.context:
        return CONTEXT
    return CONVERSATION if len(example.turns) > 4 else FREE


def is_question(prompt: str) -> bool:
    """The prompt ends in a question mark, or its last line starts like a question."""
    last = prompt.rstrip().rpartition("\n")[2]
    return last.endswith("?") or last.split(" ", 1)[0].lower() in ASKING
