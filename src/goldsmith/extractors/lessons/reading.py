"""A sentence read: talk that claims nothing of the language taught, claims by the patterns, or not read, with what stopped it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Literal, NamedTuple

from goldsmith.extractors.lessons.patterns import Clause, clause
from goldsmith.extractors.lessons.symbols import Symbol, Taught, symbols
from goldsmith.languages.italian.terms import Term

Status = Literal["talk", "read", "asked", "unread"]
LINKS = frozenset(("P", "AND", "SO", "BECAUSE", "WHICH", "THAT", "IF", "WHY"))
GRAMMAR = frozenset(("M", "Q", "T", "g"))
"""Symbols that make a sentence one about the language taught."""
PLAIN = frozenset(
    [
        "h",
        "o",
        "PRO",
        "IN",
        "OF",
        "WITH",
        "SAY",
        "AND",
        "HAVE",
        "AS",
        "WROTE",
        "RIGHT",
        "WRONG",
        "BEFORE",
        "AFTER",
        "FROM",
        "DO",
        "BOTH",
        "ITS",
        "ALL",
        "THAT",
        "WH",
        "M",
        "Q",
        "WHICH",
        "INSTR",
    ]
)
"""Beside a quotation, symbols that claim nothing of it."""


BESIDE_GLOSS = frozenset(["h", "o", "M", "Q", "SAY", "AND", "OF", "IN", "PRO"])
TALKED = frozenset(["h", "o", "T", "g", "PRO", "OF", "RIGHT", "IN"])
TALK = frozenset(["h", "o", "g", "PRO", "IN", "OF", "WITH", "SAY", "RIGHT", "WRONG", "AND", "WROTE", "ITS"])


class Reading(NamedTuple):
    """One sentence with its symbols, what it claims, and the words that no pattern reads."""

    text: str
    status: Status
    symbols: tuple[Symbol, ...]
    clauses: tuple[Clause, ...] = ()
    unread: str = ""

    @property
    def quoted(self) -> tuple[Symbol, ...]:
        """The quotations and words of the language taught."""
        return tuple(symbol for symbol in self.symbols if symbol.kind == "M")


def read(sentence: str, medium: str, taught: Taught) -> Reading:
    """Reads one sentence; `taught` tells whether a word or quotation is of the language taught."""
    found = tidied(symbols(sentence, medium, taught))
    if not any(symbol.kind in GRAMMAR for symbol in found):
        return Reading(sentence, "talk", found)
    asked = found[-1].text == "?"
    clauses = tiled(found, asked, medium)
    if clauses is None:
        return Reading(sentence, "unread", found, unread=stopped(found, asked, medium))
    return Reading(sentence, "read" if clauses else "asked" if asked else "talk", found, clauses)


def tidied(found: Sequence[Symbol]) -> tuple[Symbol, ...]:
    """Without commas before `not`, without marks side by side, with a mark at the end."""
    kept: list[Symbol] = []
    for symbol in glossed(counted(tuple(meant(found)))):
        if symbol.kind == "M" and kept and kept[-1].kind == "PRO" and " " in kept[-1].text:
            kept.pop()
        if symbol.text.lower() == "here is" and kept:
            symbol = Symbol("BE", symbol.text)
        if symbol.kind == "NOT" and kept and kept[-1].text == ",":
            kept.pop()
        if symbol.kind == "DO" and symbol.text != "not":
            continue
        if symbol.kind == "P" and kept and kept[-1].kind == "P":
            kept[-1] = symbol
            continue
        kept.append(symbol)
    return tuple(kept)


COUNTS = {"one": "s", "two": "p", "three": "p", "four": "p", "several": "p", "many": "p"}


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
        if meaning and symbol.kind not in LINKS and symbol.kind not in ("Q", "NOT", "INSTR", "SAY", "T", "g", "M"):
            held.append(symbol.text)
            continue
        if held:
            yield Symbol("Q", " ".join(held))
            held = []
        meaning = symbol.kind == "MEAN"
        yield symbol
    if held:
        yield Symbol("Q", " ".join(held))


def tiled(found: Sequence[Symbol], asked: bool, medium: str) -> tuple[Clause, ...] | None:
    """The clauses that make up the whole sentence, or nothing where some of it fits none."""
    ends = [place for place, symbol in enumerate(found) if symbol.kind in LINKS or begins(symbol)] + [len(found)]
    dead: set[int] = set()

    def tiles(start: int) -> tuple[Clause, ...] | None:
        while (
            start < len(found)
            and found[start].kind in LINKS
            and (start + 1 == len(found) or found[start].kind not in ("WHICH", "THAT"))
        ):
            start += 1
        if start >= len(found):
            return ()
        if start in dead:
            return None
        for end in reversed(ends):
            if end <= start:
                break
            part = segment(found, start, end, asked, medium)
            if part is not None and (rest := tiles(end)) is not None:
                return (*part, *rest)
        if found[start].kind in LINKS and (rest := tiles_after(start)) is not None:
            return rest
        dead.add(start)
        return None

    def tiles_after(start: int) -> tuple[Clause, ...] | None:
        return tiles(start + 1) if start + 1 < len(found) else ()

    return tiles(0)


def begins(symbol: Symbol) -> bool:
    """A clause may begin here without a mark: because Maria is a woman we say andata."""
    return symbol.kind == "SAY" and symbol.text.lower().startswith(("we ", "you "))


def segment(found: Sequence[Symbol], start: int, end: int, asked: bool, medium: str) -> tuple[Clause, ...] | None:
    """What the symbols between two places say: claims, nothing, or None where they are not read."""
    part = tuple(found[start:end])
    while part and part[-1].kind == "P":
        part = part[:-1]
    said = key(part)
    if said in rules(medium):
        return ()
    if (
        len(said) > 2
        and "NOT" in said
        and said[: said.index("NOT")] in rules(medium)
        and part[-1].kind == "M"
        and part[-2].kind == "NOT"
    ):
        return ()
    if len(said) > 2 and "NOT" in said and said[: said.index("NOT")] in liars(medium):
        return (Clause("false", {"s": part}),)
    if said in liars(medium):
        return (Clause("false", {"s": part}),)
    kinds = {symbol.kind for symbol in part}
    before = found[start - 1].kind if start else ""
    if (one := clause(part)) is not None and (before != "IF" or one.relation == "talk"):
        return (one,)
    bare = not kinds & {"M", "T", "g"}
    led = part[0].kind if part[0].kind in ("WHICH", "THAT") else before
    if bare and (led not in ("IF", "BECAUSE", "WHICH", "THAT") or "w" not in kinds):
        return ()
    if asked and end == len(found) - 1 and "WH" in {symbol.kind for symbol in part[:4]}:
        return ()
    if asked and start == 0 and part[0].kind in ("BE", "HAVE", "TAKE", "WH", "WHICH", "h") and before == "":
        return ()
    hedged = end + 1 < len(found) and found[end + 1].text.lower() in ("but", "and yet", "yet")
    if kinds <= {"PRO", "SEEM", "T", "g", "h", "o"} and "SEEM" in kinds and hedged:
        return ()
    if kinds <= TALK and not kinds & {"M", "T"}:
        return ()
    if kinds <= TALKED and "h" in kinds:
        return ()
    if kinds <= {"T", "g", "h", "RIGHT"} and len(part) == len(found) - 1:
        return ()
    if part[0].kind in ("INSTR", "CHANGE") and before not in ("IF", "BECAUSE", "THAT"):
        return instructed(part)
    if kinds <= PLAIN and "M" in kinds and ("Q" not in kinds or kinds <= BESIDE_GLOSS):
        return (Clause("shown", {"s": tuple(symbol for symbol in part if symbol.kind == "M")}),)
    return None


TASKS = frozenset((
    "put", "change", "turn", "make", "form", "transform", "conjugate", "give me", "tell me", "replace", "insert", "find",
    "complete", "try", "try to", "try putting", "try making", "write", "now change", "just change", "fill in",
))  # fmt: skip
"""What a learner may be asked to do with a word; the terms beside it say what to make of it and claim nothing."""


def instructed(part: Sequence[Symbol]) -> tuple[Clause, ...] | None:
    """A task, or a word to look at; nothing where terms beside a word would go uncompared."""
    kinds = {symbol.kind for symbol in part}
    if kinds & {"SO", "BECAUSE", "IF", "WHICH", "WHY"}:
        return None
    named = tuple(symbol for symbol in part if symbol.kind == "M")
    if not named:
        return ()
    if "T" not in kinds:
        looked = not kinds & {"P", "BE", "BECOME", "MEAN", "TAKE", "AGREE", "HAVE", "END", "g"}
        return (Clause("looked", {"s": named}),) if looked else () if not kinds & {"P", "BECOME", "MEAN"} else None
    task = part[0].text.lower() in TASKS and not kinds & {"P", "BE", "BECOME", "MEAN", "SAY", "TAKE", "HAVE"}
    return () if task else None


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
    return frozenset(key(tidied(symbols(line, medium, lambda word, quoted: False))) for line in lines)


SWAPS: tuple[tuple[str, ...], ...] = (
    ("gender=m", "gender=f"),
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


def stopped(found: Sequence[Symbol], asked: bool, medium: str) -> str:
    """The longest part between marks that no pattern reads."""
    ends = [place for place, symbol in enumerate(found) if symbol.kind in LINKS] + [len(found)]
    start, failed = 0, []
    for end in ends:
        if end > start and segment(found, start, end, asked, medium) is None:
            failed.append(" ".join(symbol.text for symbol in found[start:end]))
        start = end + 1
    return max(failed, key=len) if failed else " ".join(symbol.text for symbol in found)
