"""Other wordings of a question: what a teacher is asked for, and which of its wordings may be kept."""

import json
from collections.abc import Callable

import pytest

from goldsmith.generators.teachers.paraphrase import candidates, paraphrase_request
from goldsmith.generators.teachers.teacher import Response
from goldsmith.validators.manual.paraphrase import RULES, paraphrase

ASKED: dict[str, tuple[str, tuple[str, ...], str]] = {
    "torque": (
        "What torque is specified for the cylinder head bolts on the TR 450 P?",
        ("cylinder head bolts", "TR 450 P"),
        "45 Nm",
    ),
    "oil": (
        "How much engine oil does the TR 450 take with filter?",
        ("engine oil", "TR 450", "with filter"),
        "2.8 l SAE 15W-40",
    ),
    "load": ("What does the manual give for max. load at 80 km/h?", ("max. load", "80 km/h"), "350 kg"),
    "not": ("What is listed for cells not used?", ("cells not used",), "seal with wax"),
    "steps": (
        "How do I remove the battery?",
        ("remove the battery",),
        "1. Disconnect the negative cable.\n2. Loosen the clamp bolt.\n3. Lift the battery out of its tray.",
    ),
    "step": (
        "What is step 3 for bleeding the brakes?",
        ("step 3", "bleeding the brakes"),
        "Open the bleed screw half a turn",
    ),
    "colour": ("Which colour is the wire to terminal X4?", ("wire", "terminal X4"), "brown with a white stripe"),
}
GOOD = {
    "torque": [
        "How tight do the cylinder head bolts on the TR 450 P have to be?",
        "cylinder head bolts TR 450 P tightening torque",
        "Got the TR 450 P on the bench: torque for the cylinder head bolts, please.",
        "I'm looking for the tightening torque of the TR 450 P's cylinder head bolts.",
        "Can you tell me what I should torque the cylinder head bolts to on a TR 450 P?",
    ],
    "oil": [
        "With filter, what quantity of engine oil goes into the TR 450?",
        "Engine oil for the TR 450, with filter: how much?",
    ],
    "load": ["Which max. load applies at 80 km/h?", "At 80 km/h, what's the max. load according to the book?"],
    "not": ["Cells not used: what do I do with them?"],
    "steps": ["Steps to remove the battery, please.", "Could you explain how to remove the battery?"],
    "step": ["Bleeding the brakes, step 3: what happens there?"],
    "colour": ["The wire that goes to terminal X4, what's its colour?"],
}
LIES = {
    "one_question": [
        ("torque", "What torque do the cylinder head bolts on the TR 450 P take? And which oil?"),
        ("torque", "torque for the {cylinder head bolts} on the TR 450 P"),
        ("torque", "**Torque** for the cylinder head bolts on the TR 450 P?"),
        ("torque", "what torque is specified for the cylinder head bolts on the TR 450 P"),
        ("oil", ""),
        ("oil", "How much engine oil does the TR 450 hold with filter?\nAnswer: 2.8 l"),
        (
            "oil",
            "How much engine oil with filter does the TR 450 take, " + "for the job that I have here, " * 8 + "say?",
        ),
    ],
    "keeps": [
        ("torque", "What torque do the head bolts on the TR 450 P take?"),
        ("torque", "What torque do the cylinder head bolts on the TR 450 PX take?"),
        ("oil", "How much engine oil does the TR 450 take?"),
        ("load", "Which maximum load applies at 80 km/h?"),
        ("load", "Which max. load applies at 80 KM/H?"),
        ("colour", "Which colour is the cable to terminal X4?"),
    ],
    "numbers": [
        ("torque", "Is 40 Nm what the cylinder head bolts on the TR 450 P take?"),
        ("torque", "What torque do the four cylinder head bolts on the TR 450 P take?"),
        ("step", "What are step 3 and step 4 for bleeding the brakes?"),
        ("load", "What max. load applies from 60 to 80 km/h?"),
        ("oil", "How much engine oil for two changes does the TR 450 take with filter?"),
    ],
    "units": [
        ("torque", "How many Nm for the cylinder head bolts on the TR 450 P?"),
        ("oil", "How many litres of engine oil does the TR 450 take with filter?"),
        ("load", "What max. load in kg applies at 80 km/h?"),
    ],
    "not_turned": [
        ("torque", "What torque must the cylinder head bolts on the TR 450 P not get?"),
        ("torque", "What is the highest torque for the cylinder head bolts on the TR 450 P?"),
        ("torque", "What is the torque for the cylinder head bolts on the TR 450 P at least?"),
        ("torque", "What torque do the cylinder head bolts on the TR 450 P take when cold?"),
        ("torque", "How does the torque of the cylinder head bolts on the TR 450 P compare?"),
        ("oil", "How much more engine oil does the TR 450 take with filter?"),
        ("oil", "How much engine oil does the TR 450 approximately take with filter?"),
        ("not", "What is not listed for cells not used?"),
        ("steps", "How can't I remove the battery?"),
        ("steps", "How do I remove the battery without tools?"),
    ],
    "no_yes_or_no": [
        ("steps", "Is it hard to remove the battery?"),
        ("colour", "Does the wire to terminal X4 have a colour?"),
        ("oil", "Should the TR 450 get engine oil with filter?"),
    ],
    "names": [
        ("steps", "How do I remove the battery on the Panigale?"),
        ("torque", "What Loctite torque for the cylinder head bolts on the TR 450 P?"),
        ("colour", "ECU side: which colour is the wire to terminal X4?"),
    ],
    "answer_untold": [
        ("colour", "Which colour is the wire with the stripe to terminal X4?"),
        ("not", "What wax is listed for cells not used?"),
        ("steps", "After the step to loosen the clamp bolt, how do I remove the battery?"),
    ],
}


