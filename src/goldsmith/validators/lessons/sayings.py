"""What is recommended, warned of, translated or only shown."""

from goldsmith.extractors.lessons.patterns import Clause
from goldsmith.languages.italian.grammar.clauses import problem
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.italian.terms import Term
from goldsmith.validators.lessons.agreeing import agree, carried, shared
from goldsmith.validators.lessons.analysis import applies, contains, fits, holds, lemmas, readings
from goldsmith.validators.lessons.endings import forms_of, letters_of
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import GENERIC, is_generic
from goldsmith.validators.lessons.forms import stem, subject
from goldsmith.validators.lessons.governing import article, auxiliary, takes, takes_one
from goldsmith.validators.lessons.meant import counted, is_meant
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import ARTICLES, HELPERS, Finding, Spoken

OBJECTS = frozenset(("lo", "la", "li", "le"))


def says(spoken: Spoken) -> Finding:
    """What is recommended is right, what it is contrasted with is not."""
    scene, other, denied = spoken.scene, spoken.part("o"), spoken.part("c")
    if bare(other.text) in scene.wrong and not scene.quoted_whole(other.text):
        if problem(other.text, dict(scene.names)) or not spoken.focus.conditional:
            return Finding(False, other.text)
        return Finding(in_other_case(other.text, spoken), other.text)
    terms = (*spoken.terms("z"), *spoken.focus.place, *other.terms, *GENERIC.get(other.generic, ()))
    ending = spoken.part("e").text
    if ending and not (ending.startswith("-") and bare(other.text).endswith(ending.strip("-"))):
        return Finding(False, other.text)
    if terms and not contains(other.text, terms, scene):
        return Finding(False, other.text)
    if spoken.focus.heard and not contains(other.text, spoken.focus.heard, scene):
        return Finding(False, other.text)
    if denied.text and not shown_wrong(denied.text, other.text, scene):
        return Finding(False, denied.text)
    one = spoken.part("s")
    if not terms and scene.cut_short(other.text):
        return Finding(None, other.text)
    if not terms and not spoken.focus.conditional and scene.strays(other.text):
        return Finding(False, other.text)
    lonely = not one.text and not terms and len(spoken.focus.alone) == 1 and not spoken.focus.conditional
    if lonely and scene.inflects(other.text):
        return Finding(None, other.text)
    if one.text in scene.names and (gender := scene.names[one.text]) in ("m", "f"):
        other_gender = (Term("gender", ({"m": "f", "f": "m"}[gender],)),)
        return Finding(not contains(other.text, other_gender, scene) and not scene.problem(other.text), other.text)
    if one.text and bare(one.text) not in scene.wrong:
        if bool(lemmas(one.text, scene) & lemmas(other.text, scene)) and scene.in_targets(one.text) != scene.in_targets(
            other.text
        ):
            return Finding(scene.in_targets(other.text), other.text)
        return Finding(None, one.text)
    as_pronoun = {form.pos for form in scene.readings.get(bare(other.text), ())} == {"pronoun"} or (
        bare(other.text) in OBJECTS
        and any(form.features.use == "direct" for forms in scene.readings.values() for form in forms)
    )
    if bare(other.text) in HELPERS or (bare(other.text) in ARTICLES and not as_pronoun):
        found = takes_one(spoken._replace(parts={"o": other}), other.text)
        return found if found.true is not None else Finding(None, other.text)
    return Finding(not scene.problem(other.text), other.text)


def in_other_case(text: str, spoken: Spoken) -> bool | None:
    """An error of the lesson that is right of another noun: the noun spoken of last agrees with its participle."""
    heads = [form for last in spoken.focus.spoken[:1] for form in readings(last, spoken.scene) if form.pos == "noun"]
    own = [form for form in readings(text, spoken.scene) if form.features.gender]
    words = [form for word in bare(text).split() for form in known(word) if form.features.mood == "participio"]
    agreeing = own or words
    return (any(shared(form, head) for form in agreeing for head in heads) or None) if heads and agreeing else None


def says_of(spoken: Spoken) -> Finding:
    """What is said of a person, or with a word."""
    one, other = spoken.part("s"), spoken.part("o")
    found = says(spoken._replace(parts={"o": other}, clause=Clause("says", {"o": spoken.clause.parts["o"]})))
    if not found.true:
        return found
    other_kind = any(term.kind == "part of speech" and not {"noun", "pronoun"} & set(term.values) for term in one.terms)
    if not spoken.described("s", one.text) if one.text else other_kind:
        return Finding(None, other.text)
    if one.text:
        verbal = any(form.pos == "verb" for form in readings(one.text, spoken.scene))
        if bare(other.text) in HELPERS and verbal:
            return auxiliary(one.text, other.text, spoken.scene)
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


