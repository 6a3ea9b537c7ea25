"""Folders of training runs and records of evaluations as the commands leave them, made from answers that a test chooses."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from goldsmith.extractors.examples import Turn
from goldsmith.train.answering.answers import Answer, Told, silent
from goldsmith.train.config import Config
from goldsmith.train.evaluate import Evaluation, evaluate, record
from goldsmith.train.examples import TrainingExample
from goldsmith.train.gates import gate

SCHEMA = '{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}}}'
RELEASE = {"name": "small", "version": "1.0.0", "manifest_sha256": "ab" * 32, "verified": True, "demo": False}
OTHER = RELEASE | {"version": "1.1.0", "manifest_sha256": "cd" * 32}
GREEDY = {"decoding": "greedy", "constrained": False}
RIGHT, WRONG, BROKEN, CUT = "right", "wrong", "broken", "cut"


@dataclass
class Scripted:
    """An answerer whose answers are right, have one field wrong, are no JSON, or are cut, as a test says."""

    hows: Sequence[str]
    decoding: Mapping[str, Any]
    identity: Mapping[str, Any]

    def count(self, texts: Iterable[str]) -> Iterator[int]:
        return (len(text) for text in texts)

    def answer(
        self, examples: Iterable[TrainingExample], *, most_tokens: int, progress: Told = silent
    ) -> Iterator[Answer]:
        for example, how in zip(examples, self.hows, strict=True):
            gold = json.loads(example.answer)
            said = {RIGHT: json.dumps(gold), WRONG: json.dumps(gold | {"b": 3}), BROKEN: "{", CUT: '{"a"'}[how]
            yield Answer(said, tokens=8, seconds=0.1, ended=how != CUT)


def mixed(right: int, wrong: int = 0, broken: int = 0) -> list[str]:
    """So many answers of each sort, in this order."""
    return [RIGHT] * right + [WRONG] * wrong + [BROKEN] * broken


def evaluated(path: Path, hows: Sequence[str], decoding: Mapping[str, Any] = GREEDY, kind: str = "pair") -> Evaluation:
    """An evaluation whose answers are written to `path`."""
    found, lines = _evaluated(tuple(hows), tuple(decoding.items()), kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lines)
    return found


@cache
def _evaluated(hows: tuple[str, ...], decoding: tuple[tuple[str, Any], ...], kind: str) -> tuple[Evaluation, bytes]:
    asked = (Turn("user", "What are a and b?"),)
    rows = [
        TrainingExample(f"row-{at:04d}", kind, "test", asked, json.dumps({"a": at, "b": 2}), SCHEMA, {})
        for at in range(len(hows))
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.jsonl"
        return evaluate(Scripted(hows, dict(decoding), {}), rows, answers=path), path.read_bytes()


def run(
    folder: Path,
    hows: Sequence[str],
    *,
    release: Mapping[str, Any] = RELEASE,
    decoding: Mapping[str, Any] = GREEDY,
    wrong: Mapping[str, str] | None = None,
    **config: Any,
) -> Path:
    """A finished run; `wrong` gives gates that failed with their evidence, and without answers it ended early."""
    made = Config.model_validate({"base": "maker/model", **config}).as_json()
    gates = [gate("P1", "format", "Every row has turns.", checked=len(hows) or 1, wrong=[])]
    gates += [gate(code, "merge", "It merges.", checked=1, wrong=[why]) for code, why in (wrong or {}).items()]
    results = {}
    if hows:
        kind = "+".join(made["kinds"]) or "pair"
        tuned = evaluated(folder / "answers" / "tuned.jsonl", hows, decoding, kind)
        base = evaluated(folder / "answers" / "base.jsonl", [BROKEN] * 4, decoding)
        rules = evaluated(folder / "answers" / "rules.jsonl", [RIGHT] * 4, {"decoding": "none"})
        results = {"task": {"base": base.as_json(), "tuned": tuned.as_json(), "rules": rules.as_json()}}
    held = {
        "schema_version": 1,
        "verdict": "failed" if wrong else "passed",
        "failed_gates": list(wrong or ()),
        "config": made,
        "versions": {"torch": "2.13.0"},
        "release": dict(release),
        "base": {"where": made["base"], "revision": "main", "identity": "ef" * 20},
        "gates": [one.as_json() for one in gates],
        "training": {"steps": 30, "seconds": 12.5, "trainable_parameters": 1024},
        "results": results,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_text(json.dumps(held), encoding="utf-8")
    return folder


def evaluation(folder: Path, hows: Sequence[str], model: str = "rules") -> Path:
    """The record of an evaluation with its answers beside it."""
    decoding = {"decoding": "none"} if model == "rules" else GREEDY
    found = evaluated(folder / "answers.jsonl", hows, decoding)
    held = record(found, model={"model": model}, release=RELEASE | {"split": "test"})
    (folder / "eval.json").write_text(json.dumps(held), encoding="utf-8")
    return folder / "eval.json"
