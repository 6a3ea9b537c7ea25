"""The teacher's side of a turn where it is in English: explanations, corrections, translations, notes and questions."""

import re
from collections.abc import Sequence

from goldsmith.generators.teachers.scripted.claiming import ALONE, as_slots, claimed, declared, lemma_of, within
from goldsmith.generators.teachers.scripted.noted import CONTENT, WORD, subject_of, word_lemma
from goldsmith.generators.teachers.scripted.reasons import reason
from goldsmith.generators.teachers.scripted.voice import Voice, ended, joined, lowered
from goldsmith.schemas.lessons import Claim, LessonPlan, Note, Target, Turn

PLACED = re.compile(r"\b(?:here|in (?:this|our|Italian)|always|never|usually)\b", re.IGNORECASE)
"""Words of a clause beside which another word of place is too much."""
MARKED = re.compile(r"[.?!:;→]| - ")
QUOTED = re.compile(r"[\"“«].*?[\"”»]")
HERE = frozenset(("number", "person", "mood", "tense", "agreement", "article", "form", "rule"))
"""What is said of a word in its sentence; other claims hold of the word anywhere."""
BRIEF = frozenset(("plain", "precise"))
EXTRA = ("gender", "plural", "lemma", "tense", "agreement", "auxiliary", "article", *["meaning"] * 3)
"""Kinds of claims that a teacher adds unasked."""
OPENERS = {"explains": "react.asks", "translates": "react.asks", "corrects": "react.wrong", "confirms": "react.right"}
OFTEN = {"explains": 50, "translates": 45, "corrects": 60, "confirms": 100}
SOUNDED = ("pronunciation", "culture")
"""Types of lesson in which no point of grammar is added unasked."""


def spoken(voice: Voice, place: int) -> str:
    """What the teacher says in a turn that is not in Italian alone."""
    turn = voice.plan.turns[place]
    match turn.teacher:
        case "tells":
            return telling(voice, turn, place)
        case "asks":
            return leading(voice, turn, place)
        case _:
            return answering(voice, turn, place)


def answering(voice: Voice, turn: Turn, place: int) -> str:
    """A reaction or none, the point in some order with its reason, and a way on or none."""
    found = turn.teacher == "confirms" and turn.learner == "answers"
    brief = turn.teacher != "confirms" and voice.plan.persona.id in BRIEF
    often = OFTEN[turn.teacher] // (2 if brief else 1)
    opener = voice.says("react.found" if found else OPENERS[turn.teacher]) if voice.chance(often) else ""
    body = [*correcting(voice, turn), *owed(voice, turn), *added(voice, turn)]
    if not body and turn.about:
        target = voice.plan.targets[turn.about[0]]
        again = turn.teacher == "confirms" and voice.chance(60)
        body = [voice.says("repeated", sent=voice.quoted(target.text)) if again else translated(voice, target)]
    return joined(opener, *body, closing(voice, place))


def owed(voice: Voice, turn: Turn) -> list[str]:
    """The claims that the turn owes, as sentences, now and then two in one, and a reason for one of them or none."""
    claims = list(turn.owes)
    voice.rng.shuffle(claims)
    clauses = [
        (claim, worded(voice, turn, claim)) for claim in claims if claim not in voice.implied or claim.kind != "gender"
    ]
    made = sentences(voice, clauses)
    why = reason(voice, claims) if voice.chance(70 if len(turn.about) == 2 else 35) else ""
    return [*made, why] if why else made


def worded(voice: Voice, turn: Turn, claim: Claim) -> str:
    """The claim in words; of a false friend, also what it does not mean; of a translation, what was asked for."""
    wrong = next(
        (one for one in voice.plan.counter_examples if one.kind == "false friend" and one.breaks == claim), None
    )
    if wrong is not None and voice.chance(75):
        slots = {"s": claim.subject, "g": claim.value, "f": wrong.wrong}
        return voice.words("meaning.not", **{name: voice.quoted(text) for name, text in slots.items()})
    clause = claimed(voice, claim)
    while claim.kind == "translation" and not turn.says and claim.subject not in clause:
        clause = claimed(voice, claim)
    return clause


