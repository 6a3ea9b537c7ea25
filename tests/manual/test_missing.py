"""Questions without an answer: each is proven open by the reader, and by a look at the pages on another route."""

import re
from functools import cache
from pathlib import Path

import pytest

from goldsmith.extractors.manual.answerable import LEFT_OPEN, MISSING, NOT_THERE, NOWHERE, OTHER_MODEL
from goldsmith.extractors.manual.asked import VALUE, Asked, Names
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.manual.read import Reading
from goldsmith.extractors.manual.spoken import tokens
from goldsmith.extractors.manual.tasks import SPEC, TROUBLESHOOTING, WIRING
from goldsmith.generators.manual.asks import Ask, asks
from goldsmith.generators.manual.excerpts import PageText
from goldsmith.generators.manual.missing import (
    _domains,
    is_designation,
    models_of,
    unanswered,
)
from goldsmith.schemas.questions import vocabulary
from goldsmith.validators.manual.excerpts import Excerpts
from goldsmith.validators.manual.shown import on_one_line, shown
from manual.pages import PAGES, manual, read


def questions_of(reading: Reading) -> Questions:
    return Questions(reading.facts, reading.entries)


@cache
def of_the_manual() -> tuple[tuple[Ask, ...], Questions]:
    questions = questions_of(manual())
    return made_of(manual()), questions


def made_of(reading: Reading) -> tuple[Ask, ...]:
    made, _ = asks(reading.facts, reading.entries, questions_of(reading))
    return tuple(ask for ask in made if ask.missing)


def test_every_reason_stands_among_the_first_four_and_none_is_asked_twice() -> None:
    found, _ = of_the_manual()
    assert [ask.missing for ask in found[:4]] == list(MISSING)
    assert {ask.missing for ask in found} == {LEFT_OPEN, NOT_THERE, OTHER_MODEL, NOWHERE}
    assert len({ask.asked for ask in found}) == len(found)
    assert all(not ask.facts for ask in found)


def test_the_reader_finds_each_of_them_open_for_the_reason_that_it_has() -> None:
    found, questions = of_the_manual()
    assert [ask.asked for ask in found if unanswered(ask.asked, questions) != ask.missing] == []


def test_no_page_answers_any_of_them_on_another_route() -> None:
    found, _ = of_the_manual()
    for page in manual().pages:
        text = PageText.of(PAGES, page.name)
        whole = text.text((0, len(text.pieces)), [])
        checks = Excerpts(page.text, markup=page.kind == "html")
        assert [(ask.asked, page.name) for ask in found if not checks.leaves_open(whole, ask.asked.names).ok] == []


def test_the_other_models_and_the_things_stand_nowhere_in_what_the_pages_show() -> None:
    found, _ = of_the_manual()
    pages = (shown(page.text) if page.kind == "html" else on_one_line(page.text) for page in manual().pages)
    said = " ".join(pages).casefold()
    models = {ask.asked.names.model for ask in found if ask.missing == OTHER_MODEL}
    things = {word for ask in found if ask.missing == NOWHERE for word in ask.asked.names.row[0].split()}
    assert {"TR 460", "TR 440"} <= models
    assert [one for one in models if one.casefold() in said] == []
    assert things.isdisjoint(re.findall(r"[^\W\d_]+", said))


def test_an_answered_question_is_not_taken_for_an_open_one() -> None:
    _, questions = of_the_manual()
    assert unanswered(Asked(VALUE, Names(("Idle speed",))), questions) == ""
    assert unanswered(Asked(VALUE, Names(("Glow plugs",), column=("TR 450 C",))), questions) == ""
    assert unanswered(Asked(VALUE, Names(("Idle speed",), model="TR 450 C")), questions) == ""


def test_what_explains_or_helps_in_trouble_is_not_asked_for_another_model() -> None:
    found, _ = of_the_manual()
    of_models = [ask for ask in found if ask.missing == OTHER_MODEL]
    assert {ask.task for ask in of_models} == {SPEC, WIRING}
    rows = {ask.asked.names.row[0] for ask in of_models}
    assert not rows & {"Differential lock", "Engine knocks", "Model code", "Machine"}


