"""The rows a trainer is given: prompt and completion as messages, the general rows mixed in exactly."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from datasets import Dataset

from goldsmith.core.errors import UsageError
from goldsmith.train.examples import TrainingExample


def mixed(
    task: Sequence[TrainingExample], general: Sequence[TrainingExample], share: float, rng: Random
) -> list[TrainingExample]:
    """The task's rows with as many general ones that these make up `share` percent, in random order.

    Interleaving by probability would give another share than asked (15.9 % for 10 % on 90 and 50 rows).
    Raises UsageError where there are too few general rows.
    """
    rows = [*task, *rng.sample(general, wanted(len(task), len(general), share))]
    rng.shuffle(rows)
    return rows


def wanted(task: int, general: int, share: float) -> int:
    """How many general rows beside those of the task make up `share` percent.

    Raises UsageError where there are fewer.
    """
    found = round(task * share / (100 - share))
    if found > general:
        raise UsageError(
            f"a mix of {share:g} % beside {task:,} rows of the task needs {found:,} general rows, and there are "
            f"{general:,} apart from those held out: give a larger file or a smaller share"
        )
    return found


def as_dataset(examples: Sequence[TrainingExample]) -> Dataset:
    """A data set with `prompt` and `completion`, which is the form whose loss mask is right by default."""
    return Dataset.from_list(list(_rows(examples)))


def _rows(examples: Sequence[TrainingExample]) -> Iterator[dict[str, Any]]:
    for example in examples:
        prompt, completion = example.messages()
        yield {"prompt": prompt, "completion": completion}
