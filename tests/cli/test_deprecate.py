"""`goldsmith deprecate`: a release keeps its files and carries the reason wherever it is shown."""

from pathlib import Path

import pytest

from program import goldsmith


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_deprecated_release_keeps_its_files_and_verifies(spoiled: Path) -> None:
    before = contents(spoiled)
    said = goldsmith("deprecate", spoiled, "--reason", "prices are\nwrong").succeeded()
    assert contents(spoiled) == before | {"DEPRECATED.md": b"prices are wrong\n"}
    assert said.out == f"deprecated  {spoiled}\n"
    verified = goldsmith("verify", spoiled).succeeded()
    assert verified.out.startswith("DEPRECATED: prices are wrong\n")
    assert goldsmith("inspect", spoiled, "-n", 1).succeeded().out.startswith("DEPRECATED: prices are wrong\n")


def test_a_later_reason_replaces_the_earlier_one_and_shows_it(spoiled: Path) -> None:
    goldsmith("deprecate", spoiled, "--reason", "prices are wrong").succeeded()
    again = goldsmith("deprecate", spoiled, "--reason", "prices and dates are wrong").succeeded()
    assert again.out.endswith("(before: prices are wrong)\n")
    assert (spoiled / "DEPRECATED.md").read_text(encoding="utf-8") == "prices and dates are wrong\n"


@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_a_reason_has_to_be_given(spoiled: Path, reason: str) -> None:
    ran = goldsmith("deprecate", spoiled, "--reason", reason)
    assert (ran.code, "the reason is empty" in ran.error) == (2, True)
    assert not (spoiled / "DEPRECATED.md").exists()


def test_only_a_release_can_be_deprecated(tmp_path: Path) -> None:
    ran = goldsmith("deprecate", tmp_path, "--reason", "old")
    assert (ran.code, ran.error) == (2, f"'{tmp_path}' is no release: it has no manifest.json")
