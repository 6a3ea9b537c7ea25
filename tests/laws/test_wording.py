"""Wording: what is no template or no field is named, and labels and sentences are such as people write."""

import random
import re

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.extractors.phrases import compile_phrase
from goldsmith.extractors.prompts import shape_of
from goldsmith.schemas.kind import Kind
from goldsmith.templates.environment import environment, fill, layout_source, wordings
from goldsmith.templates.guarding import CannotSay, in_clause, in_column, quoted, series_in_clause, series_in_line
from goldsmith.templates.labels import Labels, joined
from goldsmith.templates.layouts import GENRES, LAYOUTS, Setting, set_prompt
from goldsmith.templates.statements import Leaf
from strategies import TYPES, planned_rows


def test_a_missing_slot_is_named_with_its_template() -> None:
    with pytest.raises(UsageError, match=r"template 'Dear \{\{ name \}\}': 'name' is undefined"):
        fill("Dear {{ name }}", nam="Bo")


def test_a_line_that_is_no_template_is_named() -> None:
    with pytest.raises(UsageError, match=r"template 'Dear \{\{ name' does not compile"):
        fill("Dear {{ name")


def test_a_template_cannot_reach_outside_its_slots() -> None:
    with pytest.raises(UsageError, match="unsafe"):
        fill("{{ name.__class__.__mro__ }}", name="Bo")


def test_a_layout_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="no layout file 'sheet_sideways'"):
        layout_source("sheet_sideways")


@pytest.mark.parametrize(
    "line", ["{colour} of it", "{line_items.colour}", "{quantity} x {colour} @line_items", "{quantity} @lines"]
)
def test_a_sentence_pattern_that_names_no_field_is_named(line: str) -> None:
    root, _ = shape_of(TYPES["invoice"].schema_text)
    with pytest.raises(UsageError, match=r"sentence pattern .* is no field"):
        compile_phrase(line, root)


def test_a_value_that_no_quotation_marks_can_hold_is_refused() -> None:
    with pytest.raises(CannotSay, match="no quotation marks are left"):
        quoted('"“«`')


def test_a_value_of_two_lines_stands_in_no_clause_and_in_no_column() -> None:
    for hold in (in_clause, in_column):
        with pytest.raises(CannotSay, match="cannot hold"):
            hold("one\ntwo", "text")


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_every_layout_states_a_value_and_the_request(layout: object) -> None:
    kind: Kind = TYPES["user_profile"].kind
    text = set_prompt(
        layout, Setting(kind, [Leaf("username", "bo_7", "word", True)], "Give me JSON.", []), random.Random(1)
    )  # type: ignore[arg-type]
    assert "bo_7" in text
    assert "Give me JSON." in text


def test_the_last_request_of_each_genre_is_kept_for_test_and_stands_once() -> None:
    told = [text for genre, texts in wordings("requests").items() if genre not in ("ask", "system") for text in texts]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("outer", "inner", "whole"),
    [
        ("Patient", "Patient ID", "Patient ID"),
        ("Report Period", "Period Type", "Report Period Type"),
        ("Party 1", "Party type", "Party 1 type"),
        ("patient", "Patient number", "patient number"),
        ("Fees", "Total Fees", "Fees Total Fees"),
        ("Tags", "Tags", "Tags Tags"),
    ],
)
def test_a_nested_label_says_no_word_twice_in_a_row(outer: str, inner: str, whole: str) -> None:
    assert joined(outer, inner) == whole


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("height_cm", "Height (cm)"),
        ("reporting_period_hours", "Reporting Period (hours)"),
        ("18_24", "18-24"),
        ("55_plus", "55 Plus"),
        ("date_of_birth", "Date of Birth"),
        ("created_by", "Created By"),
    ],
)
def test_a_label_is_written_as_people_write_it(name: str, label: str) -> None:
    assert Labels("title").of(name) == label


def test_a_sentence_ends_once() -> None:
    ended = environment().filters["ended"]
    assert ended('The notes say "All fine."') == 'The notes say "All fine."'
    assert ended('The notes say "All fine."', "Ann Lee wrote them") == 'The notes say "All fine."'
    assert ended('The notes say "All fine."', "ann@hill.example wrote them") == 'The notes say "All fine.".'
    assert ended("The title is Go") == "The title is Go."


@pytest.mark.parametrize("genre", GENRES)
def test_no_prompt_ends_a_sentence_twice_or_leaves_a_gap(genre: str) -> None:
    for name in ("rating", "meeting_notes", "medical_record", "support_ticket", "notification"):
        for row in planned_rows(name, 60):
            if isinstance(row, dict) and f'"genre":"{genre}"' in row["meta"]:
                assert not re.search(r'[.!?]["”»`]\.(?=\s+[A-Z]|$)|stands at|[^\S\n]\n|\n{3}', row["input"], re.M), row[
                    "input"
                ]


def test_a_list_is_never_cut_in_the_wrong_place() -> None:
    assert series_in_line(["jazz", "tea"]) == "jazz, tea"
    assert series_in_line(["jazz", "wine and cheese"]) is None
    assert series_in_line(["Paris, Texas", "tea"]) is None
    assert series_in_clause(["jazz", "wine and cheese"], "word") == 'jazz and "wine and cheese"'
