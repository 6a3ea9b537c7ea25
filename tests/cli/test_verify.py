"""`goldsmith verify`: a good release passes, and no change of a release does, whatever digests were recomputed."""

import json
import random
import shutil
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forgery import Rows, answer_of, certify, findings, forge, give_answer, give_prompt, reseal, rows_of, write_rows
from goldsmith.core.canonical import to_json
from goldsmith.core.nouns import Row
from goldsmith.datasets.keys import SPLITS
from program import goldsmith

TRAIN = "train-00000-of-00003"


@pytest.mark.slow
def test_a_release_of_every_record_type_is_verified(release: Path) -> None:
    ran = goldsmith("verify", release, "--workers", "2").succeeded()
    assert "verified, 1,500 rows" in ran.out
    assert "FAIL" not in ran.out


def test_verify_says_each_check_and_how_much_it_looked_at(small_release: Path) -> None:
    found = json.loads(goldsmith("verify", small_release, "--json").succeeded().out)
    assert (found["ok"], found["rows"], found["findings"], found["notes"]) == (True, 160, [], [])
    assert all(check["ok"] and check["checked"] > 0 for check in found["checks"])
    assert all(one["applicable"] > 0 for one in found["relations"])


def test_verify_changes_nothing(spoiled: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in spoiled.rglob("*") if path.is_file()}
    goldsmith("verify", spoiled).succeeded()
    assert before == {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in spoiled.rglob("*") if path.is_file()
    }


def test_findings_are_exit_code_1_and_one_line_that_names_the_file(spoiled: Path) -> None:
    (spoiled / "README.md").write_text("Better than ever.", encoding="utf-8")
    ran = goldsmith("verify", spoiled)
    assert ran.code == 1
    assert ran.error == "small/1.0.0: 1 findings, first: README.md is not what was released"


@pytest.mark.parametrize(
    ("path", "why"),
    [("nowhere", "is no folder; give the folder of a release"), (".", "is no release: it has no manifest.json")],
)
def test_what_is_no_release_is_exit_code_2_and_named(tmp_path: Path, path: str, why: str) -> None:
    ran = goldsmith("verify", tmp_path / path)
    assert ran.code == 2
    assert why in ran.error


# One byte


def flip(file: Path, place: int, mask: int) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= mask
    file.write_bytes(data)


def flipped_everywhere(release: Path, name: str, times: int) -> list[str]:
    """The findings after each of several changes of one byte of a file; the file is as before afterwards."""
    rng = random.Random(name)
    file = release / name
    whole = file.read_bytes()
    found = []
    for _ in range(times):
        flip(file, rng.randrange(len(whole)), rng.randrange(1, 256))
        found.append(findings(release))
        file.write_bytes(whole)
    return found


DATA = [
    f"jsonl/{TRAIN}.jsonl",
    f"data/{TRAIN}.parquet",
    "jsonl/test-00000-of-00001.jsonl",
    "data/test-00000-of-00001.parquet",
]
BESIDE = [
    "certificate.json",
    "recipe.yaml",
    "rules/invoice.sql",
    "schemas/rating.json",
    "vocabulary/products.parquet",
    "README.md",
]


@pytest.mark.parametrize("name", DATA + BESIDE)
def test_one_changed_byte_of_a_file_is_found_and_the_file_is_named(spoiled: Path, name: str) -> None:
    assert all(f"{name} is not what was released" in found for found in flipped_everywhere(spoiled, name, 2))


def test_one_changed_byte_of_the_manifest_is_found_and_it_is_named(spoiled: Path) -> None:
    assert all("manifest.json" in found for found in flipped_everywhere(spoiled, "manifest.json", 8))


@pytest.mark.faults
@pytest.mark.parametrize("name", [*DATA, *BESIDE, "manifest.json"])
def test_a_changed_byte_at_any_place_is_found(spoiled: Path, name: str) -> None:
    assert all(name in found for found in flipped_everywhere(spoiled, name, 40))


