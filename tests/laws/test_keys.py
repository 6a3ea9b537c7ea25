"""A key is sent and never said: not in a repr, not in a copy, not in what a server gives back."""

import copy
import json
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.errors import UsageError
from goldsmith.core.keys import Key

CANARY = "sk-canary/0123456789+abc=="
SENDABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6)


@given(SENDABLE, st.text(), st.text())
def test_no_text_holds_the_key_that_it_was_cleaned_of(text: str, before: str, behind: str) -> None:
    key = Key(text)
    assert text not in key.hidden(before + text + behind).replace("[key]", "\0")
    assert text.encode() not in key.hidden_in((before + text + behind).encode()).replace(b"[key]", b"\0")


def test_a_key_has_no_text_of_its_own() -> None:
    key = Key(CANARY)
    assert (repr(key), str(key), f"{[key]}", bool(key), bool(Key())) == ("[key]", "[key]", "[[key]]", True, False)
    for doing in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            doing(key)
    with pytest.raises(TypeError):
        json.dumps(key)


@pytest.mark.parametrize(
    "form", [CANARY, CANARY.replace("/", "\\/"), "sk-canary%2F0123456789%2Babc%3D%3D", "sk-ca****bc=="]
)
def test_the_forms_that_servers_write_are_hidden(form: str) -> None:
    assert Key(CANARY).hidden(f"Incorrect API key provided: {form}.").startswith("Incorrect API key provided: [key]")


def test_a_key_that_no_header_carries_is_one_line_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for bad in ("sk-canary 0123", "sk-canary\n0123", "sk-canäry-0123"):
        monkeypatch.setenv("A_KEY", bad)
        with pytest.raises(UsageError, match="A_KEY holds blanks or signs that no key has") as caught:
            Key.of("A_KEY")
        assert "canary" not in "".join(traceback.format_exception(caught.value)).replace("no key", "")
    monkeypatch.setenv("A_KEY", "sk-canary-0123\n")
    assert Key.of("A_KEY").sent() == "sk-canary-0123"
