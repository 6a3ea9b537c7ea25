"""What verification knows of record types: rules, lies, derivations, schemas, vocabulary, and the reader's words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from random import Random
from typing import Any

from goldsmith.extractors.lexicon import Lexicon
from goldsmith.extractors.reading import Path
from goldsmith.schemas.json import schema_file
from goldsmith.schemas.vocabulary import Row
from goldsmith.validators.derivations import Derivation, derive
from goldsmith.validators.relations import RuleFile, parse

Breaker = Callable[[Any, Random], bool]
"""Changes a parsed answer, or a list of them, in place; False where it offers nothing to break."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What a domain adds to what ships with the package, by record type; an empty one is the built-in knowledge."""

    sql: Mapping[str, str] = field(default_factory=dict)
    breakers: Mapping[str, Mapping[str, Breaker]] = field(default_factory=dict)
    derivations: Mapping[str, Derivation] = field(default_factory=dict)
    schemas: Mapping[str, str] = field(default_factory=dict)
    vocabulary: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    lexicon: Lexicon | None = None

    def rule_text(self, kind: str) -> str:
        """The SQL file of a record type."""
        if kind in self.sql:
            return self.sql[kind]
        return files("goldsmith.validators.rules").joinpath(f"{kind}.sql").read_text(encoding="utf-8")

    def rules(self, kind: str) -> RuleFile:
        """The rules of a record type."""
        return _parsed(kind, self.rule_text(kind))

    def breakers_of(self, kind: str) -> Mapping[str, Breaker]:
        """The lies of a record type by rule; one for a rule over sets takes a list of answers."""
        if kind in self.breakers:
            return self.breakers[kind]
        found: Mapping[str, Breaker] = import_module(f"goldsmith.validators.breakers.{kind}").BREAKERS
        return found

    def schema(self, kind: str) -> str | None:
        """The text of a record type's JSON Schema; None for a type that nobody knows."""
        return self.schemas.get(kind) or schema_file(kind)

    def derive(self, kind: str, stated: dict[str, Any], rates: dict[str, Decimal]) -> Iterator[tuple[Path, Any]]:
        """What follows from the stated values of a record type."""
        own = self.derivations.get(kind)
        return own(stated, rates) if own else derive(kind, stated, rates)


BUILTIN = Knowledge()
_parsed = lru_cache(maxsize=256)(parse)
