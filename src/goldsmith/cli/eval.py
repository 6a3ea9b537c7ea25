"""`goldsmith eval`: how well a model answers a release, or anyone's questions, field by field and with intervals."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
import typer

from goldsmith.cli.audit import mapping, writable_file
from goldsmith.cli.eval_screen import screen
from goldsmith.cli.screen import err, progress, say, width
from goldsmith.cli.stack import training_stack
from goldsmith.core.canonical import digest_of_file
from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_bytes
from goldsmith.datasets import manifest
from goldsmith.datasets.records.domain import knowledge_of
from goldsmith.train.answering.answers import Answerer, address
from goldsmith.train.answering.readers import NAME as RULES
from goldsmith.train.answering.readers import Readers
from goldsmith.train.evaluate import evaluate, record
from goldsmith.train.examples import SPLITS, TrainingExample, of_release
from goldsmith.train.foreign import of_file
from goldsmith.train.questions import questions

ANSWERING = "answer"
HUB_ID = re.compile(r"[\w-][\w.-]*/[\w.-]+(?:@[\w./-]+)?")
MODELS = (
    "rules, a folder with a model, an adapter or a run, a repository of the Hub (ORG/NAME), or http://HOST/v1#MODEL"
)
Rows = Callable[[], Iterator[TrainingExample]]


def eval_(
    model: Annotated[str, typer.Argument(help=f"Who answers: {MODELS}.")],
    release: Annotated[Path, typer.Argument(help="The folder of a release, or a data file of anyone's.")],
    split: Annotated[str, typer.Option(help="Only this split; test where a release is given.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="At most so many rows, as many of each kind; 0 takes all.")] = 0,
    batch: Annotated[int, typer.Option(min=1, help="Prompts that are answered at once.")] = 8,
    out: Annotated[Path | None, typer.Option(help="Write the record of the evaluation as JSON.")] = None,
    answers: Annotated[
        Path | None, typer.Option(help="Where every answer goes, as JSON Lines; beside --out by default.")
    ] = None,
    map_: Annotated[
        list[str] | None, typer.Option("--map", help="PART=COLUMN of a file: prompt, answer, schema, context, kind ...")
    ] = None,
    domain: Annotated[str, typer.Option(help="The folder with record types of your own, for `rules`.")] = "",
    base: Annotated[str, typer.Option(help="Where an adapter's base lies, if not where the adapter says.")] = "",
    template: Annotated[Path | None, typer.Option(help="A Jinja chat template, for a model without one.")] = None,
    precision: Annotated[
        Literal["auto", "fp32", "bf16"], typer.Option(help="The type of the model's weights.")
    ] = "auto",
    most_tokens: Annotated[
        int, typer.Option(min=0, help="The longest answer; 0 for a quarter more than the longest gold answer.")
    ] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
) -> None:
    """Ask a model every row of a split and score its answers: exactness, fields, schema, hallucination, speed, by group."""
    answers = answers or (out.with_suffix(".jsonl") if out else None)
    if out and out == answers:
        raise UsageError(f"--out {str(out)!r} is a record in JSON; call it .json, its answers take .jsonl")
    for written in (out, answers):
        if written:
            writable_file(written)
    if template is not None and not template.is_file():
        raise UsageError(f"there is no template {str(template)!r}")
    rows, held = _release(release, split, map_ or []) if release.is_dir() else _file(release, split, map_ or [])
    asked = questions(rows, limit, split=held["split"])
    loaded: dict[str, Any] = {"batch": batch, "precision": precision, "template": template, "base": base}
    if model == RULES and release.is_dir() and not any(one.schema for one in asked):
        raise UsageError(
            f"`{RULES}` reads records by their schema, and no row of {held['name']}/{held['version']} has one"
        )
    answerer = _answerer(model, domain, loaded)
    with progress() as told:
        found = evaluate(
            answerer,
            asked,
            most_tokens=most_tokens,
            progress=lambda done: told(ANSWERING, done, len(asked)),
            answers=answers,
        )
    made = record(found, model=answerer.identity, release={**held, "rows": len(asked)})
    if out:
        write_bytes(out, [orjson.dumps(made, option=orjson.OPT_INDENT_2), b"\n"])
    if json:
        say(orjson.dumps(made).decode())
    else:
        for line in screen(found, made, width()):
            say(line)


def _release(path: Path, split: str, pairs: list[str]) -> tuple[Rows, dict[str, Any]]:
    """The rows of a release whose files are those that its manifest names; its certificate is not re-verified here."""
    if pairs:
        raise UsageError(f"--map {pairs[0]!r} is for files; {str(path)!r} is a folder, and a release needs none")
    held = manifest.read_manifest(path)
    name = f"{held['name']}/{held['version']}"
    if altered := manifest.altered_files(path, held):
        raise UsageError(f"{name} is not what was released: {altered[0]}; take another copy, or see goldsmith verify")
    split = split or "test"
    there = [one for one in SPLITS if one in held.get("rows", SPLITS)]
    if split not in there:
        raise UsageError(f"{name} has no split {split!r}; there are {', '.join(there)}")
    if reason := manifest.deprecation(path):
        err.print(f"DEPRECATED: {reason}", markup=False)
    told = {"name": held["name"], "version": held["version"], "licence": held.get("licence", "")}
    told |= {"manifest_sha256": digest_of_file(path / manifest.MANIFEST), "demo": bool(held.get("demo"))}
    return partial(of_release, path, split), told | {"verified": False, "split": split}


def _file(path: Path, split: str, pairs: list[str]) -> tuple[Rows, dict[str, Any]]:
    """The rows of a file that anyone made."""
    rows = partial(of_file, path, mapping(pairs))
    next(rows(), None)
    return rows, {"name": path.name, "version": "", "sha256": digest_of_file(path), "verified": False, "split": split}


def _answerer(model: str, domain: str, loaded: Mapping[str, Any]) -> Answerer:
    if model == RULES:
        return Readers(knowledge_of(domain))
    if domain:
        raise UsageError(f"--domain {domain!r} is for `{RULES}`; model {model!r} needs none")
    with training_stack("evaluating a model"):
        return _served(model, loaded) if "://" in model else _local(model, loaded)


def _served(model: str, loaded: Mapping[str, Any]) -> Answerer:
    url, name = address(model)
    from goldsmith.train.answering.endpoint import Endpoint

    return Endpoint(url, name, concurrency=loaded["batch"])


def _local(model: str, loaded: Mapping[str, Any]) -> Answerer:
    path = Path(model)
    if not path.is_dir() and (path.exists() or not HUB_ID.fullmatch(model)):
        raise UsageError(f"there is no model {model!r}; give {MODELS}")
    from transformers.utils.logging import disable_progress_bar

    from goldsmith.train.answering.loading import Asked, load

    disable_progress_bar()
    return load(model, Asked(**loaded))
