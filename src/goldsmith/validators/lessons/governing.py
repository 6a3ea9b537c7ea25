"""Claims of which auxiliary or article goes with a word, and of how words begin and end."""

from goldsmith.languages.italian.articles import FUSED, LIKE_ARTICLES
from goldsmith.languages.italian.grammar.spelled import article_pairs, fused_pairs, known, pairs
from goldsmith.languages.italian.sound import IMPURE, PLAIN, VOWEL, VOWELS, onset
from goldsmith.languages.language import NotCovered
from goldsmith.schemas.lessons import Claim
from goldsmith.validators.lessons.agreeing import CARRYING, agree, general, is_head
from goldsmith.validators.lessons.analysis import fits, lemmas, readings, takes_auxiliary
from goldsmith.validators.lessons.endings import has_letters, letters_of
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import Entity
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import ARTICLES, HELPERS, Finding, Spoken


def auxiliary(verb: str, helper: str, scene: Scene) -> Finding:
    """The verb takes this auxiliary."""
    helpers = lemmas(helper, scene) & HELPERS
    if not helpers:
        return Finding(False, helper)
    name = min(helpers)
    claims = tuple(Claim("auxiliary", lemma, name) for lemma in sorted(lemmas(verb, scene)))
    return Finding(takes_auxiliary(verb, name, scene), f"{verb} {helper}", claims)


def article(noun: str, text: str, scene: Scene) -> Finding:
    """The article stands directly before this noun."""
    clean = bare(noun)
    if " " in clean or clean.startswith(("l'", "un'")):
        words = clean.replace("'", "' ").split()
        return Finding(words[0] == bare(text) and not scene.problem(noun), text)
    if opens(clean, bare(text), scene):
        return Finding(True, f"{text} {noun}", (Claim("article", clean, bare(text)),))
    nominal = [form for form in readings(noun, scene) if form.pos in ("noun", "adjective", "determiner")]
    if not nominal:
        return Finding(None, text)
    fused = next((form for form in known(bare(text)) if form.rule == "preposition.articulated"), None)
    left = article_pairs(bare(text), clean) or (fused_pairs(bare(text), fused.lemma, clean) if fused else frozenset())
    true = any(pairs(form) & left for form in nominal)
    return Finding(true, f"{text} {noun}", (Claim("article", clean, bare(text)),))


def opens(noun: str, text: str, scene: Scene) -> bool:
    """The article opens a phrase of the targets in which determiners and adjectives alone stand before this noun."""
    for target in scene.texts:
        words = target.replace("'", "' ").split()
        place = words.index(noun) if noun in words else 0
        while place and any(form.pos in ("determiner", "adjective") for form in known(words[place - 1])):
            place -= 1
        if place and words[place] != noun and words[place - 1] == text:
            return True
    return False


def takes(spoken: Spoken) -> Finding:
    """A verb takes an auxiliary, a noun an article; what is denied is not taken."""
    other, denied = spoken.part("o"), spoken.part("c")
    if (letters := letters_of(other.text)) and not denied.text:
        return has_letters(letters, (*other.terms, *spoken.terms("z")), spoken.part("s").generic, spoken)
    if other.generic == "auxiliary" and not other.text:
        return Finding(True if compound_tense(spoken.part("s"), spoken.scene) else None, "")
    if not other.text and not other.terms and denied.text:
        found = takes_one(spoken, denied.text)
        return Finding(None if found.true is None else not found.true, denied.text)
    agreed = tuple(term for term in other.terms if term.kind in ("gender", "number"))
    if (
        not other.text
        and agreed
        and not spoken.part("s").text
        and general(spoken.part("s")) in CARRYING - {"form", "", "verb"}
    ):
        for head in spoken.focus.candidates():
            if is_head(head, spoken.scene):
                return Finding(fits(head, agreed, spoken.scene), head)
    if not other.text and (moods := [term for term in other.terms if term.kind == "mood"]):
        clause_opener = bare(spoken.part("s").text or next(iter(spoken.focus.spoken), ""))
        governed = GOVERNED.get(clause_opener)
        return Finding(None if governed is None else governed in moods[0].values, clause_opener)
    described = {value for term in other.terms for value in term.values}
    if not other.text and "noun" in described and spoken.part("s").text:
        agreed = tuple(term for term in other.terms if term.kind in ("gender", "number"))
        return Finding(fits(spoken.part("s").text, agreed, spoken.scene) if agreed else None, spoken.part("s").text)
    if not other.text:
        features = tuple(term for term in other.terms if term.kind in ("gender", "number", "person"))
        if (
            features
            and spoken.part("s").text
            and {"verb", "article", "adjective", "participle"}
            & {value for term in other.terms for value in term.values}
        ):
            return Finding(fits(spoken.part("s").text, features, spoken.scene), spoken.part("s").text)
        return Finding(None, "")
    if any(term.kind == "tense" and COMPOUND.isdisjoint(term.values) for term in spoken.terms("z")):
        return Finding(None, other.text)
    spoken.focus.place = tuple(term for term in spoken.terms("z") if term.kind in ("tense", "mood"))
    found = takes_one(spoken, other.text)
    if found.true and denied.text:
        against = takes_one(spoken, denied.text)
        return Finding(not against.true, denied.text, found.claims)
    return found


