"""English nouns: the plural, and a or an before a word."""

import re

PLURALS = {
    "man": "men",
    "gentleman": "gentlemen",
    "woman": "women",
    "policeman": "policemen",
    "postman": "postmen",
    "fisherman": "fishermen",
    "child": "children",
    "person": "people",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
    "sheep": "sheep",
    "fish": "fish",
    "ox": "oxen",
    "wife": "wives",
    "knife": "knives",
    "leaf": "leaves",
    "wolf": "wolves",
    "shelf": "shelves",
    "loaf": "loaves",
    "scarf": "scarves",
    "thief": "thieves",
    "life": "lives",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "hero": "heroes",
}
"""Plurals that no ending decides; a compound ends in one of these: girlfriend, fireman and grandchild."""
VOWEL_SOUND = re.compile(r"(?!uni|use|eu|one\b|ukulele)[aeiou]|hour|honest|heir", re.IGNORECASE)


def plural(noun: str) -> str:
    """The plural of a noun, of several words the last one's."""
    head, gap, last = noun.rpartition(" ")
    return head + gap + _plural(last)


def _plural(noun: str) -> str:
    if noun in PLURALS:
        return PLURALS[noun]
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return noun + ("es" if re.search(r"(s|x|ch|sh)$", noun) else "s")


def indefinite(phrase: str) -> str:
    """A or an before a phrase, by the sound of its first word: an hour, a university, a European."""
    return f"{'an' if VOWEL_SOUND.match(phrase) else 'a'} {phrase}"
