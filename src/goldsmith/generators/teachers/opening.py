"""Opens the teacher of a recipe: the served model with its ledger, or offline the ledger alone."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from goldsmith.core.errors import UsageError
from goldsmith.core.keys import Key
from goldsmith.generators.teachers.config import Config
from goldsmith.generators.teachers.ledger import Ledger
from goldsmith.generators.teachers.pauses import Clock, SteadyClock
from goldsmith.generators.teachers.recorded import RecordedTeacher
from goldsmith.generators.teachers.teacher import Teacher

if TYPE_CHECKING:
    from goldsmith.generators.teachers.served import ServedTeacher


@contextmanager
def open_teacher(
    config: Config, ledger: Path, identity: Mapping[str, str], *, offline: bool = False, clock: Clock | None = None
) -> Iterator[Teacher]:
    """The teacher while the block runs; `identity` says whose ledger it is, such as the recipe's name and seed.

    Raises UsageError where the ledger is another's or in use, there is no address or key to send, or the client is not installed.
    """
    if not (offline or config.base_url):
        raise UsageError(
            f"the teacher {config.model!r} has no base_url, which a release does not name; write the address into the recipe, "
            "or give it with --set (teacher.base_url=http://localhost:8000/v1, say)"
        )
    book = Ledger(ledger, {**identity, "model": config.model}, offline=offline)
    try:
        if book.writable:
            book.recover(config.prices)
        if offline:
            yield RecordedTeacher(config.model, book)
            return
        served = _served(config, book, clock or SteadyClock())
        try:
            yield served
        finally:
            served.close()
    finally:
        book.close()


def _served(config: Config, ledger: Ledger, clock: Clock) -> "ServedTeacher":
    try:
        from goldsmith.core.chat import Chat
        from goldsmith.generators.teachers.served import ServedTeacher
    except ImportError as error:
        raise UsageError(f"a teacher needs the client: pip install 'goldsmith[teacher]' ({error})") from error
    chat = Chat(config.base_url, config.model, Key.of(config.key_env), timeout=config.timeout)
    return ServedTeacher(config, ledger, chat, clock)
