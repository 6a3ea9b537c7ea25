"""`goldsmith diff`: rows by id, gates that moved, recipe keys and files that differ."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from program import REPLACED, goldsmith


def compared(a: Path, b: Path) -> Any:
    return json.loads(goldsmith("diff", a, b, "--json").succeeded().out)


def test_rows_made_anew_are_the_ones_that_changed(replaced: Path) -> None:
    made = compared(replaced.with_name("1.0.0"), replaced)
    assert (made["a"], made["b"]) == ("small/1.0.0", "small/1.0.1")
    assert {key: made["rows"][key] for key in ("added", "removed", "changed", "same")} == {
        "added": 0,
        "removed": 0,
        "changed": 3,
        "same": 157,
    }
    assert {id_ for kind in made["kinds"] for id_ in kind["ids"]["changed"]} == REPLACED.keys()
    assert made["recipe"] == [{"name": "version", "before": "1.0.0", "after": "1.0.1"}]
    assert {
        "name": "attempts",
        "before": {"generated": 160, "dropped": 0},
        "after": {"generated": 163, "dropped": 3},
    } in made["gates"]


def test_a_release_and_itself_have_no_difference(small_release: Path) -> None:
    said = goldsmith("diff", small_release, small_release).succeeded().out.splitlines()
    assert said == ["small/1.0.0 → small/1.0.0: 0 added, 0 removed, 0 changed, 160 the same", "gates       none moved"]


def test_another_recipe_shows_rows_gates_keys_and_files(small_release: Path, domain_release: Path) -> None:
    made = compared(small_release, domain_release)
    assert made["rows"]["added"] == 400
    assert made["rows"]["removed"] == 160
    (bikes,) = (kind for kind in made["kinds"] if kind["kind"] == "bike_rental")
    assert bikes["ids"]["added"] == [f"bike_rental-{at:07d}" for at in range(5)]
    gates = {one["name"]: one for one in made["gates"]}
    assert gates["rule bike_rental.bike_is_known"]["before"] == {}
    assert gates["liars of invoice.subtotal_is_sum_of_lines"]["after"] == {}
    assert {"name": "count", "before": 160, "after": 400} in made["recipe"]
    assert "rules/bike_rental.sql" in {one["name"] for one in made["files"]}
    said = goldsmith("diff", small_release, domain_release).succeeded().out
    assert "and 395 more" in said
    assert "bike_rental.bike_is_known: new" in said


def test_a_row_that_moved_to_another_split_is_told(small_release: Path, spoiled: Path) -> None:
    file = next((spoiled / "data").glob("test-*"))
    rows = pq.read_table(file).to_pylist()
    rows[0]["meta"] = rows[0]["meta"].replace('"split":"test"', '"split":"train"')
    pq.write_table(pa.Table.from_pylist(rows, schema=pq.read_schema(file)), file)
    made = compared(small_release, spoiled)
    assert (made["rows"]["changed"], made["rows"]["split_changed"], made["rows"]["answer_changed"]) == (1, 1, 0)


def test_what_is_no_release_or_cannot_be_read_is_said_in_one_line(
    small_release: Path, spoiled: Path, tmp_path: Path
) -> None:
    assert goldsmith("diff", small_release, tmp_path).error == f"'{tmp_path}' is no release: it has no manifest.json"
    next((spoiled / "data").glob("train-*")).write_bytes(b"PAR1")
    ran = goldsmith("diff", small_release, spoiled)
    assert (ran.code, "cannot be compared" in ran.error) == (2, True)
    shutil.rmtree(spoiled / "data")
    assert "has no twin" in goldsmith("diff", small_release, spoiled).error
