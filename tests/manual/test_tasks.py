"""What kind of matter a value belongs to, and words that look like another kind."""

from dataclasses import replace

import pytest

from goldsmith.extractors.manual.asked import STEP, VALUE, Asked, Names
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.tasks import (
    EXPLANATION,
    PROCEDURE,
    SPEC,
    TASKS,
    TROUBLESHOOTING,
    WIRING,
    task_of,
    task_of_asked,
)
from manual.pages import manual

BARE = replace(
    manual().facts[0],
    kind="cell",
    section=(),
    table="",
    rows=(("A",),),
    columns=(),
    quantities=(),
    text="B",
    literal="B",
)


def fact(label: str, text: str = "B", head: str = "", section: str = "", table: str = "") -> Fact:
    columns = ((head,),) if head else ()
    return replace(
        BARE, rows=((label,),), columns=columns, section=(section,) if section else (), table=table, text=text
    )


@pytest.mark.parametrize(
    ("section", "head", "label"),
    [
        ("Fault finding", "", "No spark"),
        ("Engine", "Remedy", "Engine knocks"),
        ("7.2 Troubleshooting", "", "E4"),
        ("Brakes", "Possible causes", "Pedal is soft"),
        ("Malfunctions of the pump", "", "Noise"),
        ("Wiring faults", "Pin", "1"),
        ("Faults", "Remedy", "Starter relay"),
    ],
)
def test_what_stands_among_faults_is_troubleshooting(section: str, head: str, label: str) -> None:
    expected = WIRING if head == "Pin" else TROUBLESHOOTING
    assert task_of(fact(label, head=head, section=section)) == expected


@pytest.mark.parametrize(
    ("section", "head", "label"),
    [
        ("Trouble-free running", "", "Interval"),
        ("Default settings", "", "Language"),
        ("Engine", "Because", "A"),
        ("Warranty", "Defect liability", "Engine"),
        ("Lamps", "Power (W)", "Fault lamp"),
    ],
)
def test_words_that_only_look_like_faults_tell_nothing(section: str, head: str, label: str) -> None:
    assert task_of(fact(label, head=head, section=section)) == SPEC


@pytest.mark.parametrize(
    ("label", "head", "section", "table"),
    [
        ("F4", "", "Fuse box", ""),
        ("F4", "", "Electrics", "Fuses under the instrument panel"),
        ("A", "Wire colour", "", ""),
        ("Glow plug relay", "", "", ""),
        ("Main fuse", "", "", ""),
        ("Fuse 12", "", "", ""),
        ("1", "Pin", "", ""),
        ("1", "Pin no.", "", ""),
        ("Pin 7 (58R)", "", "", ""),
        ("Terminal 87a", "", "", ""),
        ("3", "", "Connector X4 of the dashboard", ""),
        ("3", "", "4.2 Wiring diagram, front", ""),
        ("G1", "", "Earth points", ""),
        ("Horn", "Contact terminals", "", ""),
    ],
)
def test_wires_pins_and_fuses_are_wiring(label: str, head: str, section: str, table: str) -> None:
    assert task_of(fact(label, head=head, section=section, table=table)) == WIRING


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("Crankpin", "Wear limits"),
        ("Piston pin", "Wear limits"),
        ("Split pin", "Axle"),
        ("Pin 12 x 40", "Axle"),
        ("Pinion", "Gearbox"),
        ("Wheel bolt relay ring", "Axle"),
        ("Relay lever", "Steering"),
        ("Battery terminal nut", "Torques"),
        ("Fuse holder screw", "Torques"),
        ("Locking wire", "Axle"),
        ("Wire brush", "Tools"),
        ("Hose connector", "Hydraulics"),
        ("Confused", "Refuse"),
    ],
)
def test_parts_that_only_sound_like_wiring_are_specifications(label: str, section: str) -> None:
    assert task_of(fact(label, section=section)) == SPEC


def test_the_words_of_a_value_tell_nothing() -> None:
    assert task_of(fact("Protection", "Fuse")) == SPEC
    assert task_of(fact("Weakest part", "wheel bolt relay ring, see fault finding")) == SPEC


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("Differential lock", "It couples both wheels, so that they turn at the same speed.", EXPLANATION),
        ("Purpose of the bowl", "it collects the water below", EXPLANATION),
        ("Function", "brake", SPEC),
        ("Purpose of the bowl", "water", SPEC),
        ("Suspension", "Struts, coil springs, torsion bar, gas dampers, two links and a beam", SPEC),
        ("Paint", "red, black, grey, white, blue, green, yellow and silver.", SPEC),
    ],
)
def test_only_a_sentence_explains(label: str, text: str, expected: str) -> None:
    assert task_of(fact(label, text)) == expected


def test_steps_are_procedures_even_among_faults() -> None:
    assert task_of(replace(fact("step 1", section="Fault finding"), kind="step")) == PROCEDURE
    assert task_of_asked(Asked(STEP, Names(("Oil change",)), 9)) == PROCEDURE


def test_a_question_without_a_fact_has_the_task_of_its_names() -> None:
    assert task_of_asked(Asked(VALUE, Names(("F4",), column=("Rating (A)",), section=("Fuse box",)))) == WIRING
    assert task_of_asked(Asked(VALUE, Names(("Glow plugs",), column=("TR 450 P",)))) == SPEC


def test_the_manual_has_facts_of_every_task() -> None:
    assert {task_of(one) for one in manual().facts} == set(TASKS)
