"""The figures of an evaluation: shares and ratios over answered rows, each with its 95 % interval and the rows it is over.

Every metric is over the rows of which it can be said, and `n` counts those; one with n = 0 has no value. METRICS says what
each one means. Truncated answers are counted apart from invalid ones: json_valid, invalid and the truncated answers that
are no JSON add up to one.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from goldsmith.train.measure.intervals import Interval, Ratio, bootstrap, wilson
from goldsmith.train.measure.score import GROUPS, Outcome

METRICS: dict[str, str] = {
    "exact": "answers that are right: JSON equality where the answer is to be JSON, the same text elsewhere",
    "json_valid": "answers that are one JSON value, nothing around it, no key twice, no NaN",
    "json_valid_fenced": "the same, with one enclosing code fence allowed",
    "invalid": "answers that came to an end and are no JSON",
    "schema_compliance": "answers that keep the row's JSON Schema; what is no JSON does not",
    "schema_compliance_given_valid": "the same among answers that are JSON",
    "json_exact": "answers that equal the gold answer as JSON: true is not 1, 1 is 1.0, keys in any order, lists in theirs",
    "declared_exact": "answers right under the comparisons that the data set declares for its fields",
    "quantity_exact": "answers right when measured values compare as values: 5 kg is 5000 g and not 5; rows that have some",
    "field_f1_micro": "F1 over all leaves of all answers; a wrong value is a false positive and a false negative",
    "field_f1_macro": "F1 over the leaves of an answer, its mean over answers",
    "stated_fields": "gold leaves that the prompt states, answered right",
    "derived_fields": "gold leaves that have to be worked out, answered right",
    "spurious": "asserted leaves where the gold answer has none or null",
    "ungrounded": "asserted leaves that are wrong and stand nowhere in the prompt, in no notation",
    "text_exact": "plain answers that are the gold text",
    "text_alike": "plain answers that are it but for case, spacing, quotation marks and closing punctuation",
    "numbered_steps": "procedures written as steps 1 to n in order, as many as the gold answer has",
    "abstained": "answers that give none: empty, null, or words that say so",
    "abstention_accuracy": "rows without an answer on which the model gives none",
    "false_abstention": "rows with an answer on which the model gives none",
    "truncated": "answers that were cut at the most tokens allowed",
    "looped": "answers without an end that repeat one unit over and over",
    "failed": "prompts to which no answer could be had",
    "probability_right": "mean probability of the tokens of right answers",
    "probability_wrong": "mean probability of the tokens of wrong answers: how sure the model is when it is wrong",
}
"""What each metric is over or counts."""

SHARES: dict[str, Callable[[Outcome], bool | None]] = {
    "exact": lambda one: one.exact,
    "json_valid": lambda one: one.valid if one.structured else None,
    "json_valid_fenced": lambda one: one.fenced if one.structured else None,
    "invalid": lambda one: one.ended and not one.valid if one.structured else None,
    "schema_compliance": lambda one: one.complies,
    "schema_compliance_given_valid": lambda one: one.complies if one.valid else None,
    "json_exact": lambda one: one.exact if one.structured else None,
    "declared_exact": lambda one: one.declared,
    "quantity_exact": lambda one: one.values,
    "text_exact": lambda one: None if one.structured else one.exact,
    "text_alike": lambda one: None if one.structured else one.alike,
    "numbered_steps": lambda one: one.steps,
    "abstained": lambda one: one.abstained,
    "abstention_accuracy": lambda one: one.abstained if one.absent else None,
    "false_abstention": lambda one: None if one.absent else one.abstained,
    "truncated": lambda one: not one.ended,
    "looped": lambda one: one.looped,
    "failed": lambda one: one.failed,
}
Parts = tuple[float, float] | None
RATIOS: dict[str, Callable[[Outcome], Parts]] = {
    "field_f1_micro": lambda one: (2.0 * one.counts.tp, 2.0 * one.counts.tp + one.counts.fp + one.counts.fn),
    "field_f1_macro": lambda one: (one.counts.f1, 1.0) if one.structured else None,
    "stated_fields": lambda one: one.stated,
    "derived_fields": lambda one: one.derived,
    "spurious": lambda one: (one.hallucinated.spurious, one.hallucinated.asserted),
    "ungrounded": lambda one: (one.hallucinated.ungrounded, one.hallucinated.asserted),
    "probability_right": lambda one: (one.probability, 1.0) if one.exact and one.probability is not None else None,
    "probability_wrong": lambda one: None if one.exact or one.probability is None else (one.probability, 1.0),
}


class Figure(NamedTuple):
    """A metric's value with its 95 % interval, and the rows that it is over; no value where there are none."""

    value: float | None
    low: float | None
    high: float | None
    n: int


