"""Claims of a plan put into words: which rule of the grammar each takes, and what fills its slots."""

import re
from collections.abc import Mapping, Sequence

from goldsmith.generators.teachers.scripted.voice import Voice
from goldsmith.schemas.lessons import Claim, CounterExample, LessonPlan

VERBAL = re.compile(r"\b(?:verb|its subject)\b")
"""What is said of verbs alone."""
BY_GENDER = frozenset(("il", "la", "i", "le", "un", "una"))
"""Articles that have no other form for the same gender and number but before certain sounds."""
ALONE = re.compile(
    r"(?:look at|see|note|notice|check|take|put|beware|careful|watch|do not|don't|read|understand|a false|put)\b",
    re.IGNORECASE,
)
"""How a clause begins that nothing leads up to."""
UNTIMED = ("infinito", "gerundio", "imperativo")
"""Moods of which no tense is told."""
HELPERS = {"essere": "avere", "avere": "essere"}
GENDERS, NUMBERS, PERSONS = ("m", "f"), ("s", "p"), ("1", "2", "3")
MOODS = ("indicativo", "congiuntivo", "condizionale", "imperativo", "infinito", "gerundio", "participio")


def claimed(voice: Voice, claim: Claim) -> str:
    """The claim in words, as a clause without a mark at its end."""
    voice.said.add(claim)
    clause = voice.words(rule_for(voice, claim), **slots_for(voice, claim))
    while claim.kind in ("number", "person") and VERBAL.search(clause) and not verbal(voice.plan, claim.subject):
        clause = voice.words(rule_for(voice, claim), **slots_for(voice, claim))
    return clause


def verbal(plan: LessonPlan, form: str) -> bool:
    """The plan says a mood of the form."""
    return any(one.kind == "mood" and one.subject == form for one in plan.claims)


def rule_for(voice: Voice, claim: Claim) -> str:
    """The rule that words a claim of this kind."""
    plan = voice.plan
    nouns = {one.subject for one in plan.claims if one.kind == "part of speech" and one.value == "noun"}
    match claim.kind:
        case "gender" | "number":
            return f"{claim.kind}.{'noun' if claim.subject in nouns else 'form'}"
        case "agreement":
            return "agreement.verb" if claim.value[:1] in PERSONS else "agreement.words"
        case "plural":
            return "plural.same" if claim.subject == claim.value else "plural"
        case "lemma":
            return (
                "lemma.same"
                if claim.subject == claim.value
                else "lemma"
                if verbal(plan, claim.subject)
                else "lemma.plain"
            )
        case "tense":
            return (
                "tense.lemma"
                if lemma_of(plan, claim.subject) not in ("", claim.subject) and voice.chance(45)
                else "tense"
            )
        case "form":
            return "form.same" if claim.subject == claim.value else "form"
        case "article":
            return article_rule(voice, claim)
        case "rule":
            return rule_of_form(plan, claim)
        case _:
            return claim.kind


def rule_of_form(plan: LessonPlan, claim: Claim) -> str:
    """The rule that words a rule of the language: of a pronoun its place where that was wrong, or what it stands for."""
    if claim.value.startswith("clitic.") and any(one.breaks == claim for one in plan.counter_examples):
        return "rule.order"
    if claim.value == "clitic.direct" and replaced(plan):
        return "rule.pronoun" if gender_of(plan, replaced(plan)) else "rule.pronoun.name"
    return "rule.article"


def replaced(plan: LessonPlan) -> str:
    """What a pronoun in the second of two sentences stands for: a noun of the first, or a name; empty for none."""
    if len(plan.targets) != 2:
        return ""
    first, second = (re.findall(r"[^\W\d_]+", target.text) for target in plan.targets)
    gone = [word for word in first if word not in second]
    nouns = [one.subject for one in plan.claims if one.value == "noun" and one.subject in gone]
    return next(iter(nouns or [word for word in gone[::-1] if word[0].isupper()]), "")


def article_rule(voice: Voice, claim: Claim) -> str:
    """The rule that words an article: with the noun's gender or first sound as its reason, or with none."""
    gender = Claim("gender", claim.subject, gender_of(voice.plan, claim.subject))
    if not gender.value or voice.chance(50) or (gender in voice.said and claim.value in BY_GENDER):
        return "article"
    if claim.value in BY_GENDER:
        voice.implied.add(gender)
        return "article.gender"
    return "article.sound" if sound_of(claim) else "article"


def sound_of(claim: Claim) -> str:
    """What a noun begins with, where that decides its article; empty where it does not or is not told by a letter."""
    first, second = claim.subject[:1].lower(), claim.subject[1:2].lower()
    if claim.value in ("l'", "un'", "gli") and first in "aeiou":
        return "a vowel"
    if claim.value in ("lo", "gli", "uno"):
        return "z" if first == "z" else "s and another consonant" if first == "s" and second not in "aeiou" else ""
    return ""


