"""The form of an answer is told from its text alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.extractors.answers import FORMS, form_of

CASES = {
    "": "empty",
    " \n": "empty",
    '{"b": 1, "a": {}}': "JSON",
    '```json\n{"a": 1}\n```': "JSON",
    '["x", "y"]': "JSON",
    "Yes": "yes/no",
    "false.": "yes/no",
    "No, the lamp is off because of the storm that came over the hills.": "yes/no and why",
    "42": "number",
    "$1,234.50": "number",
    "-3.5 %": "number",
    "9 apples": "number",
    "45 Nm": "number",
    "B": "choice",
    "(c)": "choice",
    "B. A green lamp that stands in the hall and is never lit by anyone at all": "choice",
    "positive": "short text",
    "New York City": "short text",
    "It is 8 Nm.": "prose",
    "- milk\n- bread": "list",
    "1. Go\n2. Stop\n3. Go": "list",
    "SELECT a FROM t": "code",
    "Here it is:\n```python\nx = 1\n```": "code",
    "def f(x):\n    return x": "code",
    "The lamp is green, and it stands in the hall where nobody sees it.": "prose",
    "A cat sat down and looked at me for a very long time indeed": "prose",
    '{"a": 1, "b": "it was cut here, in the middle of what nobody ': "prose",
}


@pytest.mark.parametrize(("answer", "kind"), CASES.items())
def test_form(answer: str, kind: str) -> None:
    assert form_of(answer).kind == kind


def test_keys_are_sorted_and_those_of_the_first_object_in_a_list() -> None:
    assert form_of('{"b": 1, "a": 2}').keys == ("a", "b")
    assert form_of('[{"z": 1, "y": 2}, {"x": 3}]').keys == ("y", "z")


@given(st.text())
def test_every_text_has_a_form(text: str) -> None:
    assert form_of(text).kind in FORMS
