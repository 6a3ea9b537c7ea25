"""The ledger of a teacher: every request, every attempt and every answer in one SQLite file, so that nothing is paid twice.

The body of a response is committed before anybody reads it, and flushed to the disk (`synchronous` FULL). What is written
before and behind it is flushed with the next body: a killed process loses none of it, and a power cut only what can be
told again from the bodies, or attempts that have none. One process holds a ledger at a time.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from threading import RLock

import orjson

from goldsmith.core.canonical import to_sorted_json
from goldsmith.core.completion import Completion, completion
from goldsmith.core.errors import UsageError
from goldsmith.core.files import writable_folder
from goldsmith.generators.teachers.config import Prices
from goldsmith.generators.teachers.reading import Entry
from goldsmith.generators.teachers.spending import cost
from goldsmith.generators.teachers.teacher import Request, Spent

HEAD = {"application_id": 0x476F4C64, "user_version": 1}
"""What SQLite keeps in the file's head, to tell a ledger from other databases and from ledgers of another form."""
ROOM = 32 << 20
"""Bytes that must be free on the disk before anything is asked: more than all answers under way can take."""
TABLES = """
CREATE TABLE header (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE requests (
    key TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    attempt INTEGER,
    outcome TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE attempts (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    money TEXT NOT NULL,
    seconds REAL,
    body BLOB
) STRICT;
CREATE TABLE rounds (number INTEGER PRIMARY KEY, keys TEXT NOT NULL) STRICT;
"""
"""An attempt is `sent`, then `received`, then `complete`; or `lost` with the process; or it failed, by the failure's kind.

Its tokens and money are the most that it can cost until the server has told.
"""


