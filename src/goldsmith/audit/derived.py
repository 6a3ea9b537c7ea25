"""Whether a number that stands nowhere follows from others: a count, a sum, a product, a difference, a share."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Any

STRONG, WEAK, NOT = "strong", "weak", ""
"""A count or a sum over a list, or a time between two dates, is no chance; two of many numbers often make a third."""
OPERANDS = 24
"""Different numbers that are tried in pairs; with more, nearly every small number can be made."""
TERMS = 10
"""Numbers of an answer of which three are tried: subtotal, tax and discount."""
CENT = Decimal("0.01")
TELLING = 3
"""Digits that a number needs before three operands may explain it."""


SIZES = "2 7 10 12 24 30 52 60 100 365 1000 1440 3600 2.54 25.4 0.3048 0.9144 1.609344 0.45359237 28.349523125"
FACTORS = tuple(Decimal(size) for size in SIZES.split(" "))
"""Minutes of an hour, days of a week, millimetres of an inch: a number in another unit follows from its first form."""


def derivable(value: Decimal, answer: Any, stated: Iterable[str], times: Iterable[str] = ()) -> str:
    """How surely a number follows from the answer's other values and from the numbers that the prompt states."""
    scalars: list[Decimal] = []
    made = list(_aggregates(answer, scalars, value))
    places = _places(value)
    if any(_same(value, one, places) for one in made):
        return STRONG
    scalars = [one for one in dict.fromkeys(scalars + made) if one != value]
    if len(value.as_tuple().digits) >= TELLING and _of_three(value, scalars[:TERMS], places):
        return STRONG
    figures = list(map(Decimal, stated))[:OPERANDS]
    if any(_same(value, one, places) for one in _converted(figures, times)):
        return WEAK
    operands = list(dict.fromkeys([*scalars, *figures]))[:OPERANDS]
    return WEAK if any(_same(value, one, places) for one in _pairs(operands)) else NOT


def _converted(figures: Iterable[Decimal], times: Iterable[str]) -> Iterator[Decimal]:
    """The stated numbers in other units, and the minutes and hours between stated times."""
    for figure in figures:
        for factor in FACTORS:
            yield from (figure * factor, figure / factor)
    minutes = [int(time[:2]) * 60 + int(time[3:]) for time in sorted(times)[:TERMS]]
    for first, second in combinations(minutes, 2):
        yield from (Decimal(abs(second - first)), Decimal(abs(second - first)) / 60)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _same(value: Decimal, made: Decimal, places: int) -> bool:
    return abs(abs(value) - abs(made)) * 2 <= Decimal(1).scaleb(-max(places, 2))


def _aggregates(node: Any, scalars: list[Decimal], value: Decimal) -> Iterator[Decimal]:
    """Counts and sums of every list; the numbers of the objects around the value go to `scalars`."""
    if isinstance(node, dict):
        yield from _spans([inner for inner in node.values() if isinstance(inner, str)])
        for inner in node.values():
            yield from _aggregates(inner, scalars, value)
    elif isinstance(node, list):
        yield Decimal(len(node))
        yield from _of_columns([inner for inner in node if isinstance(inner, dict)], value)
        if (numbers := _numbers(node)) and len(numbers) == len(node) and value not in numbers:
            yield sum(numbers, Decimal(0))
            yield sum(numbers, Decimal(0)) / len(numbers)
        for inner in node:
            own: list[Decimal] = []
            yield from _aggregates(inner, own, value)
            if value in own or not isinstance(inner, dict):
                scalars.extend(own)
    else:
        scalars.extend(_numbers([node]))


def _of_columns(rows: Sequence[dict[str, Any]], value: Decimal) -> Iterator[Decimal]:
    names = [name for name in rows[0] if len(_numbers(row.get(name) for row in rows)) == len(rows)] if rows else []
    columns = [_numbers(row[name] for row in rows) for name in names[:8]]
    columns = [column for column in columns if value not in column]
    for column in columns:
        yield sum(column, Decimal(0))
        yield sum(column, Decimal(0)) / len(column)
    for first, second in combinations(columns, 2):
        products = [one * other for one, other in zip(first, second, strict=True)]
        yield sum(products, Decimal(0))
        for percents in _percents(rows):
            less = (one * (100 - percent) / 100 for one, percent in zip(products, percents, strict=True))
            yield sum((amount.quantize(CENT, ROUND_HALF_UP) for amount in less), Decimal(0))


def _percents(rows: Sequence[dict[str, Any]]) -> Iterator[list[Decimal]]:
    """Columns that may be a discount in percent of each line; a line without one has none."""
    for name in dict.fromkeys(name for row in rows for name in row):
        cells = [row.get(name) for row in rows]
        found = _numbers(cell for cell in cells if cell is not None)
        if len(found) == sum(cell is not None for cell in cells) and all(0 <= one <= 100 for one in found):
            yield [Decimal(str(cell or 0)) for cell in cells]


def _numbers(values: Iterable[Any]) -> list[Decimal]:
    return [
        Decimal(str(value))
        for value in values
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value and abs(value) < 1e18
    ]


def _spans(texts: Sequence[str]) -> Iterator[Decimal]:
    """Days and whole years between the dates of one object."""
    days = [found for text in texts if (found := _day(text)) is not None]
    for first, second in combinations(days[:6], 2):
        apart = abs((second - first).days)
        yield from (Decimal(apart), Decimal(apart + 1), Decimal(int(apart / 365.25)), Decimal(apart // 30))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _pairs(operands: Sequence[Decimal]) -> Iterator[Decimal]:
    for first, second in combinations(operands, 2):
        yield first + second
        yield first - second
        yield first * second
        yield first * second / 100
        if second:
            yield from (first / second, first / second * 100, (first - second) / second * 100)
        if first:
            yield from (second / first, second / first * 100, (second - first) / first * 100)


def _of_three(value: Decimal, terms: Sequence[Decimal], places: int) -> bool:
    return any(
        _same(value, one, places)
        for first, second, third in combinations(terms, 3)
        for one in (first + second + third, first + second - third, first - second + third, second + third - first)
    )
