"""The plan: for every row of a cell its split, genre, oddity and mode, dealt in keyed blocks so that shares are exact.

A cell is a record type. Nothing here depends on the number of rows, so adding rows or cells moves none.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from goldsmith.core.errors import UsageError
from goldsmith.core.nouns import Task
from goldsmith.core.streams import permutation
from goldsmith.datasets.keys import BLOCK
from goldsmith.datasets.records.recipe import RecordRecipe


@dataclass(frozen=True, slots=True)
class Cell:
    """A record type as the plan sees it: its genres, the oddities it can take, and whether it has derived fields."""

    name: str
    genres: tuple[str, ...]
    oddities: tuple[str, ...]
    derives: bool


def task(recipe: RecordRecipe, cell: Cell, ordinal: int) -> Task:
    """What the row `ordinal` of a cell has to be."""
    key = (recipe.name, recipe.seed, cell.name)
    block, place = divmod(ordinal, BLOCK)
    split = recipe.splits.dealt()[permutation(BLOCK, *key, "split", block)[place]]
    genres = genres_in(recipe, cell)
    visit, place = divmod(ordinal, len(genres))
    genre = genres[permutation(len(genres), *key, "genre", visit)[place]]
    odd, mode = _temper(recipe, cell, genre, visit, key)
    return Task(cell.name, ordinal, split, genre, odd, mode, visit)


def genres_in(recipe: RecordRecipe, cell: Cell) -> tuple[str, ...]:
    """The genres of a cell that a recipe asks for, in their order everywhere.

    Raises UsageError when the record type is written in none of them.
    """
    if not recipe.genres:
        return cell.genres
    found = tuple(genre for genre in cell.genres if genre in recipe.genres)
    if not found:
        raise UsageError(f"recipe {recipe.name!r}: {cell.name} is written in none of the genres {recipe.genres!r}")
    return found


def _temper(recipe: RecordRecipe, cell: Cell, genre: str, visit: int, key: tuple[str | int, ...]) -> tuple[str, str]:
    """Oddity and mode of the `visit`-th row of a genre: of 20 rows some are odd, some leave values to be derived, one does both."""
    block, place = divmod(visit, BLOCK)
    dealt = permutation(BLOCK, *key, genre, "temper", block)[place]
    odd_rows = recipe.shares.odd * BLOCK // 100 if cell.oddities else 0
    derived_rows = recipe.shares.derived * BLOCK // 100 if cell.derives else 0
    overlap = 1 if odd_rows and derived_rows else 0
    derived = odd_rows - overlap <= dealt < odd_rows - overlap + derived_rows
    if dealt >= odd_rows:
        return "", "derived" if derived else "stated"
    turn, place = divmod(block * odd_rows + dealt, len(cell.oddities))
    odd = cell.oddities[permutation(len(cell.oddities), *key, genre, "odd", turn)[place]]
    return odd, "derived" if derived else "stated"


def positions(recipe: RecordRecipe, start: int = 0, stop: int | None = None) -> Iterator[tuple[str, int]]:
    """The rows of the plan from `start` to `stop` as (cell, ordinal): the first of each cell, then the second of each, and so on."""
    counts = recipe.per_kind()
    last = max(counts.values())
    stop = recipe.count if stop is None else min(stop, recipe.count)

    def rows_before(ordinal: int) -> int:
        return sum(min(count, ordinal) for count in counts.values())

    first = bisect_right(range(last), start, key=rows_before) - 1
    place = rows_before(first)
    for ordinal in range(first, last):
        for cell, count in counts.items():
            if place >= stop:
                return
            if ordinal < count:
                if place >= start:
                    yield cell, ordinal
                place += 1