class Ledger:
    """The ledger at a path; safe to use from several threads."""

    def __init__(
        self,
        path: Path,
        identity: Mapping[str, str],
        *,
        offline: bool = False,
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        """Raises UsageError where the file is none, in use, of another recipe, or missing although nothing may be asked."""
        self.path, self._free, self._lock = path, free, RLock()
        if offline and not path.is_file():
            raise UsageError(
                f"no ledger {str(path)!r}, and offline nothing may be asked; give the ledger of an earlier build"
            )
        if not offline:
            writable_folder(path.parent)
        with self._told("cannot be read"):
            self.writable = not path.exists() or all(os.access(one, os.W_OK) for one in (path, path.parent))
            self._db = _opened(path, writable=self.writable)
            try:
                self._identify(identity)
            except BaseException:
                self._db.close()
                raise

    def found(self, key: str) -> Entry | None:
        """What is known of a request; None where it was never answered nor given up."""
        query = (
            "SELECT body, outcome, r.reason FROM requests r LEFT JOIN attempts ON number = attempt "
            "WHERE r.key = ? AND (attempt IS NOT NULL OR outcome != '')"
        )
        with self._told("cannot be read"):
            row = self._db.execute(query, [key]).fetchone()
        return Entry(row[0] or b"", row[1] or "answered", row[2]) if row else None

    def sent(self, key: str, request: Request, model: str, most: Spent) -> int:
        """Note that a request goes out, and the most that it can cost; the attempt's number.

        Raises UsageError where the disk has no room for what may come back.
        """
        if self._free(self.path.parent) < ROOM:
            raise UsageError(
                f"the disk of ledger {str(self.path)!r} has less than {ROOM >> 20} MiB left, so nothing is asked; "
                "make room and build again, which goes on from here"
            )
        with self._writing() as db:
            text = to_sorted_json(request.record(model)).decode()
            db.execute("INSERT OR IGNORE INTO requests (key, request) VALUES (?, ?)", [key, text])
            made = db.execute(
                "INSERT INTO attempts (key, state, prompt_tokens, completion_tokens, money) VALUES (?, 'sent', ?, ?, ?)",
                [key, most.prompt_tokens, most.completion_tokens, str(most.money)],
            )
            return int(made.lastrowid or 0)

    def received(self, number: int, body: bytes, seconds: float) -> None:
        """Keep the body of a response, on the disk when this returns."""
        with self._writing(durable=True) as db:
            db.execute(
                "UPDATE attempts SET state = 'received', body = ?, seconds = ? WHERE number = ?",
                [body, seconds, number],
            )

    def complete(self, number: int, spent: Spent) -> None:
        """The body of an attempt is a completion, so its request is answered."""
        with self._writing() as db:
            self._set(number, "complete", "", spent)
            db.execute(
                "UPDATE requests SET attempt = ? WHERE key = (SELECT key FROM attempts WHERE number = ?)",
                [number, number],
            )

    def failed(self, number: int, state: str, reason: str, spent: Spent) -> None:
        """An attempt gave no completion."""
        with self._writing():
            self._set(number, state, reason, spent)

    def judged(self, key: str, outcome: str, reason: str) -> None:
        """Note what came of a request: of its answer, or that it is given up."""
        with self._writing() as db:
            db.execute(
                "UPDATE requests SET outcome = ?, reason = ? WHERE key = ? AND outcome != ?",
                [outcome, reason, key, outcome],
            )

    def begin(self, number: int, keys: Sequence[str]) -> None:
        """Note what a round asks; a round may grow, as the last one does where a plan becomes longer.

        Raises UsageError where it asked something else before.
        """
        with self._writing() as db:
            row = db.execute("SELECT keys FROM rounds WHERE number = ?", [number]).fetchone()
            before = orjson.loads(row[0]) if row else []
            if any(old != new for old, new in zip(before, keys, strict=False)):
                raise UsageError(
                    f"ledger {str(self.path)!r} asked something else in round {number}: the recipe or the code that words "
                    "requests has changed since, and going on would pay again; go back to what they were, or move the "
                    "ledger away to begin a new one"
                )
            if len(keys) > len(before):
                db.execute("INSERT OR REPLACE INTO rounds VALUES (?, ?)", [number, orjson.dumps(list(keys)).decode()])

    def recover(self, prices: Mapping[str, Prices]) -> None:
        """Settle what a process left behind: bodies that it did not read, and attempts that ended with it; `prices` by model."""
        with self._told("cannot be read"):
            unread = self._db.execute(
                "SELECT number, body, prompt_tokens, completion_tokens, request FROM attempts JOIN requests USING (key) "
                "WHERE state = 'received'"
            ).fetchall()
        for number, body, most_prompt, most_completion, request in unread:
            found, price = completion(body), prices.get(orjson.loads(request)["model"], Prices())
            if isinstance(found, Completion):
                self.complete(number, told(found, price, most_prompt, most_completion))
            else:
                self.failed(number, found.kind, found.reason, cost(price, most_prompt, most_completion))
        with self._writing() as db:
            db.execute("UPDATE attempts SET state = 'lost' WHERE state = 'sent'")

    def spent(self) -> Spent:
        """What all attempts have cost; the most that they can have cost where nobody told."""
        with self._told("cannot be read"):
            count, prompts, completions = self._db.execute(
                "SELECT count(*), coalesce(sum(prompt_tokens), 0), coalesce(sum(completion_tokens), 0) FROM attempts"
            ).fetchone()
            prices = self._db.execute("SELECT money, count(*) FROM attempts GROUP BY money").fetchall()
        return Spent(count, prompts, completions, sum((Decimal(money) * times for money, times in prices), Decimal(0)))

    def outcomes(self) -> dict[str, int]:
        """How many requests came to what."""
        with self._told("cannot be read"):
            return dict(self._db.execute("SELECT outcome, count(*) FROM requests GROUP BY outcome ORDER BY outcome"))

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        self._db.close()

    def _set(self, number: int, state: str, reason: str, spent: Spent) -> None:
        self._db.execute(
            "UPDATE attempts SET state = ?, reason = ?, prompt_tokens = ?, completion_tokens = ?, money = ? WHERE number = ?",
            [state, reason, spent.prompt_tokens, spent.completion_tokens, str(spent.money), number],
        )

    def _identify(self, identity: Mapping[str, str]) -> None:
        """Write the header of a new ledger, or compare that of an old one."""
        if not self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            with self._writing(durable=True) as db:
                for statement in (*TABLES.split(";"), *(f"PRAGMA {name} = {sign}" for name, sign in HEAD.items())):
                    db.execute(statement)
                db.executemany("INSERT INTO header VALUES (?, ?)", sorted(identity.items()))
            return
        if any(self._db.execute(f"PRAGMA {name}").fetchone()[0] != sign for name, sign in HEAD.items()):
            raise UsageError(f"{str(self.path)!r} is no ledger of this version; move it away to begin a new one")
        was = dict(self._db.execute("SELECT name, value FROM header"))
        for name in sorted({*was, *identity}):
            if was.get(name) != identity.get(name):
                raise UsageError(
                    f"ledger {str(self.path)!r} was made with {name} {was.get(name, '')!r}, not {identity.get(name, '')!r}; "
                    "build the recipe that it was made with, or move it away to begin a new one"
                )

    @contextmanager
    def _writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction; `durable`: on the disk at its end."""
        with self._told("cannot be written"):
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Alone with the file; what SQLite finds wrong with it becomes one line."""
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                problem = _problem(error)
            else:
                return
        raise UsageError(f"ledger {str(self.path)!r} {what}: {problem}")


def told(found: Completion, prices: Prices, most_prompt: int, most_completion: int) -> Spent:
    """What a completion cost; the most that it can have where the server does not count."""
    prompts = most_prompt if found.prompt_tokens is None else found.prompt_tokens
    completions = most_completion if found.completion_tokens is None else found.completion_tokens
    return cost(prices, prompts, completions)


def _opened(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection that alone holds the file; one that cannot be written is read as it is."""
    if not writable:
        if path.with_name(path.name + "-wal").exists():
            raise UsageError(f"ledger {str(path)!r} was not closed and cannot be written; copy it, with its -wal file")
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    made = sqlite3.connect(path, timeout=1.0, isolation_level=None, check_same_thread=False)
    try:
        made.execute("PRAGMA locking_mode = EXCLUSIVE")
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("BEGIN EXCLUSIVE")
        made.execute("COMMIT")
    except sqlite3.Error:
        made.close()
        raise
    return made


def _problem(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another build is using it; wait for that one, or build with another --out"
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return f"{error}; make room on the disk and build again, which goes on from what is kept"
    if name.startswith("SQLITE_NOTADB"):
        return "it is no ledger; move it away to begin a new one"
    return f"{error}"