def slots_for(voice: Voice, claim: Claim) -> dict[str, str]:
    """What fills the slots of a claim's wording."""
    value, plan = claim.value, voice.plan
    slots = {
        "s": voice.quoted(claim.subject),
        "v": voice.quoted(value),
        "o": voice.quoted(claim.about),
        "g": voice.quoted(value),
    }
    slots |= features(
        voice, value if claim.kind in ("agreement", "gender", "number", "person", "mood", "tense") else claim.about
    )
    slots |= {"sent": voice.quoted(claim.subject), "tr": voice.quoted(value)} if claim.kind == "translation" else {}
    if claim.kind == "article":
        slots |= {"joined": voice.quoted(value + ("" if value.endswith("'") else " ") + claim.subject)}
        slots |= features(voice, gender_of(plan, claim.subject)) | {"sound": sound_of(claim)}
    if claim.kind == "auxiliary":
        slots |= {"x": voice.quoted(HELPERS.get(value, "avere"))}
    if claim.kind == "tense":
        slots |= {"tense": tense_term(voice, claim), "l": voice.quoted(lemma_of(plan, claim.subject))}
    if claim.kind == "form":
        slots |= {"features": described(voice, claim.about)}
    if claim.kind == "rule" and claim.value == "clitic.direct":
        noun = replaced(plan)
        slots |= {"o": voice.quoted(noun)} | features(voice, f"{gender_of(plan, noun)} {number_of(plan, noun)}")
        voice.implied.add(Claim("gender", noun, gender_of(plan, noun)))
    if claim.kind == "rule":
        slots |= {
            "right": voice.quoted(
                next((one.right for one in plan.counter_examples if one.breaks == claim), claim.subject)
            )
        }
    return slots


def features(voice: Voice, marked: str) -> dict[str, str]:
    """The terms of the features that are marked, each by its slot."""
    found: dict[str, str] = {}
    for part in marked.split(" "):
        for name, values in (("gender", GENDERS), ("number", NUMBERS), ("person", PERSONS), ("mood", MOODS)):
            if part in values:
                found[name] = term(voice, name, part)
    return found


def described(voice: Voice, marked: str) -> str:
    """The features of a form in the order in which a teacher names them."""
    found = features(voice, marked)
    mood = next((one for one in MOODS if one in marked.split(" ")), "")
    tense = marked.split(mood, 1)[1].strip() if mood else ""
    timed = (
        term(voice, "tense", tense)
        if tense and not (mood in ("infinito", "gerundio", "imperativo") and tense == "presente")
        else ""
    )
    whole = f"tense.{mood} {tense}"
    if voice.knows(whole):
        timed, moody = voice.words(whole).lower(), ""
    else:
        timed = timed.removesuffix(" tense") if mood != "indicativo" else timed
        moody = found.get("mood", "") if mood != "indicativo" else ""
    return " ".join(
        part for part in (found.get("person"), found.get("gender"), found.get("number"), timed, moody) if part
    )


def tense_term(voice: Voice, claim: Claim) -> str:
    """What the teacher calls the tense of a verb form: with its mood, but for the indicative."""
    moods = [one.value for one in voice.plan.claims if one.kind == "mood" and one.subject == claim.subject]
    name = next((f"tense.{mood} {claim.value}" for mood in moods), "")
    return voice.words(name).lower() if voice.knows(name) else term(voice, "tense", claim.value)


def term(voice: Voice, kind: str, value: str) -> str:
    """What the teacher calls a feature's value."""
    return voice.words(f"{kind}.{value}").lower() if voice.knows(f"{kind}.{value}") else value


def lemma_of(plan: LessonPlan, form: str) -> str:
    """The lemma that the plan claims of a form; empty where it claims none."""
    return next((one.value for one in plan.claims if one.kind == "lemma" and one.subject == form), "")


def gender_of(plan: LessonPlan, form: str) -> str:
    """The gender that the plan claims of a form; empty where it claims none."""
    return next((one.value for one in plan.claims if one.kind == "gender" and one.subject == form), "")


def number_of(plan: LessonPlan, form: str) -> str:
    """The number that the plan claims of a form; empty where it claims none."""
    return next((one.value for one in plan.claims if one.kind == "number" and one.subject == form), "")


def within(plan: LessonPlan, places: Sequence[int]) -> tuple[Claim, ...]:
    """The claims about words that stand in these sentences."""
    text = " ".join(plan.targets[place].text for place in places).lower().replace("'", "' ")
    forms = {word.strip(".,!?;:…") for word in text.split()}
    lemmas = {
        one.value for one in plan.claims if one.kind == "lemma" and set(one.subject.replace("'", "' ").split()) <= forms
    }
    unfinished = {one.subject for one in plan.claims if one.kind == "mood" and one.value in UNTIMED}
    return tuple(
        one
        for one in plan.claims
        if one.kind not in ("translation", "rule", "part of speech")
        and (set(one.subject.replace("'", "' ").split()) <= forms or one.subject in lemmas)
        and (one.subject != one.value or one.kind == "plural")
        and not (one.kind == "tense" and one.subject in unfinished)
        and (one.kind == "form" or set(one.about.lower().replace("'", "' ").split()) <= forms)
    )


def declared(plan: LessonPlan, sentence: str) -> CounterExample | None:
    """The declared error that a sentence shows."""
    return next((one for one in plan.counter_examples if one.sentence == sentence), None)


def as_slots(voice: Voice, wrong: CounterExample) -> Mapping[str, str]:
    """The slots of a correction."""
    return {"wrong": voice.quoted(wrong.wrong), "right": voice.quoted(wrong.right)}
