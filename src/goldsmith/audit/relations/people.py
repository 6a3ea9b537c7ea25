"""People where things should stand: a product, dish or medicine that bears a person's full name, as careless generators make them."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import NamedTuple

import duckdb
import pyarrow as pa

from goldsmith.audit.relations.fields import Field, Scope

LOCALES = ("en_US", "en_GB")
THINGS = frozenset(
    ("product", "produkt", "artikel", "article", "item", "goods", "dish", "ingredient", "medication", "medicine", "drug", "device", "part")
)  # fmt: skip
LISTS = frozenset(
    ("products", "items", "lines", "articles", "positions", "positionen", "goods", "ingredients", "dishes", "devices")
)
NAMING = frozenset(("name", "title", "description", "desc", "label", "product", "item", "artikel"))
WHOSE = frozenset(
    (
        "by",
        "owner",
        "author",
        "seller",
        "vendor",
        "customer",
        "user",
        "reviewer",
        "brand",
        "manufacturer",
        "artist",
        "contact",
    )
)
BOTH = """
Jasmine Ginger Olive Basil Rosemary Ruby Amber Pearl Crystal Jade Coral Daisy Lily Rose Iris Ivy Violet Heather Holly
Hazel Cherry Candy Brandy Sherry Robin Penny Summer Autumn April May June Dawn Joy Grace Faith Hope Chase Mark Bill
Rich Jack Frank Tiffany Mercedes Paris Chelsea Sydney Virginia Georgia Carolina Savannah Madison Austin Dallas Houston
Lincoln Rice Wood Woods Stone Marsh Bush Berry Ball Bell Bean Cook Frost Hill Hills Fields Field Banks Wall Walls
Cross Key Lane Love Moon Snow Summers Winters Winter Rivers Brown Green White Gray Grey Black Reed Gates Park Parks
Flowers Glass Hood Day Page Price Sharp Bright Best Short Long Little Young Power Powers Shields Waters Wells Wolf Fox
Lamb Finch Swan Case Foot Mills Camp Church House Bird Cox Burns Sparks Blair
"""
THINGS_TOO = frozenset(BOTH.split())
"""Names that things bear as well: Jasmine Rice, Amber Stone, Holly Berry."""
FULL_NAME = r"\p{Lu}[\p{Ll}’''-]+( \p{Lu}\.)? \p{Lu}[\p{Ll}’''-]+"
DISTINCT = 5
"""Different people's names that must stand in a field: one thing may be called Jasmine Rice."""


class Named(NamedTuple):
    """A field of things in which people's names stand: the places, each with one of the names, and the places it was looked for in."""

    field: str
    places: tuple[tuple[int, str], ...]
    of: int


def people_as_things(connection: duckdb.DuckDBPyConnection, table: str, root: Scope) -> Iterator[Named]:
    """The fields of things that bear people's names in several answers."""
    for scope in root.inner():
        for field in scope.fields:
            if field.kind == "text" and _names_a_thing(scope, field):
                found = _look(connection, table, scope, field)
                if len({name for _, name in found.places}) >= DISTINCT:
                    yield found


def _names_a_thing(scope: Scope, field: Field) -> bool:
    words = set(field.words)
    if words & WHOSE or not words & (NAMING | THINGS):
        return False
    if words & THINGS and words <= THINGS | NAMING:
        return True
    sold = any(one.role in ("price", "quantity") and one.home == field.home for one in scope.fields)
    return sold and words <= NAMING and scope.depth > 0 and scope.path[-1].lower() in LISTS


def _look(connection: duckdb.DuckDBPyConnection, table: str, scope: Scope, field: Field) -> Named:
    for name, listed in _lists().items():
        connection.register(name, pa.table({"name": listed}))
    values = f"[{field.sql('answer')}]"
    if scope.depth:
        values = f"list_transform({scope.listed}, lambda {scope.variable}: {field.sql(scope.variable)})"
    found = connection.execute(
        f"""SELECT id, min(name) FROM (SELECT id, unnest({values}) AS name FROM {table})
        WHERE regexp_full_match(name, '{FULL_NAME}') AND split_part(name, ' ', 1) IN (SELECT name FROM given_names)
          AND split_part(name, ' ', -1) IN (SELECT name FROM family_names)
        GROUP BY id ORDER BY id"""
    ).fetchall()
    [(of,)] = connection.execute(f"SELECT count(*) FROM {table} WHERE len({values}) > 0").fetchall()
    return Named(".".join((*scope.path, *field.path)), tuple(found), of)


@cache
def _lists() -> dict[str, list[str]]:
    providers = [import_module(f"faker.providers.person.{locale}").Provider for locale in LOCALES]
    return {
        "given_names": sorted({name for provider in providers for name in provider.first_names} - THINGS_TOO),
        "family_names": sorted({name for provider in providers for name in provider.last_names} - THINGS_TOO),
    }
