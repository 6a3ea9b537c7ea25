"""The teacher's side of a turn that is in Italian alone: role play and free conversation."""

from goldsmith.generators.teachers.scripted.claiming import as_slots, declared
from goldsmith.generators.teachers.scripted.voice import Voice, joined
from goldsmith.schemas.lessons import Turn

GREETINGS = frozenset(("Buongiorno", "Buonasera", "Salve", "Ciao"))


def spoken(voice: Voice, place: int) -> str:
    """What the teacher says in Italian."""
    turn = voice.plan.turns[place]
    return playing(voice, turn, place) if voice.plan.type == "role play" else talking(voice, turn, place)


def playing(voice: Voice, turn: Turn, place: int) -> str:
    """The next line of the scene, or an end where it has none."""
    lines = spoken_by(voice, turn, "teacher")
    if lines:
        return joined(voice.led("it.lead", lines[0]) if voice.chance(55) and " " in lines[0] else lines[0], *lines[1:])
    if turn.says.strip("!.") in GREETINGS:
        return voice.says("it.greet")
    scenes = any(one.learner == "attempts" for one in voice.plan.turns[place + 1 :])
    return voice.says("it.open" if place == 0 else "it.scene.on" if scenes else "it.scene.end")


def talking(voice: Voice, turn: Turn, place: int) -> str:
    """A question, or a reaction to an answer with the next question."""
    plan = voice.plan
    if turn.teacher == "asks":
        return voice.around("it.first", plan.targets[turn.about[0]].text)
    mended = recast(voice, turn)
    lines = spoken_by(voice, turn, "teacher")
    return joined(mended, voice.around("it.next", lines[0]) if lines else voice.says("it.last"))


def recast(voice: Voice, turn: Turn) -> str:
    """What the learner should have said; empty where nothing was wrong."""
    wrong, said = declared(voice.plan, turn.says), spoken_by(voice, turn, "learner")
    if wrong is None or not said:
        return ""
    return voice.says("it.recast", right=said[0], **{name + "q": text for name, text in as_slots(voice, wrong).items()})


def spoken_by(voice: Voice, turn: Turn, who: str) -> list[str]:
    """The lines of one of the two that a turn is about."""
    targets = [voice.plan.targets[place] for place in turn.about]
    return [target.text for target in targets if target.speaker == who]
