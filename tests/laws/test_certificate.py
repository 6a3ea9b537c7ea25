"""What a certificate says in one line when a build is not released."""

from typing import Any

import pytest

from goldsmith.cli.screen import say
from goldsmith.datasets.certificate import first_failure

CAP = {
    "check": "request_share_under_cap",
    "ok": False,
    "checked": 9,
    "failed": 1,
    "examples": ["'json please': 5 of 60"],
    "cap_percent": 3.0,
    "largest": "8.33 % ('json please')",
}


def made(*checks: dict[str, Any], rules: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"checks": checks, "relations": rules, "liars": {"rules": [], "mutants": []}}


def test_a_small_build_over_a_cap_says_what_to_do() -> None:
    told = first_failure(made(CAP), "small/1.0.0")
    assert "'json please': 5 of 60" in told
    assert told.endswith("ask for more rows, or allow it with --set caps.request=9")


@pytest.mark.parametrize("other", [{"check": "no_two_rows", "ok": False, "checked": 3, "failed": 1, "examples": []}])
def test_no_advice_is_given_where_something_else_is_wrong(other: dict[str, Any]) -> None:
    assert "--set" not in first_failure(made(CAP, other), "small/1.0.0")


def test_what_is_said_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    say("mind :warning: the [b]gap[/b]")
    assert capsys.readouterr().out == "mind :warning: the [b]gap[/b]\n"
