"""How the scripted teacher misbehaves: each kind by name, and how often of 30 bad answers it comes."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from goldsmith.generators.teachers.scripted.claiming import GENDERS, HELPERS, claimed
from goldsmith.generators.teachers.scripted.voice import Voice, ended, joined
from goldsmith.generators.teachers.teacher import Message
from goldsmith.schemas.lessons import Claim, LessonPlan

WEIGHTS: Mapping[str, int] = MappingProxyType(
    {
        "pet opening": 7,
        "fixed skeleton": 5,
        "wrong auxiliary": 3,
        "wrong gender": 3,
        "wrong tense name": 3,
        "invented Italian": 3,
        "English in an Italian turn": 2,
        "empty": 1,
        "truncated": 2,
        "refusal": 1,
    }
)
"""The kinds of bad answers; a kind that a plan leaves no room for gives its share to the others."""
PETS = ("Great question!", "Ottima domanda!")
TENSES = ("presente", "imperfetto", "futuro semplice", "passato prossimo", "trapassato prossimo")
NONCE = (
    ("sbr", "gl", "str", "cr", "fr", "spl"),
    ("ab", "ol", "urm", "enz", "ign", "off"),
    ("ozz", "ugl", "end", "ifr", "agn", "urt"),
)
REFUSALS = (
    "I'm sorry, but I can't help with that request.",
    "As an AI language model I cannot write this conversation.",
    "I can't assist with this.",
)
Turns = list[Message]


def kinds_for(plan: LessonPlan) -> tuple[str, ...]:
    """The kinds of bad answers that a plan leaves room for, each as often as it weighs."""
    spoken = [turn.teacher_speaks for turn in plan.turns]
    explained = any(one != "target" for one in spoken)
    room = {
        "wrong auxiliary": explained and bool(wrong_claims(plan, "auxiliary")),
        "wrong gender": explained and bool(wrong_claims(plan, "gender")),
        "wrong tense name": explained and bool(wrong_claims(plan, "tense")),
        "invented Italian": explained,
        "English in an Italian turn": "target" in spoken,
    }
    return tuple(kind for kind, weight in WEIGHTS.items() if room.get(kind, True) for _ in range(weight))


def wrong_claims(plan: LessonPlan, kind: str) -> tuple[Claim, ...]:
    """The plan's claims of a kind turned false."""
    others = {"auxiliary": HELPERS, "gender": dict(zip(GENDERS, GENDERS[::-1], strict=True))}
    found = [one for one in plan.claims if one.kind == kind and not one.about]
    if kind == "tense":
        return tuple(
            replace(one, value=other) for one in found for other in TENSES if one.value in TENSES and other != one.value
        )
    return tuple(replace(one, value=others[kind][one.value]) for one in found if one.value in others[kind])


def spoiled(kind: str, turns: Sequence[Message], voice: Voice) -> Turns:
    """The turns with the fault in them."""
    return SPOILERS[kind](list(turns), voice)


def _with_sentence(turns: Turns, voice: Voice, sentence: str) -> Turns:
    """The sentence before or after what the teacher says in one of the turns that may be in English."""
    open_to = [2 * place + 1 for place, turn in enumerate(voice.plan.turns) if turn.teacher_speaks != "target"]
    place = voice.rng.choice(open_to)
    parts = (turns[place].content, sentence) if voice.chance(70) else (sentence, turns[place].content)
    turns[place] = Message("assistant", joined(*parts))
    return turns


def _false(kind: str) -> Callable[[Turns, Voice], Turns]:
    def spoil(turns: Turns, voice: Voice) -> Turns:
        return _with_sentence(turns, voice, ended(claimed(voice, voice.rng.choice(wrong_claims(voice.plan, kind)))))

    return spoil


def _pet(turns: Turns, voice: Voice) -> Turns:
    """The same first words in every answer, in the language of the turn."""
    pet = PETS[voice.plan.turns[0].teacher_speaks == "target"]
    turns[1] = Message("assistant", f"{pet} {turns[1].content}")
    return turns


def _skeleton(turns: Turns, voice: Voice) -> Turns:
    """One pattern with slots in place of every answer."""
    for place, turn in enumerate(voice.plan.turns):
        target = voice.plan.targets[turn.about[-1] if turn.about else 0]
        sent, means = voice.quoted(target.text), voice.quoted(target.translation)
        said = (
            f"Molto bene! Adesso la frase è questa: {sent} Continua così e parli presto come in Italia!"
            if turn.teacher_speaks == "target"
            else f"Great effort! The sentence {sent} translates to {means} in English. Keep practising and you will master it soon!"
        )
        turns[2 * place + 1] = Message("assistant", said)
    return turns


def _invented(turns: Turns, voice: Voice) -> Turns:
    """A word that no Italian knows, passed off as a synonym."""
    word = "".join(voice.rng.choice(part) for part in NONCE) + voice.rng.choice(("are", "ere", "o", "a", "iamo"))
    lemma = voice.rng.choice(voice.plan.words).lemma if voice.plan.words else voice.plan.targets[0].text
    return _with_sentence(turns, voice, voice.says("invented", n=voice.quoted(word), s=voice.quoted(lemma)))


def _english(turns: Turns, voice: Voice) -> Turns:
    """English where the plan wants Italian alone."""
    closed = [2 * place + 1 for place, turn in enumerate(voice.plan.turns) if turn.teacher_speaks == "target"]
    place = voice.rng.choice(closed)
    parts = [turns[place].content, voice.says(voice.rng.choice(("close.check", "close.cheer")))]
    turns[place] = Message("assistant", joined(*(parts if voice.chance(60) else parts[::-1])))
    return turns


SPOILERS: Mapping[str, Callable[[Turns, Voice], Turns]] = MappingProxyType(
    {
        "pet opening": _pet,
        "fixed skeleton": _skeleton,
        "wrong auxiliary": _false("auxiliary"),
        "wrong gender": _false("gender"),
        "wrong tense name": _false("tense"),
        "invented Italian": _invented,
        "English in an Italian turn": _english,
    }
)
"""The kinds that spoil what is said; the others spoil the answer as a whole."""


def broken(kind: str, text: str, rng: random.Random) -> str:
    """The whole answer of a kind that has none, or half of one."""
    match kind:
        case "empty":
            return ""
        case "truncated":
            return text[: rng.randrange(len(text) // 4, len(text) - 2)]
        case "refusal":
            return rng.choice(REFUSALS)
        case _:
            return text
