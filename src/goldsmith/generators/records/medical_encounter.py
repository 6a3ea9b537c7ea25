"""Draws visits to a doctor: everything follows from the primary diagnosis, its specialty and the patient's age."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import FIRST_DAY, between, code, day
from goldsmith.generators.people import LOCALES, person
from goldsmith.generators.places import on_the_clock, street, us_place, zip_code
from goldsmith.schemas.vocabulary import Row, column, grouped, table

OLDER = ("I11", "I20", "I25", "I50", "I73", "J44", "M17", "N18", "H40", "L57", "G62")
YOUNGER = ("L70", "F90")
FEVERISH = ("J10", "J18", "U07", "N10", "J02", "R50", "L03")
RACING = ("I47", "I48", "R00", "E05")
BREATHLESS = ("J18", "J44", "J45", "I50", "U07")
PRESSED = ("I10", "I11")
COMORBID = ("E66.9", "K21.9", "F41.9", "E55.9", "G47.00", "F17.210", "J30.9", "E03.9", "M54.2")
COMORBID_LATER = ("I10", "E78.5", "E11.9", *COMORBID)
EXCLUDED = {
    "I10": ("I11", "I50", "I95", "N18"),  # ICD-10-CM codes these together with hypertension in one
    "E11": ("E10",),
    "E03": ("E05", "E06"),
    "F41": ("F20", "F31", "F32", "F33", "F43"),
    "E55": ("E83", "E87"),
    "M54": ("M45", "M62", "N10", "N20"),
    "K21": ("K25", "K29"),
}
"""Categories that are not coded, or would hardly be coded, beside a primary diagnosis of the categories behind them."""
FIRST_CODED = {
    "K21.00": date(2020, 10, 5),
    "N18.30": date(2020, 10, 5),
    "F32.A": date(2021, 10, 5),
    "M54.50": date(2021, 10, 5),
    "R05.1": date(2021, 10, 5),
    "U07.1": date(2022, 1, 10),  # the code is older, its oral treatment is not
    "I47.10": date(2022, 10, 5),
}
"""When ICD-10-CM took in the codes that are younger than the first visits."""
REFERRING = ("Internal Medicine", "Family Medicine", "Emergency Medicine")
NOTES = {
    "primary": ("Discussed with the patient in detail", "Treatment plan agreed", "Written information handed out"),
    "secondary": ("No change since the last visit", "To be reviewed at the next visit", "Noted for completeness"),
    "differential": ("To be ruled out", "Less likely, kept under observation", "Considered because symptoms overlap"),
}
ADVICE = (
    "Return sooner if symptoms get worse",
    "Bring a list of all current medicines to the next visit",
    "Call the clinic if new symptoms appear",
    "Keep a short daily diary of the symptoms",
    "Review the response to treatment at the next visit",
    "Go to the emergency department if symptoms become severe",
)
PASSING = (
    "A04",
    "A08",
    "J01",
    "J02",
    "J03",
    "J06",
    "J10",
    "J18",
    "J20",
    "K52",
    "N10",
    "N30",
    "N39",
    "R05",
    "R50",
    "U07",
)
"""Categories that are over within weeks, so that nobody is asked back after half a year."""
NAMED = ("Lyme",)
"""Words that begin a diagnosis and are names of people and places, beside those with an apostrophe."""
REST = "Rest, drink enough fluids and return if there is no improvement"
AREAS = ("202", "206", "213", "303", "305", "312", "415", "503", "512", "617", "702", "718")
ENCOUNTER_FORMS = ("ENC-######", "ENC-##-#####", "E########", "VIS-######", "enc_%%%%%#", "#########")
PATIENT_FORMS = ("PT-######", "P#######", "PAT-#####", "pt_#####", "#######")
PROVIDER_FORMS = ("PRV-####", "DR-#####", "1#########", "P-####-?", "NPI-1#########")
POLICY_FORMS = ("???#########", "POL-########", "??-####-####", "W##########")


def medical_encounter(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one visit; `odd` is about the patient's name."""
    primary = rng.choice(table("diagnoses"))
    place = us_place(rng)
    visit = _visit(rng, primary, place["timezone"])
    years = _years(rng, primary["icd10_code"][:3])
    rows = _diagnoses(rng, primary, years)
    draft: dict[str, Any] = {
        "encounter_id": code(rng, rng.choice(ENCOUNTER_FORMS)),
        "visit_date": visit,
        "patient": _patient(rng, odd, visit, years),
        "provider": _provider(rng, primary["specialty"]),
        "chief_complaint": primary["complaint"],
        "diagnoses": [_diagnosis(rng, *row) for row in rows],
    }
    if chance(rng, 60):
        draft["facility"] = _facility(rng, place)
    if chance(rng, 75):
        present = [row["icd10_code"][:3] for row, kind in rows if kind != "differential"]
        draft["vitals"] = _vitals(rng, present, draft["patient"]["name"].split(" ")[0])
    _write_up(rng, draft, primary["specialty"])
    if chance(rng, 55):
        draft["lab_orders"] = _lab_orders(rng, primary["specialty"], visit)
    if chance(rng, 70):
        draft["medications"] = _medications(rng, rows)
    if chance(rng, 60):
        draft["follow_up"] = _follow_up(rng, rows)
    return draft


