"""What a probe makes of leaves, relations and shares, what it refuses, and that it sees a shuffled field."""

import json
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from goldsmith.cli.main import app
from goldsmith.cli.probe import _folder
from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.errors import UsageError
from goldsmith.train.examples import TrainingExample, of_release
from goldsmith.train.probe.leaves import Field, fields_of, gold_leaves, values
from goldsmith.train.probe.relations import beyond
from goldsmith.train.probe.verdicts import FEWEST, Counted, Share, Tally, found, verdict
from goldsmith.validators.knowledge import BUILTIN
from program import goldsmith

CRATES = Path(__file__).parent / "crates"
COUNT = "number_of_objects"


def standings(example: TrainingExample) -> dict[str, str]:
    paths = [path for path, _ in gold_leaves(example)]
    return {of.name: of.standing for _, of in fields_of(example, paths, BUILTIN)}


@pytest.mark.slow
def test_leaves_are_told_apart_as_the_release_made_them(release: Path) -> None:
    """The reader, which sees no meta, comes to what meta says of every row."""
    rows = list(of_release(release, "test"))
    assert any(row.meta["unstated"] for row in rows)
    for row in rows:
        assert {name for name, standing in standings(row).items() if standing == "unstated"} == set(
            row.meta["unstated"]
        )
        assert "unread" not in standings(row).values()


@pytest.mark.slow
def test_a_prompt_without_one_reading_leaves_its_leaves_unread(release: Path) -> None:
    row = next(row for row in of_release(release, "test") if row.kind == "rating")
    spoiled = TrainingExample(
        row.id, row.kind, row.split, (row.asked[-1]._replace(content="Flurble."),), row.answer, row.schema, {}
    )
    assert set(standings(spoiled).values()) == {"unread"}


def test_sums_products_and_ratios_are_beyond_and_counts_are_not() -> None:
    derived = {
        ("iot_device_network", "network_health.devices_online"): False,
        ("iot_device_network", "network_health.devices_offline"): False,
        ("iot_device_network", "telemetry_summary.average_readings_per_device"): True,
        ("ecommerce_analytics", "sales_metrics.average_order_value"): True,
        ("ecommerce_analytics", "customer_metrics.total_customers"): True,
        ("ecommerce_analytics", "product_performance.category_breakdown.*.percentage_of_total"): True,
        ("ecommerce_analytics", "marketing_metrics.roas"): True,
        ("medical_encounter", "vitals.bmi"): True,
        ("multi_party_transaction", "parties.*.fees.total_fees"): True,
        ("shopping_cart", "subtotal"): True,
        ("shopping_cart", "tax"): True,
        ("shopping_cart", "total"): True,
        ("invoice", "line_items.*.total"): True,
        ("invoice", "subtotal"): True,
        ("invoice", "total_amount"): True,
        ("order_details", "total_amount"): True,
        ("nobody_knows", "anything"): False,
    }
    assert {of: beyond(*of, BUILTIN) for of in derived} == derived


@pytest.mark.slow
def test_chance_is_the_share_of_the_commonest_training_value(release: Path) -> None:
    rows = [row for row in of_release(release, "train") if row.kind == "rating"]
    seen = Counter(from_json(row.answer)["rating"] for row in rows)
    counted = values(rows)["rating", "rating"]
    assert sorted(counted.values()) == sorted(seen.values())


@given(right=st.integers(0, 300), wrong=st.integers(0, 300), common=st.integers(1, 500), others=st.integers(0, 500))
def test_a_verdict_speaks_for_a_field_only_above_chance(right: int, wrong: int, common: int, others: int) -> None:
    exact, chance = Share(right, right + wrong), Share(common, common + others)
    said = verdict(exact, chance, calculated=False, patient=True)
    if said in ("learnable", "above chance"):
        assert exact.interval.low > chance.interval.high
        assert exact.n >= FEWEST
    if said == "not learned":
        assert exact.interval.low <= chance.interval.high
    assert verdict(exact, chance, calculated=True, patient=True) != "not learned"
    assert verdict(exact, chance, calculated=False, patient=False) != "not learned"


def test_a_model_that_does_not_copy_yet_speaks_against_no_field() -> None:
    stated, unstated = Field("order", "item", "stated"), Field("order", "count", "unstated")
    chance = {("order", "item"): Counter("abcd" * 50), ("order", "count"): Counter("1234" * 50)}
    for copied, said in ((95, "not learned"), (60, "undecided")):
        tally = Tally(fields={stated: Counted(copied, 100), unstated: Counted(25, 100)})
        by_field = {one.field: one.verdict for one in found(tally, chance, dict.fromkeys((stated, unstated), False))}
        assert by_field[unstated] == said


