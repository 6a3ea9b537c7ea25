from random import Random

import orjson
import pytest

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import Turn
from goldsmith.train.config import Mix
from goldsmith.train.examples import TrainingExample
from goldsmith.train.fit.general import general


def rows(count, kind):
    return [TrainingExample(f"{kind}{n}", kind, kind, (Turn("user", f"q{n}"),), str(n), "", {}) for n in range(count)]


def file_of(path, count):
    lines = [
        {"messages": [{"role": "user", "content": f"Say {n}."}, {"role": "assistant", "content": str(n)}]}
        for n in range(count)
    ]
    path.write_bytes(b"\n".join(map(orjson.dumps, lines)))
    return path


@pytest.mark.parametrize(("task", "share", "wanted"), [(90, 10, 10), (900, 25, 300), (95, 5, 5), (40, 0, 0)])
@pytest.mark.train
def test_the_share_is_exact(fit, task, share, wanted):
    found = fit.mixed(rows(task, "task"), rows(400, "general"), share, Random(0))
    assert sum(row.kind == "general" for row in found) == wanted
    assert 100 * wanted == share * len(found)
    assert len({row.id for row in found}) == len(found)


@pytest.mark.train
def test_too_few_general_rows_are_named(fit):
    with pytest.raises(UsageError, match="needs 100 general rows, and there are 50"):
        fit.mixed(rows(900, "task"), rows(50, "general"), 10, Random(0))


def test_nothing_held_out_is_mixed_in_and_the_seed_has_no_say(tmp_path):
    mix = Mix(file=file_of(tmp_path / "general.jsonl", 3000))
    to_mix, held = general(mix)
    assert (len(to_mix), len(held)) == (2700, 300)
    assert not {row.asked for row in to_mix} & {row.asked for row in held}
    assert general(mix) == (to_mix, held)


def test_two_hundred_are_held_out_where_the_file_has_as_many_to_spare(tmp_path):
    assert [len(part) for part in general(Mix(file=file_of(tmp_path / "a.jsonl", 500)))] == [300, 200]
    assert [len(part) for part in general(Mix(file=file_of(tmp_path / "b.jsonl", 50)))] == [25, 25]


def test_a_row_asked_twice_stands_on_one_side_only(tmp_path):
    path = file_of(tmp_path / "a.jsonl", 100)
    path.write_bytes(path.read_bytes() + b"\n" + path.read_bytes().replace(b"Say", b"  SAY"))
    to_mix, held = general(Mix(file=path))
    assert len(to_mix) + len(held) == 100


def test_a_file_without_answers_is_named(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"messages": [{"role": "user", "content": "Hello?"}]}\n')
    with pytest.raises(UsageError, match=r"a\.jsonl', record 1: no answer follows"):
        general(Mix(file=path))


@pytest.mark.parametrize(("count", "said"), [(0, "0 distinct questions"), (1, "1 distinct question,")])
def test_a_file_of_which_nothing_could_be_held_out_is_named(tmp_path, count, said):
    path = file_of(tmp_path / "a.jsonl", count)
    path.write_bytes(path.read_bytes() + b"\n" + path.read_bytes().replace(b"Say", b"  SAY"))
    with pytest.raises(UsageError) as found:
        general(Mix(file=path))
    assert str(found.value).startswith(f"mix {str(path)!r}: it holds {said}")
    assert "at least 2 are needed" in str(found.value)


def test_two_questions_are_one_to_mix_in_and_one_held_out(tmp_path):
    assert [len(part) for part in general(Mix(file=file_of(tmp_path / "a.jsonl", 2)))] == [1, 1]


def test_no_mix_gives_no_rows():
    assert general(None) == ([], [])


@pytest.mark.train
def test_prompt_and_completion_are_messages(fit):
    [row] = fit.as_dataset(rows(1, "task"))
    assert row == {"prompt": [{"role": "user", "content": "q0"}], "completion": [{"role": "assistant", "content": "0"}]}


def test_a_general_row_is_called_after_its_record(tmp_path):
    to_mix, held = general(Mix(file=file_of(tmp_path / "general.jsonl", 30)))
    assert {row.id for row in (*to_mix, *held)} == {f"general-{number}" for number in range(1, 31)}
    assert all(row.prompt == f"Say {int(row.id.removeprefix('general-')) - 1}." for row in to_mix)
