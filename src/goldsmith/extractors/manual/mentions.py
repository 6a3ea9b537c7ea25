"""A question's words as names of the manual and words of asking: every way to read them, the longest names first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from goldsmith.extractors.manual.spoken import Token, forms, tokens
from goldsmith.extractors.reading import Unreadable
from goldsmith.schemas.questions import Vocabulary

MOST_WAYS = 64
"""Ways to read one question, beyond which it is refused."""


class Mention(NamedTuple):
    """A stretch of the words that names something: every label of the manual that is said so."""

    labels: frozenset[str]
    start: int
    end: int


class Word(NamedTuple):
    """A word of asking and its place among the words."""

    word: str
    at: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a text: its names, its words of asking, a step's number, and the words that are neither."""

    names: tuple[Mention, ...] = ()
    words: tuple[Word, ...] = ()
    number: int = 0
    unknown: tuple[int, ...] = ()

    def __add__(self, other: "Way") -> "Way":
        return Way(
            self.names + other.names,
            self.words + other.words,
            self.number or other.number,
            self.unknown + other.unknown,
        )


Score = tuple[int, int]
Ways = tuple[Score, list[Way]]


class Mentions:
    """The names of a manual, found in texts by their words."""

    def __init__(self, labels: Iterable[str], known: Vocabulary) -> None:
        self.known = known
        self.by_first: dict[str, dict[int, dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]]]
        self.by_first = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for label in dict.fromkeys(labels):
            for form in forms(label):
                said = tokens(form)
                if said:
                    words = tuple(one.word for one in said)
                    gaps = tuple(one.gap for one in said[1:])
                    self.by_first[words[0]][len(words)][words].append((gaps, label))

    def ways(self, text: str) -> list[Way]:
        """The best ways to read a text: the fewest unknown words, then the most words in names. Raises Unreadable.

        Words such as "for" and "the" do not count as words of a name: "for the engine" may name a heading and a row.
        """
        said = tokens(text)
        best: list[Ways] = [((0, 0), [Way()])]
        for at in range(len(said) - 1, -1, -1):
            best.insert(0, self._best(said, at, best))
        return best[0][1]

    def _best(self, said: tuple[Token, ...], at: int, behind: list[Ways]) -> Ways:
        """The best ways to read the words from one on; `behind` holds those of all later words."""
        top: Score = (-len(said) - 1, 0)
        ways: list[Way] = []
        for (unknown, named), length, first in self._edges(said, at):
            score, rest = behind[length - 1]
            total = (score[0] + unknown, score[1] + named)
            if total > top:
                top, ways = total, []
            if total == top:
                ways.extend(first + one for one in rest)
        if len(ways) > MOST_WAYS:
            raise Unreadable(f"the words can be read in more than {MOST_WAYS} ways")
        return top, ways

    def _edges(self, said: tuple[Token, ...], at: int) -> Iterator[tuple[Score, int, Way]]:
        """What may start at a word: a name, a word of asking, a step's number, or a word that is none of them."""
        word = said[at].word
        if word.isdecimal() and at and said[at - 1].word == "step" and not said[at].gap:
            yield (0, 1), 1, Way(number=int(word))
            return
        for mention in self.at(said, at):
            length = mention.end - at
            weight = sum(one.word not in self.known.asking for one in said[at : mention.end])
            yield (0, weight), length, Way(names=(mention,))
        if self.known.knows(word) and (word not in self.known.leading or self._leads(said, at)):
            weight = int(word not in self.known.asking and self._named(said, at))
            yield (0, weight), 1, Way(words=(Word(word, at),))
        else:
            yield (-1, 0), 1, Way(unknown=(at,))

    def _leads(self, said: tuple[Token, ...], at: int) -> bool:
        """Whether a name follows a word that leads to one: "in the table Wheel nuts"."""
        return at + 1 < len(said) and any(True for _ in self.at(said, at + 1))

    def at(self, said: tuple[Token, ...], at: int) -> Iterator[Mention]:
        """The names that start at a word; signs between their words may be left out, but no others put in."""
        for length, by_words in self.by_first.get(said[at].word, {}).items():
            there = said[at : at + length]
            those = by_words.get(tuple(one.word for one in there), ())
            gaps = tuple(one.gap for one in there[1:])
            labels = frozenset(label for own, label in those if _may(gaps, own))
            if labels:
                yield Mention(labels, at, at + length)

    def _named(self, said: tuple[Token, ...], at: int) -> bool:
        """Whether a word of asking stands in a name that consists of such words alone, so that it may be meant as either."""
        for start in range(max(0, at - 3), at + 1):
            for mention in self.at(said, start):
                inside = said[mention.start : mention.end]
                if mention.end > at and all(self.known.knows(one.word) for one in inside):
                    return True
        return False


def _may(gaps: tuple[str, ...], own: tuple[str, ...]) -> bool:
    return all(gap in ("", mine) for gap, mine in zip(gaps, own, strict=True))
