"""Relations mined from other people's answers: what is planted is found, what is true is left in peace."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

import structured
from goldsmith.audit.checks.relations import related
from goldsmith.audit.findings import Finding, Severity
from goldsmith.audit.load import load
from goldsmith.audit.relations.emit import mined_rules
from goldsmith.validators.relations import parse
from structured import TRUE, UNRELATED, Make, Record

Break = Callable[[Record, Random], None]


def found(folder: Path, records: Sequence[object], *rules: str) -> list[Finding]:
    lines = [json.dumps({"prompt": f"Text {at}", "completion": json.dumps(one)}) for at, one in enumerate(records)]
    (folder / "data.jsonl").write_text("\n".join(lines), encoding="utf-8")
    rows, _ = load([folder / "data.jsonl"], {}, folder)
    return list(related(rows, rules))


def made(make: Make, count: int, seed: int = 1) -> list[Record]:
    rng = Random(seed)
    return [make(rng) for _ in range(count)]


@pytest.mark.parametrize("name", [*TRUE, *UNRELATED])
def test_true_answers_are_left_in_peace(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, made((TRUE | UNRELATED)[name], 400)) == []


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


@pytest.mark.parametrize(
    "make", [structured.camel_invoice, structured.german_bill, structured.team], ids=lambda one: one.__name__
)
def test_a_rules_file_reads_back_what_was_mined(make: Make, tmp_path: Path) -> None:
    records = made(make, 300)
    broken = {"team": average, "german_bill": german_total, "camel_invoice": line_total}[make.__name__]
    broken(records[5], Random(2))
    before = found(tmp_path, records)
    rows, _ = load([tmp_path / "data.jsonl"], {}, tmp_path)
    (tmp_path / "kept.sql").write_text(mined_rules(rows), encoding="utf-8")
    after = found(tmp_path, records, str(tmp_path / "kept.sql"))
    assert [list(one.places) for one in before] == [[5]]
    assert [(one.check, list(one.places)) for one in after] == [("record_rule", [5])]
    assert dict(after[0].figures)["sql"] == dict(before[0].figures)["sql"]


def test_two_groups_of_answers_go_into_one_rules_file(tmp_path: Path) -> None:
    records = [*made(structured.team, 60), *made(structured.poll, 60)]
    found(tmp_path, records)
    rows, _ = load([tmp_path / "data.jsonl"], {}, tmp_path)
    text = mined_rules(rows)
    kept = parse("kept", text)
    assert kept.typing.count("CREATE OR REPLACE TEMP TABLE") == 2
    (tmp_path / "kept.sql").write_text(text, encoding="utf-8")
    assert found(tmp_path, records, str(tmp_path / "kept.sql")) == []


def test_plain_text_has_no_relations(tmp_path: Path) -> None:
    (tmp_path / "data.jsonl").write_text('{"prompt": "Hello", "completion": "Good day"}\n' * 20, encoding="utf-8")
    rows, _ = load([tmp_path / "data.jsonl"], {}, tmp_path)
    assert list(related(rows, ())) == []
    assert mined_rules(rows) == ""


@pytest.mark.parametrize("wrapping", ["```json\n{}\n```", "Here you are:\n```\n{}\n```\nAnything else?", "  {}\n"])
def test_fenced_answers_are_read(wrapping: str, tmp_path: Path) -> None:
    records = made(structured.booking, 60)
    guests(records[9], Random(2))
    lines = [
        {"prompt": f"Text {at}", "completion": wrapping.replace("{}", json.dumps(one))}
        for at, one in enumerate(records)
    ]
    (tmp_path / "data.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    rows, _ = load([tmp_path / "data.jsonl"], {}, tmp_path)
    [one] = related(rows, ())
    assert list(one.places) == [9]


def test_lists_of_objects_are_read(tmp_path: Path) -> None:
    records = [[structured.suite_run(Random(10 * at + one)) for one in range(3)] for at in range(60)]
    records[4][1]["total"] += 1
    findings = found(tmp_path, records)
    assert {place for one in findings for place in one.places} == {4}
