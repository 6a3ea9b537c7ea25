"""Draws lab results: parameters of one panel, most of them in range, with a status that says so."""

import random
from decimal import Decimal
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import code, day
from goldsmith.generators.people import person
from goldsmith.schemas.vocabulary import Row, column, grouped

PATIENT_FORMS = ("P-######", "MRN-#######", "PT-#####", "PAT######", "#######", "P##-####")
OVERLAPPING = (
    ("Red Blood Cell Count", "Hemoglobin", "Hematocrit"),
    ("Mean Corpuscular Volume", "Mean Corpuscular Hemoglobin", "Mean Corpuscular Hemoglobin Concentration"),
    ("Total Cholesterol", "LDL Cholesterol", "Non-HDL Cholesterol"),
    ("Triglycerides", "VLDL Cholesterol"),
    ("Total Bilirubin", "Direct Bilirubin"),
    ("Albumin", "Total Protein"),
    ("Serum Creatinine", "Estimated Glomerular Filtration Rate"),
    ("Free Thyroxine", "Total Thyroxine"),
    ("Free Triiodothyronine", "Total Triiodothyronine"),
    ("Hemoglobin A1c", "Estimated Average Glucose"),
    ("Urine Albumin", "Albumin to Creatinine Ratio"),
    ("Prothrombin Time", "International Normalized Ratio"),
    ("Serum Iron", "Transferrin Saturation"),
    ("Total Iron Binding Capacity", "Transferrin"),
    ("Creatine Kinase", "Creatine Kinase MB"),
    ("B-Type Natriuretic Peptide", "NT-proBNP"),
    ("Partial Pressure of Carbon Dioxide", "Bicarbonate"),
)
"""Parameters that nearly follow from each other; one of each group is reported, so that no two contradict."""


def medical_record(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one lab report; `odd` names the physician, who is then present."""
    test_type = rng.choice(column("lab_tests", "test_type"))
    rows = _parameters(rng, grouped("lab_tests", "test_type")[test_type])
    outside = pick(rng, ((0, 55), (1, 30), (2, 15)))
    strays = [position < outside for position in range(len(rows))]
    rng.shuffle(strays)
    draft: dict[str, Any] = {
        "patient_id": code(rng, rng.choice(PATIENT_FORMS)),
        "test_type": test_type,
        "test_date": day(rng),
        "results": [_result(rng, *pair) for pair in zip(rows, strays, strict=True)],
    }
    _print_ranges(rng, rows, draft["results"])
    if odd or chance(rng, 65):
        draft["ordering_physician"] = person(rng, odd)
    if chance(rng, 60):
        draft["lab_name"] = rng.choice(column("labs", "lab_name"))
    if chance(rng, 75):
        draft["status"] = "pending" if chance(rng, 10) else "abnormal" if outside else "complete"
    return draft


def _parameters(rng: random.Random, panel: tuple[Row, ...]) -> list[Row]:
    """One to six parameters of a panel in the panel's order, one of each overlapping group."""
    taken: dict[str, int] = {}
    for position in rng.sample(range(len(panel)), len(panel)):
        name = panel[position]["parameter"]
        group = next((names[0] for names in OVERLAPPING if name in names), name)
        taken.setdefault(group, position)
    most = min(6, len(taken))
    kept = list(taken.values())[: rng.randint(min(2, most), most)]
    return [panel[position] for position in sorted(kept)]


def _result(rng: random.Random, row: Row, stray: bool) -> dict[str, Any]:
    return {"parameter": row["parameter"], "value": _value(rng, row, stray), "unit": row["unit"]}


def _value(rng: random.Random, row: Row, stray: bool) -> Decimal:
    """A value in the reference range, or outside it and mostly near."""
    places = int(row["decimals"])
    least, low, high, most = (_steps(row[name], places) for name in ("value_min", "low", "high", "value_max"))
    if low == 0:
        high -= 1  # a range that is written <HIGH leaves its end outside
    if not stray:
        return Decimal(rng.randint(max(low, least, 1), high)).scaleb(-places)
    reach = 1 if chance(rng, 30) else 4
    if low > least and chance(rng, 40):
        return Decimal(low - 1 - rng.randint(0, (low - 1 - least) // reach)).scaleb(-places)
    return Decimal(high + 1 + rng.randint(0, (most - high - 1) // reach)).scaleb(-places)


def _steps(number: str, places: int) -> int:
    return int(Decimal(number).scaleb(places))


def _print_ranges(rng: random.Random, rows: list[Row], results: list[dict[str, Any]]) -> None:
    """Most reports print every reference range, some print a few of them or none."""
    share = rng.choice((100, 100, 100, 100, 60, 0))
    for row, result in zip(rows, results, strict=True):
        if chance(rng, share):
            result["reference_range"] = f"{row['low']}-{row['high']}" if Decimal(row["low"]) else f"<{row['high']}"
