"""What is wrong with answers as text, whatever was asked: they do not end, go round in circles, are empty, alike or broken.

No torch in here. Limits follow from the right answers: where a data set answers half of its prompts alike, so may a model.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from goldsmith.train.answering.answers import Answer
from goldsmith.train.measure.repetition import loops

Shares = Mapping[str, float]
"""The share of answers with each fault."""
FAULTS: Mapping[str, tuple[float, str]] = {
    "no_stop": (0.5, "do not come to an end"),
    "loop": (0.5, "go round in circles"),
    "empty": (0.2, "are empty"),
    "same": (0.8, "are one and the same"),
    "bad_char": (0.2, "hold a character that could not be read"),
}
"""The share from which each fault counts, and what it is."""
BROKEN = "�"
SLACK = 1.5
PERCENTILE = 0.99


def shares(answers: Sequence[Answer]) -> dict[str, float]:
    """The share of the answers with each fault; answers are to different prompts."""
    if not answers:
        return dict.fromkeys(FAULTS, 0.0)
    most = max(Counter(answer.text for answer in answers).values())
    return {
        "no_stop": _share(answers, lambda answer: not answer.ended),
        "loop": _share(answers, lambda answer: loops(answer.text, ended=answer.ended)),
        "empty": _share(answers, lambda answer: not answer.text.strip()),
        "same": most / len(answers) if len(answers) > 1 else 0.0,
        "bad_char": _share(answers, lambda answer: BROKEN in answer.text),
    }


def limits(gold: Sequence[str], size: int) -> dict[str, float]:
    """From which share on a fault counts, among `size` answers: the usual one, or half as much again as right ones have."""
    groups = [gold[at : at + size] for at in range(0, len(gold), size)]
    found = [shares([Answer(text) for text in group]) for group in groups if len(group) == min(size, len(gold))]
    return {name: max(usual, SLACK * _p99([one[name] for one in found])) for name, (usual, _) in FAULTS.items()}


@dataclass
class Degeneration:
    """Watches the answers of a run, and has a verdict once `patience` looks in a row, after `warm_up` steps, show one fault.

    `before` are the shares of the untrained base: a fault that is no larger than it was is not what training did. It stays
    empty for a base that never learned anything.
    """

    limits: Shares
    warm_up: int
    patience: int = 2
    before: Shares = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    verdict: str = ""

    def look(self, step: int, answers: Sequence[Answer]) -> bool:
        """Whether the run must stop."""
        found = shares(answers)
        for name in FAULTS:
            bad = step > self.warm_up and found[name] >= self.limits[name] and found[name] > self.before.get(name, 0.0)
            self.seen[name] = self.seen[name] + 1 if bad else 0
            if self.seen[name] >= self.patience:
                self.verdict = self.verdict or f"stopped at step {step}: {said(name, found[name])}"
        return bool(self.verdict)

    def over(self, answers: Sequence[Answer]) -> list[str]:
        """What is wrong with the answers of the model that is kept; what its base did is no excuse."""
        found = shares(answers)
        return [said(name, found[name]) for name in FAULTS if found[name] >= self.limits[name]]


def said(name: str, share: float) -> str:
    """A fault and its share as a sentence."""
    return f"{name}: {100 * share:.0f} % of the answers {FAULTS[name][1]}"


def _share(answers: Sequence[Answer], fault: Callable[[Answer], bool]) -> float:
    return sum(map(fault, answers)) / len(answers)


def _p99(values: Sequence[float]) -> float:
    """The 99th percentile by the nearest-rank method; 0 of nothing."""
    return sorted(values)[ceil(PERCENTILE * len(values)) - 1] if values else 0.0
