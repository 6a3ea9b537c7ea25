"""What was learned of each field, against chance, and what that says; a verdict speaks for a field, never against it."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from goldsmith.train.measure.intervals import Interval, wilson
from goldsmith.train.probe.leaves import Field, Standing

Verdict = Literal["learnable", "above chance", "not learned", "undecided", "not probed"]
LEARNED = 0.9
"""The share of right leaves from which a field counts as learned."""
FEWEST = 20
"""Held-out leaves below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with its 95 % interval."""

    right: int
    n: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing."""
        return self.right / self.n if self.n else 0.0

    @property
    def interval(self) -> Interval:
        """Wilson's interval."""
        return wilson(self.right, self.n)

    def as_json(self) -> dict[str, Any]:
        """The share as JSON."""
        return {
            "right": self.right,
            "n": self.n,
            "value": self.value,
            "low": self.interval.low,
            "high": self.interval.high,
        }


@dataclass
class Counted:
    """Right and all, while they are being counted."""

    right: int = 0
    n: int = 0

    def add(self, right: bool) -> None:
        """One more."""
        self.right += right
        self.n += 1

    @property
    def share(self) -> Share:
        """What was counted."""
        return Share(self.right, self.n)


@dataclass
class Tally:
    """What a model's answers to held-out rows came to: whole answers by record type and genre, and leaves by field."""

    answers: Counted = field(default_factory=Counted)
    kinds: dict[str, Counted] = field(default_factory=dict)
    genres: dict[str, Counted] = field(default_factory=dict)
    fields: dict[Field, Counted] = field(default_factory=dict)

    def answer(self, kind: str, genre: str, right: bool) -> None:
        """Count one answer."""
        self.answers.add(right)
        self.kinds.setdefault(kind, Counted()).add(right)
        self.genres.setdefault(genre, Counted()).add(right)

    def leaf(self, of: Field, right: bool) -> None:
        """Count one leaf."""
        self.fields.setdefault(of, Counted()).add(right)


@dataclass(frozen=True, slots=True)
class Found:
    """A field, the share of held-out leaves that the model gets right, and the share of the commonest training value."""

    field: Field
    exact: Share
    chance: Share
    verdict: Verdict

    def as_json(self) -> dict[str, Any]:
        """The field as JSON."""
        told = {"exact": self.exact.as_json(), "chance": self.chance.as_json(), "verdict": self.verdict}
        return self.field._asdict() | told


def found(
    tally: Tally, values: Mapping[tuple[str, str], Counter[Hashable]], calculated: Mapping[Field, bool]
) -> list[Found]:
    """Every field of the held-out answers with its verdict; `calculated` are those beyond a small model."""
    copied = _copied(tally)
    made = []
    for of, counted in sorted(tally.fields.items()):
        chance = _chance(values.get((of.kind, of.name), Counter()))
        patient = of.standing == "stated" or copied.get(of.kind, 0.0) >= LEARNED
        made.append(
            Found(of, counted.share, chance, verdict(counted.share, chance, calculated=calculated[of], patient=patient))
        )
    return made


def verdict(exact: Share, chance: Share, *, calculated: bool, patient: bool) -> Verdict:
    """What the shares say.

    "not learned" is said of a field only where the model is trained enough to copy what prompts state (`patient`), and where
    there are leaves enough to see; a value that is nearly always the same shows nothing either way.
    """
    if exact.interval.low > chance.interval.high and exact.n >= FEWEST:
        return "learnable" if exact.value >= LEARNED else "above chance"
    if calculated:
        return "not probed"
    seen = patient and exact.n >= FEWEST and chance.value < LEARNED
    return "not learned" if seen else "undecided"


def _copied(tally: Tally) -> dict[str, float]:
    """The share of right leaves among those that prompts state, by record type."""
    sums: dict[str, Counted] = {}
    for of, counted in tally.fields.items():
        if of.standing == "stated":
            kind = sums.setdefault(of.kind, Counted())
            kind.right += counted.right
            kind.n += counted.n
    return {kind: one.share.value for kind, one in sums.items()}


def _chance(seen: Counter[Hashable]) -> Share:
    return Share(max(seen.values(), default=0), seen.total())


@dataclass(frozen=True, slots=True)
class Probed:
    """What a probe found, and how it was made."""

    release: Mapping[str, Any]
    size: str
    parameters: int
    rows: int
    steps: int
    seconds: float
    answers: Share
    kinds: Mapping[str, Share]
    genres: Mapping[str, Share]
    fields: tuple[Found, ...]

    def standing(self, standing: Standing) -> Share:
        """All leaves of one standing together."""
        chosen = [one.exact for one in self.fields if one.field.standing == standing]
        return Share(sum(one.right for one in chosen), sum(one.n for one in chosen))

    def as_json(self) -> dict[str, Any]:
        """The probe as probe.json holds it."""
        shares = {
            name: {key: one.as_json() for key, one in getattr(self, name).items()} for name in ("kinds", "genres")
        }
        told = {name: getattr(self, name) for name in ("size", "parameters", "rows", "steps", "seconds")}
        return {
            "schema_version": 1,
            "release": dict(self.release),
            **told,
            "answers": self.answers.as_json(),
            **shares,
            "fields": [one.as_json() for one in self.fields],
        }
