"""How a written word begins, as far as articles and other words before it depend on that, and how words are joined."""

import re
from collections.abc import Iterable

from goldsmith.languages.language import NotCovered

VOWELS = "aeiouàèéìíòóùúâêîôû"
VOWEL = "vowel"
IMPURE = "impure"
PLAIN = "plain"
FOREIGN = {"chef": IMPURE, "champagne": IMPURE, "chalet": IMPURE}
"""Words whose spelling does not show their sound: ch as in French."""

_IMPURE = re.compile(rf"s(?![{VOWELS}])|z|x|y|gn|p[nst](?=[{VOWELS}])|(?:[cfp]t|tm|mn|bd)|i(?=[{VOWELS}])")
SPACED = frozenset(("fa'", "da'", "di'", "sta'", "va'", "po'"))
"""Cut words that end in an apostrophe and yet stand apart from the next word."""


def onset(word: str) -> str:
    """VOWEL (amico, hotel, uomo), IMPURE (s with a consonant, z, gn, ps, pn, x, y, i before a vowel) or PLAIN."""
    start = word.lower()
    if not start or not start[0].isalpha():
        raise NotCovered("sound.onset", f"no letter at the start of {word!r}")
    if start in FOREIGN:
        return FOREIGN[start]
    if re.match(rf"h[{VOWELS}]", start):
        return VOWEL
    if _IMPURE.match(start):
        return IMPURE
    return VOWEL if start[0] in VOWELS else PLAIN


def elided(text: str) -> bool:
    """The word has lost its last vowel and is written together with the next: l', un', dell'."""
    return text.endswith("'") and text not in SPACED


def joined(words: Iterable[str]) -> str:
    """Words as one text: spaces between them, none after an elision."""
    text = ""
    gap = False
    for word in words:
        text += (" " if gap else "") + word
        gap = not elided(word)
    return text


def euphonic(word: str, following: str) -> str:
    """`a` and `e` before the same vowel are written ad, ed; anywhere else and for other words, as they are."""
    return word + "d" if word in ("a", "e") and following[:1].lower() == word else word
