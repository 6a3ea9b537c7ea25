"""A conversation as one text, for models that were not made for turns."""

from collections.abc import Sequence

from goldsmith.extractors.examples import SYSTEM, Turn


def as_text(asked: Sequence[Turn]) -> str:
    """What is asked: system turns, then a single question as it stands, or every turn under its role; a blank line between.

    The same in training, in evaluation and for whoever asks the model later.
    """
    said = [turn for turn in asked if turn.role != SYSTEM]
    system = [turn.content for turn in asked if turn.role == SYSTEM]
    spoken = [turn.content if len(said) == 1 else f"{turn.role}: {turn.content}" for turn in said]
    return "\n\n".join((*system, *spoken))
