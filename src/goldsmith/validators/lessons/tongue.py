"""In which language a sentence is written, by its words outside quotations."""

import re
from functools import lru_cache

from goldsmith.extractors.lessons.spans import QUOTE
from goldsmith.extractors.lessons.symbols import CONTRACTED
from goldsmith.languages.italian.grammar.lists import words_of
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.validators.lessons.english import bare, is_english
from goldsmith.validators.lessons.scene import Scene

ENGLISH = words_of("english", "goldsmith.validators.lessons")
ITALIAN = words_of("italian", "goldsmith.validators.lessons")
BOTH = words_of("both", "goldsmith.validators.lessons")


@lru_cache(maxsize=16384)
def weighed(text: str) -> tuple[int, int]:
    """How many words speak for English and how many for Italian."""
    text = re.sub(r"(?<!\w)-[^\W\d_]+", " ", text)
    for pattern, plain in CONTRACTED:
        text = pattern.sub(plain, text)
    words = [word for word in bare(text).replace("'", "' ").split() if not word.isdigit()]
    english = sum(2 * (word in ENGLISH - BOTH) + (is_english(word)) for word in words)
    italian = sum(2 * (word in ITALIAN - BOTH) + bool(known(word)) for word in words)
    return english, italian


def language(sentence: str, scene: Scene) -> str:
    """Gives "en", "it", or nothing where the words outside quotations do not tell."""
    text = QUOTE.sub(" ", sentence)
    english, italian = weighed(" ".join(word for word in text.split() if word.strip(",.!?;:…") not in scene.names))
    if english == italian:
        return ""
    return "en" if english > italian else "it"
