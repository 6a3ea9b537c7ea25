"""A teacher for tests: the test server behind it, and a clock that only sleeps on paper."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from goldsmith.generators.teachers.config import Config
from goldsmith.generators.teachers.opening import open_teacher
from goldsmith.generators.teachers.teacher import Message, Request, Response, Sampling
from openai_server import Served

CANARY = "sk-canary-0123456789abcdef"
SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"says": {"type": "string"}},
        "required": ["says"],
        "additionalProperties": False,
    }
)
IDENTITY = {"recipe": "small 7"}


class PaperClock:
    """A clock whose sleeps take no time; `slept` holds them."""

    def __init__(self) -> None:
        self.at, self.slept, self._lock = 0.0, list[float](), threading.Lock()

    def now(self) -> float:
        with self._lock:
            return self.at

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.at += seconds


def request(text: str, schema: str = "", **more: Any) -> Request:
    return Request((Message("user", text),), schema, Sampling(0.7, 50), **more)


def requests(count: int, schema: str = "") -> list[Request]:
    return [request(f"say {at}", schema) for at in range(count)]


def config(served: Served, **more: Any) -> Config:
    return Config(**{"base_url": served.url, "model": "m", "key_env": "TEACHER_KEY", "timeout": 5.0, **more})


@contextmanager
def teacher(served: Served, path: Path, *, offline: bool = False, **more: Any) -> Iterator[Any]:
    """The teacher, with its clock as `paper`."""
    clock = PaperClock()
    with open_teacher(config(served, **more), path / "ledger", IDENTITY, offline=offline, clock=clock) as opened:
        opened.paper = clock
        yield opened


def asked(served: Served, path: Path, what: Sequence[Request], **more: Any) -> list[Response]:
    """The responses of a teacher that is closed again."""
    with teacher(served, path, **more) as opened:
        return opened.ask(what)
