"""What points to a person is told from what stands for nobody."""

import pytest

from goldsmith.extractors.people import mail_addresses, person_names, phone_numbers


@pytest.mark.parametrize(
    "text", ["a@example.com", "me@shop.example", "x@test", "you@yourdomain.com", "a@mail.invalid", "no @ here"]
)
def test_addresses_that_stand_for_nobody(text: str) -> None:
    assert mail_addresses(text) == []


def test_addresses() -> None:
    assert mail_addresses("Ask r.okafor+1@brightmail.net, or it@post.kyoto.jp.") == [
        "r.okafor+1@brightmail.net",
        "it@post.kyoto.jp",
    ]


@pytest.mark.parametrize("text", ["+44 20 7945 3821", "(415) 867-2290", "415-867-2290", "+49 30 9018 2041"])
def test_phone_numbers(text: str) -> None:
    assert phone_numbers(f"Call {text} now.") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "212-555-0147",
        "123-456-7890",
        "2024-03-05",
        "1,204.50",
        "10.0.0.1",
        "000-000-0000",
        "SKU 12-34-567",
        "4711 0815",
    ],
)
def test_numbers_that_ring_nowhere(text: str) -> None:
    assert phone_numbers(text) == []


def test_names_need_both_parts_capitalised() -> None:
    assert person_names("Jennifer Anderson met James T. Wilson.") == ["Jennifer Anderson", "James T. Wilson"]
    assert person_names("New York, The Anderson shop, jennifer anderson, Anderson Cooper Ltd") == []
