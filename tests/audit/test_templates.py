"""Prose from templates is told from prose that people wrote; closed forms are let alone."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from goldsmith.audit.findings import Severity
from goldsmith.validators.human_reference import human_reference
from imitations import few_parts, grammar, human, one_template
from looking import findings, in_error, places

WORDED = {"common_opening", "common_closing", "common_sentence", "templated_answers", "few_answers", "common_answer"}


def answered(texts: list[str]) -> list[dict[str, str]]:
    """Each text as the answer to a question of its own."""
    asked = human(len(texts))
    return [
        {"prompt": f"{question} {n}", "completion": text}
        for n, (question, text) in enumerate(zip(asked, texts, strict=True))
    ]


@pytest.mark.parametrize("imitate", [one_template, few_parts, grammar])
def test_templates_are_found_row_by_row(imitate: Callable[[Random, int], list[str]], tmp_path: Path) -> None:
    found = findings(tmp_path, data=answered(imitate(Random(1), 800)))
    assert len(places(found, "templated_answers")) >= 0.95 * 800


def test_people_are_not(tmp_path: Path) -> None:
    texts = human(2_400)
    Random(2).shuffle(texts)
    found = findings(tmp_path, data=answered(texts[:800]))
    assert not {one.check for one in found} & WORDED


def test_one_empty_opening_is_an_error_and_a_cue_is_none(tmp_path: Path) -> None:
    texts = human(300)
    opened = findings(tmp_path, data=answered([f"Great question! {text}" for text in texts]))
    assert places(opened, "common_opening") == in_error(opened) == set(range(300))
    cued = findings(tmp_path, data=answered([f"Let's think step by step. {text}" for text in texts]))
    assert [one.severity for one in cued if one.check == "common_opening"] == [Severity.NOTE]


def test_a_closing_and_a_sentence_are_named(tmp_path: Path) -> None:
    texts = [
        f"{text.rstrip('.')}. As you know, all of this matters. {n} {text}. I hope this helps!"
        for n, text in enumerate(human(300))
    ]
    found = findings(tmp_path, data=answered(texts))
    assert places(found, "common_closing") == set(range(300))
    assert len(places(found, "common_sentence")) >= 0.95 * 300


def test_a_few_answers_for_all_are_an_error(tmp_path: Path) -> None:
    pool = human(32)
    found = findings(tmp_path, data=answered([pool[n % 32] for n in range(900)]))
    assert places(found, "few_answers") == set(range(900))
    assert [one.severity for one in found if one.check == "few_answers"] == [Severity.ERROR]


@pytest.mark.parametrize(
    "answer",
    [
        '{{"id": {n}, "state": "open"}}',
        "The sentiment of this review is {label}.",
        "{label}",
        "{n}",
        "The answer is {n}.",
        "def times_{n}(count):\n    return count * {n}",
        "It weighs {n} kg according to the table.",
    ],
)
def test_closed_forms_are_let_alone(answer: str, tmp_path: Path) -> None:
    texts = [answer.format(n=n, label=("positive", "negative")[n % 2]) for n in range(300)]
    assert not {one.check for one in findings(tmp_path, data=answered(texts))} & WORDED


def test_a_conversation_unrolled_turn_by_turn_repeats_nothing(tmp_path: Path) -> None:
    texts = human(800)
    rows = []
    for start in range(0, 800, 8):
        turns = [
            {"role": ("user", "assistant")[n % 2], "content": text} for n, text in enumerate(texts[start : start + 8])
        ]
        rows += [{"messages": turns[:end]} for end in (2, 4, 6, 8)]
    assert not {one.check for one in findings(tmp_path, data=rows)} & WORDED


def test_a_fixed_request_is_a_note(tmp_path: Path) -> None:
    rows = [
        {"instruction": "Put this into one short line.", "input": text, "output": text[::-1]} for text in human(300)
    ]
    assert [one.severity for one in findings(tmp_path, data=rows) if one.check == "common_request"] == [Severity.NOTE]


def test_the_finding_shows_every_figure_beside_that_of_people(tmp_path: Path) -> None:
    found = findings(tmp_path, data=answered(grammar(Random(1), 800)))
    (told,) = (dict(one.figures) for one in found if one.check == "templated_answers")
    rate = human_reference().of("skeleton_rate", 200)
    assert rate
    assert told["skeleton rate"].endswith(f"(people {100 * rate.mean:.1f} %)")
    assert len(told) == 9
