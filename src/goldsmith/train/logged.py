"""What the experiment log says of a run by itself: its configuration, what was observed, and its results."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goldsmith.train.compare import TITLES
from goldsmith.train.markdown import code, plain, table
from goldsmith.train.percentages import percent
from goldsmith.train.runs import DIGITS, figures_of, flat, keys

ARMS = ("base", "tuned", "rules")
"""Whose results a run holds: its base, the model it made, and the project's own readers."""
LONG = ("log", "loss_curve")
"""What of a training's figures has too many values for a log."""


def blocks(record: Mapping[str, Any]) -> dict[str, str]:
    """The blocks of a run's log, from its run.json."""
    return {
        "configuration": "\n\n".join(_configuration(record)),
        "observations": "\n\n".join(_observations(record)),
        "results": "\n\n".join(_results(record)),
    }


def _configuration(record: Mapping[str, Any]) -> Iterator[str]:
    release, base = record["release"], record.get("base") or {}
    found = "verified" if release.get("verified") else f"NOT VERIFIED: {'; '.join(release.get('faults') or ())}"
    name = code(f"{release['name']}/{release['version']}")
    yield "## Configuration"
    yield f"Release {name}, manifest {code(str(release['manifest_sha256'])[:DIGITS])}, {plain(found)}."
    if base:
        yield f"Base {code(str(base['where']))}, {code(str(base.get('identity', ''))[:DIGITS])}."
    yield table(["key", "value"], ([code(key), code(value)] for key, value in keys(record["config"])), words=2)
    yield ", ".join(f"{plain(name)} {plain(one)}" for name, one in flat(record.get("versions") or {}))


def _observations(record: Mapping[str, Any]) -> Iterator[str]:
    gates = record.get("gates") or ()
    yield f"## Observations\n\nVerdict: {plain(str(record['verdict']))}."
    yield gate_table(gates)
    broken = [gate for gate in gates if not gate["ok"]]
    yield from (f"{gate['gate']} failed:\n\n{_listed(gate['evidence'])}" for gate in broken if gate["evidence"])
    training = record.get("training") or {}
    lines = [f"{plain(key)}: {plain(value)}" for key, value in flat(training) if key not in LONG]
    if curve := training.get("loss_curve"):
        (first, begins), (last, ends) = curve[0], curve[-1]
        lines.append(f"loss: {begins:.4f} at step {first}, {ends:.4f} at step {last}, {len(curve)} logged")
    if lines:
        yield "\n".join(f"- {line}" for line in lines)


def gate_table(gates: Sequence[Mapping[str, Any]]) -> str:
    """The gates of a run as its log and its model card show them."""
    return table(["gate", "name", "verdict", "checked", "failed"], map(_gate, gates), words=3)


def _gate(gate: Mapping[str, Any]) -> Sequence[str]:
    verdict = "passed" if gate["ok"] else "**failed**"
    return [gate["gate"], plain(gate["name"]), verdict, f"{gate['checked']:,}", f"{gate['failed']:,}"]


def _listed(evidence: Sequence[str]) -> str:
    return "\n".join(f"- {code(one)}" for one in evidence)


def _results(record: Mapping[str, Any]) -> Iterator[str]:
    yield "## Results"
    results = record.get("results") or {}
    for part, title in (("task", "Held-out rows"), ("general", "General rows")):
        found = {arm: dict(figures_of(one)) for arm in ARMS if (one := (results.get(part) or {}).get(arm))}
        if found:
            metrics = [metric for metric in TITLES if any(metric in one for one in found.values())]
            rows = ([TITLES[metric], *(percent(one.get(metric)) for one in found.values())] for metric in metrics)
            yield f"{title}, percent with 95 % intervals:\n\n{table(['', *found], rows)}"
    if not results:
        yield "None: the run ended before it was evaluated."
