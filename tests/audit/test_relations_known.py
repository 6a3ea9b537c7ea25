"""Rules of record types and of a person's own file, run over other people's answers."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from goldsmith.audit.checks.relations import related
from goldsmith.audit.findings import Finding, Severity
from goldsmith.audit.load import load
from goldsmith.audit.relations.known import CONVENTION
from goldsmith.core.errors import UsageError
from goldsmith.validators.relations import rule_file

RULES = """CREATE OR REPLACE TEMP TABLE boxes AS
SELECT id, unnest(from_json(answer, '{"width": "BIGINT", "height": "BIGINT", "area": "BIGINT"}')) FROM examples;

-- rule: area_is_width_times_height (arithmetic, row)
-- The area is the width times the height.
SELECT id, true AS applies, area = width * height AS holds FROM boxes;
"""


def invoice(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "invoice_number": f"INV-{number}",
        "invoice_date": "2024-03-01",
        "due_date": "2024-03-31",
        "customer_name": "Dana Whitfield",
        "line_items": [{"description": "Chair", "quantity": 2, "unit_price": 40.0 + number}],
        "total_amount": 80.0 + 2 * number,
    } | changes


def findings(folder: Path, answers: list[Any], *rules: str, **columns: str) -> list[Finding]:
    lines = [
        json.dumps({"prompt": f"Text {at}", "completion": json.dumps(one)} | columns) for at, one in enumerate(answers)
    ]
    (folder / "data.jsonl").write_text("\n".join(lines), encoding="utf-8")
    rows, _ = load([folder / "data.jsonl"], {}, folder)
    return list(related(rows, rules))


@pytest.mark.parametrize("columns", [{"kind": "invoice"}, {}])
def test_a_record_type_is_recognised_by_kind_or_by_fields(tmp_path: Path, columns: dict[str, str]) -> None:
    answers = [invoice(number) for number in range(20)] + [invoice(20, total_amount=1.0)]
    [one] = findings(tmp_path, answers, **columns)
    assert (one.check, one.severity, list(one.places), one.of) == ("record_rule", Severity.ERROR, [20], 21)
    assert "total_amount 1.0" in one.examples[0].evidence


def test_fields_of_another_type_are_not_judged_by_its_rules(tmp_path: Path) -> None:
    assert findings(tmp_path, [{"title": "Spring", "body": "12"}] * 5) == []
    assert findings(tmp_path, [{"invoice_number": "seven", "sum": 3}] * 5, kind="invoice") == []


def test_a_rule_of_custom_is_a_warning(tmp_path: Path) -> None:
    [one] = findings(tmp_path, [invoice(number, due_date="2026-01-01") for number in range(3)])
    assert (one.severity, len(one.places)) == (Severity.WARNING, 3)


def test_a_file_of_rules_judges_all_answers(tmp_path: Path) -> None:
    (tmp_path / "boxes.sql").write_text(RULES, encoding="utf-8")
    boxes = [{"width": 2, "height": 3, "area": 6}, {"width": 2, "height": 3, "area": 5}, {"width": 2, "area": 6}]
    wrong, undecided = sorted(findings(tmp_path, boxes, str(tmp_path / "boxes.sql")), key=lambda one: one.check)
    assert (list(wrong.places), list(undecided.places)) == ([1], [2])


def test_rules_that_nobody_has_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'nobody'"):
        findings(tmp_path, [{"a": 1}], "nobody")


def test_every_pattern_of_custom_speaks_of_some_rule() -> None:
    names = [path.stem for path in Path(str(files("goldsmith.validators.rules"))).glob("*.sql")]
    rules = [rule.name for name in names for rule in rule_file(name).rules if rule.family != "closed"]
    patterns = re.split(r"\|(?![^(]*\))", CONVENTION.pattern)
    assert [one for one in patterns if not any(re.search(one, rule) for rule in rules)] == []
