"""A server in a thread that speaks OpenAI's chat completions, as vLLM, llama.cpp and others do; and its faults."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Fault:
    """Answer the first `times` requests with a status, headers and a body of one's own, late, or not at all.

    `drip`: seconds after each byte of the body; `cut`: hang up after so many bytes; `date_in`: a Retry-After that is a date
    so many seconds away.
    """

    status: int = 200
    body: str = ""
    times: int = 1
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    hang_up: bool = False
    kind: str = "application/json"
    drip: float = 0.0
    cut: int = -1
    date_in: int = 0


@dataclass
class Served:
    """The server's state, which tests look into; `reply` makes the answer's text of the last turn, `poison` the status."""

    reply: Callable[[str], str] = lambda asked: asked
    faults: list[Fault] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    poison: dict[str, int] = field(default_factory=dict)
    logprobs: bool = True
    usage: bool = True
    finish: str = "stop"
    refusal: str = ""
    seconds: float = 0.0
    answered: list[dict[str, Any]] = field(default_factory=list)
    key: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def completion(self, asked: dict[str, Any]) -> dict[str, Any]:
        text = self.reply(asked["messages"][-1]["content"])
        most = asked.get("max_tokens", asked.get("max_completion_tokens"))
        words = text.split(" ")
        told = [{"token": word, "logprob": -0.5, "bytes": None, "top_logprobs": []} for word in words[:most]]
        return {
            "id": "1",
            "object": "chat.completion",
            "created": 0,
            "model": asked["model"],
            "choices": [
                {
                    "index": 0,
                    "message": {
                        "role": "assistant",
                        "content": " ".join(words[:most]),
                        "refusal": self.refusal or None,
                    },
                    "finish_reason": "length" if len(words) > most else self.finish,
                    "logprobs": {"content": told} if self.logprobs and asked.get("logprobs") else None,
                }
            ],
        } | ({"usage": self._usage(len(words[:most]))} if self.usage else {})

    def _usage(self, tokens: int) -> dict[str, int]:
        return {"prompt_tokens": 1, "completion_tokens": tokens, "total_tokens": 1 + tokens}


def _handler(served: Served) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with served.lock:
                served.requests.append(
                    asked | {"authorization": self.headers.get("authorization"), "at": time.perf_counter()}
                )
                served.at_once += 1
                served.most_at_once = max(served.most_at_once, served.at_once)
                fault = next((one for one in served.faults if one.times > 0), None)
                if fault:
                    fault.times -= 1
            try:
                self._answer(asked, fault)
            finally:
                with served.lock:
                    served.at_once -= 1

        def _answer(self, asked: dict[str, Any], fault: Fault | None) -> None:
            time.sleep(served.seconds)
            if fault:
                time.sleep(fault.seconds)
                if fault.hang_up:
                    self.connection.close()
                    return
                if fault.status != 200 or fault.body:
                    self._send(fault.status, fault.body, fault)
                    return
            if served.key and self.headers.get("authorization") != f"Bearer {served.key}":
                sent = (self.headers.get("authorization") or "").removeprefix("Bearer ")
                self._send(401, json.dumps({"error": {"message": f"Incorrect API key provided: {sent}"}}))
            elif status := served.poison.get(asked["messages"][-1]["content"]):
                self._send(status, json.dumps({"error": {"message": "not this one"}}))
            elif option := next((one for one in served.refused if one in asked), None):
                self._send(400, json.dumps({"error": {"message": served.refused[option]}}))
            else:
                made = served.completion(asked)
                self._send(200, json.dumps(made), fault)
                with served.lock:
                    served.answered.append(made | {"asked": asked})

        def _send(self, status: int, body: str, fault: Fault | None = None) -> None:
            fault = fault or Fault()
            self.send_response(status)
            for name, value in fault.headers.items():
                self.send_header(name, value)
            if fault.date_in:
                now = parsedate_to_datetime(self.date_time_string())
                self.send_header("retry-after", format_datetime(now + timedelta(seconds=fault.date_in), usegmt=True))
            self.send_header("content-type", fault.kind)
            self.send_header("content-length", str(len(body.encode())))
            self.end_headers()
            if fault.drip:
                for byte in body.encode():
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(fault.drip)
            elif fault.cut >= 0:
                self.wfile.write(body.encode()[: fault.cut])
                self.close_connection = True
            else:
                self.wfile.write(body.encode())

    return Handler


class _Server(ThreadingHTTPServer):
    """A server that keeps quiet about clients that went away."""

    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        return


@contextmanager
def serving(served: Served) -> Iterator[Served]:
    """The server while the block runs; its address is `served.url`."""
    server = _Server(("127.0.0.1", 0), _handler(served))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    served.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
