"""What is recommended, warned of, translated or only shown."""

from goldsmith.extractors.lessons.patterns import Clause
from goldsmith.languages.italian.grammar.clauses import problem
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.italian.terms import Term
from goldsmith.schemas.lessons import Claim, ClaimKind
from goldsmith.validators.lessons.agreeing import agree
from goldsmith.validators.lessons.analysis import contains, fits, lemmas, readings
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import GENERIC
from goldsmith.validators.lessons.governing import article, auxiliary, takes_one
from goldsmith.validators.lessons.meanings import glosses, means, plain
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import ARTICLES, HELPERS, Finding, Spoken


def says(spoken: Spoken) -> Finding:
    """What is recommended is right, what it is contrasted with is not."""
    scene, other, denied = spoken.scene, spoken.part("o"), spoken.part("c")
    if bare(other.text) in scene.wrong and not scene.quoted_whole(other.text):
        return Finding(
            False if problem(other.text, dict(scene.names)) or not spoken.focus.conditional else None, other.text
        )
    terms = (*spoken.terms("z"), *spoken.focus.place, *other.terms, *GENERIC.get(other.generic, ()))
    ending = spoken.part("e").text
    if ending and not (ending.startswith("-") and bare(other.text).endswith(ending.strip("-"))):
        return Finding(False, other.text)
    if terms and not contains(other.text, terms, scene):
        return Finding(False, other.text)
    if denied.text and not shown_wrong(denied.text, other.text, scene):
        return Finding(False, denied.text)
    one = spoken.part("s")
    if not terms and scene.cut_short(other.text):
        return Finding(None, other.text)
    if not terms and not spoken.focus.conditional and scene.strays(other.text):
        return Finding(False, other.text)
    if one.text in scene.names and (gender := scene.names[one.text]) in ("m", "f"):
        other_gender = (Term("gender", ({"m": "f", "f": "m"}[gender],)),)
        return Finding(not contains(other.text, other_gender, scene) and not scene.problem(other.text), other.text)
    if one.text and bare(one.text) not in scene.wrong:
        if bool(lemmas(one.text, scene) & lemmas(other.text, scene)) and scene.in_targets(one.text) != scene.in_targets(
            other.text
        ):
            return Finding(scene.in_targets(other.text), other.text)
        return Finding(None, one.text)
    if bare(other.text) in HELPERS or bare(other.text) in ARTICLES:
        found = takes_one(spoken._replace(parts={"o": other}), other.text)
        return found if found.true is not None else Finding(None, other.text)
    return Finding(not scene.problem(other.text), other.text)


def says_of(spoken: Spoken) -> Finding:
    """What is said of a person, or with a word."""
    one, other = spoken.part("s"), spoken.part("o")
    found = says(spoken._replace(parts={"o": other}, clause=Clause("says", {"o": spoken.clause.parts["o"]})))
    if not found.true:
        return found
    if one.text:
        if bare(one.text) in HELPERS:
            return Finding(one.text in lemmas(other.text, spoken.scene) or None, other.text)
        return (
            agree(other.text, one.text, spoken.scene, spoken)
            if readings(one.text, spoken.scene)
            else Finding(None, one.text)
        )
    if one.terms:
        features = tuple(term for term in one.terms if term.kind in ("gender", "number", "person"))
        return Finding(fits(other.text, features, spoken.scene), other.text)
    return found


def shown_wrong(text: str, right: str, scene: Scene) -> bool:
    """The text is a declared error, no good Italian, or stands against a form of the targets that differs from it."""
    clean = bare(text)
    if clean in scene.wrong:
        return True
    own = lemmas(text, scene) & lemmas(right, scene)
    if own and clean != bare(right) and scene.in_targets(right) and not scene.in_targets(text):
        return True
    if scene.quoted_whole(text):
        return False
    if clean in HELPERS and bare(right) in HELPERS:
        return clean != bare(right)
    if scene.problem(text):
        return True
    return scene.quoted_whole(right) and " " not in clean


