"""Sentences as a teacher would write them, each built from what it says."""

import pytest

from goldsmith.languages.italian.clauses import Clause, predicate, sentence, words
from goldsmith.languages.italian.clitics import Clitic
from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.phrases import NounPhrase, Phrase, coordinated, name, noun_phrase
from goldsmith.languages.italian.places import place
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.languages.italian.pronouns import subject_pronoun
from goldsmith.languages.italian.verb_groups import VerbGroup, realised
from goldsmith.languages.language import Features, Language, NotCovered

MARCO, ANNA = name("Marco", "m"), name("Anna", "f")
NOBODY = Phrase((), Features("m", "s", "3"))
PERFECT = "passato prossimo"


def speaker(code: str) -> Phrase:
    features = Features(code[2], code[1], code[0])
    return Phrase((subject_pronoun(features),), features)


def noun(
    lemma: str, number: str = "s", determiner: str = "definite", *adjectives: str, preposition: str = ""
) -> Phrase:
    return noun_phrase(NounPhrase(lemma, number, determiner, adjectives, preposition=preposition))


def own(lemma: str, number: str, person: str, owners: str) -> Phrase:
    return noun_phrase(NounPhrase(lemma, number, owner=(person, owners)))


def infinitive(lemma: str, subject: Features, *clitics: Clitic) -> Phrase:
    return Phrase(realised(VerbGroup(lemma, "infinito", subject=subject, clitics=clitics)), Features())


SENTENCES = {
    "Marco mangia una mela rossa.": Clause(MARCO, VerbGroup("mangiare"), (noun("mela", "s", "indefinite", "rosso"),)),
    "Anna è andata a scuola ieri.": Clause(ANNA, VerbGroup("andare", tense=PERFECT), (place("scuola"), words("ieri"))),
    "Marco e Anna sono arrivati insieme.": Clause(
        coordinated(MARCO, ANNA), VerbGroup("arrivare", tense=PERFECT), (words("insieme"),)
    ),
    "Tu e io siamo partiti.": Clause(coordinated(speaker("2sm"), speaker("1sf")), VerbGroup("partire", tense=PERFECT)),
    "Mi sono alzata presto.": Clause(
        speaker("1sf"), VerbGroup("alzarsi", tense=PERFECT), (words("presto"),), hidden=True
    ),
    "Mi piacciono i libri.": Clause(
        noun("libro", "p"), VerbGroup("piacere", clitics=(Clitic("indirect", "1", "s"),)), subject_after=True
    ),
    "Le sono piaciute le città italiane.": Clause(
        noun("città", "p", "definite", "italiano"),
        VerbGroup("piacere", tense=PERFECT, clitics=(Clitic("indirect", "3", "s", "f"),)),
        subject_after=True,
    ),
    "C'erano molti bambini al parco.": Clause(
        noun("bambino", "p", "molto"),
        VerbGroup("essere", tense="imperfetto", clitics=(Clitic("ci"),)),
        (place("parco"),),
        subject_after=True,
    ),
    "Hai già finito i compiti?": Clause(
        speaker("2sm"),
        VerbGroup("finire", tense=PERFECT, use="transitive"),
        (noun("compito", "p"),),
        adverb="già",
        hidden=True,
        mark="?",
    ),
    "Il film è finito tardi.": Clause(
        noun("film"), VerbGroup("finire", tense=PERFECT, use="intransitive"), (words("tardi"),)
    ),
    "Non ho mai visto il mare.": Clause(
        speaker("1sm"), VerbGroup("vedere", tense=PERFECT, negative=True), (noun("mare"),), adverb="mai", hidden=True
    ),
    "L'acqua è sempre fredda.": Clause(
        noun("acqua"), VerbGroup("essere"), (predicate("freddo", Features("f", "s")),), adverb="sempre"
    ),
    "Le uova sono fresche.": Clause(
        noun("uovo", "p"), VerbGroup("essere"), (predicate("fresco", noun("uovo", "p").features),)
    ),
    "Mio zio vive in una grande città.": Clause(
        own("zio", "s", "1", "s"),
        VerbGroup("vivere"),
        (noun("città", "s", "indefinite", "grande", preposition="in"),),
    ),
    "Voi conoscete i miei zii?": Clause(speaker("2pm"), VerbGroup("conoscere"), (own("zio", "p", "1", "s"),), mark="?"),
    "Anna gli ha regalato un bell'orologio.": Clause(
        ANNA,
        VerbGroup("regalare", tense=PERFECT, clitics=(Clitic("indirect", "3", "s", "m"),)),
        (noun("orologio", "s", "indefinite", "bello"),),
    ),
    "Degli amici verranno alla festa.": Clause(
        noun("amico", "p", "partitive"), VerbGroup("venire", tense="futuro semplice"), (place("festa"),)
    ),
    "Devo alzarmi presto.": Clause(
        speaker("1sf"),
        VerbGroup("dovere"),
        (infinitive("alzarsi", Features("f", "s", "1")), words("presto")),
        hidden=True,
    ),
    "Lui può vederli domani.": Clause(
        speaker("3sm"),
        VerbGroup("potere"),
        (infinitive("vedere", Features(), Clitic("direct", "3", "p", "m")), words("domani")),
    ),
    "Si sieda!": Clause(NOBODY, VerbGroup("sedersi", "imperativo"), mark="!"),
    "Non parlare adesso!": Clause(
        speaker("2sm"), VerbGroup("parlare", "imperativo", negative=True), (words("adesso"),), hidden=True, mark="!"
    ),
    "Pioveva sempre.": Clause(NOBODY, VerbGroup("piovere", tense="imperfetto"), adverb="sempre"),
    "Vorrei un caffè.": Clause(
        speaker("1sm"), VerbGroup("volere", "condizionale"), (noun("caffè", "s", "indefinite"),), hidden=True
    ),
    "Ti sarebbe piaciuta la pizza.": Clause(
        noun("pizza"),
        VerbGroup("piacere", "condizionale", "passato", clitics=(Clitic("indirect", "2", "s"),)),
        subject_after=True,
    ),
}


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_is_what_it_says(text: str) -> None:
    assert sentence(SENTENCES[text]).text == text