GOVERNED = {
    **dict.fromkeys(
        ("penso che", "credo che", "pensare che", "credere che", "spero che", "voglio che", "pensare", "credere"),
        "congiuntivo",
    ),
    **dict.fromkeys(("so che", "vedo che", "dico che", "se", "perché"), "indicativo"),
}
"""The mood after words that open a clause, as far as a beginner meets it; `se` of what is real."""
COMPOUND = frozenset(("passato prossimo", "trapassato prossimo", "futuro anteriore", "passato"))


def compound_tense(one: Entity, scene: Scene) -> bool:
    """What is spoken of is a compound tense; a pronoun is taken as the tense of the targets."""
    if one.terms:
        return any(not COMPOUND.isdisjoint(term.values) for term in one.terms if term.kind == "tense")
    return one.empty and any(form.features.tense in COMPOUND for forms in scene.readings.values() for form in forms)


def governs(spoken: Spoken) -> Finding:
    """After penso che the subjunctive stands."""
    governed = GOVERNED.get(bare(spoken.part("s").text))
    moods = [term for term in spoken.terms("x") if term.kind == "mood"]
    return Finding(governed in moods[0].values if governed and moods else None, spoken.part("s").text)


def takes_one(spoken: Spoken, text: str) -> Finding:
    """The subject takes this word."""
    scene = spoken.scene
    if bare(text) in HELPERS or (lemmas(text, scene) & HELPERS and bare(text) not in ARTICLES):
        if spoken.part("s").terms and not spoken.part("s").text:
            return Finding(None, text)
        for verb in spoken.texts(
            "s",
            lambda one: any(
                form.pos == "verb" and (form.lemma not in HELPERS or one == spoken.part("s").text)
                for form in readings(one, scene)
            ),
        ):
            if not spoken.described("s", verb):
                return Finding(False, verb)
            return auxiliary(verb, text, scene)
    if bare(text) in ARTICLES:
        for noun in spoken.texts("s", lambda one: any(form.pos == "noun" for form in readings(one, scene))):
            if not spoken.described("s", noun) or not spoken.described("o", text):
                return Finding(False, noun)
            return article(noun, text, scene)
    one = spoken.part("s")
    if one.text and (subject_pronoun(text, scene) or adjectival(text, scene) or nominal(one.text, scene)):
        return agree(one.text, text, scene, spoken)
    return Finding(None, text)


def subject_pronoun(text: str, scene: Scene) -> bool:
    """The text is io, tu, lui, lei, noi, voi or loro."""
    return any(form.features.use == "subject" for form in readings(text, scene))


def adjectival(text: str, scene: Scene) -> bool:
    """The text is an adjective."""
    return any(form.pos == "adjective" for form in readings(text, scene))


def nominal(text: str, scene: Scene) -> bool:
    """The text is a name or a noun phrase."""
    return " " in bare(text) and any(form.pos == "noun" for form in readings(text, scene))


def begins(spoken: Spoken) -> Finding:
    """The word begins with these letters or this sound."""
    other = spoken.part("o")
    for text in spoken.texts("s", lambda one: any(form.pos == "noun" for form in readings(one, spoken.scene))):
        if other.text:
            return Finding(bare(text).startswith(other.text.strip("-").lower()), text)
        try:
            sound, first = onset(bare(text)), bare(text)[0]
        except (NotCovered, IndexError):
            return Finding(None, text)
        if article_for_another(sound, spoken):
            return Finding(None, text)
        answers = {"vowel": sound == VOWEL, "consonant": first not in VOWELS, "impure": sound == IMPURE}
        return Finding(answers.get(other.generic), text)
    return Finding(None, "")


def article_for_another(sound: str, spoken: Spoken) -> bool:
    """The sound stands as the reason of an article that goes before other sounds."""
    said = next(iter(spoken.focus.spoken), "")
    return sound not in STANDS.get(bare(said), (sound,))


