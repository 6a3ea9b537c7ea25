"""The words of a sentence as symbols: quotations, terms of grammar, and the cues between which claims are made."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from goldsmith.extractors.lessons.spans import quotes
from goldsmith.languages.italian.terms import Terms, terms

TOKEN = re.compile(r"¤\d+¤|_+|->|→|[=+&]|(?<!\w)-[^\W\d_]+-?|[^\W\d_]+(?:['’][^\W\d_]+)*['’]?|\d+\w*|[^\w\s]")
CONTRACTED = (
    (re.compile(r"(?:\bfrom |\bthe )?(-\w+) (?:in)?to (-\w+)"), r"\1 → \2"),
    (re.compile(r"\b(ca)n['’]t\b", re.I), r"\1n not"),
    (re.compile(r"\bwon['’]t\b", re.I), "will not"),
    (re.compile(r"(\w)n['’]t\b", re.I), r"\1 not"),
    (re.compile(r"\b(it|that|this|what|here|there|he|she|who|where|how|why)['’]s\b", re.I), r"\1 is"),
    (re.compile(r"\blet['’]s\b", re.I), "let us"),
    (re.compile(r"(\w)['’]re\b", re.I), r"\1 are"),
    (re.compile(r"(\w)['’]ve\b", re.I), r"\1 have"),
    (re.compile(r"(\w)['’]ll\b", re.I), r"\1 will"),
    (re.compile(r"(\w)['’]d\b", re.I), r"\1 would"),
    (re.compile(r"(\w)['’]m\b", re.I), r"\1 am"),
    (re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])"), " "),
    (re.compile(r"(?<=\w)['’]s\b"), ""),
)
"""What English writes together, apart; a possessive is left out."""
LONGEST = 7
COUNTS = {
    "one": "s",
    "two": "p",
    "three": "p",
    "four": "p",
    "several": "p",
    "many": "p",
    "more": "p",
    "one of them": "s",
}
"""The number that a word of quantity says."""


Phrase = tuple[str, str]
Taught = Callable[[str, bool], bool]
"""Whether a word, or with True a quotation, is of the language taught."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One piece of a sentence: `kind` is a name of the phrase tables, M for words of the language taught, Q for a gloss,
    T for terms, h and w for other words, P for a mark.
    """

    kind: str
    text: str
    value: str = ""
    terms: Terms = field(default=())


@cache
def phrases(medium: str) -> Mapping[tuple[str, ...], Phrase]:
    """The phrases of one language by their words, with the kind and value that each stands for."""
    found: dict[tuple[str, ...], Phrase] = {}
    name = {"en": "english.txt", "it": "italian.txt"}[medium]
    text = files("goldsmith.extractors.lessons").joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            left, _, right = line.partition(" = ")
            kind, _, value = left.partition(":")
            for phrase in right.split(" | "):
                found.setdefault(tuple(phrase.split()), (kind, value))
    return found


@cache
def harmless(medium: str) -> frozenset[str]:
    """Words that claim nothing of a quotation beside them."""
    name = {"en": "harmless.txt", "it": "innocui.txt"}[medium]
    text = files("goldsmith.extractors.lessons").joinpath(name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def named(medium: str) -> Mapping[tuple[str, ...], Terms]:
    """The terms by their words, English ones in the plural too."""
    found = {tuple(term.split()): meant for term, meant in terms(medium).items()}
    if medium == "en":
        found = {
            (*term[:-1], term[-1] + "s"): meant for term, meant in found.items() if not term[-1].endswith("s")
        } | found
    return found


def symbols(sentence: str, medium: str, taught: Taught) -> tuple[Symbol, ...]:
    """The sentence as symbols; `taught` tells whether a word or quotation is of the language taught."""
    found = quotes(sentence)
    pieces, last = [], 0
    for place, quote in enumerate(found):
        pieces += [sentence[last : quote.start], f" ¤{place}¤ "]
        last = quote.end
    text = "".join((*pieces, sentence[last:]))
    if medium == "en" and ("'" in text or "’" in text or "-" in text):
        for pattern, plain in CONTRACTED:
            text = pattern.sub(plain, text)
    words = [word.replace("’", "'") for word in TOKEN.findall(text)]
    return tuple(_merged(_symbols(words, [quote.text for quote in found], medium, taught)))


def _symbols(words: list[str], quoted: list[str], medium: str, taught: Taught) -> Iterator[Symbol]:
    low = [word.lower() for word in words]
    place = 0
    while place < len(words):
        word = words[place]
        if word[0] == "¤":
            text = quoted[int(word[1:-1])]
            yield Symbol("M" if text.startswith("-") or taught(text, True) else "Q", text, "quoted")
            place += 1
            continue
        size, symbol = _longest(words, low, place, medium)
        if symbol is None:
            kind = (
                "P"
                if word[0] == "_" or (not word[0].isalnum() and len(word) == 1)
                else "M"
                if word[0] == "-" or taught(word, False)
                else ""
            )
            kind = kind or ("h" if low[place] in harmless(medium) or word[0].isdigit() else "w")
            yield Symbol(kind, word)
        elif symbol.kind != "-":
            yield symbol
        place += size


def _longest(words: list[str], low: list[str], place: int, medium: str) -> tuple[int, Symbol | None]:
    """The longest phrase or term that begins here, with the number of its words."""
    for size in range(min(LONGEST, len(words) - place), 0, -1):
        key = tuple(low[place : place + size])
        if meant := named(medium).get(key):
            return size, Symbol("T", " ".join(words[place : place + size]), terms=meant)
        if phrase := phrases(medium).get(key):
            return size, Symbol(phrase[0], " ".join(words[place : place + size]), phrase[1])
    return 1, None


def _merged(found: Iterator[Symbol]) -> Iterator[Symbol]:
    """Words of the language taught that stand side by side without marks are one quotation."""
    held: Symbol | None = None
    for symbol in found:
        loose = symbol.kind == "M" and symbol.value == "" and not symbol.text.startswith("-")
        if loose and held is not None:
            glue = "" if held.text.endswith("'") else " "
            held = Symbol("M", held.text + glue + symbol.text)
            continue
        if held is not None:
            yield held
        held = symbol if loose else None
        if not loose:
            yield symbol
    if held is not None:
        yield held
