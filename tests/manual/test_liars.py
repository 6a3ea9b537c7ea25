"""Facts that lie about their page are refused, each by the check that is there for it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from goldsmith.extractors.manual.facts import Fact, Repair
from goldsmith.extractors.units import unit_named
from goldsmith.validators.manual.verify import RULES, refused
from manual.pages import PAGES, folder_of, manual

FACTS = manual().facts
Lie = Callable[[Fact], Fact | None]


def moved(fact: Fact) -> Fact:
    return replace(fact, origin=replace(fact.origin, start=fact.origin.start + 1, end=fact.origin.end + 1))


def another_quote(fact: Fact) -> Fact:
    return replace(fact, origin=replace(fact.origin, quote=fact.origin.quote + " "))


def another_prefix(fact: Fact) -> Fact | None:
    prefix = fact.origin.prefix
    return replace(fact, origin=replace(fact.origin, prefix="~" + prefix[1:])) if prefix else None


def another_digest(fact: Fact) -> Fact:
    return replace(fact, origin=replace(fact.origin, digest="0" * 64))


def another_page(fact: Fact) -> Fact:
    return replace(fact, origin=replace(fact.origin, page="../" + fact.origin.page))


def another_literal(fact: Fact) -> Fact:
    return replace(fact, literal=fact.literal + ".", text=fact.text + ".")


def changed_digit(fact: Fact) -> Fact | None:
    at = next((at for at, sign in enumerate(fact.literal) if sign.isdigit()), -1)
    if at < 0:
        return None
    literal = fact.literal[:at] + str((int(fact.literal[at]) + 1) % 10) + fact.literal[at + 1 :]
    return replace(fact, literal=literal, text=literal)


def text_without_repair(fact: Fact) -> Fact:
    return replace(fact, text=fact.text + " and more")


def forbidden_repair(fact: Fact) -> Fact | None:
    at = next((at for at, sign in enumerate(fact.literal) if sign.isdigit()), -1)
    if at < 0 or fact.repairs:
        return None
    after = str((int(fact.literal[at]) + 1) % 10)
    repair = Repair(fact.literal[at], after, "letter in a number", "it looks so")
    return replace(fact, text=fact.literal.replace(fact.literal[at], after, 1), quantities=(), repairs=(repair,))


def another_value(fact: Fact) -> Fact | None:
    first = fact.quantities[0] if fact.quantities else None
    wrong = replace(first, low=first.low + 1, high=first.high + 1) if first else None
    return replace(fact, quantities=(wrong, *fact.quantities[1:])) if wrong else None


def another_sign(fact: Fact) -> Fact | None:
    first = fact.quantities[0] if fact.quantities else None
    if first is None or first.low <= 0:
        return None
    return replace(fact, quantities=(replace(first, low=-first.high, high=-first.low), *fact.quantities[1:]))


def without_its_sign(fact: Fact) -> Fact | None:
    first = fact.quantities[0] if fact.quantities else None
    if first is None or first.low >= 0:
        return None
    return replace(fact, quantities=(replace(first, low=-first.low), *fact.quantities[1:]))


def another_tolerance(fact: Fact) -> Fact | None:
    first = fact.quantities[0] if fact.quantities else None
    return replace(fact, quantities=(replace(first, above=Decimal("7.77")), *fact.quantities[1:])) if first else None


def one_end_of_a_range(fact: Fact) -> Fact | None:
    first = fact.quantities[0] if fact.quantities else None
    if first is None or first.low == first.high or "-" in first.text.lstrip("-") or " to " in first.text:
        return None
    return replace(fact, quantities=(replace(first, high=first.low), *fact.quantities[1:]))


def another_unit(fact: Fact) -> Fact | None:
    wrong = unit_named("kPa")
    first = fact.quantities[0] if fact.quantities else None
    return replace(fact, quantities=(replace(first, unit=wrong), *fact.quantities[1:])) if first else None


def unit_from_elsewhere(fact: Fact) -> Fact | None:
    return replace(fact, unit_from="Torque (kPa)") if fact.unit_from else None


def another_section(fact: Fact) -> Fact:
    return replace(fact, section=(*fact.section, "Rear axle"))


def no_section(fact: Fact) -> Fact:
    return replace(fact, section=fact.section[:-1])


def another_label(fact: Fact) -> Fact:
    return replace(fact, rows=tuple((*path[:-1], "Idle jet") for path in fact.rows))


def another_column(fact: Fact) -> Fact | None:
    return replace(fact, columns=tuple((*path[:-1], "TR 450 X") for path in fact.columns)) if fact.columns else None


def fewer_columns(fact: Fact) -> Fact | None:
    return replace(fact, columns=fact.columns[1:]) if len(fact.columns) > 1 else None


def fewer_rows(fact: Fact) -> Fact | None:
    return replace(fact, rows=fact.rows[:1]) if len(fact.rows) > 1 and fact.kind == "cell" else None


def another_table(fact: Fact) -> Fact | None:
    return (
        replace(fact, table="Sump") if fact.kind == "cell" and not fact.origin.page.endswith((".txt", ".pdf")) else None
    )


def another_place(fact: Fact) -> Fact | None:
    html = fact.kind == "cell" and not fact.origin.page.endswith((".txt", ".pdf"))
    return replace(fact, place=replace(fact.place, row=fact.place.row + 1)) if html else None


def another_qualifier(fact: Fact) -> Fact | None:
    return replace(fact, qualifier="Thread M99x1") if fact.qualifier else None


def another_box(fact: Fact) -> Fact | None:
    box = fact.origin.box
    return replace(fact, origin=replace(fact.origin, box=(box[0], *(side + 200 for side in box[1:])))) if box else None


def another_attribute(fact: Fact) -> Fact:
    return replace(fact, attribute=f"{fact.attribute} (rear)")


def another_note(fact: Fact) -> Fact:
    return replace(fact, notes=(*fact.notes, "only below 0 °C"))


def another_model(fact: Fact) -> Fact:
    return replace(fact, model="TR 900")


def another_document(fact: Fact) -> Fact:
    return replace(fact, document="Tarvik TR 900 workshop manual")


LIES: dict[str, tuple[Lie, ...]] = {
    "page": (another_page,),
    "digest": (another_digest,),
    "quote": (moved, another_quote, another_prefix),
    "literal": (another_literal, changed_digit),
    "repair": (text_without_repair, forbidden_repair),
    "figures": (
        another_value, another_sign, without_its_sign, another_tolerance, one_end_of_a_range, another_unit, unit_from_elsewhere,
    ),
    "names": (
        another_section, no_section, another_label, another_column, fewer_columns, fewer_rows, another_table, another_place,
        another_qualifier,
    ),
    "about": (another_attribute, another_note, another_model, another_document),
    "box": (another_box,),
}  # fmt: skip
TOLD = [(rule, lie) for rule, lies in LIES.items() for lie in lies]


@pytest.mark.parametrize(("rule", "lie"), TOLD, ids=[lie.__name__ for _, lie in TOLD])
def test_every_lie_about_every_fact_is_refused_by_its_check(rule: str, lie: Lie) -> None:
    lies = [told for fact in FACTS if (told := lie(fact)) is not None]
    assert lies
    by_page: dict[str, list[Fact]] = {}
    for told in lies:
        by_page.setdefault(told.origin.page, []).append(told)
    found = {
        id(fact): verdict for those in by_page.values() for fact, verdict in refused(those, PAGES) if not verdict.ok
    }
    believed = [(told.origin.page, told.kind, told.literal, told.rows) for told in lies if id(told) not in found]
    assert believed == []
    others = [(told.literal, found[id(told)]) for told in lies if found[id(told)].rule != rule]
    assert others == []


def test_a_value_under_two_names_is_refused_once() -> None:
    twice = replace(FACTS[0], rows=(("Weight",),))
    assert {verdict.rule for _, verdict in refused([FACTS[0], FACTS[0], twice], PAGES)} >= {"one section"}


def test_every_check_has_a_liar() -> None:
    assert set(LIES) | {"one section"} == set(RULES)


def test_a_page_that_changed_since_it_was_read_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    pages = {path.name: path.read_bytes() for path in PAGES.iterdir()}
    pages["engine.html"] = pages["engine.html"].replace(b"1496 cc", b"1497 cc")
    found = refused(FACTS, folder_of(tmp_path, pages))
    assert {verdict.rule for _, verdict in found} == {"digest"}
    assert [fact.origin.page for fact, _ in found] == ["engine.html"] * sum(
        f.origin.page == "engine.html" for f in FACTS
    )


def test_a_page_that_is_gone_is_refused(tmp_path: Path) -> None:
    found = refused(FACTS[:1], tmp_path)
    assert [verdict.rule for _, verdict in found] == ["page"]