def not_said(spoken: Spoken) -> Finding:
    """What is warned of is wrong."""
    text = (spoken.part("o") if "o" in spoken.parts else spoken.part("s")).text
    if bare(text) in HELPERS:
        for verb in spoken.texts(
            "s",
            lambda one: any(form.pos == "verb" and form.lemma not in HELPERS for form in readings(one, spoken.scene)),
        ):
            found = auxiliary(verb, text, spoken.scene)
            return Finding(None if found.true is None else not found.true, text)
    if bare(text) in ARTICLES:
        for noun in spoken.focus.named("noun"):
            found = article(noun, text, spoken.scene)
            return Finding(None if found.true is None else not found.true, text)
    return Finding(shown_wrong(text, next(iter(spoken.focus.spoken), ""), spoken.scene), text)


def wrote(spoken: Spoken) -> Finding:
    """The learner's words, right or wrong."""
    return Finding(True, spoken.part("o").text)


def wrote_wrong(spoken: Spoken) -> Finding:
    """The learner's words are wrong."""
    text = spoken.part("o").text
    return Finding(bare(text) in spoken.scene.wrong or bool(spoken.scene.problem(text)), text)


def is_right(spoken: Spoken) -> Finding:
    """The words are good Italian and no declared error."""
    text = spoken.part("s" if "s" in spoken.parts else "o").text
    if not text:
        last = next(iter(spoken.focus.spoken), "")
        return Finding(bare(last) not in spoken.scene.wrong, last)
    return Finding(bare(text) not in spoken.scene.wrong and not spoken.scene.problem(text), text)


def is_meant(spoken: Spoken) -> Finding:
    """The gloss is a meaning of the word."""
    gloss = spoken.clause.parts["o"][-1].text
    for text in spoken.texts(
        "s",
        lambda one: (
            " " in bare(one)
            or any(form.pos in ("noun", "verb", "adjective", "adverb") for form in readings(one, spoken.scene))
        ),
    ):
        true = means(text, gloss, spoken.scene)
        named = [value for term in spoken.terms("z") if term.kind == "part of speech" for value in term.values]
        if (
            true
            and named
            and not any(
                plain(gloss) in glosses(form.lemma, form.pos) for form in known(bare(text)) if form.pos in named
            )
        ):
            true = False
        if not spoken.part("s").text and spoken.clause.parts["o"][-1].value != "quoted":
            true = true or None
        kind: ClaimKind = "translation" if " " in bare(text) and text[:1].isupper() else "meaning"
        return Finding(true, f"{text} {gloss}", (Claim(kind, bare(text), gloss),))
    return Finding(None, gloss)


def glossed(spoken: Spoken) -> Finding:
    """`A libreria is a bookshop`: the words are a gloss, or they are not read."""
    text = " ".join(symbol.text for symbol in spoken.clause.parts["o"])
    return Finding(means(spoken.part("s").text, text, spoken.scene) or None, text)


def general_talk(spoken: Spoken) -> Finding:
    """What is said of the learner's own words, or nothing that could be false."""
    return Finding(True, "")


def wanted(spoken: Spoken) -> Finding:
    """`We need the plural`, of what follows."""
    spoken.focus.place = (*spoken.terms("x"), *spoken.terms("z"))
    return Finding(True, "")


def shown(spoken: Spoken) -> Finding:
    """Words that are shown, with a gloss at most."""
    if "o" in spoken.parts and spoken.clause.parts["o"][-1].kind == "Q":
        return is_meant(spoken)
    for symbol in spoken.clause.parts.get("s", ()):
        if symbol.kind == "M":
            spoken.focus.take(symbol.text)
            if len(spoken.focus.alone) == 1 and spoken.scene.strays(symbol.text):
                return Finding(None, symbol.text)
            if spoken.focus.place and not contains(symbol.text, spoken.focus.place, spoken.scene):
                return Finding(False, symbol.text)
    return Finding(True, "") if spoken.described("s", spoken.part("s").text) else Finding(False, spoken.part("s").text)


def looked(spoken: Spoken) -> Finding:
    """Words to look at: what is said next is of the last of them."""
    spoken.focus.take(*(symbol.text for symbol in spoken.clause.parts["s"] if symbol.kind == "M"))
    return Finding(spoken.described("s", spoken.part("s").text), spoken.part("s").text)


def place(spoken: Spoken) -> Finding:
    """`In the plural`, of what follows."""
    spoken.focus.place = spoken.terms("z")
    return Finding(True, "")


def undecided(spoken: Spoken) -> Finding:
    """Only a rule of the whole language can say so."""
    return Finding(None, "")
