"""Is a claim of a lesson plan true? Said by the plug-in's analysis and by the spelling of the sentence, never by what made the plan."""

import re
from collections.abc import Iterator

from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.languages.language import Form, marked
from goldsmith.schemas.lessons import Claim, CounterExample, LessonPlan, Target, Token

NAMES = {row["name"]: row["gender"] for row in table("names")}
GLOSSES = {(row["lemma"], name): row["gloss"] for name in ("nouns", "verbs", "adjectives") for row in table(name)}
KINDS = ("gender", "number", "person", "mood", "tense", "degree")
FEATURES = set(KINDS)
BEFORE = {
    ("m", "s"): [("lo|uno", r"s[^aeiou]|z|gn|ps|y|x"), ("l'|un", r"[aeiouh]"), ("il|un", "")],
    ("f", "s"): [("l'|un'", r"[aeiouh]"), ("la|una", "")],
    ("m", "p"): [("gli", r"s[^aeiou]|z|gn|ps|y|x|[aeiouh]"), ("i", "")],
    ("f", "p"): [("le", "")],
}
"""The article by the beginning of the noun, said apart from the engine: the first pattern that matches decides."""


def words(text: str) -> list[str]:
    """The words of a sentence in lower case, an elided one by itself."""
    return re.findall(r"[a-zà-ù-]+'?", text.lower())


def readings(text: str) -> list[tuple[str, ...]]:
    """Gender, number, person, mood, tense, degree of every reading."""
    return [form.features.values[:6] for form in ITALIAN.analyse(text)]


def untrue(plan: LessonPlan) -> Iterator[Claim]:
    """The claims of the plan that nothing proves."""
    for claim in plan.claims:
        if not TRUE[claim.kind](claim, plan):
            yield claim


def featured(claim: Claim, plan: LessonPlan) -> bool:
    """A reading of the subject has the value; of one word also where it stands, of several with all else that is claimed of them."""
    found = [dict(zip(KINDS, one, strict=True)) for one in readings(claim.subject)]
    if len(words(claim.subject)) == 1:
        standing = [token for target in plan.targets for token in target.tokens if token.form == claim.subject]
        stands = any(getattr(token, claim.kind) == claim.value for token in standing)
        return stands and any(one[claim.kind] == claim.value for one in found)
    tokens = [token for target in plan.targets for token in target.tokens if token.form == words(claim.subject)[-2]]
    if claim.kind == "person" and claim.value not in {token.person for token in tokens}:
        return False  # abbia is any of three persons; the sentence says which
    wanted = {one.kind: one.value for one in plan.claims if one.subject == claim.subject and one.kind in FEATURES}
    return any(all(one[kind] == value for kind, value in {**wanted, claim.kind: claim.value}.items()) for one in found)


def part_of_speech(claim: Claim, plan: LessonPlan) -> bool:
    return any(form.pos == claim.value for form in ITALIAN.analyse(claim.subject))


def auxiliary(claim: Claim, plan: LessonPlan) -> bool:
    choice = auxiliaries(claim.subject).choice
    if not claim.about:
        return choice == (claim.value,)
    return claim.value in choice and any(
        form.lemma == claim.subject and form.rule.endswith(claim.value) for form in ITALIAN.analyse(claim.about)
    )


def agreement(claim: Claim, plan: LessonPlan) -> bool:
    person = claim.value[0] in "123"
    place = (2, 1) if person else (0, 1)
    own = {tuple(one[i] for i in place) for one in readings(claim.subject)}
    first, number = claim.value.split()
    fits = any(a in (first, "") and b in (number, "") for a, b in own)
    return fits and (
        (first == "3" and heads_third(claim.about, number)) if person else (first, number) in heads(claim.about)
    )


def heads(about: str) -> set[tuple[str, str]]:
    """Gender and number of what is spoken of: names, a pronoun, or a phrase with a noun."""
    joined = re.split(r" ed? ", about)
    if len(joined) > 1:
        genders = {gender for part in joined for gender, _ in heads(part)}
        return {("f" if genders == {"f"} else "m", "p")}
    if about in NAMES:
        return {(NAMES[about], "s")}
    forms = [form for word in words(about) for form in ITALIAN.analyse(word) if form.pos in ("noun", "pronoun")]
    nouns = [form for form in forms if form.pos == "noun"] or forms
    return {(form.features.gender, form.features.number) for form in nouns}


def heads_third(about: str, number: str) -> bool:
    """The subject is a third person of this number."""
    return any(own == number for _, own in heads(about))


def article(claim: Claim, plan: LessonPlan) -> bool:
    gap = "" if claim.value.endswith("'") else " "
    stands = any(re.search(rf"\b{claim.value}{gap}{claim.subject}\b", target.text.lower()) for target in plan.targets)
    return stands and article_fits(claim.value, claim.subject)


def article_fits(text: str, noun: str) -> bool:
    """The article is the one for the sound, gender and number of the noun, or a partitive one."""
    if text.startswith("de"):
        return article_fits(
            {"del": "il", "dello": "lo", "della": "la", "dell'": "l'", "dei": "i", "degli": "gli", "delle": "le"}[text],
            noun,
        )
    for form in ITALIAN.analyse(noun):
        rules = BEFORE.get((form.features.gender, form.features.number), []) if form.pos == "noun" else []
        right = next((articles for articles, start in rules if re.match(start, noun)), "")
        if text in right.split("|"):
            return True
    return False


