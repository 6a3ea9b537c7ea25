"""What written values mean, and that a form with two readings or with none is refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.extractors import values
from goldsmith.extractors.reading import Unreadable

NUMBERS = {
    "7": "7", "-7": "-7", "−7": "-7", "+7": "7", "0.5": "0.5", "1234": "1234", "1234.5": "1234.5", "12.50": "12.50",
    "1,234.50": "1234.50", "1,234,567": "1234567", "12\u202f500": "12500", "12\u00a0500": "12500", "1.234,50": "1234.50",
    "12,5": "12.5", "$5": "5", "-$5.00": "-5.00", "US$5": "5", "€1.20": "1.20", "1.20 €": "1.20", "USD 3": "3", "3 USD": "3",
    "0.125": "0.125", "1234.567": "1234.567",
}  # fmt: skip
DAYS = {
    "2025-04-03": "2025-04-03", "2025/04/03": "2025-04-03", "3 April 2025": "2025-04-03", "3rd of April 2025": "2025-04-03",
    "April 3, 2025": "2025-04-03", "Apr 3 2025": "2025-04-03", "Thu, 3 Apr 2025": "2025-04-03", "13/04/2025": "2025-04-13",
    "04/13/2025": "2025-04-13", "13.04.2025": "2025-04-13", "04/04/2025": "2025-04-04", "29 February 2024": "2024-02-29",
    "Sept 1, 2023": "2023-09-01",
}  # fmt: skip
MOMENTS = {
    "2025-04-03T10:11:12Z": "2025-04-03T10:11:12Z",
    "2025-04-03 10:11:12 UTC": "2025-04-03T10:11:12Z",
    "2025-04-03 10:11:12 +02:00": "2025-04-03T10:11:12+02:00",
    "April 3, 2025 at 12:05 AM UTC": "2025-04-03T00:05:00Z",
    "April 3, 2025 at 12:05 PM UTC": "2025-04-03T12:05:00Z",
    "3 April 2025, 23:05 UTC+01:00": "2025-04-03T23:05:00+01:00",
    "3 Apr 2025 9:05 (GMT-0500)": "2025-04-03T09:05:00-05:00",
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_means_what_people_mean_by_it(text: str, number: str) -> None:
    assert str(values.number(text)) == number


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_a_date_means_what_people_mean_by_it(text: str, day: str) -> None:
    assert values.day(text) == day


@pytest.mark.parametrize(("text", "moment"), MOMENTS.items())
def test_a_moment_means_what_people_mean_by_it(text: str, moment: str) -> None:
    assert values.moment(text) == moment


@pytest.mark.parametrize("text", ["1,234", "1.234", "-1,234", "$1,234", "999.999", "12,345 EUR"])
def test_a_number_with_two_readings_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="two readings"):
        values.number(text)


@pytest.mark.parametrize("text", ["03/04/2025", "3.4.2025", "12/11/2024"])
def test_a_date_with_two_readings_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="two readings"):
        values.day(text)


@pytest.mark.parametrize("text", ["", "seven", "1e5", "1,23,456", "1.2.3", "--3", "$", "12 50", "1_000", "NaN", "½"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        values.number(text)


@pytest.mark.parametrize(
    "text", ["", "2025-02-30", "31 April 2025", "3 Foo 2025", "13/13/2025", "Q3 2024", "2025-W07", "31.12.", "2025"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        values.day(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-04-03",
        "2025-04-03T10:11:12",
        "3 April 2025, 25:00 UTC",
        "3 April 2025 at 13:00 PM UTC",
        "10:11 UTC",
        "03/04/2025 10:11 UTC",
    ],
)
def test_a_moment_without_day_clock_or_zone_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        values.moment(text)


@pytest.mark.parametrize("text", ["", "maybe", "0", "1", "yes!", "n/a"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="neither yes nor no"):
        values.flag(text)


@pytest.mark.parametrize("text", ["", "paid twice", "Paid?no"])
def test_what_is_none_of_the_options_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="none of paid, open"):
        values.choice(text, ("paid", "open"))


@pytest.mark.parametrize(("text", "number"), [("72 bpm", 72), ("72bpm", 72), ("72", 72)])
def test_a_quantity_may_carry_its_own_unit(text: str, number: int) -> None:
    assert values.quantity(text, ("bpm",)) == number


@pytest.mark.parametrize("text", ["72 kg", "bpm", "72 bpm bpm", "72 x bpm"])
def test_a_quantity_with_another_unit_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        values.quantity(text, ("bpm",))


@given(text=st.text(max_size=40))
def test_no_text_makes_a_reader_stumble(text: str) -> None:
    for read in (values.number, values.day, values.moment, values.flag, lambda text: values.choice(text, ("a", "b"))):
        try:
            found: Any = read(text)
        except Unreadable:
            continue
        assert isinstance(found, (bool, str, Decimal))
