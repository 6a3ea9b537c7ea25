"""Two answers to one question are told where one must be wrong, and only there."""

from pathlib import Path
from random import Random

import pytest

from goldsmith.audit.questions import fact_asked, is_open
from goldsmith.audit.replies import contradiction, other_label, reply
from looking import findings, in_error, places

CITIES = ("Vienna", "Graz", "Linz", "Bern", "Basel", "Lyon", "Oslo", "Riga", "Porto", "Turin", "Malmö", "Brno")
FRAMES = (
    "How many people live in {city}?",
    "What is the number of trams in {city}?",
    "How high is the tower of {city}?",
)
TOLD = ("{n}", "It is {n}.", "The register says {n}.", "{n}, as of the last count.")


def asked(rng: Random, count: int) -> list[dict[str, str]]:
    """Different closed questions with one number each."""
    frames = [f"{frame[:-1]} in district {n}?" for n in range(count) for frame in FRAMES]
    return [
        {
            "question": frame.format(city=rng.choice(CITIES)),
            "answer": rng.choice(TOLD).format(n=rng.randint(10, 90_000)),
        }
        for frame in frames[:count]
    ]


def test_planted_contradictions_are_found_and_clean_rows_are_not(tmp_path: Path) -> None:
    rng = Random(3)
    clean = asked(rng, 400)
    again = [{"question": row["question"], "answer": f"It is {rng.randint(100_000, 200_000)}."} for row in clean[::10]]
    found = findings(tmp_path, data=[*clean, *again])
    planted = {*range(0, 400, 10), *range(400, 440)}
    named = places(found, "contradiction")
    assert len(named & planted) >= 0.95 * len(planted)
    assert not named - planted
    assert not in_error(found) - planted


@pytest.mark.parametrize(
    ("prompt", "answers"),
    [
        ("Write a poem about rain.", ("Rain fell for 3 days.", "It is 5 in the morning.")),
        ("Continue", ("Yes, and then.", "No, she said.")),
        ("Pick a number between 1 and 10.", ("3", "8")),
        ("How old are you?", ("3", "I am 8.")),
        ("How many orders came today?", ("3", "8")),
        ("What is pi?", ("3.14", "3.14159")),
        ("How far is Graz?", ("about 200 km", "197 km")),
        ("How far is Graz?", ("2 km", "2000 m")),
        ("Who won the cup?", ("Ada Brown", "Captain Ada Brown")),
        ("Explain rain.", ("Water rises 3 km and falls.", "Clouds of 5 kinds bring it.")),
        ("Give the record as JSON: a=1", ('{"a": 1}', '{"a": 1.0, "b": null}')),
        ("Generate a user as JSON.", ('{"age": 31}', '{"age": 64}')),
        ("Translate: cat", ("gatto", "micio")),
    ],
)
def test_answers_that_may_both_be_right_are_no_error(prompt: str, answers: tuple[str, str], tmp_path: Path) -> None:
    found = findings(tmp_path, data=[{"prompt": prompt, "completion": answer} for answer in answers])
    assert {one.check for one in found} & {"contradiction", "fact_contradiction", "possible_contradiction"} == set()


@pytest.mark.parametrize(
    ("prompt", "answers"),
    [
        ("What is the torque?", ("45 Nm", "The manual gives 50 Nm.")),
        ("What is the torque?", ("45 Nm", "45 mm")),
        ("Is the shop open on Sunday?", ("Yes, it is.", "No, it is closed.")),
        (
            "Extract the order as JSON. Order 7, total 12.50",
            ('{"order": 7, "total": 12.5}', '{"order": 7, "total": 15}'),
        ),
        ("Tom has 3 nuts and gets 4. How many has he?", ("3 + 4 = 7.\n#### 7", "He gets 4 more.\n#### 8")),
        ("When did the bridge open?", ("1931", "It opened in 1934.")),
    ],
)
def test_answers_that_cannot_both_be_right_are_an_error(prompt: str, answers: tuple[str, str], tmp_path: Path) -> None:
    found = findings(tmp_path, data=[{"prompt": prompt, "completion": answer} for answer in answers])
    assert places(found, "contradiction") == {0, 1}
    assert in_error(found) >= {0, 1}


def test_two_labels_for_one_text_are_an_error(tmp_path: Path) -> None:
    rows = [{"prompt": f"Sort: {city} {n}", "completion": ("good", "bad")[n % 2]} for n in range(9) for city in CITIES]
    found = findings(tmp_path, data=[*rows, {"prompt": "Sort: Oslo 2", "completion": "bad"}])
    assert places(found, "contradiction") == {rows.index({"prompt": "Sort: Oslo 2", "completion": "good"}), len(rows)}


def test_another_context_system_or_picture_is_another_question(tmp_path: Path) -> None:
    question = {"question": "How many trams run?", "answer": "4"}
    rows = [question | {"context": "Four."}, question | {"context": "Nine.", "answer": "9"}]
    seen = [question | {"image": "a.png", "context": ""}, question | {"image": "b.png", "answer": "7", "context": ""}]
    assert places(findings(tmp_path, data=[*rows, *seen]), "contradiction") == set()


def test_the_column_that_decides_is_named(tmp_path: Path) -> None:
    rows = [{"question": "What is the torque?", "answer": f"{n} Nm", "model": f"Corvo {n}"} for n in (45, 50)]
    found = [one for one in findings(tmp_path, data=rows) if one.check == "contradiction"]
    assert "column 'model': 'Corvo 45' and 'Corvo 50'" in found[0].examples[0].evidence


def test_every_turn_of_a_conversation_is_held_against_the_others(tmp_path: Path) -> None:
    def chat(*texts: str) -> dict[str, object]:
        return {"messages": [{"role": ("user", "assistant")[n % 2], "content": text} for n, text in enumerate(texts)]}

    rows = [
        chat("How high is the Ulm tower?", "161 m", "Thanks", "You are welcome."),
        chat("How high is the Ulm tower?", "143 m", "And who built it?", "Nobody knows."),
    ]
    assert places(findings(tmp_path, data=rows), "contradiction") == {0, 1}


def test_a_fact_is_known_in_other_words() -> None:
    assert fact_asked("What is the seat height of the Corvo?") == fact_asked(
        "How much is the Corvo's seat height?".replace("'s", "")
    )
    assert fact_asked("How many miles is 5 km?") != fact_asked("How many km is 5 miles?")
    assert fact_asked("What is 5 minus 3?") == ()


def test_open_requests_are_known() -> None:
    assert is_open("Suggest a name for my boat")
    assert is_open("What is your favourite colour?")
    assert not is_open("What is the capital of Austria?")
    assert not is_open(
        "A shop has my 5 boxes with 12 pens each and sells 7 of them. How many pens are left in all of the boxes?"
    )


def test_replies_are_compared_by_what_they_tell() -> None:
    question = "How long is it?"
    assert contradiction(reply("5 km", question), reply("It is 6 km.", question))
    assert not contradiction(reply("5 km", question), reply("It is 5000 m.", question))
    assert other_label(reply("Ada Brown", question), reply("Tom Field", question))
    assert not other_label(reply("colour", question), reply("color", question))