@pytest.mark.parametrize("form", ["jsonl", "data"])
def test_a_byte_that_changes_a_row_names_the_row_even_with_digests_recomputed(spoiled: Path, form: str) -> None:
    (file,) = (spoiled / form).glob(f"{TRAIN}.*")
    data = file.read_bytes()
    at = data.index(b'"kind":"invoice","prompt":"') + 40 if form == "jsonl" else 0
    if form == "jsonl":
        flip(file, at, 1)
    else:
        shutil.copy(spoiled / form / "train-00001-of-00003.parquet", file)
    reseal(spoiled)
    found = findings(spoiled)
    assert f"{TRAIN}.parquet row" in found or f"{TRAIN}.jsonl line" in found


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("keep", [0.0, 0.5, 0.99])
def test_a_file_that_was_cut_short_is_found_and_named(spoiled: Path, name: str, keep: float) -> None:
    whole = (spoiled / name).read_bytes()
    (spoiled / name).write_bytes(whole[: int(keep * len(whole))])
    assert f"{name} is not what was released" in findings(spoiled)
    reseal(spoiled)
    assert Path(name).stem in findings(spoiled)


@pytest.mark.parametrize("name", [*DATA, "certificate.json", "rules/invoice.sql"])
def test_a_file_that_is_missing_is_found_and_named(spoiled: Path, name: str) -> None:
    (spoiled / name).unlink()
    assert f"{name} is missing" in findings(spoiled)


def test_a_file_that_was_added_is_found_and_named(spoiled: Path) -> None:
    (spoiled / "data" / "extra.parquet").touch()
    assert "data/extra.parquet is not in the manifest" in findings(spoiled)


# Forgers recompute every digest


def changed(id_: str, change: Callable[[Rows, str], None]) -> Callable[[Rows], None]:
    """The change of one row, wherever its file is."""

    def forged(rows: Rows) -> None:
        if id_ in rows:
            change(rows, id_)

    return forged


def one_total(rows: Rows, id_: str) -> None:
    answer = answer_of(rows[id_])
    give_answer(rows[id_], answer | {"total": answer["total"] + Decimal("0.01")})


def one_total_and_its_prompt(rows: Rows, id_: str) -> None:
    total = str(answer_of(rows[id_])["total"])
    one_total(rows, id_)
    give_prompt(rows[id_], rows[id_]["input"].replace(total, str(answer_of(rows[id_])["total"])))


def one_prompt_value(rows: Rows, id_: str) -> None:
    name = answer_of(rows[id_])["items"][0]["product_name"]
    give_prompt(rows[id_], rows[id_]["input"].replace(name, name[::-1]))


def one_optional_field_dropped(rows: Rows, id_: str) -> None:
    answer = answer_of(rows[id_])
    give_answer(rows[id_], {key: value for key, value in answer.items() if key != "subtotal"})


def one_field_added(rows: Rows, id_: str) -> None:
    give_answer(rows[id_], answer_of(rows[id_]) | {"colour": "red"})


def one_item_dropped(rows: Rows, id_: str) -> None:
    answer = answer_of(rows[id_])
    give_answer(rows[id_], answer | {"items": answer["items"][:-1]})


def one_answer_retyped(rows: Rows, id_: str) -> None:
    answer = answer_of(rows[id_])
    give_answer(rows[id_], answer | {"total": str(answer["total"])})


def two_keys_of_one_name(rows: Rows, id_: str) -> None:
    give_answer(rows[id_], rows[id_]["answer"][:-1] + ',"total":1}')


def the_answer_of_the_next(rows: Rows, id_: str) -> None:
    other = next(one for one in rows if one != id_ and one.startswith("shopping_cart"))
    mine, theirs = answer_of(rows[id_]), answer_of(rows[other])
    give_answer(rows[id_], theirs)
    give_answer(rows[other], mine)


def one_message(rows: Rows, id_: str) -> None:
    rows[id_]["messages"][-1]["content"] += " Great question!"


def one_schema(rows: Rows, id_: str) -> None:
    rows[id_]["schema"] = rows[id_]["schema"].replace('"total":{"type":"number"', '"total":{"type":"string"')


def one_row_twice(rows: Rows, id_: str) -> None:
    rows["copy"] = rows[id_] | {"id": id_ + "-copy"}


def one_row_gone(rows: Rows, id_: str) -> None:
    del rows[id_]


def its_split_in_meta(rows: Rows, id_: str) -> None:
    rows[id_]["meta"] = rows[id_]["meta"].replace('"split":"train"', '"split":"test"')


