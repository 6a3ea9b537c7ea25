import random

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.simple_config import COMMON, simple_config
from goldsmith.schemas.records.simple_config import SimpleConfig
from goldsmith.schemas.vocabulary import column


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_language_is_a_code_and_no_name(rng: random.Random) -> None:
    record = SimpleConfig(**simple_config(rng))
    assert record.language in column("languages", "code")
    assert record.language not in column("languages", "name")


def test_the_common_languages_are_in_the_table() -> None:
    assert set(COMMON) <= set(column("languages", "code"))