@pytest.mark.slow
def test_a_probe_refuses_what_it_cannot_use(small_release: Path, spoiled: Path, tmp_path: Path) -> None:
    refused = goldsmith("probe", small_release, "--size", "huge")
    assert (refused.code, refused.error) == (2, "--size 'huge' is none of tiny, 25m")
    refused = goldsmith("probe", small_release, "--kind", "poem")
    assert refused.code == 2
    assert "--kind 'poem': split 'train' has no such rows; it has invoice, location" in refused.error
    assert goldsmith("probe", small_release, "--seed", str(2**32)).code == 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").touch()
    refused = goldsmith("probe", small_release, "--out", tmp_path / "full")
    assert refused.code == 2
    assert "overwrites nothing" in refused.error
    assert goldsmith("probe", tmp_path / "nowhere").code == 2
    for file in (spoiled / "data").glob("train-*.parquet"):
        file.unlink()
    refused = goldsmith("probe", spoiled)
    assert (refused.code, "is not trained on" in refused.error) == (1, True)
    refused = goldsmith("probe", spoiled, "--allow-unverified")
    assert refused.code == 2
    assert "no split 'train'" in refused.error


@pytest.fixture(scope="module")
def crates(shared: Path) -> Path:
    """Crates whose objects are counted in the answer, and in one prompt of five."""
    folder = shared / "crates-once"
    goldsmith("build", CRATES / "recipe.yaml", "--domain", CRATES, "--out", folder).succeeded()
    return folder / "crates" / "1.0.0"


def shuffled(release: Path, into: Path) -> Path:
    """The release with the unstated counts of each split dealt anew among its rows; every other leaf is as it was."""
    twin = shutil.copytree(release, into)
    for path in (twin / "data").glob("*.parquet"):
        table = pq.read_table(path)
        rows = table.to_pylist()
        answers = {row["id"]: from_json(row["answer"]) for row in rows}
        hidden = [row["id"] for row in rows if COUNT in json.loads(row["meta"])["unstated"]]
        dealt = [answers[id_][COUNT] for id_ in hidden]
        Random(0).shuffle(dealt)
        for id_, value in zip(hidden, dealt, strict=True):
            answers[id_][COUNT] = value
        for row in rows:
            text = to_json(answers[row["id"]])
            row |= {"answer": text, "completion": text, "output": text}
            row["messages"][-1]["content"] = text
        pq.write_table(pa.Table.from_pylist(rows, table.schema), path)
    return twin


def probed(release: Path, *more: object) -> dict[tuple[str, str], dict]:
    """The fields of a probe by name and standing."""
    words = ["probe", release, "--domain", CRATES, "--epochs", 12, "--held-out", 200, "--json", *more]
    ran = CliRunner().invoke(app, list(map(str, words)), catch_exceptions=False)
    return {(one["name"], one["standing"]): one for one in json.loads(ran.stdout)["fields"]}


@pytest.mark.train
def test_a_count_is_learned_and_its_shuffled_twin_stands_at_chance(crates: Path, tmp_path: Path) -> None:
    clean = probed(crates)[COUNT, "unstated"]
    twin = probed(shuffled(crates, tmp_path / "twin"), "--allow-unverified")
    shuffled_count = twin[COUNT, "unstated"]
    assert clean["verdict"] == "learnable"
    assert clean["exact"]["value"] >= 0.9
    assert shuffled_count["verdict"] == "not learned"
    assert shuffled_count["exact"]["low"] <= shuffled_count["chance"]["high"]
    assert twin["crate_number", "stated"]["verdict"] == "learnable"


@pytest.mark.train
def test_rows_that_a_model_cannot_read_whole_are_named_with_the_length_they_need(tmp_path: Path) -> None:
    from goldsmith.train.bases import Base
    from goldsmith.train.probe.learn import _length
    from train.rows import orders
    from train.tiny import tiny_base

    base, rows = Base(str(tiny_base(tmp_path / "base", context=128))), orders(3)
    assert 20 < _length(base, "tiny", rows) <= 128
    long = TrainingExample("long", "order", "train", (rows[0].asked[0]._replace(content="7" * 300),), "{}", "", {})
    with pytest.raises(
        UsageError, match=r"1 of 4 rows .* 128 tokens .* 'long', needs 3\d\d: leave its kind 'order' out"
    ):
        _length(base, "tiny", [*rows, long])


def test_an_interrupted_probe_leaves_no_folder(tmp_path: Path) -> None:
    def interrupted() -> None:
        with _folder(tmp_path / "kept") as work:
            (work / "model").mkdir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_finished_probe_has_its_folder_whole(tmp_path: Path) -> None:
    with _folder(tmp_path / "kept") as work:
        (work / "probe.json").write_text("{}")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["probe.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
