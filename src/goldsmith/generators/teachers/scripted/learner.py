"""The learner's side of a turn."""

import re

from goldsmith.generators.teachers.scripted.claiming import ALONE, claimed, slots_for, verbal
from goldsmith.generators.teachers.scripted.noted import subject_of, things_in
from goldsmith.generators.teachers.scripted.voice import Voice, ended, joined, lowered
from goldsmith.schemas.lessons import Claim, Turn

ASKED = frozenset(
    (
        "gender",
        "number",
        "person",
        "mood",
        "tense",
        "auxiliary",
        "agreement",
        "article",
        "plural",
        "feminine",
        "form",
        "lemma",
        "meaning",
    )
)
CLITICS = frozenset(("mi", "ti", "si", "ci", "vi", "lo", "la", "li", "le", "non"))
"""Words that belong to the verb after them."""
WISHES = {"reading": "ask.read", "role play": "ask.play", "discovery": "ask.discover", "drill": "ask.drill"}
"""What a lesson of a type begins with: the learner asks for it."""
PARTS = {
    "Vorrei": "it.part.want",
    "Cerco": "it.part.ask",
    "Avete": "it.part.ask",
    "Dov": "it.part.ask",
    "Quanto": "it.part.cost",
}
"""By its first word, what may stand before a line of a scene."""


def spoken(voice: Voice, place: int) -> str:
    """What the learner says in a turn."""
    turn = voice.plan.turns[place]
    match turn.learner:
        case "attempts":
            return attempt(voice, turn, place)
        case "chats":
            return voice.says("it.chat")
        case "answers":
            return answer(voice, turn, place)
        case _:
            return question(voice, turn, place)


def attempt(voice: Voice, turn: Turn, place: int) -> str:
    """A sentence in Italian, with a word around it or none."""
    if voice.plan.type == "role play":
        return acted(voice, turn, place)
    before = voice.plan.turns[place - 1] if place else None
    rule = "it.before"
    if before and before.learner == "attempts":
        rule += ".more" if before.about == turn.about else ".next"
    said = voice.led(rule, turn.says) if voice.chance(35) else turn.says
    return joined(said, voice.says("it.after") if voice.chance(30) else "")


def acted(voice: Voice, turn: Turn, place: int) -> str:
    """A line of a scene, after a word or two that go with what it does, or none."""
    earlier = [one.says.split(" ")[0] for one in voice.plan.turns[:place]]
    first = turn.says.split(" ")[0]
    again = first == "Vorrei" and first in earlier
    rule = "it.part.more" if again else PARTS.get(first.split("'")[0])
    return voice.led(rule, turn.says) if rule and voice.chance(80 if again else 45) else turn.says


def answer(voice: Voice, turn: Turn, place: int) -> str:
    """An answer in free conversation, or what the learner sees and finds out."""
    if voice.plan.type == "conversation":
        return replied(voice, turn)
    if turn.says:
        return voice.says("say.answer", t=voice.quoted(turn.says))
    return voice.says("found", claim=plainly(voice, voice.rng.choice(turn.owes)) if turn.owes else "something changes")


def replied(voice: Voice, turn: Turn) -> str:
    """The answer to the teacher's question, mostly with yes or no before it."""
    if not voice.chance(60):
        return turn.says
    asked = voice.plan.targets[turn.about[0] - 1]
    answered = voice.plan.targets[turn.about[0]]
    denied = answered.text.startswith("Non ") or not things_in(voice.plan, answered) <= things_in(voice.plan, asked)
    return voice.led("it.no" if denied else "it.yes", turn.says)


def plainly(voice: Voice, claim: Claim) -> str:
    """The claim as one clause without a mark in it."""
    clause = claimed(voice, claim)
    while re.search(r"[.?!:;]", clause) or ALONE.match(clause):
        clause = claimed(voice, claim)
    return lowered(clause)


def question(voice: Voice, turn: Turn, place: int) -> str:
    """A question in English, or on an Italian sentence in Italian."""
    if turn.learner_speaks == "target":
        return joined(turn.says, voice.says("it.understand") if voice.chance(85) else "")
    wish = turn.teacher == "replies" or (place == 0 and voice.plan.type in WISHES)
    asked = ended(asking(voice, turn, place))
    if not wish and voice.chance(15) and "please" not in asked and re.search(r"\w\?$", asked) and asked.count("?") == 1:
        asked = voice.words("ask.tipped", asked=asked[:-1])
    if turn.says and turn.says.rstrip(".!?") not in asked:
        again = any(one.says == turn.says for one in voice.plan.turns[:place])
        line = voice.says("read.again" if again else "read.line", sent=voice.quoted(turn.says))
        return joined(line, asked)
    tail = voice.says("tail") if not wish and place == 0 and voice.chance(30) else ""
    return joined(begun(voice, asked, place, wish=wish), tail)


