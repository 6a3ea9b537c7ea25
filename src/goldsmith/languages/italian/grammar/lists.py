"""Lists of words that the shallow grammar needs, from text files: `[name]` and under it the words."""

from functools import cache
from importlib.resources import files

FILES = {"goldsmith.languages.italian": "data/grammar_words.txt"}


@cache
def words_of(name: str, package: str = "goldsmith.languages.italian") -> frozenset[str]:
    """The words of one list."""
    file = FILES.get(package, "word_lists.txt")
    text = files(package).joinpath(file).read_text(encoding="utf-8")
    parts = text.split(f"[{name}]\n")
    return frozenset(parts[1].partition("[")[0].split())


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The lines of a text file of the plug-in's data."""
    text = files("goldsmith.languages.italian").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)
