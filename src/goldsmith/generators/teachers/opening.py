"""Opens the models of a recipe: served, with the ledger and the budget that they share, or offline the ledger alone."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from goldsmith.core.errors import UsageError
from goldsmith.core.keys import Key
from goldsmith.generators.teachers.config import Config
from goldsmith.generators.teachers.ledger import Ledger
from goldsmith.generators.teachers.pauses import Clock, SteadyClock
from goldsmith.generators.teachers.recorded import RecordedTeacher
from goldsmith.generators.teachers.spending import Purse
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
    whose = {**identity, "model": config.model}
    with open_teachers({"teacher": config}, ledger, whose, offline=offline, clock=clock) as (teacher,):
        yield teacher


@contextmanager
def open_teachers(
    configs: Mapping[str, Config],
    ledger: Path,
    identity: Mapping[str, str],
    *,
    offline: bool = False,
    clock: Clock | None = None,
) -> Iterator[tuple[Teacher, ...]]:
    """Several models with one ledger while the block runs, by their keys in the recipe; the first one's budget bounds them all.

    Raises UsageError where one of them cannot be opened.
    """
    for name, config in configs.items():
        if not (offline or config.base_url):
            raise UsageError(
                f"{name} {config.model!r} has no base_url, which a release does not name; write the address into the recipe, "
                f"or give it with --set ({name}.base_url=http://localhost:8000/v1, say)"
            )
    with ExitStack() as stack:
        book = stack.enter_context(closing(Ledger(ledger, identity, offline=offline)))
        if book.writable:
            book.recover({config.model: config.prices for config in configs.values()})
        if offline:
            yield tuple(RecordedTeacher(config.model, book) for config in configs.values())
            return
        purse = Purse(next(iter(configs.values())).budget, book.spent())
        served = (_served(config, book, clock or SteadyClock(), purse) for config in configs.values())
        yield tuple(stack.enter_context(closing(one)) for one in served)


def _served(config: Config, ledger: Ledger, clock: Clock, purse: Purse) -> "ServedTeacher":
    try:
        from goldsmith.core.chat import Chat
        from goldsmith.generators.teachers.served import ServedTeacher
    except ImportError as error:
        raise UsageError(f"a teacher needs the client: pip install 'goldsmith[teacher]' ({error})") from error
    chat = Chat(config.base_url, config.model, Key.of(config.key_env), timeout=config.timeout)
    return ServedTeacher(config, ledger, chat, clock, purse)
