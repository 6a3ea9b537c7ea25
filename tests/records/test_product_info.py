import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from goldsmith.generators.records.product_info import product_info
from goldsmith.schemas.records.product_info import ProductInfo
from goldsmith.schemas.vocabulary import grouped


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_listing_is_that_of_its_product(rng: random.Random) -> None:
    draft = product_info(rng)
    product = grouped("products", "name")[draft["product_name"]][0]
    assert Decimal(product["price_min"]) <= draft["price"] <= Decimal(product["price_max"])
    assert draft.get("category", product["category"]) == product["category"]
    assert draft.get("sku", product["sku_prefix"]).startswith(product["sku_prefix"])


def test_a_price_has_no_fraction_of_a_cent() -> None:
    with pytest.raises(ValidationError, match="price"):
        ProductInfo(product_name="Stud Finder", price=Decimal("19.995"), quantity=3)
