"""The task inventory tells apart what a file asks for, by the wording of requests and the form of answers."""

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from goldsmith.audit import tasks
from goldsmith.audit.load import load
from goldsmith.audit.sense import Options, learn
from goldsmith.extractors.examples import ASSISTANT, USER, Example, Turn

NOUNS = ("lamp", "kettle", "sofa", "drill", "saddle", "tent", "rope", "mirror", "violin", "ladder", "basket", "candle")
VERBS = ("broke", "arrived", "fell", "shone", "vanished", "returned", "rusted", "sank")


def example(prompt: str, answer: str, context: str = "") -> Example:
    turns = (Turn(USER, prompt), Turn(ASSISTANT, answer))
    return Example(0, "f", 1, "", "", "", "", "", context, prompt, answer, turns, {})


def inventory(pairs: Iterable[tuple[str, str]], context: str = "") -> dict[str, int]:
    learned = tasks.learn([example(prompt, answer, context) for prompt, answer in pairs])
    return {task.name: task.count for task in learned.every if task.count}


def sentence(rng: Random) -> str:
    return f"The {rng.choice(NOUNS)} of {rng.choice(NOUNS)} {rng.choice(VERBS)} near the {rng.choice(NOUNS)}."


def test_orders_and_answer_forms_make_tasks() -> None:
    rng = Random(1)
    pairs = [(f"Translate into French: {sentence(rng)}", f"Le {sentence(rng)}") for _ in range(60)]
    pairs += [(f"Is this review good or bad?\n{sentence(rng)}", rng.choice(["good", "bad"])) for _ in range(40)]
    pairs += [
        (f"{sentence(rng)}\nGive me that as JSON.", json.dumps({"what": "x", "where": "y", "n": 1})) for _ in range(30)
    ]
    assert inventory(pairs) == {
        "translate into french … → prose": 60,
        "is this review good or bad? → label {bad, good}": 40,
        "JSON {n, what, where}": 30,
    }


def test_thousands_of_free_questions_are_one_task() -> None:
    rng = Random(2)
    starts = ("Why did the", "Who owns the", "Where was a", "How could any", "When has the")
    pairs = [
        (f"{rng.choice(starts)} {rng.choice(NOUNS)} {rng.choice(VERBS)} {n}?", f"{sentence(rng)} {sentence(rng)}")
        for n in range(3_000)
    ]
    assert inventory(pairs) == {"free questions → prose": 3_000}


def test_optional_keys_make_no_new_task() -> None:
    rng = Random(3)
    keys = ["name", "email", "phone", "city", "zip", "country"]
    answers = [{key: "x" for key in keys if rng.random() < 0.85} for _ in range(300)]
    found = inventory((sentence(rng), json.dumps(answer)) for answer in answers)
    assert found["JSON {city, country, email, name, phone, zip}"] > 290


def test_passages_and_numbers_and_short_texts() -> None:
    rng = Random(4)
    pairs = [(f"What {rng.choice(VERBS)} {n}?", f"the {rng.choice(NOUNS)} {n}") for n in range(100)]
    assert inventory(pairs, context="A text.") == {"questions about a given text → short text": 100}
    assert inventory((f"What is {n} times {n}?", str(n * n)) for n in range(50)) == {"what is # times #? → number": 50}


@pytest.mark.parametrize("kind", ["other", "JSON {a, b, c}"])
def test_a_rare_task_is_told_as_other_only_where_it_is_very_rare(kind: str) -> None:
    rng = Random(5)
    common = [(sentence(rng), json.dumps({"a": 1, "b": 2, "c": 3}))] * 1_000
    found = inventory([*common, ("Sum this up.", "Little happened. Nothing more.")])
    assert found[kind] == {"other": 1, "JSON {a, b, c}": 1_000}[kind]


def test_every_row_belongs_to_the_task_it_was_counted_in(tmp_path: Path) -> None:
    rng = Random(6)
    rows = [{"prompt": f"Summarise: {sentence(rng)}", "completion": sentence(rng)} for _ in range(50)]
    rows += [{"prompt": f"How many are {n} lamps?", "completion": str(n)} for n in range(50)]
    (tmp_path / "data.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "kept").mkdir()
    loaded, shapes = load([tmp_path / "data.jsonl"], {}, tmp_path / "kept")
    sense = learn(loaded, shapes, Options(mapping={}))
    names = [sense.task_of(one).name for one in loaded.examples()]
    assert {name: names.count(name) for name in names} == {
        task.name: task.count for task in sense.tasks.every if task.count
    }


def test_a_sample_is_spread_over_the_rows_without_a_period(tmp_path: Path) -> None:
    rows = [{"prompt": f"{n % 10}", "completion": "x"} for n in range(10_000)]
    (tmp_path / "data.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "kept").mkdir()
    loaded, _ = load([tmp_path / "data.jsonl"], {}, tmp_path / "kept")
    drawn = [one.prompt for one in loaded.sample(1_000)]
    assert 900 < len(drawn) < 1_100
    assert all(60 < drawn.count(str(digit)) < 140 for digit in range(10))
    assert len(loaded.sample(20_000)) == 10_000
