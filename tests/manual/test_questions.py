"""Questions about the project's manual: every ask in every frame is read back as what was asked, and nothing else is."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from goldsmith.extractors.manual.asked import VALUE, Names
from goldsmith.extractors.manual.left import BARE, ELSEWHERE
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.manual.read import read_folder
from goldsmith.extractors.reading import Unreadable
from goldsmith.generators.manual.asks import Ask, asks
from goldsmith.templates.kinds import kind_of
from goldsmith.templates.questions import all_frames, frames, question
from manual.pages import folder_of, manual, read


@cache
def reader() -> Questions:
    """The reader of the project's manual."""
    return Questions(manual().facts, manual().entries)


@cache
def made() -> tuple[Ask, ...]:
    """What can be asked about the project's manual."""
    return asks(manual().facts, manual().entries, reader())[0]


def asked_in_frames() -> Iterator[tuple[Ask, str]]:
    """Every ask of the project's manual in every frame that fits it."""
    for one in made():
        kind = kind_of(one.asked.what, one.facts)
        for frame in (*frames(one.asked, kind), *frames(one.asked, kind, unseen=True)):
            yield one, frame


def test_every_ask_in_every_frame_is_read_back() -> None:
    """The facts, what is asked, and the reason why there is no answer."""
    count = 0
    for one, frame in asked_in_frames():
        text = question(one.asked, frame)
        read = reader().read(text)
        said = (read.asked.what, read.asked.number, set(read.facts), read.missing)
        assert said == (one.asked.what, one.asked.number, set(one.facts), one.missing), text
        count += 1
    assert count > 5_000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Glow plugs?", "more than one answer"),
        ("What torque goes on the camshaft cap?", "more than one answer"),
        ("What is the maximum idle speed?", "'maximum'"),
        ("What's not given for the battery?", "'not'"),
        ("Is the battery 12 V?", "yes or no"),
        ("Drawbar pull?", "not read"),
        ("What pressure for the battery?", "no value"),
        ("What is the step before step 2 of the oil change?", "'before'"),
        ("Battery and starter?", "'and'"),
        ("Clutch bolt or hose clamp?", "'or'"),
        ("Which page gives the clutch bolt?", "asks which page"),
        ("What are the glow plugs on the TR 450 C for?", "ends in 'for'"),
        ("How many glow plugs on the TR 450 C?", "how many"),
        ("How many steps for the oil change?", "how many"),
        ("How do I tighten the clutch bolt?", "quantity of steps"),
        ("What should I do with the battery?", "no step"),
        ("Why is the clutch bolt 22 Nm?", "'why'"),
        ("What has TK-0451-22?", "'TK-0451-22'"),
        ("What is the idle speed without load?", "'without'"),
        ("What is the idle speed on the TR 450 C and the TR 450 P?", "'and'"),
        ("What is the torque of the clutch bolt in the table Intervals?", "all the names"),
        ("gear ratios", "more than one answer"),
        ("glow plugs, TR 450 C, TR 450 P", "all the names"),
        ("What is the third step for removing the battery?", "all the names"),
        ("What are the steps to bleed the filter?", "lacks a step"),
        ("What is the oil filter, tk-0451-22?", "'tk-0451-22'"),
        ("What is the maximum horn?", "'maximum'"),
        ("", "names nothing"),
        ("Please?", "names nothing"),
    ],
)
def test_what_has_no_one_reading_is_refused(text: str, reason: str) -> None:
    """The reason names the words or the answers."""
    with pytest.raises(Unreadable, match=reason):
        reader().read(text)


def test_without_any_name_that_it_gives_a_question_has_more_than_one_answer() -> None:
    """Each is needed, on the project's manual too."""
    count = 0
    for one in made():
        for role in ("column", "qualifier", "section", "table") if one.facts and one.asked.what == VALUE else ():
            if getattr(one.asked.names, role):
                count += 1
                names = replace(one.asked.names, **{role: type(getattr(one.asked.names, role))()})
                with pytest.raises(Unreadable, match="more than one answer"):
                    reader().read(question(replace(one.asked, names=names), "any-gives"))
    assert count > 50


