"""Conversations through template gates as a build does it: one gate for each role, and one for each role and type."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from goldsmith.generators.teachers.teacher import Message
from goldsmith.schemas.lessons import LessonPlan
from goldsmith.validators.skeletons import Key
from goldsmith.validators.template_gate import LOOSE, Caps, TemplateGate

Name = tuple[str, str]
VALUED = frozenset(("meaning", "plural", "feminine", "form", "article", "translation", "lemma", "auxiliary"))


def values(plan: LessonPlan) -> list[str]:
    """What the plan puts into a conversation."""
    found = [plan.persona.name, plan.learner.name, *(note.text for note in plan.notes)]
    for target in plan.targets:
        found += [target.text, target.text.rstrip(".!?"), target.translation, *(token.form for token in target.tokens)]
    found += [text for claim in plan.claims if claim.kind in VALUED for text in (claim.subject, claim.value)]
    found += [text for wrong in plan.counter_examples for text in (wrong.wrong, wrong.right, wrong.sentence)]
    found += [form for word in plan.words for form in (word.lemma, *word.forms)]
    return [text for text in dict.fromkeys(found) if len(text) > 1]


@dataclass
class Gating:
    """What was asked and what is in; `why` counts the refusals."""

    caps: Caps = LOOSE
    gates: dict[Name, TemplateGate] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    kept: dict[str, str] = field(default_factory=dict)
    why: Counter[tuple[Name, Key]] = field(default_factory=Counter)
    _seen: Counter[Name] = field(default_factory=Counter)

    def offer(self, name: str, plan: LessonPlan, turns: Sequence[Message]) -> bool:
        """Whether the conversation is in."""
        self.asked[plan.type] += 1
        held = values(plan)
        refused = any(
            self._refused(name, one, held, "\n".join(turn.content for turn in turns if turn.role == one[0]))
            for one in names(plan)
        )
        if not refused:
            self.kept[name] = plan.type
        self._withdraw()
        return not refused

    def _refused(self, name: str, gate: Name, held: Sequence[str], text: str) -> bool:
        found = self.gates.setdefault(gate, TemplateGate(self.caps)).offer(name, text, held)
        if found is not None:
            self.why[gate, found.key] += 1
        return found is not None

    def _withdraw(self) -> None:
        for name, gate in self.gates.items():
            for one in gate.withdrawn[self._seen[name] :]:
                self.kept.pop(one, None)
            self._seen[name] = len(gate.withdrawn)

    def settle(self) -> None:
        """Learn the literals a last time, and leave out what they show."""
        for gate in self.gates.values():
            gate.settle()
        self._withdraw()

    def over(self) -> list[tuple[Name, Key, int]]:
        """The keys of accepted texts over their cap."""
        return [
            (name, key, count)
            for name, gate in self.gates.items()
            for key, count in gate.shares()
            if count > self.caps.most(key.kind, len(gate.accepted))
        ]

    @property
    def asks(self) -> float:
        """Conversations asked for one that is in."""
        return self.asked.total() / max(1, len(self.kept))


def names(plan: LessonPlan) -> Iterable[Name]:
    """The gates that a conversation passes."""
    return ((role, kind) for role in ("user", "assistant") for kind in (plan.type, ""))
