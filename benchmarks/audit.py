"""How long an audit takes: rows of several tasks, about 1 KB each, with some planted defects; time, rate and peak memory."""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROWS = 100_000
SIZE = 1_000
"""Bytes that a row has at least."""
LIMIT_SECONDS = 90
LIMIT_MEMORY = 1_500_000_000
LETTERS = "bdfgklmnprstvz"
VOWELS = "aeiou"


def word(rng: random.Random) -> str:
    return "".join(rng.choice(LETTERS) + rng.choice(VOWELS) for _ in range(rng.randint(1, 4)))


def sentence(rng: random.Random, words: list[str]) -> str:
    made = " ".join(rng.choices(words, k=rng.randint(6, 16)))
    return f"{made.capitalize()}."


def prose(rng: random.Random, words: list[str], size: int) -> str:
    made = sentence(rng, words)
    while len(made) < size:
        made += " " + sentence(rng, words)
    return made


def extraction(rng: random.Random, words: list[str]) -> tuple[str, str]:
    lines = [
        {
            "item": f"{rng.choice(words)} {rng.choice(words)}",
            "price": rng.randint(100, 90_000) / 100,
            "quantity": rng.randint(1, 9),
        }
        for _ in range(3)
    ]
    total = round(sum(line["price"] * line["quantity"] for line in lines), 2)
    answer = {"order": f"A-{rng.randrange(10**8):08}", "lines": lines, "total": total}
    said = "\n".join(f"{line['quantity']} x {line['item']} at {line['price']:.2f}" for line in lines)
    request = rng.choice(
        ["Give me this order as JSON.", "Extract the order below as JSON.", "Please turn this into JSON."]
    )
    return (
        f"{request}\nOrder {answer['order']}\n{said}\nTotal {total:.2f}\n{prose(rng, words, SIZE - 450)}",
        json.dumps(answer),
    )


def question(rng: random.Random, words: list[str]) -> tuple[str, str]:
    asked = rng.choice(["What is", "Who made", "Where stands", "Why does", "How old is"])
    return f"{asked} the {' '.join(rng.choices(words, k=5))}?", prose(rng, words, SIZE - 150)


def summary(rng: random.Random, words: list[str]) -> tuple[str, str]:
    return f"Summarise the following text.\n{prose(rng, words, SIZE - 250)}", sentence(rng, words)


def label(rng: random.Random, words: list[str]) -> tuple[str, str]:
    return f"Classify this message: {prose(rng, words, SIZE - 150)}", rng.choice(
        ["refund", "delivery", "praise", "other"]
    )


TASKS: tuple[Callable[[random.Random, list[str]], tuple[str, str]], ...] = (extraction, question, summary, label)


def rows(count: int) -> Iterator[str]:
    rng = random.Random(20)
    words = sorted({word(rng) for _ in range(8_000)})
    last = ("", "")
    for number in range(count):
        prompt, answer = TASKS[rng.randrange(len(TASKS))](rng, words)
        if number % 997 == 0:
            answer = ""
        if number % 503 == 0:
            prompt, answer = last
        last = (prompt, answer)
        yield json.dumps(
            {
                "id": f"row-{number}",
                "messages": [{"role": "user", "content": prompt}, {"role": "assistant", "content": answer}],
            }
        )


def write(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows(count))


def memory_of_all(root: int) -> int:
    """Bytes of resident memory of a process and its children; pages that they share count once a process."""
    children: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(folder.name))
        sizes[int(folder.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    waiting, total = [root], 0
    while waiting:
        process = waiting.pop()
        total += sizes.get(process, 0)
        waiting += children.get(process, [])
    return total


def measured(path: Path, workers: int) -> tuple[float, float, int, dict[str, Any]]:
    command = [sys.executable, "-m", "goldsmith", "audit", str(path), "--json", "--workers", str(workers)]
    start, peak = time.monotonic(), 0
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)
        while process.poll() is None:
            peak = max(peak, memory_of_all(process.pid))
            time.sleep(0.1)
        took = time.monotonic() - start
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        err.seek(0)
        if process.returncode not in (0, 1):
            sys.exit(f"the audit failed: {err.read().decode()[-2_000:]}")
        out.seek(0)
        return took, spent.ru_utime + spent.ru_stime, peak, json.loads(out.read())


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=ROWS)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.jsonl"
        write(path, given.rows)
        took, spent, peak, told = measured(path, given.workers)
        print(f"rows      {given.rows:,} of {path.stat().st_size / given.rows:,.0f} bytes")
    print(
        f"time      {took:,.1f} s with {given.workers} workers, {given.rows / took:,.0f} rows/s, {took / given.rows * 1e6:,.0f} µs a row"
    )
    print(f"processor {spent:,.1f} s, {spent / given.rows * 1e6:,.0f} µs a row")
    print(f"memory    {peak / 1e6:,.0f} MB at most, all processes")
    print("findings  " + ", ".join(f"{found['check']} {found['count']:,}" for found in told["findings"]))
    if took > LIMIT_SECONDS * max(1, given.rows / ROWS) or peak > LIMIT_MEMORY:
        sys.exit("slower or larger than promised")


if __name__ == "__main__":
    main()
