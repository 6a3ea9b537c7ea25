"""A canary for a key: whatever a server does with it, it stands in no error, log, traceback, repr or ledger."""

import json
import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldsmith.core.errors import UsageError
from openai_server import Fault, Served, serving
from teachers.asking import CANARY, SCHEMA, asked, config, request, requests, teacher

pytest.importorskip("openai")

ERROR = json.dumps({"error": {"message": f"Bearer {CANARY} is wrong, {CANARY[:9]}******cdef"}})
ENDING = [
    *(Fault(status, ERROR, times=99) for status in (400, 401, 403, 404, 422, 429, 500, 503)),
    Fault(401, f"<html>{CANARY}</html>", kind="text/html", times=99),
    Fault(200, f"<html>{CANARY}</html>", kind="text/html", times=99),
    Fault(200, f'{{"choices": [{{"{CANARY}', times=99),
    Fault(200, json.dumps({"error": {"code": 401, "message": CANARY}}), times=99),
    Fault(429, ERROR, headers={"retry-after": CANARY, "x-request-id": CANARY}, times=99),
    Fault(302, ERROR, headers={"location": f"http://127.0.0.1:9/{CANARY}"}, times=99),
    Fault(hang_up=True, times=99),
    Fault(cut=30, times=99),
    Fault(seconds=0.3, times=99),
]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("TEACHER_KEY", CANARY)
    with serving(Served(key=CANARY)) as one:
        yield one


def kept(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("fault", ENDING, ids=lambda fault: f"{fault.status}-{fault.kind}")
def test_no_error_says_the_key(
    served: Served, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], fault: Fault
) -> None:
    caplog.set_level(logging.DEBUG)
    served.faults = [fault]
    with teacher(served, tmp_path, tries=2, timeout=0.2) as one:
        during = (repr(one), repr(one.chat), repr(vars(one.chat)), repr(one.config), str(one.chat.ask([], {})))
        with pytest.raises(UsageError) as caught:
            one.ask(requests(4, SCHEMA))
    assert CANARY not in "".join(during)
    error, seen = caught.value, []
    while error is not None:
        seen += [str(error), repr(error), repr(vars(error))]
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    said = "".join((*seen, *traceback.format_exception(caught.value), caplog.text, *capfd.readouterr()))
    assert served.requests[0]["authorization"] == f"Bearer {CANARY}"
    assert CANARY not in said
    assert CANARY[:9] not in said.replace("Bearer [key]", "")
    assert CANARY.encode() not in kept(tmp_path)


def test_a_model_that_says_the_key_leaves_it_in_no_ledger(served: Served, tmp_path: Path) -> None:
    served.reply = lambda text: json.dumps({"says": f"the key is {CANARY}"})
    with teacher(served, tmp_path) as one:
        (found,) = one.ask([request("tell", SCHEMA)])
        assert found.value == {"says": "the key is [key]"}
        assert CANARY.encode() not in kept(tmp_path)
    assert CANARY.encode() not in kept(tmp_path)
    assert asked(served, tmp_path, [request("tell", SCHEMA)], offline=True) == [found]


def test_a_key_that_no_header_carries_is_refused_unsaid(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEACHER_KEY", f"{CANARY}\nx: {CANARY}")
    with pytest.raises(UsageError, match="TEACHER_KEY holds blanks or signs") as caught:
        asked(served, tmp_path, requests(1))
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert CANARY not in repr(config(served))
