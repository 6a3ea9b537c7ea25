"""The learner's side of a turn."""

import re

from goldsmith.generators.teachers.scripted.claiming import claimed, slots_for, within
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


def spoken(voice: Voice, place: int) -> str:
    """What the learner says in a turn."""
    turn = voice.plan.turns[place]
    match turn.learner:
        case "attempts":
            return attempt(voice, turn)
        case "chats":
            return voice.says("it.chat")
        case "answers":
            return answer(voice, turn, place)
        case _:
            return question(voice, turn, place)


def attempt(voice: Voice, turn: Turn) -> str:
    """A sentence in Italian, with a word around it or none."""
    if voice.plan.type == "role play":
        return joined(voice.led("it.part", turn.says) if " " in turn.says and voice.chance(45) else turn.says)
    said = voice.led("it.before", turn.says) if voice.chance(35) else turn.says
    return joined(said, voice.says("it.after") if voice.chance(30) else "")


def answer(voice: Voice, turn: Turn, place: int) -> str:
    """An answer in free conversation, or what the learner sees and finds out."""
    if voice.plan.type == "conversation":
        return joined(voice.led("it.part", turn.says) if voice.chance(25) else turn.says)
    if turn.says:
        return voice.says("say.answer", t=voice.quoted(turn.says))
    return voice.says("found", claim=plainly(voice, voice.rng.choice(turn.owes)) if turn.owes else "something changes")


def plainly(voice: Voice, claim: Claim) -> str:
    """The claim as one clause without a mark in it."""
    clause = claimed(voice, claim)
    while re.search(r"[.?!:;]", clause):
        clause = claimed(voice, claim)
    return lowered(clause)


def question(voice: Voice, turn: Turn, place: int) -> str:
    """A question in English, or on an Italian sentence in Italian."""
    if turn.learner_speaks == "target":
        return joined(turn.says, voice.says("it.understand") if voice.chance(85) else "")
    lead = voice.words("lead") if voice.chance(45) else ""
    asked = ended(asking(voice, turn, place))
    if turn.owes and voice.chance(35) and re.search(r"\w\?$", asked) and asked.count("?") == 1:
        asked = voice.words("ask.tipped", asked=asked[:-1])
    if turn.says and turn.says not in asked:
        asked = joined(voice.says("read.line", sent=voice.quoted(turn.says)), asked)
    if lead and not lead.endswith((".", "!", "?")):
        asked = lowered(asked)
    return joined(lead, asked, voice.says("tail") if voice.chance(25) else "")


def asking(voice: Voice, turn: Turn, place: int) -> str:
    """The question itself, by type of lesson and by what the answer owes."""
    kind = voice.plan.type
    if turn.teacher == "tells" and kind == "reading":
        return voice.words("ask.read")
    if turn.teacher == "tells":
        return noted(voice, turn, place)
    if kind == "discovery":
        return voice.words("ask.discover")
    if turn.teacher == "replies":
        return voice.words("ask.play")
    if kind == "comparison" and turn.teacher == "explains" and len(turn.about) == 2:
        first, second = differing(*(voice.plan.targets[one].text for one in turn.about))
        return voice.words("ask.difference", a=voice.quoted(first), b=voice.quoted(second))
    if turn.owes and turn.owes[0].kind in ASKED:
        same = turn.owes[0].kind in ("form", "lemma") and turn.owes[0].subject == turn.owes[0].value
        return voice.words("ask.form.same" if same else f"ask.{turn.owes[0].kind}", **slots_for(voice, turn.owes[0]))
    return translating(voice, turn)


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
    told = " ".join(note.text for note in voice.plan.notes).lower()
    held = [claim.subject for claim in within(voice.plan, turn.about) if claim.kind == "number"]
    words = [word for word in held if word in told] or held
    return voice.words("ask.note", sent=sent, s=voice.quoted(words[0] if words else turn.says.rstrip(".!?")))


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
    left, right = one[start : len(one) - end], two[start : len(two) - end]
    if not left or not right or len(left) > 4 or len(right) > 4:
        return first, second
    return " ".join(left), " ".join(right)
