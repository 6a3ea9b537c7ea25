"""Relations mined from other people's answers: what is planted is found, what is true is left in peace."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import structured
from goldsmith.audit.checks.relations import relations
from goldsmith.audit.findings import Finding, Severity
from goldsmith.audit.load import load
from goldsmith.audit.sense import Options, learn
from structured import TRUE, UNRELATED, Make, Record

Break = Callable[[Record, Random], None]


def found(folder: Path, records: list[Record], *rules: str) -> list[Finding]:
    lines = [json.dumps({"prompt": f"Text {at}", "completion": json.dumps(one)}) for at, one in enumerate(records)]
    (folder / "data.jsonl").write_text("\n".join(lines), encoding="utf-8")
    rows, shapes = load([folder / "data.jsonl"], {}, folder)
    return list(relations(rows, learn(rows, shapes, Options(mapping={}, rules=rules))))


def made(make: Make, count: int, seed: int = 1) -> list[Record]:
    rng = Random(seed)
    return [make(rng) for _ in range(count)]


@pytest.mark.parametrize("name", [*TRUE, *UNRELATED])
def test_true_answers_are_left_in_peace(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, made((TRUE | UNRELATED)[name], 600)) == []


def line_total(record: Record, rng: Random) -> None:
    rng.choice(record["lineItems"])["lineTotal"] += rng.choice((-1.0, 0.1, 9.0))


def grand_total(record: Record, rng: Random) -> None:
    record["grandTotal"] += 10


def tax(record: Record, rng: Random) -> None:
    record["taxAmount"] += 1
    record["grandTotal"] += 1


def due_before(record: Record, rng: Random) -> None:
    record["issueDate"], record["dueDate"] = record["dueDate"], record["issueDate"]


def german_total(record: Record, rng: Random) -> None:
    record["Gesamtbetrag"] = structured.euros(rng.randrange(100, 99_999))


def german_days(record: Record, rng: Random) -> None:
    record["Lieferung"] = {"von": "05.02.2022", "bis": "31.01.2022"}


def receipt_total(record: Record, rng: Random) -> None:
    record["total"] = structured.dollars(rng.randrange(100, 99_999))


def amount(record: Record, rng: Random) -> None:
    rng.choice(record["order"]["lines"])["amount"] += 0.5


def gross(record: Record, rng: Random) -> None:
    record["order"]["totals"]["gross"] += 3


def checked_out(record: Record, rng: Random) -> None:
    record["check_in"], record["check_out"] = record["check_out"], record["check_in"]


def guests(record: Record, rng: Random) -> None:
    record["guest_count"] = len(record["guests"]) - 1


def price(record: Record, rng: Random) -> None:
    record["total_price"] = structured.money(rng.randrange(1_000, 99_999))


def assignee(record: Record, rng: Random) -> None:
    rng.choice(record["tasks"])["assigneeId"] = "E7777"


def member_twice(record: Record, rng: Random) -> None:
    record["members"][1]["id"] = record["members"][0]["id"]


def average(record: Record, rng: Random) -> None:
    record["averageHours"] += 0.2


def percentage(record: Record, rng: Random) -> None:
    record["options"][0]["percentage"] += 4


def votes(record: Record, rng: Random) -> None:
    record["total_votes"] += 2


def ended(record: Record, rng: Random) -> None:
    record["start"], record["end"] = record["end"], record["start"]


def lasted(record: Record, rng: Random) -> None:
    record["duration_minutes"] += 5


def suite_total(record: Record, rng: Random) -> None:
    record["total"] += 1


def pass_rate(record: Record, rng: Random) -> None:
    record["pass_rate"] = 104.0


PLANTED: list[tuple[Make, Break]] = [
    (structured.camel_invoice, line_total),
    (structured.camel_invoice, grand_total),
    (structured.camel_invoice, tax),
    (structured.camel_invoice, due_before),
    (structured.german_bill, german_total),
    (structured.german_bill, german_days),
    (structured.receipt, receipt_total),
    (structured.nested_order, amount),
    (structured.nested_order, gross),
    (structured.booking, checked_out),
    (structured.booking, guests),
    (structured.booking, price),
    (structured.team, assignee),
    (structured.team, member_twice),
    (structured.team, average),
    (structured.poll, percentage),
    (structured.poll, votes),
    (structured.meeting, ended),
    (structured.meeting, lasted),
    (structured.suite_run, suite_total),
    (structured.suite_run, pass_rate),
]


@pytest.mark.parametrize(("make", "spoil"), PLANTED, ids=lambda function: function.__name__)
def test_a_few_wrong_rows_are_found_among_right_ones(make: Make, spoil: Break, tmp_path: Path) -> None:
    records, rng = made(make, 800), Random(2)
    wrong = set(range(7, 800, 80))
    for place in wrong:
        spoil(records[place], rng)
    findings = found(tmp_path, records)
    errors = [set(one.places) for one in findings if one.severity is Severity.ERROR]
    assert set().union(*errors) == wrong
    assert set().union(*(one.places for one in findings)) == wrong


@pytest.mark.parametrize(
    ("make", "spoil"),
    [
        (structured.german_bill, german_total),
        (structured.receipt, receipt_total),
        (structured.booking, price),
        (structured.meeting, ended),
    ],
    ids=lambda function: function.__name__,
)
def test_a_file_of_random_values_is_wrong_in_all_rows(make: Make, spoil: Break, tmp_path: Path) -> None:
    records, rng = made(make, 300), Random(2)
    for record in records:
        spoil(record, rng)
    errors = [one for one in found(tmp_path, records) if one.severity is Severity.ERROR]
    assert max(len(one.places) for one in errors) >= 0.99 * len(records)
    assert all(one.says and dict(one.figures)["sql"].startswith("SELECT id") for one in errors)


def test_a_term_that_the_answers_leave_out_is_no_error(tmp_path: Path) -> None:
    records, rng = made(structured.receipt, 300), Random(2)
    for record in records:
        tip = int(float(record.pop("tip", "$0").strip("$").replace(",", "")) * 100)
        paid = int(float(record["total"].strip("$").replace(",", "")) * 100)
        record["total"] = structured.dollars(paid + (0 if tip else rng.randint(1, paid // 3)))
    [one] = found(tmp_path, records)
    assert one.severity is Severity.WARNING
    assert "a term may be missing" in one.says
