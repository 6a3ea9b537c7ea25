"""Writes the rows that no error names, and a ledger of the rest with reasons; no row is ever rewritten."""

import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from goldsmith.audit.checks import ROW_CHECKS
from goldsmith.audit.document import Numbers
from goldsmith.audit.findings import Finding, Severity
from goldsmith.audit.rows import Rows
from goldsmith.core.errors import UsageError
from goldsmith.core.files import sync_folder, write_bytes
from goldsmith.extractors.copies import copy

LEDGER = "ledger.jsonl"
UNREADABLE = "unreadable"
WHOLE = 0.5
"""Share of the rows that an error over all rows names when it is about the file, and leaving rows out would not mend it."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was written: rows kept and dropped, and the errors that leaving rows out does not mend."""

    folder: Path
    kept: int
    dropped: int
    unmended: tuple[Finding, ...]


def refuse_target(folder: Path, files: Sequence[Path]) -> None:
    """Raises UsageError where the folder holds something, cannot be made, or two files would take one name."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"--fix {str(folder)!r} is not an empty folder")
    names = Counter([LEDGER, *(file.name for file in files)])
    if twice := [name for name, count in names.items() if count > 1]:
        raise UsageError(f"--fix would write two files called {twice[0]!r}; audit them one at a time")
    parent = next(parent for parent in folder.absolute().parents if parent.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK):
        raise UsageError(f"--fix cannot write into {str(parent)!r}")


def fix(rows: Rows, numbers: Numbers, findings: Sequence[Finding], folder: Path) -> Fixed:
    """Write the rows that pass into `folder`, which exists afterwards in full or not at all.

    An error over all rows that names most of them is about the file: its rows are kept, and it is told.
    """
    errors = [found for found in findings if found.severity is Severity.ERROR]
    unmended = tuple(found for found in errors if _about_the_file(found))
    reasons = reasons_of(rows, [found for found in errors if found not in unmended])
    if len(reasons) == rows.count:
        raise UsageError(f"--fix has nothing to write: errors name every one of the {rows.count:,} rows")
    beside = folder.with_name(folder.name + ".partial")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        beside.mkdir(parents=True)
        kept = _write(beside, numbers, reasons)
        if kept + len(reasons) != rows.count:
            raise RuntimeError(
                f"{kept} kept and {len(reasons)} dropped of {rows.count} rows; the files changed meanwhile"
            )
        sync_folder(beside)
        beside.replace(folder)
    except OSError as error:
        raise UsageError(f"cannot write {str(folder)!r}: {error.strerror}") from error
    return Fixed(folder, kept, len(reasons), unmended)


def _about_the_file(found: Finding) -> bool:
    return found.check not in ROW_CHECKS and found.check != UNREADABLE and found.share > WHOLE


def reasons_of(rows: Rows, errors: Sequence[Finding]) -> dict[int, list[str]]:
    """Why each dropped row is dropped: the checks that name it; what cannot be read is never kept."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for found in errors:
        for place in found.places:
            if found.check not in reasons[place]:
                reasons[place].append(found.check)
    with rows.connection() as connection:
        unreadable = connection.execute("SELECT place FROM rows WHERE problem <> ''").fetchall()
    for (place,) in unreadable:
        reasons[place] = reasons[place] or [UNREADABLE]
    return dict(sorted(reasons.items()))


def _write(folder: Path, numbers: Numbers, reasons: Mapping[int, list[str]]) -> int:
    drop: dict[str, set[int]] = defaultdict(set)
    for place in reasons:
        drop[numbers.file(place)].add(numbers.rows[place])
    kept = sum(copy(Path(file), folder / Path(file).name, drop[file]) for file in numbers.files)
    write_bytes(folder / LEDGER, _ledger(numbers, reasons))
    return kept


def _ledger(numbers: Numbers, reasons: Mapping[int, list[str]]) -> Iterator[bytes]:
    for place, checks in reasons.items():
        row = {"file": numbers.file(place), "row": numbers.rows[place], "reasons": checks}
        yield orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
