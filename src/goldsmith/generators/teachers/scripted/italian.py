"""The teacher's side of a turn that is in Italian alone: role play and free conversation."""

from goldsmith.generators.teachers.scripted.claiming import as_slots, declared
from goldsmith.generators.teachers.scripted.voice import Voice, joined
from goldsmith.schemas.lessons import LessonPlan, Turn

GREETINGS = frozenset(("Buongiorno", "Buonasera", "Salve", "Ciao"))
LINES = {"Sono": "it.said.price", "È": "it.said.place", "Abbiamo": "it.said.goods", "Vuoi": "it.said.offer"}
"""By its first word, what may stand around a line of a scene."""


def spoken(voice: Voice, place: int) -> str:
    """What the teacher says in Italian."""
    turn = voice.plan.turns[place]
    return playing(voice, turn, place) if voice.plan.type == "role play" else talking(voice, turn, place)


def playing(voice: Voice, turn: Turn, place: int) -> str:
    """The next line of the scene, or an end where it has none."""
    lines = spoken_by(voice, turn, "teacher")
    if lines:
        rule = LINES.get(lines[0].split(" ")[0])
        return joined(voice.around(rule, lines[0]) if rule else lines[0], *lines[1:])
    return voice.says("it.open" if place == 0 else answer_to(voice.plan, turn))


def answer_to(plan: LessonPlan, turn: Turn) -> str:
    """The rule for an answer to a line of the learner that the scene has no answer to."""
    friends = any(one.text.startswith(("Ciao", "Vuoi")) for one in plan.targets)
    said = turn.says.strip("!.").split(" ")[0]
    if said in GREETINGS:
        return "it.greet.friend" if friends else "it.greet"
    if said == "Vorrei" and "tavolo" in turn.says:
        return "it.seated"
    if said == "Vorrei":
        return "it.wanted.friend" if friends else "it.wanted"
    return "it.goodbye" if said == "Grazie" else "it.scene.on"


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
