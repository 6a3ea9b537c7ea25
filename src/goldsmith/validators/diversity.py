"""How varied a set of texts is: figures that are compared with those of texts that people wrote.

All are taken over the first words of so many texts, since each of them grows or falls with the amount of text. Self-repetition
and distinct n-grams follow Shaib et al. (2024, arXiv 2403.00553); compression is taken over skeletons, which slots do not hide.
"""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log

from goldsmith.validators.skeletons import OPENING, counted, literals, skeleton, tokens

TEXTS = 200
WORDS = 40
"""Words of each text that are looked at; shorter texts are taken as they are."""
LEAST = 5
"""Words of a text that is counted at all."""
TOKENS = 3_000
"""Tokens over which distinct pairs are counted."""
BYTES = 20_000
"""Bytes of skeletons that are compressed; gzip's window holds them all."""
WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")

Words = list[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured; shares are 0 to 1.

    `opening` is the share of the commonest first three words, `self_repetition` the mean log of one plus the other texts
    that share each run of four words, `distinct_pairs` the different word pairs for one pair, `compression` the length of
    the skeletons for one byte of their compressed form, `distinct_answers` the different texts for one text.
    """

    texts: int
    opening: float
    self_repetition: float
    distinct_pairs: float
    compression: float
    distinct_answers: float


def figures(texts: Sequence[str]) -> Figures:
    """The figures of the texts, the first TEXTS of them that have words enough; shuffle them before.

    Raises ValueError where none has.
    """
    enough = (text for text in texts if len(text.split()) >= LEAST)
    chosen = [" ".join(text.split()[:WORDS]) for text in islice(enough, TEXTS)]
    if not chosen:
        raise ValueError(f"none of {len(texts)} texts has {LEAST} words")
    words = [WORD.findall(text.lower()) for text in chosen]
    return Figures(
        len(chosen),
        opening_share(words),
        self_repetition(words),
        distinct_pairs(words),
        compression(chosen),
        len(set(chosen)) / len(chosen),
    )


def opening_share(texts: Sequence[Words]) -> float:
    """The share of the texts that begin with the commonest first three words."""
    return max(Counter(tuple(words[:OPENING]) for words in texts).values()) / len(texts)


def self_repetition(texts: Sequence[Words], size: int = 4) -> float:
    """Mean over the texts of log(1 + how often its runs of words stand in other texts)."""
    runs = [set(zip(*(words[start:] for start in range(size)), strict=False)) for words in texts]
    counts = Counter(run for found in runs for run in found)
    return sum(log(1 + sum(counts[run] - 1 for run in found)) for found in runs) / len(texts)


def distinct_pairs(texts: Sequence[Words]) -> float:
    """Different word pairs for one pair, over the first TOKENS tokens."""
    pairs: list[tuple[str, str]] = []
    seen = 0
    for words in texts:
        pairs += pairwise(words)
        seen += len(words)
        if seen >= TOKENS:
            break
    return len(set(pairs)) / max(1, len(pairs))


def compression(texts: Sequence[str]) -> float:
    """Bytes of the texts' skeletons for one compressed byte."""
    cut = [tokens(text) for text in texts]
    known = literals(counted(cut), len(cut))
    data = "\n".join(" ".join(skeleton(text, known)) for text in cut).encode()[:BYTES]
    return len(data) / len(zlib.compress(data, 9))
