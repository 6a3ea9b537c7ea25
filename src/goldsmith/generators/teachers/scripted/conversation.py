"""A whole conversation from a plan: each turn drawn anew while it holds a wording that is to be avoided."""

from collections.abc import Callable

from goldsmith.generators.teachers.scripted import italian, learner, teaching
from goldsmith.generators.teachers.scripted.facts import Avoid, Wordings
from goldsmith.generators.teachers.scripted.voice import Voice
from goldsmith.generators.teachers.teacher import Message

TRIES = 12
HEEDS = 80
"""Of 100 conversations, those whose author looks at what to avoid."""


def conversation(voice: Voice, avoid: Avoid) -> list[Message]:
    """The messages of one conversation, learner and teacher in turn."""
    heeds = voice.chance(HEEDS)
    made: list[Message] = []
    for place, turn in enumerate(voice.plan.turns):
        teacher = italian.spoken if turn.teacher_speaks == "target" else teaching.spoken
        made.append(Message("user", drawn(learner.spoken, voice, place, avoid.learner if heeds else None)))
        made.append(Message("assistant", drawn(teacher, voice, place, avoid.teacher if heeds else None)))
    return made


def drawn(speak: Callable[[Voice, int], str], voice: Voice, place: int, avoid: Wordings | None) -> str:
    """What is said in a turn, drawn until nothing to avoid is in it or the tries are over."""
    text = speak(voice, place)
    for _ in range(TRIES):
        if avoid is None or not avoid.stand_in(text):
            break
        text = speak(voice, place)
    return text
