"""The rule of the language that a claim is an instance of, as a teacher adds it: true of Italian as a whole."""

import re
from collections.abc import Iterator, Sequence

from goldsmith.generators.teachers.scripted.claiming import gender_of
from goldsmith.generators.teachers.scripted.voice import Voice
from goldsmith.languages.italian.frames import frames
from goldsmith.schemas.lessons import Claim, LessonPlan

MOVEMENT = frozenset(
    ("andare", "venire", "arrivare", "partire", "tornare", "ritornare", "entrare", "uscire", "rientrare")
)
POSSESSIVE = re.compile(r"mi[aeo]|miei|[ts]u[aeo]|[ts]uoi|[nv]ostr[aeio]")
REPEATED = re.compile(r"\b(?:every|often|always|on Sundays|on Saturdays)\b")
ONGOING = re.compile(r"\b(?:was|were) (?:\w+ )?\w+ing\b")
OPINION = re.compile(r"\b(?:pens|cred)\w+ che\b")
ENDINGS = {"zione": "f", "tà": "f", "ma": "m", "a": "f", "o": "m", "e": ""}
"""Endings of nouns with the gender that goes with them; none where both do."""
PLURALS = {("a", "e"): ("why.plural.a", "f"), ("o", "i"): ("why.plural.o", "m"), ("e", "i"): ("why.plural.e", "mf")}
"""Endings in the singular and the plural with their rule, and of which gender it speaks."""


def reason(voice: Voice, claims: Sequence[Claim]) -> str:
    """One rule behind one of the claims, as a sentence; empty where none of them has any."""
    found = [rule for claim in claims for rule in rules_for(voice.plan, claim)]
    fresh = [rule for rule in dict.fromkeys(found) if rule not in voice.reasons]
    if not fresh:
        return ""
    rule = voice.rng.choice(fresh)
    voice.reasons.add(rule)
    return voice.says(rule)


def rules_for(plan: LessonPlan, claim: Claim) -> Iterator[str]:
    """The rules of the wording that are reasons for a claim."""
    match claim.kind:
        case "auxiliary":
            yield from auxiliary(claim)
        case "agreement":
            yield from agreement(plan, claim)
        case "person":
            yield "why.verb"
        case "tense" | "mood" | "form":
            yield from verbal(plan, claim)
        case "plural":
            yield from plural(plan, claim)
        case "gender" if noun(plan, claim.subject):
            yield from gender(claim)
        case "article" if claim.value in ("lo", "gli", "uno", "l'", "un'"):
            yield "why.sound"
        case "rule" if claim.value.startswith("clitic."):
            yield "why.pronoun"
        case _:
            return


def auxiliary(claim: Claim) -> Iterator[str]:
    """Why a verb takes its auxiliary."""
    if claim.value == "essere" and claim.subject.endswith("si"):
        yield "why.reflexive"
    elif claim.value == "essere" and claim.subject in MOVEMENT:
        yield "why.movement"
    uses = [frame for frame in frames() if frame.verb == claim.subject]
    if claim.value == "avere" and uses and all(frame.objects for frame in uses):
        yield "why.transitive"


def agreement(plan: LessonPlan, claim: Claim) -> Iterator[str]:
    """Why a word has its ending."""
    parts = {one.value for one in plan.claims if one.kind == "part of speech" and one.subject == claim.subject}
    if claim.value[:1] in "123":
        yield "why.piacere" if claim.subject.startswith(("piac", "piacc")) else "why.verb"
    elif POSSESSIVE.fullmatch(claim.subject):
        yield "why.possessive"
    elif "adjective" in parts:
        yield "why.adjective"
    elif any(one.kind == "gender" and one.subject == claim.subject for one in plan.claims):
        yield "why.participle"


def verbal(plan: LessonPlan, claim: Claim) -> Iterator[str]:
    """Why a verb stands in its tense or mood."""
    italian = " ".join(target.text for target in plan.targets).lower()
    english = " ".join(target.translation for target in plan.targets)
    if claim.value == "congiuntivo" and OPINION.search(italian):
        yield "why.thought" if "penso che" in italian else "why.believed" if "credo che" in italian else "why.opinion"
    if claim.kind == "tense" and claim.value == "passato prossimo":
        yield from ("why.completed", "why.compound")
    if claim.kind == "tense" and claim.value == "imperfetto" and (REPEATED.search(english) or ONGOING.search(english)):
        yield "why.habit" if REPEATED.search(english) else "why.ongoing"
    if "gerundio" in (claim.value, *claim.about.split(" ")):
        yield "why.going"


def plural(plan: LessonPlan, claim: Claim) -> Iterator[str]:
    """What becomes of an ending in the plural."""
    if claim.subject == claim.value and claim.subject[-1] in "àèéìòù":
        yield "why.plural.accent"
    elif claim.subject[:-1] == claim.value[:-1]:
        rule, genders = PLURALS.get((claim.subject[-1], claim.value[-1]), ("", ""))
        if rule and (gender_of(plan, claim.subject) or "?") in genders:
            yield rule


def gender(claim: Claim) -> Iterator[str]:
    """What the ending of a noun in the singular says of its gender."""
    ending = next((one for one in ENDINGS if claim.subject.endswith(one)), "")
    if ending and ENDINGS[ending] in ("", claim.value):
        yield f"why.gender.{ending}"


def noun(plan: LessonPlan, form: str) -> bool:
    """The form is a noun in the singular by the plan's claims."""
    said = {(one.kind, one.value) for one in plan.claims if one.subject == form}
    return {("part of speech", "noun"), ("number", "s")} <= said
