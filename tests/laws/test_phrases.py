"""Sentence patterns: the short way to find where slots stand, and the short ways to numbers and sentences, say what the long ones say."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.extractors import quotes, values
from goldsmith.extractors.phrases import Phrase, compile_phrase
from goldsmith.extractors.prompts import shape_of
from strategies import KINDS, TYPES, planned_rows


def texts_of(name: str) -> list[str]:
    """The sentences and clauses of a record type's prompts, some of them joined or cut."""
    rng = random.Random(name)
    lines = [line for row in planned_rows(name, 80) if isinstance(row, dict) for line in row["input"].split("\n")]
    parts = [part for line in lines for part in re.split(r"(?<=\.) |: |; ", line) if part]
    joined = [rng.choice(parts) + rng.choice((" ", " at ", ", ", "")) + rng.choice(parts) for _ in range(300)]
    cut = [part[rng.randrange(len(part)) :] for part in rng.sample(parts, min(300, len(parts)))]
    return list(dict.fromkeys(part.rstrip(".") for part in [*parts, *joined, *cut]))


def only_way(phrase: Phrase, hidden: str) -> list[tuple[int, int]] | None:
    """Where the slots stand by the compiled patterns; [] where they do not fit, None where they fit in two ways."""
    short, long = phrase.lazy.fullmatch(hidden), phrase.greedy.fullmatch(hidden)
    if short is None or long is None:
        return []
    return list(short.regs[1:]) if short.regs == long.regs else None


@pytest.mark.parametrize("name", [name for name in KINDS if shape_of(TYPES[name].schema_text)[0].phrases])
def test_slots_that_stand_at_one_place_alone_stand_where_the_pattern_finds_them(name: str) -> None:
    root = shape_of(TYPES[name].schema_text)[0]
    phrases = [compile_phrase(line, root) for line in root.phrases]
    found = 0
    for text in texts_of(name):
        hidden = quotes.masked(text)
        for phrase in phrases:
            spans = phrase.only_spans(hidden.lower())
            if spans is None:
                continue
            figures = zip(phrase.figures, spans, strict=False)
            if not all(figure is None or figure.fullmatch(hidden, *span) for figure, span in figures):
                spans = []
            assert spans == only_way(phrase, hidden), (text, phrase.pieces)
            found += bool(spans)
    assert found > 20


AMOUNTS = st.from_regex(
    r"(?:US\$|\$|€|£|USD ?|EUR ?|GBP ?)?-?[0-9]{1,5}(?:[.,][0-9]{1,4}){0,2}(?: ?(?:€|USD|EUR|GBP))?", fullmatch=True
)


def outcome(read, *given):
    try:
        return read(*given)
    except values.Unreadable as error:
        return str(error)


@given(AMOUNTS)
def test_an_amount_is_read_alike_with_and_without_the_short_way(text: str) -> None:
    assert outcome(values.quantity, text, ()) == outcome(values.number, text)


@given(
    st.lists(
        st.sampled_from(["The", "cart", "St.", "Inc.", "e.g.", "5.5", '"a. b"', "J.", "May 3, 2024", "ok..", "x"]),
        min_size=1,
    )
)
def test_one_sentence_is_cut_as_it_is_before_another(words: list[str]) -> None:
    text = " ".join(words) + "."
    assert quotes.sentences(text) == quotes.sentences(f"{text} Yes it is.")[:-1]
