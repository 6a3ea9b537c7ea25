"""What a text states, whatever the spelling; and what only looks as if it stood there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.extractors.stated import ABSENT, ASSEMBLED, INFLECTED, SCALED, SPELLED, STATED, UNSIGNED, Stated

LETTER = """Invoice INV-2024-0042 from Müller & Söhne GmbH, dated March 5, 2025.
Quantity: 15
Price: $1,234.50, discount: -5.00, tax 8%, 4.5 mm
Meeting at 2:30 pm on 04/03/2025; status: in progress. Twenty-five people, 1.2 million, temperature -7 °C. Torque 45Nm
Contact: Jane O'Brien <jane.obrien@example.com>, (555) 123-4567. 12 500 km in total"""

TEXTS = {
    "INV-2024-0042": STATED, "INV-2024-0043": ABSENT, "Müller & Söhne GmbH": STATED, "Muller": STATED, "in_progress": STATED,
    "InProgress": STATED, "In Progress": STATED, "2025-03-05": STATED, "2025-03-06": ABSENT, "5 March 2025": STATED,
    "2025-04-03": STATED, "14:30": STATED, "15:30": ABSENT, "2025-04-03T14:30:00Z": STATED, "2025-04-03T15:30:00Z": ABSENT,
    "45 Nm": STATED, "45Nm": STATED, "O’Brien, Jane": STATED, "jane.obrien@example.com": STATED, "5551234567": STATED,
    "555-123-4567": STATED, "Jame O'Brien": ABSENT, "$1,234.50": STATED, "1234.5": STATED, "USD": STATED, "EUR": ABSENT,
    "5 mm": ASSEMBLED, "temperatures": INFLECTED, "GmbH Müller": ASSEMBLED, "8%": STATED, "9%": ABSENT,
}  # fmt: skip
NUMBERS = {
    15: STATED, 5: STATED, 4: STATED, 1: ABSENT, 1234.5: STATED, -7: STATED, 7: UNSIGNED, -15: UNSIGNED, 0.08: STATED, 8: STATED,
    25: SPELLED, 1200000: STATED, 12500: STATED, 46: ABSENT, 34.5: ABSENT, 14: ABSENT, 151: ABSENT,
}  # fmt: skip


@pytest.mark.parametrize(("value", "way"), TEXTS.items())
def test_a_text_is_found_as_a_value(value: str, way: str) -> None:
    assert Stated(LETTER).way_of_text(value) == way


@pytest.mark.parametrize(("value", "way"), NUMBERS.items())
def test_a_number_is_found_as_a_value(value: float, way: str) -> None:
    assert Stated(LETTER).way_of_number(value) == way


def test_a_currency_is_stated_by_its_sign_or_name() -> None:
    assert Stated("between 30 and 40 dollars").way_of_text("USD") == STATED
    assert Stated("30 €").way_of_text("EUR") == STATED
    assert Stated("30 Euro").way_of_text("USD") == ABSENT


def test_a_score_out_of_five_is_a_number() -> None:
    assert Stated("Rated 4.3/5 on 12/03/2025").way_of_number(4.3) == STATED


def test_percent_and_shares_are_one_value_in_two_scales() -> None:
    assert Stated("a rate of 0.15").way_of_number(15) == SCALED
    assert Stated("a rate of 15%").way_of_number(0.15) == STATED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two thousand five hundred people", 2500),
        ("one hundred and twenty-five", 125),
        ("twenty-one, thirty", 21),
        ("five, six", 6),
        ("three dozen", 12),
        ("thirty thousand", 30_000),
    ],
)
def test_numbers_in_letters_are_read(text: str, value: int) -> None:
    assert Stated(text).way_of_number(value) == SPELLED
    assert Stated(text).way_of_number(value + 7) == ABSENT


def test_scripts_without_blanks_hold_words_inside_their_lines() -> None:
    assert Stated("联系人是王伟先生").way_of_text("王伟") == STATED
    assert Stated("联系人是王伟先生").way_of_text("李娜") == ABSENT


@given(st.integers(13, 10**9))
def test_a_number_is_stated_where_it_is_written_and_its_tail_is_not(value: int) -> None:
    assert Stated(f"It holds {value} of them.").way_of_number(value) == STATED
    assert Stated(f"It holds 7{value} of them.").way_of_number(value) == ABSENT
    assert Stated(f"It holds {value:,} of them.").way_of_number(value) == STATED


@given(st.decimals("0.01", "99999.99", places=2))
def test_groups_and_marks_of_both_conventions_are_read(value: object) -> None:
    english = f"{value:,}"
    continental = english.replace(",", "_").replace(".", ",").replace("_", ".")
    assert Stated(f"{english} due").way_of_text(str(value)) == STATED
    assert Stated(f"{continental} due").way_of_text(str(value)) == STATED


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_can_be_asked_for_any_value(text: str, value: str) -> None:
    stated = Stated(text)
    assert stated.way_of_text(value) in (STATED, ASSEMBLED, INFLECTED, SPELLED, SCALED, UNSIGNED, ABSENT)
    assert stated.way_of_number(3.5) in (STATED, SPELLED, SCALED, UNSIGNED, ABSENT)
