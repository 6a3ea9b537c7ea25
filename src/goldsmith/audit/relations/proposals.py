"""A relation that may hold between fields: its SQL, what speaks for it, and the evidence it shows against an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from goldsmith.audit.relations.fields import Field, Scope
from goldsmith.audit.relations.words import words_of
from goldsmith.validators.relations import Family


class Strength(IntEnum):
    """What speaks for a relation before the data has: MINED nothing, HINTED the names perhaps, NAMED the names surely."""

    MINED = 1
    HINTED = 2
    NAMED = 3


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation within the objects of one scope, in expressions over that object.

    Relations of one `claim` are readings of the same thing, simplest first, of which the data chooses. `telling` says for
    which objects it is no triviality, `near` which of the broken ones are off by rounding only, `shown` what is shown.
    """

    claim: str
    name: str
    family: Family
    says: str
    applies: str
    holds: str
    strength: Strength
    fields: frozenset[str]
    shown: str
    target: str = ""
    telling: str = "true"
    near: str = "false"
    value: str = "NULL"
    made: str = "NULL"
    least: float = 0.9
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation over whole answers, its objects' lists gone through."""

    scope: str
    relation: Relation
    applies: str
    holds: str
    telling: str
    near: str
    value: str
    made: str
    shown: str

    def sql(self, table: str) -> str:
        """The rule as a SELECT over the typed table."""
        return f"SELECT id,\n  {self.applies} AS applies,\n  {self.holds} AS holds\nFROM {table}"

    @property
    def key(self) -> tuple[str, str]:
        """What it is a reading of."""
        return (self.scope, self.relation.claim)


def over_answers(scope: Scope, relation: Relation) -> Proposal:
    """The relation as a statement about each answer: about the object itself, or about all elements of the list."""
    if scope.depth == 0:
        made = (relation.applies, relation.holds, relation.telling, relation.near, relation.value, relation.made)
        return Proposal(scope.name, relation, *made, relation.shown)
    each = f"lambda {scope.variable}"
    applies, broken = relation.applies, f"({relation.applies}) AND ({relation.holds}) IS NOT TRUE"

    def some(condition: str) -> str:
        return f"len(list_filter({scope.listed}, {each}: {condition})) > 0"

    def none(condition: str) -> str:
        return f"len(list_filter({scope.listed}, {each}: {condition})) = 0"

    def first(expression: str) -> str:
        return f"list_transform(list_filter({scope.listed}, {each}: {broken}), {each}: {expression})[1]"

    return Proposal(
        scope.name,
        relation,
        applies=some(applies),
        holds=none(broken),
        telling=some(f"({applies}) AND ({relation.telling})"),
        near=none(f"{broken} AND ({relation.near}) IS NOT TRUE"),
        value=first(relation.value),
        made=first(relation.made),
        shown=first(relation.shown),
    )


def name_of(*parts: str) -> str:
    """A rule's name from names of fields and words between them."""
    return "_".join(word for part in parts for words in part.split() for word in words_of(words)) or "relation"


def stated(*expressions: str) -> str:
    """That every one of the values is there."""
    return " AND ".join(f"{expression} IS NOT NULL" for expression in expressions)


def text_of(expression: str) -> str:
    """A value as evidence, without the zeros that its type adds."""
    return f"coalesce(regexp_replace(({expression})::VARCHAR, '(\\.[0-9]*?)0+$', '\\1').rtrim('.'), 'nothing')"


def shown(variable: str, fields: Sequence[Field], made: str = "") -> str:
    """SQL of the evidence: each field with its value, and what the relation makes of them."""
    parts = [f"'{_plain(field.name)} ', {text_of(field.sql(variable))}" for field in fields]
    texts = ", ', ', ".join(parts)
    return f"concat({texts}, ': ', {text_of(made)})" if made else f"concat({texts})"


def _plain(text: str) -> str:
    return text.replace("'", "''")
