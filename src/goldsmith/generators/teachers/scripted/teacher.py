"""The built-in teacher: answers requests for lessons in this process, the same request always alike, some of them badly.

It exists to show and to test the gates. It reads the request and nothing else, so the prompts that it answers are those
that a served model gets; what is made with it is a demonstration, and a release says so.
"""

from collections.abc import Sequence
from typing import NamedTuple

from goldsmith.core.canonical import digest, to_json
from goldsmith.core.streams import chance, stream
from goldsmith.generators.teachers.ledger import Ledger
from goldsmith.generators.teachers.reading import Entry, response_to
from goldsmith.generators.teachers.scripted.conduct import SPOILERS, broken, kinds_for, spoiled
from goldsmith.generators.teachers.scripted.conversation import conversation
from goldsmith.generators.teachers.scripted.facts import avoid_in, lesson_in
from goldsmith.generators.teachers.scripted.voice import Voice
from goldsmith.generators.teachers.teacher import Request, Response, Spent

MODEL = "scripted"
BAD = 30
"""Of 100 answers, those that are bad unless a recipe says otherwise."""
PUZZLED = "I can only write lessons, and this asks for none."


class Written(NamedTuple):
    """An answer, and what is bad in it by the names of `conduct.WEIGHTS`; empty for a good one. Only the text is sent."""

    text: str
    fault: str = ""


def write(asked: str, key: str, bad: int = BAD) -> Written:
    """The answer to a prompt; `key` names the request, and all chance in the answer comes from it."""
    plan = lesson_in(asked)
    if plan is None:
        return Written(PUZZLED)
    rng = stream(MODEL, key)
    fault = rng.choice(kinds_for(plan)) if chance(rng, bad) else ""
    voice = Voice(plan, rng)
    turns = conversation(voice, avoid_in(asked))
    if fault in SPOILERS:
        turns = spoiled(fault, turns, voice)
    text = to_json({"turns": [{"role": one.role, "content": one.content} for one in turns]})
    return Written(broken(fault, text, rng), fault)


def written(request: Request, bad: int = BAD) -> Written:
    """The answer to a request, as `ScriptedTeacher` gives it."""
    return write(request.messages[0].content, request.key(MODEL), bad)


def reply(asked: str, bad: int = BAD) -> str:
    """The answer to the bare text of a prompt, for a server that stands in for a model."""
    return write(asked, digest(asked.encode()), bad).text


class ScriptedTeacher:
    """The teacher, with a ledger if what it says shall be kept; `bad` of 100 answers misbehave."""

    model = MODEL

    def __init__(self, ledger: Ledger | None = None, *, bad: int = BAD) -> None:
        self.ledger, self.bad, self._asked = ledger, bad, 0

    @property
    def spent(self) -> Spent:
        """The requests that were answered; they cost nothing."""
        return self.ledger.spent() if self.ledger else Spent(self._asked)

    def begin(self, number: int, requests: Sequence[Request]) -> None:
        """Note what a round asks. Raises UsageError where the ledger's earlier run asked something else in it."""
        if self.ledger:
            self.ledger.begin(number, [request.key(MODEL) for request in requests])

    def ask(self, requests: Sequence[Request]) -> list[Response]:
        """A response to each request, in order."""
        return [self._answer(request) for request in requests]

    def close(self) -> None:
        """Nothing to close."""

    def _answer(self, request: Request) -> Response:
        found = response_to(request, MODEL, self._fetch)
        if self.ledger:
            if found.last != found.key:
                self.ledger.judged(found.key, "invalid", f"asked again as {found.last}")
            self.ledger.judged(found.last, found.outcome, found.reason)
        return found

    def _fetch(self, request: Request, key: str) -> Entry:
        if self.ledger and (known := self.ledger.found(key)):
            return known
        body = completed(written(request, self.bad).text)
        self._asked += 1
        if self.ledger:
            number = self.ledger.sent(key, request, MODEL, Spent(1))
            self.ledger.received(number, body, 0.0)
            self.ledger.complete(number, Spent(1))
        return Entry(body)


def completed(text: str) -> bytes:
    """The text as the body of a chat completion."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return to_json({"object": "chat.completion", "model": MODEL, "choices": [choice]}).encode()
