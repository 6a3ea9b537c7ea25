"""The facts of the project's manual are those that a person wrote down from its pages, in both directions."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from goldsmith.extractors.manual.coverage import REASONS, SKIPPED
from goldsmith.extractors.manual.facts import Fact, as_record, from_record
from goldsmith.extractors.manual.read import read_folder, skipped_values
from goldsmith.validators.manual.relations import relations
from goldsmith.validators.manual.verify import refused
from manual.pages import PAGES, folder_of, manual, told

WRITTEN: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("facts.yaml").read_text(encoding="utf-8"))
UNLISTED = {"header", "label", "section", "prose"}
"""Reasons whose texts the hand-written file does not repeat."""


def by_hand(page: str) -> Counter[str]:
    return Counter(
        line(section.split(" > "), one) for section, those in WRITTEN[page]["facts"].items() for one in those
    )


def line(section: list[str], one: dict[str, Any]) -> str:
    of, heads = one["of"], one.get("in", [])
    rows = of if isinstance(of, list) and isinstance(of[0], list) else [of if isinstance(of, list) else [of]]
    columns = [head if isinstance(head, list) else [head] for head in heads]
    more = {name: one.get(name, "") for name in ("table", "means", "note", "told_by", "repaired")}
    return repr((section, rows, columns, one["says"], more))


def as_read(fact: Fact) -> str:
    more = {
        "table": fact.table,
        "means": "; ".join(told(one) for one in fact.quantities),
        "note": "; ".join(fact.notes),
        "told_by": fact.qualifier,
        "repaired": fact.text if fact.repairs else "",
    }
    rows, columns = [list(path) for path in fact.rows], [list(path) for path in fact.columns]
    return repr((list(fact.section), rows, columns, fact.literal, more))


def test_every_page_was_read_by_a_person() -> None:
    assert {page.name for page in manual().pages} == set(WRITTEN)
    assert manual().problems == ()


@pytest.mark.parametrize("page", WRITTEN)
def test_every_fact_of_a_page_was_written_down_and_the_other_way_round(page: str) -> None:
    found = Counter(as_read(fact) for fact in manual().facts if fact.origin.page == page)
    wanted = by_hand(page)
    assert sorted((wanted - found).elements()) == []
    assert sorted((found - wanted).elements()) == []


@pytest.mark.parametrize("page", WRITTEN)
def test_what_a_page_leaves_out_stands_under_the_reason_that_a_person_gave(page: str) -> None:
    found: dict[str, list[str]] = {}
    for entry in manual().entries:
        if entry.page == page and entry.status == SKIPPED and entry.reason not in UNLISTED:
            found.setdefault(entry.reason, []).append(entry.text)
    wanted = WRITTEN[page].get("left", {})
    assert {reason: sorted(those) for reason, those in found.items()} == {
        reason: sorted(those) for reason, those in wanted.items()
    }


@pytest.mark.parametrize("page", WRITTEN)
def test_the_model_of_a_page_is_the_one_that_it_names(page: str) -> None:
    assert {fact.model for fact in manual().facts if fact.origin.page == page} == {WRITTEN[page]["model"]}


def test_the_manual_holds_more_than_two_hundred_facts_of_every_kind() -> None:
    assert len(manual().facts) > 200
    assert {fact.kind for fact in manual().facts} == {"cell", "line", "definition", "item", "step"}


def test_nearly_all_cells_that_bear_values_are_facts_and_the_rest_have_reasons() -> None:
    coverage = manual().coverage
    assert coverage.share_of_cells >= 0.95
    assert coverage.bearing - coverage.used == len(skipped_values(manual()))
    assert all(entry.reason in REASONS for entry in manual().entries if entry.status == SKIPPED)
    assert manual().sections_without_facts() == ()


def test_every_entry_is_counted_once() -> None:
    assert sum(manual().coverage.by_status.values()) == len(manual().entries)
    used = sum(count for (_, status), count in manual().coverage.by_status.items() if status == "used")
    assert 0 <= len(manual().facts) - used <= 2


def test_no_fact_of_the_manual_is_refused() -> None:
    assert [(fact.text, verdict.reason) for fact, verdict in refused(manual().facts, PAGES)] == []


def test_every_relation_that_the_pages_allow_holds() -> None:
    found = relations(manual().facts)
    assert {relation.kind for relation in found} == {"displacement", "pair", "sum"}
    assert [relation for relation in found if not relation.holds] == []
    assert any("3 cylinders give 1.4963 l" in relation.values for relation in found)


def test_a_wrong_displacement_and_a_wrong_sum_are_reported(tmp_path: Path) -> None:
    engine = (PAGES / "engine.html").read_text(encoding="utf-8").replace("1496 cc", "1596 cc")
    index = (PAGES / "index.html").read_text(encoding="utf-8").replace("(32 + 6)", "(33 + 6)")
    facts = read_folder(folder_of(tmp_path, {"engine.html": engine, "index.html": index})).facts
    assert {relation.kind for relation in relations(facts) if not relation.holds} == {"displacement", "sum"}


def test_without_repairs_what_needs_one_is_left_out_and_nothing_else_changes() -> None:
    without = read_folder(PAGES, repairs=False)
    repaired = {fact.origin for fact in manual().facts if fact.repairs}
    assert {fact.origin for fact in manual().facts} - {fact.origin for fact in without.facts} == repaired
    assert len(repaired) == sum(
        "repaired" in one for page in WRITTEN.values() for those in page["facts"].values() for one in those
    )
    assert sum(entry.reason == "repair excluded" for entry in without.entries) == len(repaired)


def test_steps_stand_in_their_order() -> None:
    steps = [fact for fact in manual().facts if fact.kind == "step"]
    assert all(
        one.origin.start < other.origin.start
        for one, other in pairwise(steps)
        if (one.origin.page, one.place.block) == (other.origin.page, other.place.block)
    )


def test_reading_twice_gives_the_same() -> None:
    assert read_folder(PAGES) == manual()


def test_facts_as_json_are_the_same_facts() -> None:
    records = json.loads(json.dumps([as_record(fact) for fact in manual().facts]))
    assert [from_record(record) for record in records] == list(manual().facts)
