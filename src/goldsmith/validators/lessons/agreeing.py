"""Claims that words agree: feature by feature where words are quoted, by part of speech where kinds of words are named."""

from goldsmith.languages.italian.terms import Terms
from goldsmith.languages.language import Form
from goldsmith.schemas.lessons import Claim
from goldsmith.validators.lessons.analysis import applies, holds, readings, takes_auxiliary
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import Entity
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import HELPERS, SINGULAR, Finding, Spoken


def as_adjective(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """The readings as an adjective where there are any: stanca is no form of stancare beside a name."""
    return tuple(form for form in forms if form.pos == "adjective") or forms


def agree(text: str, other: str, scene: Scene, spoken: Spoken) -> Finding:
    """The two words do not differ in gender, number or person, and in what is named."""
    named = spoken.terms("z")
    for form in as_adjective(readings(text, scene)):
        for head in as_adjective(readings(other, scene)):
            same = all(
                not own or not theirs or own == theirs
                for own, theirs in zip(form.features.values[:3], head.features.values[:3], strict=True)
            )
            if same and all(holds(term, head, scene) for term in named):
                return Finding(True, text, (Claim("agreement", bare(text), "", other),))
    return Finding(False, f"{text} {other}")


AGREEING = {
    ("adjective", "noun"): {"gender", "number"},
    ("adjective", "subject"): {"gender", "number"},
    ("article", "noun"): {"gender", "number"},
    ("pronoun", "noun"): {"gender", "number"},
    ("verb", "subject"): {"person", "number"},
    ("verb", "noun"): {"person", "number"},
    ("ending", "subject"): {"person", "number", "gender"},
    ("ending", "noun"): {"gender", "number"},
}


def not_subject(text: str, scene: Scene) -> bool:
    """The text is a pronoun that is never a subject."""
    found = readings(text, scene)
    return bool(found) and all(form.pos == "pronoun" and form.features.use != "subject" for form in found)


def general(one: Entity) -> str:
    """The part of speech that an entity without a quotation names."""
    if one.generic in ("form", ""):
        return next((term.values[0] for term in one.terms if term.kind == "part of speech"), one.generic)
    return one.generic


def agrees(spoken: Spoken) -> Finding:
    """Two words share the features that are named, or those that both mark."""
    one, other, scene = spoken.part("s"), spoken.part("o"), spoken.scene
    if one.empty and other.text:
        for text in spoken.focus.candidates():
            if bare(text) != bare(other.text) and applies(text, (SINGULAR,), scene):
                return agree(text, other.text, scene, spoken)
    if one.generic == "participle" or "participio" in {value for term in one.terms for value in term.values}:
        return participle_agrees(spoken)
    if one.text and other.text:
        if headless(other.text, scene):
            return Finding(False, f"{one.text} {other.text}")
        found = agree(one.text, other.text, scene, spoken)
        return found._replace(true=None) if found.true and absent(one.text, other.text, scene) else found
    pair = (general(one), general(other))
    if other.empty and pair[0] in ("adjective", "article", "possessive", "verb"):
        return Finding(True, "")
    if pair in (("adjective", "verb"), ("article", "verb"), ("adjective", "adverb"), ("possessive", "verb")):
        return Finding(False, "")
    if pair in AGREEING:
        z = {symbol.value for symbol in spoken.clause.parts.get("z", ()) if symbol.kind == "g"}
        return Finding(None if z - AGREEING[pair] else True, "")
    if one.text and not other.text:
        poses = {form.pos for form in readings(one.text, scene)}
        if "verb" in poses and any(form.features.gender and form.features.mood for form in readings(one.text, scene)):
            return participle_agrees(spoken)
        known_pair = {
            ("adjective", "noun"),
            ("article", "noun"),
            ("determiner", "noun"),
            ("verb", "subject"),
            ("adjective", "subject"),
            ("noun", ""),
        }
        return Finding(
            True if any((pos, general(other)) in known_pair for pos in poses) else None,
            one.text,
            (Claim("agreement", bare(one.text), ""),),
        )
    if other.text and general(one):
        if not_subject(other.text, scene) and general(one) == "verb":
            return Finding(False, other.text)
        return Finding(
            True
            if (general(one), "noun") in AGREEING
            and any(form.pos in ("noun", "name", "pronoun") for form in readings(other.text, scene))
            else None,
            other.text,
        )
    return Finding(None, "")


def headless(text: str, scene: Scene) -> bool:
    """The word is nothing that another agrees with: a verb, an adverb."""
    found = readings(text, scene)
    return bool(found) and " " not in bare(text) and {form.pos for form in found} <= {"verb", "adverb", "preposition"}


def absent(text: str, other: str, scene: Scene) -> bool:
    """An adjective or participle of a target is said to agree with a pronoun that is not there."""
    pronoun = any(form.features.use == "subject" for form in readings(other, scene))
    verb = any(form.pos == "verb" and form.features.person for form in readings(text, scene))
    return pronoun and not verb and scene.in_targets(text) and not scene.in_targets(other)


def after_pronoun(scene: Scene) -> bool:
    """In a target a direct object pronoun stands before avere."""
    return any(
        one.pos == "pronoun" and one.use == "direct" and two.lemma == "avere" and three.mood == "participio"
        for target in scene.plan.targets
        for one, two, three in zip(target.tokens, target.tokens[1:], target.tokens[2:], strict=False)
    )


def after(spoken: Spoken) -> Finding:
    """`The participle follows Maria`: what agrees follows what it agrees with; of places only a rule can tell."""
    if spoken.part("o").text and not spoken.part("s").text and general(spoken.part("s")) in CARRYING - {"form", ""}:
        return agrees(spoken)
    return Finding(None, "")


def participle_agrees(spoken: Spoken) -> Finding:
    """The participle agrees with the subject after essere; with words that are quoted, feature by feature."""
    other, scene = spoken.part("o"), spoken.scene
    text = spoken.part("s").text or next(spoken.focus.named("participle"), "")
    helpers = {form.rule.rpartition(".")[2] for form in readings(text, scene) if form.rule.startswith("verb.compound")}
    helpers |= {helper for form in readings(text, scene) for helper in HELPERS if f"compound.{helper}" in form.rule}
    if not helpers and text:
        helpers = {helper for helper in HELPERS if takes_auxiliary(text, helper, scene)}
    if other.generic == "object":
        return Finding(None, text)
    if other.empty and not other.text and after_pronoun(scene):
        return Finding(True, text)
    if other.generic in ("subject", "noun") or (other.empty and not other.text):
        true = None if not helpers else helpers == {"essere"}
        return Finding(true, text, (Claim("agreement", bare(text), ""),))
    if other.text:
        found = agree(text, other.text, scene, spoken)
        return Finding(found.true and "essere" in helpers, found.shown, found.claims)
    return Finding(None, text)


def goes_with_last(text: str, spoken: Spoken, *, only_subjects: bool, numbers: bool = True) -> bool:
    """The text agrees with the noun, name or pronoun that was spoken of last, if one was."""
    scene = spoken.scene
    for before in (*spoken.focus.spoken, *sorted(scene.subjects)):
        if (
            only_subjects
            and scene.in_targets(before)
            and scene.subjects
            and scene.subjects.isdisjoint(bare(before).split())
        ):
            continue
        heads = [
            form for form in readings(before, scene) if form.pos in ("noun", "name") or form.features.use == "subject"
        ]
        if heads and bare(before) != bare(text) and bare(text) not in HELPERS:
            own = [form for form in readings(text, scene) if form.features.number]
            return not own or any(shared(form, head, numbers=numbers) for form in own for head in heads)
    return True


def shared(form: Form, head: Form, *, numbers: bool = True) -> bool:
    """The two do not differ in gender, number or person."""
    person = head.features.person or "3"
    own = form.features
    return (
        (not own.gender or not head.features.gender or own.gender == head.features.gender)
        and (not numbers or not own.number or not head.features.number or own.number == head.features.number)
        and (not own.person or own.person == person)
    )


def stays(text: str, scene: Scene) -> bool:
    """The participle is of a verb with avere alone, and the targets do not have it so: it does not change."""
    if scene.in_targets(text):
        return False
    return bool(takes_auxiliary(text, "avere", scene)) and not takes_auxiliary(text, "essere", scene)


CARRYING = frozenset(("adjective", "participle", "article", "possessive", "ending", "verb", "form", ""))


def carried(one: Entity, terms: Terms, case: Terms, scene: Scene) -> bool | None:
    """What agrees has the same gender, number and person as the case that is supposed; nothing where that does not tell."""
    generic = one.generic or next((term.values[0] for term in one.terms if term.kind == "part of speech"), "")
    named = {term.kind: term.values for term in case}
    said = [term for term in terms if term.kind in ("gender", "number", "person")]
    if (
        generic not in CARRYING
        or not said
        or len(said) < len(terms)
        or not {term.kind for term in said} <= named.keys()
    ):
        return None
    if generic == "participle" and not any(
        "compound.essere" in form.rule for forms in scene.readings.values() for form in forms
    ):
        return None
    return all(named[term.kind] == term.values for term in said)


def is_head(text: str, scene: Scene) -> bool:
    """A noun, a name or a subject pronoun."""
    found = readings(text, scene)
    return not any(form.features.mood == "participio" for form in found) and any(
        form.pos in ("noun", "name") or form.features.use == "subject" for form in found
    )
