"""Values under their headings: units from heads, placeholders, pairs in two units, repairs and what is never repaired."""

import html
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.extractors.manual.align import aligned
from goldsmith.extractors.manual.labels import mark_behind, note_in, pair_in, unit_in
from goldsmith.extractors.manual.passage import Passage, collapsed, plain
from goldsmith.extractors.manual.repair import decoded_anew, digits_for_letters
from goldsmith.extractors.manual.values import value_of
from goldsmith.extractors.units import units
from manual.pages import told


def passage(text: str) -> Passage:
    return plain(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "heads", "means"),
    [
        ("45", ["Torque (Nm)"], "45 N·m"),
        ("45", ["Nm", "Torque"], "45 N·m"),
        ("45", ["Torque, Nm"], "45 N·m"),
        ("45", ["Torque [DIN Nm]"], "45 N·m"),
        ("8–10", ["lbf ft"], "8..10 lbf·ft"),
        ("22 ± 2", ["Nm"], "22±2 N·m"),
        ("5.8", ["@ 90 km/h", "Fuel consumption (DIN litres/100 km)"], "5.8 l/100 km"),
        ("45 Nm", ["Torque (lbf ft)"], "45 N·m"),
        ("3", ["Valve clearance (below 35 °C)"], "3"),
        ("12", ["Length in"], "12"),
        ("1/2", ["Thread"], "0.5"),
        ("14.1-14.5", ["V"], "14.1..14.5 V"),
        ("TR 450 C", [], ""),
        ("80 C", [], "80 °C"),
        ("DOT 4", [], ""),
        ("GL-4 or 5", [], ""),
        ("M8×1.25", ["mm"], ""),
        ("2 x 45", ["Nm"], "2 N·m; 45 N·m"),
    ],
)
def test_a_bare_number_takes_the_unit_of_the_nearest_head_that_names_one(
    text: str, heads: Sequence[str], means: str
) -> None:
    assert "; ".join(told(one) for one in value_of(text, heads, "").quantities) == means


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "??",
        "??? kg",
        "-",
        "–",
        "N/A",
        "n/a",
        "TBD",
        "T.B.A.",
        "...",
        "xx mm",
        "__ bar",
        "unknown",
        "not given",
        "n.a.",
        "n. a.",
    ],
)
def test_placeholders_state_nothing(text: str) -> None:
    assert value_of(text, [], "").reason == "placeholder"


@pytest.mark.parametrize(
    "text", ['"', "''", "″", '-"-', "ditto", "Ditto", "do.", "idem", "same", "see above", "as on the left"]
)
def test_what_stands_for_the_value_of_another_place_states_nothing(text: str) -> None:
    assert value_of(text, [], "").reason == "ditto"


@pytest.mark.parametrize("text", ["left", "above", "same as TR 450", '5"', "see page 12", "ID"])
def test_words_of_places_are_values(text: str) -> None:
    assert value_of(text, [], "").reason == ""


@pytest.mark.parametrize("text", ["no", "none", "Maxxis", "0", "yes", "5 - 7 mm", "A-B", "1.", "TBS"])
def test_short_values_are_no_placeholders(text: str) -> None:
    assert value_of(text, [], "").reason == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("147 kW / 197 bhp", ""),
        ("20 Nm (2.0 kgf-m, 15.0 lbf-ft)", ""),
        ("42 Nm (3.9 kgf-m, 31 ft. lbs.)", "units disagree"),
        ("105 Nm (10.5 kgf-m, 76.0 ft. lbs.)", "units disagree"),
        ("130.0 mm = 5.11 in.", ""),
        ("11 Nm/95 in. lbs.", ""),
        ("36.7 mm intake / 31.6 mm exhaust", ""),
        ("2.0 / 2.3 bar", ""),
        ("45 Nm (39 ft-lb)", "units disagree"),
    ],
)
def test_two_readings_of_one_value_must_agree(text: str, reason: str) -> None:
    assert value_of(text, [], "").reason == reason


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("1O bar", "10 bar"), ("l0 mm", "10 mm"), ("4O Nm", "40 N·m"), ("I5 mm", "15 mm"), ("O.5 mm", "0.5 mm"), ("3|.5 mm", "31.5 mm"),
        ("1O–15 Nm", "10..15 N·m"), ("5O °C", "50 °C"), ("25 bar (36 psi)", "2.5 bar; 36 psi"), ("2O Nm + 90°", "20 N·m; 90 °"),
        ("60Â° Â± 2Â°", "60±2 °"), ("45 NÂ·m", "45 N·m"), ("5â€“7 mm", "5..7 mm"),
    ],
)  # fmt: skip
def test_damage_is_undone_where_something_proves_it_and_the_proof_is_kept(text: str, fixed: str) -> None:
    value = value_of(text, [], "")
    assert "; ".join(told(one) for one in value.quantities) == fixed
    assert value.repairs
    assert all(repair.before != repair.after and repair.rule and repair.evidence for repair in value.repairs)


