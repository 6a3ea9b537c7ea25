"""A domain: the record types of a build with their samplers, as the built-in tables and a folder of one's own give them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from goldsmith.core.canonical import to_json
from goldsmith.core.errors import UsageError
from goldsmith.datasets.records.folder import Domain, domain_digest, read_folder
from goldsmith.datasets.records.plan import Cell
from goldsmith.generators.oddities import oddities_of
from goldsmith.generators.records import SAMPLERS, Sampler
from goldsmith.schemas.kind import Kind
from goldsmith.schemas.records import KINDS
from goldsmith.schemas.tree import Node, Pattern
from goldsmith.templates.layouts import genres_of
from goldsmith.validators.knowledge import BUILTIN, Knowledge


@dataclass(frozen=True)
class RecordType:
    """A record type with everything that a build needs of it."""

    kind: Kind
    sampler: Sampler
    knowledge: Knowledge = BUILTIN
    domain: str = ""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """What another process needs to have it, too: a domain's types are loaded there by path, since their code has no other name."""
        return (_loaded, (self.domain, self.kind.name)) if self.domain else (RecordType, (self.kind, self.sampler))

    @cached_property
    def schema_text(self) -> str:
        """The JSON Schema as every row carries it."""
        return to_json(self.kind.schema)

    @cached_property
    def derived(self) -> tuple[tuple[Pattern, Node], ...]:
        """The derived fields with their patterns."""
        return tuple(_derived(self.kind.tree, ()))

    @cached_property
    def cell(self) -> Cell:
        """The record type as the plan sees it."""
        return Cell(self.kind.name, genres_of(self.kind), oddities_of(self.kind.tree), bool(self.derived))


def _derived(node: Node, at: Pattern) -> list[tuple[Pattern, Node]]:
    found: list[tuple[Pattern, Node]] = []
    for child in node.fields:
        path = (*at, child.name)
        if child.derived is not None:
            found.append((path, child))
        elif child.items is not None:
            found += _derived(child.items, (*path, "*"))
        else:
            found += _derived(child, path)
    return found


@cache
def builtin() -> dict[str, RecordType]:
    """The built-in record types by name, in their order everywhere."""
    missing = sorted(KINDS.keys() ^ SAMPLERS.keys())
    if missing:
        raise UsageError(f"record types without model or sampler: {', '.join(missing)}")
    return {name: RecordType(kind, SAMPLERS[name]) for name, kind in KINDS.items()}


def load_domain(path: str) -> dict[str, RecordType]:
    """The built-in record types, and those of a domain folder behind them; "" for none.

    Raises UsageError that names what the folder lacks.
    """
    if not path:
        return builtin()
    own = _read(path, domain_digest(path))
    return builtin() | {
        name: RecordType(kind, own.samplers[name], own.knowledge, path) for name, kind in own.kinds.items()
    }


def knowledge_of(path: str) -> Knowledge:
    """What verification knows of the record types of a domain folder, and of the built-in ones."""
    return _read(path, domain_digest(path)).knowledge if path else BUILTIN


@cache
def _read(path: str, digest: str) -> Domain:
    """The folder as it was when its files had this digest."""
    del digest
    return read_folder(path)


def _loaded(path: str, name: str) -> RecordType:
    return load_domain(path)[name]
