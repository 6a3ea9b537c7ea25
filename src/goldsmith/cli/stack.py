"""The training libraries: an extra, seconds to import, and chatty."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from goldsmith.core.errors import UsageError

CHATTY = ("bitsandbytes", "huggingface_hub")


@contextmanager
def training_stack(doing: str) -> Iterator[None]:
    """Import the libraries inside this, so that every other command starts without them.

    Raises UsageError that says what to install.
    """
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        yield
    except ImportError as error:
        raise UsageError(f"{doing} needs the training libraries: pip install 'goldsmith[train]' ({error})") from error
