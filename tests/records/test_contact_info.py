import random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.core.canonical import to_json
from goldsmith.generators.records.contact_info import contact_info
from goldsmith.validators import relations


def refused(name: str, email: str) -> bool:
    with duckdb.connect() as connection:
        answer = to_json({"name": name, "email": email, "phone": "+1-202-555-0100"})
        connection.execute("CREATE TABLE examples AS SELECT 'x' AS id, 'contact_info' AS kind, ? AS answer", [answer])
        file = relations.rule_file("contact_info")
        relations.prepare(connection, file)
        return bool(relations.refused_by(connection, file.rules[0]))


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Łukasz Żukowski", "lzukowski@example.com"),
        ("Ana-María Núñez", "maria_n@example.com"),
        ("Sean O'Brien", "obrien.s@example.com"),
        ("Jörg Weiß", "joerg@example.com"),
        ("Jörg Weiß", "weiss7@example.com"),
        ("Li Bo", "libo@example.com"),
    ],
)
def test_an_address_may_spell_a_name_in_several_ways(name: str, email: str) -> None:
    assert not refused(name, email)


def test_an_address_of_somebody_else_is_refused() -> None:
    assert refused("Michael Henry", "laura.white@example.com")
    assert refused("Michael Henry", "info@henry.example")


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_an_odd_name_is_in_the_record(rng: random.Random) -> None:
    assert "'" in contact_info(rng, "apostrophe")["name"]