def test_a_question_without_an_answer_has_the_task_of_its_place() -> None:
    found, _ = of_the_manual()
    tasks = {(ask.asked.names.row[0], ask.asked.names.column): ask.task for ask in found}
    assert tasks[("Engine smokes", ())] == TROUBLESHOOTING
    assert tasks[("F1", ("Circuit",))] == tasks[("F4", ("Rating", "TR 450 P"))] == WIRING
    assert tasks[("Paint code", ())] == tasks[("roof rack", ())] == SPEC


def test_a_label_that_is_the_value_of_a_column_is_no_gap_of_it() -> None:
    found, _ = of_the_manual()
    assert [ask.asked for ask in found if ask.asked.names.column == ("Possible cause",)] == []


@pytest.mark.parametrize(
    ("name", "designates"),
    [
        ("TR 450", True), ("TR 450 C", True), ("E30 M3", True), ("KX-91", True), ("M8", False),
        ("G 1/4", False),
        ("DIN 934", False), ("SAE 90", False), ("Torque", False),
        ("Nm", False), ("12 V", False), ("Standard", False), ("", False), ("front", False),
    ],
)  # fmt: skip
def test_names_of_models(name: str, designates: bool) -> None:
    assert is_designation(name) is designates


def test_a_page_whose_title_names_the_model_is_about_it() -> None:
    fact = next(one for one in manual().facts if one.origin.page == "torque.html")
    assert models_of(fact) == ("TR 450",)


def test_a_heading_above_all_values_names_the_model_and_one_above_some_does_not(tmp_path: Path) -> None:
    text = "<h1>E30 M3 Tech Specs</h1><h2>Body</h2><p>Weight: 1200 kg</p><h2>Gearbox TX 90</h2><p>Ratio: 3.2</p>"
    found = [ask.asked.names for ask in made_of(read(tmp_path, text)) if ask.missing == OTHER_MODEL]
    assert {names.row for names in found} == {("Weight",), ("Ratio",)}
    assert {names.model[:5] for names in found} == {"E30 M"}


def test_a_model_that_the_pages_name_is_no_other_model(tmp_path: Path) -> None:
    text = "<h1>KX 90</h1><p>Model: KX 90</p><p>Not for KX 100 and KX 110.</p><p>Weight: 45 kg</p>"
    reading = read(tmp_path, text)
    found = [ask for ask in made_of(reading) if ask.missing == OTHER_MODEL]
    assert [ask.asked.names.row for ask in found] == [("Weight",)]
    assert found[0].asked.names.model not in ("KX 90", "KX 100", "KX 110")


def test_a_thing_under_another_word_is_not_asked_for(tmp_path: Path) -> None:
    text = "<h1>Engine</h1><p>A turbocharged engine.</p>"
    text += "<table><tr><td>Fuel:</td><td>Unleaded 98</td></tr><tr><td>Oil:</td><td>4 l</td></tr></table>"
    rows = {ask.asked.names.row[0] for ask in made_of(read(tmp_path, text)) if ask.missing == NOWHERE}
    assert not rows & {"octane requirement", "turbocharger wastegate"}
    assert "cetane requirement" in rows
    assert "accumulator precharge" not in rows


def test_a_thing_in_running_text_in_hidden_text_or_in_a_heading_is_not_asked_for(tmp_path: Path) -> None:
    text = "<h1>Car</h1><p>Weight: 900 kg</p><h2>Tow hook</h2><p>See the dealer.</p><h2>Sundries</h2>"
    text += "<p>The winches are sold apart.</p><p hidden>Roof rack: 50 kg</p>"
    rows = {ask.asked.names.row[0] for ask in made_of(read(tmp_path, text))}
    assert not rows & {"winch rope", "roof rack", "tow hook"}
    assert "purchase price" in rows


def test_the_words_of_things_are_no_words_of_asking_and_their_other_words_are_words() -> None:
    known = vocabulary()
    things = {thing: others for domain in _domains().values() for thing, others in domain["things"].items()}
    words = {word for thing in things for one in tokens(thing) for word in one.word.split("-")}
    assert [word for word in words if known.knows(word) or word in known.shifting or not word.isalpha()] == []
    assert all(others for others in things.values())
    assert len(things) >= 50


def test_they_are_the_same_every_time() -> None:
    found, _ = of_the_manual()
    assert made_of(manual()) == found
