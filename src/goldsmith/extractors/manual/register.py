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
        self.by_label: dict[str, list[int]] = defaultdict(list)
        self.ending: dict[str, dict[Path, None]] = defaultdict(dict)
        for at, one in enumerate(those):
            for path in one.rows:
                self.by_row[path].append(at)
                self.ending[path[-1]][path] = None
            for label in dict.fromkeys((*(label for path in one.columns for label in path), *sorted(one.others))):
                self.by_label[label].append(at)

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

    def _near(self, path: Path, rest: Sequence[Mention]) -> Iterator[int]:
        """The places of a row that may have the other names too; not all of them are looked at where few are wanted."""
        of_row = self.by_row[path]
        if len(of_row) > FEW and rest:
            pools = [[self.by_label.get(label, []) for label in sorted(one.labels)] for one in rest]
            smallest = min(pools, key=lambda pool: sum(map(len, pool)))
            if sum(map(len, smallest)) < len(of_row):
                yield from (at for pool in smallest for at in pool if path in self.those[at].rows)
                return
        yield from of_row


def fits(one: Standing, rest: Sequence[Mention]) -> bool:
    """Whether a place has all of some names: each is of one of its columns, or of what stands above it."""
    for column in one.columns or ((),):
        if all(not mention.labels.isdisjoint(column) or not mention.labels.isdisjoint(one.others) for mention in rest):
            return True
    return False
