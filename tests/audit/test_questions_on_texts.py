"""Questions on a text or with choices: what decides an answer is read, wherever a file keeps it."""

import json
from pathlib import Path
from random import Random

import pytest

from goldsmith.audit.replies import contradiction, reply
from goldsmith.core.errors import UsageError
from goldsmith.extractors.choices import choices_in, taken
from goldsmith.extractors.shapes import recognise
from looking import Records, findings, in_error, places

CLAUSES = (
    "Goods may be sent back for their full price within thirty days.",
    "We deliver from Monday to Friday, and on Saturdays before noon.",
)


def asked(column: str, answers: tuple[str, str] = ("Yes", "No")) -> list[dict[str, str]]:
    return [
        {"question": "Is this a rule on refunds?", "answer": answer, column: clause}
        for answer, clause in zip(answers, CLAUSES, strict=True)
    ]


def test_a_text_under_another_name_is_read(tmp_path: Path) -> None:
    assert not in_error(findings(tmp_path, data=asked("contract")))


def test_a_text_that_is_not_read_is_named_instead_of_a_contradiction(tmp_path: Path) -> None:
    found = findings(tmp_path, data=asked("wording"))
    assert places(found, "unread_context") == {0, 1}
    assert not places(found, "contradiction")
    assert "'wording'" in next(one.examples[0].evidence for one in found if one.check == "unread_context")


def test_a_reason_beside_an_answer_is_no_text_that_decides(tmp_path: Path) -> None:
    assert places(findings(tmp_path, data=asked("explanation")), "contradiction") == {0, 1}


def test_choices_are_the_end_of_the_question(tmp_path: Path) -> None:
    rows = [
        {"question": "What is taken in first aid?", "options": "A. tea\nB. 40 mg", "answer": "B. 40 mg"},
        {"question": "What is taken in first aid?", "options": "A. 60 mg\nB. milk", "answer": "A. 60 mg"},
    ]
    assert not in_error(findings(tmp_path, data=rows))
    shape = recognise(rows, {})
    assert [turn.content for turn in shape.turns(rows[0])] == [
        "What is taken in first aid?\nA. tea\nB. 40 mg",
        "B. 40 mg",
    ]


def test_choices_that_the_question_repeats_stand_once() -> None:
    row = {"question": "Tea or milk?\nA. tea\nB. milk", "options": "A. tea\nB. milk", "answer": "A"}
    assert recognise([row], {}).turns(row)[0].content == row["question"]


def test_accepted_answers_are_in_no_order(tmp_path: Path) -> None:
    rows = [
        {"question": "Where did they meet?", "context": CLAUSES[0], "answer": answer}
        for answer in (["In a bar.", "at a bar"], ["A bar", "New York"])
    ]
    assert not in_error(findings(tmp_path, data=rows))


def test_the_same_question_on_another_text_is_no_near_duplicate(tmp_path: Path) -> None:
    question = "Will the company ever give my own personal data to any other company that I do not know?"
    texts = [f"Chats of kind{n} are kept by partner{n} for days{n} and then handed to office{n}." for n in range(40)]
    other = [{"question": question, "context": text, "answer": "True"} for text in texts]
    same = [row | {"context": f"{row['context']} "} for row in other[:5]]
    found = findings(tmp_path, data=[*other, *same])
    near = {place for one in ("near_duplicate", "normalised_duplicate") for place in places(found, one)}
    assert near == {40, 41, 42, 43, 44}


