"""What training knows of held-out rows is told by its closest name; a set that declares its unit is told less loudly."""

from pathlib import Path
from typing import Any

from goldsmith.audit.findings import Finding, Severity
from imitations import human
from looking import findings, in_error, places

LEAKS = ("leak_exact", "leak_question", "leak_near", "leak_fact", "leak_skeleton")


def rows(first: int, count: int) -> list[dict[str, Any]]:
    """Rows without likeness: what one person asked, another answers."""
    texts = [text for text in human(3_000) if len(text.split()) >= 10]
    return [{"prompt": f"{texts[2 * n]} {n}?", "completion": texts[2 * n + 1]} for n in range(first, first + count)]


def told(found: list[Finding]) -> dict[str, set[int]]:
    return {check: named for check in LEAKS if (named := places(found, check))}


def test_every_kind_of_leak_is_named_once(tmp_path: Path) -> None:
    train, fresh = rows(0, 200), rows(200, 40)
    train += [
        {"prompt": "What is the seat height of the Corvo?", "completion": "810 mm"},
        {"prompt": "How far is it from Graz to Linz by rail?", "completion": "From Graz to Linz it is 220 km."},
    ]
    leaks = [
        train[0],
        {"prompt": train[1]["prompt"].upper(), "completion": "Nothing of the kind."},
        {"prompt": f"So {train[2]['prompt']}", "completion": train[2]["completion"]},
        {"prompt": "How much is the Corvo seat height?", "completion": "It is 810 mm."},
        {"prompt": "How far is it from Bern to Zug by rail?", "completion": "From Bern to Zug it is 123 km."},
    ]
    found = findings(tmp_path, train=train, test=[*fresh, *leaks])
    first = len(train) + len(fresh)
    assert told(found) == {check: {first + number} for number, check in enumerate(LEAKS)}
    assert in_error(found) & set(range(len(train), first + 9)) == {first, first + 1}


def test_clean_splits_and_single_files_are_silent(tmp_path: Path) -> None:
    assert told(findings(tmp_path, train=rows(0, 200), test=rows(200, 40))) == {}
    assert told(findings(tmp_path, data=[*rows(0, 100), *rows(0, 100)])) == {}


def test_a_split_column_counts_as_files_do(tmp_path: Path) -> None:
    made = [row | {"split": "train"} for row in rows(0, 50)] + [row | {"split": "test"} for row in rows(49, 5)]
    assert told(findings(tmp_path, data=made)) == {"leak_exact": {50}}


def test_a_declared_unit_makes_facts_and_skeletons_a_note_and_leaks_no_less(tmp_path: Path) -> None:
    def released(text: str, answer: str) -> dict[str, Any]:
        return {"prompt": text, "completion": answer, "meta": {"unit": "record", "cell": "a"}}

    train = [
        released("What is the seat height of the Corvo?", "810 mm"),
        *(released(**_named(row)) for row in rows(0, 30)),
    ]
    test = [released("How much is the Corvo seat height?", "It is 810 mm."), train[1]]
    severities = {one.check: one.severity for one in findings(tmp_path, train=train, test=test) if one.check in LEAKS}
    assert severities == {"leak_fact": Severity.NOTE, "leak_exact": Severity.ERROR}


def _named(row: dict[str, Any]) -> dict[str, str]:
    return {"text": row["prompt"], "answer": row["completion"]}


def test_greetings_and_refusals_in_both_splits_are_no_leak(tmp_path: Path) -> None:
    refusals = [
        {"prompt": row["prompt"], "completion": "I am sorry, but this is nothing that I could help you with today."}
        for row in rows(300, 40)
    ]
    train, test = [*rows(0, 200), *refusals[:30]], [*rows(200, 30), *refusals[30:]]
    assert told(findings(tmp_path, train=train, test=test)) == {}


def _classed(counts: dict[str, int]) -> list[dict[str, str]]:
    return [
        {"prompt": f"Sort {name} {n} {sum(counts.values())}", "completion": "done", "kind": name}
        for name, count in counts.items()
        for n in range(count)
    ]


def test_classes_are_held_against_their_share(tmp_path: Path) -> None:
    train = _classed({"a": 400, "b": 400, "c": 400, "d": 5})
    found = findings(tmp_path, train=train, test=_classed({"a": 5, "b": 95}))
    named = {
        one.check: {hit.evidence.split(",")[0] for hit in one.examples}
        for one in found
        if one.check.startswith("class")
    }
    assert named["class_missing"] == {"'c' has 0 rows in 'test'"}
    assert named["class_share"] == {"'a' has 5 rows in 'test'", "'b' has 95 rows in 'test'"}
    assert named["class_minimum"] == {"'d' has 5 rows in 'train'"}


def test_chance_is_no_finding(tmp_path: Path) -> None:
    train, test = _classed({"a": 400, "b": 400, "c": 30}), _classed({"a": 43, "b": 37, "c": 0})
    assert not [one for one in findings(tmp_path, train=train, test=test) if one.check.startswith("class")]