@pytest.mark.parametrize(
    "text",
    ["TK-O451-1l", "M1O x 1", "10W-4O", "S14 B23", "Bosch X 5 DTC", "45 Nm", "Oil 5 l", "4 l", "2.5 l", "IO", "O ring", "H4", "1O", "B12 V",
     "R12 A", "10l bottle", "A1 mm paper", "2Ol", "80 l A/C fluid", "part 1l0"],
)  # fmt: skip
def test_nothing_else_is_changed(text: str) -> None:
    assert (digits_for_letters(text)[0], decoded_anew(text)[0]) == (text, text)


def test_a_lone_number_is_repaired_only_under_a_head_with_a_unit() -> None:
    assert value_of("1O", ["Torque (Nm)"], "").text == "10"
    assert value_of("1O", ["Part number"], "").text == "1O"


@given(
    st.integers(1, 9_999),
    st.sampled_from(sorted({unit for unit in units() if len(unit) > 1 and unit[0].isalpha() and "/" not in unit})),
)
def test_every_letter_for_a_digit_before_a_unit_is_undone(number: int, unit: str) -> None:
    written = f"{number} {unit}"
    damaged = f"{str(number).replace('0', 'O')} {unit}"
    fixed, repairs = digits_for_letters(damaged)
    if any(sign.isdigit() for sign in damaged.split()[0]):
        assert fixed == written
        assert bool(repairs) == (damaged != written)
    else:
        assert fixed == damaged


@pytest.mark.parametrize(
    ("label", "unit"),
    [("Torque (Nm)", "N·m"), ("Nm", "N·m"), ("V", "V"), ("m", None), ("Weight, kg", "kg"), ("Cw (coeff)", None), ("A/C charge (R12)", None),
     ("Gap (see page 3)", None), ("Oil", None), ("Width [mm]", "mm"), ("Angle (°)", "°"), ("in", "in")],
)  # fmt: skip
def test_units_of_heads(label: str, unit: str | None) -> None:
    found = unit_in(label)
    assert (found.name if found else None) == unit


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Oil: 4.4 l", ("Oil", "4.4 l")),
        ("Ratio: 10.5 : 1", ("Ratio", "10.5 : 1")),
        ("Note: 5 mm are enough", None),
        ("Warning: hot", None),
        ("See https://example.org", None),
        ("Website: https://example.org", None),
        ("Tighten the bolt. Torque: 5 Nm", None),
        ("10:30 start", None),
        ("Table B-6: Screws", None),
        ("Oil: change it. Then wait", None),
        ("A label that goes on and on for far more words than labels do: 5", None),
    ],
)
def test_what_is_a_label_with_its_value(text: str, pair: tuple[str, str] | None) -> None:
    found = pair_in(passage(text))
    assert (tuple(part.text for part in found) if found else None) == pair


@pytest.mark.parametrize(
    ("text", "bare", "mark"), [("25*", "25", "*"), ("25 **", "25", "**"), ("25†", "25", "†"), ("25¹", "25", "¹"), ("25 mm²", "25 mm²", ""),
     ("25", "25", "")],
)  # fmt: skip
def test_marks_behind_a_value(text: str, bare: str, mark: str) -> None:
    found, behind = mark_behind(passage(text))
    assert (found.text, behind) == (bare, mark)


@pytest.mark.parametrize(
    ("text", "note"), [("* oiled", ("*", "oiled")), ("(1) new bolts", ("1", "new bolts")), ("† once", ("†", "once")), ("5 mm", None),
     ("² 2", None),
     ("M8", None)],
)  # fmt: skip
def test_notes(text: str, note: tuple[str, str] | None) -> None:
    found = note_in(passage(text))
    assert ((found[0], found[1].text) if found else None) == note


@given(st.text(st.sampled_from("ab&<>\"'\u00e9\u00b0 ;1lt#"), max_size=30), st.booleans())
def test_every_sign_of_a_text_is_found_in_its_markup(text: str, quoted: bool) -> None:
    markup = html.escape(text, quote=quoted)
    signs = aligned(markup, 0, text)
    assert signs is not None
    assert "".join(html.unescape(markup[start:end]) for _, start, end, _ in signs) == text
    assert all(one[2] <= other[1] for one, other in pairwise(signs))


@given(st.text(st.sampled_from("ab \n\v\t"), max_size=40))
def test_collapsing_keeps_every_word_and_its_place(text: str) -> None:
    found = collapsed((sign, at, at + 1, False) for at, sign in enumerate(text))
    assert found.text.split() == text.split()
    assert all(text[at] == sign for sign, at in zip(found.text, found.starts, strict=True) if not sign.isspace())
    assert "  " not in found.text
    assert found.text == found.text.strip()


@given(st.text("ab cd", min_size=1, max_size=20), st.data())
def test_parts_of_a_passage_keep_their_places(text: str, data: st.DataObject) -> None:
    whole = plain("__" + text, 2, 2 + len(text))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = whole.part(start, end)
    assert part.text == text[start:end]
    assert part.span == ((start + 2, end + 2) if start < end else (0, 0))
    assert [line.text for line in whole.lines()] == [line.strip(" \n") for line in text.split("\n") if line.strip()]
