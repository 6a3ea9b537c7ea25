"""The grid of a table is the one that the HTML standard forms (4.9.12), slot by slot."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.extractors.manual.grid import MOST_SLOTS, NOTHING, Group, Span, TooLarge, columns_of, formed, rows_of
from goldsmith.extractors.manual.markup import read_markup
from goldsmith.validators.manual.matrix import matrices, tree_of

SPANS = st.builds(Span, st.integers(1, 4), st.integers(0, 4))
GROUPS = st.lists(st.lists(st.lists(SPANS, max_size=4), max_size=5), max_size=3)
Slots = dict[tuple[int, int], list[int]]


def by_the_book(groups: list[Group]) -> tuple[Slots, int, int]:
    """The cells of every slot by the steps of the standard, written down step by step."""
    slots: Slots = {}
    width = height = current = number = 0
    for group in groups:
        growing: list[tuple[int, int, int]] = []

        def grow(row: int, cells: list[tuple[int, int, int]]) -> None:
            for cell, x, wide in cells:
                for at in range(x, x + wide):
                    if cell not in slots.setdefault((at, row), []):
                        slots[(at, row)].append(cell)

        for row in group:
            if height == current:
                height += 1
            x = 0
            grow(current, growing)
            for span in row:
                while x < width and slots.get((x, current)):
                    x += 1
                if x == width:
                    width += 1
                down = span.rows or 1
                width = max(width, x + span.columns)
                height = max(height, current + down)
                for at in range(x, x + span.columns):
                    for below in range(current, current + down):
                        slots.setdefault((at, below), []).append(number)
                if span.rows == 0:
                    growing.append((number, x, span.columns))
                number += 1
                x += span.columns
            current += 1
        while current < height:
            grow(current, growing)
            current += 1
    return slots, width, height


@given(GROUPS)
def test_every_slot_holds_the_cell_that_the_standard_puts_there(groups: list[Group]) -> None:
    slots, width, height = by_the_book(groups)
    grid = formed(groups)
    assert (grid.width, grid.height) == (width, height)
    for x in range(width):
        for y in range(height):
            assert grid.at(x, y) in (slots.get((x, y)) or [NOTHING])


@given(GROUPS)
def test_overlaps_are_the_slots_with_two_cells(groups: list[Group]) -> None:
    slots, _, _ = by_the_book(groups)
    assert formed(groups).overlaps == sum(len(cells) - 1 for cells in slots.values())


@given(GROUPS)
def test_every_cell_is_anchored_once_and_covers_what_its_size_says(groups: list[Group]) -> None:
    grid = formed(groups)
    slots, _, _ = by_the_book(groups)
    assert [one.cell for one in grid.anchored] == list(range(sum(len(row) for group in groups for row in group)))
    for one in grid.anchored:
        area = {(x, y) for x in range(one.x, one.x + one.width) for y in range(one.y, one.y + one.height)}
        assert area == {slot for slot, cells in slots.items() if one.cell in cells}


@given(
    st.lists(
        st.lists(st.builds(Span, st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=4), min_size=1, max_size=5
    )
)
def test_the_second_reader_of_tables_forms_the_same_grid(rows: list[list[Span]]) -> None:
    cells = [
        [f'<td colspan="{one.columns}" rowspan="{one.rows}">{at}</td>' for at, one in enumerate(row)] for row in rows
    ]
    page = "<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in cells) + "</table>"
    (matrix,) = matrices(tree_of(page))
    grid = formed([rows])
    for (y, x), box in matrix.slots.items():
        one = grid.anchored[grid.at(x, y)]
        assert (one.x, one.y, one.width, one.height) == (box.x, box.y, box.wide, box.tall)


@pytest.mark.parametrize(
    ("written", "columns", "rows"),
    [(None, 1, 1), ("2", 2, 2), ("0", 1, 0), (" 3", 3, 3), ("+2", 2, 2), ("2px", 2, 2), ("x", 1, 1), ("-2", 1, 1), ("", 1, 1),
     ("1.9", 1, 1), ("99999999", 1000, 65534)],
)  # fmt: skip
def test_spans_are_read_as_the_standard_reads_integers(written: str | None, columns: int, rows: int) -> None:
    assert (columns_of(written), rows_of(written)) == (columns, rows)


def test_the_foot_of_a_table_comes_last_wherever_it_stands() -> None:
    page = "<table><tfoot><tr><td>foot</table>".replace("</table>", "<tbody><tr><td>a<td>b</table>")
    (table,) = read_markup(page).blocks
    assert [cell.passage.text for cell in table.cells] == ["a", "b", "foot"]  # type: ignore[union-attr]


def test_a_cell_cannot_reach_over_the_end_of_its_row_group() -> None:
    grid = formed([[[Span(1, 0), Span()], [Span()]], [[Span(), Span()]]])
    assert [[grid.at(x, y) for x in range(2)] for y in range(3)] == [[0, 1], [0, 2], [3, 4]]


def test_spans_that_claim_millions_of_slots_are_refused_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(TooLarge, match="rows of"):
        formed([[[Span(1000, 65534)] * 40]])
    assert time.monotonic() - began < 5
    assert formed([[[Span(1000, MOST_SLOTS // 1000)]]]).width == 1000
