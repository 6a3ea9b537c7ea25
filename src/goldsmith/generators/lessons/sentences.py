"""A sentence from what was chosen for it: the Italian by the engine, the English beside it."""

from dataclasses import dataclass, replace

from goldsmith.generators.lessons.choices import Choice
from goldsmith.generators.lessons.rendering import english
from goldsmith.generators.lessons.things import Thing
from goldsmith.languages.italian.clauses import Sentence, place_of_adverb, words
from goldsmith.languages.italian.clitics import Clitic
from goldsmith.languages.italian.verb_forms import verb_form
from goldsmith.languages.italian.verb_groups import VerbGroup, realised
from goldsmith.languages.italian.verbs import verb
from goldsmith.languages.italian.words import word
from goldsmith.languages.language import Features, Form


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, its English, and the parts of it that claims speak of.

    `verb` holds the words of the verb without adverbs; `main` is its lemma; `things` are the phrases with a noun;
    `clause` is a second clause that the sentence holds.
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
    clause: "Said | None" = None

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.sentence.text


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


def joined_by(first: Said, conjunction: str, english_word: str, second: Said) -> Said:
    """Two clauses in one sentence: Anna è tornata mentre Marco dormiva."""
    later = second.english[:-1] if keeps_capital(second) else second.english[:1].lower() + second.english[1:-1]
    forms = (*first.sentence.forms, word(conjunction, "conjunction"), *second.sentence.forms)
    text = f"{first.english[:-1]} {english_word} {later}."
    return replace(first, sentence=Sentence(forms), english=text, clause=second)


def keeps_capital(said: Said) -> bool:
    """The English begins with a name or I."""
    return said.sentence.forms[0].pos == "name" or said.english.startswith("I ")


def interjection(*lemmas: str, english_text: str, mark: str = "!") -> Said:
    """Words that never change, as a line of their own: grazie, buongiorno."""
    forms = words(*lemmas).forms
    nobody = Thing(words(*lemmas), english_text, "3s", "word")
    return Said(Sentence(forms, mark), english_text + mark, nobody, (), "", "", ())
