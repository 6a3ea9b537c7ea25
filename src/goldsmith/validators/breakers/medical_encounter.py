"""Visits to a doctor that break exactly the relation named, where one relation can be broken alone."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from goldsmith.schemas.vocabulary import Row, column, table
from goldsmith.validators.breakers.changes import Answer, Breaker

WORDS = ("Strategy", "see report", "unknown", "Improve")
TENTH = Decimal("0.1")


def _at(answer: Answer, *steps: str) -> Answer | None:
    """The object that a path of names leads to; None where the record lacks it."""
    found: Any = answer
    for step in steps:
        found = found.get(step, {})
    return found or None


def _primary(answer: Answer) -> Answer:
    return next(diagnosis for diagnosis in answer["diagnoses"] if diagnosis["diagnosis_type"] == "primary")


def _disease(answer: Answer) -> Row:
    code = _primary(answer)["icd10_code"]
    return next(row for row in table("diagnoses") if row["icd10_code"] == code)


def bmi(answer: Answer, rng: random.Random) -> bool:
    """A body mass index a tenth or a few units off."""
    vitals = _at(answer, "vitals")
    if vitals is None or "bmi" not in vitals:
        return False
    vitals["bmi"] += rng.choice((-TENTH, TENTH, 2 * TENTH, Decimal("1.0"), Decimal("-2.3")))
    return True


def narrow_pressure(answer: Answer, rng: random.Random) -> bool:
    """A systolic pressure equal to the diastolic or a little lower."""
    vitals = _at(answer, "vitals")
    if vitals is None or "blood_pressure_systolic" not in vitals:
        return False
    vitals["blood_pressure_diastolic"] = max(vitals["blood_pressure_diastolic"], 70)
    vitals["blood_pressure_systolic"] = vitals["blood_pressure_diastolic"] - rng.choice((0, 0, 1, 5, 10))
    return True


def vital(answer: Answer, rng: random.Random, *, name: str, low: str, high: str) -> bool:
    """A measurement a tenth below the least or above the most that a living adult has, or far beyond."""
    vitals = _at(answer, "vitals")
    if vitals is None or name not in vitals:
        return False
    vitals[name] = rng.choice((Decimal(low) - TENTH, Decimal(high) + TENTH, Decimal(high) * 3))
    return True


def stature(answer: Answer, rng: random.Random, *, name: str, far: tuple[str, ...]) -> bool:
    """An impossible height, weight or index; the index that would follow is left out."""
    vitals = _at(answer, "vitals")
    if vitals is None or name not in vitals:
        return False
    vitals[name] = Decimal(rng.choice(far))
    if name != "bmi":
        vitals.pop("bmi", None)
    return True


def other_times(answer: Answer, rng: random.Random) -> bool:
    """A visit one second or some decades outside 2005 to 2026; its orders and the birth move along."""
    told = datetime.fromisoformat(answer["visit_date"])
    moved = datetime.fromisoformat(
        rng.choice(("2004-12-31T23:59:59+00:00", "2027-01-01T00:00:00+00:00", "1990-04-03T09:00:00+00:00"))
    )
    for order in answer.get("lab_orders", []):
        if "ordered_timestamp" in order:
            order["ordered_timestamp"] = (
                datetime.fromisoformat(order["ordered_timestamp"]) + (moved - told)
            ).isoformat()
    born = date.fromisoformat(answer["patient"]["date_of_birth"])
    answer["patient"]["date_of_birth"] = str(born + timedelta(days=(moved - told).days))
    answer["visit_date"] = moved.isoformat()
    return True


def unborn_patient(answer: Answer, rng: random.Random) -> bool:
    """A patient born on a day after the visit, or more than 120 years before."""
    visit = date.fromisoformat(answer["visit_date"][:10])
    answer["patient"]["date_of_birth"] = str(visit + timedelta(days=rng.choice((1, 1, 30, 4000, -121 * 366))))
    return True


def late_order(answer: Answer, rng: random.Random) -> bool:
    """A test ordered a minute or some weeks beyond two days before or after the visit."""
    orders = [order for order in answer.get("lab_orders", []) if "ordered_timestamp" in order]
    if orders:
        gap = timedelta(hours=48, minutes=rng.choice((1, 30, 600, 20000)))
        visit = datetime.fromisoformat(answer["visit_date"])
        rng.choice(orders)["ordered_timestamp"] = (visit + gap * rng.choice((-1, 1))).isoformat()
    return bool(orders)


def odd_follow_up(answer: Answer, rng: random.Random) -> bool:
    """A return on the same day, in the past or after more than two years."""
    if "recommended_in_days" not in answer.get("follow_up", {}):
        return False
    answer["follow_up"]["recommended_in_days"] = rng.choice((0, -1, -14, 731, 9000))
    return True


def many_primaries(answer: Answer, rng: random.Random) -> bool:
    """No primary diagnosis or two of them."""
    others = [diagnosis for diagnosis in answer["diagnoses"] if diagnosis["diagnosis_type"] != "primary"]
    if others and rng.randrange(2):
        rng.choice(others)["diagnosis_type"] = "primary"
    else:
        _primary(answer)["diagnosis_type"] = "secondary"
    return True


def diagnosis_twice(answer: Answer, rng: random.Random) -> bool:
    """One diagnosis a second time, as a secondary one."""
    answer["diagnoses"].append(rng.choice(answer["diagnoses"]) | {"diagnosis_type": "secondary"})
    return True


def entry_twice(answer: Answer, rng: random.Random, *, name: str) -> bool:
    """One medication or test a second time."""
    entries = answer.get(name, [])
    if entries:
        entries.append(dict(rng.choice(entries)))
    return bool(entries)


def referral_to_own(answer: Answer, rng: random.Random) -> bool:
    """A referral to the provider's own specialty."""
    own = answer["provider"].get("specialty")
    if own is None or "follow_up" not in answer:
        return False
    answer["follow_up"].setdefault("specialist_referral", {})["specialty"] = own
    return True


