"""Work on the chunk files of an audit, in one process or in several; results come in the order of the chunks."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")


def each(look: Callable[[Path], Result], chunks: Sequence[Path], workers: int) -> Iterator[Result]:
    """What `look` gives for every chunk; it must be picklable where there are several workers."""
    if min(workers, len(chunks)) <= 1:
        yield from map(look, chunks)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(look, chunks)
