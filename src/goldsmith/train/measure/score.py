"""One answer held against its gold answer: everything that the figures of an evaluation are made of."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import SYSTEM
from goldsmith.extractors.reading import dotted, pattern_of
from goldsmith.train.answering.answers import Answer
from goldsmith.train.examples import TrainingExample
from goldsmith.train.measure import text
from goldsmith.train.measure.comparison import rules_of
from goldsmith.train.measure.equality import equal
from goldsmith.train.measure.fields import ABSENT, Counts, Leaf, compared, counted
from goldsmith.train.measure.grounding import Hallucinated, abstains, hallucinated
from goldsmith.train.measure.measured_values import same_value, value_of
from goldsmith.train.measure.parse import Parsed, strict, structured, unfenced
from goldsmith.train.measure.repetition import loops
from goldsmith.train.measure.schema import complies
from goldsmith.train.measure.steps import numbered

GROUPS = ("kind", "complexity", "genre", "wording", "mode")
"""What figures are broken down by: the record type, and what the release tells of a row."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer came to.

    `exact` is JSON equality for answers that are to be JSON, the same text for others. None stands for what cannot be
    said of the row: `complies` without a schema, `declared` without declared comparisons, `values` where the gold answer
    has no measured value, `steps` where it has no numbered steps. `stated` and `derived` count gold leaves that the prompt
    states and that have to be worked out, each as (right, all). `groups` follows GROUPS.
    """

    id: str
    groups: tuple[str, ...]
    structured: bool
    exact: bool
    alike: bool
    valid: bool
    fenced: bool
    complies: bool | None
    declared: bool | None
    values: bool | None
    steps: bool | None
    counts: Counts
    stated: tuple[int, int]
    derived: tuple[int, int]
    hallucinated: Hallucinated
    abstained: bool
    absent: bool
    looped: bool
    ended: bool
    failed: bool
    probability: float | None
    tokens: int
    seconds: float


def scored(example: TrainingExample, answer: Answer) -> tuple[Outcome, list[Leaf]]:
    """What the answer came to, and its leaves against the gold answer's; a text is one leaf.

    Raises UsageError where the gold answer is to be JSON and is none.
    """
    if structured(example.answer, example.schema):
        return _structured(example, answer)
    return _plain(example, answer)


def _structured(example: TrainingExample, answer: Answer) -> tuple[Outcome, list[Leaf]]:
    gold, found = strict(example.answer), strict(answer.text)
    if not gold.valid:
        raise UsageError(f"row {example.id!r} has a schema, and its answer is no JSON: {gold.problem}")
    rules, exact = rules_of(example.schema), found.valid and equal(found.value, gold.value)
    leaves = compared(found.value if found.valid else ABSENT, gold.value, rules)
    derived = frozenset(map(str, example.meta.get("unstated", ())))
    return _outcome(
        example,
        answer,
        structured=True,
        exact=exact,
        alike=exact,
        valid=found.valid,
        fenced=_fenced(answer.text, found),
        complies=found.valid and complies(found.value, example.schema) if example.schema else None,
        declared=all(leaf.right for leaf in leaves) if rules else None,
        values=_values(leaves),
        counts=counted(leaves),
        stated=_right(leaves, derived, among=False),
        derived=_right(leaves, derived, among=True),
        hallucinated=hallucinated(leaves, source(example), derived),
    ), leaves


def _plain(example: TrainingExample, answer: Answer) -> tuple[Outcome, list[Leaf]]:
    exact = text.exact(answer.text, example.answer)
    leaves = [Leaf((), answer.text, example.answer, exact)]
    return _outcome(
        example,
        answer,
        structured=False,
        exact=exact,
        alike=text.alike(answer.text, example.answer),
        values=text.same_values(answer.text, example.answer),
        steps=_steps(answer.text, example.answer),
    ), leaves


def _outcome(example: TrainingExample, answer: Answer, **said: Any) -> Outcome:
    nothing: dict[str, Any] = {"valid": False, "fenced": False, "complies": None, "declared": None, "steps": None}
    nothing |= {"counts": Counts(), "stated": (0, 0), "derived": (0, 0), "hallucinated": Hallucinated()}
    return Outcome(
        id=example.id,
        groups=(example.kind, *(str(example.meta.get(name, "")) for name in GROUPS[1:])),
        abstained=answer.ended and not answer.problem and abstains(answer.text),
        absent=abstains(example.answer),
        looped=loops(answer.text, ended=answer.ended),
        ended=answer.ended,
        failed=bool(answer.problem),
        probability=answer.mean_probability,
        tokens=answer.tokens,
        seconds=answer.seconds,
        **(nothing | said),
    )


def source(example: TrainingExample) -> str:
    """What the prompt states: every turn but the system's, or that too where there is no other, without the schema."""
    turns = [turn for turn in example.asked if turn.role != SYSTEM] or list(example.asked)
    text = "\n".join(turn.content for turn in turns)
    return text.replace(example.schema, " ") if example.schema else text


def _fenced(text: str, found: Parsed) -> bool:
    return found.valid or strict(unfenced(text)).valid


def _right(leaves: list[Leaf], derived: Collection[str], *, among: bool) -> tuple[int, int]:
    """How many gold leaves are right, and how many there are: those that have to be worked out, or the others."""
    gold = [leaf for leaf in leaves if leaf.gold is not ABSENT]
    wanted = [leaf.right for leaf in gold if (dotted(pattern_of(leaf.path)) in derived) is among]
    return sum(wanted), len(wanted)


def _values(leaves: list[Leaf]) -> bool | None:
    """Whether all leaves are right when measured values compare as values; None where the gold answer has none."""
    if not any(_measured(leaf.gold) for leaf in leaves):
        return None
    return all(leaf.right or (_measured(leaf.gold) and _same_value(leaf)) for leaf in leaves)


def _measured(value: Any) -> bool:
    read = value_of(value) if isinstance(value, str) and any(map(str.isdigit, value)) else None
    return read is not None and bool(read[0])


def _same_value(leaf: Leaf) -> bool:
    return isinstance(leaf.found, str) and same_value(leaf.found, leaf.gold)


def _steps(found: str, gold: str) -> bool | None:
    return numbered(found) == numbered(gold) if numbered(gold) else None
