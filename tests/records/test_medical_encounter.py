import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.medical_encounter import FIRST_CODED, PASSING, REST, _in_sentence, medical_encounter
from goldsmith.schemas.records.medical_encounter import MedicalEncounter, Vitals
from goldsmith.schemas.vocabulary import column, table

DRUGS = {row["medication_name"]: row["icd10_prefixes"].split() for row in table("medications")}


@pytest.mark.parametrize(
    ("height", "weight", "index"),
    [("180", "81", "25.0"), ("172.5", "70.2", "23.6"), ("200", "97.8", "24.5"), ("160", "62.6", "24.5")],
)
def test_the_index_is_rounded_half_up(height: str, weight: str, index: str) -> None:
    # 97.8 kg at 2 m make 24.45 exactly, which round(24.45, 1) takes down to 24.4
    assert Vitals(height_cm=Decimal(height), weight_kg=Decimal(weight)).bmi == Decimal(index)


def test_without_a_weight_there_is_no_index() -> None:
    assert Vitals(height_cm=Decimal(180)).bmi is None


@given(st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_visit_is_of_one_piece(rng: random.Random) -> None:
    made = MedicalEncounter(**medical_encounter(rng))
    codes = [diagnosis.icd10_code for diagnosis in made.diagnoses]
    assert [diagnosis.diagnosis_type for diagnosis in made.diagnoses].count("primary") == 1
    for drug in made.medications or []:
        assert {code[:3] for code in codes} & set(DRUGS[drug.medication_name])
    for order in made.lab_orders or []:
        assert order.ordered_timestamp is None or abs((order.ordered_timestamp - made.visit_date).days) <= 2
    assert made.visit_date.year - made.patient.date_of_birth.year in range(17, 97)


def test_young_codes_are_in_the_vocabulary() -> None:
    assert set(FIRST_CODED) <= set(column("diagnoses", "icd10_code"))


@given(st.randoms())
@settings(max_examples=50, deadline=None)
def test_what_passes_within_weeks_is_not_seen_again_after_months(rng: random.Random) -> None:
    draft = medical_encounter(rng)
    asked = draft.get("follow_up", {})
    if draft["diagnoses"][0]["icd10_code"].startswith(PASSING):
        assert asked.get("recommended_in_days", 3) <= 21
    else:
        assert asked.get("instructions") != REST


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Type 2 diabetes mellitus", "type 2 diabetes mellitus"),
        ("Crohn's disease, unspecified", "Crohn's disease, unspecified"),
        ("COVID-19", "COVID-19"),
        ("Lyme disease, unspecified", "Lyme disease, unspecified"),
    ],
)
def test_a_diagnosis_is_written_small_inside_a_sentence(name: str, inside: str) -> None:
    assert _in_sentence(name) == inside
