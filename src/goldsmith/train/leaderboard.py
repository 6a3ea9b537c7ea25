"""A comparison as Markdown: the leaderboard, what differed, what the rows tell apart, and what was not ranked."""

from collections.abc import Iterator, Sequence

from goldsmith.train.compare import TITLES, Comparison, Result, leaderboard
from goldsmith.train.markdown import code, plain, table
from goldsmith.train.percentages import percent, points
from goldsmith.train.runs import FAILED

METRICS = ("exact", "json_exact", "field_f1_micro", "schema_compliance", "json_valid", "text_exact", "truncated")
"""The columns of the leaderboard, those without a figure left out."""
EXPLAINED = (
    "Shares in percent with their 95 % intervals. A place is one more than the number of runs that are told to be better: "
    "row by row where both answered the same rows, otherwise where intervals do not meet. Runs at one place are ties."
)


def markdown(comparison: Comparison) -> str:
    """The whole comparison; headings are of the second level, so that it can stand in a log."""
    parts = [_board(comparison), *_keys(comparison), *_pairs(comparison), *_failures(comparison), *_remarks(comparison)]
    return "\n\n".join(parts) + "\n"


def _board(comparison: Comparison) -> str:
    results = [result for result in comparison.results if result.metric in METRICS]
    head = ["place", "run", "verdict", *(line.name for line in comparison.facts), *(one.title for one in results), "n"]
    places = {run.name: place for place, run in enumerate(comparison.runs)}
    rows = [_row(comparison, results, rank, places[run.name]) for rank, run in leaderboard(comparison.runs)]
    return f"## Leaderboard\n\n{table(head, rows, words=3 + len(comparison.facts))}\n\n{EXPLAINED}"


def _row(comparison: Comparison, results: Sequence[Result], rank: int, place: int) -> list[str]:
    run = comparison.runs[place]
    cells = [percent(result.figures[place]) for result in results]
    marked = [f"**{cell}**" if result.best == place else cell for cell, result in zip(cells, results, strict=True)]
    facts = [plain(line.cells[place]) for line in comparison.facts]
    n = max((figure.n for result in results if (figure := result.figures[place])), default=0)
    verdict = f"failed: {', '.join(gate.split()[0] for gate in run.failed)}" if run.verdict == FAILED else run.verdict
    return [str(rank or ""), plain(run.name), plain(verdict), *facts, *marked, f"{n:,}" if n else ""]


def _keys(comparison: Comparison) -> Iterator[str]:
    """A run a line, however many there are."""
    if comparison.keys:
        head = ["run", *(code(line.name) for line in comparison.keys)]
        rows = [
            [plain(run.name), *(plain(line.cells[place]) for line in comparison.keys)]
            for place, run in enumerate(comparison.runs)
        ]
        yield f"## What differed\n\n{table(head, rows)}"


def _pairs(comparison: Comparison) -> Iterator[str]:
    """The runs against the first; with a single run there is none."""
    if not comparison.pairs:
        return
    rows = [
        [plain(pair.run.name), TITLES[metric], points(found), str(found.won), str(found.lost), pair.says(metric)]
        for pair in comparison.pairs
        for metric, found in pair.differences.items()
    ]
    head = ["run", "metric", "points", "rows better", "rows worse", "told apart"]
    parts = [table(head, rows, words=2)] if rows else []
    parts += [
        f"- {plain(pair.run.name)} is not paired: {plain(pair.why_not)}" for pair in comparison.pairs if pair.why_not
    ]
    yield "\n\n".join([f"## Row by row against {plain(comparison.runs[0].name)}", *parts])


def _failures(comparison: Comparison) -> Iterator[str]:
    lines = [f"- {plain(run.name)}: {plain(gate)}" for run in comparison.runs for gate in run.failed]
    if lines:
        yield "\n".join(["## Failed gates\n", *lines])


def _remarks(comparison: Comparison) -> Iterator[str]:
    if comparison.remarks:
        yield "\n".join(["## Remarks\n", *(f"- {plain(remark)}" for remark in comparison.remarks)])
