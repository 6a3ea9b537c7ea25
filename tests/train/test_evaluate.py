"""An evaluation from rows to record: which rows are asked, what is kept, and the project's own readers as answerer."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import Turn
from goldsmith.train.answering.answers import Answer, Told, silent
from goldsmith.train.answering.readers import Readers
from goldsmith.train.evaluate import environment, evaluate, record
from goldsmith.train.examples import TrainingExample, of_release
from goldsmith.train.foreign import of_file
from goldsmith.train.questions import questions


def rows(count: int, kind: str = "thing", split: str = "test") -> list[TrainingExample]:
    return [
        TrainingExample(
            f"{kind}-{at}", kind, split, (Turn("user", f"a is {at}"),), f'{{"a":{at}}}', "", {"genre": "note"}
        )
        for at in range(count)
    ]


class Parrot:
    """Answers with what it was given, in order."""

    identity: Mapping[str, Any] = {"model": "parrot"}
    decoding: Mapping[str, Any] = {"decoding": "none"}

    def __init__(self, texts: Iterable[str | Answer]) -> None:
        self.texts = list(texts)
        self.most = 0

    def count(self, texts: Iterable[str]) -> Iterator[int]:
        return (len(text) for text in texts)

    def answer(
        self, examples: Iterable[TrainingExample], *, most_tokens: int, progress: Told = silent
    ) -> Iterator[Answer]:
        self.most = most_tokens
        for _, text in zip(examples, self.texts, strict=True):
            progress(1)
            yield Answer(text) if isinstance(text, str) else text


def test_each_row_is_asked_once_and_scored_in_order(tmp_path: Path) -> None:
    asked, told = rows(3), []
    parrot = Parrot(['{"a":0}', '{"a":7}', Answer('{"a":', 5, 0.5, ended=False, seconds=2.0)])
    found = evaluate(parrot, asked, progress=told.append, answers=tmp_path / "answers.jsonl")
    assert [one.id for one in found.outcomes] == ["thing-0", "thing-1", "thing-2"]
    assert [one.exact for one in found.outcomes] == [True, False, False]
    assert (found.summary["exact"].value, found.summary["truncated"].n) == (1 / 3, 3)
    assert found.paths == {"thing": {"a": (1, 1, 2)}}
    assert sum(told) == 3
    lines = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text().splitlines()]
    assert [line["answer"] for line in lines] == ['{"a":0}', '{"a":7}', '{"a":']
    assert lines[1]["figures"]["json_exact"] == 0
    assert lines[2]["figures"] | {"probability_wrong": 0.5, "truncated": 1.0} == lines[2]["figures"]


def test_an_answer_may_be_a_quarter_longer_than_the_longest_gold_answer() -> None:
    long = [replace(one, answer='{"a":"' + "x" * 92 + '"}') for one in rows(1)]
    parrot = Parrot([""])
    assert evaluate(parrot, long).decoding["most_tokens"] == parrot.most == 125
    assert evaluate(parrot, long, most_tokens=7).decoding["most_tokens"] == parrot.most == 7


def test_the_worst_answers_are_kept_with_what_differs() -> None:
    gold = [replace(one, answer='{"a":1,"b":2,"c":3,"d":4}') for one in rows(6)]
    right = '{"a":1,"b":2,"c":3,"d":4}'
    texts = [
        right,
        '{"a":1,"b":2,"c":3}',
        "no",
        '{"a":0,"b":0,"c":0,"d":0}',
        '{"a":1,"b":2,"c":3,"d":[5,"\\u00e9"]}',
        right,
    ]
    found = evaluate(Parrot(texts), gold).worst
    assert [wrong.id for wrong in found] == ["thing-2", "thing-3", "thing-4"]
    assert (found[0].differences, found[0].problem[:8]) == ((), "no JSON:")
    assert found[1].differences[0] == ("a", "1", "0")
    assert found[2].differences == (("d", "4", None), ("d.0", None, "5"), ("d.1", None, '"é"'))


def test_the_record_holds_everything_and_no_wild_text_breaks_it() -> None:
    wild = ['{"a":1e999999999}', '{"\\ud800":1}', '{"a":"\ud800"}', '"' * 3, "\x00", '{"a":' * 4000]
    found = evaluate(Parrot(wild), rows(6))
    told = json.loads(orjson.dumps(record(found, model={"model": "parrot"}, release={"name": "x"})))
    assert told["schema_version"] == 1
    assert told["summary"]["figures"]["exact"] == {
        "value": 0.0,
        "low": 0.0,
        "high": told["summary"]["figures"]["exact"]["high"],
        "n": 6,
    }
    assert told["groups"]["genre"]["note"]["n"] == 6
    assert told["environment"].items() >= {"goldsmith": environment()["goldsmith"]}.items()
    assert len(told["worst"]) == 3


def test_a_limit_takes_as_many_of_each_kind_as_there_are() -> None:
    asked = [*rows(50, "a"), *rows(3, "b"), *rows(50, "c"), *rows(9, "a", "train")]
    drawn = questions(lambda: iter(asked), 20, split="test")
    kinds = Counter(one.kind for one in drawn)
    assert len(drawn) == sum(kinds.values()) == 20
    assert kinds["b"] == 3
    assert abs(kinds["a"] - kinds["c"]) <= 1
    assert [one.id for one in drawn] == [one.id for one in questions(lambda: iter(asked), 20, split="test")]
    assert [one.id for one in drawn] != [one.id for one in questions(lambda: iter(asked), 20, split="test", seed=1)]
    assert (
        len(questions(lambda: iter(asked), 500, split="test"))
        == len(list(questions(lambda: iter(asked), split="test")))
        == 103
    )
    assert len(list(questions(lambda: iter(asked)))) == 112
    with pytest.raises(UsageError, match="no rows of split 'exam'; there are test, train"):
        questions(lambda: iter(asked), split="exam")


def test_the_readers_answer_a_release_as_it_promises(small_release: Path) -> None:
    for split in ("train", "validation", "test"):
        found = evaluate(Readers(), list(of_release(small_release, split)))
        assert found.summary["json_exact"].value == found.summary["schema_compliance"].value == 1
        assert found.worst == ()


def test_a_prompt_that_the_readers_refuse_is_an_abstention(small_release: Path) -> None:
    asked = list(of_release(small_release, "test"))[:2]
    asked[0] = replace(asked[0], asked=(Turn("user", "Colourless green ideas sleep furiously: 03/04/2025."),))
    asked[1] = replace(asked[1], schema="")
    found = evaluate(Readers(), asked)
    assert (found.summary["abstained"].value, found.summary["false_abstention"].value) == (1, 1)
    assert found.summary["json_valid"].value == 0


# Files made elsewhere


def written(path: Path, *values: object) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def test_rows_of_anyone_are_questions_with_gold_answers(tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    path = written(tmp_path / "bench.jsonl", {"q": "a is 1", "want": {"a": 1}, "shape": schema, "passage": "Once."})
    (one,) = of_file(path, {"prompt": "q", "answer": "want", "schema": "shape", "context": "passage"})
    assert (one.id, one.answer, json.loads(one.schema)) == ("1", '{"a":1}', schema)
    assert one.asked == (Turn("user", "Once.\n\na is 1"),)


def test_every_assistant_turn_of_a_conversation_is_asked(tmp_path: Path) -> None:
    turns = [{"role": role, "content": text} for role, text in zip(("user", "assistant") * 2, "abcd", strict=True)]
    first, second = of_file(written(tmp_path / "chat.jsonl", {"id": "x", "messages": turns}), {})
    assert (first.id, first.answer, len(first.asked)) == ("x#1", "b", 1)
    assert (second.id, second.answer, len(second.asked)) == ("x#3", "d", 3)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"prompt": "q", "answer": "nothing"}, "names column 'nothing'"),
        ({"prompt": "q", "answer": "want", "schema": "nothing"}, "names column 'nothing'"),
        ({"prompt": "q", "answer": "want", "schema": "q"}, "record 1: its schema is no JSON Schema"),
        ({"question": "q"}, "knows no part 'question'"),
        ({}, "no known shape"),
    ],
)
def test_what_cannot_be_asked_is_named(tmp_path: Path, mapping: dict[str, str], said: str) -> None:
    path = written(tmp_path / "bench.jsonl", {"q": "a is 1", "want": {"a": 1}})
    with pytest.raises(UsageError, match=said):
        list(of_file(path, mapping))


def test_a_record_without_an_answer_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "chat.jsonl", {"messages": [{"role": "user", "content": "a"}]})
    with pytest.raises(UsageError, match="record 1 has no question with an answer"):
        list(of_file(path, {}))
    path.write_text('{"prompt":"a","completion":"b"}\n{"prompt":\n')
    with pytest.raises(UsageError, match="record 2 cannot be read"):
        list(of_file(path, {}))
