"""`goldsmith inspect`: some examples of a release, as a person would look at them."""

from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from goldsmith.cli.inspect_screen import lacks, shown
from goldsmith.cli.screen import say
from goldsmith.core.errors import UsageError
from goldsmith.core.streams import stream
from goldsmith.datasets import manifest


def inspect(
    path: Annotated[Path, typer.Argument(help="The folder of a release.")],
    n: Annotated[int, typer.Option("-n", min=1, help="How many examples.")] = 5,
    split: Annotated[str, typer.Option(help="Only this split.")] = "",
    kind: Annotated[str, typer.Option(help="Only this record type.")] = "",
    seed: Annotated[int, typer.Option(help="Another seed shows other examples.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print the rows as JSON.")] = False,
) -> None:
    """Show some examples of a release: the prompt, the answer, and where it comes from."""
    if path.is_file():
        raise UsageError(f"{str(path)!r} is a file; give the folder of a release, which holds manifest.json")
    manifest.read_manifest(path)
    _check_asked(path, split, kind)
    rows = _drawn(path, n, split, kind, seed)
    if not rows:
        raise UsageError(f"{path} has no rows of kind {kind!r} in split {split!r}; leave one of them out")
    if json:
        say(orjson.dumps({"schema_version": 1, "rows": rows}).decode())
        return
    if reason := manifest.deprecation(path):
        say(f"DEPRECATED: {reason}")
    for row in rows:
        for line in shown(row, path):
            say(line)
        say()


def _check_asked(path: Path, split: str, kind: str) -> None:
    """Raise UsageError that names a split or a record type which the release lacks, and those that it has."""
    lines, _ = manifest.data_files(path)
    splits = list(dict.fromkeys(file.name.rpartition("-of-")[0].rpartition("-")[0] for file in lines))
    if split and split not in splits:
        raise UsageError(f"{path} has no split {split!r}; there are {', '.join(splits)}")
    kinds = _kinds(path)
    if kind and kinds and kind not in kinds:
        raise UsageError(f"{path} has no rows of kind {kind!r}; there are {', '.join(kinds)}")


def _kinds(path: Path) -> list[str]:
    """The kinds of a release's rows; none where its certificate cannot be read, which verify says."""
    try:
        return list(orjson.loads((path / manifest.CERTIFICATE).read_bytes())["rows"]["kinds"])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _drawn(path: Path, n: int, split: str, kind: str, seed: int) -> list[dict[str, Any]]:
    """A keyed sample of `n` rows by reservoir, so that a large release is read once and not held."""
    rng = stream("inspect", seed)
    kept: list[dict[str, Any]] = []
    seen = 0
    for file in manifest.data_files(path)[0]:
        if split and not file.name.startswith(f"{split}-"):
            continue
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if kind and f'"kind":"{kind}"'.encode() not in line[:200]:
                    continue
                seen += 1
                place = rng.randrange(seen) if len(kept) == n else len(kept)
                if place < n:
                    kept[place : place + 1] = [_row(line, f"jsonl/{file.name} line {number}")]
    return kept


def _row(line: bytes, where: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = orjson.loads(line)
        lacking = lacks(row)
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{where} is no row of a release: {error}; goldsmith verify says what was changed") from error
    if lacking:
        raise UsageError(
            f"{where} is no row of a release: it lacks {lacking[0]!r}; goldsmith verify says what was changed"
        )
    return row
