"""What a question wants by its words of asking: a value, all steps or one; or why it wants something else."""

from collections.abc import Sequence
from itertools import pairwise

from goldsmith.extractors.manual.asked import STEP, STEPS, VALUE
from goldsmith.extractors.manual.mentions import Way
from goldsmith.extractors.manual.spoken import Token
from goldsmith.extractors.reading import Unreadable
from goldsmith.schemas.questions import vocabulary

YES_NO = frozenset(
    ("is", "are", "am", "be", "does", "do", "has", "have", "can", "could", "would", "should", "must", "may")
)
ADDRESSED = frozenset(("you", "we", "i"))
HOW_TO = (
    ("how", "do", "i"),
    ("how", "to"),
    ("how", "do", "you"),
    ("how", "do", "we"),
    ("how", "should", "i"),
    ("how", "can", "i"),
)
ACTING = (("i", "do"), ("we", "do"), ("you", "do"))


def wanted(said: Sequence[Token], way: Way) -> tuple[str, int]:
    """What the words of asking ask for, and the number of the step. Raises Unreadable for what is no such question."""
    known, words = vocabulary(), {word for word, _ in way.words}
    what, number = _steps(said, way, words)
    reason = _odd(said, way, words)
    if not reason and what == VALUE and (words & known.work or _in_a_row(said, ACTING)):
        reason = "it asks what is done, and names no step"
    if not reason and what != VALUE and words & known.quantities.keys():
        reason = "it asks for a quantity of steps"
    if reason:
        raise Unreadable(reason)
    return what, number


def may_stand(what: str, way: Way) -> bool:
    """Whether names may be read with these words of asking in them, in a question for a value or for steps."""
    known, words = vocabulary(), {word for word, _ in way.words}
    if what == VALUE:
        return words.isdisjoint(known.steps | known.work | known.ordinals.keys())
    return words.isdisjoint(known.quantities)


def _steps(said: Sequence[Token], way: Way, words: set[str]) -> tuple[str, int]:
    known = vocabulary()
    numbers = {known.ordinals[word] for word in words & known.ordinals.keys()} | ({way.number} if way.number else set())
    if len(numbers) > 1 or (numbers and "step" not in words):
        raise Unreadable("it numbers something that is no step, or more than one step")
    if numbers:
        return STEP, numbers.pop()
    return STEPS if words & known.steps or _in_a_row(said, HOW_TO) else VALUE, 0


def _odd(said: Sequence[Token], way: Way, words: set[str]) -> str:
    """Why the words ask for something else than what the manual gives under the names; empty where they do not."""
    known, asking = vocabulary(), {at: word for word, at in way.words}
    if asking.get(0) in YES_NO and not words & ADDRESSED:
        return f"a question that begins with {asking[0]!r} asks for yes or no"
    if said and asking.get(len(said) - 1) in known.dangling:
        return f"a question that ends in {said[-1].word!r} asks for something else"
    for at, follower in pairwise(range(len(said))):
        pair = asking.get(at), asking.get(follower)
        if pair[0] in ("which", "what") and pair[1] in known.sources:
            return f"it asks {pair[0]} {pair[1]}, and not what stands there"
        if (pair[0] == "many" and pair[1] not in known.quantities) or pair == ("number", "of"):
            return "it asks how many there are"
    return ""


def _in_a_row(said: Sequence[Token], phrases: Sequence[tuple[str, ...]]) -> bool:
    """Whether the words hold one of some phrases."""
    whole = f" {' '.join(one.word for one in said)} "
    return any(f" {' '.join(phrase)} " in whole for phrase in phrases)
