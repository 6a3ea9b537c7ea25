"""A served model as teacher: several requests at once, within a budget, each kept as soon as it is answered.

What fails in passing is asked again; what the server refuses of one request is that request's outcome; what every request
would meet ends the asking in one line. The first request of a teacher goes alone: it shows whether the address, the key and
the model are right, and which options the server takes.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from random import Random
from threading import Event, Lock

from goldsmith.core.canonical import to_sorted_json
from goldsmith.core.chat import Chat, Reply
from goldsmith.core.completion import Completion, Failure, completion
from goldsmith.core.errors import UsageError
from goldsmith.core.streams import stream
from goldsmith.generators.teachers.config import Config
from goldsmith.generators.teachers.ledger import Ledger, told
from goldsmith.generators.teachers.pauses import Clock, Pauses
from goldsmith.generators.teachers.reading import Entry, read, response_to
from goldsmith.generators.teachers.spending import FRAME, Purse, Stopped, cost
from goldsmith.generators.teachers.teacher import Outcome, Request, Response, Spent
from goldsmith.generators.teachers.wire import Wire

UNANSWERED = 3
"""Requests in a row without an answer that show a server which answers none."""
REJECTED = frozenset((400, 422))
FREE = frozenset(("status", "unreachable"))
"""Failures that no server charges for; a body that broke off was written, and may be charged."""


class ServedTeacher:
    """The model of a configuration, with its ledger; what the server does not take stands in `wire.left_out`."""

    def __init__(self, config: Config, ledger: Ledger, chat: Chat, clock: Clock, purse: Purse) -> None:
        self.config, self.ledger, self.chat = config, ledger, chat
        self.purse, self.wire, self._stop = purse, Wire(), Event()
        self._pauses = Pauses(clock, self._stop, tries=config.tries, longest=config.longest_wait)
        self._pool = ThreadPoolExecutor(config.concurrency, thread_name_prefix="teacher")
        self._proven = False
        self._unanswered: list[tuple[str, Outcome, str]] = []
        self._lock = Lock()

    @property
    def model(self) -> str:
        """The model's name."""
        return self.config.model

    @property
    def spent(self) -> Spent:
        """What all requests of the ledger have cost."""
        return self.purse.spent

    def begin(self, number: int, requests: Sequence[Request]) -> None:
        """Note what a round asks. Raises UsageError where another run asked something else in it."""
        self.ledger.begin(number, [request.key(self.model) for request in requests])

    def ask(self, requests: Sequence[Request]) -> list[Response]:
        """A response to each request, in order.

        Raises UsageError once nothing more can be asked; requests under way are then waited for and kept.
        """
        self._stop.clear()
        keys = [request.key(self.model) for request in requests]
        running: dict[str, Future[Response]] = {}
        try:
            for key, request in zip(keys, requests, strict=True):
                if key not in running and not self._stop.is_set():
                    running[key] = self._pool.submit(self._guarded, request)
                    if not self._proven:
                        wait([running[key]])
            wait(running.values())
        finally:
            self._stop.set()
            wait(running.values())
        problems = [problem for one in running.values() if (problem := one.exception()) is not None]
        if problems:
            raise next((one for one in problems if not isinstance(one, Stopped)), problems[0])
        self._give_up()
        return [running[key].result() for key in keys]

    def close(self) -> None:
        """Stop asking, and close the connections."""
        self._stop.set()
        self._pool.shutdown()
        self.chat.close()

    def _guarded(self, request: Request) -> Response:
        """The response; whatever goes wrong also stops the others."""
        try:
            if self._stop.is_set():
                raise Stopped
            found = response_to(request, self.model, self._fetch)
            self._note(found)
            return found
        except BaseException:
            self._stop.set()
            raise

    def _note(self, found: Response) -> None:
        """Write the outcome of what was answered; what was not is noted once it is given up."""
        if found.last != found.key:
            self.ledger.judged(found.key, "invalid", f"asked again as {found.last}")
        if found.outcome not in ("rejected", "failed"):
            self.ledger.judged(found.last, found.outcome, found.reason)

    def _fetch(self, request: Request, key: str) -> Entry:
        if known := self.ledger.found(key):
            return known
        made = self._asked(request, key)
        if read(request, key, made).outcome == "invalid":
            self.wire.schema_ignored()
        return made

    def _asked(self, request: Request, key: str) -> Entry:
        """Ask until there is an answer, or it shows that there will be none."""
        rng, failures = stream("teacher", key), 0
        while True:
            sent = self._pauses.pass_gate(rng)
            options, found = self._attempt(request, key)
            if isinstance(found, bytes):
                self._proved()
                return Entry(found)
            if found.fatal:
                raise UsageError(f"{self._where()} {self._refusal(found)}")
            if found.status in REJECTED and self.wire.give_way(options, found.reason):
                continue
            if not found.passing:
                return self._unanswerable(key, "rejected", found)
            failures += found.status != 429
            if failures == self.config.tries:
                return self._unanswerable(key, "failed", found)
            self._wait(found, failures, sent, rng)

    def _attempt(self, request: Request, key: str) -> tuple[dict[str, object], bytes | Failure]:
        """One request over the wire, with the options that it had and its body if that is a completion."""
        turns, options = self.wire.form(request)
        most = cost(self.config.prices, len(to_sorted_json([turns, options])) + FRAME, request.sampling.max_tokens)
        self.purse.reserve(most, self._stop)
        spent = most
        try:
            number = self.ledger.sent(key, request, self.model, most)
            reply = self.chat.ask(turns, options)
            if isinstance(reply, Failure):
                spent = Spent(1) if reply.kind in FREE else most
                self.ledger.failed(number, reply.in_short if reply.status else reply.kind, reply.reason, spent)
                return options, reply
            self.ledger.received(number, reply.body, reply.seconds)
            found, spent = self._settled(number, reply, most)
            return options, found
        finally:
            self.purse.settle(most, spent)

    def _settled(self, number: int, reply: Reply, most: Spent) -> tuple[bytes | Failure, Spent]:
        found = completion(reply.body)
        if isinstance(found, Completion):
            spent = told(found, self.config.prices, most.prompt_tokens, most.completion_tokens)
            self.ledger.complete(number, spent)
            return reply.body, spent
        found = replace(found, reason=self.chat.key.hidden(found.reason))
        self.ledger.failed(number, found.kind, found.reason, most)
        return found, most

    def _wait(self, found: Failure, failures: int, sent: float, rng: Random) -> None:
        try:
            if found.status == 429:
                self._pauses.busy(sent, found.retry_after, rng)
            else:
                self._pauses.wait(failures, found.retry_after, rng)
        except UsageError as error:
            raise UsageError(f"{self._where()} {error}; {self._kept()}") from None

    def _proved(self) -> None:
        """The server answers: what was given up before was the requests' own fault."""
        self._proven = True
        self._pauses.answered()
        self._give_up()

    def _give_up(self) -> None:
        with self._lock:
            given_up, self._unanswered = self._unanswered, []
        for key, outcome, reason in given_up:
            self.ledger.judged(key, outcome, reason)

    def _unanswerable(self, key: str, outcome: Outcome, found: Failure) -> Entry:
        """The request is given up, unless it is one of so many in a row that the server must be at fault."""
        reason = f"{found.in_short}: {found.reason}" if found.status else found.reason
        with self._lock:
            self._unanswered.append((key, outcome, reason))
            if len(self._unanswered) >= UNANSWERED:
                self._unanswered.clear()
                raise UsageError(
                    f"{self._where()} gives no answer to {UNANSWERED} requests in a row, the last time {reason!r}; {self._kept()}"
                )
        return Entry(outcome=outcome, reason=reason)

    def _refusal(self, found: Failure) -> str:
        if found.kind == "page":
            return f"gives {found.reason}"
        hint = f"; is {self.config.key_env} set?" if found.status == 401 and not self.chat.key else ""
        return f"refuses with status {found.status}: {found.reason}{hint}; {self._kept()}"

    def _kept(self) -> str:
        return "what was answered is kept, and building again goes on from there"

    def _where(self) -> str:
        return f"teacher {self.chat.address!r}, model {self.model!r},"