def other_name(answer: Answer, rng: random.Random) -> bool:
    """A secondary diagnosis's name, or the primary's misspelled, beside a code of another disease."""
    diagnosis = rng.choice(answer["diagnoses"])
    name = diagnosis["diagnosis_name"]
    other = rng.choice([found for found in column("diagnoses", "diagnosis_name") if found != name])
    diagnosis["diagnosis_name"] = rng.choice((other, name[:-1], name + "s"))
    return True


def other_complaint(answer: Answer, rng: random.Random) -> bool:
    """The complaint of another disease."""
    own = _disease(answer)["complaint"]
    answer["chief_complaint"] = rng.choice([found for found in column("diagnoses", "complaint") if found != own])
    return True


def other_specialty(answer: Answer, rng: random.Random) -> bool:
    """A provider of a specialty that does not treat the primary diagnosis."""
    if "specialty" not in answer["provider"]:
        return False
    refused = (
        answer["provider"]["specialty"],
        (_at(answer, "follow_up", "specialist_referral") or {}).get("specialty"),
    )
    answer["provider"]["specialty"] = rng.choice(
        [found for found in column("specialties", "specialty") if found not in refused]
    )
    return True


def other_drug(answer: Answer, rng: random.Random) -> bool:
    """A medication of the vocabulary, in its dosage, that treats none of the diagnoses."""
    if "medications" not in answer:
        return False
    categories = [diagnosis["icd10_code"][:3] for diagnosis in answer["diagnoses"]]
    unfit = [
        drug for drug in table("medications") if not any(category in drug["icd10_prefixes"] for category in categories)
    ]
    drug = rng.choice(unfit)
    rng.choice(answer["medications"]).update({name: drug[name] for name in ("medication_name", "dosage", "frequency")})
    return True


def other_dosage(answer: Answer, rng: random.Random) -> bool:
    """A dosage that is ten times as high, or a frequency that nobody prescribes."""
    if "medications" not in answer:
        return False
    drug = rng.choice(answer["medications"])
    drug.update(
        rng.choice(({"dosage": "10 x " + drug["dosage"]}, {"frequency": "twice hourly"}, {"dosage": "5000 kg"}))
    )
    return True


def other_code(answer: Answer, rng: random.Random) -> bool:
    """A test's code with its first digits changed."""
    orders = [order for order in answer.get("lab_orders", []) if "test_code" in order]
    if orders:
        order = rng.choice(orders)
        order["test_code"] = rng.choice(("7" + order["test_code"], order["test_code"][1:], order["test_code"] + "1"))
    return bool(orders)


def other_test(answer: Answer, rng: random.Random) -> bool:
    """A test, with its code, that the specialty of the primary diagnosis does not order."""
    orders = [order for order in answer.get("lab_orders", []) if "test_name" in order]
    if orders:
        specialty = _disease(answer)["specialty"]
        usual = [row["test_name"] for row in table("specialty_labs") if row["specialty"] == specialty]
        test = rng.choice([row for row in table("lab_orders") if row["test_name"] not in usual])
        order = rng.choice(orders)
        order.update({name: test[name] for name in ("test_name", "test_code") if name in order})
    return bool(orders)


def misnamed(answer: Answer, rng: random.Random, *, at: tuple[str, ...], name: str) -> bool:
    """A name of the vocabulary that is a word, or misspelled by one letter."""
    fields = _at(answer, *at)
    if fields is None or name not in fields:
        return False
    fields[name] = rng.choice((rng.choice(WORDS), fields[name][:-1], fields[name] + "e"))
    return True


