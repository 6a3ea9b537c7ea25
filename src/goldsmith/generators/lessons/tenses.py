"""The constructions that sentences stand in, the level at which each is learned, and the English tense that renders it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goldsmith.languages.italian.frames import known_by


@dataclass(frozen=True, slots=True)
class Construction:
    """A mood and tense with what goes around it.

    `helper` is a verb before an infinitive or gerund, `opener` the verb of a main clause before che, `adverb` one that the
    sentence always has; `english` maps the part of time (Frame.when) to the tense of `english.verbs.TENSES`.
    """

    name: str
    level: str
    mood: str
    tense: str
    english: Mapping[str, str]
    helper: str = ""
    opener: str = ""
    adverb: str = ""


def construction(name: str, level: str, english: dict[str, str], **rest: str) -> Construction:
    """A construction by its name, "indicativo presente", or with helper and opener as given."""
    mood, _, tense = rest.pop("form", name).partition(" ")
    return Construction(name, level, mood, tense, MappingProxyType(english), **rest)


PRESENT = {"n": "present continuous", "h": "present", "w": "present", "s": "present"}
PAST = {"n": "past continuous", "s": "past"}
WANTING = "infinito presente"

CONSTRUCTIONS = (
    construction("indicativo presente", "A1", PRESENT),
    construction("indicativo passato prossimo", "A1", {"p": "past"}),
    construction("volere con infinito", "A1", {"m": "present"}, form=WANTING, helper="volere"),
    construction("dovere con infinito", "A1", {"m": "present"}, form=WANTING, helper="dovere"),
    construction("potere con infinito", "A1", {"m": "can"}, form=WANTING, helper="potere"),
    construction("stare con gerundio", "A2", {"n": "present continuous"}, form="gerundio presente", helper="stare"),
    construction("indicativo imperfetto", "A2", {**PAST, "h": "past", "w": "past"}),
    construction("indicativo futuro semplice", "A2", {"f": "future"}),
    construction("imperativo presente", "A2", {"i": "imperative"}),
    construction("condizionale presente", "B1", {"m": "conditional"}, adverb="volentieri"),
    construction("indicativo trapassato prossimo", "B1", {"p": "past perfect"}, adverb="già"),
    construction("congiuntivo presente", "B1", {"n": "present continuous", "s": "present"}, opener="presente"),
    construction("congiuntivo passato", "B2", {"p": "past"}, opener="presente"),
    construction("congiuntivo imperfetto", "B2", PAST, opener="imperfetto"),
    construction("condizionale passato", "B2", {"m": "conditional perfect"}, adverb="volentieri"),
    construction("indicativo passato remoto", "B2", {"p": "past"}),
    construction("indicativo futuro anteriore", "B2", {"f": "future perfect"}, adverb="già"),
)
BY_NAME = MappingProxyType({item.name: item for item in CONSTRUCTIONS})
HELPERS = MappingProxyType({"volere": "want to ", "dovere": "have to ", "potere": "", "stare": ""})
"""What the helper adds before the English verb phrase."""
ADVERBS = MappingProxyType({"volentieri": "gladly", "già": "already"})


def taught_by(level: str) -> tuple[Construction, ...]:
    """What a learner of this level has met."""
    return tuple(item for item in CONSTRUCTIONS if known_by(level, item.level))
