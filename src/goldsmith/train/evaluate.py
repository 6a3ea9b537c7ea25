"""A model held against gold answers: every row answered, scored and kept as an outcome, and the record of it all."""

import json
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.metadata import version
from math import ceil
from pathlib import Path
from platform import machine, python_version
from time import perf_counter
from typing import Any

import orjson

from goldsmith import __version__
from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_bytes
from goldsmith.core.streams import stream
from goldsmith.extractors.reading import dotted
from goldsmith.train.answering.answers import Answer, Answerer, Told, silent
from goldsmith.train.examples import TrainingExample
from goldsmith.train.measure.fields import ABSENT, Counts, Leaf, by_pattern
from goldsmith.train.measure.parse import strict
from goldsmith.train.measure.score import Outcome, scored
from goldsmith.train.measure.summary import Summary, by_groups, row_figures, summarise

ROOM = 1.25
"""How much longer than the longest gold answer an answer may be."""
LEAST_TOKENS = 16
WORST = 3
"""Wrong answers that are kept whole, to be shown."""
DIFFERENCES = 8
"""Leaves that are shown of a wrong answer."""
LIBRARIES = ("torch", "transformers", "tokenizers", "accelerate", "trl", "peft", "bitsandbytes", "openai")
"""Whose versions a record holds, as far as they were loaded."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Rows that can be gone through more than once without being held; `chosen` are their places, None for all."""

    opened: Callable[[], Iterator[TrainingExample]]
    count: int
    chosen: frozenset[int] | None = None

    def __iter__(self) -> Iterator[TrainingExample]:
        for place, example in enumerate(self.opened()):
            if self.chosen is None or place in self.chosen:
                yield example

    def __len__(self) -> int:
        return self.count


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
            "worst": [_as_json(wrong) for wrong in self.worst],
        }


@dataclass
class _Kept:
    """What is kept while rows go by: small outcomes, counts by path, and the few worst answers."""

    outcomes: list[Outcome] = field(default_factory=list)
    paths: dict[str, dict[str, Counts]] = field(default_factory=lambda: defaultdict(dict))
    worst: list[tuple[tuple[float, float, int], Wrong]] = field(default_factory=list)
    seconds: float = 0.0


def questions(
    opened: Callable[[], Iterator[TrainingExample]], limit: int = 0, *, split: str = "", seed: int = 0
) -> Questions:
    """The rows of a split, or of all for "", at most `limit` of them: as many of each kind as there are, a keyed sample.

    Raises UsageError where there is none.
    """
    by_kind: dict[str, list[int]] = {}
    splits: dict[str, None] = {}
    for place, example in enumerate(opened()):
        splits[example.split] = None
        if not split or example.split == split:
            by_kind.setdefault(example.kind, []).append(place)
    count = sum(map(len, by_kind.values()))
    if not count:
        raise UsageError(f"no rows of split {split!r}; there are {', '.join(splits) or 'none at all'}")
    if not limit or limit >= count:
        return Questions(opened, count, frozenset().union(*by_kind.values()) if split else None)
    chosen = _evenly(by_kind, limit, seed)
    return Questions(opened, len(chosen), frozenset(chosen))


def _evenly(by_kind: Mapping[str, Sequence[int]], limit: int, seed: int) -> list[int]:
    """As many places of each kind as can be; what a small kind leaves goes to the others."""
    chosen: list[int] = []
    names = sorted(by_kind, key=lambda name: (len(by_kind[name]), stream("evaluate", seed, name).random()))
    for done, name in enumerate(names):
        share = (limit - len(chosen)) // (len(names) - done)
        chosen += stream("evaluate", seed, "rows", name).sample(by_kind[name], min(share, len(by_kind[name])))
    return chosen


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
            name = _printable(dotted(pattern))
            paths[name] = paths.get(name, Counts()).plus(counts)
    if not outcome.exact:
        right = outcome.counts.f1 if outcome.structured else float(outcome.alike)
        badness = (-right, outcome.probability or 0.0, -len(kept.outcomes))
        if len(kept.worst) < WORST or badness > min(kept.worst, key=lambda one: one[0])[0]:
            kept.worst.append((badness, _wrong(example, answer, outcome, leaves)))
            kept.worst.sort(key=lambda one: one[0], reverse=True)
            del kept.worst[WORST:]


def _wrong(example: TrainingExample, answer: Answer, outcome: Outcome, leaves: list[Leaf]) -> Wrong:
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
    return str(value) if isinstance(value, Decimal) else _printable(json.dumps(value, ensure_ascii=False, default=str))


def _line(example: TrainingExample, answer: Answer, outcome: Outcome) -> dict[str, Any]:
    return {
        "id": example.id,
        "kind": example.kind,
        "gold": example.answer,
        "answer": _printable(answer.text),
        "problem": answer.problem,
        "ended": answer.ended,
        "tokens": answer.tokens,
        "mean_probability": answer.mean_probability,
        "seconds": answer.seconds,
        "counts": outcome.counts._asdict(),
        "figures": row_figures(outcome),
    }


def _as_json(wrong: Wrong) -> dict[str, Any]:
    differences = [{"path": path, "gold": gold, "found": found} for path, gold, found in wrong.differences]
    return {
        "id": wrong.id,
        "kind": wrong.kind,
        "prompt": wrong.prompt,
        "gold": wrong.gold,
        "answer": _printable(wrong.answer),
        "problem": wrong.problem,
        "differences": differences,
    }


def _printable(text: str) -> str:
    """The text as UTF-8 can hold it: half of a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
