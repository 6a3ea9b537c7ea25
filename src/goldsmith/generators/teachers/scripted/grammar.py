"""Grammars of wordings: rules with alternatives, which refer to other rules and to slots, and the texts drawn from them.

A line that is not indented names a rule, the indented ones below it are its alternatives. In an alternative `(a|b|)` is a
choice, `{name}` a rule or a slot, `~` a place where a third of the wordings put an adverb (the rule `mid`).
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

TOKEN = re.compile(r"[(|)]|\{[a-z0-9_. -]+\}|[^(|){}]+")
Node = str | tuple[str, object]
"""Text, ("ref", name), ("seq", nodes) or ("choice", nodes)."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The alternatives of each rule."""

    rules: Mapping[str, tuple[Node, ...]]

    def __contains__(self, name: str) -> bool:
        return name in self.rules


@dataclass(slots=True)
class Draw:
    """One conversation's draws: its chance, its slots, and the alternatives that it has used already."""

    grammar: Grammar
    rng: random.Random
    used: set[tuple[str, int]] = field(default_factory=set)

    def text(self, name: str, slots: Mapping[str, str]) -> str:
        """A wording of the rule; an alternative that was used before only if no other is left."""
        return _tidy("".join(self._rule(name, slots)))

    def _rule(self, name: str, slots: Mapping[str, str]) -> Iterator[str]:
        nodes = self.grammar.rules[name]
        fresh = [place for place in range(len(nodes)) if (name, place) not in self.used]
        place = self.rng.choice(fresh or list(range(len(nodes))))
        self.used.add((name, place))
        yield from self._node(nodes[place], slots)

    def _node(self, node: Node, slots: Mapping[str, str]) -> Iterator[str]:
        if isinstance(node, str):
            yield node
            return
        kind, inner = node
        if kind == "ref":
            name = str(inner)
            if name in slots:
                yield slots[name]
            else:
                yield from self._rule(name, slots)
        elif kind == "choice":
            yield from self._node(self.rng.choice(inner), slots)  # type: ignore[arg-type]
        else:
            for part in inner:  # type: ignore[attr-defined]
                yield from self._node(part, slots)


def parsed(text: str) -> dict[str, tuple[Node, ...]]:
    """The rules of a file. Raises ValueError where brackets do not close."""
    rules: dict[str, list[Node]] = {}
    name = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line[0].isspace():
            name = line.strip()
            rules.setdefault(name, [])
            continue
        tokens = TOKEN.findall(line.strip().replace("~", "(||{mid})"))
        node, place = _choice(tokens, 0)
        if place != len(tokens):
            raise ValueError(f"a bracket too many in {line.strip()!r}")
        rules[name].append(node)
    return {name: tuple(nodes) for name, nodes in rules.items()}


def _choice(tokens: Sequence[str], place: int) -> tuple[Node, int]:
    choices: list[Node] = []
    parts: list[Node] = []
    while place < len(tokens) and tokens[place] != ")":
        token = tokens[place]
        if token == "|":
            choices.append(("seq", tuple(parts)))
            parts = []
        elif token == "(":
            inner, place = _choice(tokens, place + 1)
            if place >= len(tokens):
                raise ValueError(f"a bracket does not close in {''.join(tokens)!r}")
            parts.append(inner)
        else:
            parts.append(("ref", token[1:-1]) if token[0] == "{" else token)
        place += 1
    choices.append(("seq", tuple(parts)))
    return (choices[0] if len(choices) == 1 else ("choice", tuple(choices))), place


def _tidy(text: str) -> str:
    """Single spaces, none before a mark, a capital at the beginning of each sentence, one mark at its end."""
    text = re.sub(r"[^\S\n]+", " ", text).strip()
    text = re.sub(r" ([,.;:!?…])", r"\1", text)
    text = re.sub(r"([.!?…])([\"”»*])[.]", r"\1\2", text)
    text = re.sub(r"([.!?…])([\"”»*]),", r"\2,", text)
    return re.sub(r"(?:^|(?<=[.!?…] ))([a-zàèéìòù])", lambda found: found[1].upper(), text)


@cache
def grammar(*names: str) -> Grammar:
    """The grammar of the named files. Raises ValueError where a rule stands in two of them."""
    rules: dict[str, tuple[Node, ...]] = {}
    for name in names:
        text = files("goldsmith.generators.teachers.scripted").joinpath("wording", f"{name}.txt").read_text("utf-8")
        for rule, nodes in parsed(text).items():
            if rule in rules:
                raise ValueError(f"rule {rule!r} stands in two files, the second {name}.txt")
            rules[rule] = nodes
    return Grammar(rules)
