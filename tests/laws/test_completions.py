"""What servers and models say is read or refused, whatever it is; nothing makes the reading of it break."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.canonical import to_json
from goldsmith.core.completion import Completion, Failure, completion
from goldsmith.extractors.json_in_text import json_in, said_aloud

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.fixed_dictionaries(
    {}, optional={name: JSON for name in ("content", "refusal", "finish_reason", "logprobs", "usage", "message")}
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_body_is_a_completion_or_a_failure(body: bytes) -> None:
    found = completion(body)
    assert isinstance(found, (Completion, Failure))
    if isinstance(found, Failure):
        assert found.reason
        assert "\n" not in found.reason


@given(FIELDS, JSON, JSON)
def test_a_completion_with_anything_in_it_is_read(message: dict[str, object], usage: object, more: object) -> None:
    choice = {"message": message, "logprobs": {"content": more}, "finish_reason": more}
    found = completion(json.dumps({"choices": [choice], "usage": usage}).encode())
    assert isinstance(found, Completion)
    to_json([found.text, found.refusal, found.finish])


def test_half_a_sign_does_not_get_further() -> None:
    found = completion(b'{"choices": [{"message": {"content": "a\\ud83d b \\ud83d\\ude00"}}]}')
    assert isinstance(found, Completion)
    assert found.text == "a\N{REPLACEMENT CHARACTER} b \N{GRINNING FACE}"
    for bad in (
        '{"a": "\\ud83d"}',
        '{"a": 123456789012345678901234567890}',
        '{"a": NaN}',
        '{"a": 1e9999999999999999999}',
    ):
        with pytest.raises(ValueError, match="cannot be read"):
            json_in(bad)


@given(st.text())
def test_json_is_found_in_any_text_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(json_in(text), (dict, list))


@given(
    st.dictionaries(st.text(), st.integers(-(2**53), 2**53)), st.text().filter(lambda text: not set(text) & set("{[`<"))
)
def test_a_value_is_found_behind_words_and_fences(value: dict[str, int], words: str) -> None:
    text = json.dumps(value)
    for said in (
        text,
        f"{words}{text}",
        f"{text}{words}",
        f"{words}\n```json\n{text}\n```\n",
        f"<think>{{{words}</think>{text}",
    ):
        assert json_in(said_aloud(said)) == value


def test_how_long_to_wait_is_read_as_servers_write_it() -> None:
    chat = pytest.importorskip("goldsmith.core.chat")
    date = datetime(2026, 2, 28, 23, 59, 50, tzinfo=UTC)
    later = {
        "date": format_datetime(date, usegmt=True),
        "retry-after": format_datetime(date + timedelta(seconds=30), usegmt=True),
    }
    assert [
        chat.retry_after(headers)
        for headers in (
            {"retry-after": "2.5"},
            {"retry-after-ms": "1500", "retry-after": "2"},
            {"retry-after": "-4"},
            later,
            {"retry-after": later["retry-after"]},
            {"retry-after": "soon"},
            {},
        )
    ] == [2.5, 1.5, 0.0, 30.0, None, None, None]
