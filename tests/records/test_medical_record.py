import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.medical_record import OVERLAPPING, medical_record
from goldsmith.schemas.records.medical_record import LabResult, MedicalRecord
from goldsmith.schemas.vocabulary import column, table


def outside(result: LabResult) -> bool:
    text = result.reference_range or "0-1000000"
    if text.startswith("<"):
        return result.value >= Decimal(text[1:])
    low, high = map(Decimal, text.split("-"))
    return not low <= result.value <= high


@given(st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_status_says_what_the_ranges_say(rng: random.Random) -> None:
    made = MedicalRecord(**medical_record(rng))
    found = [outside(result) for result in made.results]
    printed = [result.reference_range for result in made.results]
    assert not (made.status == "complete" and any(found))
    assert not (made.status == "abnormal" and all(printed) and not any(found))


@given(st.randoms())
@settings(max_examples=50, deadline=None)
def test_no_two_parameters_nearly_follow_from_each_other(rng: random.Random) -> None:
    names = [result["parameter"] for result in medical_record(rng)["results"]]
    assert all(sum(name in group for name in names) <= 1 for group in OVERLAPPING)


def test_every_overlapping_parameter_is_in_the_vocabulary() -> None:
    assert {name for group in OVERLAPPING for name in group} <= set(column("lab_tests", "parameter"))


def test_no_parameter_has_three_decimals() -> None:
    assert {row["decimals"] for row in table("lab_tests")} <= {"0", "1", "2"}
