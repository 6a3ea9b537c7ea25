"""A record type is one name in every folder: model, sampler, schema, rules, breakers, derivation, sentences and test."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import meta

from goldsmith.extractors.phrases import compile_phrase
from goldsmith.extractors.prompts import shape_of
from goldsmith.generators.records import SAMPLERS
from goldsmith.schemas.json import schema_file
from goldsmith.schemas.records import KINDS
from goldsmith.templates.environment import environment, lines_for
from goldsmith.templates.layouts import LAYOUTS, layouts_of
from goldsmith.validators.derivations import DERIVATIONS
from strategies import DERIVING, TYPES

TESTS = Path(__file__).parents[1]
FOLDERS = ("schemas.records", "generators.records", "validators.rules", "validators.breakers", "schemas.json")
BESIDE = {"__init__", "changes"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_holds_one_file_a_record_type_and_nothing_else(folder: str) -> None:
    there = {
        Path(entry.name).stem
        for entry in files(f"goldsmith.{folder}").iterdir()
        if not entry.name.startswith("__pycache__")
    }
    assert there - BESIDE == set(KINDS)


def test_every_record_type_has_a_sampler_in_the_same_order() -> None:
    assert list(SAMPLERS) == list(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_the_schema_written_by_hand_is_what_the_model_emits(name: str) -> None:
    assert json.loads(schema_file(name) or "") == KINDS[name].schema


@pytest.mark.parametrize("name", KINDS)
def test_every_record_type_has_tests_of_its_own(name: str) -> None:
    text = (TESTS / "records" / f"test_{name}.py").read_text(encoding="utf-8")
    assert re.search(r"^def test_", text, re.MULTILINE)


def test_what_derives_values_has_a_derivation_and_nothing_else_has_one() -> None:
    assert set(DERIVING) == set(DERIVATIONS)


@pytest.mark.parametrize("name", KINDS)
def test_simple_and_medium_types_have_eight_genres_and_complex_ones_at_least_four(name: str) -> None:
    genres = TYPES[name].cell.genres
    assert len(genres) == 8 if KINDS[name].complexity != "complex" else len(genres) >= 4
    assert all(layouts_of(KINDS[name], genre) for genre in genres)


@pytest.mark.parametrize("name", KINDS)
def test_every_sentence_pattern_and_wording_names_fields_of_its_type(name: str) -> None:
    root, _ = shape_of(TYPES[name].schema_text)
    assert all(compile_phrase(line, root).slots for line in root.phrases)
    fields = {node.name for node in KINDS[name].tree.fields}
    for line in lines_for("prose", KINDS[name]):
        assert {slot.split(".")[0] for slot in meta.find_undeclared_variables(environment().parse(line))} <= fields, (
            line
        )


def test_every_layout_file_belongs_to_a_layout() -> None:
    there = {Path(entry.name).stem for entry in files("goldsmith.templates").joinpath("layouts").iterdir()}
    assert there == {layout.name for layout in LAYOUTS}