FORGERIES = [
    (one_total, "total_is_lines_plus_shipping_plus_tax"),
    (one_total, "answer_equals_prompt"),
    (one_total_and_its_prompt, "total_is_lines_plus_shipping_plus_tax"),
    (one_prompt_value, "answer_equals_prompt"),
    (one_optional_field_dropped, "answer_has_every_stated_value"),
    (one_field_added, "schema"),
    (one_item_dropped, "answer_has_every_stated_value"),
    (one_answer_retyped, "schema"),
    (two_keys_of_one_name, "answer_is_json"),
    (the_answer_of_the_next, "answer_equals_prompt"),
    (one_message, "messages_agree"),
    (one_schema, "schema_is_the_kinds"),
    (one_row_twice, "no_prompt_twice"),
]  # fmt: skip


@pytest.fixture(scope="module")
def stated_cart(small_release: Path) -> str:
    """A cart whose prompt states subtotal and total to the cent, in plain figures and once each."""
    for id_, row in rows_of(small_release).items():
        if id_.startswith("shopping_cart") and '"split":"train"' in row["meta"] and '"mode":"stated"' in row["meta"]:
            answer = answer_of(row)
            if "subtotal" in answer and row["input"].count(str(answer["total"])) == 1 and len(answer["items"]) > 1:
                return id_
    raise AssertionError("no cart states its total")


@pytest.mark.parametrize(
    ("forger", "rule"), FORGERIES, ids=[f"{forger.__name__}: {rule}" for forger, rule in FORGERIES]
)
def test_a_forger_who_recomputes_every_digest_is_found_by_rule_and_row(
    spoiled: Path, stated_cart: str, forger: Callable[[Rows, str], None], rule: str
) -> None:
    forge(spoiled, changed(stated_cart, forger))
    (line,) = [line for line in findings(spoiled).splitlines() if rule in line]
    assert stated_cart in line


def test_a_row_that_is_gone_is_found_by_its_stratum_and_by_the_certificate(spoiled: Path, stated_cart: str) -> None:
    forge(spoiled, changed(stated_cart, one_row_gone))
    found = findings(spoiled)
    assert "every_stratum_as_planned" in found
    assert "the certificate counts 160 rows, the files hold 159" in found


def test_a_row_whose_meta_names_another_split_than_its_file_is_found(spoiled: Path, stated_cart: str) -> None:
    forge(spoiled, changed(stated_cart, its_split_in_meta))
    (line,) = [line for line in findings(spoiled).splitlines() if "split_is_the_files" in line]
    assert stated_cart in line


def test_a_row_whose_meta_says_nothing_is_found(spoiled: Path, stated_cart: str) -> None:
    forge(spoiled, changed(stated_cart, lambda rows, id_: rows[id_].update(meta="{}")))
    (line,) = [line for line in findings(spoiled).splitlines() if "meta_is_readable" in line]
    assert stated_cart in line


@pytest.mark.parametrize("form", ["jsonl", "data"])
def test_a_change_in_one_of_the_two_forms_names_the_row(spoiled: Path, stated_cart: str, form: str) -> None:
    other = {"jsonl": "data", "data": "jsonl"}[form]
    kept = {file: file.read_bytes() for file in (spoiled / other).iterdir()}
    forge(spoiled, changed(stated_cart, one_total))
    for file, data in kept.items():
        file.write_bytes(data)
    reseal(spoiled)
    (line,) = [line for line in findings(spoiled).splitlines() if "parquet_equals_jsonl" in line]
    assert stated_cart in line


def test_a_certificate_that_claims_more_than_is_there_is_found(spoiled: Path) -> None:
    certify(spoiled, lambda claimed: claimed["relations"][0].update(applicable=10**6))
    assert "the certificate's counts of rule applications are not those found now" in findings(spoiled)


def test_a_certificate_that_reports_a_failure_is_found(spoiled: Path) -> None:
    certify(spoiled, lambda claimed: claimed["checks"][0].update(ok=False, failed=3))
    assert "the certificate itself reports" in findings(spoiled)