class Speed(NamedTuple):
    """How fast answers came: the seconds that half of the prompts and 95 % of them waited, and answers and tokens a second."""

    p50: float
    p95: float
    answers_per_second: float
    tokens_per_second: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of some answered rows by the names of METRICS."""

    n: int
    figures: Mapping[str, Figure]
    speed: Speed | None = None

    def __getitem__(self, name: str) -> Figure:
        return self.figures[name]

    def as_json(self) -> dict[str, Any]:
        """The summary as eval.json and run.json hold it; metrics without rows are left out."""
        figures = {name: figure._asdict() for name, figure in self.figures.items() if figure.n}
        return {"n": self.n, "figures": figures} | ({"speed": self.speed._asdict()} if self.speed else {})


def summarise(
    outcomes: Sequence[Outcome], *, seconds: float = 0.0, sure: Collection[str] = tuple(RATIOS), key: str = "eval"
) -> Summary:
    """All figures of these rows; `seconds` is how long all of them took together, `sure` names the ratios with an interval."""
    ratios = {name: _ratio(outcomes, parts) for name, parts in RATIOS.items()}
    ends = bootstrap({name: ratio for name, (ratio, _) in ratios.items() if name in sure}, key)
    figures = {name: _share(outcomes, holds) for name, holds in SHARES.items()}
    for name, (ratio, rows) in ratios.items():
        interval = _unless_alike(ends.get(name), ratio.value, rows)
        figures[name] = Figure(ratio.value, interval and interval.low, interval and interval.high, rows)
    return Summary(
        len(outcomes), {name: figures[name] for name in METRICS}, speed(outcomes, seconds) if seconds else None
    )


def row_figures(outcome: Outcome) -> dict[str, float]:
    """What one row adds to each metric that can be said of it, so that models can be compared row by row."""
    shares = {name: float(told) for name, holds in SHARES.items() if (told := holds(outcome)) is not None}
    ratios = {name: two[0] / two[1] for name, parts in RATIOS.items() if (two := parts(outcome)) and two[1]}
    return shares | ratios


def by_groups(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Summary]]:
    """The same figures by kind, complexity, genre, wording and mode; a group that no row names is left out."""
    made: dict[str, dict[str, Summary]] = {}
    for place, name in enumerate(GROUPS):
        found: dict[str, list[Outcome]] = {}
        for one in outcomes:
            if one.groups[place]:
                found.setdefault(one.groups[place], []).append(one)
        if found:
            made[name] = {
                value: summarise(found[value], sure=("field_f1_micro",), key=f"{name} {value}")
                for value in sorted(found)
            }
    return made


def speed(outcomes: Sequence[Outcome], seconds: float) -> Speed:
    """How fast the rows were answered, all of them in `seconds`."""
    waited = sorted(one.seconds for one in outcomes)
    p50, p95 = (waited[min(len(waited) - 1, int(share * len(waited)))] if waited else 0.0 for share in (0.5, 0.95))
    return Speed(p50, p95, len(outcomes) / seconds, sum(one.tokens for one in outcomes) / seconds)


def _unless_alike(found: Interval | None, value: float | None, rows: int) -> Interval | None:
    """The bootstrap's interval; Wilson's over rows where all rows are right, or none: drawing from equals tells nothing."""
    alike = found is not None and found.low == found.high == value and value in (0, 1)
    return wilson(rows if value else 0, rows) if alike else found


def _share(outcomes: Iterable[Outcome], holds: Callable[[Outcome], bool | None]) -> Figure:
    said = [told for one in outcomes if (told := holds(one)) is not None]
    right = sum(said)
    low, high = wilson(right, len(said))
    return Figure(right / len(said), low, high, len(said)) if said else Figure(None, None, None, 0)


def _ratio(outcomes: Iterable[Outcome], parts: Callable[[Outcome], Parts]) -> tuple[Ratio, int]:
    """The ratio over all rows, and how many of them have a part in it."""
    told = [parts(one) or (0.0, 0.0) for one in outcomes]
    return Ratio([above for above, _ in told], [below for _, below in told]), sum(below > 0 for _, below in told)
