"""The grammar of the scripted teacher's wordings: what it reads, what it draws, and that its files fit together."""

import random

import pytest

from goldsmith.generators.teachers.scripted.grammar import Draw, Grammar, Node, grammar, parsed
from goldsmith.generators.teachers.scripted.voice import FILES

SLOTS = {"s", "v", "o", "g", "x", "l", "f", "n", "a", "b", "t", "q", "sent", "tr", "text", "joined", "source"}
SLOTS |= {"gender", "number", "person", "mood", "tense", "features", "right", "wrong", "rightq", "wrongq"}
SLOTS |= {"learner", "teacher", "clause", "claim", "asked", "sound", "w"}
WEIGHTED = {"because", "so", "takes", "whole", "tense.passato prossimo", "it.chat", "it.next", "it.last"}
"""Rules in which an alternative stands twice, to come twice as often."""


def drawn(text: str, name: str = "a", **slots: str) -> set[str]:
    one = Grammar(parsed(text))
    return {Draw(one, random.Random(seed)).text(name, slots) for seed in range(200)}


def test_choices_nest_and_may_be_empty() -> None:
    assert drawn("a\n    one (two|three (four|five)|) six\n") == {
        "One two six",
        "One three four six",
        "One three five six",
        "One six",
    }


def test_references_are_rules_or_slots_and_slots_go_first() -> None:
    assert drawn("a\n    {b} {c}\nb\n    x\n    y\n", c="Z") == {"X Z", "Y Z"}
    assert drawn("a\n    {b}\nb\n    x\n", b="slot") == {"Slot"}


def test_an_alternative_is_used_again_only_when_all_were() -> None:
    draw = Draw(Grammar(parsed("a\n    x\n    y\n    z\n")), random.Random(1))
    first = [draw.text("a", {}) for _ in range(3)]
    assert sorted(first) == ["X", "Y", "Z"]
    assert draw.text("a", {}) in first


def test_marks_are_set_as_they_are_written() -> None:
    assert drawn("a\n    {q}. so\n", q='"Ciao."') == {'"Ciao." so'}
    assert drawn("a\n    well , {q} !\n", q="«x»") == {"Well, «x»!"}


@pytest.mark.parametrize("text", ["a\n    (one|two\n", "a\n    one)\n"])
def test_brackets_have_to_close(text: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        parsed(text)


def references(node: Node) -> set[str]:
    if isinstance(node, str):
        return set()
    kind, inner = node
    return {str(inner)} if kind == "ref" else set().union(*map(references, inner))  # type: ignore[call-overload]


def test_every_reference_of_the_files_is_a_rule_or_a_slot() -> None:
    rules = grammar(*FILES).rules
    unknown = {
        (name, ref)
        for name, nodes in rules.items()
        for node in nodes
        for ref in references(node)
        if ref not in rules and ref not in SLOTS
    }
    assert unknown == set()
    assert [name for name, nodes in rules.items() if not nodes] == []


def test_no_other_rule_has_an_alternative_twice() -> None:
    assert {name for name, nodes in grammar(*FILES).rules.items() if len(set(nodes)) < len(nodes)} == WEIGHTED
