"""Notes of the plan are cited word for word; what is added to them, changed in them or said against them is not."""

from dataclasses import replace

import pytest

from goldsmith.schemas.lessons import LessonPlan, Note
from goldsmith.validators.lessons.citing import with_works, without_notes
from goldsmith.validators.lessons.corpus import slot_values
from goldsmith.validators.lessons.judge import judge
from lessons.plans import plan

NOTE = Note("qu", "pronunciation", "The letters qu always sound like kw.", "Treccani, La grammatica, «alfabeto»")
ASKED = {"role": "user", "content": "Can you help me?"}


def noted() -> LessonPlan:
    return replace(plan("mercato"), notes=(NOTE,))


def said(text: str) -> tuple[dict[str, str], dict[str, str]]:
    return ASKED, {"role": "assistant", "content": text}


@pytest.mark.parametrize(
    "text",
    [
        f'{NOTE.text} "Mercato" is masculine.',
        f'"Mercato" is masculine. A piece of background for you: {NOTE.text} It comes from Treccani.',
        f'"Mercato" is masculine. {NOTE.text} Treccani says so.',
    ],
)
def test_a_note_word_for_word_is_cited(text: str) -> None:
    found = judge(said(text), noted())
    assert not [one for one in found.failures if one.rule in ("claims", "closure")], found.failures
    assert found.cited == ("qu",)
    assert judge(said(text), plan("mercato")).failures


@pytest.mark.parametrize(
    "text",
    [
        NOTE.text.replace("kw", "k"),
        f"It is false what they say: {NOTE.text}",
        f"Nobody who knows Italian believes that {NOTE.text}",
        f'{NOTE.text} So "mercato" is feminine.',
        f'{NOTE.text} Treccani says that "mercato" is feminine.',
    ],
)
def test_what_is_changed_denied_or_added_is_not_cited(text: str) -> None:
    assert [one for one in judge(said(text), noted()).failures if one.rule == "claims"]


def test_the_note_is_cut_out_and_its_work_stood_in_for() -> None:
    assert without_notes(f"Some detour: {NOTE.text} Bene!", noted()) == ("Some detour. Bene!", ("qu",))
    assert with_works("It is in Treccani.", noted()) == "It is in the book."


def test_notes_and_their_sources_fill_slots() -> None:
    assert {NOTE.text.strip("."), "Treccani", NOTE.source} <= set(slot_values(noted()))
