import random
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from goldsmith.generators.records.log_entry import log_entry
from goldsmith.schemas.records.log_entry import LogEntry
from goldsmith.schemas.vocabulary import table


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_program_says_what_it_says_at_its_own_level(rng: random.Random) -> None:
    draft = log_entry(rng)
    said = [row for row in table("log_messages") if row["message"] == draft["message"]]
    assert draft["level"] in {row["level"] for row in said}
    assert draft.get("source") in {None, *(row["source"] for row in said)}


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValidationError, match="timestamp"):
        LogEntry(level="INFO", message="User signed in", timestamp=datetime(2024, 5, 1, 8, 30))
