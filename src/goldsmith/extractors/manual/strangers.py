"""Questions for what the pages do not give: a column in which a row has no value, a model or a thing that they never name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from goldsmith.extractors.manual.answerable import NOT_THERE, NOWHERE, OTHER_MODEL, Found, named
from goldsmith.extractors.manual.asked import STEP, VALUE, Asked, Names
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact, Path
from goldsmith.extractors.manual.labels import one_line
from goldsmith.extractors.manual.mentions import Mention, Way
from goldsmith.extractors.manual.register import Register
from goldsmith.extractors.manual.spoken import Token, tokens
from goldsmith.extractors.manual.standing import OPEN, Standing, columns_of
from goldsmith.schemas.questions import vocabulary

BEFORE_A_MODEL = frozenset(("on", "of", "for", "in", "the", "with"))


Row = tuple[tuple[str, int], Path]
"""A row of a table: the table's page and number, and the row's labels."""


class Strangers:
    """What the pages do not name: judged against every word that stands on them."""

    def __init__(self, facts: Sequence[Fact], entries: Sequence[Entry], values: Register) -> None:
        self.values = values
        self.empty = _gaps(values, entries)
        texts = [entry.text for entry in entries]
        texts += [
            text
            for fact in facts
            for text in (fact.document, fact.model, fact.table, fact.text, *fact.section, *fact.notes)
        ]
        texts += [label for one in values.those for label in one.labels]
        self.words = frozenset(stem(one.word) for text in dict.fromkeys(texts) for one in tokens(text))
        self.all = "\n".join(" ".join(one.word for one in tokens(text)) for text in dict.fromkeys(texts))

    def beside(self, one: Standing, mentions: Sequence[Mention]) -> Iterator[Found]:
        """That a row holds nothing in another column, where a question about it names no column."""
        if any(not mention.labels.isdisjoint(path) for path in one.columns for mention in mentions):
            return
        for path in one.rows:
            for column in self.empty.get((one.where, path), ()):
                yield Found(Asked(VALUE, Names(path, column=column)), OPEN, (), NOT_THERE)

    def found(self, question: str, way: Way, what: str) -> list[Found]:
        """What a question asks with one piece of unknown words: another model's value, or something that stands nowhere."""
        said = tokens(question)
        if not _one_piece(said, way.unknown) or vocabulary().shifting & {said[at].word for at in way.unknown}:
            return []
        text = question[said[way.unknown[0]].start : said[way.unknown[-1]].end]
        places = list(self.values.under(way.names)) if what == VALUE else []
        if places:
            return self._other_model(said, way, text, places)
        nowhere = self.is_nowhere(text) and what != STEP and not any(self.values.rows_named(way.names))
        return [Found(Asked(what, Names((text,))), OPEN, (), NOWHERE)] if nowhere else []

    def _other_model(self, said: tuple[Token, ...], way: Way, text: str, places: Sequence[Standing]) -> list[Found]:
        first = way.unknown[0]
        led = first > 0 and (said[first - 1].word in BEFORE_A_MODEL or said[first].gap != "")
        if not led or not self.is_other_model(text):
            return []
        names = named(places[0], way.names)
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

    def gap(self, way: Way) -> list[Found]:
        """A row that has no value in a column that its table has; what holds rows of its own may have it in those."""
        found = []
        for path in self.values.rows_named(way.names):
            rest = [mention for mention in way.names if mention.labels.isdisjoint(path)]
            those = [self.values.those[at] for at in self.values.by_row[path]]
            empty = [column for one in those if (column := self._empty(one, rest, path)) is not None]
            if rest and len(empty) == len(those):
                names = named(those[0], way.names)
                asked = Asked(VALUE, Names(path, names.qualifier, empty[0], names.table, names.section, names.model))
                found.append(Found(asked, OPEN, (), NOT_THERE))
        return found

    def gaps(self) -> Iterator[tuple[Path, Path, Standing]]:
        """Every row with a column of its table in which it holds nothing, and a place that the row has in that table."""
        for (where, path), columns in self.empty.items():
            first = next(
                self.values.those[at] for at in self.values.by_row[path] if self.values.those[at].where == where
            )
            yield from ((path, column, first) for column in columns)

    def _empty(self, one: Standing, rest: Sequence[Mention], path: Path) -> Path | None:
        """The column of a place's table that the names mean, where the row holds nothing."""
        for column in self.empty.get((one.where, path), ()):
            meant = any(not mention.labels.isdisjoint(column) for mention in rest)
            if meant and all(mention.labels & {*column, *one.others} for mention in rest):
                return column
        return None


def _gaps(values: Register, entries: Sequence[Entry]) -> dict[Row, list[Path]]:
    """The columns in which a row of a table holds nothing; rows of rows, and rows with anything but values, are left out.

    A column that holds a label of the row holds something: the cause that a remedy belongs to.
    """
    columns = columns_of(values.those)
    labels = _label_columns(values, entries)
    parents = {path[:at] for path in values.by_row for at in range(1, len(path))}
    taken: dict[Row, set[Path]] = defaultdict(set)
    unread: set[Row] = set()
    for one in values.those:
        for path in one.rows if len(columns.get(one.where, ())) > 1 else ():
            taken[(one.where, path)].update(one.columns)
            if one.entry is not None or not one.columns or path in parents:
                unread.add((one.where, path))
    found = {}
    for (where, path), those in taken.items():
        taken_by_labels = {column for label in path for column in labels.get((where, label), ())}
        empty = [column for column in columns[where] if column and column not in those | taken_by_labels]
        if empty and (where, path) not in unread:
            found[(where, path)] = empty
    return found


def _label_columns(values: Register, entries: Sequence[Entry]) -> dict[tuple[tuple[str, int], str], set[Path]]:
    """The columns of each table in which each label of its rows stands."""
    heads: dict[tuple[tuple[str, int], int], set[Path]] = defaultdict(set)
    for one in values.those:
        for fact in one.facts if one.columns else ():
            heads[(one.where, fact.place.column)].update(one.columns)
    found: dict[tuple[tuple[str, int], str], set[Path]] = defaultdict(set)
    for entry in entries:
        if entry.kind == "cell" and entry.reason == "label":
            where = (entry.page, entry.place.block)
            found[(where, one_line(entry.text))] |= heads.get((where, entry.place.column), set())
    return found


def _one_piece(said: tuple[Token, ...], unknown: tuple[int, ...]) -> bool:
    """Whether the unknown words follow one another with nothing but a hyphen between them."""
    return all(after == before + 1 and said[after].gap in ("", "-") for before, after in pairwise(unknown))


def stem(word: str) -> str:
    """A word without the ending of its plural, so that "horns" and "horn" are one."""
    return word.removesuffix("es") if word.endswith(("ches", "shes", "xes", "sses")) else word.removesuffix("s")
