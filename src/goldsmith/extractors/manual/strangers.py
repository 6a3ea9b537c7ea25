"""Questions for what the pages never name: another model, or a thing of which they say nothing."""

from collections.abc import Sequence
from itertools import pairwise

from goldsmith.extractors.manual.answerable import NOWHERE, OTHER_MODEL, Found, named
from goldsmith.extractors.manual.asked import STEP, VALUE, Asked, Names
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.mentions import Mention, Way
from goldsmith.extractors.manual.register import Register
from goldsmith.extractors.manual.spoken import Token, tokens
from goldsmith.extractors.manual.standing import OPEN, Standing
from goldsmith.schemas.questions import vocabulary

BEFORE_A_MODEL = frozenset(("on", "of", "for", "in", "the", "with"))


class Strangers:
    """What the pages do not name: judged against every word that stands on them."""

    def __init__(self, facts: Sequence[Fact], entries: Sequence[Entry], values: Register) -> None:
        self.values = values
        texts = [text for entry in entries for text in (entry.text, *entry.section, *entry.names)]
        texts += [
            text
            for fact in facts
            for text in (fact.document, fact.model, fact.table, fact.text, *fact.section, *fact.notes)
        ]
        texts += [label for one in values.those for label in one.labels]
        self.words = frozenset(stem(one.word) for text in dict.fromkeys(texts) for one in tokens(text))
        self.all = "\n".join(" ".join(one.word for one in tokens(text)) for text in dict.fromkeys(texts))

    def found(self, question: str, way: Way, what: str) -> list[Found]:
        """What a question asks with one piece of unknown words: another model's value, or something that stands nowhere."""
        said = tokens(question)
        if not _one_piece(said, way.unknown) or vocabulary().shifting & {said[at].word for at in way.unknown}:
            return []
        first, names = self._from(said, way)
        text = question[said[first].start : said[way.unknown[-1]].end]
        places = list(self.values.under(names)) if what == VALUE else []
        if places:
            return self._other_model(said, first, names, text, places)
        nowhere = self.is_nowhere(text) and what != STEP and not any(self.values.rows_named(way.names))
        return [Found(Asked(what, Names((text,))), OPEN, (), NOWHERE)] if nowhere else []

    def _from(self, said: tuple[Token, ...], way: Way) -> tuple[int, tuple[Mention, ...]]:
        """Where the unknown piece begins and what is named beside it: "TR 450 D" begins with the model that is known."""
        first = way.unknown[0]
        known = next((one for one in way.names if one.end == first and said[first].gap == ""), None)
        designated = known is not None and any(any(sign.isdigit() for sign in label) for label in known.labels)
        if known is None or not designated:
            return first, way.names
        return known.start, tuple(one for one in way.names if one is not known)

    def _other_model(
        self, said: tuple[Token, ...], first: int, mentions: Sequence[Mention], text: str, places: Sequence[Standing]
    ) -> list[Found]:
        led = first > 0 and (said[first - 1].word in BEFORE_A_MODEL or said[first].gap != "")
        if not led or not self.is_other_model(text):
            return []
        names = named(places[0], mentions)
        asked = Asked(VALUE, Names(names.row, names.qualifier, names.column, names.table, names.section, text))
        return [Found(asked, OPEN, (), OTHER_MODEL)]

    def is_other_model(self, text: str) -> bool:
        """Whether a text is a designation, capitals and digits, that stands nowhere on the pages."""
        words = text.split()
        letters = any(sign.isupper() for sign in text) and all(word[0].isupper() or word[0].isdigit() for word in words)
        known = " ".join(one.word for one in tokens(text))
        return letters and any(sign.isdigit() for sign in text) and known not in self.all

    def is_nowhere(self, text: str) -> bool:
        """Whether none of the words of a text stands anywhere on the pages, nor is a word of asking or a figure."""
        words = [one.word for one in tokens(text)]
        known = vocabulary()
        return bool(words) and not any(
            stem(word) in self.words or known.knows(word) or word in known.shifting or not word.isalpha()
            for word in (part for whole in words for part in whole.split("-"))
        )


def _one_piece(said: tuple[Token, ...], unknown: tuple[int, ...]) -> bool:
    """Whether the unknown words follow one another with nothing but a hyphen between them."""
    return all(after == before + 1 and said[after].gap in ("", "-") for before, after in pairwise(unknown))


def stem(word: str) -> str:
    """A word without the ending of its plural, so that "horns" and "horn" are one."""
    return word.removesuffix("es") if word.endswith(("ches", "shes", "xes", "sses")) else word.removesuffix("s")
