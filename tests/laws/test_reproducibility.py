"""The same recipe gives the same bytes: for any number of workers, any shard size, any hash seed, and after a kill."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from forgery import rows_of
from goldsmith.datasets.recipe import parse
from goldsmith.datasets.records.plan import task
from goldsmith.datasets.records.realise import realise
from program import FEW_LIES, PROGRAM, left_in
from strategies import TYPES

COUNT = 240
BUILD = """
import sys
from functools import partial
from pathlib import Path
sys.path.insert(0, {tests!r})
from goldsmith.datasets.records import build
build.rule_kills = partial(build.rule_kills, tries=3)
build.mutant_kills = partial(build.mutant_kills, tries=3)
from strategies import recipe
build.build(recipe(kinds=["rating", "invoice", "tag_list"], count={count}, rows_per_file=100, caps={caps}),
            Path(sys.argv[1]), workers=int(sys.argv[2]), shard_rows=int(sys.argv[3]))
"""
CAPS = {"request": 10, "opening": 20, "skeleton": 50}
SCRIPT = BUILD.format(tests=str(Path(__file__).parents[1]), count=COUNT, caps=CAPS)


def built(out: Path, *, workers: int, shard_rows: int, hash_seed: int = 0) -> dict[str, bytes]:
    """Every file of a build in a process of its own, by name."""
    command = [sys.executable, "-c", SCRIPT, out, str(workers), str(shard_rows)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": str(hash_seed)}, timeout=300)
    return files_of(out)


def files_of(out: Path) -> dict[str, bytes]:
    (folder,) = out.glob("*/[0-9]*")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("undisturbed"), workers=1, shard_rows=COUNT)


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "shard_rows", "hash_seed"), [(2, COUNT, 0), (1, 50, 1), (2, 7, 2), (1, 100, 4242)])
def test_workers_shards_and_hash_seeds_change_no_byte_of_any_file(
    tmp_path: Path, undisturbed: dict[str, bytes], workers: int, shard_rows: int, hash_seed: int
) -> None:
    made = built(tmp_path, workers=workers, shard_rows=shard_rows, hash_seed=hash_seed)
    assert [name for name in undisturbed if made[name] != undisturbed[name]] == []
    assert made.keys() == undisturbed.keys()


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_where_and_when_a_release_is_built(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    made = built(tmp_path / "elsewhere" / "deeper", workers=1, shard_rows=COUNT)
    assert made == undisturbed


@pytest.mark.faults
@pytest.mark.parametrize("shards", [1, 3, 6])
def test_a_build_that_is_killed_goes_on_where_it_stopped_and_gives_the_same_bytes(
    tmp_path: Path, undisturbed: dict[str, bytes], shards: int
) -> None:
    killed = subprocess.Popen([sys.executable, "-c", SCRIPT, tmp_path, "1", "20"])
    while len(list(tmp_path.glob("small/.work-*/*.seal"))) < shards and killed.poll() is None:
        time.sleep(0.005)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    assert not list(tmp_path.glob("small/[0-9]*"))
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob("small/.work-*/*.seal")}
    assert len(kept) >= shards
    assert built(tmp_path, workers=1, shard_rows=20) == undisturbed
    assert left_in(tmp_path) == ["small/1.0.0"]


@pytest.mark.faults
@pytest.mark.parametrize("ending", ["jsonl", "columns.arrow", "digests.parquet", "dropped.jsonl", "seal"])
@pytest.mark.parametrize(
    "spoil", [lambda data: data[: len(data) // 2], lambda data: data + b" ", lambda data: data.replace(b"a", b"b")]
)
def test_a_work_shard_that_was_cut_short_or_edited_is_made_again(
    tmp_path: Path, undisturbed: dict[str, bytes], ending: str, spoil: Callable[[bytes], bytes]
) -> None:
    killed = subprocess.Popen([sys.executable, "-c", SCRIPT, tmp_path, "1", "40"])
    while len(list(tmp_path.glob("small/.work-*/*.seal"))) < 2 and killed.poll() is None:
        time.sleep(0.005)
    killed.kill()
    killed.wait()
    (file,) = tmp_path.glob(f"small/.work-*/shard-000000.{ending}")
    file.write_bytes(spoil(file.read_bytes()))
    assert built(tmp_path, workers=1, shard_rows=40) == undisturbed


@pytest.mark.faults
def test_an_interrupted_build_says_so_in_one_line_and_leaves_no_release(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FEW_LIES + PROGRAM, "build", "extraction", "--out", tmp_path]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not list(tmp_path.glob("extraction/.work-*/*.seal")) and running.poll() is None:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.splitlines()[-1].startswith("goldsmith: interrupted; a build or a training run goes on where it stopped")
    assert left_in(tmp_path) == [path for path in left_in(tmp_path) if ".work-" in path]


def test_any_row_can_be_made_again_from_its_meta_alone(small_release: Path) -> None:
    made = parse((small_release / "recipe.yaml").read_text(encoding="utf-8"), "recipe.yaml", TYPES, built=True)
    for row in rows_of(small_release).values():
        meta, kind = json.loads(row["meta"]), TYPES[row["kind"]]
        again = realise(made, kind, task(made, kind.cell, meta["ordinal"]), meta["attempt"])
        assert again == row
