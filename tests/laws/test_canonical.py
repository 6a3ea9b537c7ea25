"""Canonical bytes: one value, one text; strict JSON in."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.canonical import digest, digest_of_file, from_json, to_json, to_sorted_json

exact = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)
leaves = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | exact | st.text(max_size=20)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
)


@given(value=values)
def test_a_value_comes_back_exactly_and_has_one_text(value: Any) -> None:
    text = to_json(value)
    assert from_json(text) == value
    assert to_json(from_json(text)) == text


@given(value=st.dictionaries(st.text(max_size=5), leaves, max_size=6))
def test_digested_bytes_do_not_depend_on_the_order_of_keys(value: dict[str, Any]) -> None:
    assert to_sorted_json(value) == to_sorted_json(dict(reversed(value.items())))


@pytest.mark.parametrize(
    ("number", "text"),
    [("129.00", "129.00"), ("0.10", "0.10"), ("-0.5", "-0.5"), ("1E+3", "1000"), ("1E-7", "0.0000001")],
)
def test_a_decimal_keeps_its_places_and_takes_no_exponent(number: str, text: str) -> None:
    assert to_json({"price": Decimal(number)}) == f'{{"price":{text}}}'


def test_a_number_beyond_a_double_keeps_every_digit() -> None:
    assert from_json("0.12345678901234567890") == Decimal("0.12345678901234567890")


def test_a_moment_in_universal_time_ends_in_z() -> None:
    assert to_json(datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)) == '"2024-05-06T07:08:09Z"'


@pytest.mark.parametrize("text", ["NaN", '{"a": Infinity}', "[-Infinity]"])
def test_what_json_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not JSON"):
        from_json(text)


def test_a_key_that_stands_twice_is_named() -> None:
    with pytest.raises(ValueError, match="'total' stands twice"):
        from_json('{"items": [{"id": 1, "total": 1, "total": 2}]}')


def test_what_has_no_canonical_form_is_named() -> None:
    with pytest.raises(TypeError):
        to_json({"kinds": {"a", "b"}})


@given(data=st.binary(max_size=200))
def test_a_file_has_the_digest_of_its_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file: Path = tmp_path_factory.getbasetemp() / "digested"
    file.write_bytes(data)
    assert digest_of_file(file) == digest(data)
