"""What other trainers need to read the published files unchanged: LLaMA-Factory, Axolotl and lm-evaluation-harness."""

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import yaml

TURN_TAGS = {
    "role_tag": "role",
    "content_tag": "content",
    "user_tag": "user",
    "assistant_tag": "assistant",
    "system_tag": "system",
}
"""LLaMA-Factory's own `openai` formatting would change system prompts, so messages go as `sharegpt` with these tags."""


def consumer_files(repo: str, name: str, version: str, splits: Sequence[str]) -> Mapping[str, str]:
    """The text of each file by its path in the repository."""
    task = re.sub(r"\W", "_", name)
    return {
        "dataset_info.json": json.dumps(_llama_factory(repo, task, splits), indent=2) + "\n",
        "axolotl.yaml": _yaml(_axolotl(repo, splits)),
        f"eval/{task}.yaml": _lm_eval(repo, task, version),
        f"eval/{task}_metrics.py": files("goldsmith.datasets.publish")
        .joinpath("lm_eval_metrics.txt")
        .read_text(encoding="utf-8"),
    }


def _llama_factory(repo: str, task: str, splits: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for split in splits:
        where = {"hf_hub_url": repo, "split": split}
        name = task if split == "train" else f"{task}_{split}"
        found[name] = where | {"formatting": "sharegpt", "columns": {"messages": "messages"}, "tags": TURN_TAGS}
        found[f"{name}_alpaca"] = where | {
            "formatting": "alpaca",
            "columns": {"prompt": "input", "response": "output", "system": "instruction"},
        }
    return found


def _axolotl(repo: str, splits: Sequence[str]) -> dict[str, Any]:
    def read(split: str) -> dict[str, Any]:
        return {
            "path": repo,
            "split": split,
            "type": "chat_template",
            "field_messages": "messages",
            "message_property_mappings": {"role": "role", "content": "content"},
            "roles_to_train": ["assistant"],
            "train_on_eos": "turn",
        }

    return {
        "chat_template": "tokenizer_default",
        "datasets": [read("train")],
        "test_datasets": [read(split) for split in ("validation", "test") if split in splits][:1],
        "excess_length_strategy": "raise",
    }


def _lm_eval(repo: str, task: str, version: str) -> str:
    data = {
        "task": f"{task}_json",
        "dataset_path": repo,
        "dataset_kwargs": {"revision": version},
        "test_split": "test",
        "output_type": "generate_until",
        "description": "{{instruction}}",
        "doc_to_text": "{{input}}",
        "doc_to_target": "{{output}}",
        "generation_kwargs": {"until": [], "do_sample": False, "max_gen_toks": 2048},
        "metric_list": [
            {"metric": metric, "aggregation": "mean", "higher_is_better": True}
            for metric in ("json_valid", "json_exact")
        ],
        "metadata": {"version": 1.0},
    }
    return _yaml(data) + f"process_results: !function {task}_metrics.process_results\n"


def _yaml(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
