"""The vocabulary of answers about a manual: which words an answer, and which a refusal may hold."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The closed word lists, in lower case; every refusal holds a word that negates."""

    answering: frozenset[str]
    refusing: frozenset[str]
    negating: frozenset[str]


@cache
def answer_words() -> AnswerWords:
    """The word lists that ship with the package."""
    text = files("goldsmith.schemas").joinpath("answers.toml").read_text(encoding="utf-8")
    said = {name: frozenset(words.split()) for name, words in tomllib.loads(text)["words"].items()}
    negating = said["negating"]
    return AnswerWords(said["answering"] - negating, said["answering"] | said["refusing"] | negating, negating)
