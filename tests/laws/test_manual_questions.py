"""Laws of questions about manuals: what is asked in any frame is read back, and no name that is given could be left out."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goldsmith.extractors.manual.answerable import NOWHERE, OTHER_MODEL, Answerable
from goldsmith.extractors.manual.asked import VALUE, Names
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.manual.spoken import forms, tokens
from goldsmith.extractors.reading import Unreadable
from goldsmith.generators.manual.asks import Ask, asks
from goldsmith.generators.manual.naming import said
from goldsmith.schemas.questions import vocabulary
from goldsmith.templates.kinds import kind_of
from goldsmith.templates.questions import frames, question
from manual.little import LABELS, little_manuals

Little = tuple[list[Fact], list[Entry]]
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def is_asking(label: str) -> bool:
    """Whether a label can be said in words of asking alone, so that a question may mean either."""
    known = vocabulary()
    return any(all(known.knows(one.word) for one in tokens(form)) for form in forms(label))


PLAIN = tuple(label for label in LABELS if not is_asking(label))


def of(questions: Questions, manual: Little) -> list[Ask]:
    """What can be asked, and one question for each kind of thing that the pages never name."""
    made = asks(*manual, questions)[0]
    strange = {one.missing: one for one in made if one.missing in (OTHER_MODEL, NOWHERE)}
    return [one for one in made if one.missing not in strange] + list(strange.values())


def worded(asked: Ask) -> Iterator[str]:
    """A question in every frame that fits an ask."""
    kind = kind_of(asked.asked.what, asked.facts)
    for frame in (*frames(asked.asked, kind), *frames(asked.asked, kind, unseen=True)):
        yield question(asked.asked, frame)


def means(read: Answerable, asked: Ask) -> bool:
    """Whether a question was read as what was asked."""
    same = (read.asked.what, read.asked.number, read.missing) == (asked.asked.what, asked.asked.number, asked.missing)
    return same and set(map(id, read.facts)) == set(map(id, asked.facts))


@slow
@given(little_manuals(LABELS))
def test_no_question_is_read_as_something_else(manual: Little) -> None:
    """Whatever the manual's names are, a question is read as its ask, or refused because it can be read in two ways."""
    questions = Questions(*manual)
    for one in of(questions, manual):
        for text in worded(one):
            try:
                read = questions.read(text)
            except Unreadable:
                continue
            assert means(read, one), text


@slow
@given(little_manuals(PLAIN))
def test_every_question_is_read_where_no_name_is_made_of_words_of_asking(manual: Little) -> None:
    """Names that lie in one another, or that stand for a row here and for a section there, do not matter."""
    questions = Questions(*manual)
    for one in of(questions, manual):
        for text in worded(one):
            assert means(questions.read(text), one), text


def lesser(names: Names) -> Iterator[Names]:
    """The names with one of those besides the row left out."""
    for role, none in (("column", ()), ("qualifier", ""), ("section", ()), ("table", ""), ("model", "")):
        if getattr(names, role):
            yield replace(names, **{role: none})


@slow
@given(little_manuals(LABELS))
def test_no_name_is_given_that_could_be_left_out(manual: Little) -> None:
    """Without any one of them, the question has more than one answer."""
    questions = Questions(*manual)
    for one in of(questions, manual):
        if one.missing not in (OTHER_MODEL, NOWHERE):
            for names in lesser(one.asked.names):
                assert questions.alone(one.asked.what, said(names), one.asked.number) == (), (one.asked, names)


@slow
@given(little_manuals(PLAIN), st.data())
def test_another_column_gives_another_fact_or_none(manual: Little, data: st.DataObject) -> None:
    """A question never keeps its facts when it names a column that they do not stand in."""
    questions = Questions(*manual)
    made = [one for one in of(questions, manual) if one.asked.what == VALUE and one.facts and one.asked.names.column]
    columns = [column for fact in manual[0] for column in fact.columns]
    assume(made)
    one = data.draw(st.sampled_from(made))
    column = data.draw(st.sampled_from(columns))
    asked = replace(one.asked, names=replace(one.asked.names, column=column))
    try:
        read = questions.read(question(asked, "any-gives"))
    except Unreadable:
        return
    for fact in read.facts:
        names = {label for path in (*fact.rows, *fact.columns, fact.section) for label in path}
        assert {*column} <= names | {fact.table, fact.model, fact.qualifier}, fact