@pytest.mark.parametrize("key", ["rows", "checks", "relations", "liars"])
def test_a_certificate_without_a_part_is_found(spoiled: Path, key: str) -> None:
    certify(spoiled, lambda claimed: claimed.pop(key))
    assert "certificate.json cannot be read" in findings(spoiled)


def test_a_recipe_with_other_shares_is_found(spoiled: Path) -> None:
    recipe = spoiled / "recipe.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8").replace("odd: 25", "odd: 50"), encoding="utf-8")
    reseal(spoiled)
    assert "every_stratum_as_planned" in findings(spoiled)


# Rows in the wrong place, meta that says what does not stand, files beside the data


def rows_by_file(release: Path) -> dict[str, list[Row]]:
    files = sorted((release / "jsonl").iterdir())
    return {file.stem: [orjson.loads(line) for line in file.read_bytes().splitlines()] for file in files}


def write_all(release: Path, rows: dict[str, list[Row]]) -> None:
    for name, own in rows.items():
        write_rows(release, name, own)
    reseal(release)


OTHER, TEST = "train-00001-of-00003", "test-00000-of-00001"


@pytest.mark.parametrize(
    ("one", "other"),
    [((TRAIN, 3), (TRAIN, 4)), ((TRAIN, 3), (TRAIN, 30)), ((TRAIN, 3), (OTHER, 5)), ((TRAIN, 7), (TEST, 1))],
)
def test_two_rows_that_changed_places_are_named(spoiled: Path, one: tuple[str, int], other: tuple[str, int]) -> None:
    rows = rows_by_file(spoiled)
    first, second = rows[one[0]][one[1]], rows[other[0]][other[1]]
    first["meta"], second["meta"] = (
        row["meta"].replace(f'"split":"{old}"', f'"split":"{new}"')
        for row, old, new in ((first, "train", other[0].split("-")[0]), (second, other[0].split("-")[0], "train"))
    )
    rows[one[0]][one[1]], rows[other[0]][other[1]] = second, first
    write_all(spoiled, rows)
    (line,) = [line for line in findings(spoiled).splitlines() if "rows_stand_as_planned" in line]
    assert first["id"] in line or second["id"] in line
    assert int(line.split()[1]) < 10


def test_files_that_changed_names_are_found(spoiled: Path) -> None:
    rows = rows_by_file(spoiled)
    rows[TRAIN], rows[OTHER] = rows[OTHER], rows[TRAIN]
    write_all(spoiled, rows)
    assert "rows_stand_as_planned" in findings(spoiled)


def test_a_row_that_moves_to_another_split_with_its_meta_is_named(spoiled: Path) -> None:
    rows = rows_by_file(spoiled)
    moved = next(row for row in rows[TRAIN] if '"wording":"seen"' in row["meta"])
    rows[TRAIN].remove(moved)
    moved["meta"] = moved["meta"].replace('"split":"train"', '"split":"test"')
    rows[TEST].insert(0, moved)
    write_all(spoiled, rows)
    (line,) = [line for line in findings(spoiled).splitlines() if "rows_stand_as_planned" in line]
    assert f"{moved['id']!r} stands in test and belongs in train" in line


def test_a_row_that_is_gone_is_named(spoiled: Path, stated_cart: str) -> None:
    forge(spoiled, changed(stated_cart, one_row_gone))
    (line,) = [line for line in findings(spoiled).splitlines() if "rows_stand_as_planned" in line]
    assert line == f"rows_stand_as_planned: 1 failed; {stated_cart!r} does not stand in its turn"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ordinal", 999),
        ("cell", "invoice"),
        ("system", "other"),
        ("unstated", ["total", "tax"]),
        ("distractors", ["7"]),
    ],
)
def test_a_meta_that_says_what_does_not_stand_is_found(
    spoiled: Path, stated_cart: str, key: str, value: object
) -> None:
    def lie(rows: Rows, id_: str) -> None:
        rows[id_]["meta"] = to_json(json.loads(rows[id_]["meta"]) | {key: value})

    forge(spoiled, changed(stated_cart, lie))
    (line,) = [line for line in findings(spoiled).splitlines() if "meta_says_what_stands" in line]
    assert stated_cart in line
    assert key in line


