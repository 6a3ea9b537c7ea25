"""Rows of a manual: whatever is asked in whatever words, a true row is accepted, and a changed one is not."""

from decimal import Decimal

import orjson
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.canonical import to_json
from goldsmith.core.nouns import Row
from goldsmith.extractors.units import units
from goldsmith.templates.answers import answer_forms
from goldsmith.validators.answer_mutants import with_answer
from goldsmith.validators.manual.case import Case
from goldsmith.validators.manual.digests import summary
from goldsmith.validators.manual.mutants import MUTANTS, equivalent
from goldsmith.validators.manual.question_mutants import with_meta
from goldsmith.validators.manual.rows import META, judge
from goldsmith.validators.prompt_mutants import with_input
from manual.asked_rows import all_asks, asked_row, wordings
from manual.plain_rows import known, with_page
from strategies import dice


@st.composite
def true_rows(draw: st.DrawFn) -> Row:
    """Any ask in any frame and answer form, with or without its page."""
    one = draw(st.sampled_from(all_asks()))
    frame = draw(st.sampled_from(wordings(one)))
    row = asked_row(one, frame, draw(st.sampled_from(answer_forms(one.asked, one.facts, one.missing))))
    return with_page(row) if draw(st.booleans()) else row


@given(true_rows())
def test_true_rows_are_accepted(row: Row) -> None:
    assert judge(row, known()).failures == ()


@given(true_rows(), st.sampled_from(sorted(MUTANTS)), dice)
def test_whoever_lies_about_a_true_row_is_refused(row: Row, name: str, rng) -> None:
    read = judge(row, known()).reading
    assert read is not None
    after = MUTANTS[name](row, Case(known(), read), rng)
    assert after is None or equivalent(row, after, known()) or judge(after, known()).failures


@given(true_rows())
def test_the_digest_of_a_wording_holds_no_number_and_no_unit_of_the_answer(row: Row) -> None:
    read = judge(row, known()).reading
    assert read is not None
    told = summary(row, read)
    assert told["form"] == ("with-page" if "\n\n" in row["input"] else "closed-book")
    assert not any(sign.isdigit() for sign in told["request_text"])


@given(
    true_rows(),
    st.sampled_from((" ", " or ", ", ", " (", " to ", "–", " = ", "\n", ". It is ", " / ")),
    st.decimals(0, 10_000, places=1),
    st.sampled_from(sorted(units())),
    st.booleans(),
)
def test_a_further_measure_in_an_answer_is_refused(row: Row, joint: str, number: Decimal, unit: str, before) -> None:
    more = f"{number} {unit}"
    said = f"{more}{joint}{row['answer']}" if before else f"{row['answer']}{joint}{more}"
    assert judge(with_answer(row, said), known()).failures


texts = st.text(st.characters(codec="utf-8"), max_size=60) | st.text("0123456789.,-–±°/()[] \nNmACxX½", max_size=30)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(true_rows(), texts)
def test_any_text_for_an_answer_or_a_question_is_judged_without_a_stumble(row: Row, text: str) -> None:
    assert judge(with_answer(row, text), known()).ok == judge(with_answer(row, text), known()).ok
    assert not judge(with_input(row, text), known()).ok
    assert not judge(with_answer(row, text + "7 Nm"), known()).ok


@given(true_rows(), st.sampled_from(sorted(META)), json_values)
def test_any_value_in_a_meta_is_judged_without_a_stumble(row: Row, name: str, value) -> None:
    told = orjson.loads(row["meta"])
    free = name in ("frame", "answer_form") and isinstance(value, str)
    assert judge(with_meta(row, **{name: value}), known()).ok <= (free or told[name] == value)


@given(json_values)
def test_any_meta_is_judged_without_a_stumble(value) -> None:
    row = asked_row(all_asks()[0], wordings(all_asks()[0])[0], "value-bare")
    assert not judge(row | {"meta": to_json(value)}, known()).ok
