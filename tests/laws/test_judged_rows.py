"""The certificate's first checks: released lines and Parquet rows are the judged ones, every one of them and no other."""

from pathlib import Path

import orjson
import pyarrow.parquet as pq
import pytest

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.nouns import Row
from goldsmith.datasets.assemble import SplitWriter, as_written, assemble
from goldsmith.datasets.judged import Batch, Part, batch_of, table_of
from goldsmith.datasets.manifest import data_files
from goldsmith.datasets.released import compared
from goldsmith.datasets.sealed import Shard, ShardWriter
from strategies import planned_rows

ROWS: list[Row] = [row for row in planned_rows("rating", 250) if isinstance(row, dict)]


def line(row: Row) -> bytes:
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def split_of(row: Row) -> str:
    return str(orjson.loads(row["meta"])["split"])


def judged(rows: list[Row], size: int) -> list[Batch]:
    return [batch_of([line(row) for row in rows[at : at + size]]) for at in range(0, len(rows), size)]


@pytest.fixture
def release(tmp_path: Path) -> Path:
    assemble(judged(ROWS, 70), {"train": 200, "validation": 25, "test": 25}, tmp_path, rows_per_file=90)
    return tmp_path


def failed(release: Path, rows: list[Row] = ROWS) -> list[tuple[int, tuple[str, ...]]]:
    return [
        (check.failed, check.examples)
        for check in compared(judged(rows, 33), *data_files(release), "rows are as judged")
    ]


def test_a_release_of_the_judged_rows_passes(release: Path) -> None:
    checks = compared(judged(ROWS, 33), *data_files(release), "rows are as judged")
    assert [(check.name, check.ok, check.checked) for check in checks] == [
        ("every_row", True, len(ROWS)),
        ("parquet_equals_jsonl", True, len(ROWS)),
    ]


def test_a_line_that_was_changed_since_is_named(release: Path) -> None:
    file = next(iter(sorted((release / "jsonl").glob("train-*"))))
    first, *rest = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([first.replace(b"rating", b"ratinG", 1), *rest]))
    assert failed(release) == [(1, (orjson.loads(first)["id"],)), (0, ())]


def test_a_parquet_row_that_was_changed_since_is_named(release: Path) -> None:
    file = next(iter(sorted((release / "data").glob("train-*"))))
    rows = pq.read_table(file).to_pylist()
    rows[1]["answer"] = rows[1]["answer"].replace(":", ": ", 1)
    pq.write_table(table_of(rows), file)
    assert failed(release) == [(0, ()), (1, (rows[1]["id"],))]


def test_a_judged_row_that_is_missing_and_a_row_that_nobody_judged_are_named(release: Path) -> None:
    last = ROWS[-1]
    split = split_of(last)
    assert failed(release, ROWS[:-1]) == [
        (1, (f"{split} has a line that was not judged",)),
        (1, (f"{split} has a row that was not judged",)),
    ]
    file = max((release / "jsonl").glob(f"{split}-*"))
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    assert failed(release)[0] == (1, (last["id"],))


def test_the_files_do_not_depend_on_how_the_rows_came(release: Path, tmp_path: Path) -> None:
    totals = {"train": 200, "validation": 25, "test": 25}
    assemble(judged(ROWS, 11), totals, tmp_path / "again", rows_per_file=90)
    for file in (*release.glob("jsonl/*"), *release.glob("data/*")):
        assert (tmp_path / "again" / file.relative_to(release)).read_bytes() == file.read_bytes()


def test_a_remade_row_takes_the_place_of_the_one_that_it_replaces() -> None:
    (batch,) = judged(ROWS, 250)
    other = ROWS[7] | {"answer": "{}"}
    replaced = batch.replaced({other["id"]: line(other), "rating-9999999": b"{}"})
    rows = [*ROWS[:7], other, *ROWS[8:]]
    assert replaced.lines == [line(row) for row in rows]
    for split, part in replaced.by_split():
        of_split = [row for row in rows if split_of(row) == split]
        assert part.lines == [line(row) for row in of_split]
        assert part.table.to_pylist() == of_split


@pytest.mark.parametrize("ending", ["jsonl", "columns.arrow", "digests.parquet", "dropped.jsonl"])
def test_a_shard_that_changed_since_it_was_sealed_is_not_read(tmp_path: Path, ending: str) -> None:
    shard = Shard(tmp_path, 0)
    with ShardWriter(shard, [{"id": "rating-0000000"}]) as writer:
        for row in ROWS:
            writer.add(line(row), row, {"id": row["id"], "split": split_of(row)}, ())
    shard.check()
    batches = list(shard.batches())
    assert [line for batch in batches for line in batch.lines] == [line(row) for row in ROWS]
    for split, part in batches[0].by_split():
        assert part.table.to_pylist() == [row for row in ROWS if split_of(row) == split]
    (file,) = tmp_path.glob(f"shard-000000.{ending}")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(GoldsmithError, match="changed while the build ran"):
        shard.check()


def test_a_parquet_file_of_several_groups_is_written_alike_from_its_rows(tmp_path: Path) -> None:
    rows = [row for row in planned_rows("rating", 60) if isinstance(row, dict)]
    rows = (rows * 60)[:2300]
    (tmp_path / "data").mkdir()
    (tmp_path / "jsonl").mkdir()
    writer = SplitWriter(tmp_path, "train", 5000, 2300)
    for start in range(0, 2300, 170):
        some = rows[start : start + 170]
        writer.add(Part([line(row) for row in some], table_of(some)))
    writer.close()
    (file,) = (tmp_path / "data").iterdir()
    assert pq.read_metadata(file).num_row_groups == 3
    assert as_written(file, tmp_path / "anew")
    pq.write_table(pq.read_table(file), file)
    assert not as_written(file, tmp_path / "anew")
