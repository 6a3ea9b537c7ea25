"""The first screen of an audit: what the file is, what a trainer would see, its tasks, and the findings, worst first."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from goldsmith.audit.catalogue import entry
from goldsmith.audit.document import Numbers, tasks
from goldsmith.audit.findings import Finding, Severity
from goldsmith.audit.overview import Overview
from goldsmith.audit.run import Report
from goldsmith.cli.screen import out
from goldsmith.extractors.examples import Example
from goldsmith.extractors.rendering import pieces

LINES = 39
"""Lines of the first screen; the one line on stderr makes forty."""
FILES = 3
TASKS = 4
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
FULL, SHORT, LINE = 9, 2, 1
"""What a finding may show: all of it in so many lines at most, its headline and one example, the headline alone."""
MOST_LINES = 3
"""Lines of a headline with its figures."""
HANGING = 8
"""Blanks before what belongs to a headline."""
MOST_COLUMNS = 2
FILLED = 0.999


def screen(report: Report, overview: Overview, numbers: Numbers, width: int) -> list[Text]:
    """The lines of the first screen, none wider than `width` cells."""
    top = [*_files(overview, width), Text(), *_seen(overview, numbers, width), Text(), *_tasks(report, numbers), Text()]
    lines = top + list(_findings(report, numbers, LINES - len(top), width))
    for line in lines:
        line.truncate(width, overflow="ellipsis")
        line.no_wrap = True
    return lines


def visible(text: str) -> str:
    """The text on one line: line ends shown as ⏎, control and direction marks as escapes, so that none acts on the terminal."""
    flat = text.replace("\r\n", "\n").replace("\n", "⏎").replace("\t", "⇥")
    return "".join(sign if sign.isprintable() or sign == " " else ascii(sign)[1:-1] for sign in flat)


def cut(text: str, width: int) -> str:
    """A text that fits the width: its beginning and its end, which is where requests stand."""
    begins, ends = halves(text, width * 2 // 3, width - width * 2 // 3 - 1)
    whole = visible(text) if len(text) <= 4 * width else ""
    return whole if whole and cell_len(whole) <= width else f"{begins} {ends}".rstrip()


def halves(text: str, first: int, second: int) -> tuple[str, str]:
    """A text on two lines of these widths: what does not fit is left out between them. Empty for a blank text."""
    if not text.strip():
        return "", ""
    begins = visible(text[: 2 * first])
    if len(text) <= 2 * first and cell_len(begins) <= first:
        return begins, ""
    begins = set_cell_size(begins, first).rstrip()
    rest = visible(text[-2 * second :]) if len(text) > 2 * (first + second) else visible(text)[len(begins) :]
    return begins, rest if cell_len(rest) <= second else f"… {_tail(rest, second - 2)}"


def _tail(text: str, width: int) -> str:
    while cell_len(text) > width:
        text = text[max(1, (cell_len(text) - width) // 2) :]
    return text


def _files(overview: Overview, width: int) -> Iterator[Text]:
    for view in overview.files[:FILES]:
        shapes = ", ".join(name if len(view.shapes) == 1 else f"{name} {count:,}" for name, count in view.shapes)
        line = Text.assemble((_path(view.file, width - 46), "bold"), f"  {view.rows:,} rows · {shapes or 'unreadable'}")
        line.append(f" · {_size(view.size)}", "dim")
        if view.unreadable:
            line.append(f" · {view.unreadable:,} unreadable", STYLES[Severity.ERROR])
        yield line
    if len(overview.files) > FILES:
        yield Text(
            f"and {len(overview.files) - FILES} more files, {sum(v.rows for v in overview.files[FILES:]):,} rows"
        )
    yield from _columns(overview, width)
    total = sum(count for _, count in overview.splits) or 1
    parts = [f"{name or 'unnamed'} {count:,} ({count / total:.0%})" for name, count in overview.splits]
    if any(name for name, _ in overview.splits):
        yield _row("splits", ", ".join(parts))
    yield _row(
        "characters",
        ", ".join(
            f"{one.part} {one.smallest:,} to {one.largest:,} (half under {one.median + 1:,})"
            for one in overview.lengths
        ),
    )


def _path(file: str, width: int) -> str:
    shown = visible(file)
    return shown if cell_len(shown) <= width else f"…{shown[-width + 1 :]}"


def _columns(overview: Overview, width: int) -> Iterator[Text]:
    told: dict[str, list[float]] = {}
    for column in overview.columns:
        types = "/".join(name for name, _ in column.types) or "empty"
        told.setdefault(f"{visible(column.name)} {types}", []).append(column.filled)
    lines = [""]
    for name, filled in told.items():
        word = name if min(filled) > FILLED else f"{name} {min(filled):.0%}"
        if lines[-1] and cell_len(lines[-1]) + cell_len(word) + 2 > width - LABEL:
            lines.append("")
        lines[-1] += (", " if lines[-1] else "") + word
    hidden = sum(line.count(", ") + 1 for line in lines[MOST_COLUMNS:])
    for number, line in enumerate(lines[:MOST_COLUMNS]):
        more = f" and {hidden} more" if hidden and number == MOST_COLUMNS - 1 else ""
        room = width - LABEL - len(more)
        yield _row(
            "" if number else "columns",
            (line if cell_len(line) <= room else set_cell_size(line, room - 1) + "…") + more,
        )


LABEL = 12


def _row(label: str, text: str) -> Text:
    return Text.assemble((f"{label:<{LABEL}}", "dim"), text)


def _seen(overview: Overview, numbers: Numbers, width: int) -> Iterator[Text]:
    yield Text("What a trainer would see, and what the model would learn to write", "bold")
    for shown in overview.shown:
        name = visible(numbers.named(shown.example.place))
        reads, learns = _split(shown.example)
        label = f"  {name} ({shown.why}) "
        begins, ends = halves(reads, width - len(label), width - len(INDENT))
        yield Text.assemble((label, "dim"), begins or f"(nothing) {reads!r}")
        if ends:
            yield Text(INDENT + ends)
        learnt = cut(learns, width - len(INDENT) - 7) if learns.strip() else f"(nothing) {learns!r}"
        yield Text.assemble(
            (f"{INDENT}learns ", "dim"), (learnt, "green" if learns.strip() else STYLES[Severity.ERROR])
        )


INDENT = "    "


def _split(example: Example) -> tuple[str, str]:
    """The training text up to the last answer, earlier answers in brackets; and all that is learned."""
    every = pieces(example)
    last = max((place for place, piece in enumerate(every) if piece.learned), default=len(every))
    read = "".join(f"⟦{piece.text}⟧" if piece.learned else piece.text for piece in every[:last])
    return read, "\n".join(piece.text for piece in every if piece.learned)


def _tasks(report: Report, numbers: Numbers) -> Iterator[Text]:
    every = list(tasks(report, numbers))
    yield Text(f"Tasks in the file: {len(every)}", "bold")
    for task in every[:TASKS]:
        yield Text(f"  {task['share']:>5.1%}  {visible(task['task'])}")
    if len(every) > TASKS:
        yield Text(f"  {sum(task['share'] for task in every[TASKS:]):>5.1%}  {len(every) - TASKS} more", "dim")


def _findings(report: Report, numbers: Numbers, room: int, width: int) -> Iterator[Text]:
    yield Text(f"Findings: {_counted(report.findings) or 'none'}", "bold")
    folded = list(_folded(report.findings))
    full = [list(_finding(alike, numbers, width)) for alike in folded]
    heights, hidden = _heights(folded, [len(lines) for lines in full], room - 1)
    for alike, lines, height in zip(folded, full, heights, strict=False):
        yield from lines if height == FULL else _brief(alike, numbers, height)
    if hidden:
        yield Text(f"and {_counted([one for alike in hidden for one in alike])}: --json or --html shows them", "dim")


Alike = Sequence[Finding]
"""Findings of one check that say the same, of which the first is shown."""


def _folded(findings: Sequence[Finding]) -> Iterator[Alike]:
    alike: dict[tuple[Severity, str, str], list[Finding]] = {}
    for found in findings:
        alike.setdefault((found.severity, found.check, found.says), []).append(found)
    yield from alike.values()


def _heights(findings: Sequence[Alike], full: Sequence[int], room: int) -> tuple[list[int], Sequence[Alike]]:
    """What each finding shows, in order, where all of it takes `full` lines; and the findings for which there is no room."""
    few = min(len(findings), 3)
    kept = len(findings)
    while kept > few and sum(full[:few]) + (kept - few) + (kept < len(findings)) > room:
        kept -= 1
    heights = [LINE] * kept
    left = room - kept - (kept < len(findings))
    for better in (FULL, SHORT):
        for number, height in enumerate(heights):
            more = (full[number] if better == FULL else better) - height
            if height < better and left >= more:
                heights[number] = better
                left -= more
    return heights, findings[kept:]


SQL = "sql"
"""The figure that is a rule's statement: for the document, too long for the screen."""


