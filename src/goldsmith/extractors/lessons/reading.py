"""A sentence read: talk that claims nothing of the language taught, claims by the patterns, or not read, with what stopped it."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, NamedTuple

from goldsmith.extractors.lessons.cases import TASKS, addressed, cased, instructed, supposed
from goldsmith.extractors.lessons.laws import law
from goldsmith.extractors.lessons.loose import mentions, passing, remark, tells
from goldsmith.extractors.lessons.patterns import Clause, clause
from goldsmith.extractors.lessons.rules import key, liars, rules
from goldsmith.extractors.lessons.spans import QUOTE
from goldsmith.extractors.lessons.symbols import Symbol, Taught, symbols
from goldsmith.extractors.lessons.tidying import LINKS, tidied

WORD = re.compile(r"[^\W\d_]+")
Status = Literal["talk", "read", "asked", "unread"]
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
    if medium == "en" and not asked and scoped(sentence):
        return Reading(sentence, "unread", found, unread=sentence)
    clauses = tiled(found, asked, medium)
    if clauses is None:
        return Reading(sentence, "unread", found, unread=stopped(found, asked, medium))
    return Reading(sentence, "read" if clauses else "asked" if asked else "talk", found, clauses)


@cache
def scopes() -> tuple[str, ...]:
    """The words after or beside which nothing is proved."""
    text = files("goldsmith.extractors.lessons").joinpath("scopes.txt").read_text(encoding="utf-8")
    return tuple(phrase for line in text.splitlines() if line[:1] != "#" for phrase in line.split(" | "))


def scoped(sentence: str) -> bool:
    """Such a word stands in the sentence outside its quotations."""
    words = f" {' '.join(WORD.findall(QUOTE.sub(' ', sentence).lower()))} "
    return any(f" {phrase} " in words for phrase in scopes())


def tiled(found: Sequence[Symbol], asked: bool, medium: str) -> tuple[Clause, ...] | None:
    """The clauses that make up the whole sentence, or nothing where some of it fits none."""
    if likens(found):
        return None
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


def asks_first(part: Sequence[Symbol]) -> bool:
    """A word that asks stands near the beginning, before any quotation."""
    kinds = [symbol.kind for symbol in part[:4]]
    return "WH" in kinds and not {"M", "Q"} & set(kinds[: kinds.index("WH")])


LOOSE = frozenset(("talk", "shown", "looked", "place", "aside", "gloss", "glossed", "bare", "needless"))


def without_fillers(part: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """The clause without the words that claim nothing."""
    of_a_word = any(symbol.kind == "M" for symbol in part)
    return tuple(
        symbol
        for symbol in part
        if not (of_a_word and symbol.text.lower() == "always") and (symbol.kind != "h" or tells((symbol,)))
    )


def glosses(part: Sequence[Symbol]) -> bool:
    """The part says what something means, in a quotation."""
    return any(one.kind == "MEAN" for one in part) and any(one.kind == "Q" and one.value == "quoted" for one in part)


def denies(part: Sequence[Symbol], kinds: set[str], after: Sequence[Symbol]) -> bool:
    """What is said next is denied, or a `no` stands where it would not be compared; two words are likened or derived."""
    if after and after[0].kind == "THAT" and "NOT" in kinds and not kinds & {"M", "T", "g"}:
        return True
    if any(
        one.kind == "BE" and two.text.lower() == "no" and "M" in kinds and "T" in kinds for one, two in pairwise(part)
    ):
        return True
    return any(one.text.lower() in DROPPING and two.value == "article" for one, two in pairwise((*part, *after)))


def likens(found: Sequence[Symbol]) -> bool:
    """A word is said to work like another, a shortened term stands in brackets, or a noun of grammar beside a quotation."""
    return any(
        (one.text.lower() == "works" and two.text.lower() in ("just like", "like"))
        or (one.text == "(" and two.text.lower() in SHORTENED)
        for one, two in pairwise(found)
    ) or any(
        (one.kind, comma.text, two.kind, end.kind) == ("M", ",", "g", "P")
        for one, comma, two, end in zip(found, found[1:], found[2:], found[3:], strict=False)
    )


DROPPING = frozenset(("drop", "remove", "take off"))
"""What is left out is a claim where it is an article."""
SHORTENED = frozenset(("m", "f", "pl", "sg", "sing", "masc", "fem"))


def begins(symbol: Symbol) -> bool:
    """A clause may begin here without a mark: because Maria is a woman we say andata."""
    return symbol.kind == "SAY" and symbol.text.lower().startswith(("we ", "you "))


class Around(NamedTuple):
    """Where a part of a sentence stands."""

    found: Sequence[Symbol]
    start: int
    end: int
    asked: bool
    medium: str

    @property
    def before(self) -> str:
        """The kind of the symbol before the part."""
        return self.found[self.start - 1].kind if self.start else ""

    @property
    def questioned(self) -> bool:
        """The part is the last of a question."""
        return self.asked and self.end >= len(self.found) - 1


Said = tuple[Clause, ...] | None


def segment(found: Sequence[Symbol], start: int, end: int, asked: bool, medium: str) -> Said:
    """What the symbols between two places say: claims, nothing, or None where they are not read."""
    part = tuple(found[start:end])
    while part and part[-1].kind == "P":
        part = part[:-1]
    around = Around(found, start, end, asked, medium)
    for reader in (ruled, unsaid):
        if (said := reader(part, around)) is not None:
            return said
    if denies(part, {symbol.kind for symbol in part}, found[end : end + 1]):
        return None
    return next((said for reader in (patterned, passed, talked) if (said := reader(part, around)) is not None), None)


def ruled(part: tuple[Symbol, ...], around: Around) -> Said:
    """A rule of the whole language, true or confused, or a law of a class of words."""
    said, medium = key(part), around.medium
    if said in rules(medium):
        named = tuple(symbol for symbol in part if symbol.kind == "M" and not symbol.text.startswith("-"))
        return (Clause("ruled", {"s": named}),) if named else ()
    core = said[: said.index("NOT")] if len(said) > 2 and "NOT" in said else ()
    if core in rules(medium) and part[-1].kind == "M" and part[-2].kind == "NOT":
        return ()
    if said in liars(medium) or core in liars(medium):
        return (Clause("false", {"s": part}),)
    general = law(part) if around.before not in ("IF", "BECAUSE") else None
    return (general,) if general is not None else None


def unsaid(part: tuple[Symbol, ...], around: Around) -> Said:
    """What is taken away in a task, how something looks before the truth is said, and questions without a quotation."""
    kinds, opening = {symbol.kind for symbol in part}, around.found[0]
    if opening.kind == "INSTR" and opening.text.lower() in TASKS and kinds in ({"NOT", "M"}, {"TAKE", "M"}):
        return ()
    hedged = any(
        symbol.text.lower() in ("but", "and yet", "yet") for symbol in around.found[around.end : around.end + 2]
    )
    if kinds <= {"PRO", "SEEM", "T", "g", "h", "o"} and "SEEM" in kinds and hedged:
        return ()
    if around.questioned and kinds <= {"T", "g", "h", "o", "WITH", "ITS", "PRO", "IN", "OF", "AND"}:
        return ()
    return None


def patterned(part: tuple[Symbol, ...], around: Around) -> Said:
    """A clause of the patterns, whole or without its fillers, or a case that is supposed."""
    kinds, before = {symbol.kind for symbol in part}, around.before
    then = around.start == 1 and around.found[0].text.lower() == "then" and part[0].kind == "g"
    if then and "BE" in kinds and not {"M", "AGREE"} & kinds:
        before = "IF"
    if before == "SO" and [symbol.kind for symbol in part] == ["BE", "M"]:
        return (Clause("likewise", {"s": part[1:]}),)
    if glosses(part) and part[0].kind == "WH" and "M" not in kinds:
        return (Clause("translated", {"o": part[-1:]}),)
    if (person := addressed(part)) is not None:
        return (person,)
    if "M" not in kinds and any(symbol.text.lower() in ("always", "never") for symbol in part):
        return None
    if part[0].text.lower().endswith("sentence is") and "T" in kinds:
        return None
    if (one := clause(part)) is not None and (one := supposed(one, before)) is not None:
        if one.relation != "shown" or "OF" not in kinds or not tells(part):
            return (one,)
        return None
    if (case := cased(part, before)) is not None:
        return (case,)
    if (core := without_fillers(part)) != part and (one := clause(core)) is not None:
        one = supposed(one, before)
        if one is not None and one.relation not in LOOSE:
            return (one,)
    return None


def passed(part: tuple[Symbol, ...], around: Around) -> Said:
    """Words that name nothing of the language taught, and questions."""
    kinds, before = {symbol.kind for symbol in part}, around.before
    pointing = len(part) > 1 and part[0].kind == "THAT" and part[1].kind == "BE" and before not in ("IF", "BECAUSE")
    led = "P" if pointing else part[0].kind if part[0].kind in ("WHICH", "THAT") else before
    if not kinds & {"M", "T", "Q"} and before not in ("IF", "BECAUSE") and passing(part):
        return ()
    bare = not kinds & {"M", "T", "g"} and (before == "IF" or not glosses(part))
    if bare and (
        led not in ("IF", "BECAUSE", "WHICH", "THAT")
        or "w" not in kinds
        or (led in ("WHICH", "THAT") and "NOT" not in kinds and not tells(part))
    ):
        return ()
    asks = before == "P" and part[0].kind in ("BE", "HAVE", "WH", "WHICH")
    if around.questioned and (asks or asks_first(part)):
        return ()
    opens = around.asked and around.start == 0
    return () if opens and part[0].kind in ("BE", "HAVE", "TAKE", "WH", "WHICH", "h") else None


def talked(part: tuple[Symbol, ...], around: Around) -> Said:
    """Talk of the learner's work, tasks, and words of the language taught that are only shown."""
    kinds, before = {symbol.kind for symbol in part}, around.before
    if kinds <= TALK and not kinds & {"M", "T"}:
        return ()
    alone = len(part) == len(around.found) - 1
    if (kinds <= TALKED and "h" in kinds) or (kinds <= {"T", "g", "h", "RIGHT"} and alone):
        named = tuple(symbol for symbol in part if symbol.kind == "T")
        return (Clause("talk", {"s": named}),) if named else ()
    if part[0].kind in ("INSTR", "CHANGE") and before not in ("IF", "BECAUSE", "THAT"):
        return instructed(part)
    if (praised := remark(part)) is not None and before not in ("IF", "BECAUSE"):
        return (Clause("talk", {"s": praised}),)
    quoted = tuple(symbol for symbol in part if symbol.kind == "M")
    telling = ("OF" in kinds and tells(part)) or (kinds & {"FROM", "BOTH", "AS"} and len(quoted) > 1)
    if kinds <= PLAIN and quoted and not telling and ("Q" not in kinds or kinds <= BESIDE_GLOSS):
        return (Clause("shown", {"s": quoted}),)
    return (Clause("mentioned", {"p": part}),) if mentions(part, before) else None


def stopped(found: Sequence[Symbol], asked: bool, medium: str) -> str:
    """The longest part between marks that no pattern reads."""
    ends = [place for place, symbol in enumerate(found) if symbol.kind in LINKS] + [len(found)]
    start, failed = 0, []
    for end in ends:
        if end > start and segment(found, start, end, asked, medium) is None:
            failed.append(" ".join(symbol.text for symbol in found[start:end]))
        start = end + 1
    return max(failed, key=len) if failed else " ".join(symbol.text for symbol in found)
