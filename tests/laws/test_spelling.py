"""Whatever way a writer spells a value, the reader reads that value back, for every style and every value."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.nouns import Refusal
from goldsmith.datasets.records.realise import draw_world
from goldsmith.extractors import values
from goldsmith.extractors.lexicon import builtin
from goldsmith.extractors.prompts import shape_of
from goldsmith.extractors.reading import Unreadable
from goldsmith.extractors.shape import Field, compile_schema, same
from goldsmith.schemas.fields import Role
from goldsmith.schemas.tree import Node
from goldsmith.templates.spelling import CHOICES, DAYS, FLAGS, MOMENTS, PERCENTS, SUMS, Style, spelled
from strategies import KINDS, TYPES, days, dice, moments, money, percents, tasks, whole_cents


def names(weighted: tuple[tuple[str, int], ...]) -> list[str]:
    return [name for name, _ in weighted]


styles = st.builds(
    Style,
    day=st.sampled_from(names(DAYS)),
    moment=st.sampled_from(names(MOMENTS)),
    money=st.sampled_from(names(SUMS)),
    flag=st.sampled_from(FLAGS),
    choice=st.sampled_from(names(CHOICES)),
    percent=st.sampled_from(names(PERCENTS)),
    units=st.booleans(),
    grouped=st.booleans(),
)


def field_of(name: str, **schema: Any) -> Field:
    return compile_schema({"properties": {name: schema}}, builtin()).fields[name]


@pytest.mark.parametrize("style", names(DAYS))
@given(day=days)
def test_every_day_reads_back_in_every_style(style: str, day: date) -> None:
    written = spelled(day, Node("due", "string", format="date"), Style(day=style))
    assert values.day(written) == day.isoformat()


@pytest.mark.parametrize("style", names(MOMENTS))
@given(moment=moments)
def test_every_moment_reads_back_in_every_style(style: str, moment: datetime) -> None:
    written = spelled(moment, Node("at", "string", format="date-time"), Style(moment=style))
    assert values.moment(written) == from_json(to_json(moment))


@pytest.mark.parametrize("style", names(SUMS))
@given(amount=money)
def test_every_sum_of_money_reads_back_in_every_style(style: str, amount: Decimal) -> None:
    written = spelled(amount, Node("total", "number", role=Role("money")), Style(money=style))
    assert values.number(written) == amount


@given(amount=whole_cents, style=styles)
def test_every_signed_amount_reads_back_in_every_style(amount: Decimal, style: Style) -> None:
    written = spelled(amount, Node("amount", "number", role=Role("amount")), style)
    assert values.number(written) == amount


@given(percent=percents, style=styles)
def test_every_percentage_reads_back_with_any_sign_of_percent(percent: Decimal, style: Style) -> None:
    written = spelled(percent, Node("discount_percentage", "number", role=Role("percent", "%")), style)
    assert field_of("discount_percentage", type="number").value(written) == percent


@given(number=st.integers(-(10**9), 10**9), style=styles)
def test_every_whole_number_reads_back_grouped_or_not(number: int, style: Style) -> None:
    written = spelled(number, Node("quantity", "integer", role=Role("count")), style)
    assert field_of("quantity", type="integer").value(written) == number


@pytest.mark.parametrize("words", FLAGS)
@pytest.mark.parametrize("flag", [True, False])
def test_both_flags_read_back_in_every_pair_of_words(words: tuple[str, str], *, flag: bool) -> None:
    assert values.flag(spelled(flag, Node("active", "boolean"), Style(flag=words))) is flag


def choices() -> Iterator[tuple[str, ...]]:
    yield from {leaf.enum: None for kind in TYPES.values() for _, leaf in kind.kind.tree.leaves() if leaf.enum}


@pytest.mark.parametrize("style", names(CHOICES))
def test_every_choice_of_every_record_type_reads_back_in_every_style(style: str) -> None:
    for options in choices():
        node = Node("status", "string", enum=options)
        assert [values.choice(spelled(option, node, Style(choice=style)), options) for option in options] == list(
            options
        )


@pytest.mark.parametrize("name", KINDS)
@given(rng=dice, data=st.data(), style=styles)
def test_every_value_that_is_drawn_reads_back_as_itself(name: str, rng: Any, data: Any, style: Style) -> None:
    world = draw_world(TYPES[name], data.draw(tasks(TYPES[name])), rng)
    assume(not isinstance(world, Refusal))
    root, _ = shape_of(TYPES[name].schema_text)
    for node, field, value in told(TYPES[name].kind.tree, root, world.answer):
        read = field.value(spelled(value, node, style))
        assert same(read, from_json(to_json(value))), f"{node.name} {value!r} was read as {read!r}"


def told(node: Node, field: Field, value: Any) -> Iterator[tuple[Node, Field, Any]]:
    """The leaves of an answer with their writer's and their reader's view."""
    if node.items is not None and field.item is not None:
        for item in value:
            yield from told(node.items, field.item, item)
    elif node.fields:
        for child in node.fields:
            if child.name in value:
                yield from told(child, field.fields[child.name], value[child.name])
    else:
        yield node, field, value


@given(thousandths=st.integers(1000, 999_999))
def test_three_decimals_are_the_one_measure_that_nobody_can_read(thousandths: int) -> None:
    written = spelled(Decimal(thousandths).scaleb(-3), Node("latitude", "number", role=Role("measure")), Style())
    with pytest.raises(Unreadable, match="two readings"):
        values.number(written)
