"""Whether an answer gives the steps of a list as the source does: all of them, in order, under the source's own numbers."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact
from goldsmith.validators.manual.shown import on_one_line
from goldsmith.validators.manual.sources import Source
from goldsmith.validators.manual.wording import mere

NUMBERED = re.compile(r"[ \t]*(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)][ \t]+(?P<text>\S.*)")


class Steps(NamedTuple):
    """An answer in parts: the lines before its first step, the steps with their numbers, and the lines behind them."""

    lead: str
    steps: list[tuple[str, str]]
    tail: str


def number_of(fact: Fact) -> str:
    """The number that the source gives to a step."""
    return fact.rows[0][-1].removeprefix("step ")


def judged(answer: str, facts: Sequence[Fact], sources: Sequence[Source], names: Sequence[str]) -> Iterator[Verdict]:
    """Every check of an answer that gives all steps of a list."""
    found = parted(answer)
    yield from _compared(sources, [text for _, text in found.steps])
    wanted = [number_of(fact) for fact in facts]
    given = [number for number, _ in found.steps]
    if given != wanted[: len(given)]:
        yield Verdict(
            False, "steps_are_numbered", f"the steps are numbered {given!r}, the source numbers them {wanted!r}"
        )
    yield from mere(found.lead, names)
    yield from mere(found.tail, names)


def _says(text: str, source: Source) -> bool:
    """Whether a step is written as its source shows it, its footnotes in brackets behind it."""
    behind = f" ({'; '.join(source.notes)})" if source.notes else ""
    return text.endswith(behind) and source.pattern.fullmatch(text[: len(text) - len(behind)]) is not None


def parted(answer: str) -> Steps:
    """An answer by its lines; a line that has no number and stands between steps belongs to the one before it."""
    lines = [line for line in answer.split("\n") if line.strip()]
    places = [at for at, line in enumerate(lines) if NUMBERED.fullmatch(line)]
    if not places:
        return Steps(answer, [], "")
    steps: list[tuple[str, str]] = []
    for line in lines[places[0] : places[-1] + 1]:
        if found := NUMBERED.fullmatch(line):
            steps.append((found["number"], on_one_line(found["text"])))
        else:
            steps[-1] = (steps[-1][0], f"{steps[-1][1]} {on_one_line(line)}")
    return Steps("\n".join(lines[: places[0]]), steps, "\n".join(lines[places[-1] + 1 :]))


def _compared(wanted: Sequence[Source], given: Sequence[str]) -> Iterator[Verdict]:
    """The steps are those of the source."""
    if len(given) != len(wanted):
        yield Verdict(False, "steps_are_complete", f"{len(given)} steps are given, the source has {len(wanted)}")
        return
    wrong = [at for at, (source, text) in enumerate(zip(wanted, given, strict=True)) if not _says(text, source)]
    if wrong:
        moved = all(any(_says(text, source) for source in wanted) for text in given) and len(set(given)) == len(given)
        rule = "steps_are_in_order" if moved else "steps_are_the_sources"
        at = wrong[0]
        yield Verdict(False, rule, f"step {at + 1} says {given[at]!r}, the source says {wanted[at].plain!r}")
