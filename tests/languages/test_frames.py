"""The table of verb frames: its words are the lexicon's, and each of its rows makes a sentence in every tense that it allows."""

import random

import pytest

from goldsmith.generators.lessons.drawing import draw_within
from goldsmith.generators.lessons.sentences import say
from goldsmith.generators.lessons.tenses import CONSTRUCTIONS
from goldsmith.languages.italian.data import keyed, table
from goldsmith.languages.italian.frames import Frame, english_noun, frames, kinds, place_phrases
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.places import place

LETTERS = set("idDpPoOrRntTgGz")


def test_the_table_has_its_verbs() -> None:
    assert len({frame.verb for frame in frames()}) >= 120
    assert all(frame.verb in keyed("verbs") for frame in frames())


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: f"{frame.verb} {frame.english}")
def test_a_frame_makes_a_sentence_in_every_tense_that_it_allows(frame: Frame) -> None:
    rng = random.Random(frame.english)
    fixed = [slot for slot in frame.objects if slot.kind == "fixed"]
    assert ("{o}" in frame.english) == (bool(frame.objects) and not fixed)
    said = [
        say(draw_within(rng, frame, when, "B2", built))
        for built in CONSTRUCTIONS
        for when in built.english
        if when in frame.when
    ]
    assert said
    assert all("{" not in one.english and one.english.strip() == one.english for one in said)


def test_the_kinds_are_nouns_with_determiners_that_they_can_have() -> None:
    for kind, row in kinds().items():
        assert set(row["determiners"]) <= LETTERS, kind
        for lemma in row["nouns"].split("/"):
            numbers = {form.features.number for form in noun_forms(lemma)}
            wanted = {"p" if letter in "DPORnTG" else "s" for letter in row["determiners"]}
            assert wanted & numbers, (kind, lemma)
            assert english_noun(lemma).singular


def test_adjectives_go_with_known_kinds() -> None:
    for row in table("qualities"):
        assert row["kind"] in kinds()
        for lemma in (*row["attribute"].split("/"), *row["predicate"].split("/")):
            assert lemma == "" or lemma in keyed("adjectives")


def test_places_have_a_settled_preposition() -> None:
    for lemma, row in place_phrases().items():
        assert place(lemma, gender="m").forms
        assert row["at"]
