"""P4: nothing is cut and nothing is left out."""

from collections.abc import Sequence

from goldsmith.train.examples import TrainingExample
from goldsmith.train.gates import Gate, gate
from goldsmith.train.preflight.supervision import Supervision

SAYS = (
    "every row is trained on in full: none is over the length, cut or left out, and each ends with the end of its turn"
)

RANKS = {"p50": 50, "p95": 95, "max": 100}


def lengths_gate(found: Supervision, rows: Sequence[TrainingExample], length: int) -> Gate:
    """P4 from what the trainer prepared of the rows; `length` is the most tokens that a row may have."""
    over = {place for place, tokens in found.tokens.items() if tokens > length}
    longest = max((found.tokens[place] for place in over), default=0)
    wrong = [f"{rows[place].id}: {found.tokens[place]} tokens, and the length is {length}" for place in sorted(over)]
    wrong = [f"{one}; `length: {longest}` holds every row" for one in wrong]
    wrong += [reason for place, reason in found.open.items() if place >= 0 and place not in over]
    left_out = max(0, found.rows - found.sequences)
    wrong += _unexplained(found, rows, over, left_out)
    figures = {
        "rows": found.rows,
        "sequences": found.sequences,
        "over_length": len(over),
        "left_out": left_out,
        "without_end": len(found.open),
        "length": length,
    }
    return gate("P4", "lengths", SAYS, checked=found.rows, wrong=wrong, figures=figures)


def _unexplained(found: Supervision, rows: Sequence[TrainingExample], over: set[int], left_out: int) -> Sequence[str]:
    """Cut sequences whose row is not known, and rows left out, beyond those that were over the length."""
    names = ", ".join(rows[place].id for place in found.lost if place not in over)[:80]
    cut = [reason for place, reason in found.open.items() if place < 0]
    every = [*cut, *[f"{found.sequences:,} of {found.rows:,} rows are trained on, without {names}"] * left_out]
    seen = sum(place >= 0 for place in found.open if place in over)
    return every[max(0, len(over) - seen) :]


def length_table(found: Supervision) -> dict[str, dict[str, int]]:
    """Median, 95th percentile and maximum of the tokens of prompts, answers and both, over rows that are trained in full."""
    both = [prompt + answer for prompt, answer in zip(found.prompt, found.answer, strict=True)]
    parts: dict[str, Sequence[int]] = {"prompt": found.prompt, "answer": found.answer, "both": both}
    return {name: _percentiles(sorted(values)) for name, values in parts.items()}


def _percentiles(values: Sequence[int]) -> dict[str, int]:
    """By the nearest rank; empty where there are none."""
    if not values:
        return {}
    return {name: values[-(-len(values) * percent // 100) - 1] for name, percent in RANKS.items()}
