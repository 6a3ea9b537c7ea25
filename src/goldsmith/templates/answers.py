"""Answers about a manual in words: what the page shows, numbered steps, or what is missing and why."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from string import Formatter

import yaml

from goldsmith.extractors.manual.asked import STEPS, VALUE, Asked
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.labels import AFTER_COMMA, IN_BRACKETS, STANDARD, one_line
from goldsmith.extractors.manual.standing import number_of
from goldsmith.templates.kinds import PROSE, kind_of
from goldsmith.templates.names import heading, part_of_sentence

SHORT = 60
"""Signs of a value up to which it fits into a sentence."""
GOING_ON = frozenset(("and", "or", "with", "of", "for", "to", "in", "the", "a", "on", "at", "from", "by"))
"""Words between which and their neighbours a line breaks, but no statement ends."""
NO_SPACE = frozenset("°%'\"")


@cache
def _forms() -> dict[str, dict[str, str]]:
    text = files("goldsmith.templates").joinpath("answers.yaml").read_text(encoding="utf-8")
    return {group: dict(those) for group, those in yaml.safe_load(text).items()}


def answer_forms(asked: Asked, facts: Sequence[Fact], missing: str = "") -> tuple[str, ...]:
    """The wordings that fit an answer, the plain one first. Those that repeat the question's names hold no digits of them."""
    group = missing or (asked.what if asked.what in (VALUE, STEPS) or len(facts) == 1 else "several")
    return tuple(name for name, text in _forms()[group].items() if missing or _fits(text, asked, facts))


def _fits(text: str, asked: Asked, facts: Sequence[Fact]) -> bool:
    slots = {slot for _, slot, _, _ in Formatter().parse(text) if slot}
    if slots & {"it", "label"} and any(sign.isdigit() for sign in heading(asked.names)):
        return False
    inside = slots >= {"value"} and text.endswith(".")
    shown = value_text(facts[0])
    short = len(shown) <= SHORT and shown[-1:] not in ".;:" and "; " not in shown
    if kind_of(asked.what, facts) == PROSE:
        return text.endswith("{value}") and not text.startswith("Spec")
    return not inside or (short and (shown[:1].isdigit() or " " not in shown))


def answer(asked: Asked, facts: Sequence[Fact], form: str, missing: str = "") -> str:
    """The answer in one of its wordings."""
    text = next(those[form] for those in _forms().values() if form in those)
    slots = {slot for _, slot, _, _ in Formatter().parse(text) if slot}
    without = replace(asked.names, model="") if missing else asked.names
    given = {
        "it": part_of_sentence(asked.names),
        "label": heading(asked.names),
        "rest": part_of_sentence(without),
        "rest_label": heading(without),
        "model": asked.names.model,
        "value": value_text(facts[0]) if facts else "",
        "lines": lines(facts) if facts and facts[0].kind == "step" else "",
    }
    return text.format(**{slot: given[slot] for slot in slots})


def lines(steps: Sequence[Fact]) -> str:
    """Steps under their numbers on the page, one line each, in order."""
    return "\n".join(f"{number_of(fact)}. {value_text(fact)}" for fact in steps)


def value_text(fact: Fact) -> str:
    """What the page shows: the text on one line, the unit that its heading gives, and its footnotes."""
    shown = ""
    for line in filter(None, (line.strip() for line in fact.text.split("\n"))):
        shown += _joint(shown, line) + line if shown else line
    shown = " ".join(shown.split())
    unit = _unit_in(fact.unit_from) if fact.unit_from else ""
    shown += ("" if unit[:1] in NO_SPACE else " ") + unit if unit else ""
    return shown + (f" ({'; '.join(fact.notes)})" if fact.notes else "")


def _joint(before: str, line: str) -> str:
    """What stands for the break of a line: nothing where the text goes on, else a semicolon."""
    goes_on = line.startswith(("(", "@")) or before.endswith((",", ";", ":", "/", "("))
    joined = before.rsplit(" ", 1)[-1].lower() in GOING_ON or line.split(" ", 1)[0].lower() in GOING_ON
    return " " if goes_on or joined else "; "


def _unit_in(label: str) -> str:
    """The unit of a heading as the heading writes it."""
    text = one_line(label)
    found = IN_BRACKETS.search(text) or AFTER_COMMA.search(text)
    return STANDARD.sub("", found["inside"].strip() if found else text, count=1)
