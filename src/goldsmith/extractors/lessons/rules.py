"""The rules that are true of the whole language, and what a bad teacher makes of them."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from goldsmith.extractors.lessons.symbols import Symbol, symbols
from goldsmith.extractors.lessons.tidying import tidied

Key = tuple[str, ...]


def key(part: Sequence[Symbol]) -> Key:
    """The symbols by what they stand for, so that rules in other words are equal."""
    return tuple(
        word
        for symbol in part
        if symbol.kind != "P"
        for word in (symbol.text.lower().split() if symbol.kind == "M" else (_key(symbol),))
    )


def _key(symbol: Symbol) -> str:
    """What one symbol stands for."""
    return (
        "/".join(f"{term.kind}={'|'.join(term.values)}" for term in symbol.terms)
        or (f"{symbol.kind}:{symbol.value}" if symbol.kind in ("g", "o") else "")
        or (symbol.text.lower() if symbol.kind in ("w", "h", "Q", "ALL") else symbol.kind)
    )


@cache
def rules(medium: str) -> frozenset[Key]:
    """The rules that are true of the whole language, each by the symbols of its sentence."""
    name = {"en": "rules_en.txt", "it": "rules_it.txt"}[medium]
    text = files("goldsmith.languages.italian").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(key(tidied(symbols(line, medium, lambda word, quoted: quoted))) for line in lines)


SWAPS: tuple[tuple[str, ...], ...] = (
    ("gender=m", "gender=f"),
    ("mood=participio/tense=passato", "mood=infinito", "mood=gerundio"),
    ("number=s", "number=p"),
    ("essere", "avere"),
    ("-a", "-o", "-e", "-i"),
    ("-ato", "-uto", "-ito"),
    ("g:habit", "g:completed"),
    ("g:vowel", "g:consonant", "g:impure", "z"),
    ("mood=indicativo", "mood=congiuntivo", "mood=condizionale"),
    (
        "tense=passato prossimo",
        "tense=imperfetto",
        "tense=futuro semplice",
        "tense=presente",
        "tense=trapassato prossimo",
    ),
    ("g:subject", "g:object"),
    ("part of speech=noun", "part of speech=verb", "g:subject"),
    ("il", "lo", "l'", "gli", "i"),
    ("BEFORE", "AFTER"),
    ("most", "all", "every", "many"),
)
"""What a bad teacher confuses in a rule."""


@cache
def liars(medium: str) -> frozenset[Key]:
    """Each rule with one thing confused for another or denied, as far as that is no rule itself."""
    found: set[Key] = set()
    for rule in rules(medium):
        found.add(tuple(part for part in rule if part != "NOT"))
        for place, part in enumerate(rule):
            for group in SWAPS:
                if part in group:
                    found.update((*rule[:place], other, *rule[place + 1 :]) for other in group)
            if part in ("TAKE", "AGREE", "CHANGE", "SAY"):
                found.add((*rule[:place], "NOT", *rule[place:]))
            if part == "BE":
                found.add((*rule[: place + 1], "NOT", *rule[place + 1 :]))
    return frozenset(found - rules(medium))
