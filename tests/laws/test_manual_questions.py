"""Laws of questions about manuals: what is asked in any frame is read back, and no name that is given could be left out."""

from hypothesis import HealthCheck, given, settings
from tests.manual.little import little_manuals

from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.reading import Unreadable
from goldsmith.generators.manual.asks import asks
from goldsmith.templates.kinds import kind_of
from goldsmith.templates.questions import frames, question

Little = tuple[list[Fact], list[Entry]]
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(little_manuals())
def test_whatever_is_asked_is_never_read_as_something_else(manual: Little) -> None:
    """In every frame, a question is read as its ask, or refused because its words can be read in two ways."""
    questions = Questions(*manual)
    for one in asks(*manual, questions)[0]:
        kind = kind_of(one.asked.what, one.facts)
        for frame in (*frames(one.asked, kind), *frames(one.asked, kind, unseen=True)):
            text = question(one.asked, frame)
            try:
                read = questions.read(text)
            except Unreadable:
                continue
            assert (read.asked.what, read.asked.number, read.missing) == (
                one.asked.what,
                one.asked.number,
                one.missing,
            ), text
            assert set(map(id, read.facts)) == set(map(id, one.facts)), text
