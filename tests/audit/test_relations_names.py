"""What names alone forbid: people among the products, values outside of what a quantity can be."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from goldsmith.audit.checks.relations import related
from goldsmith.audit.findings import Finding, Severity
from goldsmith.audit.load import load

PEOPLE = ("Michael Henry", "Susan Clark", "James Miller", "Karen Lopez", "David Allen", "Laura Baker", "Amy Walker")
GOODS = ("Garden Hose", "Desk Lamp", "Jasmine Rice", "Ginger Beer", "Yoga Mat", "Bird Feeder", "Calvin Klein Shirt")


def found(folder: Path, records: list[dict[str, Any]]) -> list[Finding]:
    lines = [json.dumps({"prompt": f"Text {at}", "completion": json.dumps(one)}) for at, one in enumerate(records)]
    (folder / "data.jsonl").write_text("\n".join(lines), encoding="utf-8")
    rows, _ = load([folder / "data.jsonl"], {}, folder)
    return list(related(rows, ()))


def cart(rng: Random, names: tuple[str, ...]) -> dict[str, Any]:
    items = [
        {"name": rng.choice(names), "qty": rng.randint(1, 4), "price": rng.randint(100, 900) / 100} for _ in range(2)
    ]
    return {"customer": {"name": rng.choice(PEOPLE)}, "items": items, "weight": rng.randint(1, 9)}


def test_products_that_are_called_like_people_are_found(tmp_path: Path) -> None:
    rng = Random(1)
    records = [cart(rng, PEOPLE if at % 3 == 0 else GOODS) for at in range(90)]
    [one] = found(tmp_path, records)
    assert (one.check, one.severity) == ("person_as_thing", Severity.ERROR)
    assert list(one.places) == list(range(0, 90, 3))
    assert "items.name" in one.examples[0].evidence


def test_products_of_a_known_record_type_are_looked_at_too(tmp_path: Path) -> None:
    rng = Random(1)
    lines = [
        {"product_id": f"P-{at}", "product_name": rng.choice(PEOPLE if at % 2 else GOODS), "quantity": 2, "price": 1.5}
        for at in range(80)
    ]
    carts = [
        {"cart_id": f"C-{at}", "user_id": f"U-{at}", "items": [line], "total": 3.0} for at, line in enumerate(lines)
    ]
    [one] = found(tmp_path, carts)
    assert (one.check, list(one.places)) == ("person_as_thing", list(range(1, 80, 2)))


def test_people_may_be_called_like_people(tmp_path: Path) -> None:
    rng = Random(1)
    assert found(tmp_path, [cart(rng, GOODS) for _ in range(90)]) == []
    patients = [{"patient": {"name": rng.choice(PEOPLE)}, "weight": rng.randint(50, 90), "price": 7} for _ in range(90)]
    assert found(tmp_path, patients) == []


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("battery_level", (0, 100), 140),
        ("humidity_percent", (5, 95), 152),
        ("longitude", (-170, 170), 215),
        ("rating", (1, 5), 9),
        ("patientAge", (1, 95), 245),
        ("quantity", (1, 40), -3),
    ],
)
def test_values_outside_of_what_a_name_allows_are_found(
    name: str, right: tuple[int, int], wrong: int, tmp_path: Path
) -> None:
    rng = Random(1)
    records = [{"id": f"R{at}", name: rng.randint(*right)} for at in range(120)]
    assert found(tmp_path, records) == []
    for at in (4, 50, 99):
        records[at][name] = wrong
    [one] = found(tmp_path, records)
    assert (one.severity, list(one.places)) == (Severity.ERROR, [4, 50, 99])
    assert f"{name} {wrong}" in one.examples[0].evidence


def test_what_no_name_excuses_is_wrong_however_common(tmp_path: Path) -> None:
    records = [{"id": f"R{at}", "oxygen_saturation": 90 + at % 9 if at % 2 else 252} for at in range(60)]
    [one] = found(tmp_path, records)
    assert list(one.places) == list(range(0, 60, 2))


@pytest.mark.parametrize("name", ["growth_percentage", "daily_value_percent", "roi_percent", "price_change_pct"])
def test_percentages_of_change_know_no_bounds(name: str, tmp_path: Path) -> None:
    rng = Random(1)
    records = [{"id": f"R{at}", name: rng.randint(-20, 90)} for at in range(120)]
    records[7][name] = 240
    assert found(tmp_path, records) == []