@pytest.mark.parametrize("column", ["meta", "schema", "id"])
def test_a_blank_behind_a_cell_is_found_and_the_row_is_named(spoiled: Path, stated_cart: str, column: str) -> None:
    forge(spoiled, changed(stated_cart, lambda rows, id_: rows[id_].update({column: rows[id_][column] + " "})))
    assert stated_cart in findings(spoiled)


@pytest.mark.parametrize("name", ["README.md", "views.sql", "recipe.yaml", "rules/invoice.sql", "schemas/rating.json"])
def test_a_text_beside_the_data_that_follows_from_the_recipe_is_found_when_changed(spoiled: Path, name: str) -> None:
    file = spoiled / name
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    reseal(spoiled)
    assert f"{name} is not the one that this release has by its recipe and certificate" in findings(spoiled)


def test_a_vocabulary_table_and_a_ledger_that_were_changed_are_found(spoiled: Path) -> None:
    table = spoiled / "vocabulary" / "products.parquet"
    rows = pq.read_table(table).to_pylist()
    pq.write_table(pa.Table.from_pylist([rows[0] | {"name": "Michael Henry"}, *rows[1:]]), table)
    (spoiled / "dropped.jsonl").write_bytes((spoiled / "dropped.jsonl").read_bytes() + b"{}\n")
    reseal(spoiled)
    found = findings(spoiled)
    assert "vocabulary/products.parquet is not the one" in found
    assert "dropped.jsonl is not the one" in found


@pytest.mark.parametrize("key", ["jsonl_sha256", "recipe_sha256", "licence", "demo"])
def test_a_manifest_that_claims_something_else_is_found(spoiled: Path, key: str) -> None:
    manifest = json.loads((spoiled / "manifest.json").read_bytes())
    (spoiled / "manifest.json").write_text(json.dumps(manifest | {key: "0" * 64}), encoding="utf-8")
    reseal(spoiled)
    assert f"manifest.json: its {key}" in findings(spoiled)


@pytest.mark.parametrize("track", ["spoiled", "spoiled_manual", "spoiled_lessons"])
def test_the_digest_of_all_lines_is_that_of_the_files_one_behind_the_other(
    request: pytest.FixtureRequest, track: str
) -> None:
    release: Path = request.getfixturevalue(track)
    files = [file for split in SPLITS for file in sorted((release / "jsonl").glob(f"{split}-*"))]
    manifest = json.loads((release / "manifest.json").read_bytes())
    assert manifest["jsonl_sha256"] == sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    other = manifest | {"jsonl_sha256": manifest["jsonl_sha256"][::-1]}
    (release / "manifest.json").write_text(json.dumps(other), encoding="utf-8")
    reseal(release)
    assert findings(release) == "manifest.json: its jsonl_sha256 is not that of the lines"


def test_a_parquet_file_whose_column_names_are_no_text_is_a_finding(spoiled: Path) -> None:
    file = spoiled / "data" / f"{TRAIN}.parquet"
    data = file.read_bytes()
    foot = data.index(b"prompt", len(data) - 8 - int.from_bytes(data[-8:-4], "little"))
    file.write_bytes(data[:foot] + b"\xff" + data[foot + 1 :])
    found = findings(spoiled)
    assert f"{TRAIN}.parquet" in found
    assert "the SQL rules could not run" in found


def test_a_parquet_file_with_other_types_is_a_finding(spoiled: Path) -> None:
    file = spoiled / "data" / f"{TRAIN}.parquet"
    table = pq.read_table(file)
    pq.write_table(table.set_column(1, "kind", table["kind"].dictionary_encode()), file)
    reseal(spoiled)
    assert f"{TRAIN}.parquet does not have the columns and types of a release" in findings(spoiled)


def test_statistics_of_a_parquet_file_that_are_not_those_of_its_rows_are_found(spoiled: Path) -> None:
    file = spoiled / "data" / f"{TRAIN}.parquet"
    data = file.read_bytes()
    least = pq.read_metadata(file).row_group(0).column(1).statistics.min.encode()
    foot = data.rindex(least)
    file.write_bytes(data[:foot] + b"z" + data[foot + 1 :])
    assert pq.read_table(file).num_rows == len(rows_by_file(spoiled)[TRAIN])
    reseal(spoiled)
    assert findings(spoiled).startswith(f"data/{TRAIN}.parquet does not have the bytes that its rows give")
