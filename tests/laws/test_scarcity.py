"""Record types with few different records: counted before the build, and split by record."""

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.datasets.recipe import parse
from goldsmith.datasets.records.build import build
from goldsmith.datasets.records.domain import builtin


def test_more_rows_than_different_records_are_refused_before_building(tmp_path):
    recipe = parse("{name: small, version: 1.0.0, count: 5000, kinds: [simple_config]}", "x", builtin())
    with pytest.raises(UsageError, match=r"simple_config has \d+ different records, and 5000 rows are asked for"):
        build(recipe, tmp_path)
    assert not list(tmp_path.rglob("*.parquet"))


def test_the_number_of_different_configurations_is_what_its_fields_allow():
    schema = builtin()["simple_config"].kind.schema["properties"]
    themes, sizes = len(schema["theme"]["enum"]), len(schema["font_size"]["enum"])
    assert builtin()["simple_config"].kind.possible % (themes * 3 * (sizes + 1)) == 0
