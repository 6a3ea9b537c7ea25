"""A text without what varies in it: values masked, rare words left out, so that sentences from one template look alike.

Near-duplicate filters do not see a template whose slots are filled anew each time; the skeletons of its sentences do.
The literals of a corpus are the words that many of its texts use, as the constant tokens of a log parser are (Drain,
He et al. 2017), so no list of words and no language is built in.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import NamedTuple

Tokens = tuple[str, ...]

VALUE = re.compile(
    r"(?P<CODE>```.*?```|`[^`\n]+`)|(?P<Q>[“\"«„][^\"”“»\n]{1,200}[\"”“»])|(?P<N>\d+(?:[.,:/]\d+)*)", re.DOTALL
)
TOKEN = re.compile(r"<[A-Z]+>|\w+(?:['’]\w+)*|[^\w\s]")
ENDS = frozenset(".!?:;。！？")
MARKS = frozenset(("<CODE>", "<Q>", "<N>", "<S>"))
GAP = "_"
LEAST_TEXTS = 5
LITERAL_SHARE = 0.005
"""A word is a literal where at least five texts and half a percent of all texts hold it."""
OPENING = 3
"""Words of an opening."""
GRAM = 6
"""Tokens of a skeleton that are compared where sentences are joined anew."""


class Key(NamedTuple):
    """One thing that texts may have in common: the kind is open, sent, close or gram."""

    kind: str
    skeleton: str


def masked(text: str, values: Sequence[str] = ()) -> str:
    """The text in lower case, code, quotations, numbers and the given values (whole words, longest first) as marks."""
    text = text.lower()
    if values:
        longest = sorted({value.lower() for value in values if value}, key=lambda value: (-len(value), value))
        text = re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", " <S> ", text)
    return VALUE.sub(lambda match: f" <{match.lastgroup}> ", text)


def tokens(text: str, values: Sequence[str] = ()) -> Tokens:
    """The words, marks and single signs of the masked text; equal ones of all texts are one object, as gates hold many."""
    return tuple(map(intern, TOKEN.findall(masked(text, values))))


def is_word(token: str) -> bool:
    """Whether a token is a word; marks, signs and gaps are none."""
    return token[0].isalnum()


def sentences(text: Tokens) -> Iterator[Tokens]:
    """The tokens by sentence; a sentence ends with its mark of punctuation."""
    start = 0
    for place, token in enumerate(text, 1):
        if token in ENDS:
            yield text[start:place]
            start = place
    if start < len(text):
        yield text[start:]


def literals(counts: Counter[str], texts: int) -> frozenset[str]:
    """The words that enough of the texts hold."""
    least = max(LEAST_TEXTS, LITERAL_SHARE * texts)
    return frozenset(word for word, count in counts.items() if count >= least)


def counted(texts: Iterable[Tokens]) -> Counter[str]:
    """In how many texts each word stands."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(text))
    return counts


def skeleton(text: Sequence[str], known: frozenset[str]) -> list[str]:
    """Literals, marks and signs as they are; every run of other words as one gap."""
    bones: list[str] = []
    for token in text:
        if token in known or not token[0].isalnum():
            bones.append(token)
        elif not bones or bones[-1] != GAP:
            bones.append(GAP)
    return bones


def pattern(bones: Sequence[str]) -> str:
    """The skeleton of a sentence as a key; empty where fewer than two of its words are literals."""
    return " ".join(bones) if sum(map(is_word, bones)) >= 2 else ""


def opening(text: Tokens) -> str:
    """The first words, marks of values among them; empty where they are fewer or none is a word."""
    first = [token for token in text[: 4 * OPENING] if is_word(token) or token in MARKS][:OPENING]
    return " ".join(first) if len(first) == OPENING and any(map(is_word, first)) else ""


def keys(text: Tokens, known: frozenset[str], *, grams: bool = True) -> Iterator[Key]:
    """What the text may share with others, each key once, in order: opening, sentences, closing, runs of its skeleton."""
    return iter(dict.fromkeys(_keys(text, known, grams)))


def _keys(text: Tokens, known: frozenset[str], grams: bool) -> Iterator[Key]:
    if first := opening(text):
        yield Key("open", first)
    bones: list[str] = []
    last = ""
    count = 0
    for sentence in sentences(text):
        bare = skeleton(sentence, known)
        bones += bare
        count += 1
        last = pattern(bare)
        if last and len(sentence) >= 3:
            yield Key("sent", last)
    if last and count > 1:
        yield Key("close", last)
    if grams:
        yield from (Key("gram", run) for run in runs(bones))


def runs(bones: Sequence[str]) -> Iterator[str]:
    """Runs of a skeleton's tokens in which no more than two are gaps or signs."""
    words = [is_word(token) for token in bones]
    held = sum(words[:GRAM])
    for start in range(len(bones) - GRAM + 1):
        if held >= GRAM - 2:
            yield " ".join(bones[start : start + GRAM])
        held += sum(words[start + GRAM : start + GRAM + 1]) - words[start]
