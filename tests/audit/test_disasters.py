"""The five disasters are found, row by row; their clean twins are left in peace."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from disasters import carts, columns, manual, shop, tutor
from disasters.planted import Place, Planted
from goldsmith.audit.findings import Severity
from goldsmith.audit.run import Report, audit
from goldsmith.audit.sense import Options

Make = Callable[[Random], Planted]
DISASTERS: dict[str, Make] = {
    "carts with random totals": carts.random_totals,
    "carts with a few wrong lines": carts.wrong_lines,
    "a manual": manual.disaster,
    "a shop's log": shop.disaster,
    "columns nobody reads": columns.disaster,
    "a tutor with one opening": tutor.one_opening,
    "a tutor with few answers": tutor.few_answers,
}
CLEAN: dict[str, Make] = {
    "carts": carts.clean,
    "a manual": manual.clean,
    "a shop's log": shop.clean,
    "columns": columns.clean,
    "a tutor": tutor.clean,
}
SEEDS = (1, 2, 3)
RECALL = 0.95
FALSE_ALARMS = 0.01


def audited(made: Planted, folder: Path) -> Report:
    return audit(made.write(folder), Options(mapping={}))


def named(report: Report, made: Planted, least: Severity) -> set[Place]:
    places = [(name, row) for name, rows in made.files.items() for row in range(1, len(rows) + 1)]
    return {places[place] for one in report.findings if one.severity >= least for place in one.places}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", DISASTERS)
def test_planted_defects_are_found(name: str, seed: int, tmp_path: Path) -> None:
    made = DISASTERS[name](Random(seed))
    found = named(audited(made, tmp_path), made, Severity.WARNING)
    recall = {defect: len(rows & found) / len(rows) for defect, rows in made.defects.items()}
    assert {defect: share for defect, share in recall.items() if share < RECALL} == {}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", CLEAN)
def test_clean_files_have_no_errors(name: str, seed: int, tmp_path: Path) -> None:
    made = CLEAN[name](Random(seed))
    wrong = named(audited(made, tmp_path), made, Severity.ERROR)
    assert len(wrong) <= FALSE_ALARMS * len(made.clean_rows)


@pytest.mark.parametrize("files", ["jsonl/*.jsonl", "data/*.parquet"])
def test_a_release_of_our_own_has_no_errors(release: Path, files: str) -> None:
    report = audit(sorted(release.glob(files)), Options(mapping={}))
    assert report.rows == 1500
    assert [(one.check, one.examples[:1]) for one in report.findings if one.severity == Severity.ERROR] == []
