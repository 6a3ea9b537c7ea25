"""What a word means, what a pronoun stands for, and what is the opposite of what."""

from collections.abc import Sequence

from goldsmith.extractors.lessons.symbols import COUNTS, Symbol
from goldsmith.languages.italian.data import keyed
from goldsmith.languages.italian.grammar.lists import words_of
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.italian.terms import Term, Terms
from goldsmith.schemas.lessons import Claim, ClaimKind
from goldsmith.validators.lessons.agreeing import shared
from goldsmith.validators.lessons.analysis import fits, holds, readings
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import Entity
from goldsmith.validators.lessons.meanings import glosses, means, plain
from goldsmith.validators.lessons.spoken import Finding, Spoken


def is_meant(spoken: Spoken) -> Finding:
    """The gloss is a meaning of the word."""
    gloss = spoken.clause.parts["o"][-1].text
    if not spoken.part("s").text and bare(gloss) in spoken.scene.translations and not spoken.focus.alone:
        return Finding(True, gloss)
    if not spoken.part("s").text and (stood := stands_for(gloss, spoken)) is not None:
        return stood
    for text in spoken.texts(
        "s",
        lambda one: (
            " " in bare(one)
            or any(form.pos in ("noun", "verb", "adjective", "adverb") for form in readings(one, spoken.scene))
        ),
    ):
        true = means(text, gloss, spoken.scene)
        denied = [symbol.text for symbol in spoken.clause.parts.get("d", ())]
        if true and any(means(text, other, spoken.scene) for other in denied):
            true = False
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


def that_is(spoken: Spoken) -> Finding:
    """`parte, that is, it leaves`: a meaning, or a word-for-word rendering that nothing proves."""
    found = is_meant(spoken)
    return found if found.true else found._replace(true=None)


def glossed(spoken: Spoken) -> Finding:
    """`A libreria is a bookshop`: the words are a gloss, or they are not read."""
    text = " ".join(symbol.text for symbol in spoken.clause.parts["o"])
    if number := counted(spoken.clause.parts["o"] if len(spoken.clause.parts["o"]) == 1 else ()):
        return Finding(fits(spoken.part("s").text, number, spoken.scene), spoken.part("s").text)
    text = text.lower().removeprefix("one ")
    return Finding(means(spoken.part("s").text, text, spoken.scene) or None, text)


def refers(spoken: Spoken) -> Finding:
    """A pronoun stands for a noun: the pronoun or the participle beside it agrees with the noun."""
    one, other, scene = spoken.part("s"), spoken.part("o"), spoken.scene
    text = one.text or next(spoken.focus.named("pronoun"), "")
    noun = other.text
    own = [form for form in readings(text, scene) if form.features.gender] if text else []
    agreeing = own or [
        form
        for forms in scene.readings.values()
        for form in forms
        if form.features.mood == "participio" and form.features.gender
    ]
    if not text or not any(form.pos == "pronoun" for form in readings(text, scene)) or not agreeing:
        return Finding(None, text)
    if any(term.kind == "part of speech" and "noun" not in term.values for term in other.terms):
        return Finding(False, text)
    if not noun:
        told = tuple(term for term in other.terms if term.kind in ("gender", "number"))
        return Finding(all(holds(term, form, scene) for term in told for form in agreeing) if told else None, text)
    heads = [form for form in readings(noun, scene) if form.pos == "noun"]
    return Finding(any(shared(form, head) for form in agreeing for head in heads) if heads else None, text)


def stands_for(gloss: str, spoken: Spoken) -> Finding | None:
    """What a pronoun spoken of last stands for, by the meaning of a noun; nothing where no pronoun was spoken of."""
    last = next(iter(spoken.focus.spoken), "")
    if not last or {form.pos for form in readings(last, spoken.scene)} != {"pronoun"}:
        return None
    nouns = [lemma for lemma in keyed("nouns") if plain(gloss) in glosses(lemma, "noun")]
    if not nouns:
        return Finding(None, last)
    parts = {"s": Entity(last, (), "", False), "o": Entity(nouns[0], (), "", False)}
    return refers(spoken._replace(parts=parts))


def opposite(spoken: Spoken) -> Finding:
    """The meanings of the two words are opposites of one another."""
    other = spoken.part("o").text
    for text in spoken.texts(
        "s", lambda one: any(form.pos in ("adjective", "adverb") for form in readings(one, spoken.scene))
    ):
        pairs = {tuple(pair.split(":")) for pair in words_of("opposites", "goldsmith.validators.lessons")}
        left, right = (
            {gloss for form in known(bare(one)) for gloss in glosses(form.lemma, form.pos)} for one in (text, other)
        )
        return Finding(any((one, two) in pairs or (two, one) in pairs for one in left for two in right) or None, other)
    return Finding(None, other)


def counted(symbols: Sequence[Symbol]) -> Terms:
    """The number that a word of quantity says: one cat, two cats."""
    numbers = {COUNTS[symbol.text.lower()] for symbol in symbols if symbol.text.lower() in COUNTS}
    return (Term("number", (numbers.pop(),)),) if len(numbers) == 1 else ()
