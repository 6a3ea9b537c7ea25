"""Wordings of questions and answers about a manual: enough of them, none like the others, and grammatical for any label."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from goldsmith.extractors.manual.answerable import MISSING, OTHER_MODEL
from goldsmith.extractors.manual.asked import STEPS, VALUE, Asked, Names
from goldsmith.extractors.manual.spoken import tokens
from goldsmith.generators.manual.asks import Ask
from goldsmith.schemas.answers import answer_words
from goldsmith.schemas.questions import vocabulary
from goldsmith.templates.answers import answer, answer_forms, value_text
from goldsmith.templates.kinds import DIMENSIONS, kind_of
from goldsmith.templates.names import heading, part_of_sentence, takes_article, typed
from goldsmith.templates.questions import GROUPS, all_frames, frames, question
from manual.little import fact
from manual.pages import manual
from manual.test_questions import made

GOLDEN = Path(__file__).parent / "questions.txt"
SLOTS = {"it", "label", "low", "title", "how", "of", "doing", "n", "nth"}


def fitting(one: Ask) -> tuple[str, ...]:
    """All frames that fit an ask."""
    kind = kind_of(one.asked.what, one.facts)
    return (*frames(one.asked, kind), *frames(one.asked, kind, unseen=True))


def test_the_questions_and_answers_are_those_of_their_file(request: pytest.FixtureRequest) -> None:
    """One in four asks, each in a frame and a form of its own."""
    lines = []
    for at, one in enumerate(made()[::4]):
        those, forms = fitting(one), answer_forms(one.asked, one.facts, one.missing)
        said = answer(one.asked, one.facts, forms[at % len(forms)], one.missing)
        lines += [question(one.asked, those[at * 7 % len(those)]), *(f"    {line}" for line in said.split("\n"))]
    text = "\n".join(lines) + "\n"
    if request.config.getoption("--update-goldens"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text.count("\n    ") > 60
    assert GOLDEN.read_text(encoding="utf-8") == text, "look at the difference; if it is meant, add --update-goldens"


def test_every_word_of_a_frame_is_a_word_of_asking_and_every_slot_is_known() -> None:
    """A frame of other words could never be read back."""
    for frame in all_frames().values():
        assert frame.slots <= SLOTS, frame.name
        assert frame.slots, frame.name
        assert all(vocabulary().knows(word) for word in frame.words - SLOTS), frame.words - SLOTS


def test_every_frame_fits_something() -> None:
    """Each group belongs to a kind, and each frame fits a value of its kind under a label that says nothing of it."""
    samples = {
        "torque": "35 Nm", "length": "12 mm", "pressure": "2 bar", "temperature": "82 °C", "volume": "4 l", "mass": "9 kg",
        "speed": "28 km/h", "rotation": "900 rpm", "voltage": "12 V", "current": "5 A", "power": "2 kW", "ratio": "22.5 : 1",
        "time": "6 s", "measure": "9 kN", "text": "inline three, water-cooled", "code": "H4", "part": "TK-0451-22",
    }  # fmt: skip
    assert samples.keys() >= DIMENSIONS
    used: set[str] = set()
    for kind, text in samples.items():
        one = fact("line", text, ("Oil gallery",), (), ("Data",), 1)
        assert kind_of(VALUE, (one,)) == kind
        asked = Asked(VALUE, Names(("Oil gallery",)))
        used |= {*frames(asked, kind), *frames(asked, kind, unseen=True)}
    used |= {name for one in made() for name in fitting(one)}
    assert used == set(all_frames())


def test_at_least_thirty_six_frames_fit_every_row_that_is_seen_in_training() -> None:
    """One wording may take three of a hundred rows at most."""
    for one in made():
        if one.asked.what == VALUE:
            assert len(frames(one.asked, kind_of(VALUE, one.facts))) >= 36, one.asked
        else:
            assert len(frames(one.asked, kind_of(one.asked.what, one.facts))) >= (15 if one.asked.what == STEPS else 10)


def test_no_three_words_begin_more_than_one_question_in_twenty() -> None:
    """Over all asks, each in all of its frames."""
    opening: Counter[str] = Counter()
    for one in made():
        those = frames(one.asked, kind_of(one.asked.what, one.facts))
        for frame in those:
            opening[" ".join(question(one.asked, frame).split()[:3])] += 100_000 // len(those)
    assert max(opening.values()) / opening.total() <= 0.05, opening.most_common(3)


@pytest.mark.parametrize(
    ("names", "said", "headed"),
    [
        (Names(("Glow plugs",), column=("TR 450 P",)), "the glow plugs on the TR 450 P", "Glow plugs, TR 450 P"),
        (Names(("Camshaft cap",), column=("Torque", "Nm")), "the torque of the camshaft cap in Nm", "Camshaft cap, Torque (Nm)"),
        (Names(("Fuel consumption", "at full load")), "the fuel consumption at full load", "Fuel consumption at full load"),
        (Names(("Tyre pressure", "front")), "the tyre pressure (front)", "Tyre pressure, front"),
        (Names(("Timing by",)), '"Timing by"', "Timing by"),
        (Names(("Motronic DME",)), "Motronic DME", "Motronic DME"),
        (Names(("# cars produced",)), '"# cars produced"', "# cars produced"),
        (Names(("Valve clearance (cold, below 35 °C)",)),
         "the valve clearance (cold, below 35 °C)", "Valve clearance (cold, below 35 °C)"),
        (Names(("Gear ratios",), qualifier="R"), "the gear ratios (R)", "Gear ratios, R"),
        (Names(("Wheel nut, front",), column=("Torque",)), "the torque of the wheel nut, front", "Wheel nut, front – Torque"),
        (Names(("Oil",), section=("Transmission",)), "the oil under Transmission", "Oil, Transmission"),
        (Names(("Oil",), table="Wheel nuts"), "the oil in the table Wheel nuts", "Oil, Wheel nuts"),
        (Names(("Crankpin",), column=("Diameter", "new")), "the diameter of the crankpin (new)", "Crankpin, Diameter, new"),
        (Names(("F1",), column=("Rating", "TR 450 C")), "the rating of F1 on the TR 450 C", "F1, Rating, TR 450 C"),
    ],
)  # fmt: skip
def test_names_are_said_as_people_say_them(names: Names, said: str, headed: str) -> None:
    """As a part of a sentence, and as a heading."""
    assert part_of_sentence(names) == said
    assert heading(names) == headed
    assert [one.word for one in tokens(typed(names))] == [one.word for one in tokens(headed)]


def test_an_article_stands_before_ordinary_words_alone() -> None:
    """Labels of other words are no surer to be nouns than names."""
    assert all(
        map(takes_article, ("Oil", "Spark Plugs", "Lift at the ends", "Compression ratio", "Track (front / rear)"))
    )
    assert not any(
        map(takes_article, ("Timing by", "@ 90 km/h", "at full load", "Swepco 201", "M10", "", "Motronic DME"))
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("TR 450 C\n2117 (cab)", "TR 450 C; 2117 (cab)"),
        ("4 valves,\n45° v-shaped", "4 valves, 45° v-shaped"),
        ("197 BHP\n@ 6750 rpm", "197 BHP @ 6750 rpm"),
        ("interchangeable with\nFerrari", "interchangeable with Ferrari"),
        ("Clean it\nor fit a new one", "Clean it or fit a new one"),
    ],
)
def test_the_breaks_of_lines_are_folded(text: str, shown: str) -> None:
    """Nothing is put into a sentence that goes on, and a semicolon between two statements."""
    assert value_text(fact("cell", text, ("Oil",), (), (), 1)) == shown


def test_a_bare_number_is_told_in_its_headings_unit_with_its_footnotes() -> None:
    """As the heading writes it."""
    one = replace(fact("cell", "7.4", ("Oil",), (), (), 1), unit_from="Fuel consumption (DIN litres/100 km)")
    assert value_text(one) == "7.4 litres/100 km"
    assert value_text(replace(one, unit_from="Steel, Nm", notes=("oiled",))) == "7.4 Nm (oiled)"
    assert value_text(replace(one, unit_from="Angle (°)")) == "7.4°"


def test_an_answer_that_gives_a_value_holds_no_number_of_the_question() -> None:
    """A digit in a name could be taken for a part of the value."""
    for one in made():
        if one.asked.what == VALUE and one.facts:
            shown = value_text(one.facts[0])
            for form in answer_forms(one.asked, one.facts):
                said = answer(one.asked, one.facts, form)
                assert shown in said
                assert not any(sign.isdigit() for sign in said.replace(shown, "", 1))


def test_a_refusal_names_what_is_missing_and_no_number_that_the_question_does_not_hold() -> None:
    """In words of the closed lists, one of which negates."""
    known = answer_words()
    seen: Counter[str] = Counter()
    for one in made():
        for form in answer_forms(one.asked, (), one.missing) if one.missing else ():
            said = answer(one.asked, (), form, one.missing)
            seen[form] += 1
            held = {word.word for name in _names(one.asked.names) for word in tokens(name)}
            words = {word.word for word in tokens(said)}
            assert words & known.negating, said
            assert words - held <= known.refusing | known.negating, said
            name = one.asked.names.model if one.missing == OTHER_MODEL else one.asked.names.row[0].split("(")[0].strip()
            assert name.casefold() in said.casefold(), said
    assert len(seen) >= 24


def _names(names: Names) -> tuple[str, ...]:
    return (*names.row, names.qualifier, *names.column, names.table, *names.section, names.model)


def test_every_reason_for_a_missing_answer_has_wordings_and_every_kind_has_groups() -> None:
    """Nothing can be planned that could not be said."""
    assert {one.missing for one in made() if one.missing} == set(MISSING)
    assert {kind_of(one.asked.what, one.facts) for one in made()} <= set(GROUPS)
    assert manual().facts
