"""Figures about a list: how many elements it has, and the sum, average, least and greatest of one of their fields."""

from collections.abc import Iterator

from goldsmith.audit.relations.fields import Field, Scope, at
from goldsmith.audit.relations.proposals import Relation, Strength, name_of, shown, stated
from goldsmith.audit.relations.sums import EXCERPT
from goldsmith.audit.relations.words import singular, stem, words_of

COUNTING = frozenset(
    (
        "count",
        "number",
        "num",
        "no",
        "of",
        "n",
        "total",
        "anzahl",
        "nb",
        "nombre",
        "size",
        "length",
        "the",
        "in",
        "all",
        "cnt",
    )
)
SAYING = frozenset(("count", "number", "num", "anzahl", "nb", "cnt"))
"""Words that promise a count of what is listed; a total may count what is not."""
ENTRIES = frozenset(("item", "line", "entry", "position", "product", "element", "row", "record", "result", "posten"))
"""Words for the elements of any list."""
FIGURES = {
    "average": frozenset(("average", "avg", "mean", "durchschnitt")),
    "least": frozenset(("min", "minimum", "lowest", "least", "smallest")),
    "greatest": frozenset(("max", "maximum", "highest", "greatest", "peak", "largest")),
    "sum": frozenset(("total", "sum", "overall", "combined", "gesamt", "summe")),
}
MADE = {"least": "list_min", "greatest": "list_max", "sum": "list_sum"}


def propose(scope: Scope) -> Iterator[Relation]:
    """Counts of the lists of this scope, and figures over the numbers in them."""
    for field in scope.numbers():
        if field.whole:
            yield from _counts(scope, field)
        yield from _figures(scope, field)


def _counts(scope: Scope, field: Field) -> Iterator[Relation]:
    if not COUNTING & set(field.words):
        return
    named = stem(field.words, COUNTING)
    for path, elements in _lists(scope):
        own = tuple(singular(word) for word in words_of(path[-1]))
        alone = len(_lists(scope)) == 1 and (not named or set(named) <= ENTRIES)
        if EXCERPT & set(words_of(path[-1])) or not (alone or (named and named == own[-len(named) :])):
            continue
        sure = (
            Strength.NAMED if SAYING & set(field.words) and named and named == own[-len(named) :] else Strength.HINTED
        )
        yield _count(scope, field, path[-1], f"len({elements})", "the number of", sure)
        for child in scope.lists:
            for quantity in child.playing("quantity")[:1] if child.path == path else ():
                made = f"list_sum(list_transform({elements}, lambda {child.variable}: {quantity.sql(child.variable)}))"
                yield _count(scope, field, path[-1], made, f"the sum of {quantity.name} over", Strength.HINTED)


def _lists(scope: Scope) -> list[tuple[tuple[str, ...], str]]:
    found = [(child.path, scope.elements(child)) for child in scope.lists]
    return found + [(bare.path, at(scope.variable, bare.path)) for bare in scope.bare]


def _count(scope: Scope, field: Field, listed: str, made: str, says: str, strength: Strength) -> Relation:
    value = field.sql(scope.variable)
    return Relation(
        claim=f"{field.name} as a count",
        name=name_of(*scope.path, field.name, "is", says, listed),
        family="arithmetic",
        says=f"{field.name} is {says} {listed}.",
        applies=stated(value, made),
        holds=f"{value} = {made}",
        strength=strength,
        fields=frozenset((field.name, listed)),
        target=field.name,
        shown=shown(scope.variable, (field,), made),
        telling=f"{value} > 1",
        value=value,
        made=made,
        excused=True,
    )


def _figures(scope: Scope, field: Field) -> Iterator[Relation]:
    for figure, those in FIGURES.items():
        if not those & set(field.words):
            continue
        named = stem(field.words, those)
        for child in scope.lists:
            if not EXCERPT & set(words_of(child.path[-1])):
                for inner in child.numbers():
                    if named and named == stem(inner.words, frozenset()):
                        made = f"list_transform({scope.elements(child)}, lambda {child.variable}: {inner.sql(child.variable)})"
                        yield _figure(scope, field, figure, f"{inner.name} over {child.name}", made)
        for bare in scope.bare:
            if bare.kind == "number" and named == stem(words_of(bare.path[-1]), frozenset()):
                yield _figure(scope, field, figure, bare.name, at(scope.variable, bare.path))


def _figure(scope: Scope, field: Field, figure: str, says: str, values: str) -> Relation:
    value = field.sql(scope.variable)
    if figure == "average":
        slack = f"{5 / 10 ** (field.places + 1):.{field.places + 1}f}"
        holds = f"abs({value} * len({values}) - list_sum({values})) <= {slack} * len({values})"
        made = f"round(list_sum({values}) / len({values}), {field.places})"
    else:
        made = f"{MADE[figure]}({values})"
        holds = f"{value} = {made}"
    return Relation(
        claim=f"{field.name} as a figure",
        name=name_of(*scope.path, field.name, "is the", figure, "of", says),
        family="arithmetic",
        says=f"{field.name} is the {figure} of {says}.",
        applies=f"{stated(value)} AND len({values}) > 0 AND len(list_filter({values}, lambda x: x IS NULL)) = 0",
        holds=holds,
        strength=Strength.HINTED,
        fields=frozenset((field.name, says)),
        target=field.name,
        shown=shown(scope.variable, (field,), made),
        telling=f"len({values}) > 1",
    )
