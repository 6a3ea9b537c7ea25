"""A comparison on a terminal: runs side by side where they fit, a run a line where they do not."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from goldsmith.cli.audit_screen import visible
from goldsmith.train.compare import TITLES, Comparison, leaderboard, ranked_by
from goldsmith.train.percentages import percent, points
from goldsmith.train.runs import Run

GAP = "  "
MARK = " *"
MARKED = "* told to be better than every run that it is ranked against"
LONG = ("exact", "json_exact", "text_exact", "field_f1_micro", "truncated")
"""The results that a run on one line shows."""
SHOWN = 12
"""Lines of one sort of remark."""
TOLD = {"better": "better", "worse": "worse", "no": "not told apart"}
EMPTY = "-"


def screen(comparison: Comparison, width: int) -> Iterator[str]:
    """The lines, top to bottom."""
    side_by_side = list(_columns(_side_by_side(comparison)))
    wide = max(map(cell_len, side_by_side)) > width
    if wide:
        same = [f"{line.name} {visible(line.cells[0])}" for line in comparison.facts if len(set(line.cells)) == 1]
        yield from ([f"all runs: {', '.join(same)}", ""] if same else [])
    yield from _columns(_line_by_line(comparison)) if wide else side_by_side
    if any(result.best is not None for result in comparison.results):
        yield MARKED
    for title, lines in (
        (f"row by row against {visible(comparison.runs[0].name)}", [] if wide else list(_columns(_paired(comparison)))),
        (
            "not paired",
            [f"{visible(pair.run.name)}: {visible(pair.why_not)}" for pair in comparison.pairs if pair.why_not],
        ),
        ("failed gates", [f"{visible(run.name)}: {visible(gate)}" for run in comparison.runs for gate in run.failed]),
        ("remarks", [visible(remark) for remark in comparison.remarks]),
    ):
        if lines:
            yield from ("", title, *(f"{GAP}{line}" for line in lines[:SHOWN]))
        if len(lines) > SHOWN:
            yield f"{GAP}and {len(lines) - SHOWN} more; --json lists them all"


def _side_by_side(comparison: Comparison) -> Iterator[Sequence[str]]:
    """A property a line; the runs are columns."""
    yield ["", *(run.name for run in comparison.runs)]
    yield ["verdict", *(_verdict(run) for run in comparison.runs)]
    for line in (*comparison.facts, *comparison.keys, *comparison.costs):
        yield [line.name, *line.cells]
    for result in comparison.results:
        marks = (MARK if place == result.best else "" for place in range(len(result.figures)))
        yield [result.title, *(f"{percent(figure)}{mark}" for figure, mark in zip(result.figures, marks, strict=True))]
        if result.metric in LONG:
            yield [f"{GAP}rows", *(f"{figure.n:,}" if figure else "" for figure in result.figures)]


def _line_by_line(comparison: Comparison) -> Iterator[Sequence[str]]:
    """A run a line, the best first; what sets it apart from the others comes last."""
    metric, reference = ranked_by(comparison.runs), comparison.runs[0]
    results = [result for result in comparison.results if result.metric in LONG]
    lines = [line for line in (*comparison.facts, *comparison.keys) if len(set(line.cells)) > 1]
    yield ["place", "run", *(result.title for result in results), f"against {reference.name}", "verdict", "differs in"]
    pairs = {pair.run.name: pair for pair in comparison.pairs}
    places = {run.name: place for place, run in enumerate(comparison.runs)}
    for rank, run in leaderboard(comparison.runs):
        place, pair = places[run.name], pairs.get(run.name)
        cells = [f"{percent(result.figures[place])}{MARK if place == result.best else ''}" for result in results]
        against = points(pair.differences[metric]) if pair and metric in pair.differences else ""
        told = f"{against} {TOLD[pair.says(metric)]}" if pair and against else ""
        keys = GAP.join(f"{line.name} {line.cells[place]}" for line in lines if line.cells[place])
        yield [str(rank or ""), run.name, *cells, told, _verdict(run), keys]


def _paired(comparison: Comparison) -> Iterator[Sequence[str]]:
    for pair in comparison.pairs:
        for metric, found in pair.differences.items():
            counts = f"{found.won:,} rows better, {found.lost:,} worse"
            yield [
                pair.run.name,
                TITLES[metric],
                f"{points(found)} points",
                f"of {found.n:,}",
                counts,
                TOLD[pair.says(metric)],
            ]


def _verdict(run: Run) -> str:
    """The verdict with the gates that did not pass."""
    return f"{run.verdict} {', '.join(gate.split()[0] for gate in run.failed)}".rstrip()


def _columns(rows: Iterator[Sequence[str]]) -> Iterator[str]:
    """The cells under each other; an empty one is a dash."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    for place, row in enumerate(shown):
        filled = [cell or (EMPTY if place and number else "") for number, cell in enumerate(row)]
        yield GAP.join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(filled, widths, strict=True)
        ).rstrip()
