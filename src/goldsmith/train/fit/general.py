"""General instruction rows of a file: those that may be mixed into training, and those that measure what was forgotten."""

from collections.abc import Sequence

from goldsmith.core.canonical import digest, to_sorted_json
from goldsmith.core.errors import UsageError
from goldsmith.extractors.conversations import conversations
from goldsmith.extractors.examples import Turn
from goldsmith.train.config import Mix
from goldsmith.train.examples import TrainingExample

KIND = "general"
LEAST = 200
"""Rows that are held out where the file has twice as many."""


def general(mix: Mix | None) -> tuple[list[TrainingExample], list[TrainingExample]]:
    """The rows to mix in, and those held out; none of either where there is no mix.

    Which are held out follows from their prompts alone, so every run with one file is measured on the same rows, whatever
    its seed. Of several rows that ask the same, the first counts. A row is called after the number of its record.
    Raises UsageError for a file that is no file of conversations, and for one of which none could be held out.
    """
    if mix is None:
        return [], []
    found: dict[str, TrainingExample] = {}
    for number, turns in enumerate(conversations(mix.file, f"mix {str(mix.file)!r}"), 1):
        key = _key(turns[:-1])
        found.setdefault(key, TrainingExample(f"{KIND}-{number}", KIND, KIND, turns[:-1], turns[-1].content, "", {}))
    keyed = sorted(found)
    held = max(len(keyed) // 10, min(LEAST, len(keyed) // 2))
    if not held:
        raise UsageError(
            f"mix {str(mix.file)!r}: it holds {len(keyed)} distinct question{'s' * (len(keyed) != 1)}, and at least 2 "
            "are needed: one to mix in, and one to measure what is forgotten"
        )
    return [found[key] for key in keyed[held:]], [found[key] for key in keyed[:held]]


def _key(asked: Sequence[Turn]) -> str:
    """The digest of what is asked, without case and spacing."""
    return digest(to_sorted_json([[turn.role, " ".join(turn.content.casefold().split())] for turn in asked]))
