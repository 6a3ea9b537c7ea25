"""Lies told in the answer of a good row: the prompt stays, and a value, a list, a key or the shape changes."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.nouns import Row
from goldsmith.extractors.prompts import shape_of
from goldsmith.extractors.reading import Path, Reading, leaves
from goldsmith.extractors.shape import Field, same
from goldsmith.validators.prompt_mutants import has_digit, has_letter, other_digit, other_letter

DEFAULTS: dict[str, tuple[Any, ...]] = {
    "string": ("", "N/A", "unknown", "none"),
    "date": ("1970-01-01",),
    "date-time": ("1970-01-01T00:00:00Z",),
    "email": ("user@example.com",),
    "integer": (0, 1),
    "number": (Decimal("0.00"),),
    "boolean": (False, True),
    "array": ([],),
    "object": ({},),
}
"""What models put where the text says nothing, by format or type; null fits everywhere."""


def with_answer(row: Row, text: str) -> Row:
    """The row with another answer in every column that repeats it."""
    turns = [*row["messages"][:-1], row["messages"][-1] | {"content": text}]
    return row | dict.fromkeys(("answer", "completion", "output"), text) | {"messages": turns}


def _leaf(
    row: Row, rng: random.Random, fits: Callable[[Any, Field | None], bool]
) -> tuple[Path, Any, Field | None] | None:
    """A leaf of the answer and its field (None inside an object that declares none), drawn from those that fit."""
    root = shape_of(row["schema"])[0]
    told = [(path, value, _field(root, path)) for path, value in leaves(from_json(row["answer"])).items()]
    found = [leaf for leaf in told if fits(leaf[1], leaf[2])]
    return rng.choice(found) if found else None


def _field(root: Field, path: Path) -> Field | None:
    at: Field | None = root
    for step in path:
        if at is not None:
            at = at.item if isinstance(step, int) else at.fields.get(step)
    return at


def _put(row: Row, path: Path, value: Any) -> Row:
    """The row with one value of its answer replaced."""
    answer = at = from_json(row["answer"])
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return with_answer(row, to_json(answer))


def _is_number(value: Any, field: Field | None = None) -> bool:
    del field
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _written(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _is_text(value: Any, field: Field | None) -> bool:
    return isinstance(value, str) and has_letter(value) and (field is None or not (field.enum or field.format))


def digit_changed(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """One digit of a number, a date or a text."""
    del reading
    found = _leaf(
        row, rng, lambda value, _: (_is_number(value) or isinstance(value, str)) and has_digit(_written(value))
    )
    return _put(row, found[0], type(found[1])(other_digit(_written(found[1]), rng))) if found else None


def sign_flipped(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A number of the other sign."""
    del reading
    found = _leaf(row, rng, lambda value, _: _is_number(value) and value != 0)
    return _put(row, found[0], -found[1]) if found else None


