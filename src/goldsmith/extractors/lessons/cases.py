"""Clauses that suppose a case, and tasks set to the learner."""

from collections.abc import Sequence

from goldsmith.extractors.lessons.patterns import Clause
from goldsmith.extractors.lessons.symbols import COUNTS, Symbol
from goldsmith.languages.italian.terms import Term


def supposed(one: Clause, before: str) -> Clause | None:
    """After `if` what terms are said of something is the place of what follows; nothing else may stand there."""
    if before != "IF" or one.relation in ("talk", "right"):
        return one
    if one.relation in ("is", "aside") and not {"y", "n"} & one.parts.keys():
        return Clause("place", {"z": one.parts["x"]})
    return None


CASED = frozenset(("T", "g", "o", "h", "w", "BE", "HAVE", "PRO", "ALL", "WITH", "OF", "IN"))


def cased(part: Sequence[Symbol], before: str) -> Clause | None:
    """A case that is supposed with its terms: if there is more than one cat, for a group of women."""
    named = tuple(
        Symbol("T", symbol.text, terms=(Term("number", (COUNTS[symbol.text.lower()],)),))
        if symbol.text.lower() in COUNTS
        else symbol
        for symbol in part
        if symbol.kind == "T" or symbol.text.lower() in COUNTS
    )
    led = before == "IF" or part[0].kind in ("WITH", "OF")
    if led and named and {symbol.kind for symbol in part} <= CASED:
        return Clause("place", {"z": named})
    return None


SUBJECTS = {
    "io": ("1", "s"), "tu": ("2", "s"), "lui": ("3", "s"), "lei": ("3", "s"), "noi": ("1", "p"), "voi": ("2", "p"),
    "loro": ("3", "p"),
}  # fmt: skip


def addressed(part: Sequence[Symbol]) -> Clause | None:
    """A person that is supposed by its pronoun: for tu, with noi."""
    if len(part) != len(("for", "tu")) or part[0].kind not in ("WITH", "OF") or part[1].kind != "M":
        return None
    if (said := SUBJECTS.get(part[1].text.lower())) is None:
        return None
    terms = (Term("person", (said[0],)), Term("number", (said[1],)))
    return Clause("place", {"z": (Symbol("T", part[1].text, terms=terms),)})


TASKS = frozenset((
    "put", "change", "turn", "make", "form", "transform", "conjugate", "give me", "tell me", "replace", "insert", "find",
    "complete", "add", "drop", "take off", "remove", "try", "try to", "try putting", "try making", "write", "now change",
    "just change", "fill in",
))  # fmt: skip
"""What a learner may be asked to do with a word; the terms beside it say what to make of it and claim nothing."""


def instructed(part: Sequence[Symbol]) -> tuple[Clause, ...] | None:
    """A task, or a word to look at; nothing where terms beside a word would go uncompared."""
    kinds = {symbol.kind for symbol in part}
    if kinds & {"SO", "BECAUSE", "IF", "WHICH", "WHY"}:
        return None
    named = tuple(symbol for symbol in part if symbol.kind == "M")
    if part[0].text.lower() == "add" and "T" in kinds:
        return (Clause("talk", {"s": tuple(symbol for symbol in part if symbol.kind == "T")}),)
    if not named:
        return None if {"T", "P"} <= kinds else ()
    if "T" not in kinds:
        looked = not kinds & {"P", "BE", "BECOME", "MEAN", "TAKE", "AGREE", "HAVE", "END", "g"}
        return (Clause("looked", {"s": named}),) if looked or not kinds & {"P", "BECOME", "MEAN"} else None
    task = part[0].text.lower() in TASKS and not kinds & {"P", "BE", "BECOME", "MEAN", "SAY", "TAKE", "HAVE"}
    return () if task else None
