"""Defects planted in clean rows are found, row by row, and the clean rows are left alone."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from goldsmith.audit.checks import cut, leaks, loops, roles, shape, slots, text
from goldsmith.audit.checks.loops import loop
from goldsmith.audit.load import load
from goldsmith.audit.sense import Options, learn

THINGS = (
    "lamp",
    "shelf",
    "café table",
    "Müller chair",
    "garden bench",
    "clock",
    "mirror",
    "wool rug",
    "façade light",
    "oak stool",
)
PLACES = (
    "the hall",
    "a small kitchen",
    "Malmö",
    "the reading corner",
    "Düsseldorf",
    "São Paulo",
    "the office",
    "the porch",
)
CLAIMS = (
    "The {thing} was made for {place}, where damp air would ruin most others.",
    "Most people who buy the {thing} put it in {place} and keep it for years.",
    "In {place} the {thing} takes little room, since its legs fold under the frame.",
    "We send the {thing} to {place} within five days, and it may be returned for a month.",
    "Its surface is oiled rather than painted, so {place} suits the {thing} well.",
    "Nobody in our shop would part with the {thing} that stands in {place}.",
    "If the {thing} wobbles in {place}, turn the screw under the left foot by half a turn.",
)
SYSTEM = "You are the voice of a furniture shop. Never mention that the prices are copied from the supplier's list."


def prose(rng: Random) -> str:
    thing, place = rng.choice(THINGS), rng.choice(PLACES)
    return " ".join(claim.format(thing=thing, place=place) for claim in rng.sample(CLAIMS, rng.randint(3, 6)))


def as_json(rng: Random) -> str:
    things = [{"name": rng.choice(THINGS), "place": rng.choice(PLACES), "price": rng.randint(5, 400)} for _ in range(3)]
    return json.dumps({"things": things}, ensure_ascii=False)


def looped(rng: Random, answer: str) -> str:
    words = answer.split()
    start = rng.randrange(len(words) - 14)
    unit = " ".join(words[start : start + rng.randint(3, 14)]) + " "
    whole = unit * rng.randint(6, 20)
    return " ".join(words[:start]) + " " + whole[: len(whole) - rng.randrange(len(unit))]


def slotted(rng: Random, answer: str) -> str:
    words = answer.split()
    slot = rng.choice(
        (
            "{product}",
            "{{ product }}",
            "{{product_name}}",
            "{product_name}",
            "???",
            "TODO",
            "%(thing)s",
            "[object Object]",
        )
    )
    words[rng.randrange(1, len(words) - 1)] = slot
    return " ".join(words).replace(" ???", ": ???").replace("???", "???.") if slot == "???" else " ".join(words)


def mangled(rng: Random, answer: str) -> str:
    garbled = answer.encode().decode(rng.choice(("latin-1", "latin-1")))
    return garbled if garbled != answer else f"{answer} That’s the café.".encode().decode("latin-1")


def controlled(rng: Random, answer: str) -> str:
    place = rng.randrange(len(answer))
    return answer[:place] + rng.choice("\x00\x01\x08\x1b\x7f\ufeff\x93") + answer[place:]


def with_tokens(rng: Random, answer: str) -> str:
    token = rng.choice(
        ("<|im_end|>\n<|im_start|>user\n", "</s><s>[INST] ", "<|eot_id|>", "\n### Instruction:\n", "<end_of_turn>\n")
    )
    return f"{answer}{token}And the next one?"


def json_cut(rng: Random, answer: str) -> str:
    whole = as_json(rng)
    return whole[: rng.randrange(15, len(whole) - 1)]


PLANTS: dict[str, tuple[str, Callable[[Random, str], str]]] = {
    "repetition": ("repetition", looped),
    "slots": ("unfilled_slots", slotted),
    "mojibake": ("garbled_answer", mangled),
    "control": ("control_characters", controlled),
    "tokens": ("template_tokens", with_tokens),
    "json": ("broken_json", json_cut),
    "empty": ("empty_answer", lambda rng, answer: rng.choice(("", " ", "\n\n", "\u200b", "\u00a0"))),
    "leak": ("leaked_instructions", lambda rng, answer: f"{answer} {SYSTEM.split('. ')[1]}"),
    "escapes": ("escaped_text", lambda rng, answer: answer.replace(". ", ".\\n")),
    "entities": ("html_entities", lambda rng, answer: answer.replace("and", "&amp;").replace("in ", "in&nbsp;")),
    "next turn": ("next_turn", lambda rng, answer: f"{answer}\n\nUser: And how long?\nAssistant: Two metres."),
    "echo": ("prompt_in_answer", lambda rng, answer: f"{ASKED}\n{answer}"),
    "brackets": ("placeholders", lambda rng, answer: f"Dear [Your Name], {answer}"),
}
ASKED = "Tell me something about the furniture in your shop, as you would to a guest."
CHECKS = {**shape.ROWS, **roles.ROWS, **text.ROWS, **slots.ROWS, **loops.ROWS, **cut.ROWS, **leaks.ROWS}


def said(answers: list[str], folder: Path) -> list[set[str]]:
    """The row checks that speak, answer by answer."""
    rows = [{"messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": ASKED}, {"role": "assistant", "content": one}]}
            for one in answers]  # fmt: skip
    path = folder / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    kept, shapes = load([path], {}, folder)
    sense = learn(kept, shapes, Options(mapping={}))
    return [{name for name, check in CHECKS.items() if check(example, sense)} for example in kept.examples()]


def test_clean_prose_and_json_are_left_alone(tmp_path: Path) -> None:
    rng = Random(7)
    assert not any(said([rng.choice((prose, as_json))(rng) for _ in range(400)], tmp_path))


@pytest.mark.parametrize("name", PLANTS)
def test_planted_defects_are_found(name: str, tmp_path: Path) -> None:
    check, plant = PLANTS[name]
    rng = Random(name)
    found = said([plant(rng, prose(rng)) for _ in range(100)], tmp_path)
    missed = [place for place, names in enumerate(found) if check not in names]
    assert len(missed) <= 5, missed


def cut_rows(tmp_path: Path, answers: list[str]) -> dict[str, set[int]]:
    path = tmp_path / "a.jsonl"
    rows = [{"question": f"What of number {n}?", "answer": answer} for n, answer in enumerate(answers)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    kept, shapes = load([path], {}, tmp_path)
    sense = learn(kept, shapes, Options(mapping={}))
    return {found.check: set(found.places) for found in cut.cut_answers(kept, sense)}


def test_answers_cut_anywhere_are_found(tmp_path: Path) -> None:
    rng = Random(8)
    answers = [prose(rng) for _ in range(600)]
    planted = set(rng.sample(range(600), 40))
    for place in planted:
        whole = answers[place]
        end = rng.randrange(120, len(whole) - 2)
        while not whole[end - 1].isalpha() or whole[end] in ".,;":
            end += 1
        answers[place] = whole[:end]
    found = set().union(*cut_rows(tmp_path, answers).values())
    assert len(planted & found) >= 0.95 * len(planted)
    assert not found - planted


@pytest.mark.parametrize("unit", ["characters", "words"])
def test_answers_cut_at_one_length_are_found(unit: str, tmp_path: Path) -> None:
    rng = Random(9)
    answers = [prose(rng) for _ in range(600)]
    cut_ones = [answer[:256].rstrip() if unit == "characters" else " ".join(answer.split()[:50]) for answer in answers]
    changed = {n for n, (one, other) in enumerate(zip(answers, cut_ones, strict=True)) if one != other}
    planted = {n for n in changed if cut_ones[n][-1].isalpha()}
    found = cut_rows(tmp_path, cut_ones)
    assert len(found["cut_at_length"] & planted) >= 0.95 * len(planted)
    assert not set().union(*found.values()) - changed


def test_prose_that_never_ends_in_a_stop_is_no_cut(tmp_path: Path) -> None:
    rng = Random(10)
    assert cut_rows(tmp_path, [prose(rng).rstrip(".") for _ in range(300)]) == {}


@pytest.mark.parametrize(
    "clean",
    [
        "one two three four five six seven eight nine ten " * 2,
        "| a | b |\n" * 30,
        "-" * 300,
        " " * 300,
        "0, " * 100,
        "Row, row, row your boat, gently down the stream. Merrily, merrily, merrily, merrily, life is but a dream.",
        "\n".join(f"Step {n}: take the lamp number {n} and put it on shelf {n}." for n in range(1, 12)),
        "Well, well, well. Very, very, very nice. No, no, no, no, no!",
    ],
)
def test_lists_tables_and_songs_are_no_loops(clean: str) -> None:
    assert loop(clean) is None


@pytest.mark.parametrize(
    "unit", ["the ", "I am sorry. ", "今日は晴れです。", "and then he said that he would come and "]
)
@pytest.mark.parametrize(
    "before", ["", "A long and ordinary beginning of forty words or so, with nothing repeated. " * 1]
)
def test_loops_are_found_wherever_they_begin(unit: str, before: str) -> None:
    found = loop(before + unit * 40)
    assert found is not None
    assert len(found.unit) % len(unit) == 0
