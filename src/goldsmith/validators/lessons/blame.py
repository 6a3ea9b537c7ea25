"""Whether a sentence that quotes a declared error shows it as one, though no claim says so."""

from collections.abc import Sequence
from itertools import takewhile

from goldsmith.extractors.lessons.reading import Reading
from goldsmith.extractors.lessons.symbols import Symbol
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.scene import Scene

SAID = frozenset(("WROTE", "SAY"))
BESIDE_YOUR = frozenset(("g", "o", "h", "P"))
"""What may stand between `your` and the words that the learner wrote."""
OTHERS = frozenset(("place", "idea", "turn"))
"""What is the learner's and is not what they wrote."""
LOOKING = frozenset(("look", "look at", "check", "compare", "change", "correct", "just change", "now change"))
"""What may be done with an error without saying that it is one."""


def aloof(quoted: Symbol, reading: Reading, scene: Scene) -> bool:
    """The sentence is not read, calls the quotation wrong or the learner's, or asks about an error that the learner makes."""
    at = next(place for place, symbol in enumerate(reading.symbols) if symbol is quoted)
    before, after = reading.symbols[:at][::-1], reading.symbols[at + 1 :]
    return (
        reading.status == "unread"
        or called_wrong(before, after)
        or is_learners(before)
        or (learner_says(bare(quoted.text), scene) and looked_at(reading))
    )


def called_wrong(before: Sequence[Symbol], after: Sequence[Symbol]) -> bool:
    """Words beside the quotation, as far as the next one, call it wrong; `before` begins with the nearest."""
    beside = (takewhile(lambda symbol: symbol.kind != "M", side) for side in (before, after))
    return any(symbol.kind == "WRONG" for side in beside for symbol in side)


def is_learners(before: Sequence[Symbol]) -> bool:
    """What the learner wrote stands nearer before the quotation than what is said in its place."""
    for at, symbol in enumerate(before):
        if symbol.kind in SAID:
            between = before[:at]
            own = all(one.kind in BESIDE_YOUR and one.text.lower() not in OTHERS for one in between)
            return symbol.kind == "WROTE" and (symbol.text.lower() != "your" or own)
    return False


def learner_says(clean: str, scene: Scene) -> bool:
    """The learner makes the error in this lesson."""
    return any(f" {clean} " in f" {bare(turn.says)} " for turn in scene.plan.turns)


def looked_at(reading: Reading) -> bool:
    """The sentence asks about what it quotes, or tells to look at it, and says nothing of it."""
    told = (symbol for at, symbol in enumerate(reading.symbols) if symbol.kind == "INSTR" or not at)
    return reading.text.endswith("?") or any(symbol.text.lower() in LOOKING for symbol in told)
