"""A sentence from what was chosen for it: the Italian by the engine, the English beside it."""

from dataclasses import dataclass, replace

from goldsmith.generators.lessons.tenses import ADVERBS, HELPERS, Construction
from goldsmith.generators.lessons.things import Thing, owned_by
from goldsmith.generators.lessons.times import Time
from goldsmith.languages.english.verbs import EnglishClause, clause
from goldsmith.languages.italian.clauses import Sentence, place_of_adverb, predicate, words
from goldsmith.languages.italian.clitics import Clitic
from goldsmith.languages.italian.frames import PEOPLE, Frame
from goldsmith.languages.italian.verb_forms import verb_form
from goldsmith.languages.italian.verb_groups import VerbGroup, realised
from goldsmith.languages.italian.verbs import verb
from goldsmith.languages.italian.words import word
from goldsmith.languages.language import Features, Form

OPENERS = {
    "pensare": ("think", "thought"),
    "credere": ("believe", "believed"),
}
"""Verbs of opinion before che, said by io."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a sentence is made of; `pronoun` says the object as lo, la, li or le; `adverb` is ancora or mai after non."""

    frame: Frame
    construction: Construction
    when: str
    subject: Thing
    object: Thing | None = None
    complement: Thing | None = None
    time: Time | None = None
    negative: bool = False
    question: bool = False
    pronoun: bool = False
    opener: str = "pensare"
    adverb: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, its English, and the parts of it that claims speak of.

    `verb` holds the words of the verb without adverbs; `main` is its lemma; `things` are the phrases with a noun.
    """

    sentence: Sentence
    english: str
    subject: Thing
    verb: tuple[Form, ...]
    main: str
    use: str
    things: tuple[Thing, ...]
    choice: Choice | None = None
    predicate: tuple[Form, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.sentence.text


def with_subject(choice: Choice, subject: Thing) -> Choice:
    """The same said of somebody else, whose own things are theirs."""
    moved = [
        owned_by(thing, choice.subject, subject) if thing else None for thing in (choice.object, choice.complement)
    ]
    return replace(choice, subject=subject, object=moved[0], complement=moved[1])


def say(choice: Choice) -> Said:
    """The sentence and its translation."""
    verb_words = verb_group(choice)
    subject = () if choice.subject.hidden or choice.construction.mood == "imperativo" else choice.subject.phrase.forms
    front, end = timed(choice)
    rest = [thing.phrase.forms for thing in (choice.object, choice.complement) if thing]
    if choice.object and choice.pronoun:
        rest = rest[1:]
    forms = (
        *front,
        *opening(choice),
        *subject,
        *with_adverb(choice, verb_words),
        *(f for part in rest for f in part),
        *end,
    )
    said = tuple(
        thing
        for thing in (choice.subject, None if choice.pronoun else choice.object, choice.complement)
        if thing and thing.asked and not thing.hidden
    )
    mark = "?" if choice.question else "!" if choice.construction.mood == "imperativo" else "."
    return Said(
        Sentence(forms, mark),
        english(choice) + mark,
        choice.subject,
        verb_words,
        choice.frame.verb,
        choice.frame.use,
        said,
        choice,
    )


def verb_group(choice: Choice) -> tuple[Form, ...]:
    """The words of the verb with pronouns and helper, without adverbs."""
    built, features = choice.construction, choice.subject.features
    clitics: tuple[Clitic, ...] = ()
    if choice.object and choice.pronoun:
        thing = choice.object.features
        clitics = (Clitic("direct", "3", thing.number, thing.gender),)
    group = VerbGroup(choice.frame.verb, built.mood, built.tense, features, clitics, choice.negative, choice.frame.use)
    if built.helper == "stare":
        own = (Clitic("reflexive", features.person, features.number),) if verb(choice.frame.verb).pronominal else ()
        helper = VerbGroup("stare", subject=features, clitics=(*own, *clitics), negative=choice.negative)
        gerund = verb_form(choice.frame.verb, Features(mood="gerundio", tense="presente"))
        return *before(helper), gerund
    if built.helper:
        helper = VerbGroup(built.helper, subject=features, negative=choice.negative)
        return *realised(helper), *realised(replace(group, negative=False))
    return realised(group)


def before(group: VerbGroup) -> tuple[Form, ...]:
    """Stare with the pronouns of the gerund after it: lo sta leggendo, si sta vestendo."""
    plain = realised(replace(group, clitics=()))
    pronouns = tuple(clitic.form for clitic in group.clitics)
    return *plain[:-1], *pronouns, plain[-1]


def with_adverb(choice: Choice, verb_words: tuple[Form, ...]) -> tuple[Form, ...]:
    """The verb with the adverb that stands in it or behind it."""
    adverb = choice.construction.adverb or choice.adverb or (choice.time.within if choice.time else "")
    if not adverb:
        return verb_words
    place = len(verb_words) if adverb == "volentieri" else place_of_adverb(verb_words)
    return *verb_words[:place], word(adverb, "adverb"), *verb_words[place:]


def timed(choice: Choice) -> tuple[tuple[Form, ...], tuple[Form, ...]]:
    """The words of time before and after the rest."""
    forms = choice.time.forms if choice.time else ()
    return (forms, ()) if choice.time and choice.time.front else ((), forms)


def opening(choice: Choice) -> tuple[Form, ...]:
    """Penso che, pensavo che."""
    if not choice.construction.opener:
        return ()
    me = Features(number="s", person="1")
    return *realised(VerbGroup(choice.opener, tense=choice.construction.opener, subject=me)), word("che", "conjunction")


def english(choice: Choice) -> str:
    """The sentence in English, without its mark."""
    built, time = choice.construction, choice.time
    tense, phrase = built.english[choice.when], HELPERS.get(built.helper, "") + phrase_of(choice)
    adverb = ADVERBS.get(built.adverb, time.english if time and time.within else "")
    negative, end = choice.negative, time.english if time and not time.within else ""
    if built.name == "indicativo imperfetto" and choice.when in "hw":
        phrase = f"use to {phrase}"
    if choice.adverb or (time and time.within and choice.when == "p"):
        tense = "present perfect"
    if choice.adverb == "mai":
        adverb, negative = "never", False
    elif choice.adverb == "ancora":
        end = "yet"
    ordered = built.mood == "imperativo"
    asked = EnglishClause(
        "" if ordered else choice.subject.english,
        choice.subject.person,
        phrase,
        tense,
        negative,
        choice.question,
        adverb,
    )
    text = clause(asked)
    if ordered and choice.subject.person == "1p":
        text = f"let's {text}"
    if built.opener:
        text = f"I {OPENERS[choice.opener][built.opener == 'imperfetto']} that {text}"
    text = f"{end} {text}" if time and time.front and end else f"{text} {end}".strip()
    return text[:1].upper() + text[1:]


def phrase_of(choice: Choice) -> str:
    """The English verb phrase with its object and complement."""
    thing = choice.object
    text = choice.frame.english.format(
        o=(pronoun(thing) if choice.pronoun else thing.english) if thing else "",
        c=choice.complement.english if choice.complement else "",
    )
    return " ".join(text.replace("one's", choice.subject.own).split())


def pronoun(thing: Thing) -> str:
    """it, them, him or her for what a phrase names."""
    if thing.person == "3p":
        return "them"
    return {"f": "her", "m": "him"}[thing.features.gender] if thing.kind in PEOPLE else "it"


def described(subject: Thing, adjective: str, english_word: str) -> Said:
    """The subject is so: la casa è grande."""
    verb_words = realised(VerbGroup("essere", subject=subject.features))
    quality = predicate(adjective, subject.features).forms
    said = clause(EnglishClause(subject.english, subject.person, f"be {english_word}", "present"))
    shown = () if subject.hidden else subject.phrase.forms
    things = (subject,) if subject.asked and not subject.hidden else ()
    return Said(
        Sentence((*shown, *verb_words, *quality)),
        said[:1].upper() + said[1:] + ".",
        subject,
        verb_words,
        "essere",
        "",
        things,
        predicate=quality,
    )


def there_is(thing: Thing, where: Thing) -> Said:
    """Something is somewhere: c'è un gatto in giardino."""
    verb_words = realised(VerbGroup("essere", subject=thing.features, clitics=(Clitic("ci"),)))
    said = clause(EnglishClause("there", thing.person, f"be {thing.english} {where.english}", "present"))
    return Said(
        Sentence((*verb_words, *thing.phrase.forms, *where.phrase.forms)),
        said[:1].upper() + said[1:] + ".",
        thing,
        verb_words,
        "essere",
        "",
        (thing,),
    )


def liking(who: Thing, thing: Thing, *, past: bool = False, negative: bool = False) -> Said:
    """Somebody likes something: mi piace il gelato, a Maria piacciono i gatti; what is liked is the subject."""
    pronouns = (Clitic("indirect", *who.owner, who.features.gender),) if who.hidden else ()
    tense = "passato prossimo" if past else "presente"
    verb_words = realised(VerbGroup("piacere", "indicativo", tense, thing.features, pronouns, negative))
    english_text = clause(
        EnglishClause(who.english, who.person, f"like {thing.english}", "past" if past else "present", negative)
    )
    front = () if who.hidden else who.phrase.forms
    return Said(
        Sentence((*front, *verb_words, *thing.phrase.forms)),
        english_text[:1].upper() + english_text[1:] + ".",
        thing,
        verb_words,
        "piacere",
        "",
        (thing,),
    )


def interjection(*lemmas: str, english_text: str, mark: str = "!") -> Said:
    """Words that never change, as a line of their own: grazie, buongiorno."""
    forms = words(*lemmas).forms
    nobody = Thing(words(*lemmas), english_text, "3s", "word")
    return Said(Sentence(forms, mark), english_text + mark, nobody, (), "", "", ())
