"""The arithmetic of derivations: exact at every size."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from goldsmith.validators.derivations.arithmetic import half_up, half_up_product

numbers = st.integers(-(10**12), 10**12) | st.decimals(-(10**12), 10**12, places=3)


@given(st.lists(numbers, min_size=1, max_size=3), st.integers(1, 1000), st.integers(0, 3))
def test_a_product_is_rounded_as_its_fraction_is(factors: list[Decimal | int], over: int, places: int) -> None:
    product = Fraction(1, over)
    for factor in factors:
        product *= Fraction(factor)
    assert half_up_product(places, *factors, over=over) == half_up(product, places)


def test_halves_go_away_from_zero() -> None:
    assert half_up_product(2, Decimal("0.005")) == Decimal("0.01")
    assert half_up_product(2, Decimal("-0.005")) == Decimal("-0.01")
    assert half_up_product(2, 3, Decimal("0.0049"), over=3) == Decimal("0.00")
