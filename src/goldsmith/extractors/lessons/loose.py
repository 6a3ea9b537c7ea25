"""Clauses that no pattern reads whole and that hold nothing but words, terms and quotations that can each be compared."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from goldsmith.extractors.lessons.symbols import Symbol

MENTIONED = frozenset(
    ("M", "h", "o", "PRO", "IN", "OF", "WITH", "AS", "HAVE", "ITS", "BOTH", "RIGHT", "SEEM", "BE", "SAY")
)
"""Symbols among which terms and quotations may stand and be compared one by one."""
TALKED_OF = MENTIONED - {"BE", "SAY"} | {"w", "Q", "INSTR", "THAT", "WHICH", "AFTER", "AND"}
"""Symbols among which a quotation may stand where no term does."""


@cache
def telling() -> frozenset[str]:
    """Words that say of a quotation or a term beside them what nothing compares."""
    return words_of("telling.txt")


def words_of(name: str) -> frozenset[str]:
    """The words of a list of this package."""
    text = files("goldsmith.extractors.lessons").joinpath(name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


PASSING = frozenset(
    (
        "g",
        "h",
        "o",
        "w",
        "PRO",
        "INSTR",
        "CHANGE",
        "RIGHT",
        "IN",
        "OF",
        "WITH",
        "AS",
        "SAY",
        "BE",
        "WROTE",
        "THAT",
        "ITS",
    )
)


OPEN = frozenset(("BE", "SAY", "IN", "OF", "WITH", "AS"))
"""Symbols after which something is still to come."""


def passing(part: Sequence[Symbol]) -> bool:
    """One noun of grammar is named among words that claim nothing of it."""
    kinds = [symbol.kind for symbol in part]
    return kinds.count("g") == 1 and set(kinds) <= PASSING and kinds[-1] not in OPEN and not tells(part)


def tells(part: Sequence[Symbol]) -> bool:
    """One of the words tells what nothing compares."""
    return any(symbol.text.lower() in telling() for symbol in part)


def mentions(part: Sequence[Symbol], before: str) -> bool:
    """The terms and quotations of the clause stand among words that tell nothing of them."""
    kinds = {symbol.kind for symbol in part}
    if before in ("IF", "BECAUSE") or tells(part):
        return False
    if not kinds & {"T", "g"}:
        return kinds <= TALKED_OF and not subject_first(part)
    order = [symbol.kind for symbol in part]
    said_to_be = "BE" in kinds and set(order[: order.index("BE")]) & {"T", "g"} and "M" in order[order.index("BE") :]
    return not said_to_be and "T" in kinds and kinds <= MENTIONED | {"T", "g"}


REMARKED = frozenset(
    (
        "h",
        "o",
        "w",
        "T",
        "g",
        "PRO",
        "OF",
        "IN",
        "WITH",
        "TAKE",
        "SAY",
        "HAVE",
        "WROTE",
        "INSTR",
        "BE",
        "RIGHT",
        "THAT",
        "AS",
    )
)


@cache
def praising() -> frozenset[str]:
    """Words of a remark on what the learner did."""
    return words_of("praise.txt")


def remark(part: Sequence[Symbol]) -> tuple[Symbol, ...] | None:
    """The terms of a remark on what the learner did: good idea to use the future."""
    kinds = {symbol.kind for symbol in part}
    opening = part[0].text.lower().split()[0]
    if (
        not kinds & {"T", "g"}
        or not kinds <= REMARKED
        or opening not in ("good", "nice", "great", "well", "you", "your", "done", "got")
    ):
        return None
    if any(symbol.kind == "SAY" and symbol.text.lower() != "you have" for symbol in part):
        return None
    if any(symbol.kind == "w" and symbol.text.lower() not in praising() for symbol in part):
        return None
    return tuple(symbol for symbol in part if symbol.kind in ("T", "g"))


def subject_first(part: Sequence[Symbol]) -> bool:
    """Something is said of a quotation: it stands before the first verb that could say it."""
    return part[0].kind in ("M", "PRO", "THAT", "WHICH") or (part[-1].kind == "w" and part[0].kind == "o")