NAMED = frozenset(("noun", "verb", "adjective", "article", "pronoun", "preposition"))


def ruled(spoken: Spoken) -> Finding:
    """A rule of the whole language was said, of these words."""
    return Finding(True, "")


def needless(spoken: Spoken) -> Finding:
    """`You do not need noi`: a subject pronoun may be left out."""
    text = spoken.part("o").text
    return Finding(any(form.features.use == "subject" for form in readings(text, spoken.scene)) or None, text)


def others(spoken: Spoken) -> Finding:
    """Other words of the kind that was named last."""
    terms, scene = spoken.focus.described, spoken.scene
    texts = [symbol.text for name in "so" for symbol in spoken.clause.parts.get(name, ()) if symbol.kind == "M"]
    if not terms:
        return Finding(None, " ".join(texts))
    return Finding(all(fits(text, terms, scene) for text in texts), " ".join(texts))


def personal(spoken: Spoken) -> Finding:
    """`In the present noi has siamo`: the form has the person of the pronoun and the terms of the place."""
    pronoun, text = spoken.part("s").text, spoken.part("o").text
    for form in readings(pronoun, spoken.scene):
        if form.features.use == "subject":
            person = (Term("person", (form.features.person,)), Term("number", (form.features.number,)))
            return Finding(fits(text, (*person, *spoken.terms("z")), spoken.scene), text)
    return Finding(None, text)


def agreeing(text: str, scene: Scene) -> bool:
    """The word is an adjective or a participle, whose ending goes with a noun."""
    return any(form.pos == "adjective" or form.features.mood == "participio" for form in readings(text, scene))


def general_talk(spoken: Spoken) -> Finding:
    """What is said of the learner's own words, or nothing that could be false; a tense or gender is one of the lesson's."""
    terms, generic, scene = spoken.terms("s"), spoken.part("s").generic, spoken.scene
    if generic == "ending" and any(term.kind in ("gender", "number") for term in terms):
        inflected = [text for text in spoken.focus.candidates() if agreeing(text, scene)]
        return Finding(any(fits(text, terms, scene) for text in inflected) or None, "")
    for term in terms:
        own = (
            [text for text in scene.readings if applies(text, (term,), scene)] if term.kind in ("tense", "mood") else []
        )
        if not any(fits(text, (term,), scene) for text in own or spoken.focus.candidates()):
            return Finding(None, "")
    this = any(symbol.text.lower().startswith("this ") for symbol in spoken.clause.parts.get("s", ()))
    if this and generic in NAMED and (last := spoken.focus.spoken[:1]):
        return Finding(any(is_generic(generic, form) for form in readings(last[0], scene)) or None, last[0])
    return Finding(True, "")


def likewise(spoken: Spoken) -> Finding:
    """`And sia is too`: what was said last is said of this word as well."""
    text = spoken.part("s").text
    if not text:
        return general_talk(spoken)
    if spoken.focus.said:
        return Finding(fits(text, spoken.focus.said, spoken.scene), text)
    return Finding(True if "o" in spoken.clause.parts or text in spoken.scene.names else None, text)


def translated(spoken: Spoken) -> Finding:
    """`The sentence means`: the translation of a target."""
    text = spoken.part("o").text
    return Finding(bare(text) in spoken.scene.translations, text)


def titled(spoken: Spoken) -> Finding:
    """`Subject: Maria`: the word is what its title says."""
    text, generic = spoken.part("s").text, spoken.part("o").generic
    if generic == "subject":
        return subject(text, spoken)
    if generic == "auxiliary":
        return takes(
            spoken._replace(parts={"o": spoken.part("s")}, clause=Clause("takes", {"o": spoken.clause.parts["s"]}))
        )
    return shown(spoken)


def wanted(spoken: Spoken) -> Finding:
    """`We need the plural`, of what follows."""
    spoken.focus.place = (*spoken.terms("x"), *spoken.terms("z"), *spoken.terms("s"))
    for term in spoken.terms("x"):
        if term.kind in ("tense", "mood") and not any(
            fits(text, (term,), spoken.scene) for text in (*spoken.focus.alone, *spoken.focus.candidates())
        ):
            return Finding(None, "")
    values: dict[str, set[str]] = {}
    for term in spoken.focus.place:
        values[term.kind] = values.get(term.kind, set(term.values)) & set(term.values)
    return Finding(all(values.values()), "")


