"""The register of a manual: which places stand under given names, found without going through all of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from goldsmith.extractors.manual.facts import Path
from goldsmith.extractors.manual.mentions import Mention
from goldsmith.extractors.manual.standing import Standing

FEW = 32
"""Places of one row that are looked at one by one; of more, those under the rarest other name are."""


class Register:
    """The places of a manual by their rows' labels in full, and by each of their other names."""

    def __init__(self, those: Sequence[Standing]) -> None:
        self.those = those
        self.by_row: dict[Path, list[int]] = defaultdict(list)
        self.by_label: dict[str, set[int]] = defaultdict(set)
        self.ending: dict[str, dict[Path, None]] = defaultdict(dict)
        for at, one in enumerate(those):
            for path in one.rows:
                self.by_row[path].append(at)
                self.ending[path[-1]][path] = None
            for label in (*(label for path in one.columns for label in path), *one.others):
                self.by_label[label].add(at)

    def rows_named(self, mentions: Sequence[Mention]) -> Iterator[Path]:
        """The rows all of whose labels are named."""
        allowed = {label for mention in mentions for label in mention.labels}
        for label in sorted(allowed):
            for path in self.ending.get(label, ()):
                if len(path) <= len(mentions) and all(one in allowed for one in path):
                    yield path

    def under(self, mentions: Sequence[Mention]) -> Iterator[Standing]:
        """The places that the names fit: a row is named in full, and every name is one of the place."""
        seen: set[int] = set()
        for path in self.rows_named(mentions):
            rest = [mention for mention in mentions if mention.labels.isdisjoint(path)]
            for at in self._near(path, rest):
                if at not in seen and fits(self.those[at], rest):
                    seen.add(at)
                    yield self.those[at]

    def _near(self, path: Path, rest: Sequence[Mention]) -> Sequence[int]:
        """The places of a row that may have the other names too."""
        of_row = self.by_row[path]
        if len(of_row) <= FEW or not rest:
            return of_row
        pools = ([at for label in sorted(one.labels) for at in self.by_label.get(label, ())] for one in rest)
        pool = min(pools, key=len)
        if len(pool) >= len(of_row):
            return of_row
        return sorted(at for at in set(pool) if path in self.those[at].rows)


def fits(one: Standing, rest: Sequence[Mention]) -> bool:
    """Whether a place has all of some names: each is of one of its columns, or of what stands above it."""
    for column in one.columns or ((),):
        if all(not mention.labels.isdisjoint(column) or not mention.labels.isdisjoint(one.others) for mention in rest):
            return True
    return False
