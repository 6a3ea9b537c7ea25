"""`goldsmith compare`: training runs and evaluations side by side."""

from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from goldsmith.cli.audit import writable_file
from goldsmith.cli.compare_screen import screen
from goldsmith.cli.screen import out, say, width
from goldsmith.core.canonical import digest
from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_text
from goldsmith.report.compare_page import page
from goldsmith.train.compare import Comparison, Pair, leaderboard
from goldsmith.train.compare import compare as side_by_side
from goldsmith.train.journal import fill
from goldsmith.train.leaderboard import markdown as as_markdown
from goldsmith.train.runs import Run, read


def compare(
    runs: Annotated[
        list[Path], typer.Argument(help="Folders of runs, or eval.json files; the first is the reference.")
    ],
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the leaderboard as Markdown.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a page with charts, differences and gates.")] = None,
    journal: Annotated[Path | None, typer.Option(help="Fill the comparison into an experiment log.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say what differed in the configuration of runs and in their results, and what their rows can tell apart."""
    if json and markdown:
        raise UsageError("--json and --markdown both print; choose one")
    for written in (html, journal):
        if written:
            _refuse(written, runs)
            writable_file(written)
    found = side_by_side(read(runs))
    if html:
        write_text(html, page(found))
    if journal:
        fill(journal, journal.stem, {f"comparison-{_key(found)}": as_markdown(found)})
    if json:
        say(orjson.dumps(_as_json(found)).decode())
    elif markdown:
        say(as_markdown(found).rstrip("\n"))
    else:
        out.print(*screen(found, width()), sep="\n", markup=False)


def _refuse(written: Path, runs: list[Path]) -> None:
    """Raises UsageError where a file to write is one of the records."""
    if written.resolve() in {place.resolve() for run in runs for place in (run, run / "run.json")}:
        raise UsageError(f"cannot write {str(written)!r}: it is one of the runs")


def _key(found: Comparison) -> str:
    """What tells this comparison from others in one log: the runs and their order."""
    return digest("\n".join(run.name for run in found.runs).encode())[:8]


def _as_json(found: Comparison) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "runs": [_run(run) for run in found.runs],
        "leaderboard": [{"place": place or None, "run": run.name} for place, run in leaderboard(found.runs)],
        "differs": {line.name: list(line.cells) for line in found.keys},
        "best": {one.metric: None if one.best is None else found.runs[one.best].name for one in found.results},
        "pairs": [_pair(pair) for pair in found.pairs],
        "remarks": list(found.remarks),
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "name": run.name,
        "verdict": run.verdict,
        "failed": list(run.failed),
        "facts": dict(run.facts),
        "config": dict(run.config),
        "costs": dict(run.costs),
        "setting": dict(run.setting),
        "figures": {metric: figure._asdict() for metric, figure in run.figures.items()},
        "answered": len(run.rows),
        "no_rows": run.no_rows,
    }


def _pair(pair: Pair) -> dict[str, Any]:
    differences = {
        metric: found._asdict() | {"told_apart": pair.says(metric)} for metric, found in pair.differences.items()
    }
    return {"run": pair.run.name, "differences": differences, "why_not": pair.why_not}
