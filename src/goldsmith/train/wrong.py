"""A wrong answer as it is shown to people: what was asked, what was wanted, and what differs, leaf by leaf."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldsmith.extractors.reading import dotted
from goldsmith.train.answering.answers import Answer
from goldsmith.train.examples import TrainingExample
from goldsmith.train.measure.fields import ABSENT, Leaf
from goldsmith.train.measure.parse import strict
from goldsmith.train.measure.score import Outcome

DIFFERENCES = 8
"""Leaves that are shown of a wrong answer."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer as it is shown: `differences` are (path, gold, found) as text, None for what is not there.

    `problem` says why there are none: no answer at all, one that was cut, no JSON.
    """

    id: str
    kind: str
    prompt: str
    gold: str
    answer: str
    problem: str
    differences: tuple[tuple[str, str | None, str | None], ...]

    def as_json(self) -> dict[str, Any]:
        """The answer as eval.json holds it."""
        differences = [{"path": path, "gold": gold, "found": found} for path, gold, found in self.differences]
        return {
            "id": self.id,
            "kind": self.kind,
            "prompt": self.prompt,
            "gold": self.gold,
            "answer": printable(self.answer),
            "problem": self.problem,
            "differences": differences,
        }


def wrong(example: TrainingExample, answer: Answer, outcome: Outcome, leaves: list[Leaf]) -> Wrong:
    """The answer with what differs by path, or why nothing can be compared."""
    problems = [answer.problem] if answer.problem else []
    if not answer.problem and not answer.ended:
        problems.append(f"cut after {answer.tokens:,} tokens")
    if not answer.problem and outcome.structured and not outcome.valid:
        problems.append(f"no JSON: {strict(answer.text).problem}")
        leaves = []
    differences = [
        (dotted(leaf.path), _text(leaf.gold), _text(leaf.found)) for leaf in leaves if not leaf.right and leaf.path
    ]
    return Wrong(
        example.id,
        example.kind,
        example.prompt,
        example.answer,
        answer.text,
        "; ".join(problems),
        tuple(differences[:DIFFERENCES]),
    )


def _text(value: Any) -> str | None:
    """A leaf as it is shown; numbers are not written out, since 1e999999999 would fill the memory."""
    if value is ABSENT:
        return None
    return str(value) if isinstance(value, Decimal) else printable(json.dumps(value, ensure_ascii=False, default=str))


def printable(text: str) -> str:
    """The text as UTF-8 can hold it: half of a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