def determined(text: str) -> bool:
    """The text opens with a possessive."""
    first = known(bare(text).split()[0])
    return bool(first) and all(form.pos == "determiner" for form in first)


def takes_or_says(spoken: Spoken) -> Finding:
    """Without a subject what is taken is recommended: use piace."""
    found = takes(spoken)
    one, other = spoken.part("o").text, spoken.part("c").text
    if "s" not in spoken.parts and other and lemmas(one, spoken.scene) & lemmas(other, spoken.scene):
        return says(spoken._replace(clause=Clause("says", spoken.clause.parts)))
    if spoken.part("o").text.endswith("-") and "s" not in spoken.parts:
        return stem(spoken.part("o").text, spoken)
    if found.true is None and "s" not in spoken.parts and "z" not in spoken.clause.parts and spoken.part("o").text:
        return says(spoken._replace(clause=Clause("says", {"o": spoken.clause.parts["o"]})))
    return found


def stemmed(spoken: Spoken) -> Finding:
    """The stem of andare in the future is andr-: the form that is named begins with it, or it is the form itself."""
    text = spoken.part("o").text
    if spoken.part("s").generic != "conjugation" or not text.endswith("-"):
        return Finding(None, text)
    terms = spoken.terms("z")
    forms = [one for form in readings(spoken.part("f").text, spoken.scene) for one in forms_of(form)]
    own = [one for one in forms if all(holds(term, one, spoken.scene) for term in terms)]
    return Finding(any(one.text.startswith(bare(text.strip("-"))) for one in own) or None, text)


def shown(spoken: Spoken) -> Finding:
    """Words that are shown, with a gloss at most."""
    if "o" in spoken.parts and spoken.clause.parts["o"][-1].kind == "Q":
        return is_meant(spoken)
    for symbol in spoken.clause.parts.get("s", ()):
        if symbol.kind == "M":
            spoken.focus.take(symbol.text)
            if spoken.scene.strays(symbol.text, agreeing=len(spoken.focus.alone) > 1):
                return Finding(None, symbol.text)
            if spoken.scene.cut_short(symbol.text) and determined(symbol.text):
                return Finding(None, symbol.text)
            if spoken.focus.place and spoken.scene.cut_short(symbol.text):
                return Finding(None, symbol.text)
            if spoken.focus.place and not contains(symbol.text, spoken.focus.place, spoken.scene):
                return Finding(False, symbol.text)
    return Finding(True, "") if spoken.described("s", spoken.part("s").text) else Finding(False, spoken.part("s").text)


def looked(spoken: Spoken) -> Finding:
    """Words to look at: what is said next is of the last of them."""
    spoken.focus.take(*(symbol.text for symbol in spoken.clause.parts["s"] if symbol.kind == "M"))
    text = spoken.part("s").text
    if letters := letters_of(text):
        words = {one for text in spoken.focus.candidates() for one in (bare(text), *lemmas(text, spoken.scene))}
        found = (form for text in spoken.focus.candidates() for form in readings(text, spoken.scene))
        verbs = (form for form in found if form.pos == "verb" and form.lemma not in HELPERS)
        words |= {one.text for form in verbs for one in forms_of(form)}
        return Finding(any(word.endswith(letters) for word in words) or None, text)
    if spoken.scene.strays(text, agreeing=True) and bare(text) not in spoken.scene.wrong:
        return Finding(None, text)
    return Finding(spoken.described("s", text), text)


def place(spoken: Spoken) -> Finding:
    """`In the plural`, of what follows."""
    spoken.focus.place = spoken.focus.case = spoken.terms("z")
    return Finding(True, "")


def supposed(spoken: Spoken) -> Finding:
    """`With a plural noun the verb is plural`: what agrees has the terms of what it agrees with."""
    one, case = spoken.part("s"), spoken.terms("z") or counted(spoken.clause.parts.get("z", ()))
    return Finding(None if one.text else carried(one, spoken.terms("x"), case, spoken.scene), "")


def undecided(spoken: Spoken) -> Finding:
    """Only a rule of the whole language can say so."""
    return Finding(None, "")
