"""Figures of variety: what people wrote is told from templates, each figure is its definition, and each side has equal text."""

import json
import sys
from functools import cache
from pathlib import Path
from random import Random
from subprocess import run
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.validators.diversity import FIGURES, LEAST, NAMED, SIZES, WORDS, distinct, figures, sample_of, vendi
from goldsmith.validators.human_reference import FILE, human_reference
from imitations import few_parts, grammar, human, one_template

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "human_reference.py"


@cache
def _people() -> list[str]:
    texts = human(2_400)
    Random(2).shuffle(texts)
    return texts


def people(count: int) -> list[str]:
    return _people()[:count]


def strange(place: int, words: int) -> str:
    """A text of words that no other has."""
    letters = Random(place)
    return " ".join("".join(letters.choice("bcdfghlmnprstvz") for _ in range(9)) for _ in range(words))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("imitate", [one_template, few_parts, grammar])
def test_templates_are_told_from_what_people_wrote(imitate: Any, size: int) -> None:
    written, made = figures(sample_of(people(size))), figures(sample_of(imitate(Random(1), size)))
    reference = human_reference()
    for name in ("skeleton_rate", "self_repetition", "distinct_pairs", "vendi"):
        figure, beside = NAMED[name], reference.of(name, size)
        assert beside
        apart = (written[name], beside.mean, made[name])
        assert list(apart) == sorted(apart, reverse=figure.better == "higher"), name
    assert made["skeleton_rate"] > 0.3 > 5 * written["skeleton_rate"]


def test_one_text_for_all_is_the_far_end_of_every_figure() -> None:
    told = figures(sample_of(["The cat sat down by the old door."] * 200))
    assert told["skeleton_rate"] == told["opening"] == 1
    assert told["distinct_answers"] == told["distinct_openings"] == told["vendi"] == 1 / 200
    assert told["compression"] > 50


def test_texts_without_a_common_word_are_the_other_end() -> None:
    told = figures(sample_of([strange(place, 14) for place in range(50)]))
    assert told["skeleton_rate"] == told["self_repetition"] == 0
    assert told["distinct_answers"] == told["distinct_openings"] == told["distinct_pairs"] == told["vendi"] == 1
    assert "compression" not in told


@given(st.lists(st.text("ab ", min_size=12, max_size=40), min_size=2, max_size=30))
def test_the_vendi_score_is_that_of_the_eigenvalues(texts: list[str]) -> None:
    sample = sample_of([f"one two three four {text}" for text in texts])
    kernel = np.zeros((len(texts), len(texts)))
    for size in (1, 2):
        bags = [[tuple(words[at : at + size]) for at in range(len(words) - size + 1)] for words in sample.words]
        grams = sorted({gram for bag in bags for gram in bag})
        counts = np.array([[bag.count(gram) for gram in grams] for bag in bags], float)
        counts /= np.linalg.norm(counts, axis=1, keepdims=True)
        kernel += counts @ counts.T / 2
    eigenvalues = np.linalg.eigvalsh(kernel / len(texts))
    assert vendi(sample) == pytest.approx(1 / (eigenvalues**2).sum() / len(texts))


def test_both_sides_have_equal_text_however_long_it_is() -> None:
    short, long = people(200), [" ".join([text] * 9) for text in people(200)]
    for name in ("distinct_answers", "distinct_openings", "opening"):
        assert figures(sample_of(short))[name] == figures(sample_of(long))[name]
    assert all(len(text.split()) <= WORDS for text in sample_of(long).texts)
    assert len(sample_of(long).patterns()) == 200


def test_a_figure_that_the_sample_is_too_short_for_is_left_out() -> None:
    assert figures(sample_of(people(49))) == {}
    assert figures(sample_of(["Too few."] * 500)) == {}
    told = figures(sample_of([strange(place, 5) for place in range(60)]))
    assert {"distinct_pairs", "compression"}.isdisjoint(told)
    assert told["skeleton_rate"] == 0


def test_the_sample_is_as_large_as_the_texts_allow() -> None:
    sizes = [len(sample_of(people(count)).texts) for count in (10, 50, 99, 100, 199, 200, 900)]
    assert sizes == [10, 50, 50, 100, 100, 200, 200]
    assert all(len(text.split()) >= LEAST for text in sample_of([*people(60), "No."]).texts)


def test_answers_that_differ_in_case_and_spacing_are_one() -> None:
    assert distinct(["Well done.", "well  done.", "Not yet."]) == 2 / 3
    assert distinct([]) == 0


def test_the_reference_names_its_source_and_has_every_figure_of_the_largest_size() -> None:
    told = human_reference()
    assert told.source
    assert told.licence
    assert told.url.startswith("https://")
    assert list(told.figures[SIZES[0]]) == [figure.name for figure in FIGURES]
    assert all(one.low <= one.mean <= one.high for size in told.figures.values() for one in size.values())
    assert told.of("skeleton_rate", 7) is None


def test_the_command_writes_the_file_of_the_package(tmp_path: Path) -> None:
    corpus, to = tmp_path / "dataset.json", tmp_path / "reference.yaml"
    turns = [*people(400), "Yes!"]
    corpus.write_text(json.dumps({"prepDataset": {"0": {"tutorResponses": turns}}}), encoding="utf-8")
    run([sys.executable, SCRIPT, corpus, "--to", to], check=True, capture_output=True)
    made, shipped = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (to, FILE))
    assert made.keys() == shipped.keys()
    assert (made["texts"], made["measured"], made["samples"]) == (401, 400, {200: 2, 100: 4, 50: 8})
    assert list(made["figures"]) == list(SIZES)
    assert made["figures"][200]["skeleton_rate"]["mean"] < 0.1
