"""The project's own readers as an answerer: what a prompt states and what follows from it, without a model.

They answer by the route that verification takes, so on a release they show what every row promises; a prompt with no one
reading gets an empty answer. On files made elsewhere they are a ceiling only where the wording is theirs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from goldsmith.core.canonical import from_json, to_json
from goldsmith.extractors.prompts import read
from goldsmith.extractors.reading import Reading, Unreadable, nested, pattern_of
from goldsmith.train.answering.answers import Answer, Told, silent
from goldsmith.train.examples import TrainingExample
from goldsmith.validators.knowledge import BUILTIN, Knowledge

NAME = "rules"


@dataclass(frozen=True)
class Readers:
    """Answers from the prompt and its schema alone; `knowledge` is that of a domain beside the built-in one."""

    knowledge: Knowledge = BUILTIN

    @property
    def identity(self) -> Mapping[str, Any]:
        """The readers, which are those of this version of the package."""
        return {"model": NAME}

    @property
    def decoding(self) -> Mapping[str, Any]:
        """Nothing is decoded."""
        return {"decoding": "none"}

    def count(self, texts: Iterable[str]) -> Iterator[int]:
        """No tokens at all."""
        return (0 for _ in texts)

    def answer(
        self, examples: Iterable[TrainingExample], *, most_tokens: int = 0, progress: Told = silent
    ) -> Iterator[Answer]:
        """An answer to each example, empty where its prompt has no one reading or it has no schema."""
        for example in examples:
            started = perf_counter()
            text = self._text(example)
            yield Answer(text, seconds=perf_counter() - started)
            progress(1)

    def _text(self, example: TrainingExample) -> str:
        if not example.schema:
            return ""
        try:
            reading = read(example.prompt, example.schema, self.knowledge.lexicon)
            return to_json(nested(reading.stated | self._derived(reading, example.schema)))
        except (Unreadable, KeyError, TypeError, ZeroDivisionError):  # a derivation lacks what it starts from
            return ""

    def _derived(self, reading: Reading, schema: str) -> dict[Any, Any]:
        """What is asked for and follows from what is stated."""
        if not reading.asked:
            return {}
        kind = str(from_json(schema).get("$id", "")).rsplit(":", 1)[-1]
        follows = self.knowledge.derive(kind, nested(reading.stated), reading.rates)
        return {
            path: value for path, value in follows if pattern_of(path) in reading.asked and path not in reading.stated
        }
