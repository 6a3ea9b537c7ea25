"""A served teacher over HTTP: what is asked again, what is an outcome, what ends the build, and what no fault makes pay twice."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.opening import open_teacher
from openai_server import Fault, Served, serving
from teachers.asking import IDENTITY, SCHEMA, asked, config, request, requests, teacher

pytest.importorskip("openai")


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(Served()) as one:
        yield one


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEACHER_KEY", raising=False)


def as_json(text: str) -> str:
    return json.dumps({"says": text.split("\n")[0]})


def test_responses_come_in_order_and_are_paid_once(served: Served, tmp_path: Path) -> None:
    served.seconds = 0.01
    found = asked(served, tmp_path, requests(40), concurrency=4)
    assert [(one.text, one.outcome) for one in found] == [(f"say {at}", "answered") for at in range(40)]
    assert 2 <= served.most_at_once <= 4
    assert asked(served, tmp_path, requests(41))[:40] == found
    assert len(served.requests) == 41
    assert (served.requests[0]["temperature"], served.requests[0]["max_tokens"]) == (0.7, 50)


def test_the_same_request_is_asked_once_and_another_sample_anew(served: Served, tmp_path: Path) -> None:
    again = [request("hello"), request("hello"), request("hello", sample=1)]
    found = asked(served, tmp_path, again)
    assert found[0] == found[1]
    assert found[2].key != found[0].key
    assert len(served.requests) == 2


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 529])
def test_a_failure_that_passes_is_waited_for(served: Served, tmp_path: Path, status: int) -> None:
    served.faults = [Fault(status, '{"error":{"message":"busy"}}', times=3)]
    with teacher(served, tmp_path) as one:
        assert [found.outcome for found in one.ask(requests(3))] == ["answered"] * 3
        assert (len(served.requests), one.spent.requests) == (6, 6)
        assert len(one.paper.slept) == 3
        assert all(0 <= slept <= 2.0**at + 1 for at, slept in enumerate(one.paper.slept))


@pytest.mark.parametrize(
    ("fault", "least"),
    [
        (Fault(429, "{}", headers={"retry-after": "7"}), 7.0),
        (Fault(503, "{}", headers={"retry-after": "7"}), 7.0),
        (Fault(429, "{}", headers={"retry-after-ms": "7000"}), 7.0),
        (Fault(429, "{}", date_in=90), 90.0),
    ],
)
def test_the_server_says_how_long_to_wait(served: Served, tmp_path: Path, fault: Fault, least: float) -> None:
    served.faults = [fault]
    with teacher(served, tmp_path) as one:
        one.ask(requests(1))
        assert least <= sum(one.paper.slept) <= least + 2


def test_a_server_that_wants_hours_ends_the_build(served: Served, tmp_path: Path) -> None:
    served.faults = [Fault(429, "{}", headers={"retry-after": "9999"})]
    with pytest.raises(
        UsageError, match=r"asks to be left alone for 9,999 seconds, longer than longest_wait 300; build"
    ):
        asked(served, tmp_path, requests(1))


def test_a_429_holds_all_workers_back(served: Served, tmp_path: Path) -> None:
    served.seconds = 0.05
    with open_teacher(config(served, concurrency=8), tmp_path / "ledger", IDENTITY) as one:
        one.ask(requests(17))
        before = len(served.requests)
        served.faults = [Fault(429, "{}", headers={"retry-after": "1"})]
        assert {found.outcome for found in one.ask(requests(60))} == {"answered"}
    moments = [asked["at"] for asked in served.requests[before:]]
    refused = moments[0] + served.seconds
    assert [moment for moment in moments if refused + 0.3 < moment < refused + 0.9] == []
    assert sum(moment < refused + 0.3 for moment in moments) <= 24
    assert len(moments) == 60 - 17 + 1


def test_a_server_that_stays_too_busy_is_given_up(served: Served, tmp_path: Path) -> None:
    served.faults = [Fault(429, "{}", times=99)]
    with pytest.raises(
        UsageError, match=r"says status 429 after 5 pauses in a row; build again later; what was answered"
    ):
        asked(served, tmp_path, requests(1), tries=5)
    assert len(served.requests) == 5


def test_an_account_without_credit_is_not_waited_for(served: Served, tmp_path: Path) -> None:
    body = '{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}'
    served.faults = [Fault(429, body, times=99)]
    with pytest.raises(UsageError, match="refuses with status 429: You exceeded your current quota"):
        asked(served, tmp_path, requests(3))
    assert len(served.requests) == 1


@pytest.mark.parametrize("status", [401, 402, 403, 404])
def test_what_every_request_would_meet_ends_it_after_one(served: Served, tmp_path: Path, status: int) -> None:
    served.faults = [Fault(status, '{"error":{"message":"not for you"}}', times=99)]
    with pytest.raises(UsageError, match=f"model 'm', refuses with status {status}: not for you"):
        asked(served, tmp_path, requests(20))
    assert len(served.requests) == 1


def test_a_missing_key_is_hinted_at(served: Served, tmp_path: Path) -> None:
    served.key = "sk-right-0123456789"
    with pytest.raises(UsageError, match="is TEACHER_KEY set"):
        asked(served, tmp_path, requests(1))


@pytest.mark.parametrize(
    "fault",
    [
        Fault(200, "<!DOCTYPE html><html>Sign in</html>", kind="text/html", times=99),
        Fault(200, "null", times=99),
        Fault(200, '{"models": []}', times=99),
    ],
)
def test_a_200_that_is_no_completion_ends_it_in_one_line(served: Served, tmp_path: Path, fault: Fault) -> None:
    served.faults = [fault]
    with pytest.raises(UsageError, match=r"gives no chat completion but .*; an API's address often ends in /v1"):
        asked(served, tmp_path, requests(9))
    assert len(served.requests) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(hang_up=True, times=2),
        Fault(cut=40, times=2),
        Fault(200, '{"choices": [{"ind', times=2),
        Fault(200, '{"error": {"code": 502, "message": "upstream"}}', times=2),
    ],
)
def test_an_answer_that_breaks_off_is_asked_again(served: Served, tmp_path: Path, fault: Fault) -> None:
    served.faults = [fault]
    assert [one.text for one in asked(served, tmp_path, requests(2))] == ["say 0", "say 1"]
    assert len(served.requests) == 4


@pytest.mark.parametrize("fault", [Fault(seconds=1.5, times=1), Fault(drip=0.05, times=1)])
def test_a_response_that_is_late_or_trickles_is_given_up_in_time(served: Served, tmp_path: Path, fault: Fault) -> None:
    served.faults = [fault]
    started = time.perf_counter()
    assert asked(served, tmp_path, requests(1), timeout=0.5)[0].text == "say 0"
    assert time.perf_counter() - started < 3
    assert len(served.requests) == 2


def test_a_dead_address_is_one_line(tmp_path: Path) -> None:
    nobody = Served(url="http://127.0.0.1:9/v1")
    with pytest.raises(UsageError, match=r"'http://127.0.0.1:9/v1', model 'm', gives no answer .*[Rr]efused"):
        asked(nobody, tmp_path, requests(5), tries=2)


def test_a_server_that_answers_nothing_ends_it_and_nothing_is_given_up(served: Served, tmp_path: Path) -> None:
    served.faults = [Fault(500, '{"error":{"message":"out of memory"}}', times=999)]
    with pytest.raises(
        UsageError, match=r"gives no answer to 3 requests in a row, the last time 'status 500: out of mem"
    ):
        asked(served, tmp_path, requests(9), tries=2)
    served.faults = []
    assert {one.outcome for one in asked(served, tmp_path, requests(9))} == {"answered"}


def test_one_request_that_the_server_cannot_answer_is_an_outcome_that_stays(served: Served, tmp_path: Path) -> None:
    served.poison = {"say 3": 500, "say 5": 400}
    first = asked(served, tmp_path, requests(8), tries=2)
    assert [one.outcome for one in first] == ["answered"] * 3 + ["failed", "answered", "rejected"] + ["answered"] * 2
    assert first[5].reason == "status 400: not this one"
    before = len(served.requests)
    assert asked(served, tmp_path, requests(8), tries=2) == first
    assert len(served.requests) == before
    assert asked(served, tmp_path, requests(8), offline=True) == first


def test_what_a_model_leaves_unsaid_has_a_name(served: Served, tmp_path: Path) -> None:
    long = request("one two three " * 30)
    assert asked(served, tmp_path, [long])[0].outcome == "truncated"
    served.reply = lambda text: " "
    assert asked(served, tmp_path, [request("be quiet")])[0].outcome == "empty"
    served.reply, served.refusal = (lambda text: ""), "I will not"
    (found,) = asked(served, tmp_path, [request("be bad")])
    assert (found.outcome, found.reason) == ("refused", "I will not")
    served.refusal, served.finish = "", "content_filter"
    assert asked(served, tmp_path, [request("be worse")])[0].outcome == "refused"
    served.finish, served.reply = "stop", lambda text: "I'm sorry, but I can't help with that."
    assert asked(served, tmp_path, [request("be worst", SCHEMA)])[0].outcome == "refused"
    assert len(served.requests) == 5


def test_an_answer_with_a_schema_is_a_value(served: Served, tmp_path: Path) -> None:
    served.reply = as_json
    found = asked(served, tmp_path, requests(2, SCHEMA))
    assert [one.value for one in found] == [{"says": "say 0"}, {"says": "say 1"}]
    assert served.requests[0]["response_format"]["json_schema"]["schema"] == json.loads(SCHEMA)
    assert served.requests[0]["messages"][-1]["content"] == "say 0"


@pytest.mark.parametrize(
    "wrapped", ["```json\n{}\n```", "<think>Hm {{.</think>\n{}", "Here it is: {} I hope it helps."]
)
def test_json_is_found_in_what_is_said_around_it(served: Served, tmp_path: Path, wrapped: str) -> None:
    served.reply = lambda text: wrapped.replace("{}", as_json(text))
    assert asked(served, tmp_path, requests(1, SCHEMA))[0].value == {"says": "say 0"}


def test_a_server_that_refuses_schemas_gets_them_in_words(served: Served, tmp_path: Path) -> None:
    served.refused = {"response_format": "response_format of type json_schema is not supported"}
    served.reply = as_json
    with teacher(served, tmp_path) as one:
        assert [found.value for found in one.ask(requests(4, SCHEMA))] == [{"says": f"say {at}"} for at in range(4)]
        assert one.wire.left_out == ("response_format",)
    assert len(served.requests) == 5
    assert SCHEMA in served.requests[-1]["messages"][-1]["content"]


def test_a_model_that_ignores_the_schema_is_asked_once_more(served: Served, tmp_path: Path) -> None:
    served.reply = lambda text: as_json("better") if "cannot be used" in text else "The answer is 4."
    (found,) = asked(served, tmp_path, requests(1, SCHEMA))
    assert (found.outcome, found.value, len(served.requests)) == ("answered", {"says": "better"}, 2)
    assert [turn["role"] for turn in served.requests[1]["messages"]] == ["user", "assistant", "user"]
    assert "there is no JSON in it" in served.requests[1]["messages"][2]["content"]
    assert asked(served, tmp_path, requests(1, SCHEMA)) == [found]
    assert len(served.requests) == 2
    asked(served, tmp_path, [request("say another", SCHEMA)])


def test_after_an_ignored_schema_the_prompt_says_it(served: Served, tmp_path: Path) -> None:
    served.reply = lambda text: as_json(text) if SCHEMA in text else "Sure."
    with teacher(served, tmp_path) as one:
        assert one.ask(requests(1, SCHEMA))[0].value == {"says": "That answer cannot be used: there is no JSON in it."}
        one.ask([request("say another", SCHEMA)])
    assert len(served.requests) == 3


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('{"says": 4}', 'says: 4 is not of type "string"'),
        ('{"says": "a", "more": 1}', "Additional properties are not allowed"),
        ('{"says": "a"', "its JSON cannot be read"),
        ('{"says": "a", "says": "b"}', "key 'says' stands twice"),
        ("[" * 100_000, "its JSON cannot be read"),
    ],
)
def test_an_answer_that_never_fits_is_invalid_after_two(served: Served, tmp_path: Path, said: str, reason: str) -> None:
    served.reply = lambda text: said
    (found,) = asked(served, tmp_path, requests(1, SCHEMA))
    assert (found.outcome, found.value, len(served.requests)) == ("invalid", None, 2)
    assert reason in found.reason
    assert asked(served, tmp_path, requests(1, SCHEMA), offline=True) == [found]


@pytest.mark.parametrize(
    ("option", "message", "kept"),
    [
        ("temperature", "Unsupported value: 'temperature' does not support 0.7", {"max_tokens"}),
        ("max_tokens", "Use 'max_completion_tokens' instead.", {"max_completion_tokens", "temperature"}),
    ],
)
def test_an_option_that_the_server_does_not_take_is_left_out(
    served: Served, tmp_path: Path, option: str, message: str, kept: set[str]
) -> None:
    served.refused = {option: message}
    found = asked(served, tmp_path, requests(3))
    assert [one.outcome for one in found] == ["answered"] * 3
    assert set(served.requests[-1]) - {"model", "messages", "authorization", "at"} == kept
    assert len(served.requests) == 4


def test_offline_nothing_is_asked_and_what_is_missing_is_named(served: Served, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no ledger '.*', and offline nothing may be asked"):
        asked(served, tmp_path, requests(1), offline=True)
    found = asked(served, tmp_path, requests(3))
    served.url = "http://127.0.0.1:9/v1"
    assert asked(served, tmp_path, requests(3), offline=True) == found
    key = requests(4)[3].key("m")[:12]
    with pytest.raises(UsageError, match=rf"lacks 1 of 4 requests: {key} \(number 3\); build without --offline"):
        asked(served, tmp_path, requests(4), offline=True)


WITHOUT = """
import sys
sys.modules["openai"] = None
from pathlib import Path
from goldsmith.core.errors import UsageError
from teachers.asking import IDENTITY, config, requests
from goldsmith.generators.teachers.opening import open_teacher
from openai_server import Served
for offline in (True, False):
    try:
        with open_teacher(config(Served(url="http://localhost/v1")), Path(sys.argv[1]), IDENTITY, offline=offline) as one:
            print([found.text for found in one.ask(requests(2))])
    except UsageError as error:
        print(error)
"""


def test_without_the_client_a_ledger_is_still_read(served: Served, tmp_path: Path) -> None:
    asked(served, tmp_path, requests(2))
    command = [sys.executable, "-c", WITHOUT, tmp_path / "ledger"]
    paths = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": paths})
    recorded, refused = ran.stdout.splitlines()
    assert recorded == "['say 0', 'say 1']"
    assert refused.startswith("a teacher needs the client: pip install 'goldsmith[teacher]'")


def test_the_key_of_a_request_depends_on_all_that_is_sent_and_on_nothing_else(served: Served) -> None:
    base: dict[str, Any] = {"text": "a", "schema": SCHEMA, "sample": 0}
    keys = {request(**base | change).key("m") for change in ({}, {"text": "b"}, {"schema": ""}, {"sample": 1})}
    assert len({*keys, request(**base).key("another")}) == 5
    assert request(**base).key("m") in keys
    assert "127.0.0.1" not in json.dumps(request(**base).record(config(served).model))
