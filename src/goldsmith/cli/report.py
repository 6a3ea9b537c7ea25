"""`goldsmith report`: a page for people, of a manual (the source with marks) or of a release of lessons (beside people's texts)."""

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from jinja2 import UndefinedError

from goldsmith.cli.audit import writable_file
from goldsmith.cli.report_screen import screen
from goldsmith.cli.screen import out, progress, say
from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_bytes
from goldsmith.core.nouns import Row
from goldsmith.datasets.lessons.certify import summary
from goldsmith.extractors.manual.read import files_of
from goldsmith.extractors.manual.sources import REPORT
from goldsmith.report import lesson_page
from goldsmith.report.lesson_page import release_of_lessons
from goldsmith.report.manual_page import framed, section
from goldsmith.report.manual_study import Counts, PageCounts, Pages, studied

PIECE = 1 << 20
MANY = 40
"""Pages from which on reading them takes long enough to be told how far it is."""


def report(
    path: Annotated[
        Path,
        typer.Argument(
            help="A folder of manual pages (HTML, text, PDF), a release made from one, or a release of lessons."
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option("--out", help="The page to write; otherwise NAME.coverage.html or NAME.report.html beside."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Show every page of a manual with what was used and why not, or how varied a release of lessons is beside people."""
    if (lessons := release_of_lessons(path)) is not None:
        _lessons(path, *lessons, to=to, json=json)
        return
    pages = Pages.of(path)
    files, passed_over = files_of(pages.folder)
    name = path.resolve().name or "pages"
    target = to or path.resolve().with_name(name + REPORT)
    _refuse(target, path)
    counts = Counts(name, problems=list(passed_over))
    try:
        _write(pages, files, counts, target)
    except OSError as error:
        raise UsageError(f"cannot write {str(target)!r}: {error.strerror}; choose another --out") from error
    if json:
        say(orjson.dumps(as_json(counts, target)).decode())
    else:
        out.print(*screen(counts), f"page      {target}", sep="\n", markup=False)


def _lessons(path: Path, certificate: dict[str, Any], rows: list[Row], *, to: Path | None, json: bool) -> None:
    """Write the page of a release of lessons, and say what its build said."""
    target = to or path.resolve().with_name(f"{path.resolve().name}.report.html")
    _refuse(target, path)
    try:
        text, lines = lesson_page.page(certificate, rows), summary(certificate)
        write_bytes(target, [text.encode("utf-8", "replace")])
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration, UndefinedError) as error:
        raise UsageError(
            f"{str(path)!r}: its certificate lacks what the page shows: {error!r}; try `goldsmith verify`"
        ) from error
    except OSError as error:
        raise UsageError(f"cannot write {str(target)!r}: {error.strerror}; choose another --out") from error
    if json:
        say(orjson.dumps({"schema_version": 1, "page": str(target), "certificate": certificate}).decode())
    else:
        for line in (*lines, f"page        {target}"):
            say(line)


def _write(pages: Pages, files: Sequence[Path], counts: Counts, target: Path) -> None:
    """Write the page; the sections wait in a file until the counts above them are complete."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as spool:
        with progress() as told:
            for one in studied(pages, files):
                spool.write(section(one, counts))
                if len(files) >= MANY:
                    told("pages", 1, len(files))
        if not counts.usable:
            raise UsageError(f"{str(pages.folder)!r} holds no page that can be read: {counts.problems[0]}")
        spool.seek(0)
        write_bytes(target, _encoded(framed(counts, iter(partial(spool.read, PIECE), ""))))


def _refuse(target: Path, pages: Path) -> None:
    """Raises UsageError where the page cannot be written, or would be a page of the manual the next time."""
    if target.resolve().is_relative_to(pages.resolve()):
        raise UsageError(
            f"cannot write {str(target)!r}: it would stand in the folder that it shows; choose another --out"
        )
    writable_file(target)


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    return (piece.encode("utf-8", "replace") for piece in pieces)


def as_json(counts: Counts, target: Path) -> dict[str, Any]:
    """The counts as JSON values."""
    coverage = counts.coverage
    return {
        "schema_version": 1,
        "name": counts.name,
        "page": str(target),
        "pages": [_page(page) for page in counts.pages],
        "facts": {
            "read": counts.facts,
            "repaired": counts.repaired,
            "left_out": counts.refused,
            "unseen": counts.unseen,
        },
        "values": {"bearing": coverage.bearing, "used": coverage.used, "share": coverage.share},
        "cells": {"bearing": coverage.bearing_cells, "used": coverage.used_cells, "share": coverage.share_of_cells},
        "entries": [
            {"kind": kind, "status": status, "count": count}
            for (kind, status), count in sorted(coverage.by_status.items())
        ],
        "skipped": dict(sorted(coverage.by_reason.items())),
        "sections_without_facts": counts.bare,
        "relations": [
            {"kind": kind, "holds": holds, "count": count} for (kind, holds), count in sorted(counts.relations.items())
        ],
        "problems": counts.problems,
    }


def _page(page: PageCounts) -> dict[str, Any]:
    coverage = page.coverage
    return {
        "name": page.name,
        "format": page.kind or None,
        "facts": page.facts,
        "values": {"bearing": coverage.bearing, "used": coverage.used},
        "problems": list(page.problems),
    }
