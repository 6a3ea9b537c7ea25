"""Gates on variety: templates and few answers fail with the figure and the limit in one line, and what people wrote passes."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from goldsmith.datasets.certificate import checked, failures
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.variety import line, section, variety, variety_checks
from goldsmith.validators.human_reference import human_reference
from goldsmith.validators.template_gate import LOOSE, TemplateGate
from imitations import ENGLISH, few_parts, grammar, human, one_template

RECIPE = LessonRecipe(name="varied", version="1.0.0", count=1)
PEOPLE = human(900)


def failed(answers: list[str]) -> list[str]:
    """What a certificate says of the answers under the default limits."""
    found = variety_checks(RECIPE, answers, RECIPE.least_distinct, RECIPE.most_skeletons)
    return failures({"checks": list(map(checked, found)), "relations": [], "liars": {"rules": [], "mutants": []}})


@pytest.mark.parametrize("count", [60, 150, 900])
@pytest.mark.parametrize("imitate", [one_template, few_parts, grammar])
def test_a_corpus_of_templates_fails_by_its_skeletons(imitate: Callable[..., list[str]], count: int) -> None:
    (line,) = failed(imitate(Random(3), count))
    assert line.startswith("check skeletons_are_few: ")
    assert "skeleton rate" in line
    assert "most_skeletons is 40 %" in line
    assert "\n" not in line


@pytest.mark.parametrize("templates", [40, 60])
def test_many_templates_that_the_caps_let_in_fail_by_their_skeletons(templates: int) -> None:
    """Sentences of 12 words or more, with two slots filled from eleven words: nearly all stay under every cap."""
    rng = Random(4)
    patterns = [text.split()[:24] for text in rng.sample(human(2_400), 400) if len(text.split()) >= 12][:templates]
    slots = [rng.sample(range(len(words)), 2) for words in patterns]
    answers = []
    for number in range(2_000):
        words, places = list(patterns[number % templates]), slots[number % templates]
        for place in places:
            words[place] = rng.choice(ENGLISH)
        answers.append(" ".join(words))
    rng.shuffle(answers)
    gate = TemplateGate(LOOSE)
    let_in = [answer for number, answer in enumerate(answers) if gate.offer(str(number), answer) is None]
    assert len(let_in) > 0.9 * len(answers)
    assert "skeletons_are_few" in "".join(failed(let_in))


def test_a_few_answers_for_all_fail_by_both() -> None:
    distinct, skeletons = failed([PEOPLE[place % 32] for place in range(900)])
    assert "3.6 % of 900 answers are distinct, least_distinct is 80 %" in distinct
    assert "check answers_are_distinct: 868 of 900 failed" in distinct
    assert "skeletons_are_few" in skeletons


@pytest.mark.parametrize("count", [0, 1, 7, 50, 900])
def test_what_people_wrote_passes(count: int) -> None:
    assert failed(PEOPLE[:count]) == []


def test_a_limit_is_the_last_value_that_holds() -> None:
    answers = [*PEOPLE[:90], *PEOPLE[:10]]
    for least, holds in ((90, True), (91, False)):
        assert variety_checks(RECIPE, answers, least, 100)[0].ok is holds
    rate = dict(variety_checks(RECIPE, answers, 0, 100)[1].figures)["skeleton_percent"]
    for most, holds in ((rate, True), (rate - 1, False)):
        assert variety_checks(RECIPE, answers, 0, most)[1].ok is holds


def test_every_figure_stands_beside_that_of_people() -> None:
    told = variety(RECIPE, PEOPLE)
    assert (told["answers"], told["distinct"], told["sample"]) == (900, 1.0, 200)
    reference = human_reference()
    for one in told["figures"]:
        beside = reference.of(one["figure"], 200)
        assert beside
        assert one["people"] == beside.model_dump()
    table = [row for row in section(told).splitlines() if row.startswith("| ")]
    assert len(table) == 1 + len(told["figures"]) == 9
    assert reference.source in section(told)
    assert "skeleton rate" in line(told)


def test_too_few_answers_are_not_compared() -> None:
    told = variety(RECIPE, PEOPLE[:40])
    assert told["figures"] == []
    assert "too few" in line(told)
    assert "too few" in section(told)


def test_the_sample_hangs_on_the_recipe_alone() -> None:
    other: Any = RECIPE.model_copy(update={"seed": 2})
    assert variety(RECIPE, PEOPLE) == variety(RECIPE, PEOPLE)
    assert variety(RECIPE, PEOPLE)["figures"] != variety(other, PEOPLE)["figures"]