def foreign_zip(answer: Answer, rng: random.Random) -> bool:
    """A zip code of another state, or one of four digits."""
    address = _at(answer, "facility", "address")
    if address is None or "zip_code" not in address:
        return False
    own = [row["zip_prefix"] for row in table("state_zips") if row["state"] == address["state"]]
    other = rng.choice([prefix for prefix in column("state_zips", "zip_prefix") if prefix not in own])
    address["zip_code"] = rng.choice((other + address["zip_code"][3:], address["zip_code"][:4]))
    return True


def unknown_pharmacy(answer: Answer, rng: random.Random) -> bool:
    """A pharmacy that is a word, or misspelled by one letter."""
    named = [drug for drug in answer.get("medications", []) if "pharmacy_name" in drug.get("pharmacy", {})]
    if named:
        pharmacy = rng.choice(named)["pharmacy"]
        pharmacy["pharmacy_name"] = rng.choice((rng.choice(WORDS), pharmacy["pharmacy_name"][:-1]))
    return bool(named)


def misshapen_code(answer: Answer, rng: random.Random) -> bool:
    """An ICD-10 code without its letter or point, in small letters, or a word."""
    diagnosis = rng.choice(answer["diagnoses"])
    code = diagnosis["icd10_code"]
    diagnosis["icd10_code"] = rng.choice((code[1:], code.lower(), code[:3] + "_" + code[3:], "Strategy", code + "."))
    return True


def wordy_dosage(answer: Answer, rng: random.Random) -> bool:
    """A dosage without a number."""
    if "medications" not in answer:
        return False
    rng.choice(answer["medications"])["dosage"] = rng.choice(("mg", "one tablet", "as directed", "Strategy"))
    return True


def person_as_drug(answer: Answer, rng: random.Random) -> bool:
    """The patient's or the provider's name in place of a medication's."""
    if "medications" not in answer:
        return False
    rng.choice(answer["medications"])["medication_name"] = rng.choice((answer["patient"], answer["provider"]))["name"]
    return True


def wordy_identifier(answer: Answer, rng: random.Random) -> bool:
    """A word in place of the visit's, the patient's or the provider's identifier."""
    spots = ((answer, "encounter_id"), (answer["patient"], "patient_id"), (answer["provider"], "provider_id"))
    fields, name = rng.choice(spots)
    fields[name] = rng.choice(WORDS)
    return True


BREAKERS: dict[str, Breaker] = {
    "bmi_is_weight_over_height_squared": bmi,
    "systolic_is_above_diastolic": narrow_pressure,
    "systolic_is_possible": partial(vital, name="blood_pressure_systolic", low="60", high="260"),
    "diastolic_is_possible": partial(vital, name="blood_pressure_diastolic", low="30", high="160"),
    "heart_rate_is_possible": partial(vital, name="heart_rate", low="25", high="250"),
    "temperature_is_possible": partial(vital, name="temperature", low="33", high="43"),
    "respiratory_rate_is_possible": partial(vital, name="respiratory_rate", low="5", high="60"),
    "oxygen_saturation_is_possible": partial(vital, name="oxygen_saturation", low="50", high="100"),
    "height_is_possible": partial(stature, name="height_cm", far=("39.9", "230.1", "1.72", "1720")),
    "weight_is_possible": partial(stature, name="weight_kg", far=("1.9", "300.1", "0.1", "7200")),
    "bmi_is_possible": partial(stature, name="bmi", far=("9.9", "70.1", "2.4", "240.5")),
    "visit_is_plausible": other_times,
    "patient_is_born_before_the_visit": unborn_patient,
    "lab_orders_are_near_the_visit": late_order,
    "follow_up_is_within_two_years": odd_follow_up,
    "one_diagnosis_is_primary": many_primaries,
    "diagnoses_are_unique": diagnosis_twice,
    "medications_are_unique": partial(entry_twice, name="medications"),
    "lab_orders_are_unique": partial(entry_twice, name="lab_orders"),
    "referral_is_to_another_specialty": referral_to_own,
    "diagnoses_bear_their_names": other_name,
    "complaint_fits_the_primary_diagnosis": other_complaint,
    "specialty_fits_the_primary_diagnosis": other_specialty,
    "medications_treat_a_diagnosis": other_drug,
    "medications_have_their_dosage": other_dosage,
    "lab_orders_bear_their_codes": other_code,
    "lab_orders_fit_the_primary_diagnosis": other_test,
    "facility_is_known": partial(misnamed, at=("facility",), name="facility_name"),
    "facility_city_is_of_the_state": partial(misnamed, at=("facility", "address"), name="city"),
    "facility_zip_code_is_of_the_state": foreign_zip,
    "insurer_is_known": partial(misnamed, at=("patient", "insurance"), name="provider"),
    "pharmacies_are_known": unknown_pharmacy,
    "referral_specialty_is_known": partial(misnamed, at=("follow_up", "specialist_referral"), name="specialty"),
    "icd10_codes_are_well_formed": misshapen_code,
    "dosages_have_a_number": wordy_dosage,
    "medications_are_no_people": person_as_drug,
    "identifiers_have_digits": wordy_identifier,
}
