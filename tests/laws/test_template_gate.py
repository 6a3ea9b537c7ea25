"""The template gate: no key over its cap, one result for one order, imitations out and people in."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.validators.skeletons import Key, keys, literals, sentences, tokens
from goldsmith.validators.template_gate import FLOOR, LOOSE, STRICT, Caps, TemplateGate
from imitations import few_parts, grammar, human, one_template

PARTS = (
    "the answer is",
    "you say",
    "it means",
    "well done!",
    "no.",
    "again,",
    '"x"',
    "12",
    "casa",
    "albero",
    "because",
)
texts = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=8).map(" ".join), max_size=260)


def run(offers: list[str], caps: Caps = LOOSE) -> TemplateGate:
    gate = TemplateGate(caps)
    for place, text in enumerate(offers):
        gate.offer(str(place), text)
    gate.settle()
    return gate


@given(texts, st.sampled_from([LOOSE, STRICT]))
def test_no_key_is_over_its_cap_at_the_end(offers: list[str], caps: Caps) -> None:
    gate = run(offers, caps)
    accepted = len(gate.accepted)
    counts = {key: 0 for key, _ in gate.shares()}
    for name in gate.accepted:
        for key in keys(tokens(offers[int(name)]), gate.known):
            counts[key] += 1
    assert counts == dict(gate.shares())
    assert all(count <= max(FLOOR, getattr(caps, key.kind) / 100 * accepted) for key, count in counts.items())


@given(texts)
def test_one_order_gives_one_result(offers: list[str]) -> None:
    first, second = run(offers), run(offers)
    assert first.accepted == second.accepted
    assert first.withdrawn == second.withdrawn
    assert list(first.accepted) == sorted(first.accepted, key=int)


@given(texts)
def test_every_offer_is_accepted_refused_or_withdrawn(offers: list[str]) -> None:
    gate = TemplateGate()
    refused = [str(place) for place, text in enumerate(offers) if gate.offer(str(place), text) is not None]
    gate.settle()
    assert sorted([*refused, *gate.withdrawn, *gate.accepted], key=int) == [str(n) for n in range(len(offers))]


@pytest.mark.parametrize(("imitate", "most"), [(one_template, 0.01), (few_parts, 0.05), (grammar, 0.10)])
def test_templates_are_refused(imitate: Callable[[Random, int], list[str]], most: float) -> None:
    gate = run(imitate(Random(1), 2_000))
    assert len(gate.accepted) <= most * 2_000


def test_people_are_let_in() -> None:
    offers = human(2_000)
    Random(1).shuffle(offers)
    assert len(offers) == 2_000
    assert len(run(offers).accepted) >= 0.96 * len(offers)


def test_templates_among_people_are_refused_and_people_stay() -> None:
    people, made = human(1_500), one_template(Random(2), 300)
    offers = [*((text, True) for text in people), *((text, False) for text in made)]
    Random(3).shuffle(offers)
    gate = run([text for text, _ in offers])
    kept = [offers[int(name)][1] for name in gate.accepted]
    assert kept.count(True) >= 0.96 * len(people)
    assert kept.count(False) <= 0.25 * len(made)


def test_a_refusal_names_the_key_the_count_and_earlier_texts() -> None:
    gate = TemplateGate()
    refusals = [gate.offer(str(n), f"Great question, friend number {n}: well asked.") for n in range(5)]
    assert [refusal is None for refusal in refusals] == [True, True, True, False, False]
    assert str(refusals[3]) == ("opening 'great question friend' is in 3 of 3 accepted texts (100.0 %, cap 5 %)")
    assert refusals[3] is not None
    assert list(gate.holders(refusals[3].key)) == ["0", "1", "2"]


def test_a_name_is_offered_once() -> None:
    gate = TemplateGate()
    gate.offer("a", "Something that nobody else says here.")
    with pytest.raises(ValueError, match="'a' is already in"):
        gate.offer("a", "Another thing.")


def test_values_of_a_record_are_masked_as_whole_words_longest_first() -> None:
    found = tokens("A cat sat: cats sit, Big Cat too.", ("cat", "big cat"))
    assert found == ("a", "<S>", "sat", ":", "cats", "sit", ",", "<S>", "too", ".")


def test_rare_words_collapse_into_one_gap() -> None:
    known = literals(Counter({"the": 9, "means": 9, "rare": 1}), 10)
    assert list(keys(tokens("The very rare thing means nothing at all."), known, grams=False)) == [
        Key("open", "the very rare"),
        Key("sent", "the _ means _ ."),
    ]


@given(st.text())
def test_sentences_put_together_are_the_text(text: str) -> None:
    whole = tokens(text)
    assert tuple(token for sentence in sentences(whole) for token in sentence) == whole
