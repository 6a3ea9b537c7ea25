"""The plan: for every row of a cell its split, genre, oddity and mode, dealt in keyed blocks so that shares are exact.

A cell is a record type. Nothing here depends on the number of rows, so adding rows or cells moves none.
"""

from dataclasses import dataclass

from goldsmith.core.nouns import Task
from goldsmith.core.streams import permutation
from goldsmith.datasets.recipe import BLOCK, Recipe


@dataclass(frozen=True, slots=True)
class Cell:
    """A record type as the plan sees it: its genres, the oddities it can take, and whether it has derived fields."""

    name: str
    genres: tuple[str, ...]
    oddities: tuple[str, ...]
    derives: bool


def task(recipe: Recipe, cell: Cell, ordinal: int) -> Task:
    """What the row `ordinal` of a cell has to be."""
    key = (recipe.name, recipe.seed, cell.name)
    block, place = divmod(ordinal, BLOCK)
    split = recipe.splits.dealt()[permutation(BLOCK, *key, "split", block)[place]]
    visit, place = divmod(ordinal, len(cell.genres))
    genre = cell.genres[permutation(len(cell.genres), *key, "genre", visit)[place]]
    odd, mode = _temper(recipe, cell, genre, visit, key)
    return Task(cell.name, ordinal, split, genre, odd, mode)


def _temper(recipe: Recipe, cell: Cell, genre: str, visit: int, key: tuple[str | int, ...]) -> tuple[str, str]:
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
