"""`train`: one run from a release to a model: base, preflight, fit, what follows, and the record that names the verdict."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import orjson
import yaml

from goldsmith.core.errors import UsageError
from goldsmith.core.files import writable_folder, write_bytes, write_text
from goldsmith.train.after.after import After, after
from goldsmith.train.answering.readers import Readers
from goldsmith.train.bases import Base
from goldsmith.train.config import SCRATCH, Config
from goldsmith.train.evaluate import Evaluation, evaluate
from goldsmith.train.examples import SPLITS, TrainingExample, of_release
from goldsmith.train.fit import fit
from goldsmith.train.fit.data import wanted
from goldsmith.train.fit.fit import Fitted, Prepared
from goldsmith.train.fit.general import general
from goldsmith.train.gates import failed
from goldsmith.train.preflight.found import Preflight
from goldsmith.train.preflight.run import preflight
from goldsmith.train.progress import Progress
from goldsmith.train.questions import questions
from goldsmith.train.record import Parts, written
from goldsmith.train.release import Release
from goldsmith.train.run_folder import RunFolder
from goldsmith.train.scratch.make import make
from goldsmith.validators.knowledge import BUILTIN, Knowledge


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that a run reads: the release's splits, and general rows to mix in and to be held against."""

    train: Sequence[TrainingExample]
    validation: Sequence[TrainingExample]
    test: Sequence[TrainingExample]
    to_mix: Sequence[TrainingExample]
    kept_back: Sequence[TrainingExample]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gave: where it stands, its preflight, and run.json, which a check that stops there does not write."""

    folder: RunFolder
    preflight: Preflight
    record: dict[str, Any] | None = None

    @property
    def failed(self) -> list[dict[str, Any]]:
        """The gates that did not pass, as run.json holds them."""
        gates = self.record["gates"] if self.record else [one.as_json() for one in self.preflight.gates]
        return [one for one in gates if not one["ok"]]


def train(
    config: Config,
    release: Release,
    folder: RunFolder,
    progress: Progress,
    *,
    knowledge: Knowledge = BUILTIN,
    check: bool = False,
    shown: Callable[[Preflight], None] = lambda found: None,
) -> Run:
    """Train a model on a release, or only look whether it could be (`check`); a killed run goes on where it stopped.

    `shown` is told of the preflight before the first step; `knowledge` is what the project's own readers answer with.
    Raises UsageError for what cannot be trained at all; a gate that fails ends the run, whose record names it.
    """
    rows = _rows(config, release)
    writable_folder(folder.path)
    with folder.held():
        _claim(config, release, folder)
        base = _base(config, rows, folder, progress)
        prepared = fit.prepare(config, base, rows.train, rows.validation, rows.to_mix, folder)
        found = _looked_at(config, base, prepared, rows, progress)
        shown(found)
        write_bytes(folder.path / "preflight.json", [orjson.dumps(found.as_json(), option=orjson.OPT_INDENT_2), b"\n"])
        if check:
            return Run(folder, found)
        fitted = fit.run(prepared, folder, progress) if found.ok else None
        whole = fitted is not None and not failed(fitted.gates)
        held_out = list(questions(lambda: iter(rows.test), config.held_out)) if whole else []
        followed = _followed(prepared, fitted, held_out, rows, folder, progress) if fitted and whole else None
        rules = _read(held_out, knowledge, folder) if whole else None
        return Run(folder, found, written(Parts(config, release, base, found, fitted, followed, rules), folder))


def _rows(config: Config, release: Release) -> Rows:
    """The rows of the kinds that are asked for.

    Raises UsageError for a split that is missing or has none of these kinds, and for too few general rows.
    """
    splits = {split: list(_of_kinds(config, release, split)) for split in SPLITS}
    empty = [split for split, found in splits.items() if not found]
    if empty:
        kinds = ", ".join(config.kinds) or "any kind"
        raise UsageError(f"{release.name}/{release.version} has no rows of {kinds} in {', '.join(empty)}")
    to_mix, kept_back = general(config.mix)
    if config.mix is not None:
        wanted(len(splits["train"]), len(to_mix), config.mix.share)
    return Rows(splits["train"], splits["validation"], splits["test"], to_mix, kept_back)


def _of_kinds(config: Config, release: Release, split: str) -> Iterator[TrainingExample]:
    for example in of_release(release.folder, split):
        if not config.kinds or example.kind in config.kinds:
            yield example


def _claim(config: Config, release: Release, folder: RunFolder) -> None:
    """Let a run begin or go on in this folder.

    Raises UsageError where it holds a finished run, or one of another configuration or release, whose words a base made
    from nothing has, that came further than its own file.
    """
    if folder.record.is_file():
        raise UsageError(f"{str(folder.path)!r} holds a finished run: choose another --out, or delete it")
    told = f"# {release.name}/{release.version}, manifest {release.manifest_sha256}\n"
    text = told + yaml.safe_dump(config.as_json(), sort_keys=False, allow_unicode=True)
    path = folder.path / "config.yaml"
    begun = any(one.name != path.name for one in folder.path.iterdir())
    if begun and path.is_file() and path.read_text(encoding="utf-8") != text:
        raise UsageError(
            f"{str(folder.path)!r} holds a run of another configuration or release: choose another --out, or delete it"
        )
    write_text(path, text)


def _base(config: Config, rows: Rows, folder: RunFolder, progress: Progress) -> Base:
    """The base that is asked for; one from nothing is made once, and found again by a run that goes on."""
    if not config.scratch:
        return Base(config.base, config.revision, config.template)
    size = config.base.removeprefix(SCRATCH)
    return make(size, rows.train, folder.base, seed=config.seed, steps=config.induction, progress=progress)


def _looked_at(config: Config, base: Base, prepared: Prepared, rows: Rows, progress: Progress) -> Preflight:
    """The preflight over every row, written as the model will see it."""
    held_out = [prepared.codec.example(row) for row in chain(rows.validation, rows.test, rows.kept_back)]
    return preflight(prepared.trainer, base, config, prepared.train, held_out, prepared.general, progress)


def _followed(
    prepared: Prepared,
    fitted: Fitted,
    held_out: Sequence[TrainingExample],
    rows: Rows,
    folder: RunFolder,
    progress: Progress,
) -> After:
    live = prepared.trainer.model
    return after(prepared.config, prepared.base, fitted, live, folder, held_out, rows.kept_back, progress)


def _read(held_out: Sequence[TrainingExample], knowledge: Knowledge, folder: RunFolder) -> Evaluation | None:
    """What the project's own readers answer: a ceiling without a model; None where there is a row without a schema."""
    if not all(row.schema for row in held_out):
        return None
    return evaluate(Readers(knowledge), held_out, answers=folder.answers / "rules.jsonl")
