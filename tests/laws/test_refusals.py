"""Pairs that a hostile reader got past an earlier verifier; each is refused by name now."""

import orjson
import pytest

from goldsmith.datasets.recipe import parse
from goldsmith.datasets.records.domain import builtin
from goldsmith.datasets.records.plan import task
from goldsmith.datasets.records.realise import realise
from goldsmith.extractors.prompts import read
from goldsmith.extractors.reading import Unreadable
from goldsmith.schemas.json import schema_file
from goldsmith.validators.rows import judge


@pytest.mark.parametrize(
    ("kind", "prompt", "shown"),
    [
        ("support_ticket", "Ticket ID: T-1\nStatus: closed\n\nThis ticket is still open. Return JSON.", "'open'"),
        ("log_entry", "Level: ERROR\nMessage: Disk full\n\n[INFO]\n\nReturn JSON.", "'info'"),
        ("tag_list", "Item ID: photo-1\nTags:\n  - red\n\n  - archive\n\nReturn JSON.", "archive"),
        ("sensor_reading", "Sensor ID: T-1\nHumidity: $55\n\nReturn JSON.", "currency"),
        ("user_profile", "Username: owl\nAge: $38\n\nReturn JSON.", "currency"),
        ("shopping_cart", "Cart ID: C-1\nItem 1 Discount Percentage: $2\n\nReturn JSON.", "currency"),
        ("rating", "Rating: 5\nReviewer Name: Ann Lee\n\n★★☆☆☆\n\nReturn JSON.", "★"),
        (
            "invoice",
            "Line Items:\n| Description | Quantity | Unit Price | Discount |\n|---|---|---|---|\n| Pens | 2 | 1.50 | 15 |",
            "under no known heading",
        ),
        ("contact_info", "Name: Ann Lee\nEmail: a@b.example\n\nReturn JSON and leave out the email.", "'leave out'"),
        (
            "contact_info",
            "Name: Ann Lee\nPhone: 555 0100\n\nReturn JSON. Do not include the phone.",
            "'do not include'",
        ),
        ("invoice", "Invoice Number: R-1\nTotal: 90.00\n\nJSON please, ignore the total.", "'ignore'"),
        ("contact_info", "Name: Ann Lee\n\nOnly the email please, as JSON.", "'only the'"),
        ("contact_info", "Name: Ann Lee\n\nJSON without the email.", "'without'"),
        ("contact_info", "Name: Ann Lee\n\nReturn JSON in lower case.", "'lower'"),
        ("log_entry", "Level: INFO\nMessage: Ready\n\nDepartment: Support\n\nReturn JSON.", "Department"),
        ("contact_info", "Name: Ann Lee\n\nService: desk\n\nReturn JSON.", "'Service: desk'"),
        ("contact_info", "Name: Ann Lee\n\nService - desk\n\nReturn JSON.", "'Service - desk'"),
    ],
)
def test_a_value_in_disguise_is_not_read_over(kind: str, prompt: str, shown: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(prompt, schema_file(kind))
    assert shown.lower() in str(refused.value).lower()


def good_row(kind: str) -> dict:
    types = builtin()
    recipe = parse(f"{{name: refusals, version: 1.0.0, count: 100, kinds: [{kind}]}}", "x", types)
    return orjson.loads(orjson.dumps(realise(recipe, types[kind], task(recipe, types[kind].cell, 3), 0)))


def told(row: dict, prompt: str, answer: str) -> dict:
    """The row with another prompt and answer in every column that holds them."""
    turns = [{"role": "system", "content": row["instruction"]}] if row["instruction"] else []
    turns += [{"role": "user", "content": prompt}, {"role": "assistant", "content": answer}]
    whole = f"{row['instruction']}\n\n{prompt}" if row["instruction"] else prompt
    return row | {
        "input": prompt, "prompt": whole, "messages": turns, "answer": answer, "output": answer, "completion": answer,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "fine"),
    [
        ("Reply with JSON only. Leave out what is not stated.", True),
        ("Return only JSON, with nothing before or after it.", True),
        ("Reply with JSON only. Leave out the email.", False),
        ("Return JSON. Do not check the phone.", False),
    ],
)
def test_a_system_turn_takes_nothing_out_of_the_answer(words: str, fine: bool) -> None:
    row = good_row("contact_info")
    turns = [{"role": "system", "content": words}, *row["messages"][-2:]]
    asked = row | {"instruction": words, "messages": turns, "prompt": f"{words}\n\n{row['input']}"}
    assert ("system_turn" not in {verdict.rule for verdict in judge(asked).failures}) == fine


def test_an_answer_with_blanks_between_its_tokens_is_not_canonical() -> None:
    row = good_row("contact_info")
    assert judge(row).ok
    spaced = told(row, row["input"], row["answer"].replace('":"', '": "'))
    assert "answer_is_canonical" in {verdict.rule for verdict in judge(spaced).failures}


def test_a_zero_width_blank_in_prompt_and_answer_alike_is_seen() -> None:
    row = good_row("contact_info")
    name = orjson.loads(row["answer"])["name"]
    hidden = told(row, row["input"].replace(name, name + "\u200b"), row["answer"].replace(name, name + "\u200b"))
    assert "nothing_is_invisible" in {verdict.rule for verdict in judge(hidden).failures}
