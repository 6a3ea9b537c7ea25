"""What the answers to a fixed sample are worth while a model is trained. No torch in here."""

from collections.abc import Sequence
from typing import Any

from goldsmith.core.canonical import digest
from goldsmith.train.answering.answers import Answer
from goldsmith.train.examples import TrainingExample
from goldsmith.train.measure.fields import Counts
from goldsmith.train.measure.score import Outcome, scored


def outcomes(rows: Sequence[TrainingExample], answers: Sequence[Answer]) -> list[Outcome]:
    """What each answer came to."""
    return [scored(row, answer)[0] for row, answer in zip(rows, answers, strict=True)]


def figures(found: Sequence[Outcome]) -> dict[str, float]:
    """Field F1 over all fields of all answers, and the share that is exact; an answer that is a text is one field."""
    total = Counts()
    for outcome in found:
        total = total.plus(counts(outcome))
    return {"field_f1": total.f1, "exact": sum(one.exact for one in found) / max(len(found), 1)}


def counts(outcome: Outcome) -> Counts:
    """Right, wrong and missing fields of one answer."""
    if outcome.structured:
        return outcome.counts
    return Counts(1, 0, 0) if outcome.exact else Counts(0, 1, 1)


def shown(outcome: Outcome) -> dict[str, Any]:
    """One answer's figures as a line of samples.jsonl holds them."""
    return {"exact": outcome.exact, "valid": outcome.valid, "field_f1": round(counts(outcome).f1, 4)}


def spread(rows: Sequence[TrainingExample], most: int) -> list[TrainingExample]:
    """Up to so many rows, kinds in turn; which ones follows from their ids alone."""
    kinds: dict[str, list[TrainingExample]] = {}
    for row in sorted(rows, key=lambda row: digest(row.id.encode())):
        kinds.setdefault(row.kind, []).append(row)
    turns = sorted((place, kind) for kind, found in kinds.items() for place in range(len(found)))
    return [kinds[kind][place] for place, kind in turns[:most]]
