"""References: an identifier that names a listed object is one of the list, and no listed object stands there twice."""

from collections.abc import Iterator

from goldsmith.audit.relations.fields import Field, Scope, at
from goldsmith.audit.relations.proposals import Proposal, Relation, Strength, name_of, over_answers
from goldsmith.audit.relations.words import singular, words_of

IDENTITY = frozenset(("id", "ids", "key", "code", "number", "no", "nr", "ref", "uuid", "sku"))
SHARED = 0.5
"""Share of a reference's values that stand among the listed identifiers, somewhere in the sample."""
MANY = 100
"""Different identifiers that a list must have before a field that does not bear its name may refer to it; 1, 2, 3 are anybody's."""


def propose_over(root: Scope) -> Iterator[Proposal]:
    """Uniqueness in every list, and references from anywhere in the answer to its lists."""
    for scope in root.inner():
        if scope.depth:
            for field in scope.fields:
                if _own(scope, field):
                    yield _unique(scope, field)
                    yield from _references(root, scope, field)


def _own(scope: Scope, field: Field) -> bool:
    """Whether the field identifies the listed objects: id, or the list's own name before it."""
    words = tuple(word for word in field.words if word not in IDENTITY)
    if field.kind not in ("text", "number") or not IDENTITY & set(field.words) or len(field.path) > 1:
        return False
    own = tuple(singular(word) for word in words_of(scope.path[-1]))
    return set(field.words) <= {"id", "uuid"} if not words else words == own[-len(words) :]


def _unique(scope: Scope, field: Field) -> Proposal:
    values = f"list_transform({scope.listed}, lambda {scope.variable}: {field.sql(scope.variable)})"
    given = f"list_filter({values}, lambda x: x IS NOT NULL)"
    relation = Relation(
        claim=f"{scope.name}.{field.name} unique",
        name=name_of(*scope.path, field.name, "is unique"),
        family="referential",
        says=f"No {field.name} stands twice in {scope.name}.",
        applies=f"len({given}) > 1",
        holds=f"len(list_distinct({given})) = len({given})",
        strength=Strength.HINTED,
        least=0.95,
        fields=frozenset((f"{scope.name}.{field.name}",)),
        shown=f"'{scope.name}.{field.name} ' || ({given})::VARCHAR",
    )
    return _whole(relation)


def _whole(relation: Relation) -> Proposal:
    """A relation that speaks of the whole answer already."""
    return over_answers(Scope((), 0, "", (), (), (), 0), relation)


def _references(root: Scope, scope: Scope, field: Field) -> Iterator[Proposal]:
    own = tuple(singular(word) for word in words_of(scope.path[-1]))
    known = f"list_transform({scope.listed}, lambda {scope.variable}: {field.sql(scope.variable)})"
    for other in root.inner():
        if other.listed == scope.listed:
            candidates = [(one, _listed(other, one)) for one in other.fields if one is not field]
        else:
            candidates = [(one, _listed(other, one)) for one in other.fields]
        candidates += [(one, _bare(other, one)) for one in other.bare]
        for one, values in candidates:
            if one.type == field.type and _refers(one, own, field) and _overlap(one, field):
                yield _reference(scope, field, other, one, known, values)


def _refers(one: Field, own: tuple[str, ...], field: Field) -> bool:
    """Whether the name speaks of the list's objects: deviceId, device_ids, manager_employee_id; or holds values of the same form."""
    words = tuple(singular(word) for word in one.words if word not in IDENTITY)
    if not words or words[-len(own) :] == own:
        return bool(words)
    return bool(IDENTITY & set(one.words)) and len(set(field.values)) >= MANY


def _overlap(one: Field, field: Field) -> bool:
    """Whether the two fields share values, as a reference to the same objects would."""
    shared = set(one.values) & set(field.values)
    return len(shared) >= SHARED * len(set(one.values))


def _listed(scope: Scope, one: Field) -> str:
    if scope.depth == 0:
        return f"[{one.sql('answer')}]"
    return f"list_transform({scope.listed}, lambda {scope.variable}: {one.sql(scope.variable)})"


def _bare(scope: Scope, one: Field) -> str:
    if scope.depth == 0:
        return at("answer", one.path)
    return f"flatten(list_transform({scope.listed}, lambda {scope.variable}: coalesce({at(scope.variable, one.path)}, [])))"


def _reference(scope: Scope, field: Field, other: Scope, one: Field, known: str, values: str) -> Proposal:
    given = f"list_filter({values}, lambda x: x IS NOT NULL)"
    origin = ".".join((*other.path, *one.path))
    target = f"{scope.name}.{field.name}"
    dangling = f"(list_filter({given}, lambda x: NOT list_contains({known}, x)))::VARCHAR"
    relation = Relation(
        claim=f"{origin} refers to {target}",
        name=name_of(origin, "is one of", target),
        family="referential",
        says=f"Every {origin} is one of {target}.",
        applies=f"len({given}) > 0 AND len({known}) > 0",
        holds=f"list_has_all({known}, {given})",
        strength=Strength.HINTED,
        fields=frozenset((origin, target)),
        shown=f"'{origin} ' || {dangling} || ' not in {target} ' || ({known})::VARCHAR",
        telling=f"len({known}) > 1",
    )
    return _whole(relation)
