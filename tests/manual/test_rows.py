"""Rows of the project's manual: true ones pass, and each check has a row that it alone refuses."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import orjson
import pytest

from goldsmith.core.nouns import Row
from goldsmith.extractors.manual.answerable import NOT_THERE, NOWHERE, OTHER_MODEL, Answerable
from goldsmith.extractors.manual.asked import Asked, Names, fact_id
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.reading import Unreadable
from goldsmith.validators.answer_mutants import with_answer
from goldsmith.validators.manual.excerpts import RULES as EXCERPTS
from goldsmith.validators.manual.known import Known
from goldsmith.validators.manual.question_mutants import with_meta
from goldsmith.validators.manual.refused import stands_there
from goldsmith.validators.manual.rows import RULES, judge
from goldsmith.validators.prompt_mutants import with_input
from manual.plain_rows import known, row_of, true_rows, with_page, with_pages

Change = Callable[[Row], Row]
STARTS = ("What does the manual say for", "What are the steps of")


def about(label: str, *names: str) -> Row:
    """The true row whose question names these."""
    said = ", ".join((label, *names))
    (row,) = [row for row in true_rows() if row["input"].partition("] ")[2] in (f"{start} {said}?" for start in STARTS)]
    return row


def saying(text: str) -> Change:
    return lambda row: with_answer(row, text)


def meta(**changed: Any) -> Change:
    return lambda row: with_meta(row, **changed)


def instructed(row: Row, text: str) -> Row:
    """The row with a system turn."""
    turns = [{"role": "system", "content": text}, *row["messages"]]
    return row | {"instruction": text, "prompt": f"{text}\n\n{row['input']}", "messages": turns}


def rules(row: Row, against: Known | None = None) -> list[str]:
    return list(dict.fromkeys(failed.rule for failed in judge(row, against or known()).failures))


@pytest.mark.parametrize("made", [true_rows, with_pages])
def test_every_true_row_is_accepted(made: Callable[[], tuple[Row, ...]]) -> None:
    refused = [(row["input"], row["answer"], judge(row, known()).failures) for row in made()]
    assert [one for one in refused if one[2]] == []
    assert len(refused) > 200
    assert {row["kind"] for row in true_rows()} == {
        "specification", "procedure", "explanation", "wiring", "troubleshooting", "unanswerable",
    }  # fmt: skip


OIL = "Oil change"
REFUSED: list[tuple[str, Row, Change]] = [
    ("columns", about("Displacement"), lambda row: row | {"note": ""}),
    ("columns", about("Displacement"), lambda row: row | {"answer": None}),
    ("messages_agree", about("Displacement"), lambda row: row | {"messages": row["messages"][:1]}),
    ("columns_agree", about("Displacement"), lambda row: row | {"completion": "1497 cc"}),
    ("nothing_is_invisible", about("Displacement"), lambda row: instructed(row, "Answer the question.\u2060")),
    ("system_turn", about("Displacement"), lambda row: instructed(row, "Answer as for the Tarvik TR 450.")),
    ("system_turn", about("Displacement"), lambda row: instructed(row, "Never answer.")),
    ("meta_is_read", about("Displacement"), lambda row: row | {"meta": "[]"}),
    ("meta_is_read", about("Displacement"), lambda row: row | {"meta": "{"}),
    ("meta_is_read", about("Displacement"), meta(facts="none")),
    ("meta_is_read", about("Displacement"), meta(source=[{"page": "engine.html"}])),
    ("meta_is_read", about("Displacement"), meta(split="dev")),
    ("meta_is_read", about("Displacement"), meta(wording="")),
    ("form", about("Displacement"), meta(form="chat")),
    ("question_has_one_reading", about("Displacement"), lambda row: with_input(row, row["input"].replace("say", "not say"))),
    ("question_has_one_reading", about("Rated power", "TR 450 C"), lambda row: with_input(row, row["input"].replace(", TR 450 C", ""))),
    ("kind_fits", about("Displacement"), lambda row: row | {"kind": "wiring"}),
    ("kind_fits", about("Displacement"), lambda row: row | {"kind": "unanswerable"}),
    ("kind_fits", about("Paint code"), lambda row: row | {"kind": "specification"}),
    ("prefix_fits", about("Displacement"), lambda row: with_input(row, row["input"].replace("SPEC", "WIRING"))),
    ("prefix_fits", about("Displacement"), lambda row: with_input(row, row["input"].replace("SPEC", "SPECS"))),
    ("prefix_fits", about("Paint code"), lambda row: with_input(row, row["input"].replace("SPEC", "PROCEDURE"))),
    ("meta_task", about("Displacement"), meta(task="WIRING")),
    ("meta_missing", about("Displacement"), meta(missing="left open")),
    ("meta_missing", about("Paint code"), meta(missing="nowhere")),
    ("meta_facts", about("Displacement"), meta(facts=[])),
    ("meta_facts", about("Paint code"), meta(facts=["index.html@1-2"])),
    ("meta_names", about("Displacement"), meta(names={"row": ["Displacement"], "column": ["TR 450 C"]})),
    ("meta_source", about("Displacement"), meta(source=[])),
    ("meta_source", about("Displacement"), lambda row: with_meta(row, source=[_elsewhere(row) | {"line": 2}])),
    ("meta_source", about("Displacement"), lambda row: with_meta(row, source=[_elsewhere(row) | {"line": "12"}])),
    ("answered_when_stated", about("Displacement"), saying("The manual does not give the displacement.")),
    ("numbers_are_the_sources", about("Displacement"), saying("1497 cc")),
    ("numbers_are_the_sources", about("Displacement"), saying("1496.0 cc")),
    ("numbers_are_the_sources", about("Displacement"), saying("The displacement is 14960 cc.")),
    ("numbers_are_the_sources", about("Oil temperature"), saying("20 ~ 80 °C")),
    ("numbers_are_the_sources", about("Hose length"), saying("1.250 mm")),
    ("numbers_are_the_sources", about("F4", "Rating (A)", "TR 450 C"), saying("25 A")),
    ("units_are_the_sources", about("Displacement"), saying("1496 mm")),
    ("units_are_the_sources", about("Displacement"), saying("1496 l")),
    ("units_are_the_sources", about("Displacement"), saying("1496")),
    ("units_are_the_sources", about("Relief valve"), saying("2.5 bar (36 kPa)")),
    ("unit_of_the_heading", about("F4", "Rating (A)", "TR 450 C"), saying("20")),
    ("unit_of_the_heading", about("F4", "Rating (A)", "TR 450 C"), saying("20 mA")),
    ("unit_of_the_heading", about("F4", "Rating (A)", "TR 450 C"), saying("20 V")),
    ("bounds_are_kept", about("Idle speed"), saying("900 rpm")),
    ("bounds_are_kept", about("Idle speed"), saying("900 ± 50 rpm")),
    ("bounds_are_kept", about("Free travel"), saying("20 mm")),
    ("bounds_are_kept", about("Free travel"), saying("30 mm")),
    ("nothing_is_dropped", about("Relief valve"), saying("2.5 bar")),
    ("text_is_the_sources", about("Oil filter"), saying("TK-0451-23")),
    ("text_is_the_sources", about("Firing order"), saying("1-3-2")),
    ("text_is_the_sources", about("F4", "Circuit"), saying("heater blower")),
    ("text_is_the_sources", about("G1"), saying("on the starter bracket, wire 35 mm²")),
    ("value_as_shown", about("Idle speed"), saying("900 +/- 25 rpm")),
    ("footnotes_are_kept", about("Clutch bolt"), saying("22 Nm")),
    ("footnotes_are_kept", about("Clutch bolt"), saying("22 Nm (renew after removal) (renew after removal)")),
    ("no_other_number", about("Displacement"), saying("1496 cc (91.3)")),
    ("answer_words", about("Displacement"), saying("about 1496 cc")),
    ("answer_words", about("Displacement"), saying("1496 cc, if worn")),
    ("answer_words", about("Displacement"), saying("under 1496 cc")),
    ("answer_words", about("Displacement"), saying("Displacement: from (1496 cc)")),
    ("no_other_number", about("1", "Signal"), saying("earth, 1")),
    ("answer_words", about("Displacement"), saying("> 1496 cc")),
    ("answer_words", about("Displacement"), saying("The torque is 1496 cc.")),
    ("steps_are_complete", about(OIL), lambda row: with_answer(row, row["answer"].rpartition("\n")[0])),
    ("steps_are_in_order", about("Adjusting the valves"), lambda row: with_answer(row, _turned(row["answer"]))),
    ("steps_are_the_sources", about(OIL), lambda row: with_answer(row, row["answer"].replace("35 Nm", "45 Nm"))),
    ("steps_are_the_sources", about(OIL), lambda row: with_answer(row, row["answer"].replace("a new seal", "the seal"))),
    ("steps_are_numbered", about(OIL), lambda row: with_answer(row, row["answer"].replace("4. Fill", "5. Fill"))),
    ("steps_are_numbered", about(OIL), lambda row: with_answer(row, row["answer"].replace("2.1. Let", "3. Let"))),
    ("refused_when_open", about("Paint code"), saying("The paint code is blue.")),
    ("refused_when_open", about("Top speed", "TR 450 P"), saying("28.5 km/h")),
    ("refusal_names_what_is_missing", about("Paint code"), saying("The manual does not say.")),
    ("refusal_holds_no_number", about("Paint code"), saying("The manual does not give the paint code, see page 12.")),
    ("answer_words", about("Paint code"), saying("The manual does not give the paint code. It may be green.")),
]  # fmt: skip


def _elsewhere(row: Row) -> dict[str, Any]:
    (place,) = orjson.loads(row["meta"])["source"]
    return dict(place)


def _turned(steps: str) -> str:
    """The same numbers with the texts of the first two exchanged."""
    first, second, *rest = (line.split(". ", 1) for line in steps.split("\n"))
    lines = [[first[0], second[1]], [second[0], first[1]], *rest]
    return "\n".join(". ".join(line) for line in lines)


@pytest.mark.parametrize(
    ("rule", "row", "change"), REFUSED, ids=[f"{rule}-{at}" for at, (rule, _, _) in enumerate(REFUSED)]
)
def test_each_check_alone_refuses_the_row_that_it_is_for(rule: str, row: Row, change: Change) -> None:
    assert rules(row) == []
    assert rules(change(row)) == [rule]


class Merging(Questions):
    """A reader that believes that a question is about more than it asks."""

    more: Sequence[Fact] = ()

    def read(self, question: str) -> Answerable:
        found = super().read(question)
        return replace(found, facts=(*found.facts, *self.more))


class Believing(Questions):
    """A reader that believes that every question is about the same."""

    facts: Sequence[Fact] = ()

    def read(self, question: str) -> Answerable:
        return replace(super().read(question), facts=tuple(self.facts))


def merged(row: Row, more: Sequence[Fact]) -> tuple[Row, Known]:
    """A row whose meta says what such a reader reads, and what is known with that reader."""
    ours = known()
    reader = Merging(list(ours.facts.values()), ours.entries)
    reader.more = more
    told = orjson.loads(row["meta"])
    ids = {fact: id_ for id_, fact in ours.facts.items()}
    places = [
        {"page": one.origin.page, "start": one.origin.start, "end": one.origin.end, "quote": one.origin.quote}
        for one in more
    ]
    made = with_meta(row, facts=[*told["facts"], *(ids[fact] for fact in more)], source=[*told["source"], *places])
    return made, replace(ours, reader=reader)


def test_a_question_that_two_values_answer_is_refused_whatever_the_reader_says() -> None:
    stroke = next(fact for fact in known().facts.values() if fact.rows == (("Stroke",),))
    row, against = merged(about("Displacement"), [stroke])
    assert "one_answer" in rules(row, against)


def test_a_twin_on_another_page_is_no_second_answer() -> None:
    row = about("Displacement")
    (id_,) = orjson.loads(row["meta"])["facts"]
    fact = known().facts[id_]
    twin = replace(fact, origin=replace(fact.origin, page="index.html"))
    ours = replace(known(), facts={**known().facts, "twin": twin}, sources={}, tasks={})
    reader = Merging(list(known().facts.values()), ours.entries)
    reader.more = [twin]
    told = orjson.loads(row["meta"])
    place = {**_elsewhere(row), "page": "index.html"}
    del place["line"]
    made = with_meta(row, facts=[id_, id_.replace("engine.html", "index.html")], source=[*told["source"], place])
    assert rules(made, replace(ours, reader=reader)) == []


def test_a_single_step_is_the_one_that_was_asked_for() -> None:
    steps = known().steps[next(key for key in known().steps if key[0] == "workshop.html")]
    row = next(row for row in true_rows() if row["answer"] == steps[4].text)
    told, against = merged(with_answer(row, row["answer"]), [steps[1]])
    assert "step_is_the_one" in rules(told, against)


def test_a_list_that_does_not_begin_with_its_first_step_is_not_asked_for() -> None:
    row, ours = about("Adjusting the valves"), known()
    ids = orjson.loads(row["meta"])["facts"]
    rest = [ours.facts[id_] for id_ in ids[1:]]
    reader = Believing(list(ours.facts.values()), ours.entries)
    reader.facts = rest
    places = orjson.loads(row["meta"])["source"][1:]
    told = with_answer(with_meta(row, facts=ids[1:], source=places), row["answer"].partition("\n")[2])
    left = {id_: fact for id_, fact in ours.facts.items() if id_ != ids[0]}
    assert rules(told, replace(ours, reader=reader, facts=left)) == ["list_is_whole"]


def test_a_list_of_which_a_step_was_left_out_is_not_whole() -> None:
    row = about("Adjusting the valves")
    (key,) = [key for key, steps in known().steps.items() if steps[0].text == "Take off the rocker cover."]
    (entry,) = [one for one in known().entries if (one.page, one.place.block, one.place.row) == (*key, 1)]
    left = replace(entry, status="skipped", reason="placeholder")
    assert rules(row, replace(known(), entries=[left])) == ["list_is_whole"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (Names(("Displacement",), column=("TR 450 C",)), "1496 cc"),
        (Names(("Turning radius",), model="TR 450"), "2.35 m"),
        (Names(("Stroke",), section=("Measures",)), "560 mm"),
        (Names(("Sump plug",), column=("Torque", "Nm"), table="Cylinder head and block"), "35 Nm"),
        (Names(("Main bearing cap",), "Thread M10x1.5", ("Torque", "Nm"), section=("Bottom end",)), "65 Nm"),
    ],
)
def test_a_name_that_nothing_needs_is_refused(names: Names, said: str) -> None:
    assert rules(row_of(Asked("value", names), said)) == ["no_needless_name"]


def test_a_name_that_may_be_the_words_of_the_question_is_none_too_many() -> None:
    assert rules(row_of(Asked("value", Names(("Displacement",), section=("Technical data",))), "1496 cc")) == []


HEADING_ITS_ROW = Names(("Engine smokes", "Air filter blocked (black smoke)"), column=("Possible cause",))


def test_a_cell_that_heads_its_row_is_not_asked_for() -> None:
    with pytest.raises(Unreadable):
        row_of(Asked("value", HEADING_ITS_ROW), "The manual gives no value for it.")


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (HEADING_ITS_ROW, NOT_THERE),
        (Names(("Displacement",), model="TR 450"), OTHER_MODEL),
        (Names(("drag link",)), NOWHERE),
    ],
)
def test_a_refusal_of_what_stands_there_is_refused_whatever_the_reader_says(names: Names, missing: str) -> None:
    (verdict,) = stands_there(Answerable(Asked("value", names), (), missing), known())
    assert verdict.rule == "nothing_stands_there"


@pytest.mark.parametrize(
    ("names", "missing"),
    [(Names(("Displacement",), model="TR 500"), OTHER_MODEL), (Names(("flux capacitor",)), NOWHERE)],
)
def test_what_stands_nowhere_may_be_refused(names: Names, missing: str) -> None:
    assert list(stands_there(Answerable(Asked("value", names), (), missing), known())) == []


def test_a_value_of_one_of_several_models_is_asked_for_with_its_model() -> None:
    ours = known()
    (id_,) = orjson.loads(about("Displacement")["meta"])["facts"]
    stroke = next(key for key, fact in ours.facts.items() if fact.rows == (("Stroke",),))
    told = {id_: replace(ours.facts[id_], model="TR 450"), stroke: replace(ours.facts[stroke], model="TR 500")}
    facts = {**ours.facts, **told}
    reader = Believing(list(facts.values()), ours.entries)
    reader.facts = [told[id_]]
    against = replace(ours, facts=facts, reader=reader, sources={}, tasks={})
    row = about("Displacement")
    assert rules(row, against) == ["model_is_named"]
    said = with_input(row, row["input"].replace("Displacement", "Displacement, TR 450"))
    named = with_meta(said, names={"row": ["Displacement"], "model": "TR 450"})
    assert rules(named, against) == []


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (("Displacement",), "The displacement of the engine is 1496 cc."),
        (("Displacement",), "According to the manual: 1496 cc"),
        (("Displacement",), "Displacement: 1496 cc."),
        (("F4", "Rating (A)", "TR 450 C"), "F4 has a rating of 20 A."),
        (("Wheels",), "front 6.00-16, rear 9.5-24"),
        (("Clutch bolt",), "22 Nm. Note: renew after removal."),
        (("Clutch bolt",), "The manual gives 22 Nm (renew after removal) for the clutch bolt."),
        (("1", "Signal"), "1, Signal: earth"),
        (("Paint code",), "No paint code is given in the manual."),
        (("Paint code",), "The manual leaves the entry for the paint code empty."),
        (("Top speed", "TR 450 P"), "The manual doesn’t state the top speed of the TR 450 P."),
        (("Oil filter",), "TK-0451-22"),
    ],
)
def test_an_answer_may_be_said_in_several_ways(label: tuple[str, ...], said: str) -> None:
    assert rules(with_answer(about(*label), said)) == []


def test_steps_may_follow_a_line_that_announces_them() -> None:
    row = about(OIL)
    assert rules(with_answer(row, f"These are the steps of the oil change:\n{row['answer']}")) == []
    assert rules(with_answer(row, f"First of all, let the engine cool:\n{row['answer']}")) == ["answer_words"]


def test_a_system_turn_of_ordinary_words_is_accepted() -> None:
    assert rules(instructed(about("Displacement"), "Use the manual.")) == []


def test_a_footnote_goes_with_its_step() -> None:
    row = about(OIL)
    ours = known()
    (key,) = [key for key, steps in ours.steps.items() if steps[0].text == "Run the engine for 5 min."]
    noted = replace(ours.source(ours.steps[key][1]), notes=("use new bolts",))
    against = replace(ours, sources={fact_id(ours.steps[key][1]): noted})
    assert rules(row, against) == ["steps_are_the_sources"]
    plug = "Remove the sump plug."
    assert rules(with_answer(row, row["answer"].replace(plug, f"{plug} (use new bolts)")), against) == []


def test_a_question_may_stand_without_its_task() -> None:
    rng = random.Random(3)
    for row in rng.sample(true_rows(), 20):
        assert rules(with_input(row, row["input"].partition("] ")[2])) == []


def shown(row: Row, old: str, new: str) -> Row:
    """A row with one change in its excerpt."""
    excerpt, _, question = row["input"].rpartition("\n\n")
    assert old in excerpt
    return with_input(row, f"{excerpt.replace(old, new, 1)}\n\n{question}")


def test_an_excerpt_says_what_the_page_says_and_states_the_fact() -> None:
    row = with_page(about("Displacement"))
    assert rules(shown(row, "1496 cc", "1497 cc")) == ["excerpt: only the page"]
    assert rules(shown(row, "Firing order: | 1-2-3", "Firing order: | 1-3-2")) == ["excerpt: only the page"]
    line = next(line for line in row["input"].split("\n") if "Displacement" in line)
    assert rules(shown(row, f"{line}\n", "")) == ["excerpt: states the fact"]
    torque = with_page(about("Sump plug", "Torque", "Nm"))
    assert rules(shown(torque, "Torque, lbf ft", "Torque, psi")) == ["excerpt: heads"]


def test_an_open_question_stands_behind_an_excerpt_that_leaves_it_open() -> None:
    row = about("Drag link", "Remark")
    other = with_page(about("Ball joint", "Gap"))
    assert rules(with_page(row)) == []
    assert rules(with_input(with_page(row), f"{other['input'].rpartition(chr(10) * 2)[0]}\n\n{row['input']}")) == []


def test_a_form_has_an_excerpt_or_none() -> None:
    row = about("Displacement")
    assert rules(with_meta(row, form="with-page")) == ["form"]
    assert rules(with_meta(with_page(row), form="closed-book")) == ["question_has_one_reading"]


def test_every_check_is_tried() -> None:
    tried = (
        {rule for rule, _, _ in REFUSED}
        | {*EXCERPTS}
        | {
            "one_answer",
            "step_is_the_one",
            "list_is_whole",
            "no_needless_name",
            "nothing_stands_there",
            "model_is_named",
        }
    )
    assert tried == set(RULES)
