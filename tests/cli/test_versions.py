"""`goldsmith versions`: which releases of a name there are, in which order, and what is wrong with them."""

import json
import shutil
from pathlib import Path

import pytest

from goldsmith.datasets.versions import place_of
from program import goldsmith


def test_versions_stand_in_order_with_rows_and_marks(replaced: Path, tmp_path: Path) -> None:
    shutil.copytree(replaced.parent, tmp_path / "small")
    goldsmith("deprecate", tmp_path / "small" / "1.0.0", "--reason", "a product as a customer").succeeded()
    lines = goldsmith("versions", "small", "--out", tmp_path).succeeded().out.splitlines()
    assert lines == ["1.0.0        160 rows  DEPRECATED: a product as a customer", "1.0.1        160 rows"]


def test_versions_can_be_had_as_json(replaced: Path) -> None:
    made = json.loads(goldsmith("versions", "small", "--out", replaced.parents[1], "--json").succeeded().out)
    assert [(one["version"], one["rows"], one["override"], one["demo"]) for one in made["versions"]] == [
        ("1.0.0", 160, False, False),
        ("1.0.1", 160, False, False),
    ]


def test_builds_under_way_are_no_versions(small_release: Path, tmp_path: Path) -> None:
    shutil.copytree(small_release, tmp_path / "small" / "1.0.0")
    shutil.copytree(small_release, tmp_path / "small" / ".1.0.1.partial")
    (tmp_path / "small" / "notes").mkdir()
    assert len(goldsmith("versions", "small", "--out", tmp_path).succeeded().out.splitlines()) == 1


@pytest.mark.parametrize("name", ["larger", "../small"])
def test_an_unknown_name_is_refused_with_those_there_are(replaced: Path, name: str) -> None:
    ran = goldsmith("versions", name, "--out", replaced.parents[1])
    assert (ran.code, ran.error.startswith(f"no release of {name!r}"), ran.error.endswith("there are small")) == (
        2,
        True,
        True,
    )


def test_no_release_at_all_is_said(tmp_path: Path) -> None:
    assert goldsmith("versions", "small", "--out", tmp_path / "nowhere").error.endswith("there is none at all")


def test_versions_are_ordered_as_semver_has_it() -> None:
    wanted = [
        "0.9.0",
        "1.0.0-alpha.2",
        "1.0.0-alpha.10",
        "1.0.0-beta",
        "1.0.0",
        "1.0.0+0a1b2c3d",
        "1.0.2",
        "1.0.10",
        "1.10.0",
        "2.0.0",
    ]
    assert sorted(reversed(wanted), key=place_of) == wanted