@pytest.mark.parametrize(("name", "candidate"), [(name, one) for name, those in GOOD.items() for one in those])
def test_a_wording_that_asks_the_same_is_kept(name: str, candidate: str) -> None:
    original, keep, answer = ASKED[name]
    verdict = paraphrase(original, candidate, keep, answer)
    assert verdict.ok, verdict


@pytest.mark.parametrize(
    ("rule", "name", "candidate"), [(rule, name, lie) for rule, those in LIES.items() for name, lie in those]
)
def test_every_rule_kills_its_liars_alone(rule: str, name: str, candidate: str) -> None:
    original, keep, answer = ASKED[name]
    assert RULES[rule](original, candidate, keep, answer)
    assert not paraphrase(original, candidate, keep, answer).ok


def test_every_rule_has_liars() -> None:
    assert LIES.keys() == RULES.keys()


SPOILING: dict[str, Callable[[str, str], str]] = {
    "a piece is lost": lambda text, piece: text.lower().replace(piece.lower(), "it"),
    "a negation": lambda text, piece: f"{text} Not that."[:-1],
    "a comparison": lambda text, piece: f"Compared with others: {text}",
    "a maximum": lambda text, piece: f"At the maximum: {text}",
    "a number": lambda text, piece: f"For 7 of them: {text}",
    "a number in letters": lambda text, piece: f"For seven of them: {text}",
    "a unit": lambda text, piece: f"In psi: {text}",
    "a model": lambda text, piece: f"For an RX: {text}",
    "a second question": lambda text, piece: f"{text} And why? And how?",
}


@pytest.mark.parametrize("spoiling", SPOILING, ids=str)
def test_a_good_wording_that_is_spoilt_is_refused(spoiling: str) -> None:
    tried = 0
    for name, those in GOOD.items():
        original, keep, answer = ASKED[name]
        for candidate in those:
            for piece in keep:
                spoilt = SPOILING[spoiling](candidate, piece)
                assert not paraphrase(original, spoilt, keep, answer).ok, spoilt
                tried += 1
    assert tried > 20


def test_a_teacher_is_asked_for_wordings_with_the_pieces_and_without_a_set_opening() -> None:
    original, keep, _ = ASKED["torque"]
    made = paraphrase_request(original, keep, wanted=4, avoid=["what torque is"], sample=2)
    text = made.messages[0].content
    assert all(piece in text for piece in (original, *keep, "4 further ways", "- what torque is"))
    assert not any(phrase in text.lower() for phrase in ("start with", "begin with", "starting with"))
    assert "TR 450" not in paraphrase_request("How tight?", ()).messages[0].content
    assert json.loads(made.schema)["properties"]["questions"]["items"] == {"type": "string"}
    assert made.key("m") != paraphrase_request(original, keep, wanted=4).key("m")


def test_the_candidates_of_a_response_come_once_and_only_from_an_answer() -> None:
    value = {"questions": ["How  tight?\n", "", "How tight?", "Torque?"]}
    assert candidates(Response("k", "answered", value=value)) == ("How tight?", "Torque?")
    assert candidates(Response("k", "truncated", value=None)) == ()
