"""What reading a question yields: what it asks, and the facts that it can be about or what the pages leave open."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldsmith.extractors.manual.asked import STEP, VALUE, Asked, Names
from goldsmith.extractors.manual.coverage import EMPTY, Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.mentions import Mention
from goldsmith.extractors.manual.standing import Answer, Standing, answer_of, number_of
from goldsmith.extractors.reading import Unreadable

LEFT_OPEN, NOT_THERE, OTHER_MODEL, NOWHERE = "left open", "not for that column", "another model", "nowhere"
MISSING = {
    LEFT_OPEN: "the page names it and gives no value",
    NOT_THERE: "the page gives the row no value in that column",
    OTHER_MODEL: "the pages name no such model",
    NOWHERE: "the pages name nothing of that kind",
}
"""The closed list of reasons why a question has no answer on the pages."""


@dataclass(frozen=True, slots=True)
class Answerable:
    """What a question asks, and the facts that it can be about, which all answer alike; or why there is none."""

    asked: Asked
    facts: tuple[Fact, ...] = ()
    missing: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One place that a question can be about; one with neither facts nor a reason holds what was not read."""

    asked: Asked
    answer: Answer
    facts: tuple[Fact, ...] = ()
    missing: str = ""
    entries: tuple[Entry, ...] = ()

    @property
    def unread(self) -> bool:
        """Whether the page says something there that was not read."""
        return not self.facts and not self.missing

    def same_as(self, other: "Found") -> bool:
        """Whether two places answer the same question alike."""
        asked = (self.asked.what, self.asked.number) == (other.asked.what, other.asked.number)
        return asked and (self.answer, self.missing, self.unread) == (other.answer, other.missing, other.unread)


def value_at(one: Standing, mentions: Sequence[Mention]) -> Found:
    """A place of a value as what a question finds there."""
    asked = Asked(VALUE, named(one, mentions))
    if one.entry is None:
        return Found(asked, one.answer, one.facts)
    blank = one.entry.status == EMPTY and one.columns
    missing = "" if one.unread else NOT_THERE if blank else LEFT_OPEN
    return Found(asked, one.answer, (), missing, (one.entry,))


def steps_at(one: Standing, mentions: Sequence[Mention], what: str, number: int) -> Found | None:
    """A list of steps as what a question finds there: all of them, or one with its own; None where it has no such step."""
    facts = one.facts
    if what == STEP and facts:
        wanted = str(number)
        facts = tuple(fact for fact in facts if number_of(fact).split(".")[0] == wanted)
        if not facts:
            return None
    answer = tuple((number_of(fact), answer_of(fact)) for fact in facts) if facts else one.answer
    return Found(Asked(what, named(one, mentions), number), answer, facts)


def named(one: Standing, mentions: Sequence[Mention]) -> Names:
    """The names of a place that a question gives, each in its role, as the page writes them."""
    said = {label for mention in mentions for label in mention.labels}
    row = next((path for path in one.rows if said.issuperset(path)), one.rows[0])
    column = next((path for path in one.columns if said.intersection(path)), ())
    section = tuple(label for label in one.section if label in said and label not in row)
    return Names(
        row,
        one.qualifier if one.qualifier in said else "",
        column,
        one.table if one.table in said and one.table not in section else "",
        section,
        one.model if one.model in said and one.model not in section else "",
    )


def settled(found: Sequence[Found]) -> Answerable:
    """What all the places that a question can be about have in common. Raises Unreadable where they answer differently."""
    first = found[0]
    other = next((one for one in found if not one.same_as(first)), None)
    if other is not None:
        raise Unreadable(f"it has more than one answer: {_shown(first)} and {_shown(other)}")
    if first.unread:
        raise Unreadable(f"the page says something there that was not read: {_shown(first)}")
    facts = tuple(dict.fromkeys(fact for one in found for fact in one.facts))
    return Answerable(
        first.asked, facts, first.missing, tuple(dict.fromkeys(entry for one in found for entry in one.entries))
    )


def _shown(one: Found) -> str:
    if one.facts:
        return repr("; ".join(fact.text for fact in one.facts)[:60])
    return repr(one.entries[0].text[:60]) if one.entries else "a list that lacks a step"