def test_another_column_is_another_question() -> None:
    """One that is no part of its own: it is about facts of that column, about a gap in it, or about nothing.

    A value that spans both columns is the same in both.
    """
    columns = {one.asked.names.column for one in made() if one.asked.names.column}
    for one in made():
        own = one.asked.names.column if one.facts else ()
        for column in (other for other in columns if own and not set(other) <= set(own)):
            asked = replace(one.asked, names=replace(one.asked.names, column=column))
            try:
                read = reader().read(question(asked, "any-gives"))
            except Unreadable:
                continue
            assert not any(len(fact.columns) == 1 for fact in read.facts if fact in one.facts), asked


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("IDLE SPEED?", "900 ± 25 rpm"),
        ("How long is the stroke?", "560 mm"),
        ("Bore x stroke", "84.0 x 90.0 mm"),
        ("coolant in winter", "6.2 l"),
        ("Front tyre pressure?", "1.8 bar (26 psi)"),
        ("How about the battery under Battery and charging?", "12 V, 66 Ah"),
        ("TARVIK TR 450 ELECTRICS: battery?", "12 V, 66 Ah"),
        ("What torque does the clutch bolt need?", "22 Nm"),
        ("F1 rating TR 450 C", "15"),
        ("three point hitch, stroke", "560 mm"),
    ],
)
def test_other_words_and_orders_are_read_too(text: str, answer: str) -> None:
    """A question of no frame, with names in any case, in shorter forms, and more of them than it needs."""
    assert {fact.text for fact in reader().read(text).facts} == {answer}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Glow plugs on the TR 450 P?", "left open"),
        ("Play of the piston pin", "not for that column"),
        ("idle speed of the TR 500", "another model"),
        ("idle speed on the TR 450 D", "another model"),
        ("What's in the manual on the winch rope?", "nowhere"),
    ],
)
def test_what_the_pages_do_not_give_is_read_as_missing(text: str, missing: str) -> None:
    """With the reason, and no fact."""
    read = reader().read(text)
    assert (read.missing, read.facts) == (missing, ())


def test_there_are_frames_enough() -> None:
    """As many as the caps on one wording ask for, with a fifth of each group kept for tests."""
    those = all_frames().values()
    assert len(those) >= 60
    general = [frame for frame in those if frame.group in ("any", "spec")]
    assert sum(not frame.unseen for frame in general) >= 36
    for group in {frame.group for frame in those}:
        members = [frame for frame in those if frame.group == group]
        assert 0.1 <= sum(frame.unseen for frame in members) / len(members) <= 0.3, group


def test_every_fact_is_asked_or_left_out_with_a_reason() -> None:
    """Nothing drops silently, and nothing is both."""
    _, left = asks(manual().facts, manual().entries, reader())
    used = {fact for one in made() for fact in one.facts}
    gone = {one.fact for one in left}
    assert used | gone == set(manual().facts)
    assert not {fact for one in made() if one.asked.what == VALUE for fact in one.facts} & gone


