"""run.json and what is written from it: the verdict, every figure of a run, its model cards and its experiment log."""

from dataclasses import dataclass, replace
from typing import Any

from goldsmith.train import journal, logged, model_card
from goldsmith.train.after import upload
from goldsmith.train.after.after import After
from goldsmith.train.after.asking import TASK
from goldsmith.train.bases import Base
from goldsmith.train.config import Config
from goldsmith.train.evaluate import Evaluation, environment
from goldsmith.train.fit.fit import Fitted
from goldsmith.train.gates import Gate, failed
from goldsmith.train.preflight.found import Preflight
from goldsmith.train.release import Release
from goldsmith.train.run_folder import RunFolder

VERSION = 1
LOG = "log.md"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a run came to: a run that stopped at a gate lacks what would have followed.

    `rules` is what the project's own readers answered to the same held-out rows, `uploaded` is U1.
    """

    config: Config
    release: Release
    base: Base
    preflight: Preflight
    fitted: Fitted | None
    followed: After | None
    rules: Evaluation | None
    uploaded: Gate | None = None

    @property
    def gates(self) -> tuple[Gate, ...]:
        """Every gate that was reached, in order."""
        return (
            *self.preflight.gates,
            *(self.fitted.gates if self.fitted else ()),
            *(self.followed.gates if self.followed else ()),
            *((self.uploaded,) if self.uploaded else ()),
        )


def written(parts: Parts, folder: RunFolder) -> dict[str, Any]:
    """Write the model cards, the experiment log and, last of all, run.json; gives what run.json holds.

    U1 looks through the cards and stands in them, so they are written before it and after it.
    """
    record = _with_cards(parts, folder)
    if parts.followed:
        record = _with_cards(replace(parts, uploaded=upload.of_run(folder, parts.base)), folder)
    journal.fill(
        folder.path / LOG, f"{parts.release.name} {parts.release.version}: {folder.path.name}", logged.blocks(record)
    )
    folder.write_record(record)
    return record


def _with_cards(parts: Parts, folder: RunFolder) -> dict[str, Any]:
    record = _record(parts)
    for shipped in folder.shipped:
        model_card.write(record, shipped)
    return record


def _record(parts: Parts) -> dict[str, Any]:
    broken = [one.code for one in failed(parts.gates)]
    return {
        "schema_version": VERSION,
        "verdict": "failed" if broken else "passed",
        "failed_gates": broken,
        "config": parts.config.as_json(),
        "versions": environment(),
        "release": parts.release.as_json(),
        "base": {"where": parts.config.base, "revision": parts.base.revision, "identity": parts.base.identity},
        "gates": [one.as_json() for one in parts.gates],
        "preflight": {key: value for key, value in parts.preflight.as_json().items() if key in ("lengths", "cost")},
        "training": _training(parts),
        "merged": parts.followed.merged if parts.followed else "",
        "results": _results(parts),
    }


def _training(parts: Parts) -> dict[str, Any]:
    if parts.fitted is None:
        return {}
    cost = parts.preflight.cost
    size = {"parameters": cost.parameters, "trainable_parameters": cost.trainable} if cost else {}
    return size | parts.fitted.training


def _results(parts: Parts) -> dict[str, Any]:
    found = parts.followed.results() if parts.followed else {}
    if found:
        found[TASK]["rules"] = parts.rules.as_json() if parts.rules else None
    return found