def nouns_of(text: str) -> list[Form]:
    return [form for form in ITALIAN.analyse(text) if form.pos == "noun"]


def plural(claim: Claim, plan: LessonPlan) -> bool:
    one = {form.lemma for form in nouns_of(claim.subject) if form.features.number == "s"}
    return any(form.lemma in one and form.features.number == "p" for form in nouns_of(claim.value))


def feminine(claim: Claim, plan: LessonPlan) -> bool:
    pairs = [(a, b) for a in ITALIAN.analyse(claim.subject) for b in ITALIAN.analyse(claim.value) if a.lemma == b.lemma]
    return any(
        (a.features.gender, b.features.gender) == ("m", "f") and a.features.number == b.features.number
        for a, b in pairs
    )


def form(claim: Claim, plan: LessonPlan) -> bool:
    return any(
        one.lemma == claim.subject and marked(one.features) == claim.about for one in ITALIAN.analyse(claim.value)
    )


def lemma(claim: Claim, plan: LessonPlan) -> bool:
    return any(one.lemma == claim.value for one in ITALIAN.analyse(claim.subject))


def meaning(claim: Claim, plan: LessonPlan) -> bool:
    glosses = " ; ".join(gloss for (word, _), gloss in GLOSSES.items() if word == claim.subject)
    return re.search(rf"(^|; ){re.escape(claim.value)}( \(| ;|;|$)", glosses) is not None


def translation(claim: Claim, plan: LessonPlan) -> bool:
    return any((target.text, target.translation) == (claim.subject, claim.value) for target in plan.targets)


def rule(claim: Claim, plan: LessonPlan) -> bool:
    known = {one.rule for one in ITALIAN.analyse(claim.subject)}
    stands = any(
        (token.form, token.rule) == (claim.subject, claim.value) for target in plan.targets for token in target.tokens
    )
    return stands and claim.value.split(";")[0] in known


TRUE = {kind: featured for kind in FEATURES} | {
    "part of speech": part_of_speech,
    "auxiliary": auxiliary,
    "agreement": agreement,
    "article": article,
    "plural": plural,
    "feminine": feminine,
    "form": form,
    "lemma": lemma,
    "meaning": meaning,
    "translation": translation,
    "rule": rule,
}


def known_token(token: Token) -> bool:
    """The engine knows the word with this lemma and part of speech, and none of its features says otherwise."""
    if token.pos == "name":
        return token.form in NAMES
    own = (token.gender, token.number, token.person, token.mood, token.tense, token.degree)
    return any(
        one.lemma == token.lemma
        and one.pos == token.pos
        and all(
            not mine or not theirs or mine == theirs for mine, theirs in zip(own, one.features.values, strict=False)
        )
        for one in ITALIAN.analyse(token.form)
    )


def provably_wrong(error: CounterExample, target: Target) -> bool:
    """What the declared error says does not hold by the engine."""
    breaks = error.breaks
    if error.kind == "auxiliary":
        helper = error.wrong.split()[0]
        lemmas = {form.lemma for form in ITALIAN.analyse(helper)}
        return breaks.value not in lemmas and auxiliaries(breaks.subject).choice == (breaks.value,)
    if error.kind == "agreement":
        return tuple(breaks.value.split()) not in {one[:2] for one in readings(error.wrong)}
    if error.kind == "conjugation" and breaks.kind == "agreement":
        person, number = breaks.value.split()
        mood = [(token.mood, token.tense) for token in target.tokens if token.form == breaks.subject]
        return not any(one[1:5] == (number, person, *mood[0]) for one in readings(error.wrong))
    if error.kind in ("participle", "conjugation"):
        return not ITALIAN.analyse(error.wrong)
    if error.kind in ("article", "gender") and breaks.kind != "rule":
        text, noun = re.fullmatch(r"(\w+'?) ?([\w-]+)", error.wrong).groups()
        return not article_fits(text, noun)
    if error.kind == "article":  # a possessive that wants its article
        return target.text.lower().count(f"{breaks.subject} {error.wrong}") > 0
    if error.kind == "plural":
        return all(form.features.number == "s" for form in nouns_of(error.wrong.split()[-1]))
    if error.kind == "preposition":
        two = error.wrong.replace("'", "' ").split()[:2]
        return two[0] in ("a", "di", "da", "in", "su") and two[1] in ("il", "lo", "la", "l'", "i", "gli", "le")
    if error.kind == "word order":
        first, second = error.wrong.replace("'", "' ").split()[:2]
        pronoun = second in ("lo", "la", "li", "le") and any(
            one[3] in ("indicativo", "condizionale", "congiuntivo") for one in readings(first)
        )
        after = [
            row["place"]
            for row in table("adjectives")
            if row["lemma"] in {form.lemma for form in ITALIAN.analyse(first)}
        ]
        return pronoun or (bool(after) and after[0] != "before")
    glosses = " ".join(gloss for (word, _), gloss in GLOSSES.items() if word == breaks.subject)
    return error.kind == "false friend" and not re.search(rf"\b{error.wrong}\b", glosses)
