"""The points that a lesson can be about, and which claims of a sentence belong to each."""

import random
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from goldsmith.generators.lessons.assembly import focus, unlike
from goldsmith.generators.lessons.facts import claims
from goldsmith.generators.lessons.sentences import Said
from goldsmith.schemas.lessons import Claim, ClaimKind, ErrorKind

POINTS: Mapping[str, tuple[ClaimKind, ...]] = MappingProxyType(
    {
        "article": ("article", "gender"),
        "plural": ("plural",),
        "tense": ("tense", "mood"),
        "auxiliary": ("auxiliary", "tense"),
        "agreement": ("agreement",),
        "person": ("person", "number"),
        "form": ("form", "lemma"),
        "feminine": ("feminine",),
    }
)
"""The claim kinds of each point; the first kind is what the point is about."""
ERRORS: Mapping[str, tuple[ErrorKind, ...]] = MappingProxyType(
    {
        "article": ("article", "gender"),
        "plural": ("plural",),
        "tense": ("conjugation", "participle"),
        "auxiliary": ("auxiliary",),
        "agreement": ("agreement", "conjugation"),
        "person": ("conjugation",),
        "form": ("participle", "conjugation"),
        "feminine": ("agreement",),
    }
)
"""The errors that touch each point."""


UNTIMED = ("infinito", "gerundio", "imperativo")
"""Moods that have no tense worth telling."""
TIMES = ("scorso", "prossimo")
"""Adjectives that stand with a word of time, whose feminine is beside the point."""


def points_of(said: Said) -> tuple[str, ...]:
    """The points that the sentence can show."""
    moods = [claim.value for claim in claims((said,)) if claim.kind == "mood"]
    found = {claim.kind for claim in claims((said,)) if claim.kind != "feminine" or claim.subject not in TIMES}
    if all(mood in UNTIMED for mood in moods):
        found.discard("tense")
    return tuple(name for name, kinds in POINTS.items() if kinds[0] in found)


def owed(rng: random.Random, said: Said, point: str, count: int = 2) -> tuple[Claim, ...]:
    """One claim that the point is about, and more that belong to it."""
    kinds = POINTS[point]
    untimed = {claim.subject for claim in focus(said, "mood") if claim.value in UNTIMED}
    possible = [claim for claim in focus(said, kinds[0]) if claim.subject not in TIMES]
    timed = [claim for claim in possible if claim.kind != "tense" or claim.subject not in untimed]
    first = rng.choice(unlike(timed or possible))
    rest = [claim for claim in focus(said, *kinds) if claim != first and related(first, claim) and telling(claim)]
    rest = [claim for claim in rest if claim.kind != "tense" or claim.subject not in untimed]
    return (first, *rng.sample(rest, min(len(rest), rng.randrange(count))))


def telling(claim: Claim) -> bool:
    """The claim says something: not that an infinitive comes from itself, nor that a verb is in the indicative."""
    return claim.subject != claim.value and claim.value != "indicativo"


def related(first: Claim, other: Claim) -> bool:
    """Both claims speak of the same word."""
    return first.subject == other.subject or first.value == other.subject or first.about == other.subject


def draw_point(rng: random.Random, said: Said, avoid: Sequence[str] = ()) -> str:
    """A point of the sentence, another than those to avoid where it has one."""
    found = points_of(said)
    return rng.choice([name for name in found if name not in avoid] or found)
