"""The ledger: whose it is, who holds it, what a dead process left, and what happens when the disk is full."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.config import Prices
from goldsmith.generators.teachers.ledger import ROOM, Ledger
from goldsmith.generators.teachers.reading import Entry
from goldsmith.generators.teachers.teacher import Spent
from teachers.asking import request

IDENTITY = {"recipe": "small 7", "model": "m"}
BODY = b'{"choices": [{"message": {"content": "yes"}}], "usage": {"prompt_tokens": 3, "completion_tokens": 1}}'
MOST = Spent(1, 100, 50, Decimal("0.5"))


@contextmanager
def opened(path: Path, **more: object) -> Iterator[Ledger]:
    ledger = Ledger(path / "ledger", IDENTITY, **more)  # type: ignore[arg-type]
    try:
        yield ledger
    finally:
        ledger.close()


def sent(ledger: Ledger, text: str = "a") -> int:
    return ledger.sent(request(text).key("m"), request(text), "m", MOST)


def test_what_was_answered_is_found_again(tmp_path: Path) -> None:
    key = request("a").key("m")
    with opened(tmp_path) as ledger:
        number = sent(ledger)
        ledger.received(number, BODY, 0.5)
        assert ledger.found(key) is None
        ledger.complete(number, Spent(1, 3, 1, Decimal("0.01")))
        ledger.judged(key, "answered", "")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]
    with opened(tmp_path) as ledger:
        assert ledger.found(key) == Entry(BODY, "answered", "")
        assert (ledger.spent(), ledger.outcomes()) == (Spent(1, 3, 1, Decimal("0.01")), {"answered": 1})


def test_what_a_dead_process_left_is_settled(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.received(sent(ledger, "unread"), BODY, 0.5)
        ledger.received(sent(ledger, "half"), BODY[:30], 0.5)
        sent(ledger, "under way")
    with opened(tmp_path) as ledger:
        ledger.recover({"m": Prices(prompt=Decimal(1_000_000))})
        assert [ledger.found(request(text).key("m")) for text in ("unread", "half", "under way")] == [
            Entry(BODY, "answered", ""),
            None,
            None,
        ]
        assert ledger.spent() == Spent(3, 203, 101, Decimal("103.5"))


def test_a_ledger_of_something_else_is_refused_in_one_line(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    for name, value in (("recipe", "large 8"), ("model", "n")):
        with pytest.raises(
            UsageError, match=rf"was made with {name} '{IDENTITY[name]}', not '{value}'; build the recipe"
        ):
            Ledger(tmp_path / "ledger", IDENTITY | {name: value})
    with pytest.raises(UsageError, match="was made with prompts '', not '2'"):
        Ledger(tmp_path / "ledger", IDENTITY | {"prompts": "2"})


@pytest.mark.parametrize("content", [b"not a database at all, though long enough" * 40, b"{}\n" * 900])
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ledger").write_bytes(content)
    with pytest.raises(UsageError, match="it is no ledger"):
        Ledger(tmp_path / "ledger", IDENTITY)
    assert (tmp_path / "ledger").read_bytes() == content


def test_another_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "ledger") as other:
        other.execute("CREATE TABLE header (a)")
    with pytest.raises(UsageError, match="is no ledger of this version"):
        Ledger(tmp_path / "ledger", IDENTITY)


def test_a_damaged_ledger_is_one_line(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        for at in range(200):
            sent(ledger, f"{at} " * 50)
    path = tmp_path / "ledger"
    data = bytearray(path.read_bytes())
    data[4096 : len(data) // 2] = b"\x5a" * (len(data) // 2 - 4096)
    path.write_bytes(data)
    with pytest.raises(UsageError, match=r"ledger '.*' cannot be read: .*malformed"), opened(tmp_path) as ledger:
        ledger.spent()


HOLD = """
import sys, time
from pathlib import Path
from goldsmith.generators.teachers.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]), {"recipe": "small 7", "model": "m"})
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("offline", [False, True])
def test_a_second_process_is_told_that_the_ledger_is_in_use(tmp_path: Path, offline: bool) -> None:
    holding = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path / "ledger"], stdout=subprocess.PIPE, text=True)
    try:
        assert holding.stdout
        assert holding.stdout.readline() == "held\n"
        with pytest.raises(
            UsageError, match="another build is using it; wait for that one, or build with another --out"
        ):
            Ledger(tmp_path / "ledger", IDENTITY, offline=offline)
    finally:
        holding.kill()
        holding.wait()
    with opened(tmp_path, offline=offline):
        pass


def test_a_ledger_that_cannot_be_written_is_read_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as ledger:
        number = sent(ledger)
        ledger.received(number, BODY, 0.5)
        ledger.complete(number, MOST)
    monkeypatch.setattr("goldsmith.generators.teachers.ledger.os.access", lambda path, mode: False)
    with opened(tmp_path, offline=True) as ledger, opened(tmp_path, offline=True) as beside:
        assert ledger.found(request("a").key("m")) == beside.found(request("a").key("m")) == Entry(BODY, "answered", "")
        with pytest.raises(UsageError, match="readonly database"):
            sent(ledger)
    (tmp_path / "ledger-wal").touch()
    with pytest.raises(UsageError, match="was not closed and cannot be written; copy it, with its -wal file"):
        Ledger(tmp_path / "ledger", IDENTITY, offline=True)


def test_with_a_full_disk_nothing_is_asked(tmp_path: Path) -> None:
    with opened(tmp_path, free=lambda folder: ROOM - 1) as ledger:
        with pytest.raises(UsageError, match="less than 32 MiB left, so nothing is asked; make room and build again"):
            sent(ledger)
        assert ledger.spent() == Spent()


def test_a_write_that_finds_no_room_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        kept, lost = sent(ledger, "kept"), sent(ledger, "lost")
        ledger.received(kept, BODY, 0.5)
        ledger.complete(kept, MOST)
        ledger._db.execute(f"PRAGMA max_page_count = {ledger._db.execute('PRAGMA page_count').fetchone()[0]}")
        with pytest.raises(UsageError, match=r"cannot be written: database or disk is full; make room on the disk"):
            ledger.received(lost, BODY * 1000, 0.5)
        ledger._db.execute("PRAGMA max_page_count = 1000000")
        ledger.received(lost, BODY * 1000, 0.5)
    with opened(tmp_path) as ledger:
        assert ledger.found(request("kept").key("m")) == Entry(BODY, "answered", "")


def test_the_file_is_written_ahead_and_a_body_is_flushed(tmp_path: Path) -> None:
    told: list[str] = []
    with opened(tmp_path) as ledger:
        assert ledger._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        ledger._db.set_trace_callback(told.append)
        ledger.received(sent(ledger), BODY, 0.5)
    at = next(at for at, statement in enumerate(told) if statement.startswith("UPDATE attempts SET state = 'received'"))
    assert told[at - 2 : at + 2 : 3] == ["PRAGMA synchronous = FULL", "COMMIT"]


def test_a_round_may_grow_and_not_change(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.begin(0, ["a", "b"])
        ledger.begin(0, ["a", "b", "c"])
        ledger.begin(0, ["a"])
        with pytest.raises(UsageError, match=r"asked something else in round 0: .* would pay again; go back to"):
            ledger.begin(0, ["a", "b", "d"])
        ledger.begin(1, ["d"])
