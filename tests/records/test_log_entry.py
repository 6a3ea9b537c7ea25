import random
import re
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from goldsmith.generators.records.log_entry import log_entry
from goldsmith.generators.slots import SLOT, filled
from goldsmith.schemas.records.log_entry import LogEntry
from goldsmith.schemas.vocabulary import table


def shaped(template: str, text: str) -> bool:
    """Whether a text has the words of a template, with anything in its slots."""
    return re.fullmatch(".+".join(map(re.escape, SLOT.split(template)[::2])), text) is not None


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_program_says_what_it_says_at_its_own_level(rng: random.Random) -> None:
    draft = log_entry(rng)
    said = [row for row in table("log_messages") if shaped(row["message"], draft["message"])]
    assert draft["level"] in {row["level"] for row in said}
    assert draft.get("source") in {None, *(row["source"] for row in said)}


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValidationError, match="timestamp"):
        LogEntry(level="INFO", message="User signed in", timestamp=datetime(2024, 5, 1, 8, 30))


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_slot_is_filled_with_what_it_allows(rng: random.Random) -> None:
    found = re.fullmatch(
        r"(\d+) of 50 at (\d+\.\d\d) by (web|phone)", filled(rng, "{46:49} of 50 at {5:64:2} by {web|phone}")
    )
    assert found is not None
    assert 46 <= int(found[1]) <= 49
    assert 5 <= float(found[2]) <= 64


@pytest.mark.parametrize("name", ["log_messages", "notifications"])
def test_every_slot_of_the_vocabulary_can_be_filled(name: str) -> None:
    for row in table(name):
        assert "{" not in filled(random.Random(1), " ".join(row.values()))