def test_a_row_that_is_named_by_a_ditto_mark_is_not_asked_for(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{label}</td><td>{size}</td></tr>" for label, size in (("Bolt", "8 mm"), ("ditto", "9 mm")))
    reading = read(tmp_path, f"<table><tr><th>Part</th><th>Size</th></tr>{rows}</table>")
    asked, left = asks(reading.facts, reading.entries, Questions(reading.facts, reading.entries))
    assert [one.facts[0].text for one in asked if one.facts] == ["8 mm"]
    assert [(one.fact.text, one.reason) for one in left] == [("9 mm", BARE)]


@pytest.mark.parametrize("sign", ['"', "ditto", "see above"])
def test_nothing_is_asked_where_a_sign_stands_for_another_value(tmp_path: Path, sign: str) -> None:
    page = f"<table><tr><th>Part</th><th>Left</th></tr><tr><td>Bolt</td><td>8 mm</td></tr><tr><td>Nut</td><td>{sign}</td></tr></table>"
    reading = read(tmp_path, page)
    questions = Questions(reading.facts, reading.entries)
    assert [one.asked.names.row for one in asks(reading.facts, reading.entries, questions)[0] if not one.missing] == [
        ("Bolt",)
    ]
    with pytest.raises(Unreadable, match="not read"):
        questions.read("What is the spec for the nut?")


def test_a_value_left_unread_under_two_columns_keeps_both_from_having_one_answer(tmp_path: Path) -> None:
    page = (
        "<h1>Pump</h1><table><tr><th></th><th>TR 10 C</th><th>TR 10 P</th></tr>"
        "<tr><th>Flow</th><td>20 l/min</td><td>25 l/min</td></tr>"
        "<tr><th>Coil</th><td colspan='2'>?? / 12 13 086</td></tr>"
        "<tr><th></th><td colspan='2'>Same as on the TR 9</td></tr></table>"
    )
    found = read(tmp_path, page)
    questions = Questions(found.facts, found.entries)
    coils = [fact for fact in found.facts if fact.attribute == "Coil"]
    assert [fact.columns for fact in coils] == [(("TR 10 C",), ("TR 10 P",))]
    asked = [one for one in asks(found.facts, found.entries, questions)[0] if set(one.facts) & set(coils)]
    assert asked == []
    for column in ("TR 10 C", "TR 10 P"):
        with pytest.raises(Unreadable, match="more than one answer"):
            questions.read(f"What is given for the coil on the {column}?")


def test_a_value_of_one_of_two_models_is_asked_for_with_its_model(tmp_path: Path) -> None:
    rows = (("Model", "{0}"), ("{1}", "{2} mm"), ("Gap", "2 mm"))
    page = f"<h1>Data {{0}}</h1><table>{''.join(f'<tr><td>{a}</td><td>{b}</td></tr>' for a, b in rows)}</table>"
    reading = read_folder(
        folder_of(tmp_path, {"a.html": page.format("TR 1", "Belt", 900), "b.html": page.format("TR 2", "Chain", 800)})
    )
    asked, _ = asks(reading.facts, reading.entries, Questions(reading.facts, reading.entries))
    names = {one.facts[0].rows[0][-1]: one.asked.names for one in asked if one.facts}
    assert "TR 1" in (names["Belt"].model, *names["Belt"].section)
    assert "TR 2" in (names["Chain"].model, *names["Chain"].section)
    assert names["Gap"] == Names(("Gap",))


def test_two_tables_side_by_side_do_not_lend_each_other_their_labels(tmp_path: Path) -> None:
    rows = "<tr><td>A1</td><td>red</td><td>A2</td><td>2.5 mm</td></tr><tr><td>B1</td><td>green</td><td>B2</td><td>4 mm</td></tr>"
    page = f"<h1>Wires</h1><table><tr><th>Pin</th><th>Colour</th><th>Pin</th><th>Size</th></tr>{rows}</table>"
    reading = read(tmp_path, page)
    asked, _ = asks(reading.facts, reading.entries, Questions(reading.facts, reading.entries))
    assert {(one.asked.names.row, one.facts[0].text) for one in asked if one.facts} == {
        (("A1",), "red"),
        (("B1",), "green"),
    }


@pytest.mark.parametrize(
    "table",
    [
        "<table><caption>Torques (Nm)</caption><tr><th>Bolt</th><th>Value</th></tr><tr><th>Head bolt</th><td>80</td></tr></table>",
        "<table><tr><th>Part</th><th>Value</th><th>Unit</th></tr><tr><th>Head bolt</th><td>80</td><td>Nm</td></tr></table>",
    ],
)
def test_a_bare_number_whose_unit_stands_elsewhere_is_not_asked(tmp_path: Path, table: str) -> None:
    found = read(tmp_path, f"<h1>Pump</h1>{table}")
    number = next(fact for fact in found.facts if fact.text == "80")
    asked, left = asks(found.facts, found.entries, Questions(found.facts, found.entries))
    assert not any(number in one.facts for one in asked)
    assert [one.reason for one in left if one.fact == number] == [ELSEWHERE]
