"""The certificate's first check: every released row is one that was judged."""

import duckdb
import orjson

from goldsmith.datasets.examine import rows_were_judged
from goldsmith.validators.digests import short


def judged(*rows):
    connection = duckdb.connect()
    connection.execute("CREATE TABLE digests (id VARCHAR, prompt BIGINT, answer BIGINT)")
    for row in rows:
        values = [row["id"], short(row["input"]), short(row["kind"] + row["answer"])]
        connection.execute("INSERT INTO digests VALUES (?, ?, ?)", values)
    return connection


def test_a_row_that_was_judged_passes_and_one_that_was_changed_since_is_named(tmp_path):
    row = {"id": "k-1", "kind": "k", "input": "Total: 5", "answer": '{"total":5}'}
    lines = tmp_path / "train.jsonl"
    lines.write_bytes(orjson.dumps(row) + b"\n")
    assert rows_were_judged(judged(row), [lines]).ok
    changed = rows_were_judged(judged(row | {"answer": '{"total":6}'}), [lines])
    assert (changed.failed, changed.examples) == (1, ("k-1",))


def test_a_judged_row_that_is_missing_from_the_release_is_named(tmp_path):
    (tmp_path / "train.jsonl").write_bytes(b"")
    row = {"id": "k-1", "kind": "k", "input": "Total: 5", "answer": '{"total":5}'}
    assert rows_were_judged(judged(row), [tmp_path / "train.jsonl"]).examples == ("k-1",)