@pytest.mark.parametrize(
    ("context", "answer"),
    [
        ("With a population of 3 , 792 , 621 , Los Angeles is the largest city", "3,792,621"),
        ("In 2006 , 304 , 016 companies were registered in the city", "304,016"),
        ("Of all students , 3 . 7 % attend such schools", "3.7"),
        ("The gap runs from 53 % in Botswana to - 40 % in Bahrain", "-40%"),
        ("It is used at 1 ⁄ 3 of the normal pressure", "1⁄3"),
    ],
)
def test_numbers_of_texts_that_were_taken_apart_into_tokens(tmp_path: Path, context: str, answer: str) -> None:
    rows = [
        {"question": f"What is said of part {n} ?", "context": f"Part {n} has {n}77 steps .", "answer": f"{n}77"}
        for n in range(10, 50)
    ]
    rows += [{"question": "How much is it ?", "context": context, "answer": answer}]
    assert not in_error(findings(tmp_path, data=rows))


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (("question",), "no column of question looks like answers"),
        (("passage", "question", "idx"), "no column of passage, question, idx looks like answers"),
        (("Patient info", "Care plan"), "--map 'prompt=Patient info' --map 'answer=Care plan'"),
    ],
)
def test_what_to_map_is_said_so_that_it_can_be_typed(columns: tuple[str, ...], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        recognise([{name: "7" if name == "idx" else "some words here" for name in columns}], {})


def test_translations_and_notes_by_source_and_target() -> None:
    assert recognise([{"src": "[doctor] hi", "tgt": "He is well.", "file": "a"}], {}).columns["answer"] == "tgt"


def prose(answers: list[str], asked: str = "Tell me about salt, part {n}.") -> Records:
    return [{"question": asked.format(n=n), "answer": answer} for n, answer in enumerate(answers)]


WHOLE = "Rivers carry salt from the rock to the sea, where the sun takes the water away and the salt stays number {n}."


def test_an_answer_that_comes_often_is_not_cut_at_its_length(tmp_path: Path) -> None:
    saying = "For want of a nail the shoe was lost, for want of a shoe the horse was lost, for want of a horse the man was lost"
    found = findings(tmp_path, data=prose([*(WHOLE.format(n=n) for n in range(40)), *[saying] * 10]))
    assert not places(found, "cut_at_length")


def test_sentences_without_their_stop_are_not_cut(tmp_path: Path) -> None:
    ends = ("washing the rock", "carrying the waters", "with the stay of the river", "as the rivers take the salt")
    loose = [f"{WHOLE.format(n=n)} And so the sea keeps what it was given, {end}" for n, end in enumerate(ends)]
    cut = [
        f"{WHOLE.format(n=n)} And so the sea keeps what it was given, {end}" for n, end in enumerate(("bec", "in the"))
    ]
    found = findings(tmp_path, data=prose([*(WHOLE.format(n=n) for n in range(40)), *loose, *cut]))
    assert places(found, "cut_answers") == {44, 45}


def test_what_is_no_slot_and_no_repeated_question(tmp_path: Path) -> None:
    rows = [
        {"question": "Suppose {s_n} and {x_n} converge; what is lim s_n?", "answer": "3"},
        {"question": "Write the next line.", "answer": "NOW WHAT?\n\nSPENCE: ["},
        {
            "question": "why the silence? this is not the first report to show doctors are sidestepping this tough talk.",
            "answer": "this is not the first report to show doctors are sidestepping this.",
        },
    ]
    assert not in_error(findings(tmp_path, data=rows))


def test_a_decimal_at_the_start_of_a_line_is_no_list_mark(tmp_path: Path) -> None:
    rows = [
        {
            "context": f"The jump of year {n} was 4.{n} metres high, as all papers of the town wrote on that day.",
            "question": "How high was it, and who wrote of it?",
            "answer": f"4.{n} metres, and it was all papers of the town that wrote of it on that very day.",
        }
        for n in range(13, 73)
    ]
    assert not in_error(findings(tmp_path, data=rows))


def test_marks_of_direction_belong_to_scripts_that_need_them(tmp_path: Path) -> None:
    rows = [
        {"question": "Which song is שיר\u202c?", "answer": "The song of songs."},
        {"question": "Which song\u202c is it?", "answer": "The song of songs."},
    ]
    assert places(findings(tmp_path, data=rows), "control_characters") == {1}


def test_a_question_on_a_text_is_not_about_the_person(tmp_path: Path) -> None:
    rows = [
        {
            "question": f"can you buy alcohol on a holiday in district {n}",
            "context": CLAUSES[0],
            "answer": str(n % 2 == 0),
        }
        for n in range(20)
    ]
    again = [row | {"answer": str(row["answer"] == "False")} for row in rows[:4]]
    assert places(findings(tmp_path, data=[*rows, *again]), "contradiction") == {0, 1, 2, 3, 20, 21, 22, 23}


CHOICES = "A. tea {n}\nB. milk {n}\nC. a cup\n of rain"


def chosen(answers: list[str]) -> Records:
    return [{"question": f"What is drunk on day {n}?", "options": CHOICES.format(n=n), "answer": a} for n, a in
            enumerate(answers)]  # fmt: skip


def test_answers_beside_their_choices_are_found(tmp_path: Path) -> None:
    right = [f"B. milk {n}" for n in range(60)]
    odd = ["A", "(B)", "c. A cup", "C. a cup\n of rain", "A. milk 64", "D", "B. mil", "tea 99"]
    assert places(findings(tmp_path, data=chosen([*right, *odd])), "no_choice") == {64, 65, 66, 67}


def test_two_choices_of_one_question_contradict_each_other(tmp_path: Path) -> None:
    row = {"question": "Why did she do this?", "options": "A. to eat\nB. to rest\nC. to win"}
    rows = [row | {"answer": answer} for answer in ("A. to eat", "B. to rest")]
    same = [row | {"answer": answer, "question": "Why then?"} for answer in ("A. to eat", "A")]
    assert places(findings(tmp_path, data=[*rows, *same]), "contradiction") == {0, 1}


@pytest.mark.parametrize(
    ("prompt", "answer", "taken_letters"),
    [
        ("Which?\nA. tea\nB. milk", "b", "B"),
        ("Which?\n(A) tea\n(B) milk\nAnswer:", "(B) milk.", "B"),
        ('Which?\n["tea", "milk"]', "Milk", "B"),
        ('Which?\n["A. tea", "B. milk"]', "B. milk", "B"),
        ("Which?\nA. tea\nB. milk\nC. rain", '["C","A"]', "AC"),
        ("Which?\nA. tea\nB. milk", "A. milk", None),
        ("Which?\nA. tea\nB. milk", "C", None),
    ],
)
def test_choices_are_taken_by_letter_or_text(prompt: str, answer: str, taken_letters: str | None) -> None:
    assert taken(answer, choices_in(prompt)) == taken_letters


def test_prose_has_no_choices() -> None:
    assert not choices_in("A. Smith wrote to B. Jones, and B. Jones wrote back.")
    assert not choices_in("Add these:\n[1, 2]")


@pytest.mark.parametrize(
    ("answer", "found"),
    [("It is kept by carpenters of the val", True), ("It is kept by carpenters of the valley", False)],
)
def test_an_answer_that_ends_in_a_word_of_its_text(tmp_path: Path, answer: str, found: bool) -> None:
    text = "It is kept by carpenters of the valleys in the north."
    rows = [{"context": text, "question": "Who keeps it?", "answer": answer}]
    assert bool(places(findings(tmp_path, data=rows), "cut_in_word")) is found


def calls(rng: Random, count: int) -> list[dict[str, str]]:
    """Requests and the calls that serve them."""
    return [
        {
            "prompt": f"Get me {food} for {guests} people in {town}.",
            "completion": json.dumps({"name": "food.order", "food": food, "people": guests, "location": f"{town}, Austria"}),
        }
        for food, town, guests in (
            (rng.choice(("soup", "pizza", "salad", "curry")), rng.choice(("Graz", "Linz", "Wels", "Lienz")), n)
            for n in range(10, 10 + count)
        )
    ]  # fmt: skip


def test_calls_that_slipped_by_rows_are_found(tmp_path: Path) -> None:
    rows = calls(Random(4), 200)
    other = [json.dumps({"name": "ride", "start": f"Harbour {n}", "end": "Old bridge"}) for n in range(300, 304)]
    for row, answer in zip(rows[20::40], other, strict=False):
        row["completion"] = answer
    found = findings(tmp_path, data=rows)
    assert places(found, "foreign_answer") == {20, 60, 100, 140}
    assert not in_error(found) - {20, 60, 100, 140}


def test_one_value_put_in_other_words_is_no_foreign_answer(tmp_path: Path) -> None:
    rows = calls(Random(5), 100)
    rows += [{"prompt": "list c drive", "completion": '{"name": "cmd.run", "command": "dir /"}'}]
    assert not places(findings(tmp_path, data=rows), "foreign_answer")


def test_one_text_in_another_is_no_contradiction() -> None:
    assert not contradiction(reply('{"view": "city"}', "Book."), reply('{"view": "city view"}', "Book."))
    assert contradiction(reply('{"state": "open"}', "Book."), reply('{"state": "not open"}', "Book."))
    assert contradiction(reply('{"view": "city"}', "Book."), reply('{"view": "sea"}', "Book."))