SOUNDS = {"vowel": VOWEL, "consonant": PLAIN, "impure": IMPURE}


STANDS = {
    **dict.fromkeys(("il", "i"), frozenset((PLAIN,))),
    **dict.fromkeys(("lo", "uno"), frozenset((IMPURE,))),
    **dict.fromkeys(("l'", "un'"), frozenset((VOWEL,))),
    **dict.fromkeys(("la", "una"), frozenset((PLAIN, IMPURE))),
    "gli": frozenset((IMPURE, VOWEL)),
    "un": frozenset((PLAIN, VOWEL)),
    "le": frozenset((PLAIN, IMPURE, VOWEL)),
}
"""The sounds before which each article stands."""


def before(spoken: Spoken) -> Finding:
    """An article before a sound, a letter or a noun."""
    one, other = spoken.part("o"), spoken.part("s")
    if other.generic == "verb" and ("pronoun" in (one.generic, general(one)) or clitic(one.text, spoken.scene)):
        return Finding(True, one.text)
    if "o" not in spoken.parts:
        one = Entity(
            next((text for text in (*spoken.focus.alone, *spoken.focus.spoken) if bare(text) in STANDS), ""),
            (),
            "",
            False,
        )
    if bare(one.text) not in STANDS:
        partitive = bare(one.text) in ARTICLES and other.text
        return article(other.text, one.text, spoken.scene) if partitive else Finding(None, one.text)
    if other.generic in SOUNDS:
        return Finding(SOUNDS[other.generic] in STANDS[bare(one.text)], one.text)
    if other.text and len(bare(other.text)) <= 2:
        try:
            return Finding(onset(bare(other.text) + "a") in STANDS[bare(one.text)], one.text)
        except NotCovered:
            return Finding(None, one.text)
    if other.text:
        return article(other.text, one.text, spoken.scene)
    return Finding(None, one.text)


def clitic(text: str, scene: Scene) -> bool:
    """The text is a pronoun that stands beside the verb."""
    found = readings(text, scene) if text else ()
    return any(form.pos == "pronoun" and form.features.use in ("direct", "indirect", "reflexive") for form in found)


def wrong_before(spoken: Spoken) -> Finding:
    """The article does not stand before this sound."""
    found = before(spoken)
    return Finding(None if found.true is None else not found.true, found.shown)


def ends(spoken: Spoken) -> Finding:
    """The word ends in these letters."""
    letters = spoken.part("o").text.strip("-").lower()
    kind = spoken.part("o").generic
    one = spoken.part("s")
    if letters and not one.text and one.generic in ("participle", "adjective", "ending") and spoken.focus.place:
        return has_letters(letters, spoken.focus.place, one.generic, spoken)
    if letters and not one.text and any(term.kind in ("number", "gender", "person", "mood") for term in one.terms):
        return has_letters(letters, one.terms, one.generic, spoken)
    for text in spoken.texts("s", lambda one: bool(readings(one, spoken.scene))):
        last = bare(text)[-1:]
        if letters:
            return Finding(bare(text).endswith(letters), text)
        return Finding(
            {"vowel": last in VOWELS, "consonant": last not in VOWELS, "accented": last in "àèéìòù"}.get(kind), text
        )
    return Finding(None, letters)


def has_ending(spoken: Spoken) -> Finding:
    """A word that is spoken of has this ending."""
    text = spoken.part("o").text
    letters = text.strip("-").lower()
    if letters and not text.startswith("-"):
        finite = any(form.pos == "verb" and form.features.person for form in readings(text, spoken.scene))
        return Finding(spoken.described("o", text) if finite else None, text)
    return Finding(
        any(bare(text).endswith(letters) for text in spoken.focus.candidates()) if letters else True, letters
    )


def mixed(spoken: Spoken) -> Finding:
    """A preposition and an article give one word."""
    text, first, second = (spoken.part(name).text for name in "soc")
    if "s" not in spoken.parts and "MERGE" not in spoken.clause.parts:
        return Finding(bool(made_of(bare(first), bare(second))) or None, f"{first} {second}")
    if not text:
        text = next(spoken.focus.named("preposition"), "")
    text = text.split()[0]
    made = [form for form in known(bare(text)) if form.rule == "preposition.articulated"]
    true = any(form.lemma == bare(first) and bare(text) in made_of(form.lemma, bare(second)) for form in made)
    return Finding(true, text)


def made_of(preposition: str, article_text: str) -> frozenset[str]:
    """What the preposition and the article give together."""
    end = LIKE_ARTICLES.get(article_text)
    return frozenset((FUSED[preposition] + end,)) if end and preposition in FUSED else frozenset()
