"""A record type as a tree of fields, read off its pydantic model, and the JSON Schema that the tree emits."""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from pydantic import AwareDatetime, BaseModel
from pydantic.fields import ComputedFieldInfo, FieldInfo

from goldsmith.schemas.fields import Auxiliary, Derived, Role

Path = tuple[str | int, ...]
"""Where a leaf stands in a record: ("items", 0, "price")."""
Pattern = tuple[str, ...]
"""A path with list positions written "*": ("items", "*", "price")."""


WORD = Role("word")


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One field of a record type; the root is an object without a name. Each is equal to itself alone, so it is a quick key."""

    name: str
    type: str
    required: bool = True
    role: Role = WORD
    format: str = ""
    pattern: str = ""
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    min_items: int = 0
    derived: Derived | None = None
    auxiliary: bool = False
    fields: tuple["Node", ...] = ()
    items: "Node | None" = None

    def leaves(self, above: Pattern = ()) -> Iterator[tuple[Pattern, "Node"]]:
        """Every leaf below this node with its pattern, in field order."""
        if self.type == "object" and self.fields:
            for field in self.fields:
                yield from field.leaves((*above, field.name))
        elif self.items is not None:
            yield from self.items.leaves((*above, "*"))
        else:
            yield above, self


def pattern_of(path: Path) -> Pattern:
    """The path with every list position written as "*"."""
    return tuple("*" if isinstance(step, int) else step for step in path)


@lru_cache(maxsize=256)
def tree(model: type[BaseModel]) -> Node:
    """The field tree of a record type, in the order of `order` where the model declares one."""
    nodes: dict[str, Node] = {}
    for name, info in model.model_fields.items():
        nodes[info.alias or name] = _free(info.alias or name, info)
    for name, computed in model.model_computed_fields.items():
        nodes[name] = _derived(name, computed)
    order = getattr(model, "order", tuple(nodes))
    if set(order) != set(nodes):
        raise ValueError(
            f"{model.__name__}.order names {sorted(set(order) ^ set(nodes))}, which differ from its fields"
        )
    return Node("", "object", fields=tuple(nodes[name] for name in order))


def _free(name: str, info: FieldInfo) -> Node:
    return _node(name, info.annotation, list(info.metadata), required=info.is_required())


def _derived(name: str, info: ComputedFieldInfo) -> Node:
    node = _node(name, info.return_type, [], required=False)
    if node.derived is None:
        raise ValueError(f"computed field {name!r} must carry Derived() in its return type")
    return node


def _node(name: str, annotation: Any, metadata: list[Any], *, required: bool) -> Node:
    base, found = _unwrap(annotation)
    metadata = found + metadata
    derived = next((item for item in metadata if isinstance(item, Derived)), None)
    common: dict[str, Any] = {
        "name": name,
        "required": derived.required if derived else required,
        "derived": derived,
        "auxiliary": any(isinstance(item, Auxiliary) for item in metadata),
        "role": next((item for item in reversed(metadata) if isinstance(item, Role)), WORD),
    }
    if get_origin(base) in (list, tuple):
        least = next((item.min_length for item in _flat(metadata) if isinstance(item, MinLen)), 0)
        return Node(type="array", items=_node("", get_args(base)[0], [], required=True), min_items=least, **common)
    if isinstance(base, type) and issubclass(base, BaseModel):
        return Node(type="object", fields=tree(base).fields, **common)
    return Node(**_scalar(base, metadata), **common)


def _scalar(base: Any, metadata: list[Any]) -> dict[str, Any]:
    flat = _flat(metadata)[::-1]  # an outer constraint stands later and wins
    made: dict[str, Any] = {
        "minimum": next((int(str(item.ge)) for item in flat if isinstance(item, Ge)), None),
        "maximum": next((int(str(item.le)) for item in flat if isinstance(item, Le)), None),
        "pattern": next((item.pattern for item in flat if getattr(item, "pattern", None)), ""),
    }
    if get_origin(base) is Literal:
        return made | {"type": "string", "enum": get_args(base)}
    names: dict[Any, str] = {str: "string", int: "integer", bool: "boolean", Decimal: "number", Any: "any"}
    if base is AwareDatetime:
        base = datetime
    if base in (date, datetime):
        return made | {"type": "string", "format": "date" if base is date else "date-time"}
    if any(isinstance(item, Role) and item.name == "email" for item in metadata):
        made["format"] = "email"
    if get_origin(base) is dict:
        return made | {"type": "object"}
    if base not in names:
        raise ValueError(
            f"{base!r} is no type of a record field; use str, int, bool, Decimal, date, datetime or Literal"
        )
    return made | {"type": names[base]}


def _unwrap(annotation: Any) -> tuple[Any, list[Any]]:
    metadata: list[Any] = []
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            metadata += more
        elif origin in (Union, types.UnionType):
            inner = [part for part in get_args(annotation) if part is not type(None)]
            if len(inner) != 1:
                raise ValueError(f"a record field has one type, got {annotation!r}")
            annotation = inner[0]
        else:
            return annotation, metadata


def _flat(metadata: list[Any]) -> list[Any]:
    """Constraints given through pydantic's Field(...) stand inside its FieldInfo."""
    flat: list[Any] = []
    for item in metadata:
        flat += _flat(item.metadata) if isinstance(item, FieldInfo) else [item]
    return flat


def json_schema(kind: str, title: str, root: Node) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record type; auxiliary facts are not part of it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:goldsmith:{kind}",
        "title": title,
        **_emit(root),
    }


def _emit(node: Node) -> dict[str, Any]:
    if node.type == "any":
        return {}
    if node.items is not None:
        return {"type": "array", "items": _emit(node.items)} | ({"minItems": node.min_items} if node.min_items else {})
    if node.fields:
        shown = [field for field in node.fields if not field.auxiliary]
        needed = [field.name for field in shown if field.required]
        made: dict[str, Any] = {"type": "object", "properties": {field.name: _emit(field) for field in shown}}
        return made | ({"required": needed} if needed else {}) | {"additionalProperties": False}
    made = {"type": node.type}
    for key in ("format", "pattern", "minimum", "maximum"):
        if getattr(node, key) not in ("", None):
            made[key] = getattr(node, key)
    return made | ({"enum": list(node.enum)} if node.enum else {})


def answer_of(record: BaseModel, hidden: frozenset[Pattern] = frozenset()) -> dict[str, Any]:
    """The record as the answer states it: fields in schema order, absent ones left out, `hidden` derived ones too."""
    return _shown(record, hidden, ())


def _shown(record: BaseModel, hidden: frozenset[Pattern], at: Pattern) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, attribute, shape in _attributes(type(record)):
        value = getattr(record, attribute)
        if value is None or (hidden and (*at, name) in hidden):
            continue
        if shape == "leaf":
            made[name] = value
        elif shape == "list":
            made[name] = list(value)
        elif shape == "object":
            made[name] = _shown(value, hidden, (*at, name))
        else:
            inner = (*at, name, "*")
            made[name] = [_shown(item, hidden, inner) for item in value]
    return made


@lru_cache(maxsize=256)
def _attributes(model: type[BaseModel]) -> tuple[tuple[str, str, str], ...]:
    """The fields of an answer in schema order: each name, the attribute that holds it, and the shape of what it holds."""
    named = {info.alias: attribute for attribute, info in model.model_fields.items() if info.alias}
    return tuple(
        (node.name, named.get(node.name, node.name), _shape(node)) for node in tree(model).fields if not node.auxiliary
    )


def _shape(node: Node) -> str:
    if node.items is not None:
        return "objects" if node.items.fields else "list"
    return "object" if node.fields else "leaf"
