"""How varied a release's answers are, beside what people wrote: figures, limits and a table, for every track that has prose."""

from collections.abc import Sequence
from typing import Any

from goldsmith.core.streams import permutation
from goldsmith.datasets.keys import Recipe
from goldsmith.validators.diversity import (
    FIGURES,
    NAMED,
    WORDS,
    Sample,
    distinct,
    figures,
    repeated,
    sample_of,
    worded,
)
from goldsmith.validators.human_reference import Range, human_reference
from goldsmith.validators.sets import Check

FIRST = ("skeleton_rate", "self_repetition", "vendi")
"""The figures that a summary names."""


def sampled(recipe: Recipe, answers: Sequence[str]) -> Sample:
    """A keyed sample of the answers."""
    order = permutation(len(answers), recipe.name, recipe.seed, "variety")
    return sample_of([answers[place] for place in order])


def variety(recipe: Recipe, answers: Sequence[str]) -> dict[str, Any]:
    """The figures of a release as JSON values, each beside that of people's texts over samples of the same size."""
    told = list(worded(answers))
    sample, reference = sampled(recipe, told), human_reference()
    size, measured = len(sample.texts), figures(sample)
    beside = {name: getattr(reference, name) for name in ("people", "task", "source", "licence")}
    return {
        "answers": len(told),
        "distinct": round(distinct(told), 4),
        "sample": size,
        "first_words": WORDS,
        "beside": beside | {"samples": reference.samples.get(size, 0)},
        "figures": [
            {
                "figure": figure.name,
                "says": f"{figure.title}: {figure.counts}",
                "release": measured[figure.name],
                "people": _range(reference.of(figure.name, size)),
                "better": figure.better,
            }
            for figure in FIGURES
            if figure.name in measured
        ],
    }


def _range(found: Range | None) -> dict[str, float] | None:
    return found.model_dump() if found else None


def variety_checks(recipe: Recipe, answers: Sequence[str], least_distinct: float, most_skeletons: float) -> list[Check]:
    """Whether enough answers differ, over all, and few enough sentences are built alike, over the sample; limits in percent."""
    told = list(worded(answers))
    return [_distinct(told, least_distinct), _skeletons(sampled(recipe, told), most_skeletons)]


def _distinct(answers: Sequence[str], least: float) -> Check:
    share = 100 * distinct(answers)
    short = bool(answers) and share < least
    reason = f"{share:.1f} % of {len(answers):,} answers are distinct, least_distinct is {least:g} %"
    return Check(
        "answers_are_distinct",
        f"at least {least:g} % of the answers are distinct",
        max(1, len(answers)),
        len(answers) - round(len(answers) * share / 100) if short else 0,
        (reason,) if short else (),
        (("distinct_percent", round(share, 2)), ("least_percent", least)),
    )


def _skeletons(sample: Sample, most: float) -> Check:
    patterns = sample.patterns()
    again = repeated(patterns)
    share = 100 * again.total() / max(1, len(patterns))
    over = share > most
    commonest = f"; the commonest {again.most_common(1)[0][0]!r}" if again else ""
    reason = f"skeleton rate {share:.1f} % of {len(patterns):,} sentences, most_skeletons is {most:g} %{commonest}"
    return Check(
        "skeletons_are_few",
        f"at most {most:g} % of the sentences of a sample are built like one of another answer",
        max(1, len(patterns)),
        again.total() if over else 0,
        (reason,) if over else (),
        (("skeleton_percent", round(share, 2)), ("most_percent", most)),
    )


def said(one: dict[str, Any]) -> tuple[str, str, str]:
    """A figure of the certificate in words: the release's, the mean of people's samples, and their lowest and highest."""
    figure, people = NAMED[one["figure"]], one["people"]
    here = figure.said(one["release"])
    if people is None:
        return here, "not measured", ""
    mean, low, high = (figure.said(people[name]) for name in ("mean", "low", "high"))
    return here, mean, f"{low.removesuffix(' %')} to {high}"


def line(told: dict[str, Any]) -> str:
    """What a summary says in one line: the distinct answers of all, and some figures with people's in brackets."""
    first = [(NAMED[one["figure"]].title, *said(one)) for one in told["figures"] if one["figure"] in FIRST]
    beside = ", ".join(f"{title} {here} ({people})" for title, here, people, _ in first)
    head = f"{100 * told['distinct']:.1f} % of {told['answers']:,} answers distinct"
    return f"{head}; beside people's: {beside}" if beside else f"{head}; too few to be compared with people's"


def section(told: dict[str, Any]) -> str:
    """The part of a card: every figure of the release beside that of people."""
    head = f"## Variety\n\n{100 * told['distinct']:.1f} % of {told['answers']:,} answers are distinct."
    if not told["figures"]:
        return f"{head} They are too few for figures that could be compared with people's."
    return f"{head} {explained(told)}\n\n{_table(told)}"


def explained(told: dict[str, Any]) -> str:
    """Over what the figures were taken, and whose texts people's are."""
    beside = told["beside"]
    return (
        f"The figures are taken over the first {told['first_words']} words of {told['sample']} answers, and over equally many "
        f"sentences, word pairs and bytes on both sides. People are {beside['people']}: the mean of {beside['samples']} samples of "
        f"{told['sample']} answers, and the lowest and highest of a sample. Theirs are {beside['task']}. "
        f"Source: {beside['source']}, {beside['licence']}."
    )


def _table(told: dict[str, Any]) -> str:
    rows = ""
    for one in told["figures"]:
        here, people, reach = said(one)
        rows += f"| {one['says']} | {here} | {people} | {reach} | {one['better']} |\n"
    head = "| figure | this release | human tutors | lowest to highest | more varied is |\n|---|--:|--:|--:|---|\n"
    return head + rows
