"""A model held against gold answers: every row answered, scored and kept as an outcome, and the record of it all."""

import sys
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from math import ceil
from pathlib import Path
from platform import machine, python_version
from time import perf_counter
from typing import Any

import orjson

from goldsmith import __version__
from goldsmith.core.files import write_bytes
from goldsmith.extractors.reading import dotted
from goldsmith.train.answering.answers import Answer, Answerer, Told, silent
from goldsmith.train.examples import TrainingExample
from goldsmith.train.measure.fields import Counts, Leaf, by_pattern
from goldsmith.train.measure.score import Outcome, scored
from goldsmith.train.measure.summary import Summary, by_groups, row_figures, summarise
from goldsmith.train.wrong import Wrong, printable, wrong

ROOM = 1.25
"""How much longer than the longest gold answer an answer may be."""
LEAST_TOKENS = 16
WORST = 3
"""Wrong answers that are kept whole, to be shown."""
LIBRARIES = ("torch", "transformers", "tokenizers", "accelerate", "trl", "peft", "bitsandbytes", "openai")
"""Whose versions a record holds, as far as they were loaded."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found; `outcomes` stand in the order of the rows, `paths` holds counts by kind and path."""

    summary: Summary
    groups: Mapping[str, Mapping[str, Summary]]
    paths: Mapping[str, Mapping[str, Counts]]
    outcomes: tuple[Outcome, ...]
    worst: tuple[Wrong, ...]
    decoding: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The figures as eval.json holds them."""
        groups = {name: {value: one.as_json() for value, one in found.items()} for name, found in self.groups.items()}
        paths = {
            kind: {path: counts._asdict() | {"f1": counts.f1} for path, counts in found.items()}
            for kind, found in self.paths.items()
        }
        return {
            "decoding": dict(self.decoding),
            "summary": self.summary.as_json(),
            "groups": groups,
            "paths": paths,
            "worst": [one.as_json() for one in self.worst],
        }


@dataclass
class _Kept:
    """What is kept while rows go by: small outcomes, counts by path, and the few worst answers."""

    outcomes: list[Outcome] = field(default_factory=list)
    paths: dict[str, dict[str, Counts]] = field(default_factory=lambda: defaultdict(dict))
    worst: list[tuple[tuple[float, float, int], Wrong]] = field(default_factory=list)
    seconds: float = 0.0


def evaluate(
    answerer: Answerer,
    examples: Iterable[TrainingExample],
    *,
    most_tokens: int = 0,
    progress: Told = silent,
    answers: Path | None = None,
) -> Evaluation:
    """Ask every example, which may be gone through twice, and score what is answered; `answers` is a JSONL file to write.

    An answer may have `most_tokens`, or a quarter more than the longest gold answer in the answerer's own tokens.
    """
    most = most_tokens or longest(answerer, examples)
    kept = _Kept()
    lines = _lines(answerer, examples, most, progress, kept)
    if answers is not None:
        write_bytes(answers, lines)
    else:
        deque(lines, maxlen=0)
    worst = tuple(wrong for _, wrong in sorted(kept.worst, key=lambda one: one[0], reverse=True))
    return Evaluation(
        summarise(kept.outcomes, seconds=kept.seconds),
        by_groups(kept.outcomes),
        {kind: dict(sorted(found.items())) for kind, found in sorted(kept.paths.items())},
        tuple(kept.outcomes),
        worst,
        {**answerer.decoding, "most_tokens": most},
    )


def longest(answerer: Answerer, examples: Iterable[TrainingExample]) -> int:
    """The most tokens that an answer may have: a quarter more than the longest gold answer."""
    most = max(answerer.count(example.answer for example in examples), default=0)
    return max(ceil(ROOM * most), LEAST_TOKENS) if most else 0


def record(evaluation: Evaluation, *, model: Mapping[str, Any], release: Mapping[str, Any]) -> dict[str, Any]:
    """eval.json: what was asked of what, how, with which versions, and every figure."""
    return {
        "schema_version": 1,
        "model": dict(model),
        "release": dict(release),
        "environment": environment(),
    } | evaluation.as_json()


def environment() -> dict[str, str]:
    """The versions that had a part in a record: this program, Python, and the libraries that were loaded."""
    used = {name: version(name) for name in LIBRARIES if name in sys.modules}
    return {"goldsmith": __version__, "python": python_version(), "machine": machine()} | used


def _lines(
    answerer: Answerer, examples: Iterable[TrainingExample], most: int, progress: Told, kept: _Kept
) -> Iterator[bytes]:
    """One JSON line an answer; what is kept of it is added on the way."""
    asked: deque[TrainingExample] = deque()

    def taken() -> Iterator[TrainingExample]:
        for example in examples:
            asked.append(example)
            yield example

    found = answerer.answer(taken(), most_tokens=most, progress=progress)
    while True:
        started = perf_counter()
        answer = next(found, None)
        kept.seconds += perf_counter() - started
        if answer is None:
            return
        example = asked.popleft()
        outcome, leaves = scored(example, answer)
        _keep(kept, example, answer, outcome, leaves)
        yield orjson.dumps(_line(example, answer, outcome)) + b"\n"


def _keep(kept: _Kept, example: TrainingExample, answer: Answer, outcome: Outcome, leaves: list[Leaf]) -> None:
    kept.outcomes.append(outcome)
    if outcome.structured:
        paths = kept.paths[example.kind]
        for pattern, counts in by_pattern(leaves, example.schema).items():
            name = printable(dotted(pattern))
            paths[name] = paths.get(name, Counts()).plus(counts)
    if not outcome.exact:
        right = outcome.counts.f1 if outcome.structured else float(outcome.alike)
        badness = (-right, outcome.probability or 0.0, -len(kept.outcomes))
        if len(kept.worst) < WORST or badness > min(kept.worst, key=lambda one: one[0])[0]:
            kept.worst.append((badness, wrong(example, answer, outcome, leaves)))
            kept.worst.sort(key=lambda one: one[0], reverse=True)
            del kept.worst[WORST:]


def _line(example: TrainingExample, answer: Answer, outcome: Outcome) -> dict[str, Any]:
    return {
        "id": example.id,
        "kind": example.kind,
        "gold": example.answer,
        "answer": printable(answer.text),
        "problem": answer.problem,
        "ended": answer.ended,
        "tokens": answer.tokens,
        "mean_probability": answer.mean_probability,
        "seconds": answer.seconds,
        "counts": outcome.counts._asdict(),
        "figures": row_figures(outcome),
    }
