"""A build that is killed at random moments loses no response, and repeats only what was under way, by the server's count."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from goldsmith.core.canonical import digest
from goldsmith.core.streams import stream
from goldsmith.generators.teachers.ledger import Ledger
from openai_server import Served, serving

pytest.importorskip("openai")

KILLS, ITEMS, SIZE, CONCURRENCY = 20, 1200, 30, 4
BUILD = """
import sys
from pathlib import Path
from goldsmith.core.canonical import digest
from goldsmith.generators.teachers.config import Config
from goldsmith.generators.teachers.opening import open_teacher
from goldsmith.generators.teachers.rounds import run_rounds
from goldsmith.generators.teachers.teacher import Message, Request, Sampling

over = []

def next_round(items):
    avoid = digest("".join(found.text for one in over for found in one.responses).encode())[:8]
    return [Request((Message("user", f"{item} not {avoid}"),), "", Sampling(1.0, 50)) for item in items]

url, ledger, count, size, concurrency, offline = sys.argv[1:]
config = Config(base_url=url, model="m", key_env="TEACHER_KEY", concurrency=int(concurrency), timeout=20.0)
print("starting", flush=True)
with open_teacher(config, Path(ledger), {"recipe": "small 7"}, offline=offline == "offline") as teacher:
    for one in run_rounds(teacher, range(int(count)), int(size), next_round):
        over.append(one)
        for request, found in zip(one.requests, one.responses):
            print(request.messages[0].content, "|", found.text)
"""


def started(served: Served, ledger: Path, mode: str = "online") -> "subprocess.Popen[str]":
    words = (served.url, ledger, ITEMS, SIZE, CONCURRENCY, mode)
    return subprocess.Popen([sys.executable, "-c", BUILD, *map(str, words)], stdout=subprocess.PIPE, text=True)


def held(path: Path) -> dict[str, str]:
    """What a ledger holds in the end of each prompt: the text of its answer."""
    ledger = Ledger(path, {"recipe": "small 7", "model": "m"})
    rows = ledger._db.execute(
        "SELECT json_extract(request, '$.messages[0].content'), json_extract(CAST(body AS TEXT), '$.choices[0].message.content') "
        "FROM attempts JOIN requests USING (key) WHERE body IS NOT NULL"
    ).fetchall()
    ledger.close()
    assert len(rows) == len(dict(rows))
    return dict(rows)


def settled(served: Served) -> None:
    while served.at_once:
        time.sleep(0.01)


@pytest.mark.faults
def test_twenty_kills_lose_no_response_and_repeat_at_most_what_was_under_way(tmp_path: Path) -> None:
    rng, ledger, repeats, known = stream("killed", 1), tmp_path / "ledger", [], dict[str, str]()
    with serving(Served(seconds=0.02)) as served:
        served.reply = lambda text: digest(f"{text} {len(served.requests)}".encode())[:8]
        for _ in range(KILLS):
            running, before = started(served, ledger), len(served.requests)
            assert running.stdout
            running.stdout.readline()
            under_way = rng.random() < 0.85
            while under_way and len(served.requests) == before:
                time.sleep(0.001)
            time.sleep(rng.random() * 0.6)
            assert running.poll() is None, "the build ended before it was killed"
            running.kill()
            running.wait()
            settled(served)
            asked = [one["messages"][0]["content"] for one in served.requests[before:]]
            assert known.keys().isdisjoint(asked)
            now = held(ledger)
            assert {prompt: now[prompt] for prompt in known} == known
            assert len(set(asked) - now.keys()) <= CONCURRENCY
            repeats.append(len(set(asked) - now.keys()))
            known = now
        assert len(known) > 200
        out, _ = started(served, ledger).communicate(timeout=120)
        told = [line.split(" | ") for line in out.splitlines()[1:]]
        counted = Counter(one["messages"][0]["content"] for one in served.requests)
        assert len(told) == len(counted) == ITEMS
        assert counted.total() - ITEMS == sum(repeats) <= KILLS * CONCURRENCY
        answers = {
            (one["asked"]["messages"][0]["content"], one["choices"][0]["message"]["content"]) for one in served.answered
        }
        assert {(prompt, text) for prompt, text in told} <= answers
        assert {prompt: text for prompt, text in told} == held(ledger)
        kept = Ledger(ledger, {"recipe": "small 7", "model": "m"})
        assert counted.total() <= kept.spent().requests <= counted.total() + KILLS * CONCURRENCY
        assert kept.outcomes() == {"answered": ITEMS}
        kept.close()
        total = len(served.requests)
        sys.stdout.write(f"{ITEMS} requests, {KILLS} kills, repeated after each: {repeats}\n")
        offline, _ = started(served, ledger, "offline").communicate(timeout=120)
        assert (offline, len(served.requests)) == (out, total)


@pytest.mark.faults
def test_a_build_that_is_interrupted_keeps_what_was_under_way(tmp_path: Path) -> None:
    with serving(Served(seconds=0.3)) as served:
        running = started(served, tmp_path / "ledger")
        while len(served.requests) < 6:
            time.sleep(0.01)
        running.send_signal(2)
        running.wait(timeout=20)
        settled(served)
        assert len(held(tmp_path / "ledger")) == len(served.requests)
