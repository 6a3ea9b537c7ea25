"""Orderings: what starts before it ends, what is least before what is greatest; and how long it lasts."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import combinations

from goldsmith.audit.relations.fields import Field, Scope, at
from goldsmith.audit.relations.proposals import Relation, Strength, name_of, shown, stated
from goldsmith.audit.relations.words import Words

SURE = (
    (("start",), ("end",)), (("start",), ("finish",)), (("begin",), ("end",)), (("beginn",), ("ende",)), (("from",), ("to",)),
    (("from",), ("until",)), (("check", "in"), ("check", "out")), (("checkin",), ("checkout",)), (("von",), ("bis",)),
    (("admission",), ("discharge",)), (("birth",), ("death",)), (("born",), ("died",)), (("created",), ("updated",)),
    (("created",), ("modified",)), (("anreise",), ("abreise",)), (("since",), ("until",)), (("started",), ("ended",)),
    (("started",), ("finished",)), (("started",), ("completed",)), (("opened",), ("closed",)), (("hire",), ("termination",)),
)  # fmt: skip
LIKELY = (
    (("invoice",), ("due",)), (("issue",), ("due",)), (("issued",), ("due",)), (("issue",), ("expiry",)), (("issued",), ("expires",)),
    (("issue",), ("expiration",)), (("order",), ("delivery",)), (("order",), ("ship",)), (("order",), ("shipped",)),
    (("ordered",), ("shipped",)), (("ordered",), ("delivered",)), (("shipped",), ("delivered",)), (("created",), ("closed",)),
    (("created",), ("resolved",)), (("pickup",), ("return",)), (("pickup",), ("dropoff",)), (("departure",), ("arrival",)),
    (("depart",), ("arrive",)), (("departs",), ("arrives",)), (("created",), ("due",)), (("submitted",), ("approved",)),
    (("enrollment",), ("graduation",)), (("rechnungsdatum",), ("faelligkeitsdatum",)), (("received",), ("closed",)),
)  # fmt: skip
SPANS = ((("start",), ("end",)), (("begin",), ("end",)), (("von",), ("bis",)))
BETWEEN = frozenset(("medium", "mid", "moderate", "critical", "normal", "severe"))
"""Words of levels: low, medium and high are no bounds of one another."""
APART = 0.8
"""Share of pairs of any two of their values that are in order, above which two moments are in order by their years alone."""
BOUNDS = (
    (("min",), ("max",)),
    (("minimum",), ("maximum",)),
    (("lower",), ("upper",)),
    (("lowest",), ("highest",)),
    (("low",), ("high",)),
)
FILLING = frozenset(("date", "time", "at", "on", "datetime", "timestamp", "day", "datum", "zeit", "of", "the"))
LASTING = frozenset(
    ("duration", "length", "nights", "days", "minutes", "hours", "seconds", "dauer", "min", "mins", "hrs")
)
UNITS = {
    "nights": "day", "days": "day", "hours": "hour", "hrs": "hour", "minutes": "minute", "mins": "minute", "min": "minute",
    "seconds": "second",
}  # fmt: skip
A_DAY = 24 * 3600


def propose(scope: Scope) -> Iterator[Relation]:
    """Orderings of moments and of bounds, and durations, in the objects of this scope."""
    for kind in ("moment", "clock"):
        for first, last in combinations([field for field in scope.fields if field.kind == kind], 2):
            yield from _moments(scope, first, last)
    for first, last in combinations(scope.numbers(), 2):
        for low, high in ((first, last), (last, first)):
            if first.home == last.home and (strength := _bounds(scope, low, high)):
                yield _ordered(scope, low, high, strength, "range")


def _bounds(scope: Scope, low: Field, high: Field) -> Strength | None:
    """NAMED for min and max; HINTED for low and high, which may be levels, and for start and end in a text."""
    if _paired(low.words, high.words, BOUNDS[:2]):
        return Strength.NAMED
    if low.whole and high.whole and _paired(low.words, high.words, SPANS):
        return Strength.HINTED
    levels = {word for field in scope.fields for word in field.words} & BETWEEN
    return Strength.HINTED if not levels and _paired(low.words, high.words, BOUNDS[2:]) else None


def _moments(scope: Scope, first: Field, last: Field) -> Iterator[Relation]:
    for early, late in ((first, last), (last, first)):
        if strength := _strength(early, late):
            if early.kind == "moment":
                yield _ordered(scope, early, late, strength, "temporal")
            yield from _lasting(scope, early, late)
            return
    if first.kind == "moment" and first.reader == last.reader:
        for early, late in ((first, last), (last, first)):
            if _in_order_anyhow(early, late) <= APART:
                yield _ordered(scope, early, late, Strength.MINED, "temporal")


def _in_order_anyhow(early: Field, late: Field) -> float:
    """How often any value of the one is before any value of the other: ISO texts are compared as texts."""
    if not early.reader.startswith("TRY_CAST"):
        return 1.0
    later = sorted(late.values)
    return sum(len(later) - bisect_left(later, value) for value in early.values) / (len(later) * len(early.values))


def _strength(early: Field, late: Field) -> Strength | None:
    if early.path[:-1] != late.path[:-1]:
        return None
    return _paired(early.words, late.words, SURE) or (
        Strength.HINTED if _paired(early.words, late.words, LIKELY, loose=True) else None
    )


def _paired(
    early: Words, late: Words, pairs: tuple[tuple[Words, Words], ...], *, loose: bool = False
) -> Strength | None:
    """NAMED when the names differ in one of the pairs alone: event_start and event_end."""
    for one, other in pairs:
        if _holds(early, one) and _holds(late, other) and not _holds(early, other) and not _holds(late, one):
            rest = [
                tuple(word for word in words if word not in (*pair, *FILLING))
                for words, pair in ((early, one), (late, other))
            ]
            if loose or rest[0] == rest[1]:
                return Strength.NAMED
    return None


def _holds(words: Words, part: Words) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words)))


def _ordered(scope: Scope, early: Field, late: Field, strength: Strength, family: str) -> Relation:
    variable, day = scope.variable, early.by_day or late.by_day
    first, last = (
        f"{field.sql(variable)}{'::DATE' if day and family == 'temporal' else ''}" for field in (early, late)
    )
    said = "is not after" if family == "temporal" else "is not above"
    return Relation(
        claim=f"order of {' and '.join(sorted((early.name, late.name)))}",
        name=name_of(*scope.path, early.name, said, late.name),
        family="temporal" if family == "temporal" else "range",
        says=f"{f'In {scope.name}, ' if scope.name else ''}{early.name} {said} {late.name}.",
        applies=stated(first, last),
        holds=f"{first} <= {last}",
        strength=strength,
        fields=frozenset((early.name, late.name)),
        target=f"{early.name} {late.name}",
        shown=_raw(scope, (early, late)),
        telling=f"{first} <> {last}",
    )


def _raw(scope: Scope, fields: tuple[Field, ...]) -> str:
    variable = scope.variable
    if fields[0].kind == "number":
        return shown(variable, fields)
    return " || ', ' || ".join(
        f"'{field.name} ' || coalesce({at(variable, field.path)}, 'nothing')" for field in fields
    )


def _lasting(scope: Scope, early: Field, late: Field) -> Iterator[Relation]:
    """The stated duration is the time between; a clock that goes back has passed midnight."""
    variable = scope.variable
    for field in scope.numbers():
        units = {UNITS[word] for word in field.words if word in UNITS}
        if not (LASTING & set(field.words)) or len(units) != 1 or field.path[:-1] != early.path[:-1] or not field.whole:
            continue
        unit = units.pop()
        if (unit == "day") is not (early.by_day or late.by_day):
            continue
        first, last = (f"{one.sql(variable)}{'::DATE' if unit == 'day' else ''}" for one in (early, late))
        made = f"date_diff('{unit}', {first}, {last})"
        if early.kind == "clock":
            round_the_clock = A_DAY // {"hour": 3600, "minute": 60, "second": 1}[unit]
            made = f"({made} + {round_the_clock}) % {round_the_clock}"
        yield Relation(
            claim=f"{field.name} as a duration",
            name=name_of(*scope.path, field.name, "is the time from", early.name, "to", late.name),
            family="temporal",
            says=f"{field.name} is the time from {early.name} to {late.name}.",
            applies=stated(first, last, field.sql(variable)),
            holds=f"{field.sql(variable)} = {made}",
            strength=Strength.HINTED,
            fields=frozenset((field.name, early.name, late.name)),
            target=field.name,
            shown=shown(variable, (field,), made),
            telling=f"{field.sql(variable)} > 1",
        )
