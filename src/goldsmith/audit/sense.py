"""What is learned about the files as a whole before any check runs; every check may read it, none changes it."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldsmith.audit import grounding, measures, tasks
from goldsmith.audit.grounding import Grounding
from goldsmith.audit.measures import Measures
from goldsmith.audit.rows import Rows
from goldsmith.audit.tasks import Task, Tasks
from goldsmith.extractors.examples import Example
from goldsmith.extractors.shapes import Shape

SAMPLE = 20_000
"""Rows that the tasks are learned from."""
CLOSER = 3_000
"""Rows of them that are held against their prompts, to learn which fields repeat what stands there."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person asked for, as plain values."""

    mapping: Mapping[str, str]
    rules: tuple[str, ...] = ()
    expect: str = ""
    tokenizer: str = ""
    max_length: int = 0
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Sense:
    """Shape of each file, splits, tasks, and the options; picklable, since every worker gets it."""

    shapes: Mapping[str, Shape]
    splits: tuple[str, ...]
    tasks: Tasks
    options: Options
    grounding: Grounding
    measures: Measures

    def task_of(self, example: Example) -> Task:
        """The task that an example belongs to."""
        return self.tasks.every[self.tasks.of(example)]


def learn(rows: Rows, shapes: Mapping[str, Shape], options: Options) -> Sense:
    """Look once over the rows and say what kind of data this is."""
    with rows.connection() as connection:
        found = connection.execute("SELECT DISTINCT split FROM rows WHERE problem = '' ORDER BY split").fetchall()
    sample = rows.sample(SAMPLE)
    closer = sample[:: max(1, len(sample) // CLOSER)]
    return Sense(
        shapes,
        tuple(split for (split,) in found),
        tasks.learn(sample),
        options,
        grounding.learn(closer),
        measures.learn(closer),
    )
