"""The text that a trainer sees of each shape."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from goldsmith.audit.load import load
from goldsmith.extractors.rendering import pieces


def rendered(record: dict[str, Any], mapping: dict[str, str] | None = None) -> tuple[str, list[str]]:
    """The whole text and what of it is learned."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_text(json.dumps(record) + "\n", encoding="utf-8")
        rows, _ = load([path], mapping or {}, Path(folder))
        [example] = rows.examples()
    found = pieces(example)
    return "".join(piece.text for piece in found), [piece.text for piece in found if piece.learned]


TALK = [
    {"role": "system", "content": "Be kind."},
    {"role": "user", "content": "Hi"},
    {"role": "assistant", "content": "Hello"},
    {"role": "user", "content": "Bye"},
    {"role": "assistant", "content": "Goodbye"},
]
CHATML = "".join(f"<|im_start|>{turn['role']}\n{turn['content']}<|im_end|>\n" for turn in TALK)
CHATML_TEXT = CHATML.rstrip("\n") + "</s>"


@pytest.mark.parametrize(
    ("record", "text", "learned"),
    [
        ({"messages": TALK}, CHATML, ["Hello<|im_end|>", "Goodbye<|im_end|>"]),
        ({"prompt": TALK[:2], "completion": TALK[2:3]}, CHATML[: CHATML.index("<|im_start|>user\nBye")], ["Hello<|im_end|>"]),
        ({"prompt": "Hi", "completion": "Hello"}, "HiHello", ["Hello"]),
        ({"system": "Be kind.", "question": "Hi", "answer": "Hello"}, "Be kind.\nHi\nHello", ["Hello"]),
        ({"context": "Rain.", "question": "Dry?", "answer": "No"}, "Rain.\nDry?\nNo", ["No"]),
        ({"text": "It rained."}, "It rained.", ["It rained."]),
        ({"text": CHATML_TEXT}, CHATML_TEXT, [CHATML_TEXT]),
        ({"text": "words", "instruction": "", "input": "", "output": ""},
         "Below is an instruction that describes a task. Write a response that appropriately completes the request."
         "\n\n### Instruction:\n\n\n### Response:\n", [""]),
        ({"instruction": "Add.", "input": "2, 2", "output": 4},
         "Below is an instruction that describes a task, paired with an input that provides further context. Write a "
         "response that appropriately completes the request.\n\n### Instruction:\nAdd.\n\n### Input:\n2, 2\n\n### Response:\n4",
         ["4"]),
    ],
)  # fmt: skip
def test_the_text_is_what_the_trainer_sees(record: dict[str, Any], text: str, learned: list[str]) -> None:
    assert rendered(record) == (text, learned)


def test_mapped_messages_are_laid_out_as_a_conversation() -> None:
    assert rendered({"talk": TALK}, {"messages": "talk"}) == (CHATML, ["Hello<|im_end|>", "Goodbye<|im_end|>"])