def sentences(voice: Voice, clauses: Sequence[tuple[Claim, str]]) -> list[str]:
    """The clauses as sentences: one with a lead at times, one with words after it, and two joined."""
    made: list[str] = []
    around = ["led", "tipped"]
    for claim, clause in clauses:
        plain = not MARKED.search(QUOTED.sub("", clause)) and not ALONE.match(clause)
        if made and plain and voice.chance(25) and not MARKED.search(made[-1][:-1] + clause):
            made[-1] = f"{made[-1].rstrip('.')}{voice.rng.choice((', and ', '; '))}{lowered(clause)}."
        elif plain and around and voice.chance(45):
            way = around.pop(voice.rng.randrange(len(around)))
            shown = lowered(clause) if way == "led" else clause
            made.append(voice.says(way + manner(claim, clause), clause=shown))
        else:
            made.append(ended(clause))
    return made


def manner(claim: Claim, clause: str) -> str:
    """Which words may stand around a clause: those for translations, those that point at the sentence, or any."""
    if claim.kind in ("meaning", "translation"):
        return ".word"
    return ".here" if claim.kind in HERE and not PLACED.search(clause) and "," not in clause else ""


def correcting(voice: Voice, turn: Turn) -> list[str]:
    """What was wrong and what is right, and the whole sentence, in one order or the other."""
    wrong = declared(voice.plan, turn.says) if turn.teacher == "corrects" else None
    if wrong is None:
        return []
    target = voice.plan.targets[turn.about[0]]
    sent = voice.quoted(target.text)
    parts = [voice.says("fix", **as_slots(voice, wrong))] if voice.chance(80) else []
    if not parts or voice.chance(50):
        parts.append(voice.says("whole", sent=sent))
    if voice.chance(20):
        parts.append(voice.says("meant", tr=voice.quoted(target.translation)))
    voice.rng.shuffle(parts)
    return parts


def added(voice: Voice, turn: Turn) -> list[str]:
    """What nobody asked for: of a word that was spoken of, or of any word where nothing else is to be said."""
    plan = voice.plan
    if not turn.about or plan.type in SOUNDED or len(turn.owes) > 1:
        return nuance(voice, turn)
    possible = [one for one in within(plan, turn.about) if one.kind in EXTRA and one not in voice.said]
    if turn.owes:
        spoken_of = related(plan, turn.owes[0])
        possible = [one for one in possible if one.subject in spoken_of and not {one.value, one.about} & spoken_of]
    most = 1 - (plan.persona.id in BRIEF)
    chosen = voice.rng.sample(possible, min(voice.rng.randrange(most + 1), len(possible)))
    made = sentences(voice, [(claim, claimed(voice, claim)) for claim in chosen])
    told_already = any(claim.kind == "translation" for claim in turn.owes)
    if voice.chance(14) and turn.teacher in ("explains", "confirms") and not told_already:
        made.append(translated(voice, plan.targets[voice.rng.choice(turn.about)]))
    return [*made, *nuance(voice, turn)]


def related(plan: LessonPlan, claim: Claim) -> set[str]:
    """The word of a claim with its lemma and what is claimed of it."""
    return {claim.subject, claim.value, lemma_of(plan, claim.subject)} - {""}


def translated(voice: Voice, target: Target) -> str:
    """What a sentence says, as a sentence that names it."""
    slots = {"sent": voice.quoted(target.text), "tr": voice.quoted(target.translation)}
    said = voice.says("translation", **slots)
    while target.text.rstrip(".!?") not in said:
        said = voice.says("translation", **slots)
    return said


