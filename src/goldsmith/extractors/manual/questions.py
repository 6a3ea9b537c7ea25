"""A question about a manual read back: what it asks, and which facts it can be about; judged by its words alone.

Every word must be a name that the manual gives or a word of the closed vocabulary. A name that the pages do not give is
read only where it is all that the vocabulary leaves unexplained, in one piece: a designation ("TR 500") beside a name
that the pages do give, or words that occur nowhere on them. Whatever else a question says makes it unreadable.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from goldsmith.extractors.manual.answerable import Answerable, Found, settled, steps_at, value_at
from goldsmith.extractors.manual.asked import VALUE
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.mentions import Mentions, Way, Word
from goldsmith.extractors.manual.register import Register
from goldsmith.extractors.manual.spoken import tokens
from goldsmith.extractors.manual.standing import Standing, lists, standings
from goldsmith.extractors.manual.strangers import Strangers
from goldsmith.extractors.manual.wanted import may_stand, wanted
from goldsmith.extractors.reading import Unreadable
from goldsmith.schemas.questions import vocabulary


class Questions:
    """The reader of the questions about one folder of pages."""

    def __init__(self, facts: Sequence[Fact], entries: Sequence[Entry]) -> None:
        values, procedures = standings(facts, entries), lists(facts, entries)
        labels = [label for one in (*values, *procedures) for label in one.labels]
        self.mentions = Mentions(labels, vocabulary())
        self.values, self.lists = Register(values), Register(procedures)
        self.strangers = Strangers(facts, entries, self.values)
        self.of_name: dict[str, list[Way]] = {}

    def read(self, question: str) -> Answerable:
        """The one reading of a question. Raises Unreadable where there is none, or more than one."""
        ways = self.mentions.ways(question)
        found: list[Found] = []
        why: list[str] = []
        for way in ways:
            try:
                found += self._found(question, way)
            except Unreadable as error:
                why.append(str(error))
        if not found:
            raise Unreadable(why[0] if why else _why_not(question, ways[0]))
        return settled(found)

    def fitting(self, what: str, names: Sequence[str], number: int = 0) -> Iterator[Found]:
        """The places that a question can be about which gives these names and says nothing else."""
        for ways in product(*map(self._of_name, names)):
            way = sum(ways, Way())
            if not way.unknown and may_stand(what, way):
                yield from self._places(what, way, number)

    def _of_name(self, name: str) -> list[Way]:
        """The ways to read a name; each is read once, for names are said over and over."""
        if name not in self.of_name:
            self.of_name[name] = self.mentions.ways(name)
        return self.of_name[name]

    def alone(self, what: str, names: Sequence[str], number: int = 0) -> tuple[Found, ...]:
        """The places that names fit where all answer alike, else none; it stops at the second answer."""
        those: list[Found] = []
        for one in self.fitting(what, names, number):
            if one.unread or (those and not one.same_as(those[0])):
                return ()
            those.append(one)
        return tuple(those)

    def _found(self, question: str, way: Way) -> list[Found]:
        what, number = wanted(tokens(question), way)
        if way.unknown:
            return self.strangers.found(question, way, what)
        return list(self._places(what, way, number))

    def _places(self, what: str, way: Way, number: int) -> Iterator[Found]:
        if what == VALUE:
            for one in self.values.under(way.names):
                if _measured(one, way.words):
                    yield value_at(one, way.names)
        else:
            for one in self.lists.under(way.names):
                found = steps_at(one, way.names, what, number)
                if found is not None:
                    yield found


def _measured(one: Standing, words: Sequence[Word]) -> bool:
    """Whether a value shows a quantity of the kind that the words ask for, as far as that is known."""
    known = vocabulary().quantities
    return not one.kinds or all(not known[word].isdisjoint(one.kinds) for word, _ in words if word in known)


def _why_not(question: str, way: Way) -> str:
    said = tokens(question)
    if way.unknown:
        return f"{said[way.unknown[0]].word!r} is no name of the manual and no word of a question"
    return "no value of the manual has all the names that it gives" if way.names else "it names nothing of the manual"
