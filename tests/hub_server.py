"""A Hub in a thread: repositories, commits, tags, LFS uploads and downloads, as the Hub's client asks for them; and its faults."""

import base64
import hashlib
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

TOKEN = "hf_a_token_of_the_tests"
LFS = (".parquet",)
"""What this Hub keeps as large files."""
Files = dict[str, bytes]


@dataclass
class Repo:
    """One dataset repository: the files of each commit, branches and tags."""

    private: bool = False
    commits: dict[str, Files] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)

    def commit(self, files: Files, message: str) -> str:
        oid = hashlib.sha1(f"{len(self.commits)} {sorted(files)}".encode()).hexdigest()
        self.commits[oid] = files
        self.branches["main"] = oid
        self.messages.append(message)
        return oid

    def oid(self, revision: str) -> str:
        found = self.branches.get(revision) or self.tags.get(revision) or revision
        return found if found in self.commits else ""


@dataclass
class Fault:
    """Answer the first `times` requests whose method and path match with a status, late, with other bytes, or not at all."""

    request: str
    status: int = 0
    times: int = 1
    cut: bool = False
    seconds: float = 0
    bytes_for: Callable[[bytes], bytes] | None = None


@dataclass
class Hub:
    """The server's state, which tests look into."""

    repos: dict[str, Repo] = field(default_factory=dict)
    large: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    url: str = ""

    def fault(self, request: str) -> Fault | None:
        for one in self.faults:
            if one.times and re.search(one.request, request):
                one.times -= 1
                return one
        return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def log_message(self, *_: Any) -> None: ...

    def handle_any(self) -> None:
        path = urlsplit(self.path).path
        length = int(self.headers.get("Content-Length") or 0)
        request = f"{self.command} {path}"
        self.hub.seen[request] += 1
        fault = self.hub.fault(request)
        if fault is not None and fault.cut:
            self.rfile.read(length // 2)
            self.close_connection = True
            self.connection.close()
            return
        body = self.rfile.read(length)
        if fault is not None and fault.seconds:
            time.sleep(fault.seconds)
        if fault is not None and fault.status:
            self.answer(fault.status, {"error": f"a fault of {fault.status}"})
            return
        self.change = fault.bytes_for if fault is not None else None
        for method, pattern, act in ROUTES:
            found = re.fullmatch(pattern, path)
            if self.command in method.split("|") and found:
                act(self, body, *(unquote(part) for part in found.groups(default="")))
                return
        self.answer(404, {"error": f"no route for {request}"})

    do_GET = do_POST = do_PUT = do_HEAD = handle_any  # names of the standard library

    def answer(self, status: int, data: Any, headers: dict[str, str] | None = None) -> None:
        payload = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        given = headers or {}
        for name, value in given.items():
            self.send_header(name, value)
        if "Content-Length" not in given:
            self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(payload)

    def refuse(self, code: str, status: int = 404) -> None:
        self.answer(status, {"error": code}, {"X-Error-Code": code, "X-Error-Message": code})

    @property
    def allowed(self) -> bool:
        return self.headers.get("Authorization") == f"Bearer {TOKEN}"

    def repo(self, name: str, *, write: bool = False) -> Repo | None:
        found = self.hub.repos.get(name)
        if found is None or ((write or found.private) and not self.allowed):
            self.refuse("RepoNotFound", 404 if self.allowed else 401)
            return None
        return found

    def at(self, name: str, revision: str) -> tuple[str, Files] | None:
        if (repo := self.repo(name)) is None:
            return None
        oid = repo.oid(revision)
        if not oid:
            self.refuse("RevisionNotFound")
            return None
        return oid, repo.commits[oid]


def create(self: Handler, body: bytes) -> None:
    asked = json.loads(body)
    name = f"{asked['organization']}/{asked['name']}"
    if not self.allowed:
        self.answer(401, {"error": "Invalid username or password."})
    elif name in self.hub.repos:
        self.answer(409, {"error": "You already created this dataset repo", "url": f"{self.hub.url}/datasets/{name}"})
    else:
        repo = self.hub.repos[name] = Repo(private=asked.get("visibility") == "private" or bool(asked.get("private")))
        repo.commit({".gitattributes": b"*.parquet filter=lfs\n"}, "initial commit")
        self.answer(200, {"url": f"{self.hub.url}/datasets/{name}", "id": name})


def refs(self: Handler, _: bytes, name: str) -> None:
    if (repo := self.repo(name)) is not None:
        branches = [
            {"name": one, "ref": f"refs/heads/{one}", "targetCommit": oid} for one, oid in repo.branches.items()
        ]
        tags = [{"name": one, "ref": f"refs/tags/{one}", "targetCommit": oid} for one, oid in repo.tags.items()]
        self.answer(200, {"branches": branches, "tags": tags, "converts": []})


def info(self: Handler, _: bytes, name: str, revision: str = "main") -> None:
    if (found := self.at(name, revision)) is not None:
        oid, files = found
        siblings = [{"rfilename": path} for path in sorted(files)]
        data = {"_id": "1", "id": name, "sha": oid, "siblings": siblings, "tags": [], "private": False, "downloads": 0}
        self.answer(200, data | {"disabled": False, "gated": False, "likes": 0})


def entry(path: str, data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "file", "path": path, "size": len(data), "oid": hashlib.sha1(data).hexdigest()}
    if path.endswith(LFS):
        found["lfs"] = {"oid": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}
    return found


def folders(files: Files) -> list[dict[str, Any]]:
    names = sorted({path.rpartition("/")[0] for path in files if "/" in path})
    return [{"type": "directory", "path": name, "oid": "0" * 40, "size": 0} for name in names]


def tree(self: Handler, _: bytes, name: str, revision: str, under: str = "") -> None:
    if (found := self.at(name, revision)) is not None:
        files = found[1]
        prefix = f"{under.strip('/')}/" if under.strip("/") else ""
        recursive = "recursive=true" in self.path.lower()
        entries = [*folders(files), *(entry(path, data) for path, data in sorted(files.items()))]
        inside = [one for one in entries if one["path"].startswith(prefix)]
        shown = [one for one in inside if recursive or "/" not in one["path"][len(prefix) :]]
        self.answer(200, shown) if shown else self.refuse("EntryNotFound")


def paths_info(self: Handler, body: bytes, name: str, revision: str) -> None:
    if (found := self.at(name, revision)) is not None:
        asked = json.loads(body)["paths"]
        wanted = [asked] if isinstance(asked, str) else asked
        entries = [*folders(found[1]), *(entry(path, data) for path, data in sorted(found[1].items()))]
        self.answer(200, [one for one in entries if one["path"] in wanted])


def preupload(self: Handler, body: bytes, name: str, _: str) -> None:
    if self.repo(name, write=True) is not None:
        asked = json.loads(body)["files"]
        modes = [
            {
                "path": one["path"],
                "uploadMode": "lfs" if one["path"].endswith(LFS) else "regular",
                "shouldIgnore": False,
            }
            for one in asked
        ]
        self.answer(200, {"files": modes})


def batch(self: Handler, body: bytes, name: str) -> None:
    if self.repo(name, write=True) is not None:
        objects = []
        for one in json.loads(body)["objects"]:
            href = {"href": f"{self.hub.url}/upload/{one['oid']}"}
            actions = {} if one["oid"] in self.hub.large else {"actions": {"upload": href}}
            objects.append({"oid": one["oid"], "size": one["size"], **actions})
        self.answer(200, {"transfer": "basic", "objects": objects})


def upload(self: Handler, body: bytes, oid: str) -> None:
    if hashlib.sha256(body).hexdigest() != oid:
        self.answer(400, {"error": "the digest of the upload is another one"})
        return
    self.hub.large[oid] = body
    self.answer(200, {})


def commit(self: Handler, body: bytes, name: str, branch: str) -> None:
    if (repo := self.repo(name, write=True)) is None:
        return
    lines = [json.loads(line) for line in body.splitlines()]
    head = lines[0]["value"]
    if head.get("parentCommit") not in (None, repo.branches[branch]):
        self.answer(412, {"error": "A commit has happened since. Please refresh and try again."})
        return
    files = dict(repo.commits[repo.branches[branch]])
    for line in lines[1:]:
        value = line["value"]
        if line["key"] == "file":
            files[value["path"]] = base64.b64decode(value["content"])
        elif line["key"] == "lfsFile" and value["oid"] in self.hub.large:
            files[value["path"]] = self.hub.large[value["oid"]]
        elif line["key"] == "deletedFile":
            del files[value["path"]]
        else:
            self.answer(400, {"error": f"cannot take {line['key']} {value['path']}"})
            return
    oid = repo.commit(files, head["summary"])
    self.answer(200, {"success": True, "commitOid": oid, "commitUrl": f"{self.hub.url}/datasets/{name}/commit/{oid}"})


def tag(self: Handler, body: bytes, name: str, revision: str) -> None:
    if (repo := self.repo(name, write=True)) is not None:
        wanted = json.loads(body)["tag"]
        if wanted in repo.tags:
            self.answer(409, {"error": "the tag is there"})
        else:
            repo.tags[wanted] = repo.oid(revision)
            self.answer(201, {})


def resolve(self: Handler, _: bytes, name: str, revision: str, path: str) -> None:
    if (found := self.at(name, revision)) is None:
        return
    oid, files = found
    if path not in files:
        self.refuse("EntryNotFound")
        return
    data = self.change(files[path]) if self.change else files[path]
    etag = entry(path, data).get("lfs", {}).get("oid") or hashlib.sha1(data).hexdigest()
    headers = {"ETag": f'"{etag}"', "X-Repo-Commit": oid, "Accept-Ranges": "bytes"}
    asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
    if asked is None or self.command == "HEAD":
        self.answer(200, data, headers | {"Content-Length": str(len(data))})
        return
    first, last = int(asked[1]), min(int(asked[2] or len(data) - 1), len(data) - 1)
    part = data[first : last + 1]
    self.answer(206, part, headers | {"Content-Range": f"bytes {first}-{last}/{len(data)}"})


def validate(self: Handler, body: bytes) -> None:
    text = json.loads(body)["content"]
    wrong = [] if text.startswith("---\n") else [{"message": "no metadata"}]
    self.answer(400 if wrong else 200, {"errors": wrong, "warnings": []})


NAME, REVISION = "([^/]+/[^/]+)", "([^/]+)"
API = f"/api/datasets/{NAME}"
ROUTES: tuple[tuple[str, str, Callable[..., None]], ...] = (
    ("POST", "/api/repos/create", create),
    ("POST", "/api/validate-yaml", validate),
    ("GET", f"{API}/refs", refs),
    ("GET", API, info),
    ("GET", f"{API}/revision/{REVISION}", info),
    ("GET", f"{API}/tree/{REVISION}(?:/(.*))?", tree),
    ("POST", f"{API}/paths-info/{REVISION}", paths_info),
    ("POST", f"{API}/preupload/{REVISION}", preupload),
    ("POST", f"{API}/commit/{REVISION}", commit),
    ("POST", f"{API}/tag/{REVISION}", tag),
    ("POST", f"/datasets/{NAME}.git/info/lfs/objects/batch", batch),
    ("PUT", "/upload/([0-9a-f]{64})", upload),
    ("GET|HEAD", f"/datasets/{NAME}/resolve/{REVISION}/(.+)", resolve),
)


@contextmanager
def serving() -> Iterator[Hub]:
    """A Hub that answers until the block ends."""
    hub = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"hub": hub}))
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