def nuance(voice: Voice, turn: Turn) -> list[str]:
    """A note that speaks of a word of the sentence."""
    if voice.plan.type not in ("translation", "vocabulary"):
        return []
    text = " ".join(voice.plan.targets[place].text for place in turn.about).lower()
    fitting = [
        note
        for note in voice.plan.notes
        if any(word in text.split() for word in re.findall(r"\w{4,}", note.text.lower()))
    ]
    return told(voice, fitting[0].text, fitting[0].source) if fitting and voice.chance(70) else []


def told(voice: Voice, text: str, source: str) -> list[str]:
    """A note word for word, with something before it or its source after it."""
    before = [voice.words("react.tells")] if voice.chance(55) else []
    after = [voice.says("tells.sourced", source=source.split(",")[0])] if voice.chance(35) else []
    return [*before, text, *after]


def telling(voice: Voice, turn: Turn, place: int) -> str:
    """A text to read, or a note from the curated list with the sentence that it is about."""
    plan = voice.plan
    if plan.type == "reading":
        text = "\n" + " ".join(plan.targets[one].text for one in turn.about) + "\n"
        return joined(voice.words("show.text", text=text), voice.says("after.text") if voice.chance(55) else "")
    before = sum(one.teacher == "tells" for one in plan.turns[:place])
    note = plan.notes[before] if before < len(plan.notes) else None
    later = any(claim.kind == "translation" for one in plan.turns[place:] for claim in one.owes)
    if note is None or (before == 0 and not later and voice.chance(45)):
        about = translated(voice, plan.targets[turn.about[0]])
    else:
        about = pointing(voice, turn, note)
    notes = told(voice, note.text, note.source) if note else []
    return joined(*notes, about, closing(voice, place))


def pointing(voice: Voice, turn: Turn, note: Note) -> str:
    """A word of the sentence that shows what a note says, or one to practise; the translation where there is none."""
    plan = voice.plan
    word = subject_of(plan, turn, note)
    if word_lemma(plan, word, *CONTENT):
        return voice.says("heard" if plan.type == "pronunciation" else "recalled", w=voice.quoted(word))
    target = plan.targets[turn.about[0]]
    others = [one for one in WORD.findall(target.text) if word_lemma(plan, one, *CONTENT)]
    if plan.type != "pronunciation" or not others:
        return translated(voice, target)
    return voice.says("heard.any", w=voice.quoted(voice.rng.choice(others)))


def leading(voice: Voice, turn: Turn, place: int) -> str:
    """The first sentence of a drill, two sentences to compare, or a further question on one of them."""
    if voice.plan.type == "drill":
        return voice.says("drill.start", tr=voice.quoted(voice.plan.targets[turn.about[0]].translation))
    texts = [voice.quoted(voice.plan.targets[one].text) for one in turn.about]
    if len(texts) == 2:
        shown = ended(voice.words("discover.show", a=texts[0], b=texts[1]))
        return joined(shown, voice.says("discover.ask") if not shown.endswith("?") and voice.chance(80) else "")
    first = voice.says("discover.on") if voice.chance(60) else ""
    other = voice.plan.targets[1 - turn.about[0]] if voice.chance(45) else voice.plan.targets[turn.about[0]]
    return joined(first, voice.says("discover.focus", t=voice.quoted(other.text)))


def closing(voice: Voice, place: int) -> str:
    """A way on: to the next sentence, to trying the whole one, a question, a cheer, a task, or nothing."""
    plan = voice.plan
    after = plan.turns[place + 1] if place + 1 < len(plan.turns) else None
    if plan.type == "drill" and after and after.about != plan.turns[place].about:
        return voice.says("next", tr=voice.quoted(plan.targets[after.about[0]].translation))
    if after and after.learner == "attempts" and plan.type != "role play":
        return voice.says("close.task.sentence") if voice.chance(60) else ""
    if not voice.chance(22 if after else 50):
        return ""
    asks = {"questioner": 6, "careful": 4}.get(plan.persona.id, 2)
    cheers = {"coach": 5, "patient": 4}.get(plan.persona.id, 2)
    return voice.says(voice.rng.choice((*["close.check"] * asks, *["close.cheer"] * cheers, *["close.task"] * 2)))
