"""Italian as a language plug-in.

Covered: the lexicon of `data/`, all simple and compound tenses of its verbs, noun phrases, unstressed pronouns alone and
in pairs, numbers, dates, times of day, clauses with one verb. Refused by name (`NotCovered`): words outside the lexicon,
clusters of three pronouns or of a reflexive one with ci, the passive, the impersonal si, the participio presente, verbs in
-sene, elision that is a matter of taste, words whose two genders differ in meaning.
"""

from functools import cache

from goldsmith.languages.italian import readings
from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.data import Row, table
from goldsmith.languages.italian.index import index
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.verb_forms import verb_forms
from goldsmith.languages.italian.words import by_lemma, word
from goldsmith.languages.language import Features, Form, Lemma, NotCovered, chosen

TABLES = {"nouns": "noun", "verbs": "verb", "adjectives": "adjective", "determiners": "determiner"}
CLOSED = ("article", "preposition", "pronoun", "numeral")


class Italian:
    """The Italian plug-in; it holds no state."""

    code = "it"

    def lemmas(self) -> tuple[Lemma, ...]:
        """The lexicon, in the order of its files."""
        return _lemmas()

    def forms(self, lemma: str, pos: str) -> tuple[Form, ...]:
        """Every form of one word that a lemma has."""
        if pos == "noun":
            return noun_forms(lemma)
        if pos == "verb":
            return verb_forms(lemma)
        if pos in ("adjective", "determiner"):
            return adjective_forms(lemma, pos)
        closed = closed_forms(lemma, pos) if pos in CLOSED else ()
        return closed or (word(lemma, pos),)

    def form(self, lemma: str, pos: str, features: Features) -> Form:
        """The preferred form that expresses these features."""
        return chosen(self.forms(lemma, pos), features)

    def analyse(self, text: str) -> tuple[Form, ...]:
        """Every reading of a written form."""
        return readings.analyse(text)

    def agree(self, lemma: str, pos: str, head: Features) -> Form:
        """An adjective, determiner or article as the head's gender and number want it, a verb in the present as its person."""
        if pos in ("adjective", "determiner", "article"):
            return self.form(lemma, pos, Features(head.gender, head.number))
        if pos == "verb":
            wanted = Features("", head.number, head.person, "indicativo", "presente")
            return self.form(lemma, pos, wanted)
        raise NotCovered("agreement.pos", f"a {pos} agrees with nothing")


def closed_forms(lemma: str, pos: str) -> tuple[Form, ...]:
    """The forms of an article, a preposition with articles, or a pronoun."""
    return tuple(form for forms in index().values() for form in forms if (form.lemma, form.pos) == (lemma, pos))


@cache
def _lemmas() -> tuple[Lemma, ...]:
    found = [
        Lemma(row["lemma"], pos, row["gloss"], row["level"], Features(gender=row.get("gender", "")))
        for name, pos in TABLES.items()
        for row in table(name)
    ]
    found += [_word(row) for rows in by_lemma().values() for row in rows]
    return tuple(found)


def _word(row: Row) -> Lemma:
    return Lemma(row["lemma"], row["pos"], row["gloss"], row["level"], Features())


ITALIAN = Italian()