def _visit(rng: random.Random, primary: Row, zone: str) -> datetime:
    """A moment of a day's working hours at the place, on its own clock or in UTC; only emergencies come at weekends."""
    on = day(rng, FIRST_CODED.get(primary["icd10_code"], FIRST_DAY))
    if on.weekday() >= 5 and primary["specialty"] != "Emergency Medicine":
        on -= timedelta(days=2)
    shown = datetime(on.year, on.month, on.day, rng.randint(7, 17), 5 * rng.randint(0, 11))
    local = on_the_clock(shown, zone)
    return local if chance(rng, 50) else local.astimezone(UTC)


def _years(rng: random.Random, category: str) -> int:
    """An age in years that the disease is common at."""
    if category in OLDER:
        return rng.randint(48, 92)
    return rng.randint(18, 38) if category in YOUNGER else rng.randint(18, 85)


def _patient(rng: random.Random, odd: str, visit: datetime, years: int) -> dict[str, Any]:
    name = person(rng, odd)
    patient: dict[str, Any] = {
        "patient_id": code(rng, rng.choice(PATIENT_FORMS)),
        "name": name,
        "date_of_birth": visit.date() - timedelta(days=years * 365 + years // 4 + rng.randint(2, 360)),
    }
    if chance(rng, 65):
        patient["gender"] = _gender(rng, name.split(" ")[0])
    if chance(rng, 50):
        patient["medical_record_number"] = code(rng, rng.choice(("MRN-#######", "MRN########", "##-##-##-##")))
    if chance(rng, 50):
        patient["insurance"] = _insurance(rng)
    return patient


@cache
def _given(gender: str) -> frozenset[str]:
    """Faker's given names that at least one of the locales gives to a gender."""
    providers = [import_module(f"faker.providers.person.{locale}").Provider for locale in LOCALES]
    return frozenset(name for provider in providers for name in getattr(provider, f"first_names_{gender}", ()))


def _gender(rng: random.Random, given: str) -> str:
    """The gender that the given name suggests; one patient in eight states another answer."""
    if chance(rng, 12):
        return rng.choice(("other", "prefer_not_to_say"))
    male, female = given in _given("male"), given in _given("female")
    return rng.choice(("male", "female")) if male == female else "male" if male else "female"


def _insurance(rng: random.Random) -> dict[str, Any]:
    insurance = {"provider": rng.choice(column("insurers", "provider"))}
    if chance(rng, 75):
        insurance["policy_number"] = code(rng, rng.choice(POLICY_FORMS))
    if chance(rng, 45):
        insurance["group_number"] = code(rng, rng.choice(("GRP-#####", "G######", "#####")))
    return insurance


def _provider(rng: random.Random, specialty: str) -> dict[str, Any]:
    provider = {"provider_id": code(rng, rng.choice(PROVIDER_FORMS)), "name": person(rng)}
    if chance(rng, 75):
        provider["specialty"] = specialty
    if chance(rng, 35):
        provider["license_number"] = code(rng, rng.choice(("MD-######", "?#####", "LIC-#######", "MD#####")))
    return provider


def _facility(rng: random.Random, place: Row) -> dict[str, Any]:
    facility: dict[str, Any] = {"facility_name": rng.choice(column("facilities", "facility_name"))}
    if chance(rng, 50):
        facility["facility_id"] = code(rng, rng.choice(("FAC-####", "F#####", "HOSP-###", "CL-####")))
    if chance(rng, 60):
        facility["address"] = {"city": place["city"], "state": place["state"]}
        if chance(rng, 70):
            facility["address"]["street"] = street(rng)
        if chance(rng, 75):
            facility["address"]["zip_code"] = zip_code(rng, place)
    return facility


def _diagnoses(rng: random.Random, primary: Row, years: int) -> list[tuple[Row, str]]:
    """The primary diagnosis, diseases that come with many others, and sometimes one that looks alike."""
    category = primary["icd10_code"][:3]
    rows = [(primary, "primary")]
    pool = [row for row in _by_code(COMORBID_LATER if years >= 40 else COMORBID) if _goes_with(row, category)]
    rows += [(row, "secondary") for row in rng.sample(pool, pick(rng, ((0, 45), (1, 30), (2, 17), (3, 8))))]
    alike = [row for row in grouped("diagnoses", "specialty")[primary["specialty"]] if _looks_like(row, rows, years)]
    if alike and chance(rng, 20):
        rows.append((rng.choice(alike), "differential"))
    return rows


@cache
def _by_code(codes: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(row for row in table("diagnoses") if row["icd10_code"] in codes)


def _goes_with(row: Row, primary: str) -> bool:
    category = row["icd10_code"][:3]
    return category != primary and primary not in EXCLUDED.get(category, ())


def _looks_like(row: Row, rows: list[tuple[Row, str]], years: int) -> bool:
    """Of the primary diagnosis's chapter, of another category than all that are there, and common at the age."""
    category = row["icd10_code"][:3]
    if category in [there["icd10_code"][:3] for there, _ in rows] or (years < 45 and category in OLDER):
        return False
    return category[0] == rows[0][0]["icd10_code"][0] != "E"


def _diagnosis(rng: random.Random, row: Row, kind: str) -> dict[str, Any]:
    made = {"icd10_code": row["icd10_code"], "diagnosis_name": row["diagnosis_name"], "diagnosis_type": kind}
    if chance(rng, 30):
        made["notes"] = rng.choice(NOTES[kind])
    return made


def _vitals(rng: random.Random, categories: list[str], given: str) -> dict[str, Any]:
    """Vitals that fit the diagnoses and the given name; at least the heart rate is taken."""
    tallest = 197 if given in _given("male") else 181
    measured = _circulation(rng, categories) | _breathing(rng, categories) | _body(rng, "E66" in categories, tallest)
    pressure, rest = chance(rng, 80), rng.choice((60, 75, 90))
    kept = {
        name: value for name, value in measured.items() if (pressure if name.startswith("blood") else chance(rng, rest))
    }
    return kept or {"heart_rate": measured["heart_rate"]}


def _circulation(rng: random.Random, categories: list[str]) -> dict[str, Decimal]:
    diastolic, gap = rng.randint(60, 85), rng.randint(36, 55)
    if any(category in PRESSED for category in categories):
        diastolic, gap = rng.randint(84, 104), rng.randint(50, 72)
    elif "I95" in categories:
        diastolic, gap = rng.randint(50, 60), rng.randint(30, 42)
    heart = rng.randint(56, 94)
    if any(category in RACING for category in categories):
        heart = rng.randint(96, 148)
    return {
        "blood_pressure_systolic": Decimal(diastolic + gap),
        "blood_pressure_diastolic": Decimal(diastolic),
        "heart_rate": Decimal(heart),
    }


def _breathing(rng: random.Random, categories: list[str]) -> dict[str, Decimal]:
    short = any(category in BREATHLESS for category in categories)
    hot = any(category in FEVERISH for category in categories)
    return {
        "temperature": between(rng, "38.0", "40.1", 1) if hot else between(rng, "35.9", "37.3", 1),
        "respiratory_rate": Decimal(rng.randint(18, 28) if short else rng.randint(12, 18)),
        "oxygen_saturation": Decimal(rng.randint(88, 95) if short else rng.randint(95, 100)),
    }


def _body(rng: random.Random, obese: bool, tallest: int) -> dict[str, Decimal]:
    """Height and weight, whole or to one decimal, from a body mass index that an adult has."""
    height = rng.randint(tallest - 29, tallest) * 10
    if chance(rng, 50):
        height -= rng.randint(1, 9)
    index = rng.randint(310, 430) if obese else rng.randint(186, 298)
    weight = index * height * height // 10**6
    if chance(rng, 50):
        weight -= weight % 10
    return {"height_cm": _tenths(height), "weight_kg": _tenths(weight)}


def _tenths(count: int) -> Decimal:
    return Decimal(count // 10) if count % 10 == 0 else Decimal(count).scaleb(-1)


def _write_up(rng: random.Random, draft: dict[str, Any], specialty: str) -> None:
    """The doctor's prose: the story and the examination belong to one visit of the specialty."""
    finding = rng.choice(grouped("findings", "specialty")[specialty])
    if chance(rng, 50):
        draft["history_of_present_illness"] = finding["history"]
    if chance(rng, 50):
        draft["physical_examination"] = finding["examination"]


def _lab_orders(rng: random.Random, specialty: str, visit: datetime) -> list[dict[str, Any]]:
    tests = grouped("specialty_labs", "specialty")[specialty]
    urgency = ("urgent", "stat") if specialty == "Emergency Medicine" else ("routine",) * 6 + ("urgent",)
    return [
        _lab_order(rng, test, rng.choice(urgency), visit)
        for test in rng.sample(tests, rng.randint(1, min(3, len(tests))))
    ]


def _lab_order(rng: random.Random, test: Row, priority: str, visit: datetime) -> dict[str, Any]:
    order: dict[str, Any] = {"test_name": test["test_name"]}
    if chance(rng, 70):
        order["test_code"] = test["test_code"]
    if chance(rng, 65):
        order["priority"] = priority
    if chance(rng, 60):
        days = 0 if priority != "routine" or chance(rng, 80) else rng.choice((-1, 1))
        order["ordered_timestamp"] = visit + timedelta(days=days, minutes=rng.randint(5, 120))
    return order


def _medications(rng: random.Random, rows: list[tuple[Row, str]]) -> list[dict[str, Any]]:
    """One medication for each diagnosis that is treated, none for what is only suspected."""
    pharmacy = _pharmacy(rng)
    taken: dict[str, Row] = {}
    for row, kind in rows:
        if kind == "primary" or (kind == "secondary" and chance(rng, 60)):
            drug = rng.choice(_drugs(row["icd10_code"][:3]))
            taken.setdefault(drug["medication_name"], drug)
    return [_medication(rng, drug, pharmacy) for drug in taken.values()]


@cache
def _drugs(category: str) -> tuple[Row, ...]:
    return tuple(drug for drug in table("medications") if category in drug["icd10_prefixes"].split())


def _medication(rng: random.Random, drug: Row, pharmacy: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {name: drug[name] for name in ("medication_name", "dosage", "frequency")}
    if chance(rng, 65):
        made["duration"] = drug["duration"]
    if chance(rng, 50):
        made["instructions"] = drug["instructions"]
    if chance(rng, 35):
        made["pharmacy"] = pharmacy
    return made


def _pharmacy(rng: random.Random) -> dict[str, Any]:
    pharmacy = {"pharmacy_name": rng.choice(column("pharmacies", "pharmacy_name"))}
    if chance(rng, 65):
        line = f"555-01{rng.randint(0, 99):02d}"
        pharmacy["phone"] = rng.choice(("({}) {}", "{}-{}", "+1-{}-{}")).format(rng.choice(AREAS), line)
    return pharmacy


def _follow_up(rng: random.Random, rows: list[tuple[Row, str]]) -> dict[str, Any]:
    treated = max(int(drug["duration"].split(" ")[0]) for drug in _drugs(rows[0][0]["icd10_code"][:3]))
    passing = rows[0][0]["icd10_code"].startswith(PASSING)
    days = rng.choice((3, 5, 7, 10, 14, 21) if passing or treated <= 14 else (14, 21, 28, 30, 42, 60, 90, 180))
    made: dict[str, Any] = {"recommended_in_days": days}
    if chance(rng, 60):
        made["instructions"] = rng.choice((*ADVICE, REST) if passing else ADVICE)
    own = rows[0][0]["specialty"]
    others = [row for row, _ in rows if row["specialty"] not in (own, *REFERRING)]
    if others and chance(rng, 65):
        made["specialist_referral"] = _referral(rng, rng.choice(others))
    return made


def _in_sentence(name: str) -> str:
    """A diagnosis as it stands inside a sentence: "type 2 diabetes mellitus", but "Crohn's disease" and "COVID-19"."""
    first = name.split(" ")[0]
    return name if "'" in first or not first[1:].islower() or first in NAMED else name[:1].lower() + name[1:]


def _referral(rng: random.Random, row: Row) -> dict[str, Any]:
    made: dict[str, Any] = {"specialty": row["specialty"]}
    if chance(rng, 75):
        purpose = rng.choice(("Assessment of", "Further treatment of", "Second opinion on"))
        made["reason"] = f"{purpose} {_in_sentence(row['diagnosis_name'])}"
    if chance(rng, 65):
        made["urgency"] = "routine" if chance(rng, 85) else "urgent"
    return made
