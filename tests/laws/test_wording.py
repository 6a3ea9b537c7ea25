"""Wording files: a missing slot, a line that is no template and a name that is no field are named."""

import random

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.extractors.phrases import compile_phrase
from goldsmith.extractors.prompts import shape_of
from goldsmith.schemas.kind import Kind
from goldsmith.templates.environment import fill, layout_source, wordings
from goldsmith.templates.guarding import CannotSay, in_clause, in_column, quoted
from goldsmith.templates.layouts import LAYOUTS, Setting, set_prompt
from goldsmith.templates.statements import Leaf
from strategies import TYPES


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
