"""Infers the fields of answers from a sample of them: objects are flattened, lists of objects are scopes of their own."""

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from goldsmith.audit.relations.fields import READABLE, VARIABLES, Field, Scope, Type, at
from goldsmith.audit.relations.spelling import READ_NUMBER, is_clock, moment_reader, number_style
from goldsmith.audit.relations.words import role

MOST = 0.9
"""Share of a field's values that must be of its type; the rest are read as absent."""
USUAL = 0.97
"""Share of a field's values that have no more places than it is said to be written with."""
PLACES = 6
"""Decimal places that are kept; a number with more is a float's noise."""
WIDEST = 150
"""Fields of one object; wider ones are tables under the cover of an object, and are left alone."""


def infer(answers: Sequence[dict[str, Any]]) -> tuple[Scope, Type]:
    """The fields of the answers, and the type that from_json reads them with."""
    return _scope((), 0, "", answers)


def _scope(path: tuple[str, ...], depth: int, outer: str, objects: Sequence[dict[str, Any]]) -> tuple[Scope, Type]:
    fields: list[Field] = []
    lists: list[Scope] = []
    bare: list[Field] = []
    listed = _listed(path, depth, outer)
    typed = _walk((), depth, listed, objects, (fields, lists, bare))
    return Scope(path, depth, listed, tuple(fields), tuple(lists), tuple(bare), len(objects)), typed


def _listed(path: tuple[str, ...], depth: int, outer: str) -> str:
    """The list of all these objects in an answer, those of nested lists one after another."""
    if depth == 0:
        return ""
    own = at(VARIABLES[depth - 1], path)
    return (
        own if depth == 1 else f"flatten(list_transform({outer}, lambda {VARIABLES[depth - 1]}: coalesce({own}, [])))"
    )


def _walk(
    path: tuple[str, ...],
    depth: int,
    listed: str,
    objects: Sequence[dict[str, Any]],
    found: tuple[list[Field], list[Scope], list[Field]],
) -> dict[str, Any]:
    keys = {key.lower(): key for one in objects for key in reversed(one)}
    typed: dict[str, Any] = {}
    if len(keys) > WIDEST:
        return typed
    for key in sorted(keys.values(), key=_order(objects).__getitem__):
        values = [one[key] for one in objects if one.get(key) is not None]
        if (
            values
            and READABLE.fullmatch(key)
            and (type_ := _value((*path, key), depth, listed, values, len(objects), found))
        ):
            typed[key] = type_
    return typed


def _order(objects: Sequence[dict[str, Any]]) -> dict[str, int]:
    order: dict[str, int] = {}
    for one in objects:
        for key in one:
            order.setdefault(key, len(order))
    return order


def _value(
    path: tuple[str, ...],
    depth: int,
    listed: str,
    values: Sequence[Any],
    asked: int,
    found: tuple[list[Field], list[Scope], list[Field]],
) -> Type:
    fields, lists, bare = found
    if objects := _mostly(values, dict):
        return _walk(path, depth, listed, objects, found)
    if held := _mostly(values, list):
        elements = [element for one in held for element in one if element is not None]
        if objects := _mostly(elements, dict):
            if depth + 1 == len(VARIABLES):
                return ""
            scope, typed = _scope(path, depth + 1, listed, objects)
            lists.append(scope)
            return [typed] if typed else ""
        field = leaf(path, elements, len(elements))
        bare.extend([field] if field else [])
        return [field.type] if field else ""
    field = leaf(path, values, asked)
    fields.extend([field] if field else [])
    return field.type if field else ""


def _mostly(values: Sequence[Any], type_: type) -> list[Any]:
    found = [value for value in values if isinstance(value, type_)]
    return found if found and len(found) >= MOST * len(values) else []


def leaf(path: tuple[str, ...], values: Sequence[Any], asked: int) -> Field | None:
    """A field of single values; None where no type fits most of them."""
    plain = [value for value in values if isinstance(value, int | Decimal) and not isinstance(value, bool)]
    texts = [str(value) for value in values if isinstance(value, str | int | Decimal) and not isinstance(value, bool)]
    made = Field(path, "text", "VARCHAR", "{}", 0, False, False, tuple(texts), asked)
    if values and len(plain) >= MOST * len(values):
        return _number(made, [Decimal(value) for value in plain])
    if _mostly(values, bool):
        return replace(made, kind="flag", type="BOOLEAN", values=tuple(values))
    if not texts or len(texts) < MOST * len(values):
        return None
    return _spelled(made, [text for text in texts if text.strip()])


def _number(field: Field, values: Sequence[Decimal]) -> Field:
    found = sorted(_places(value) for value in values)
    usual = found[int(len(found) * USUAL)]
    type_ = f"DECIMAL(38,{min(max(2, found[-1]), PLACES)})" if found[-1] else "DECIMAL(38,0)"
    kept = min(usual, PLACES)
    return replace(field, kind="number", type=type_, places=kept, floats=found[-1] > PLACES, values=tuple(values))


def _places(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent)) if value.is_finite() else 0


def _spelled(field: Field, texts: Sequence[str]) -> Field:
    style = number_style(texts)
    if style and (role(field.words) or any(not text.isdigit() for text in texts)):
        decimal = "." if style == "point" else ","
        values = [_amount(text, decimal) for text in texts]
        read = [value for value in values if value is not None]
        places = max((max(0, -int(value.as_tuple().exponent)) for value in read), default=0)
        return replace(field, kind="number", reader=READ_NUMBER[style], places=places, values=tuple(read))
    reader, by_day = moment_reader(texts)
    if reader:
        return replace(field, kind="moment", reader=reader, by_day=by_day, values=tuple(texts))
    if is_clock(texts):
        return replace(field, kind="clock", reader="TRY_CAST({} AS TIME)", values=tuple(texts))
    return field


def _amount(text: str, decimal: str) -> Decimal | None:
    kept = "".join(sign for sign in text.replace("−", "-") if sign in f"0123456789-{decimal}").replace(",", ".")
    try:
        return Decimal(kept)
    except ArithmeticError:
        return None


def parsed(texts: Sequence[str]) -> list[dict[str, Any]]:
    """The sampled answers with exact decimals; what Python cannot read is left out."""
    read = (_object(text) for text in texts)
    return [one for one in read if one]


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text, parse_float=Decimal, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def sampled(one: dict[str, Any], path: Sequence[str]) -> Decimal | None:
    """A number of a sampled object; None where it is absent or no number."""
    value: Any = one
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def objects_of(answers: Sequence[dict[str, Any]], scope: Scope, outer: Sequence[Scope] = ()) -> list[dict[str, Any]]:
    """The sampled objects of a scope that is reached through the lists of the outer ones."""
    found = list(answers)
    for step in (*outer, scope):
        if step.depth:
            lists = (_reached(one, step.path) for one in found)
            found = [element for held in lists for element in held if isinstance(element, dict)]
    return found


def _reached(one: dict[str, Any], path: Sequence[str]) -> list[Any]:
    value: Any = one
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []
