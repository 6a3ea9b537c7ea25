"""Whether all records are of one form, and hold what their trainer will read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import orjson

from goldsmith.audit.catalogue import entry
from goldsmith.audit.columns import EMPTY, TEXT, forms
from goldsmith.audit.evidence import shown
from goldsmith.audit.findings import Finding, Hit, finding
from goldsmith.audit.rows import Rows, examples_of
from goldsmith.audit.sense import Sense
from goldsmith.extractors.rendering import pieces
from goldsmith.extractors.shapes import PREFERENCE

READ = ("prompt", "input", "answer", "messages", "context", "system")
"""Parts of a shape that a trainer reads."""
TIMES = ("timestamp", "date")


def _told(name: str, hits: Iterable[Hit], of: int) -> Iterator[Finding]:
    if found := list(hits):
        told = entry(name)
        yield finding(name, told.severity, told.says, found, of)


def missing_columns(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Records without the columns that hold prompt and answer."""
    with rows.connection() as connection:
        found = connection.execute(
            "SELECT place, form FROM rows WHERE problem = '' AND shape = '' ORDER BY place"
        ).fetchall()
    yield from _told("missing_columns", (Hit(place, f"columns {_names(form)}") for place, form in found), rows.count)


def _names(form: str) -> str:
    return ", ".join(repr(name) for name in list(orjson.loads(form))[:8]) or "none"


