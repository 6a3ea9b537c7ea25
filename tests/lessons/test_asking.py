"""Conversations on their way into a release of lessons."""

from dataclasses import replace
from itertools import islice

from goldsmith.datasets.lessons.asking import Asking, Passed
from goldsmith.datasets.lessons.plan import lessons
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.generators.teachers.prompts import built_in
from goldsmith.generators.teachers.scripted.teacher import ScriptedTeacher


def asking() -> Asking:
    recipe = LessonRecipe(name="few", version="1.0.0", seed=5, count=10, description="Few lessons.")
    return Asking(recipe, ScriptedTeacher(bad=0), built_in("lesson"))


def passed(one: Asking) -> Passed:
    """The first conversation that passes the gates."""
    for lesson in islice(lessons(one.recipe), 20):
        (request,) = one._requests([lesson])
        (response,) = one.teacher.ask([request])
        if isinstance(found := one._offer(lesson, response), Passed):
            return found
    raise AssertionError("none of 20 conversations passes")


def test_a_prompt_that_stands_already_is_refused_before_the_release_is_checked() -> None:
    one = asking()
    first = passed(one)
    again = first._replace(lesson=replace(first.lesson, ordinal=first.lesson.ordinal + 1))
    assert one._let_in(first, None) is None
    failure = one._let_in(again, None)
    assert failure is not None
    assert (failure.rule, list(one.taken)) == ("duplicate", [first.lesson.ordinal])
