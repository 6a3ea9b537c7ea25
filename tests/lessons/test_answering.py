"""What is confirmed counts as said: false proposals that are confirmed and true ones that are denied are refused."""

import re

import pytest

from goldsmith.validators.lessons.judge import judge
from lessons.plans import HERE, plan

TURN = re.compile(r" ?\b([UT]): ")


def conversations() -> list[tuple[str, str]]:
    """Context and turns of the conversations in which the tutor is wrong about what the learner said."""
    lines = (HERE / "wrong_answers.txt").read_text(encoding="utf-8").splitlines()
    return [(line.partition(" | ")[0], line.partition(" | ")[2]) for line in lines if line[:1] not in "#"]


def passes(id_: str, text: str) -> bool:
    pieces = TURN.split(f" {text}")[1:]
    roles = {"U": "user", "T": "assistant"}
    messages = [
        {"role": roles[who], "content": said.strip()} for who, said in zip(pieces[::2], pieces[1::2], strict=True)
    ]
    return judge(messages, plan(id_, turns=len(messages) // 2)).ok


def test_a_wrong_answer_is_never_verified() -> None:
    assert len(conversations()) >= 150
    assert not [(id_, text) for id_, text in conversations() if passes(id_, text)]


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("mela", 'U: Is "mela" feminine? T: Yes, it is.'),
        ("mela", 'U: Is "mela" masculine? T: No, it is feminine.'),
        ("mela", 'U: I wrote "La mela è rosso." T: Not quite: "La mela è rossa."'),
        ("mela", 'U: Test me. T: What is the plural of "mela"? U: mele T: Exactly!'),
        ("mercato", 'U: "Andare" takes "essere", doesn\'t it? T: Spot on.'),
        ("mercato", 'U: "Maria è andata al mercato." T: No mistakes, well done!'),
        ("penso", 'U: Is "sia" indicative or subjunctive? T: "Sia" is subjunctive.'),
    ],
)
def test_a_right_answer_passes(id_: str, text: str) -> None:
    assert passes(id_, text)
