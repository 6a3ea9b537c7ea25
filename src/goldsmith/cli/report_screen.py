"""The coverage of a manual on a terminal: the counts, what is left out and why, and what a person should look at."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from goldsmith.cli.audit_screen import visible
from goldsmith.extractors.manual.coverage import UNSTATED
from goldsmith.report.manual_page import by_reason
from goldsmith.report.manual_study import Counts

SHOWN = 8
"""Lines of one sort; the page has more of them."""
LONGEST = 240
"""Signs of one line."""


def screen(counts: Counts) -> Iterator[str]:
    """The lines, top to bottom."""
    yield from _figures(counts)
    if lines := list(_left_out(counts)):
        yield from ("", *lines)
    for title, lines, count in (
        ("warning: sections with values and no fact", counts.bare, len(counts.bare)),
        ("problems", counts.problems, len(counts.problems)),
        (
            "facts left out: the page does not bear them out",
            [f"{id}: {why}" for id, why in counts.refusals],
            counts.refused,
        ),
        ("relations that do not hold", [f"{one.page}: {one.kind}: {one.values}" for one in counts.broken], 0),
    ):
        yield from _told(title, lines, max(count, len(lines)))
    yield ""


def _figures(counts: Counts) -> Iterator[str]:
    coverage = counts.coverage
    unread = len(counts.pages) - counts.usable
    pages = f"{counts.usable:,} read" + (f", {unread:,} not" if unread else "")
    repaired = f", {counts.repaired:,} with a repair" if counts.repaired else ""
    unseen = f"; {counts.unseen:,} name a place that shows no text" if counts.unseen else ""
    holding, all_of_them = sum(n for (_, holds), n in counts.relations.items() if holds), counts.relations.total()
    yield f"pages     {pages}"
    yield f"facts     {counts.facts:,}{repaired}; {counts.facts - counts.refused:,} borne out by their page{unseen}"
    for title, used, bearing, share in (
        ("cells", coverage.used_cells, coverage.bearing_cells, coverage.share_of_cells),
        ("values", coverage.used, coverage.bearing, coverage.share),
    ):
        said = f"{used:,} of {bearing:,} {'cells' if title == 'cells' else 'texts'} with a value are facts, {share:.1%}"
        yield f"{title:<9} {said if bearing else 'none'}"
    yield f"relations {f'{holding:,} of {all_of_them:,} hold' if all_of_them else 'none to check'}"


def _left_out(counts: Counts) -> Iterator[str]:
    """The reasons that concern values, then the others on one line."""
    reasons = by_reason(counts.coverage.by_reason)
    loud = [one for one in reasons if one[0] not in UNSTATED]
    if loud:
        yield "left out"
        column = max(cell_len(reason) for reason, _, _ in loud)
        yield from (f"  {reason:<{column}}  {count:>5,}  {means}" for reason, means, count in loud)
    if quiet := [f"{count:,} {reason}" for reason, _, count in reasons if reason in UNSTATED]:
        yield f"texts that bear no value: {', '.join(quiet)}"


def _told(title: str, lines: Sequence[str], count: int) -> Iterator[str]:
    if not lines:
        return
    yield from ("", title)
    for line in lines[:SHOWN]:
        shown = visible(line)
        yield f"  {shown}" if len(shown) <= LONGEST else f"  {shown[:LONGEST]}…"
    if count > min(SHOWN, len(lines)):
        yield f"  and {count - min(SHOWN, len(lines)):,} more"
