"""When two rows are nearly the same example: their words are mostly the same words, and no value is another.

Two rows from one template with other values are no duplicates, nor are two questions about one passage.
"""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from importlib.resources import files

from goldsmith.extractors.sameness import TAIL, plain

LIKE = 0.8
"""The share of their words that two rows have in common from which they count as nearly the same."""
SYNONYMS = 0.03
"""Share of the words that may be replaced by others."""
EMPTY = frozenset(files("goldsmith.extractors").joinpath("likeness.txt").read_text(encoding="utf-8").split())
"""Words that say nothing of what is asked about. Words that change it (not, without, before, under, min, than) stay out."""
NAME = re.compile(r"(?<=[a-zß-ÿ,;] )[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)*")
"""Words with a capital in mid-sentence."""
TURNING = frozenset(("not", "no", "never", "without", "except", "min", "max", "before", "after", "left", "right"))
"""Words that make another question of one."""


def difference(prompt: str, answer: str, earlier_prompt: str, earlier_answer: str) -> str | None:
    """The words in which two rows differ; None where they are not nearly the same."""
    asked, said, before, told = map(plain, (prompt, answer, earlier_prompt, earlier_answer))
    if not alike(asked, before) or not alike(said, told) or not _same_request(asked, before):
        return None
    here, there = Counter(f"{prompt} {answer}".split()), Counter(f"{earlier_prompt} {earlier_answer}".split())
    only_here, only_there = here - there, there - here
    names = {name for text in (prompt, answer, earlier_prompt, earlier_answer) for name in NAME.findall(text)}
    known = set(" ".join(names).split())
    apart = [*only_here, *only_there]
    if any(is_value(word) or word.strip(TAIL) in known for word in apart):
        return None
    if _replaced(only_here, only_there, here.total()):
        return None
    return f"{' '.join(only_here)[:60]!r} for {' '.join(only_there)[:60]!r}"


def _replaced(here: Iterable[str], there: Iterable[str], words: int) -> bool:
    """Whether other things are spoken of: content words that stand for other ones, but for typing errors and a rare synonym."""
    left = [word for word in map(plain, here) if word and word not in EMPTY]
    right = [word for word in map(plain, there) if word and word not in EMPTY]
    if not left or not right:
        return False
    if len(left) == len(right) == 1 and SequenceMatcher(None, left[0], right[0]).ratio() >= LIKE:
        return False
    return max(len(left), len(right)) > SYNONYMS * words


def alike(one: str, other: str) -> bool:
    """Whether most of the words of two texts are the same words (Jaccard, with multiplicity)."""
    left, right = Counter(one.split()), Counter(other.split())
    return one == other or (left & right).total() >= LIKE * (left | right).total()


def _same_request(one: str, other: str) -> bool:
    """Whether what is asked at the start and at the end of two prompts is the same but for a few words."""
    left, right = one.split(), other.split()
    return all(
        len(set(part) & set(counter)) * 2 >= len(set(part))
        for part, counter in ((left[:8], right[:12]), (left[-8:], right[-12:]))
    )


def is_value(word: str) -> bool:
    """A word that makes it another row: a number, a letter that names a part or a model, or a word that turns the meaning."""
    bare = word.strip(f"{TAIL}()")
    return (
        any(map(str.isdigit, word))
        or bare.lower() in TURNING
        or (len(bare) == 1 and bare.isupper() and bare not in "AI")
    )
