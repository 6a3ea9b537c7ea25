"""Tables of text: pipes, tabs, or columns two blanks apart; one row a field, or one row an entry of a list."""

import re

from goldsmith.extractors.clauses import say_target
from goldsmith.extractors.page import Page, filled
from goldsmith.extractors.reading import Path, Unreadable
from goldsmith.extractors.shape import INERT, Field, Target
from goldsmith.extractors.values import plain_words

Found = tuple[Target, tuple[int, ...]]
COLUMN_GAP = re.compile(r"\s{2,}")
RULE_CELL = re.compile(r":?-{2,}:?|=+|\+?-+\+?")
BAR = re.compile(r"(?<!\\)\|")
RULE_SIGNS = frozenset(":-=+")
ABSENT = frozenset(("", "-", "–", "—"))
FIELD_WORDS = frozenset(("field", "key", "attribute", "item", "label", "name", "property", "detail"))
VALUE_WORDS = frozenset(("value", "entry", "content", "details", "given", "data", "recorded"))
BREAK = re.compile(r"<br ?/?>")


def table_cells(bare: str, item: Field | None) -> list[str] | None:
    """The cells of a line that is a table row, or None; columns two blanks apart count only below a list's heading."""
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 2:
        cells = BAR.split(bare[1:-1]) if "\\" in bare else bare[1:-1].split("|")
        return [cell.strip() for cell in cells]
    if bare.startswith("+-"):
        return []
    if "\t" in bare:
        return [cell.strip() for cell in bare.split("\t")]
    if item is not None:
        cells = COLUMN_GAP.split(bare)
        if len(cells) > 1 and all(item.resolve(cell) for cell in cells):
            return cells
    return None


def read_table(page: Page, scope: Field, path: Path, lines: list[tuple[int, str]], entries: int) -> int:
    """Read the rows of one table below `scope`; gives the number of list entries read so far.

    Raises Unreadable when a row has more or fewer cells than the header, or a header cell names nothing.
    """
    rows = [(at, line, cells) for at, line in lines if (cells := _cells(line)) and not _is_rule(cells)]
    if not rows:
        return entries
    header = rows[0][2]
    if len(header) == 2 and _field_value(header):
        _read_fields(page, scope if scope.fields else page.root, path if scope.fields else (), rows[1:])
        return entries
    if scope.item is not None and scope.item.fields:
        return _read_entries(page, scope.item, path, rows, entries)
    if len(header) == 2 and page.root.resolve(header[0]):
        _read_fields(page, page.root, (), rows)
        return entries
    if all(page.root.resolve(cell) for cell in header) and len(rows) == 2:
        _read_record(page, rows)
        return entries
    if len(lists := _lists_with(page.root, header)) == 1:
        name, item = lists[0]
        return _read_entries(page, item, (name,), rows, entries)
    raise Unreadable(f"a table begins with {header!r}, which names no fields")


def _lists_with(root: Field, header: list[str]) -> list[tuple[str, Field]]:
    """The record's lists whose entries have all the header's fields."""
    lists = [(name, child.item) for name, child in root.fields.items() if child.item is not None and child.item.fields]
    return [(name, item) for name, item in lists if all(item.resolve(cell) for cell in header)]


def _cells(line: str) -> list[str]:
    bare = line.strip()
    found = table_cells(bare, None)
    return COLUMN_GAP.split(bare) if found is None else found


def _is_rule(cells: list[str]) -> bool:
    """Whether a row only draws a line."""
    return cells[0][:1] in RULE_SIGNS and all(map(RULE_CELL.fullmatch, cells))


def _field_value(header: list[str]) -> bool:
    return plain_words(header[0]) in FIELD_WORDS and plain_words(header[1]) in VALUE_WORDS


def _read_fields(page: Page, scope: Field, path: Path, rows: list[tuple[int, str, list[str]]]) -> None:
    for at, line, cells in rows:
        found = scope.resolve(cells[0])
        if found is None or len(cells) != 2:
            raise Unreadable(f"table row {line.strip()!r} is not a field and its value")
        _cell(page, found, path, cells[1], line, at, len(cells[0]))


def _read_record(page: Page, rows: list[tuple[int, str, list[str]]]) -> None:
    """A table with one row: the header names the fields of the record itself."""
    at, line, cells = rows[1]
    if len(cells) != len(rows[0][2]):
        raise Unreadable(f"table row {line.strip()!r} has {len(cells)} cells under {len(rows[0][2])} headings")
    after = 0
    for label, cell in zip(rows[0][2], cells, strict=True):
        if found := page.root.resolve(label):
            after = _cell(page, found, (), cell, line, at, after)


def _read_entries(page: Page, item: Field, path: Path, rows: list[tuple[int, str, list[str]]], entries: int) -> int:
    columns = [item.resolve(cell) for cell in rows[0][2]]
    for at, line, cells in rows[1:]:
        if len(cells) != len(columns):
            raise Unreadable(f"table row {line.strip()!r} has {len(cells)} cells under {len(columns)} headings")
        after = 0
        for column, cell in zip(columns, cells, strict=True):
            if column is None:
                if cell not in ABSENT and cell.rstrip(".") != str(entries + 1):
                    raise Unreadable(f"table cell {cell!r} stands under no known heading and counts no rows")
                continue
            after = _cell(page, column, (*path, entries), cell, line, at, after)
        entries += 1
    return entries


def _cell(page: Page, found: Found, path: Path, cell: str, line: str, at: int, after: int) -> int:
    """Record a cell; gives the place in the line where the next cell may start."""
    if cell in ABSENT:
        return after
    target, positions = found
    what = target.field
    start = line.index(cell, after)
    full = path + filled(target.steps, positions)
    meaning = what.plain.get(cell)
    if meaning is not None and full not in page.stated:
        page.stated[full] = meaning
        page.spans.append((at + start, at + start + len(cell)))
        return start + len(cell)
    text = BREAK.sub("\n", cell).replace("\\|", "|") if "<" in cell or "\\" in cell else cell
    if text != cell and what.leaf:
        page.put(full, what.value(text))
        page.spans.append((at + start, at + start + len(cell)))
        return start + len(cell)
    say_target(page, target, full, text, at + start)
    if what.leaf and not target.rate and ":" not in cell and "  " not in cell and INERT.fullmatch(cell):
        what.keep(cell, page.stated[full])
    return start + len(cell)
