"""The reader: what a prompt says, in many ways of saying it, and what it refuses because a person could read it twice."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.extractors.prompts import read, shape_of
from goldsmith.extractors.reading import Reading, Unreadable, nested
from strategies import KINDS, TYPES, planned_rows

INVOICE = {
    "invoice_number": "INV-7",
    "invoice_date": "2024-02-05",
    "customer_name": "Ada Byron",
    "line_items": [
        {"description": "Brand style guide", "quantity": 2, "unit_price": Decimal("40.50")},
        {"description": "Poster", "quantity": 1, "unit_price": Decimal("9.00")},
    ],
    "total_amount": Decimal("90.00"),
}
HEAD = "Invoice number: INV-7\nInvoice date: 5 February 2024\nCustomer name: Ada Byron\n"
INVOICES = {
    "items without dashes": HEAD + "Line items:\n  Description: Brand style guide\n  Quantity: 2\n  Unit price: 40.50\n"
    "  Description: Poster\n  Quantity: 1\n  Unit price: 9.00\nTotal amount: 90.00",
    "items with dashes": HEAD + "Line items:\n  - Description: Brand style guide\n    Quantity: 2\n    Unit price: 40.50\n"
    "  - Description: Poster\n    Quantity: 1\n    Unit price: 9.00\nTotal amount: 90.00",
    "numbered items": HEAD + "Line items:\n  Line item 1:\n    Description: Brand style guide\n    Quantity: 2\n    Unit price: 40.50\n"
    "  Line item 2:\n    Description: Poster\n    Quantity: 1\n    Unit price: 9.00\nTotal amount: 90.00",
    "items in clauses": "Please send this as JSON.\n\ninvoice no INV-7, dated 5 Feb 2024, client Ada Byron, total $90.00\n"
    'line item 1: description "Brand style guide", quantity 2, unit price $40.50\n'
    'line item 2: description "Poster", quantity 1, unit price $9.00',
    "a table of items": "| Field | Value |\n|---|---|\n| Invoice number | INV-7 |\n| Invoice date | 2024/02/05 |\n"
    "| Customer name | Ada Byron |\n"
    "| Total amount | 90,00 EUR |\n\nLine items\n\n| Description | Quantity | Unit price |\n|---|---|---|\n"
    "| Brand style guide | 2 | 40,50 EUR |\n| Poster | 1 | 9,00 EUR |",
    "paths in a table": "Key\tValue\nInvoice Number\tINV-7\nInvoice Date\t2024-02-05\nCustomer Name\tAda Byron\nTotal Amount\t90.00\n"
    "Line Item 1 Description\tBrand style guide\nLine Item 1 Quantity\t2\nLine Item 1 Unit Price\t40.50\n"
    "Line Item 2 Description\tPoster\nLine Item 2 Quantity\t1\nLine Item 2 Unit Price\t9.00",
    "a log": 'invoice_number=INV-7 invoice_date=2024-02-05 customer_name="Ada Byron" total_amount=90.00\n'
    'line_items[0].description="Brand style guide" line_items[0].quantity=2 line_items[0].unit_price=40.50\n'
    "line_items[1].description=Poster line_items[1].quantity=1 line_items[1].unit_price=9.00",
    "dotted leaders and columns": "Invoice Number ......... INV-7\nInvoice Date ........ February 5, 2024\nCustomer Name .... Ada Byron\n"
    "Total Amount .... 90.00\n\nLine Items\nDescription        Quantity  Unit Price\n"
    "Brand style guide  2         40.50\nPoster             1         9.00",
    "an order of its own": "Total: 90.00\nClient: Ada Byron\n"
    "Line items:\n- Quantity: 2\n  Unit price: 40.50\n  Description: Brand style guide\n"
    "- Unit price: 9.00\n  Description: Poster\n  Quantity: 1\n\nIssued on: 5 Feb 2024\nInvoice number: INV-7",
}  # fmt: skip


def reading(kind: str, prompt: str) -> Reading:
    return read(prompt, TYPES[kind].schema_text)


def stated(kind: str, prompt: str) -> Any:
    return nested(reading(kind, prompt).stated)


@pytest.mark.parametrize("prompt", INVOICES.values(), ids=INVOICES)
def test_one_invoice_reads_the_same_in_every_form(prompt: str) -> None:
    assert stated("invoice", prompt) == INVOICE


PROMPTS = [
    ("location", "lat: -12.5321; longitude: 7.2155", {"latitude": Decimal("-12.5321"), "longitude": Decimal("7.2155")}),
    ("user_profile", "Username: Bo\nAge: 41 years", {"username": "Bo", "age": 41}),
    ("user_profile", "From my notes: username Bo; age 41; city Oslo.", {"username": "Bo", "age": 41, "city": "Oslo"}),
    ("user_profile", "Username: Bo\nPreferences: jazz, tea", {"username": "Bo", "preferences": ["jazz", "tea"]}),
    (
        "user_profile",
        "Username: Bo\nPreferences: rock, paper; tea",
        {"username": "Bo", "preferences": ["rock, paper", "tea"]},
    ),
    ("user_profile", "Username: Bo\nPreferences:\n- jazz\n- tea", {"username": "Bo", "preferences": ["jazz", "tea"]}),
    (
        "user_profile",
        "The username is Bo. The preferences are jazz and tea.",
        {"username": "Bo", "preferences": ["jazz", "tea"]},
    ),
    ("user_profile", "[Username] Bo\n[City] Oslo", {"username": "Bo", "city": "Oslo"}),
    ("user_profile", "**Username:** Bo\n**City:** Oslo", {"username": "Bo", "city": "Oslo"}),
    (
        "rating",
        'The comment with it says "Fine. Good." Ann Lee is the name below the review.',
        {"review_text": "Fine. Good.", "reviewer_name": "Ann Lee"},
    ),
    (
        "medical_encounter",
        "Patient ID: P-1\nVitals height (cm): 170",
        {"patient": {"patient_id": "P-1"}, "vitals": {"height_cm": 170}},
    ),
    ("log_entry", 'Message: "He said: go"', {"message": "He said: go"}),
    ("log_entry", "Message: Total: 40", {"message": "Total: 40"}),
    ("log_entry", "Message: “Type: alert”", {"message": "Type: alert"}),
    (
        "log_entry",
        "Message:\n  > First line.\n  > Level: second line.",
        {"message": "First line.\nLevel: second line."},
    ),
    ("log_entry", 'message="a \\"b\\"\\nc"', {"message": 'a "b"\nc'}),
    ("log_entry", "| Field | Value |\n| Message | a \\| b<br>c |", {"message": "a | b\nc"}),
]


@pytest.mark.parametrize(
    ("kind", "prompt", "answer"), PROMPTS, ids=[f"{kind}: {prompt[:40]!r}" for kind, prompt, _ in PROMPTS]
)
def test_a_prompt_reads_as_a_person_reads_it(kind: str, prompt: str, answer: Any) -> None:
    assert stated(kind, prompt) == answer


REFUSED = [
    ("invoice", "Invoice number: A-1\nInvoice number: A-2", "given as 'A-1' and as 'A-2'"),
    ("invoice", "Invoice number: A-1\nInvoice: A-2", "given as 'A-1' and as 'A-2'"),
    ("invoice", "Due date: 03/04/2025", "two readings"),
    ("invoice", "Total amount: 1,234", "two readings"),
    ("invoice", "Total amount: ninety", "not a number"),
    ("invoice", "Total amount: 90.00\nThe zebra left.", "'zebra'"),
    ("invoice", "Total amount: 90.00\nCall 555 0120.", "claimed by no field"),
    ("invoice", "Total amount: 90.00\nShipping: 4.00", "claimed by no field"),
    ("invoice", "Total amount: 90.00\nPrinted on 3 May 2024", "could be read as 'invoice_date'"),
    ("invoice", "Line item 1: quantity 2\nLine item 3: quantity 1", r"entries \[0, 2\]"),
    ("invoice", "Line items:\n  Line item 1: quantity 2\n  Line item 3: quantity 1", "stands at place 2"),
    ("invoice", "line_items[0].quantity=2\nline_items[2].quantity=1", r"entries \[0, 2\]"),
    ("invoice", "Payment status: bartered", "none of"),
    ("invoice", "Line items: two of them", "holds entries"),
    ("invoice", "Please work out the phase of the moon.", "which is no field"),
    ("invoice", "invoice_number=A-1 colour=red", "key 'colour'"),
    ("invoice", "| Field | Value |\n| Invoice number | A-1 | B |", "not a field and its value"),
    ("invoice", "| Description | Quantity |\n|---|---|\n| Poster | 1 | 9.00 |", "3 cells under 2 headings"),
    ("invoice", "Total amount:", "label and no value"),
    ("contact_info", "Name: Bo\nEmail: bo@x.org\nSwitchboard +1 212 555 0101", "could be read as 'phone'"),
    ("user_profile", "Age: 41 kg", "not a number"),
    ("user_profile", "Age: 41.5", "not a whole number"),
    ("user_profile", 'Username: ""', "has no value"),
    ("user_profile", "username= age=41", "has no value"),
    ("log_entry", "Message:\n  >\nLevel: info", "has no value"),
    ("simple_config", "notifications enabled is perhaps", "neither yes nor no"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "prompt", "why"), REFUSED, ids=[f"{prompt[-40:]!r}" for _, prompt, _ in REFUSED])
def test_a_prompt_with_two_readings_or_none_is_refused_and_the_reason_shows_the_words(
    kind: str, prompt: str, why: str
) -> None:
    with pytest.raises(Unreadable, match=why):
        reading(kind, prompt)


def test_swapped_labels_are_read_as_they_stand() -> None:
    swapped = (
        INVOICES["items without dashes"]
        .replace("Quantity: 2", "Unit price: 2", 1)
        .replace("Unit price: 40.50", "Quantity: 40.50", 1)
    )
    with pytest.raises(Unreadable, match="not a whole number"):
        reading("invoice", swapped)
    assert stated("location", "Latitude: 7.5\nLongitude: -12.5") != stated(
        "location", "Longitude: 7.5\nLatitude: -12.5"
    )


def test_a_distractor_that_fits_no_field_is_noted_and_changes_nothing() -> None:
    found = reading("location", "Latitude: 7.5\nLongitude: -12.5\nPage 2 of 9")
    assert [(one.name, one.text) for one in found.distractors] == [("page", "2 of 9")]
    assert nested(found.stated) == stated("location", "Latitude: 7.5\nLongitude: -12.5")


def test_a_request_for_derived_values_is_noted() -> None:
    found = reading("invoice", "Total amount: 90.00\nPlease also work out the subtotal and the line item totals.")
    assert found.asked == {("subtotal",), ("line_items", "*", "total")}


def test_a_rate_beside_the_schema_is_no_answer() -> None:
    found = reading("invoice", "Tax rate: 7.5%\nTotal amount: 90.00")
    assert (found.rates, found.stated) == ({"tax_rate": Decimal("7.5")}, {("total_amount",): Decimal("90.00")})


def test_spans_point_at_the_values() -> None:
    prompt = 'Dear all,\nUsername: Bo\nCity: "Oslo"\nPreferences: jazz, tea'
    assert [prompt[start:end] for start, end in reading("user_profile", prompt).spans] == ["Bo", "Oslo", "jazz", "tea"]


def test_what_is_left_of_a_prompt_without_its_values_is_its_wording() -> None:
    prompt = "Username: Bo\nCity: Oslo"
    assert reading("user_profile", prompt).skeleton(prompt) == "Username: ▁\nCity: ▁"


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
def test_no_text_makes_the_reader_stumble(name: str, data: Any) -> None:
    labels = st.sampled_from(
        [
            label
            for child in TYPES[name].kind.tree.fields
            for label in (child.name, child.name.replace("_", " ").title())
        ]
    )
    signs = st.sampled_from(
        [
            ":",
            " = ",
            "=",
            "\n",
            "- ",
            "|",
            "\t",
            ", ",
            "; ",
            '"',
            "> ",
            ". ",
            " is ",
            "## ",
            "  ",
            "1",
            "[0].",
            "2024-05-06",
        ]
    )
    text = "".join(data.draw(st.lists(labels | signs | st.text(max_size=6), max_size=20)))
    with suppress(Unreadable):
        found = reading(name, text)
        assert all(0 <= start < end <= len(text) for start, end in found.spans)


@pytest.mark.parametrize("name", KINDS)
def test_a_reading_does_not_depend_on_what_was_read_before(name: str) -> None:
    prompts = [row["input"] for row in planned_rows(name, 60) if isinstance(row, dict)]
    again = {prompt: attempt(name, prompt) for prompt in prompts}
    shape_of.cache_clear()
    fresh = {prompt: attempt(name, prompt) for prompt in reversed(prompts)}
    assert again == fresh


def attempt(kind: str, prompt: str) -> Reading | str:
    try:
        return reading(kind, prompt)
    except Unreadable as error:
        return str(error)
