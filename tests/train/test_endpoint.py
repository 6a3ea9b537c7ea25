"""A served model as answerer, over HTTP: faults of servers, what is asked again and what is not, and that no key gets out."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import Turn
from goldsmith.train.answering.answers import Answer, address
from goldsmith.train.examples import TrainingExample
from openai_server import Fault, Served, serving
from program import goldsmith

pytest.importorskip("openai")

from goldsmith.train.answering.endpoint import Endpoint  # needs the library

KEY = "sk-test-0123456789abcdef"


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


@pytest.fixture
def served() -> Iterator[Any]:
    with serving(Served()) as one:
        yield one


def rows(count: int) -> list[TrainingExample]:
    return [TrainingExample(f"r{at}", "k", "test", (Turn("user", f"say {at}"),), "x", "", {}) for at in range(count)]


def asked(served: Any, count: int = 3, most: int = 50, **more: Any) -> tuple[list[Answer], list[float]]:
    waited: list[float] = []
    endpoint = Endpoint(served.url, "m", wait=waited.append, **more)
    return list(endpoint.answer(rows(count), most_tokens=most)), waited


def test_answers_come_in_order_with_tokens_probability_and_end(served: Any) -> None:
    found, waited = asked(served, 40, concurrency=4)
    assert [one.text for one in found] == [f"say {at}" for at in range(40)]
    assert {(one.tokens, round(one.mean_probability or 0, 4), one.ended, one.problem) for one in found} == {
        (2, 0.6065, True, "")
    }
    assert (waited, served.requests[0]["temperature"], served.requests[0]["max_tokens"]) == ([], 0, 50)
    assert 2 <= served.most_at_once <= 4


def test_an_answer_that_was_cut_has_not_ended(served: Any) -> None:
    (found,), _ = asked(served, 1, most=1)
    assert (found.text, found.tokens, found.ended) == ("say", 1, False)


def test_a_server_without_logprobs_tells_no_probability(served: Any) -> None:
    served.logprobs = False
    assert [one.mean_probability for one in asked(served)[0]] == [None, None, None]


@pytest.mark.parametrize(
    ("option", "message", "kept"),
    [
        ("logprobs", "This server does not support logprobs.", {"temperature", "max_tokens"}),
        ("temperature", "Unsupported value: temperature", {"logprobs", "max_tokens"}),
        ("max_tokens", "Use 'max_completion_tokens' instead.", {"temperature", "logprobs", "max_completion_tokens"}),
    ],
)
def test_an_option_that_the_server_does_not_take_is_left_out(
    served: Any, option: str, message: str, kept: set[str]
) -> None:
    served.refused = {option: message}
    found, _ = asked(served)
    assert [one.text for one in found] == ["say 0", "say 1", "say 2"]
    assert set(served.requests[-1]) - {"model", "messages", "authorization", "at"} == kept
    assert len(served.requests) == 4


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_server_is_asked_again(served: Any, status: int) -> None:
    served.faults = [Fault(status, '{"error":{"message":"busy"}}', times=3)]
    found, waited = asked(served)
    assert [one.text for one in found] == ["say 0", "say 1", "say 2"]
    assert len(waited) == 3
    assert 0.25 <= waited[0] <= 0.75
    assert waited[2] > waited[0]


def test_the_server_says_how_long_to_wait(served: Any) -> None:
    served.faults = [Fault(429, "{}", headers={"retry-after": "7"}), Fault(503, "{}", headers={"retry-after": "9999"})]
    _, waited = asked(served, 1)
    assert waited == [7, 60]


def test_a_server_that_stays_busy_is_given_up(served: Any) -> None:
    served.faults = [Fault(503, "{}", times=99)]
    with pytest.raises(UsageError, match="does not answer: status 503"):
        asked(served, 1)
    assert len(served.requests) == 6


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_every_prompt_would_meet_is_one_line_and_no_second_request(served: Any, status: int) -> None:
    served.faults = [Fault(status, '{"error":{"message":"not for you"}}', times=99)]
    with pytest.raises(UsageError, match=f"refuses with status {status}: not for you"):
        asked(served)
    assert len(served.requests) == 1


def test_a_first_prompt_that_is_refused_ends_it_and_a_later_one_does_not(served: Any) -> None:
    served.faults = [Fault(400, '{"error":{"message":"too long"}}')]
    with pytest.raises(UsageError, match="refuses the first prompt: status 400: too long"):
        asked(served)
    served.reply = lambda text: "" if text == "say 1" else text
    served.faults = [Fault(times=1), Fault(400, '{"error":{"message":"too long"}}')]
    found, _ = asked(served, 3, concurrency=1)
    assert [(one.text, one.problem) for one in found] == [("say 0", ""), ("", "status 400: too long"), ("say 2", "")]


def test_a_dead_endpoint_is_one_line_at_once() -> None:
    waited: list[float] = []
    endpoint = Endpoint("http://127.0.0.1:9/v1", "m", wait=waited.append)
    with pytest.raises(UsageError, match=r"endpoint 'http://127.0.0.1:9/v1', model 'm', does not answer: .*refused"):
        list(endpoint.answer(rows(2), most_tokens=5))
    assert waited == []


def test_a_connection_that_breaks_later_is_tried_again(served: Any) -> None:
    served.faults = [Fault(times=1), Fault(hang_up=True, times=2)]
    found, waited = asked(served, 3, concurrency=1)
    assert [one.text for one in found] == ["say 0", "say 1", "say 2"]
    assert len(waited) == 2


def test_a_slow_server_is_waited_for_and_given_up(served: Any) -> None:
    served.faults = [Fault(seconds=0.6, times=1)]
    assert [one.text for one in asked(served, 1, timeout=0.2)[0]] == ["say 0"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(200, "<!DOCTYPE html><html>Welcome</html>", kind="text/html", times=9),
        Fault(200, "<html>Welcome</html>", times=9),
        Fault(200, "{}", times=9),
        Fault(200, '{"choices":[]}', times=9),
        Fault(200, '{"choices": [{"ind', times=9),
        Fault(200, "null", times=9),
    ],
)
def test_what_is_no_chat_completion_is_one_line(served: Any, fault: Any) -> None:
    served.faults = [fault]
    with pytest.raises(UsageError, match="gives no chat completion"):
        asked(served, 1)


def test_a_web_page_that_refuses_is_called_one(served: Any) -> None:
    served.faults = [Fault(404, "<!DOCTYPE html><html>Not found</html>", kind="text/html")]
    with pytest.raises(UsageError, match="status 404: a web page, no API"):
        asked(served, 1)


def test_the_key_is_sent_and_never_said(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    served.key = KEY
    assert asked(served, 1)[0][0].text == "say 0"
    served.key = "another"
    with pytest.raises(UsageError, match="status 401: Incorrect API key provided") as caught:
        asked(served, 1)
    assert KEY not in str(caught.value)
    assert "[key]" in str(caught.value)
    for fault in (Fault(500, KEY, times=9), Fault(400, f'{{"error":{{"message":"{KEY}"}}}}'), Fault(200, f'"{KEY}"')):
        served.faults = [fault]
        with pytest.raises(UsageError) as caught:
            asked(served, 1)
        assert KEY not in str(caught.value)


def test_no_key_is_hinted_at_and_an_address_loses_its_password(served: Any) -> None:
    served.key = KEY
    with pytest.raises(UsageError, match="is OPENAI_API_KEY set"):
        asked(served, 1)
    endpoint = Endpoint("http://ada:secret@localhost:1/v1", "m")
    assert endpoint.identity == {"model": "m", "endpoint": "http://localhost:1/v1"}
    with pytest.raises(UsageError) as caught:
        list(endpoint.answer(rows(1), most_tokens=1))
    assert "secret" not in str(caught.value)


def test_an_evaluation_that_is_left_asks_nothing_more(served: Any) -> None:
    served.faults = [Fault(seconds=0.02, times=99)]
    endpoint = Endpoint(served.url, "m", concurrency=2)
    found = endpoint.answer(rows(50), most_tokens=5)
    next(found), next(found)
    found.close()  # type: ignore[attr-defined]  # a generator
    before = len(served.requests)
    time.sleep(0.1)
    assert len(served.requests) == before < 12


def test_a_model_is_named_behind_the_address() -> None:
    assert address("http://host/v1#a/b") == ("http://host/v1", "a/b")
    with pytest.raises(UsageError, match="names no model"):
        address("http://host/v1")


def test_a_person_evaluates_a_served_model_and_no_key_gets_out(served: Any, tmp_path: Path) -> None:
    rows_ = [{"prompt": f"say {at}", "completion": f"say {at}" if at else "nothing"} for at in range(6)]
    path, out = tmp_path / "chat.jsonl", tmp_path / "eval.json"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows_))
    served.key = KEY
    model = f"{served.url}#m"
    ran = goldsmith("eval", model, path, "--out", out, "--batch", "3", OPENAI_API_KEY=KEY).succeeded()
    assert re.search(r"the gold text +83\.3  \[", ran.out)
    assert re.search(r"how sure when wrong +60\.7  \[", ran.out)
    assert "wrong: 1\n" in ran.out
    made = json.loads(out.read_text())
    assert made["model"] == {"model": "m", "endpoint": served.url}
    assert made["decoding"]["options"]["temperature"] == 0
    assert "openai" in made["environment"]
    refused = goldsmith("eval", model, path, "--out", out, OPENAI_API_KEY="sk-another-0123456789")
    assert (refused.code, "refuses with status 401" in refused.error) == (2, True)
    dead = goldsmith("eval", "http://127.0.0.1:9/v1#m", path, OPENAI_API_KEY=KEY)
    assert (dead.code, "Connection refused" in dead.error) == (2, True)
    told = (
        ran.out
        + ran.err
        + out.read_text()
        + out.with_suffix(".jsonl").read_text()
        + refused.out
        + refused.err
        + dead.err
    )
    assert KEY not in told
    assert "sk-another" not in told
