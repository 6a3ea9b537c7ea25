"""Which openings and sentences a tuned model repeats, and neither its base nor the right answers do. No torch in here."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt

from goldsmith.validators.skeletons import Key, counted, keys, literals, tokens
from goldsmith.validators.template_gate import LOOSE, NAMES

SIGMAS = 3
"""How many standard deviations two counts may be apart by chance; the variance of their difference is their sum."""


def repeated(tuned: Sequence[str], base: Sequence[str], gold: Sequence[str]) -> list[str]:
    """What stands in more of the tuned model's answers than a release's texts may share, than in the right answers and than
    in the base's; the most frequent first. All three are answers to the same prompts.
    """
    texts = [[tokens(text) for text in side] for side in (tuned, base, gold)]
    known = literals(counted(text for side in texts for text in side), sum(map(len, texts)))
    here, before, right = (Counter(key for text in side for key in keys(text, known)) for side in texts)
    over = [key for key in here if _too_many(key, here[key], max(before[key], right[key]), len(tuned))]
    over.sort(key=lambda key: (-here[key], key))
    return [_said(key, here[key], before[key], right[key], len(tuned)) for key in _apart(over)]


def _too_many(key: Key, here: int, elsewhere: int, answers: int) -> bool:
    return here > LOOSE.most(key.kind, answers) and here - elsewhere > SIGMAS * sqrt(here + elsewhere)


def _apart(over: Sequence[Key]) -> Iterator[Key]:
    """The keys without those that lie inside one already told."""
    told: list[str] = []
    for key in over:
        if not any(key.skeleton in one or one in key.skeleton for one in told):
            told.append(key.skeleton)
            yield key


def _said(key: Key, here: int, before: int, right: int, answers: int) -> str:
    return (
        f"{NAMES[key.kind]} {key.skeleton!r} is in {here} of {answers} answers, in {before} of the base's and in {right} of "
        "the right ones"
    )
