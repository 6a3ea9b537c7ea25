"""`goldsmith probe`: what a small model from nothing learns of a release, field by field."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import orjson
import typer

from goldsmith.cli.probe_screen import screen
from goldsmith.cli.screen import progress, say
from goldsmith.cli.stack import training_stack
from goldsmith.cli.trusted import trusted
from goldsmith.core.errors import UsageError
from goldsmith.core.files import sync_folder, write_bytes
from goldsmith.datasets.records.domain import knowledge_of
from goldsmith.train import config
from goldsmith.train.examples import TrainingExample, of_release
from goldsmith.train.probe.verdicts import Probed
from goldsmith.train.questions import questions

MOST_ROWS = 50_000
"""Training rows that are taken of a larger release: as many of each kind."""
RECORD = "probe.json"
PRESETS = {"tiny": "scratch", "25m": "scratch-25m"}
"""The training configuration of each size."""


def probe(
    release: Annotated[Path, typer.Argument(help="The folder of a release.")],
    kind: Annotated[list[str] | None, typer.Option(help="Only this record type; may be given more than once.")] = None,
    size: Annotated[str, typer.Option(help=f"How large a model: {', '.join(PRESETS)}.")] = "tiny",
    epochs: Annotated[float, typer.Option(min=0, help="Passes over the training rows; 0 for the preset's.")] = 0,
    held_out: Annotated[int, typer.Option(min=1, help="At most so many held-out rows, as many of each kind.")] = 600,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Another seed gives another model.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Keep the model and probe.json in this new folder.")] = None,
    domain: Annotated[str, typer.Option(help="The folder with the release's own record types.")] = "",
    workers: Annotated[int, typer.Option(min=1, help="Processes to verify with.")] = 1,
    allow_unverified: Annotated[bool, typer.Option(help="Probe a release that does not verify.")] = False,
    allow_demo: Annotated[bool, typer.Option(help="Probe a demo, which nobody vouches for.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Train a small model from nothing on a release and report which fields it learns: stated ones, and unstated ones."""
    settings = _settings(size, epochs, seed)
    _check_new(out)
    trust = trusted(
        release,
        domain=domain,
        workers=workers,
        allow_unverified=allow_unverified,
        allow_demo=allow_demo,
        json=json,
    )
    train = _rows(release, "train", kind or [], MOST_ROWS)
    asked = _rows(release, _held_out(release), kind or [], held_out)
    learn = _learner()
    with _folder(out) as work, progress() as told:
        found = learn(trust, settings, train, asked, work, knowledge=knowledge_of(domain), progress=told)
        if out:
            write_bytes(work / RECORD, [orjson.dumps(found.as_json(), option=orjson.OPT_INDENT_2), b"\n"])
    if json:
        say(orjson.dumps(found.as_json()).decode())
    else:
        for line in screen(found):
            say(line)


def _settings(size: str, epochs: float, seed: int) -> config.Config:
    """The preset of a size, changed as asked; nothing is evaluated on the way."""
    if size not in PRESETS:
        raise UsageError(f"--size {size!r} is none of {', '.join(PRESETS)}")
    preset = config.load(PRESETS[size])
    asked = {"seed": seed, "epochs": epochs or preset.epochs, "evaluate_every": sys.maxsize}
    return preset.model_copy(update=asked)


def _check_new(out: Path | None) -> None:
    if out and (out.is_file() or (out.is_dir() and any(out.iterdir()))):
        raise UsageError(f"--out {str(out)!r} is not empty; a probe overwrites nothing")


def _held_out(release: Path) -> str:
    """The split that is asked: test, or validation where a release has no test rows."""
    return "validation" if not list((release / "data").glob("test-*.parquet")) else "test"


def _rows(release: Path, split: str, kinds: list[str], most: int) -> list[TrainingExample]:
    """At most so many rows of a split, as many of each kind as there are.

    Raises UsageError where the release has no such split, or no rows of a kind.
    """
    there: set[str] = set()

    def opened() -> Iterator[TrainingExample]:
        for example in of_release(release, split):
            there.add(example.kind)
            if not kinds or example.kind in kinds:
                yield example

    if missing := [one for one in kinds if not any(row.kind == one for row in of_release(release, split))]:
        there.update(row.kind for row in of_release(release, split))
        raise UsageError(f"--kind {missing[0]!r}: split {split!r} has no such rows; it has {', '.join(sorted(there))}")
    return list(questions(opened, most))


def _learner() -> Callable[..., Probed]:
    """The function that trains and asks; its libraries take seconds to import."""
    with training_stack("a probe"):
        from goldsmith.train.probe.learn import probe as learn
    return learn


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    """Where a probe works: a folder that is gone afterwards, or one that takes its final name when all is written."""
    if out is None:
        with TemporaryDirectory(prefix="goldsmith-probe-") as name:
            yield Path(name)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{out.name}.partial-", dir=out.parent) as name:
        work = Path(name) / "probe"
        work.mkdir()
        yield work
        sync_folder(work)
        work.replace(out)