@pytest.mark.parametrize("text", SENTENCES)
def test_every_word_of_a_sentence_can_be_read_back(text: str) -> None:
    for form in sentence(SENTENCES[text]).forms:
        assert form.rule
        assert form.pos == "name" or form.lemma in {reading.lemma for reading in ITALIAN.analyse(form.text)}, form


@pytest.mark.parametrize(
    ("lemma", "text"),
    [
        ("casa", "a casa"),
        ("mare", "al mare"),
        ("ufficio", "in ufficio"),
        ("medico", "dal medico"),
        ("estate", "in estate"),
    ],
)
def test_places_have_their_preposition(lemma: str, text: str) -> None:
    assert place(lemma).text == text


def test_every_place_of_the_table_can_be_said() -> None:
    texts = [place(row["noun"], gender="m").text for row in table("places")]
    assert len(set(texts)) == len(texts)
    with pytest.raises(NotCovered):
        place("cuscino")


def test_the_plug_in_is_a_language() -> None:
    language: Language = ITALIAN
    assert language.code == "it"
    assert [form.text for form in language.forms("zio", "noun")] == ["zio", "zii"]
    assert language.agree("bianco", "adjective", Features("f", "p")).text == "bianche"
    assert language.agree("andare", "verb", Features("f", "p", "3")).text == "vanno"
    assert language.agree("il", "article", Features("f", "s")).text in ("la", "l'")
    assert {reading.lemma for reading in language.analyse("Città")} == {"città"}
    assert language.analyse("andato a") == ()
    with pytest.raises(NotCovered):
        language.agree("ieri", "adverb", Features("f", "s"))


@pytest.mark.parametrize(
    "wrong",
    [
        "ho andato",
        "è mangiato",
        "sono mangiato",
        "hanno partito",
        "ho mangiata",
        "mi ho lavato",
        "mi ho visto",
        "ti sono alzato",
        "si siamo alzati",
        "abbiamo andati",
        "ha nato",
        "lo ho telefonato",
        "siamo andato",
        "fammilo",
        "dagglielo",
        "vedermilo",
        "prendelo",
        "un'amico",
        "bevavo",
        "vadi",
        "facio",
        "finischi",
        "potessimi",
    ],
)
def test_what_learners_get_wrong_is_not_read(wrong: str) -> None:
    assert ITALIAN.analyse(wrong) == ()
