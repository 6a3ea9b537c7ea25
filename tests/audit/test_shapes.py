"""The shapes that people give their examples, and what is taken from each."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import Turn
from goldsmith.extractors.file_shapes import recognised
from goldsmith.extractors.markers import STYLES, marked
from goldsmith.extractors.records import Record
from goldsmith.extractors.shapes import recognise, shape_of

CALL = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Turin"}'}}
TALK = [Turn("user", "Hi"), Turn("assistant", "Hello")]
OPENAI = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]
RECORDS: dict[str, tuple[dict[str, Any], str, list[Turn]]] = {
    "messages": ({"messages": OPENAI}, "messages", TALK),
    "roles in capitals": ({"messages": [{"role": "User", "content": "Hi"}, {"role": "Assistant", "content": "Hello"}]}, "messages", TALK),
    "messages in a text": ({"messages": json.dumps(OPENAI)}, "messages", TALK),
    "messages as Python prints them": ({"messages": repr(OPENAI)}, "messages", TALK),
    "ShareGPT": (
        {"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]}, "conversations", TALK,
    ),
    "ShareGPT with a system column": (
        {"system": "Be kind.", "conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]},
        "conversations", [Turn("system", "Be kind."), *TALK],
    ),
    "pairs": ({"conversation": [["Hi", "Hello"], ["Bye", "Goodbye"]]}, "conversation",
              [*TALK, Turn("user", "Bye"), Turn("assistant", "Goodbye")]),
    "turn about": ({"dialogue": ["Hi", "Hello"]}, "dialogue", TALK),
    "Gemini": (
        {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}, {"role": "model", "parts": [{"text": "Hello"}]}]},
        "contents", TALK,
    ),
    "parts": (
        {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}, {"type": "text", "text": "Hi"}]},
                      {"role": "assistant", "content": [{"type": "text", "text": "Hello"}]}]},
        "messages", [Turn("user", "<image_url>\nHi"), Turn("assistant", "Hello")],
    ),
    "tool calls": (
        {"messages": [{"role": "user", "content": "Rain?"}, {"role": "assistant", "content": None, "tool_calls": [CALL]},
                      {"role": "tool", "content": "yes"}, {"role": "assistant", "content": "Yes."}]},
        "messages",
        [Turn("user", "Rain?"), Turn("assistant", json.dumps([CALL["function"]], separators=(",", ":"))),
         Turn("tool", "yes"), Turn("assistant", "Yes.")],
    ),
    "prompt/completion": ({"prompt": "Hi", "completion": "Hello"}, "prompt/completion", TALK),
    "prompt/completion of messages": ({"prompt": OPENAI[:1], "completion": OPENAI[1:]}, "prompt/completion of messages", TALK),
    "messages and a text": ({"prompt": OPENAI[:1], "completion": "Hello"}, "prompt/completion of messages", TALK),
    "Alpaca": (
        {"instruction": "Say hello.", "input": "Hi", "output": "Hello"}, "instruction/input/output",
        [Turn("user", "Say hello.\nHi"), Turn("assistant", "Hello")],
    ),
    "Alpaca without input": ({"instruction": "Hi", "input": "", "output": "Hello"}, "instruction/input/output", TALK),
    "Alpaca with history": (
        {"instruction": "Bye", "output": "Goodbye", "history": [["Hi", "Hello"]]}, "instruction/input/output",
        [*TALK, Turn("user", "Bye"), Turn("assistant", "Goodbye")],
    ),
    "Dolly": ({"instruction": "Hi", "context": "", "response": "Hello", "category": "chat"}, "instruction/response", TALK),
    "OpenOrca": (
        {"id": "1", "system_prompt": "Be kind.", "question": "Hi", "response": "Hello"}, "question/response",
        [Turn("system", "Be kind."), *TALK],
    ),
    "input/output": ({"input": "Hi", "output": "Hello"}, "input/output", TALK),
    "structured answers": (
        {"input": "Hi", "output": {"greeting": True}}, "input/output", [Turn("user", "Hi"), Turn("assistant", '{"greeting":true}')],
    ),
    "question/answer": ({"Question": "Hi", "Answer": "Hello"}, "question/answer", TALK),
    "SQuAD": (
        {"context": "They say Hello.", "question": "Hi", "answers": {"text": ["Hello", "hello"], "answer_start": [9, 9]}},
        "question/answers", TALK,
    ),
    "labels": ({"text": "So good", "label": 1}, "text/label", [Turn("user", "So good"), Turn("assistant", "1")]),
    "summaries": ({"dialogue": "A: Hi\nB: Hello", "summary": "They greet."}, "dialogue/summary",
                  [Turn("user", "A: Hi\nB: Hello"), Turn("assistant", "They greet.")]),
    "text": ({"text": "It rained."}, "text", [Turn("assistant", "It rained.")]),
    "preferences": ({"prompt": "Hi", "chosen": "Hello", "rejected": "No"}, "chosen/rejected", TALK),
    "preferences of messages": ({"chosen": OPENAI, "rejected": OPENAI}, "chosen/rejected of messages", TALK),
    "preferences of texts": (
        {"chosen": "\n\nHuman: Hi\n\nAssistant: Hello", "rejected": "\n\nHuman: Hi\n\nAssistant: No"},
        "chosen/rejected with Human: markers", TALK,
    ),
}  # fmt: skip
MARKED = {
    "ChatML": "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello<|im_end|>\n",
    "Llama 3": "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>"
    "<|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|>",
    "Llama 2": "<s>[INST] Hi [/INST] Hello </s>",
    "Gemma": "<bos><start_of_turn>user\nHi<end_of_turn>\n<start_of_turn>model\nHello<end_of_turn>\n",
    "Zephyr": "<|user|>\nHi</s>\n<|assistant|>\nHello</s>",
    "###": "### Instruction:\nHi\n\n### Response:\nHello",
    "Human:": "Human: Hi\n\nAssistant: Hello",
}


@pytest.mark.parametrize("name", RECORDS)
def test_shapes_are_recognised_without_flags(name: str) -> None:
    record, shape, turns = RECORDS[name]
    found = recognise([record], {})
    assert found.style(record) == shape
    assert list(found.turns(record)) == turns


@pytest.mark.parametrize("style", [style.name for style in STYLES])
def test_role_markers_in_a_text_are_read(style: str) -> None:
    assert marked(MARKED[style]) == (style, tuple(TALK))
    assert recognise([{"text": MARKED[style]}], {}).style({"text": MARKED[style]}) == f"text with {style} markers"


def test_alpaca_texts_keep_their_preamble_and_join_the_input() -> None:
    text = "Below is an instruction.\n\n### Instruction:\nAdd.\n\n### Input:\n2, 2\n\n### Response:\n4</s>"
    assert marked(text) == (
        "###",
        (Turn("system", "Below is an instruction."), Turn("user", "Add.\n2, 2"), Turn("assistant", "4")),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "# Title\n\n## Question: what is it?\n\nNothing.",
        "He said:\nUser: press the button.\nThen it broke.\nAnswer: none.",
        "a <|endoftext|> b",
        "",
    ],
)
def test_texts_without_two_speakers_are_plain(text: str) -> None:
    assert marked(text) == ("", ())


def test_optional_columns_are_taken_along() -> None:
    record = {"_id": 7, "category": "maths", "split": "test", "context": "2 + 2 = 4", "question": "2 + 2?", "answer": 4}
    shape = recognise([record], {})
    assert {part: shape.text(part, record) for part in ("id", "kind", "split", "context", "answer")} == {
        "id": "7", "kind": "maths", "split": "test", "context": "2 + 2 = 4", "answer": "4",
    }  # fmt: skip


def test_each_record_is_recognised_on_its_own() -> None:
    chat, pair = {"messages": OPENAI}, {"prompt": "Hi", "completion": "Hello"}
    main = recognise([chat, chat, pair], {})
    assert main.name == "messages"
    assert shape_of(pair, main).name == "prompt/completion"  # type: ignore[union-attr]
    united = {"messages": None, "prompt": "Hi", "completion": "Hello"}
    assert shape_of(united, main).name == "prompt/completion"  # type: ignore[union-attr]
    assert shape_of({"messages": None}, main) == main
    assert shape_of({"msgs": OPENAI}, main) is None


def test_mapped_columns_go_first() -> None:
    record = {"frage": "Hi", "antwort": {"text": "Hello"}, "prompt": "not this", "completion": "nor this", "nr": 3}
    shape = recognise([record], {"prompt": "frage", "answer": "antwort.text", "id": "nr"})
    assert list(shape.turns(record)) == TALK
    assert shape.text("id", record) == "3"


def test_a_mapping_of_one_part_keeps_the_rest() -> None:
    record = {"prompt": "Hi", "completion": "Hello", "area": "chat"}
    shape = recognise([record], {"kind": "area"})
    assert shape.name == "prompt/completion"
    assert shape.text("kind", record) == "chat"
    assert list(recognise([record | {"better": "Good day"}], {"answer": "better"}).turns(record | {"better": "Good day"})) == [
        TALK[0], Turn("assistant", "Good day"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({"answer": "output"}, "--map names column 'output', and the file has frage, antwort"),
        ({"reply": "antwort"}, "--map knows no part 'reply'"),
        ({"prompt": "frage"}, "--map says nothing of the answer; columns are frage, antwort"),
        ({}, "no known shape in columns frage, antwort; .* --map prompt=frage --map answer=antwort"),
    ],
)
def test_where_no_shape_fits_the_columns_are_shown(mapping: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        recognise([{"frage": "Wie alt bist du?", "antwort": "Das sage ich nicht."}], mapping)


def test_fields_of_objects_are_offered_where_no_column_fits() -> None:
    with pytest.raises(UsageError, match=r"--map prompt=translation\.en --map answer=translation\.de"):
        recognise([{"nr": 1, "translation": {"en": "Good day", "de": "Guten Tag"}}], {})


def test_cells_are_texts_as_a_trainer_prints_them() -> None:
    shape = recognise([{"question": "When?", "answer": "x"}], {})
    for cell, text in [
        (dt.datetime(2024, 1, 1), "2024-01-01 00:00:00"),
        (dt.date(2024, 1, 1), "2024-01-01"),
        (2**70, str(2**70)),
        (b"abc", "abc"),
        ([1, "a"], '[1,"a"]'),
        (True, "true"),
        ({"n": 2**70}, '{"n": 1180591620717411303424}'),
        (None, ""),
    ]:
        assert shape.text("answer", {"question": "When?", "answer": cell}) == text


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["role", "content", "from", "value", "text"]), inner)
    ),
    max_leaves=8,
)
NAMES = [
    "messages",
    "conversations",
    "prompt",
    "completion",
    "instruction",
    "input",
    "output",
    "answers",
    "text",
    "chosen",
    "history",
]


@given(st.dictionaries(st.sampled_from(NAMES), anything, min_size=1))
def test_no_record_breaks_a_shape(record: dict[str, Any]) -> None:
    try:
        shape = recognise([record], {})
    except UsageError:
        return
    assert all(isinstance(turn.role, str) and isinstance(turn.content, str) for turn in shape.turns(record))
    assert isinstance(shape.style(record), str)
    assert isinstance(shape.text("answer", record), str)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ([], "'log.jsonl' holds no readable record"),
        (
            [Record(1, None, "no JSON"), Record(2, None, "cut")],
            "'log.jsonl' holds no readable record: record 1: no JSON",
        ),
        ([Record(1, {}, "")], "'log.jsonl' holds no readable record: record 1: no columns"),
        ([Record(1, {"a": 1, "b": 2}, "")], "'log.jsonl': no known shape in columns a, b; "),
    ],
)
def test_a_file_that_is_not_recognised_is_named(head: list[Record], says: str) -> None:
    with pytest.raises(UsageError) as found:
        recognised(Path("log.jsonl"), head, {})
    assert str(found.value).startswith(says)


def test_records_that_cannot_be_read_do_not_hide_the_shape_of_a_file() -> None:
    head = [Record(1, None, "no JSON"), Record(2, {"prompt": "Hi", "completion": "Hello"}, "")]
    assert recognised(Path("log.jsonl"), head, {}).name == "prompt/completion"