def _counted(findings: Sequence[Finding]) -> str:
    counts = [(one, sum(found.severity is one for found in findings)) for one in sorted(Severity, reverse=True)]
    return ", ".join(f"{count} {one.name.lower()}{'s' if count > 1 else ''}" for one, count in counts if count)


def _finding(alike: Alike, numbers: Numbers, width: int) -> Iterator[Text]:
    """A finding with what it means and two examples, its sentences whole."""
    yield from _hanging(_headline(alike), width)
    means = Text(f"{'':{HANGING}}→ {visible(entry(alike[0].check).means)}", "italic")
    yield from _hanging(means, width)
    yield from _examples(alike, numbers, 2)


def _hanging(text: Text, width: int) -> Iterator[Text]:
    """A text in lines of this width, those after the first under its beginning."""
    first = text.wrap(out, width)[0]
    first.rstrip()
    yield first
    rest = text[len(text) - len(text.plain[len(first) :].lstrip()) :] if len(first) < len(text) else Text()
    for line in rest.wrap(out, width - HANGING)[: MOST_LINES - 1] if rest else ():
        line.rstrip()
        yield Text.assemble(" " * HANGING, line)


def _brief(alike: Alike, numbers: Numbers, height: int) -> Iterator[Text]:
    yield _headline(alike)
    yield from _examples(alike, numbers, height - 1)


def _examples(alike: Alike, numbers: Numbers, most: int) -> Iterator[Text]:
    for hit in alike[0].examples[:most]:
        place = visible(numbers.named(hit.place))
        yield Text.assemble((f"{'':{HANGING}}{place}  ", "dim"), visible(hit.evidence))


def _headline(alike: Alike) -> Text:
    found = alike[0]
    rows = found.elsewhere or len({place for one in alike for place in one.places})
    figures = "".join(f" · {name} {value}" for name, value in found.figures if name != SQL) if len(alike) == 1 else ""
    several = f" · {len(alike)} such findings" if len(alike) > 1 else ""
    head = Text.assemble((f"{found.severity.name.lower():<8}", STYLES[found.severity]))
    if rows:
        head.append(f"{_share(rows / found.of if found.of else 0.0):>6} ", "bold")
        head.append(f" {rows:,} of {found.of:,}  ")
    head.append(visible(found.says + several), "bold").append(f"  {found.check}", "dim")
    return head.append(visible(figures), "dim")


def _share(share: float) -> str:
    return f"{share:.1%}" if share >= 0.001 or not share else "<0.1%"


def _size(size: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1_000:
            return f"{size:.3g} {unit}"
        size /= 1_000
    return f"{size:.3g} GB"
