"""How a request goes over the wire: what a server turned out not to take is left out, and a schema then stands in words.

The key of a request does not depend on it, so a server that learns an option does not make anything be paid again.
"""

from collections.abc import Mapping
from threading import Lock
from typing import Any

import orjson

from goldsmith.core.chat import refused_option, without
from goldsmith.generators.teachers.prompts import prompt
from goldsmith.generators.teachers.teacher import Request

SHAPE = "response_format"


class Wire:
    """The form of requests, which all workers of one teacher share and change."""

    def __init__(self) -> None:
        self.left_out: tuple[str, ...] = ()
        self.in_words = False
        self._lock = Lock()

    def form(self, request: Request) -> tuple[list[dict[str, str]], dict[str, Any]]:
        """The messages and the other keys of the body."""
        left_out = self.left_out
        turns = [{"role": one.role, "content": one.content} for one in request.messages]
        unsaid = request.schema not in turns[-1]["content"]
        if unsaid and (self.in_words or SHAPE in left_out):
            turns[-1]["content"] += "\n\n" + prompt("shape", schema=request.schema)
        options = _options(request)
        for name in left_out:
            options = without(options, name) if name in options else options
        return turns, options

    def give_way(self, options: Mapping[str, Any], problem: str) -> bool:
        """Leave out the option that a refusal of a request with these options names; whether it names one."""
        name = refused_option(options, problem)
        with self._lock:
            if name and name not in self.left_out:
                self.left_out += (name,)
        return bool(name)

    def schema_ignored(self) -> None:
        """The server took a schema and the answer does not fit it: from now on the prompt says it too."""
        self.in_words = True


def _options(request: Request) -> dict[str, Any]:
    sampling = request.sampling
    options: dict[str, Any] = {"temperature": sampling.temperature, "max_tokens": sampling.max_tokens}
    if sampling.top_p is not None:
        options["top_p"] = sampling.top_p
    if request.schema:
        shape = {"name": "answer", "strict": True, "schema": orjson.loads(request.schema)}
        options[SHAPE] = {"type": "json_schema", "json_schema": shape}
    return options
