"""The symbols of a sentence made ready for the patterns: glosses, numbers, persons and words in apposition."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from goldsmith.extractors.lessons.symbols import COUNTS, Symbol
from goldsmith.languages.italian.terms import Term

LINKS = frozenset(("P", "AND", "SO", "BECAUSE", "WHICH", "THAT", "IF", "WHY"))


def tidied(found: Sequence[Symbol]) -> tuple[Symbol, ...]:
    """Without commas before `not`, without marks side by side, with a mark at the end."""
    kept: list[Symbol] = []
    for symbol in apposed(tuple(glossed(counted(tuple(meant(tuple(personal(found)))))))):
        if symbol.kind == "M" and kept and kept[-1].kind == "PRO" and " " in kept[-1].text:
            kept.pop()
        if symbol.text.lower() == "here is" and kept:
            symbol = Symbol("BE", symbol.text)
        if symbol.kind == "NOT" and kept and kept[-1].text == ",":
            kept.pop()
        if symbol.kind == "M" and len(kept) > 1 and kept[-1].kind == "AS" and kept[-2].kind in ("T", "g", "o"):
            kept.pop()
        if kept and kept[-1].kind in ("WITHOUT", "BETWEEN") and symbol.kind not in ("T", "g"):
            kept[-1] = Symbol("h", kept[-1].text)
        if symbol.kind == "DO" and symbol.text != "not":
            continue
        if symbol.kind == "P" and kept and kept[-1].kind == "P":
            kept[-1] = symbol
            continue
        kept.append(symbol)
    return tuple(kept)


SAID_OF = frozenset(("BE", "TAKE", "HAVE", "BECOME", "AGREE", "END", "BEGIN", "MEAN", "CHANGE", "FROM"))


def apposed(found: Sequence[Symbol]) -> Iterator[Symbol]:
    """A quotation between commas after a noun of grammar is one with it: the verb, andare, takes essere."""
    kinds = [symbol.kind for symbol in found]
    for place, symbol in enumerate(found):
        named = place > 0 and kinds[place - 1] in ("g", "T") and kinds[place + 1 : place + 3] == ["M", "P"]
        closing = place > 2 and kinds[place - 3] in ("g", "T") and kinds[place - 2 : place] == ["P", "M"]
        ending = place > 1 and kinds[place - 2] == "WITH" and named
        if symbol.text == "," and (
            ending
            or (named and place + 3 < len(kinds) and kinds[place + 3] in SAID_OF and found[place + 2].text == ",")
            or (closing and place + 1 < len(kinds) and kinds[place + 1] in SAID_OF and found[place - 2].text == ",")
        ):
            continue
        yield symbol


PRONOUNS = {
    "i": ("1", "s"),
    "you": ("2", ""),
    "he": ("3", "s"),
    "she": ("3", "s"),
    "we": ("1", "p"),
    "they": ("3", "p"),
}


def personal(found: Sequence[Symbol]) -> Iterator[Symbol]:
    """A pronoun quoted after `for` or `with` says its person."""
    for place, symbol in enumerate(found):
        after = place and found[place - 1].kind in ("OF", "WITH") and (symbol.kind == "Q" or symbol.text == "I")
        if after and (said := PRONOUNS.get(symbol.text.lower())):
            number = (Term("number", (said[1],)),) if said[1] else ()
            yield Symbol("T", symbol.text, terms=(Term("person", (said[0],)), *number))
        else:
            yield symbol


def meant(found: Sequence[Symbol]) -> Iterator[Symbol]:
    """What is quoted after `means` is a gloss, though it be a word of both languages, unless a gloss stands before."""
    for place, symbol in enumerate(found):
        after = place > 1 and found[place - 1].kind == "MEAN" and found[place - 2].kind != "Q"
        yield Symbol("Q", symbol.text, symbol.value) if after and symbol.kind == "M" and symbol.value else symbol


def counted(found: Sequence[Symbol]) -> Iterator[Symbol]:
    """A number directly before a quotation says its number."""
    for symbol, after in zip_longest(found, found[1:]):
        number = COUNTS.get(symbol.text.lower())
        if number and symbol.kind in ("h", "o", "w", "ALL") and after is not None and after.kind == "M":
            yield Symbol("T", symbol.text, terms=(Term("number", (number,)),))
        else:
            yield symbol


def glossed(found: Iterable[Symbol]) -> Iterator[Symbol]:
    """Words after `means` are a gloss as if they were quoted."""
    held: list[str] = []
    meaning = False
    for symbol in found:
        stood = symbol.text.lower() == "letter" and meaning
        if (meaning and symbol.kind not in LINKS and stood) or (
            meaning and symbol.kind not in LINKS and symbol.kind not in ("Q", "NOT", "INSTR", "SAY", "T", "g", "M")
        ):
            held.append(symbol.text)
            continue
        if held:
            yield Symbol("Q", " ".join(held))
            held = []
        meaning = symbol.kind == "MEAN"
        yield symbol
    if held:
        yield Symbol("Q", " ".join(held))