def begun(voice: Voice, asked: str, place: int, *, wish: bool) -> str:
    """The question after a word or two that go with its place in the conversation, or none."""
    if not voice.chance(45):
        return asked
    own = "lead.first" if place == 0 else "lead.more"
    lead = voice.words("lead.request" if wish else own if voice.chance(45) else "lead")
    named_twice = voice.plan.persona.name in lead and voice.plan.persona.name in asked
    if named_twice or (lead.endswith(":") and "?" not in asked):
        return asked
    if lead.endswith(":") and re.search(r":|^\W?\w+\W? (?:-|\u2192)", asked):
        lead = lead[:-1] + ("," if len(lead.split(" ")) < 3 else ".")
    return joined(lead, asked if lead.endswith((".", "!", "?")) else lowered(asked))


def asking(voice: Voice, turn: Turn, place: int) -> str:
    """The question itself, by type of lesson and by what the answer owes."""
    kind = voice.plan.type
    if turn.teacher == "tells" and kind == "reading":
        return voice.words("ask.read")
    if turn.teacher == "tells":
        return noted(voice, turn, place)
    if kind in ("discovery", "drill"):
        return voice.words(WISHES[kind])
    if turn.teacher == "replies":
        return voice.words("ask.play")
    if kind == "comparison" and turn.teacher == "explains" and len(turn.about) == 2:
        first, second = differing(*(voice.plan.targets[one].text for one in turn.about))
        used = all(claim.kind in ("tense", "mood", "auxiliary", "form") for claim in turn.owes) and voice.chance(50)
        rule = "ask.difference.use" if used else "ask.difference"
        return voice.words(rule, a=voice.quoted(first), b=voice.quoted(second))
    if turn.owes and turn.owes[0].kind in ASKED:
        return voice.words(rule_of(voice, turn.owes[0]), **slots_for(voice, turn.owes[0]))
    return translating(voice, turn)


def rule_of(voice: Voice, claim: Claim) -> str:
    """The rule that asks for a claim."""
    if claim.kind in ("form", "lemma") and claim.subject == claim.value:
        return "ask.form.same"
    return "ask.lemma.plain" if claim.kind == "lemma" and not verbal(voice.plan, claim.subject) else f"ask.{claim.kind}"


def translating(voice: Voice, turn: Turn) -> str:
    """A question for what a sentence says in the other language."""
    target = voice.plan.targets[turn.about[0] if turn.about else 0]
    slots = {"sent": voice.quoted(target.text), "tr": voice.quoted(target.translation)}
    into = voice.plan.type == "translation" and turn.learner_speaks == "medium" and not turn.says
    return voice.words("ask.into" if into else "ask.translation", **slots)


def noted(voice: Voice, turn: Turn, place: int) -> str:
    """A question on what there is to know about a word, or on how a sentence sounds."""
    sent = voice.quoted(turn.says)
    if voice.plan.type == "pronunciation":
        return voice.words("ask.sound" if place == 0 else "ask.sound.more", sent=sent)
    words = [word for note in voice.plan.notes if (word := subject_of(voice.plan, turn, note))]
    return voice.words("ask.note", sent=sent, s=voice.quoted(words[0])) if words else translating(voice, turn)


def differing(first: str, second: str) -> tuple[str, str]:
    """The words in which two sentences differ; the whole sentences where little is the same."""
    one, two = first.rstrip(".!?").split(), second.rstrip(".!?").split()
    start = next(
        (place for place, pair in enumerate(zip(one, two, strict=False)) if pair[0].lower() != pair[1].lower()), 0
    )
    end = next(
        (
            place
            for place, pair in enumerate(zip(one[::-1], two[::-1], strict=False))
            if pair[0].lower() != pair[1].lower()
        ),
        0,
    )
    while start and one[start - 1].lower() in CLITICS:
        start -= 1
    left, right = one[start : len(one) - end], two[start : len(two) - end]
    if not left or not right or len(left) > 4 or len(right) > 4:
        return first, second
    return " ".join(left), " ".join(right)
