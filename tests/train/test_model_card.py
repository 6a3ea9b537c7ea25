"""The model card says what stands in the run's record and nothing else: no other figure, no path of this machine."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import Turn
from goldsmith.train.answering.answers import Answer, Told, silent
from goldsmith.train.config import Config
from goldsmith.train.evaluate import Evaluation, evaluate
from goldsmith.train.examples import TrainingExample
from goldsmith.train.gates import gate
from goldsmith.train.model_card import card, write

SCHEMA = '{"type":"object"}'
HOME = "/home/somebody/secret"


class Scripted:
    """Answers every `every`-th row wrong."""

    identity: Mapping[str, Any] = {"model": "scripted"}
    decoding: Mapping[str, Any] = {"decoding": "greedy", "constrained": False}

    def __init__(self, every: int) -> None:
        self.every = every

    def count(self, texts: Iterable[str]) -> Iterator[int]:
        return map(len, texts)

    def answer(
        self, examples: Iterable[TrainingExample], *, most_tokens: int, progress: Told = silent
    ) -> Iterator[Answer]:
        for place, example in enumerate(examples):
            wrong = place % self.every == 0
            yield Answer('{"item":"<b>|`nuts`","quantity":1}' if wrong else example.answer, 9, 0.75)


def rows() -> list[TrainingExample]:
    return [_row(place) for place in range(90)]


def _row(place: int) -> TrainingExample:
    asked = (Turn("user", f"# {place} kg of bolts <script>\n| a | b |"),)
    gold = json.dumps({"item": "bolts", "quantity": place})
    return TrainingExample(f"row-{place}", ("order", "ticket")[place % 2], "test", asked, gold, SCHEMA, {})


@cache
def evaluated(every: int) -> Evaluation:
    return evaluate(Scripted(every), rows())


def record(**changes: Any) -> dict[str, Any]:
    config = Config(
        base="org/base-1b", revision="0123abcd", mix={"file": f"{HOME}/general.jsonl"}, template=f"{HOME}/chat.jinja"
    )
    figures = {"learned_share_of_mix": 0.3217}
    made = {
        "schema_version": 1,
        "verdict": "passed",
        "failed_gates": [],
        "config": config.as_json(),
        "versions": {"goldsmith": "0.1.0", "torch": "2.13.0"},
        "release": {
            "name": "orders",
            "version": "1.2.0",
            "licence": "CC-BY-4.0",
            "manifest_sha256": "ab" * 32,
            "verified": True,
            "faults": [],
            "demo": False,
        },
        "base": {"where": "org/base-1b", "revision": "0123abcd", "identity": "c" * 40},
        "gates": [
            gate("P5", "mask", "says", checked=477, wrong=[], figures=figures).as_json(),
            gate("A2", "merge", "says", checked=200, wrong=[]).as_json(),
        ],
        "merged": "plain",
        "training": {"steps": 45},
        "results": {
            "task": {
                "base": evaluated(2).as_json(),
                "tuned": evaluated(7).as_json(),
                "rules": evaluated(1000).as_json(),
            },
            "general": {"base": evaluated(3).as_json(), "tuned": evaluated(4).as_json()},
        },
    }
    return json.loads(json.dumps(made | changes))


def with_release(**changes: Any) -> dict[str, Any]:
    made = record()
    return made | {"release": made["release"] | changes}


def metadata(text: str) -> Any:
    return yaml.safe_load(text.split("---\n")[1])


def numbers(value: Any) -> set[str]:
    """Every number of a record as a card may write it, and all digits that stand in its texts."""
    if isinstance(value, Mapping):
        return set().union(*(numbers(one) | numbers(key) for key, one in value.items()))
    if isinstance(value, list):
        return set().union(*map(numbers, value))
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, int | float):
        return {f"{value}", f"{value:,}", f"{value:g}", f"{100 * value:.1f}"}
    return set(NUMBER.findall(value))


NUMBER = re.compile(r"\d[\d,.]*\d|\d")
OWN = {"95", "200", "1", "0"}
"""The confidence of intervals, what counts as few rows, and the names of metrics and Markdown."""


@pytest.mark.parametrize("adapter", [True, False])
def test_every_figure_of_the_card_stands_in_the_record(adapter: bool) -> None:
    told = record()
    text = re.sub(r"```python.*?```", "", card(told, adapter=adapter).split("---\n", 2)[2], flags=re.DOTALL)
    text = text.replace("FieldF1", "").replace("| F1 |", "")
    known = numbers(told) | OWN | {str(one["tp"] + one["fn"]) for one in _fields(told)}
    assert set(NUMBER.findall(text)) - known == set()
    assert len(NUMBER.findall(text)) > 100


def _fields(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for found in told["results"]["task"]["tuned"]["paths"].values():
        yield from found.values()


def test_the_card_says_what_was_trained_on_what() -> None:
    text = card(record(), adapter=True)
    for told in (
        "`org/base-1b`, revision `0123abcd`, identity `" + "c" * 40,
        "`orders` `1.2.0`, manifest `" + "ab" * 32,
        "Licence of the data: CC-BY-4.0",
        "general rows from `general.jsonl`, 10 % of the rows, 32.2 % of the supervised tokens",
        "torch 2.13.0",
        "| `learning_rate` | `0.0002` |",
        "Decoding: decoding greedy, constrained false",
        "90 rows. Fewer than 200 rows",
        "| P5 | mask | passed | 477 | 0 |",
    ):
        assert told in text, told


def test_tables_hold_base_tuned_and_rules_with_their_intervals_by_class() -> None:
    told, text = record(), card(record(), adapter=True)
    assert "| class | base | tuned | rules | n |" in text
    tuned = told["results"]["task"]["tuned"]["summary"]["figures"]["json_exact"]
    assert f"{100 * tuned['value']:.1f} [{100 * tuned['low']:.1f}, {100 * tuned['high']:.1f}]" in text
    assert text.count("| ticket | `") == 2, "its two fields among the worst"
    assert text.count("| ticket | ") == 4, "and the class in the tables of task and general rows"
    changed = record()
    changed["results"]["task"]["tuned"]["summary"]["figures"]["json_exact"]["value"] = 0.1234
    assert "12.3 [" in card(changed, adapter=True)
    assert "12.3 [" not in text


def test_known_failures_are_shown_as_they_were_and_change_nothing_around_them() -> None:
    text = card(record(), adapter=True)
    assert "Worst classes by exact answers: " in text
    assert "| order | `quantity` |" in text
    assert '    {"item":"<b>|`nuts`","quantity":1}' in text
    assert "\n    # 0 kg of bolts <script>\n    | a | b |" in text
    assert not re.search(r"^\s{0,3}#.*kg", text, flags=re.MULTILINE)


def test_no_path_of_this_machine_is_in_the_card(tmp_path: Path) -> None:
    local = record(base={"where": f"{HOME}/models/tiny", "revision": "", "identity": "d" * 64})
    local["config"]["base"] = f"{HOME}/models/tiny"
    local["release"] |= {"verified": False, "faults": [f"row 3 of {HOME}/data is another"]}
    for adapter in (True, False):
        text = card(local, adapter=adapter)
        assert HOME not in text
        assert "/home" not in text
        assert "`tiny`" in text
        assert "base_model" not in metadata(text)


def test_what_must_be_known_for_ever_is_said_first() -> None:
    for told, says in (
        (with_release(verified=False, faults=["row 3 was edited"]), "**Trained on an UNVERIFIED release.**"),
        (with_release(demo=True), "**Trained on a demo release** (`demo: true`)"),
    ):
        assert says in card(told, adapter=False).split("## ")[0]
    assert "UNVERIFIED" not in card(record(), adapter=False)
    assert "demo" not in card(record(), adapter=False)


def test_a_failed_run_names_its_gate_first() -> None:
    broken = gate("R1", "regression", "says", checked=400, wrong=["general: exact fell by 0.500"]).as_json()
    told = record(verdict="failed", failed_gates=["R1"])
    told["gates"].append(broken)
    text = card(told, adapter=True)
    assert "> **This run failed** at R1 regression. It is no model to use." in text.split("## ")[0]
    assert "| R1 | regression | **failed** | 400 | 1 |" in text


def test_a_run_that_stopped_early_has_a_card_without_results() -> None:
    text = card(record(results={}, merged="", training={}), adapter=True)
    assert "None: the run ended before it was evaluated." in text
    assert "Known failures" not in text


@pytest.mark.parametrize("adapter", [True, False])
def test_the_hubs_library_reads_the_metadata(adapter: bool) -> None:
    from huggingface_hub import ModelCard

    told = record()
    told["release"]["name"] = "org/orders"
    found = ModelCard(card(told, adapter=adapter)).data
    assert found.base_model == "org/base-1b"
    assert found.datasets == ["org/orders"]
    assert found.library_name == ("peft" if adapter else "transformers")
    assert {"goldsmith", "lora"} <= set(found.tags)
    assert metadata(card(told, adapter=adapter))["base_model_relation"] == ("adapter" if adapter else "finetune")


def test_a_model_from_nothing_has_no_base_on_the_hub() -> None:
    told = record(base={"where": "scratch:tiny", "revision": "", "identity": "e" * 64})
    told["config"] |= {"base": "scratch:tiny", "method": "full", "mix": None, "template": None}
    text = card(told, adapter=False)
    assert "on scratch:tiny" in text
    assert "base_model" not in metadata(text)
    assert "Mix: no general rows" in text


def test_the_snippets_name_what_they_load() -> None:
    adapter, model = card(record(), adapter=True), card(record(), adapter=False)
    assert f"from_pretrained('org/base-1b', revision='{'c' * 40}')" in adapter
    assert "PeftModel" not in model
    for text in (adapter, model):
        for snippet in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL):
            compile(snippet, "card", "exec")


def test_a_card_is_written_for_what_the_folder_holds(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text("{}")
    write(record(), tmp_path)
    assert "PeftModel" in (tmp_path / "README.md").read_text()
    with pytest.raises((FileNotFoundError, UsageError)):
        write(record(), tmp_path / "nowhere")
