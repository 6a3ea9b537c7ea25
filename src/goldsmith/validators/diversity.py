"""How varied a set of texts is: figures that are compared with those of texts that people wrote.

Each figure grows or falls with the amount of text, so all are taken over the first words of so many texts, and over equally
many sentences, tokens and bytes of them; where a sample holds less than that, the figure is left out.
"""

import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log, sqrt
from typing import Literal, NamedTuple

from goldsmith.validators.skeletons import (
    OPENING,
    Tokens,
    counted,
    literals,
    pattern,
    runs,
    sentences,
    skeleton,
    tokens,
)

SIZES = (200, 100, 50)
"""Texts of a sample: the largest of these that there are texts for; only figures of samples of one size are compared."""
WORDS = 40
"""Words of each text that are looked at; shorter texts are taken as they are."""
LEAST = 5
"""Words of a text that is counted at all."""
SENTENCES, TOKENS, BYTES = 1, 12, 25
"""Sentences, tokens and bytes of skeletons for each text of a sample, over which the figures of these are taken."""
LEAST_SENTENCE = 3
"""Tokens of a sentence that has a skeleton."""
WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9}]

Words = list[str]


class Pattern(NamedTuple):
    """The place of a sentence's text, and what it may share with one of another: its whole skeleton, and runs of that."""

    place: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The texts that figures are taken over, with their words and the skeletons of their sentences."""

    texts: tuple[str, ...]
    words: tuple[Words, ...]
    bones: tuple[tuple[list[str], ...], ...]

    def patterns(self) -> list[Pattern]:
        """The first sentences, as many as there are texts."""
        found = (Pattern(place, tuple(_keys(bare))) for place, text in enumerate(self.bones) for bare in text)
        return list(islice(found, SENTENCES * len(self.texts)))


def worded(texts: Sequence[str]) -> Iterator[str]:
    """The texts that have words enough to be counted."""
    return (text for text in texts if len(text.split()) >= LEAST)


def sample_of(texts: Sequence[str]) -> Sample:
    """The first texts that have words enough, as many as the largest size takes; all where the smallest takes more."""
    enough = [" ".join(text.split()[:WORDS]) for text in worded(texts)]
    chosen = tuple(enough[: next((size for size in SIZES if size <= len(enough)), SIZES[-1])])
    cut = [tokens(text) for text in chosen]
    known = literals(counted(cut), len(cut))
    bones = tuple(tuple(_bones(text, known)) for text in cut)
    return Sample(chosen, tuple(WORD.findall(text.lower()) for text in chosen), bones)


def _bones(text: Tokens, known: frozenset[str]) -> Iterator[list[str]]:
    return (skeleton(sentence, known) for sentence in sentences(text) if len(sentence) >= LEAST_SENTENCE)


def _keys(bare: list[str]) -> Iterator[str]:
    if whole := pattern(bare):
        yield whole
    yield from runs(bare)


def figures(sample: Sample) -> dict[str, float]:
    """Every figure that the sample holds enough text for, by its name; none where it is smaller than the smallest size."""
    if len(sample.texts) not in SIZES:
        return {}
    found = ((figure.name, figure.of(sample)) for figure in FIGURES)
    return {name: round(value, 3) for name, value in found if value is not None}


def distinct(texts: Sequence[str]) -> float:
    """Different texts for one text, case and spacing aside."""
    return len({" ".join(text.lower().split()) for text in texts}) / max(1, len(texts))


def repeated(patterns: Sequence[Pattern]) -> Counter[str]:
    """How many sentences share a key with another text, by the commonest key that each shares."""
    holders = Counter(key for _, key in {(place, key) for place, keys in patterns for key in keys})
    shared = ([(holders[key], key) for key in keys if holders[key] > 1] for _, keys in patterns)
    return Counter(max(found)[1] for found in shared if found)


def skeleton_rate(sample: Sample) -> float | None:
    """The share of the sentences whose skeleton, or a run of six of its tokens, another text has.

    The template rate of Shaib et al. (2024, arXiv 2407.00211), over skeletons in place of parts of speech, by sentence.
    """
    patterns = sample.patterns()
    full = len(patterns) == SENTENCES * len(sample.texts)
    return repeated(patterns).total() / len(patterns) if full else None


def distinct_answers(sample: Sample) -> float:
    """Different texts for one text."""
    return distinct(sample.texts)


def distinct_openings(sample: Sample) -> float:
    """Different first three words for one text."""
    return len({tuple(words[:OPENING]) for words in sample.words}) / len(sample.words)


def opening(sample: Sample) -> float:
    """The share of the texts that begin with the commonest first three words."""
    return max(Counter(tuple(words[:OPENING]) for words in sample.words).values()) / len(sample.words)


def self_repetition(sample: Sample, size: int = 4) -> float:
    """The mean over the texts of log(1 + how often its runs of words stand in other texts).

    Salkar et al. (2022, AACL), as Shaib et al. (2024, arXiv 2403.00553) use it.
    """
    runs = [set(_grams(words, size)) for words in sample.words]
    counts = Counter(run for found in runs for run in found)
    return sum(log(1 + sum(counts[run] - 1 for run in found)) for found in runs) / len(runs)


def distinct_pairs(sample: Sample) -> float | None:
    """Different word pairs for one pair (distinct-2, Li et al. 2016, arXiv 1510.03055), over the first tokens."""
    pairs: list[tuple[str, str]] = []
    left = TOKENS * len(sample.words)
    for words in sample.words:
        pairs += pairwise(words[:left])
        left -= len(words[:left])
    return len(set(pairs)) / len(pairs) if not left else None


def vendi(sample: Sample) -> float:
    """The Vendi score of order 2 for one text: as many texts without likeness would be as varied.

    Friedman and Dieng (2023, arXiv 2210.02410); of order 2 (Pasarkar and Dieng 2024, arXiv 2310.12952) it is one over the sum
    of the squared eigenvalues of K/n, which is that of its squared cells, so none is computed. K is the mean of the cosines of
    counted words and of counted word pairs.
    """
    kernels = zip(_cosines(sample.words, 1), _cosines(sample.words, 2), strict=True)
    squares = sum(((one[at] + two[at]) / 2) ** 2 for one, two in kernels for at in one)
    return len(sample.words) / squares


def _cosines(texts: Sequence[Words], size: int) -> list[dict[int, float]]:
    """For each text the cosine with each other that shares a run of words with it."""
    bags = [Counter(_grams(words, size)) for words in texts]
    lengths = [sqrt(sum(count * count for count in bag.values())) for bag in bags]
    holders: dict[tuple[str, ...], list[tuple[int, float]]] = defaultdict(list)
    for place, bag in enumerate(bags):
        for run, count in bag.items():
            holders[run].append((place, count / lengths[place]))
    found: list[dict[int, float]] = []
    for bag, length in zip(bags, lengths, strict=True):
        row: dict[int, float] = defaultdict(float)
        for run, count in bag.items():
            for place, share in holders[run]:
                row[place] += share * count / length
        found.append(row)
    return found


def _grams(words: Words, size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(size)), strict=False)


def compression(sample: Sample) -> float | None:
    """Bytes of the skeletons for one byte of their compressed form.

    The compression ratio of Shaib et al. (2024, arXiv 2403.00553), over skeletons, which slots do not hide.
    """
    lines = (" ".join(bone for bare in text for bone in bare) for text in sample.bones)
    data, full = "\n".join(lines).encode(), BYTES * len(sample.texts)
    return full / len(lzma.compress(data[:full], lzma.FORMAT_RAW, filters=FILTERS)) if len(data) >= full else None


class Figure(NamedTuple):
    """One figure: its name, its title, what it counts, which way is more varied, how it is taken, and whether it is a share."""

    name: str
    title: str
    counts: str
    better: Literal["lower", "higher"]
    of: Callable[[Sample], float | None]
    share: bool = True

    def said(self, value: float) -> str:
        """A value in words."""
        return f"{100 * value:.1f} %" if self.share else f"{value:.2f}"


FIGURES = (
    Figure(
        "skeleton_rate",
        "skeleton rate",
        "sentences built like one of another answer, whole or in six words",
        "lower",
        skeleton_rate,
    ),
    Figure("distinct_answers", "distinct answers", "different answers for each answer", "higher", distinct_answers),
    Figure("distinct_openings", "distinct openings", "different first three words", "higher", distinct_openings),
    Figure("opening", "commonest opening", "answers that begin with the same three words", "lower", opening),
    Figure(
        "self_repetition",
        "self-repetition",
        "log of the runs of four words that recur",
        "lower",
        self_repetition,
        False,
    ),
    Figure("distinct_pairs", "distinct word pairs", "different pairs for each pair", "higher", distinct_pairs),
    Figure("vendi", "Vendi score", "of order 2, for each answer", "higher", vendi),
    Figure("compression", "compression", "of the skeletons, at equal bytes", "lower", compression, False),
)
NAMED = {figure.name: figure for figure in FIGURES}
