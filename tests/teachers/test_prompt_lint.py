"""Prompts that make answers alike are refused with a reason; those of the project are not."""

from importlib.resources import files

import pytest

from goldsmith.generators.teachers.prompt_lint import CLOSING, OPENING, PHRASE, SECTIONS, mandates

REFUSED = {
    'Start with "Great question!" and go on.': OPENING,
    "Always begin by greeting the learner.": OPENING,
    "Begin your answer with the translation.": OPENING,
    "Please open every message with a compliment.": OPENING,
    "You must start each reply with the learner's name.": OPENING,
    "The first sentence must be a translation.": OPENING,
    "Lead in with {{ phrase }}.": OPENING,
    "End with a question.": CLOSING,
    "Close every conversation with words of praise.": CLOSING,
    "Make sure to finish your response by asking for an example.": CLOSING,
    "The last line should encourage the learner.": CLOSING,
    "Wrap up with a summary.": CLOSING,
    'Use the phrase "This translates to" for translations.': PHRASE,
    "Include the following sentence: {{ sentence }}": PHRASE,
    "Repeat these words at least once.": PHRASE,
    'The teacher must say "Keep practising".': PHRASE,
    "Always praise the learner.": PHRASE,
    "First translate the sentence, then explain the grammar, and finally give an exercise.": SECTIONS,
    "Firstly name the tense. Secondly name the auxiliary. Lastly give an example.": SECTIONS,
    "Give the translation, the rule and an example in this order.": SECTIONS,
    "Follow the following structure.": SECTIONS,
    "Write:\n1. the translation\n2. the rule\n3. an example": SECTIONS,
    "The answer has three parts.": SECTIONS,
    "Step 1: translate.\nStep 2: explain.": SECTIONS,
}
ALLOWED = (
    "Do not start with a greeting.",
    "Never end with a question.",
    "Too many begin in these ways already, so find others:",
    "No two of them begin alike.",
    "Greetings and questions at the end are optional, and so is every order of things.",
    "Quote only words from the list. The learner starts the lesson tired.",
    "The first turn is the learner's.",
    "Use the facts below.",
    "{# start with nothing #}Say why the verb takes its auxiliary.",
    "It opens a window on how people speak.",
)


@pytest.mark.parametrize("text", REFUSED)
def test_a_mandate_is_refused_with_its_reason(text: str) -> None:
    found = list(mandates(f"Teach Italian.\n{text}\n"))
    assert [one.reason for one in found] == [REFUSED[text]]
    assert found[0].line > 1
    assert str(found[0]) == f"line {found[0].line}: {found[0].words!r} {found[0].reason}"


@pytest.mark.parametrize("text", ALLOWED)
def test_what_leaves_the_words_to_the_teacher_passes(text: str) -> None:
    assert list(mandates(text)) == []


def test_every_mandate_is_named_with_its_line() -> None:
    text = 'Teach.\n{% if short %}\nBegin with "Yes".\n{% endif %}\nUse the phrase {{ phrase }}.\n'
    assert [(one.line, one.words) for one in mandates(text)] == [(3, 'Begin with "Yes"'), (5, "Use the phrase “…”")]


def test_the_prompts_of_the_project_mandate_nothing() -> None:
    prompts = [one for one in files("goldsmith.generators.teachers").joinpath("prompts").iterdir()]
    assert len(prompts) >= 4
    assert {one.name: list(mandates(one.read_text(encoding="utf-8"))) for one in prompts} == {
        one.name: [] for one in prompts
    }
