"""The reader's own dictionary: which words name which field, which units a number may carry."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from goldsmith.extractors.values import plain_words


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Labels and units by field name; a record type may add words and sentence patterns of its own."""

    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_kind: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rates: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def labels_of(self, name: str, kind: str) -> tuple[str, ...]:
        """Every way to name a field, the field's own name first, in plain words."""
        own = plain_words(name)
        known = self.synonyms.get(name, ()) + self.by_kind.get(kind, {}).get(name, ())
        return tuple(dict.fromkeys((own, *map(plain_words, known))))

    def units_of(self, name: str) -> tuple[str, ...]:
        """The units that may follow this field's numbers, longest first."""
        found = self.units.get(name, ())
        for ending, units in self.units.items():
            if ending.startswith("*") and name.endswith(ending[1:]):
                found += units
        return tuple(sorted(set(found), key=lambda unit: (-len(unit), unit)))

    def rates_of(self, kind: str) -> dict[str, tuple[str, ...]]:
        """Facts outside the schema that this record type's derivations know, with their labels."""
        return {name: tuple(map(plain_words, words)) for name, words in self.rates.get(kind, {}).items()}


@cache
def builtin() -> Lexicon:
    """The dictionary that ships with the package."""
    data = tomllib.loads(files("goldsmith.extractors").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    return from_table(data)


def merged(first: Lexicon, second: Lexicon) -> Lexicon:
    """Both dictionaries in one; where both have words for a name, the second one's follow."""
    return Lexicon(
        _joined(first.synonyms, second.synonyms),
        first.by_kind | second.by_kind,
        _joined(first.units, second.units),
        first.rates | second.rates,
        first.phrases | second.phrases,
    )


def _joined(first: dict[str, tuple[str, ...]], second: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: first.get(name, ()) + second.get(name, ()) for name in (*first, *second)}


def from_table(data: dict[str, dict[str, object]]) -> Lexicon:
    """A dictionary from its TOML tables: synonyms, units, kinds.<kind>, rates.<kind>.

    Raises ValueError where a table holds anything but lists of words.
    """
    return Lexicon(
        _word_lists(data.get("synonyms", {})),
        {kind: _word_lists(words) for kind, words in data.get("kinds", {}).items()},
        _word_lists(data.get("units", {})),
        {kind: _word_lists(words) for kind, words in data.get("rates", {}).items()},
    )


def _word_lists(table: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        raise ValueError(f"{table!r} is no table of lists of words")
    for name, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"{name} = {words!r} is no list of words")
    return {name: tuple(words) for name, words in table.items()}
