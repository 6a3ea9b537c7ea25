"""Lies about lessons are caught by what is said: the columns of a row follow each lie, and declared errors are shown as errors alone."""

from pathlib import Path

from forgery import rows_of
from goldsmith.datasets.lessons.examine import liars
from goldsmith.datasets.lessons.recipe import LessonRecipe

SAID = ("turns", "answer", "Italian", "claim")
RECIPE = LessonRecipe(name="lied", version="1.0.0", count=40)


def test_no_lie_in_a_turn_is_caught_by_the_columns(lesson_release: Path) -> None:
    kills = liars(RECIPE, list(rows_of(lesson_release).values()))
    assert sum(kill.tried for kill in kills if kill.mutant.startswith("Italian")) > 10
    for kill in kills:
        assert kill.killed == kill.tried, kill.survivors
        assert not kill.mutant.startswith(SAID) or "columns_agree" not in kill.by
