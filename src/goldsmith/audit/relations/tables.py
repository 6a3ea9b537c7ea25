"""The statements that type a group's answers: exact decimals, numbers and times in text as their own readers take them."""

import json
from collections.abc import Iterator

from goldsmith.audit.relations.answers import Group
from goldsmith.audit.relations.fields import Field, Scope, Type
from goldsmith.audit.relations.spelling import MACROS

TELLING = 6
"""Keys that tell a group's answers from others."""


def typing(group: Group, root: Scope, typed: Type) -> str:
    """The statements that make the group's table (id, answer), read from the view `examples` (id, kind, answer) with exact numbers."""
    text = json.dumps(typed, ensure_ascii=False).replace("'", "''")
    shared = set.intersection(*(set(one.keys) for one in group.signatures))
    keys = [key for key in group.signatures[0].keys if key in shared and '"' not in key][:TELLING]
    exists = " AND ".join(f"json_exists(answer, {_path(key)})" for key in keys)
    where = f"CASE WHEN json_valid(answer) THEN {exists or 'true'} ELSE false END"
    macros = [macro for name, macro in MACROS.items() if any(name in field.reader for field in _fields(root))]
    table = f"CREATE OR REPLACE TEMP TABLE {group.name} AS\nSELECT id, from_json(answer, '{text}') AS answer\nFROM examples WHERE {where};"
    return "\n".join((*macros, table))


def _path(key: str) -> str:
    return "'$.\"" + key.replace("'", "''") + "\"'"


def _fields(root: Scope) -> Iterator[Field]:
    for scope in root.inner():
        yield from scope.fields
        yield from scope.bare
