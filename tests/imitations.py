"""Texts from templates, as failed tutoring sets had them, and texts that people wrote, for tests of what tells them apart."""

import ast
import inspect
import sys
from importlib.util import find_spec
from pathlib import Path
from random import Random

WORDS = [
    f"{first}{last}" for first in ("mar", "tel", "con", "fir", "lu", "sap") for last in ("to", "ra", "nelo", "di", "ve")
]
ENGLISH = ["table", "house", "river", "bread", "window", "street", "garden", "teacher", "winter", "bicycle", "kitchen"]


def one_template(rng: Random, count: int) -> list[str]:
    """One sentence pattern, two slots."""
    return [
        f'Great question! This translates to "{rng.choice(WORDS)}". The word {rng.choice(WORDS)} means '
        f"{rng.choice(ENGLISH)} and it is very common. Keep practising!"
        for _ in range(count)
    ]


OPENERS = (
    "Great question!",
    "Good try!",
    "Nice work so far.",
    "Well done!",
    "That is a lovely question.",
    "Let us see.",
)
BODIES = (
    'The word for {e} is "{w}", so you would say it like this.',
    'In this language we call {e} "{w}" and not anything else.',
    'You can translate {e} as "{w}" in almost every case.',
    'Here {e} becomes "{w}", as you can see above.',
    'A native speaker would use "{w}" when speaking of {e}.',
)
REASONS = (
    "Remember that the article comes before the noun.",
    "The ending tells you that it is feminine.",
    "This is because the verb comes first.",
    "Notice that the adjective follows the noun.",
    "It is a regular word, so nothing changes.",
)
CLOSERS = ("Can you try it yourself?", "Keep practising!", "Now write a sentence with it.", "Does that make sense?")


def few_parts(rng: Random, count: int) -> list[str]:
    """6 openers x 5 bodies x 5 reasons x 4 closers."""
    return [
        " ".join(_filled(rng, rng.choice(part)) for part in (OPENERS, BODIES, REASONS, CLOSERS)) for _ in range(count)
    ]


MORE_OPENERS = (
    *OPENERS,
    *(
        f"{one} {two}."
        for one in ("Fine", "Good", "Excellent", "Thanks for asking", "Alright", "Okay")
        for two in ("let us look at it", "here we go", "this one is useful")
    ),
)
MORE_BODIES = (
    *BODIES,
    *(
        f"{lead} {tail}"
        for lead in (
            "If you want to say {e},",
            "When people talk about {e},",
            "To speak of {e},",
            "For the English {e},",
            "With the meaning of {e},",
        )
        for tail in ('use "{w}" in this sentence.', 'they prefer the word "{w}" today.')
    ),
)
MORE_REASONS = (
    *REASONS,
    *(
        f"{what} {how}."
        for what in ("The accent", "The plural form", "The first letter", "Its gender", "The last vowel")
        for how in ("stays the same", "changes in the past tense")
    ),
)
MORE_CLOSERS = (
    *CLOSERS,
    *(
        f"{what} {when}!"
        for what in ("Try another one", "Say it aloud", "Write it down", "Use it in a question")
        for when in ("today", "before the next lesson")
    ),
)


def grammar(rng: Random, count: int) -> list[str]:
    """24 openers, 15 bodies, 15 reasons and 12 closers in changing order, the first and last left out at times."""
    return [_drawn(rng) for _ in range(count)]


def _drawn(rng: Random) -> str:
    middle = [rng.choice(MORE_BODIES), rng.choice(MORE_REASONS)]
    rng.shuffle(middle)
    first = [rng.choice(MORE_OPENERS)] if rng.randrange(10) < 8 else []
    last = [rng.choice(MORE_CLOSERS)] if rng.randrange(10) < 8 else []
    return " ".join(_filled(rng, part) for part in (*first, *middle, *last))


def _filled(rng: Random, part: str) -> str:
    return part.format(e=rng.choice(ENGLISH), w=rng.choice(WORDS))


def human(count: int) -> list[str]:
    """First paragraphs of the standard library's docstrings: many people wrote them, on many things, over thirty years."""
    found: dict[str, None] = {}
    for name in sorted(sys.stdlib_module_names):
        for text in _docstrings(name):
            paragraph = " ".join(text.split("\n\n")[0].split())
            if len(paragraph.split()) >= 8:
                found[paragraph] = None
    return list(found)[:count]


def _docstrings(module: str) -> list[str]:
    spec = None if module in sys.builtin_module_names else find_spec(module)
    if spec is None or not spec.origin or not spec.origin.endswith(".py"):
        return []
    tree = ast.parse(Path(spec.origin).read_bytes())
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module))
    return [inspect.cleandoc(text) for node in nodes if (text := ast.get_docstring(node))]