def mixed_formats(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Records of another shape than most."""
    with rows.connection() as connection:
        query = "SELECT shape, count(*) FROM rows WHERE problem = '' AND shape <> '' GROUP BY shape ORDER BY min(place)"
        counts = Counter(dict(connection.execute(query).fetchall()))
        if len(counts) < 2:
            return
        main = counts.most_common(1)[0][0]
        query = "SELECT place, shape FROM rows WHERE problem = '' AND shape NOT IN ('', ?) ORDER BY place"
        found = connection.execute(query, [main]).fetchall()
    marks = all(shape.split(" with ")[0] == main.split(" with ")[0] for shape in counts)
    hits = (Hit(place, f"{shape}, where most are {main}") for place, shape in found)
    yield from _told("mixed_markers" if marks else "mixed_formats", hits, counts.total())


def mixed_types(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Cells of another type than most of their column."""
    read: list[Hit] = []
    other: list[Hit] = []
    with rows.connection() as connection:
        for (file, column), (kinds, strange) in _columns(rows).items():
            used = _is_read(sense, file, column)
            if not (odd := _odd(kinds, used=used)):
                continue
            written = [form for form, kind in strange.items() if kind in odd]
            query = "SELECT place, form FROM rows WHERE file = ? AND form IN (SELECT unnest(?)) ORDER BY place"
            found = connection.execute(query, [file, written]).fetchall()
            most = kinds.most_common(1)[0][0]
            into = read if used else other
            into += [Hit(place, f"{column!r} is {strange[form]}, where most are {most}") for place, form in found]
    yield from _told("mixed_types", read, rows.count)
    yield from _told("mixed_column_types", other, rows.count)


Kinds = tuple[Counter[str], dict[str, str]]


def _columns(rows: Rows) -> Mapping[tuple[str, str], Kinds]:
    """By file and column: how many cells of each type, and the type in each form as written."""
    found: dict[tuple[str, str], Kinds] = defaultdict(lambda: (Counter(), {}))
    for file, form, count in forms(rows):
        written = orjson.dumps(form).decode()
        for column, kind in form.items():
            kinds, where = found[file, column]
            if kind != EMPTY:
                kinds[kind] += count
                where[written] = kind
    return found


def _odd(kinds: Counter[str], *, used: bool) -> set[str]:
    """The types in the minority; whole and broken numbers are one type where nobody is trained on them."""
    if len(kinds) < 2 or (not used and kinds.keys() <= {"whole number", "number"}):
        return set()
    most = kinds.most_common(1)[0][0]
    return kinds.keys() - {most}


def _is_read(sense: Sense, file: str, column: str) -> bool:
    columns = sense.shapes[file].columns
    return column in {columns[part] for part in READ if part in columns}


def messages_as_text(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Conversations that are kept as the text of a list."""
    hits: list[Hit] = []
    with rows.connection() as connection:
        for file, shape in sense.shapes.items():
            if column := shape.columns.get("messages"):
                written = [
                    orjson.dumps(form).decode()
                    for name, form, _ in forms(rows)
                    if name == file and form.get(column) == TEXT
                ]
                query = "SELECT place FROM rows WHERE file = ? AND form IN (SELECT unnest(?)) ORDER BY place"
                found = connection.execute(query, [file, written]).fetchall()
                hits += [Hit(place, f"{column!r} is a text that writes out a list") for (place,) in found]
    yield from _told("messages_as_text", hits, rows.count)


def preference_data(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Pairs of a chosen and a rejected answer."""
    query = "SELECT place, answer FROM rows WHERE problem = '' AND starts_with(shape, ?) ORDER BY place"
    with rows.connection() as connection:
        found = connection.execute(query, [PREFERENCE]).fetchall()
    yield from _told("preference_data", (Hit(place, f"chosen: {shown(answer)}") for place, answer in found), rows.count)


MIDNIGHT = r"\d{4}-\d\d-\d\d[ T]00:00:00(\.0+)?(Z|\+00:00)?"
DATE = r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?"


def dates_as_timestamps(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Answers that were dates and became midnights, or that a loader of JSON will make timestamps of."""
    hits: dict[str, list[Hit]] = {}
    with rows.connection() as connection:
        for file in sense.shapes:
            midnights, dates, count = _dates(connection, file)
            of = "SELECT place, answer FROM rows WHERE problem = '' AND file = ? AND regexp_full_match(answer, ?) ORDER BY place"
            if midnights >= 3 and midnights == dates:
                found = connection.execute(of, [file, MIDNIGHT]).fetchall()
                hits.setdefault("dates_as_timestamps", []).extend(
                    Hit(place, f"answer {answer!r}") for place, answer in found
                )
            elif dates == count >= 3 and ".json" in file:
                found = connection.execute(of, [file, DATE]).fetchall()
                hits.setdefault("read_as_dates", []).extend(Hit(place, f"answer {answer!r}") for place, answer in found)
    for name, some in hits.items():
        yield from _told(name, some, rows.count)


def _dates(connection: duckdb.DuckDBPyConnection, file: str) -> Sequence[int]:
    """How many answers of a file are midnights, how many are dates or times, and how many there are."""
    query = """SELECT count(*) FILTER (regexp_full_match(answer, ?)), count(*) FILTER (regexp_full_match(answer, ?)), count(*)
        FROM rows WHERE problem = '' AND file = ?"""
    return connection.execute(query, [MIDNIGHT, DATE, file]).fetchone() or (0, 0, 0)


FEW = 0.01
"""Share of distinct prompts below which what tells the rows apart is not in them."""
ENOUGH = 20
LOOK = 2_000


SAME = """
SELECT file, count(*), count(DISTINCT hash(turns, context)), count(DISTINCT hash(context, turns[1:-2])),
  count(DISTINCT answer), max(prompt)
FROM rows WHERE problem = '' AND shape <> '' GROUP BY file ORDER BY file
"""


def same_text(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Files whose training texts are all the same, or whose prompts are while an unread column differs."""
    with rows.connection() as connection:
        found = connection.execute(SAME).fetchall()
    hits: dict[str, list[Hit]] = {}
    for file, count, texts, prompts, answers, prompt in found:
        if texts == 1 and count >= 3:
            hits.setdefault("identical_texts", []).extend(_every(rows, file, _text(rows, file)))
        elif count >= ENOUGH and prompts <= max(1, FEW * count) and answers >= 10 * prompts and prompt:
            unread = _telling(rows, file)
            evidence = f"prompt {shown(prompt)}" + (f"; {unread[0]!r} differs and is not read" if unread else "")
            hits.setdefault("unread_columns" if unread else "same_prompt", []).extend(_every(rows, file, evidence))
    for name, some in hits.items():
        yield from _told(name, some, rows.count)


def _every(rows: Rows, file: str, evidence: str) -> Iterator[Hit]:
    with rows.connection() as connection:
        found = connection.execute(
            "SELECT place FROM rows WHERE problem = '' AND file = ? ORDER BY place", [file]
        ).fetchall()
    yield from (Hit(place, evidence) for (place,) in found)


def _text(rows: Rows, file: str) -> str:
    example = next(one for chunk in rows.chunks for one in examples_of(chunk) if one.file == file)
    return f"the trainer sees {shown(''.join(piece.text for piece in pieces(example)))}"


def _telling(rows: Rows, file: str) -> list[str]:
    """Columns that nobody reads, of words, and different in most rows; the most varied first."""
    with rows.connection() as connection:
        query = "SELECT extra FROM rows WHERE problem = '' AND file = ? LIMIT ?"
        found = [orjson.loads(extra) for (extra,) in connection.execute(query, [file, LOOK]).fetchall()]
    cells: dict[str, set[Any]] = defaultdict(set)
    for extra in found:
        for name, cell in extra.items():
            if " " in cell.strip() and len(cell) >= 10:
                cells[name].add(cell)
    varied = {name: len(some) for name, some in cells.items() if len(some) * 2 >= len(found)}
    return sorted(varied, key=lambda name: (-varied[name], name))


SETS = (
    missing_columns, mixed_formats, mixed_types, messages_as_text, preference_data, dates_as_timestamps, same_text,
)  # fmt: skip