def point_moved(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A number ten times as large, or a tenth."""
    del reading
    found = _leaf(row, rng, lambda value, _: _is_number(value) and value != 0)
    if found is None:
        return None
    value = Decimal(found[1]).scaleb(rng.choice((-1, 1)))
    return _put(row, found[0], int(value) if isinstance(found[1], int) and value == int(value) else value)


def letter_changed(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """One letter of a text."""
    del reading
    found = _leaf(row, rng, _is_text)
    return _put(row, found[0], other_letter(found[1], rng)) if found else None


def case_changed(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A text in capitals or in small letters."""
    del reading
    found = _leaf(row, rng, _is_text)
    if found is None:
        return None
    return _put(row, found[0], found[1].upper() if found[1] != found[1].upper() else found[1].lower())


def blank_added(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A text with a blank or a full stop behind it."""
    del reading
    found = _leaf(row, rng, _is_text)
    return _put(row, found[0], found[1] + rng.choice((" ", ".", "\n"))) if found else None


def option_swapped(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """Another value of the same enumeration."""
    del reading
    found = _leaf(row, rng, lambda _, field: field is not None and len(field.enum) > 1)
    if found is None or found[2] is None:
        return None
    return _put(row, found[0], rng.choice([option for option in found[2].enum if option != found[1]]))


def flag_flipped(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """True for false."""
    del reading
    found = _leaf(row, rng, lambda value, _: isinstance(value, bool))
    return _put(row, found[0], not found[1]) if found else None


def number_as_text(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A number in quotation marks."""
    del reading
    found = _leaf(row, rng, _is_number)
    return _put(row, found[0], _written(found[1])) if found else None


def day_for_month(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A date or moment with its day and month exchanged."""
    del reading

    def fits(value: Any, field: Field | None) -> bool:
        return field is not None and field.format in ("date", "date-time") and value[5:7] != value[8:10] <= "12"

    found = _leaf(row, rng, fits)
    return _put(row, found[0], f"{found[1][:5]}{found[1][8:10]}-{found[1][5:7]}{found[1][10:]}") if found else None


def _objects(node: Field, value: Any, at: Path = ()) -> Iterator[tuple[Path, Field, dict[str, Any]]]:
    """The objects of an answer that have declared fields."""
    if node.item is not None:
        for position, inner in enumerate(value):
            yield from _objects(node.item, inner, (*at, position))
    elif node.fields:
        yield at, node, value
        for name, inner in value.items():
            yield from _objects(node.fields[name], inner, (*at, name))


def _without(row: Row, path: Path) -> Row:
    answer = at = from_json(row["answer"])
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return with_answer(row, to_json(answer))


def optional_dropped(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """An optional field is gone, with everything in it."""
    del reading
    objects = _objects(shape_of(row["schema"])[0], from_json(row["answer"]))
    found = [(*at, name) for at, node, value in objects for name in value if name not in node.required]
    return _without(row, rng.choice(found)) if found else None


def default_invented(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """An absent optional field has a value that nobody stated."""
    del reading
    objects = _objects(shape_of(row["schema"])[0], from_json(row["answer"]))
    found = [
        ((*at, name), field) for at, node, value in objects for name, field in node.fields.items() if name not in value
    ]
    if not found:
        return None
    path, field = rng.choice(found)
    options = field.enum or DEFAULTS.get(field.format) or DEFAULTS.get(field.type, ())
    return _put(row, path, rng.choice((*options, None)))


def _lists(value: Any, at: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    if isinstance(value, list):
        yield at, value
    if isinstance(value, (list, dict)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _lists(inner, (*at, step))


def _list(row: Row, rng: random.Random, fits: Callable[[list[Any]], bool]) -> tuple[Path, list[Any]] | None:
    found = [(path, entries) for path, entries in _lists(from_json(row["answer"])) if fits(entries)]
    return rng.choice(found) if found else None


def entry_dropped(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A list lacks one entry."""
    del reading
    found = _list(row, rng, bool)
    return _without(row, (*found[0], rng.randrange(len(found[1])))) if found else None


def entry_doubled(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """One entry of a list stands twice."""
    del reading
    found = _list(row, rng, bool)
    if found is None:
        return None
    path, entries = found
    at = rng.randrange(len(entries))
    return _put(row, path, [*entries[: at + 1], *entries[at:]])


def entries_swapped(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """Two neighbours of a list in the other order."""
    del reading
    found = _list(row, rng, lambda entries: any(_differ(*pair) for pair in pairwise(entries)))
    if found is None:
        return None
    path, entries = found
    at = rng.choice([place for place, pair in enumerate(pairwise(entries)) if _differ(*pair)])
    return _put(row, path, [*entries[:at], entries[at + 1], entries[at], *entries[at + 2 :]])


def _differ(one: Any, other: Any) -> bool:
    return not same(one, other)


def truncated(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """An answer that breaks off."""
    del reading
    return with_answer(row, row["answer"][: rng.randrange(1, len(row["answer"]))])


def wrapped(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """The answer inside a list or another object."""
    del reading
    answer = from_json(row["answer"])
    return with_answer(row, to_json(rng.choice(([answer], {row["kind"]: answer}, {"data": answer}))))


def key_renamed(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A key in another spelling."""
    del reading
    answer = from_json(row["answer"])
    path = rng.choice([path for path in leaves(answer) if isinstance(path[-1], str)] or [(next(iter(answer)),)])
    at = answer
    for step in path[:-1]:
        at = at[step]
    key = rng.choice((f"{path[-1]}s", f"{path[-1]}".title().replace("_", ""), f"{path[-1]}_value"))
    return (
        _put(row, path[:-1], _renamed(at, path[-1], key))
        if path[:-1]
        else with_answer(row, to_json(_renamed(at, path[-1], key)))
    )


def _renamed(value: dict[str, Any], old: str | int, new: str) -> dict[str, Any]:
    return {new if key == old else key: inner for key, inner in value.items()}
