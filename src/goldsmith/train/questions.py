"""Which rows of a split a model is asked: all of them, or a keyed sample with as many of each kind as there are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldsmith.core.errors import UsageError
from goldsmith.core.streams import stream
from goldsmith.train.examples import TrainingExample


@dataclass(frozen=True, slots=True)
class Questions:
    """Rows that can be gone through more than once without being held; `chosen` are their places, None for all."""

    opened: Callable[[], Iterator[TrainingExample]]
    count: int
    chosen: frozenset[int] | None = None

    def __iter__(self) -> Iterator[TrainingExample]:
        for place, example in enumerate(self.opened()):
            if self.chosen is None or place in self.chosen:
                yield example

    def __len__(self) -> int:
        return self.count


def questions(
    opened: Callable[[], Iterator[TrainingExample]], limit: int = 0, *, split: str = "", seed: int = 0
) -> Questions:
    """The rows of a split, or of all for "", at most `limit` of them: as many of each kind as there are, a keyed sample.

    Raises UsageError where there is none.
    """
    by_kind: dict[str, list[int]] = {}
    splits: dict[str, None] = {}
    for place, example in enumerate(opened()):
        splits[example.split] = None
        if not split or example.split == split:
            by_kind.setdefault(example.kind, []).append(place)
    count = sum(map(len, by_kind.values()))
    if not count:
        raise UsageError(f"no rows of split {split!r}; there are {', '.join(splits) or 'none at all'}")
    if not limit or limit >= count:
        return Questions(opened, count, frozenset().union(*by_kind.values()) if split else None)
    chosen = _evenly(by_kind, limit, seed)
    return Questions(opened, len(chosen), frozenset(chosen))


def _evenly(by_kind: Mapping[str, Sequence[int]], limit: int, seed: int) -> list[int]:
    """As many places of each kind as can be; what a small kind leaves goes to the others."""
    chosen: list[int] = []
    names = sorted(by_kind, key=lambda name: (len(by_kind[name]), stream("evaluate", seed, name).random()))
    for done, name in enumerate(names):
        share = (limit - len(chosen)) // (len(names) - done)
        chosen += stream("evaluate", seed, "rows", name).sample(by_kind[name], min(share, len(by_kind[name])))
    return chosen
