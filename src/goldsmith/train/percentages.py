"""Shares and their differences as screens, tables and pages show them: in percent with one decimal, without the sign."""

from goldsmith.train.measure.intervals import Difference
from goldsmith.train.measure.summary import Figure


def percent(figure: Figure | None) -> str:
    """A share in percent with its interval: 81.2 [78.1, 84.2]; "" where there is none."""
    if figure is None or figure.value is None:
        return ""
    return f"{share(figure.value)} {interval(figure.low, figure.high)}".rstrip()


def share(value: float | None) -> str:
    """A share in percent: 81.2; "" where there is none."""
    return "" if value is None else f"{100 * value:.1f}"


def interval(low: float | None, high: float | None) -> str:
    """The ends of an interval in percent: [78.1, 84.2]; "" where there is none."""
    return "" if low is None or high is None else f"[{100 * low:.1f}, {100 * high:.1f}]"


def points(found: Difference) -> str:
    """A difference in percentage points with its interval: +2.3 [+0.4, +4.1]."""
    return f"{100 * found.value:+.1f} [{100 * found.low:+.1f}, {100 * found.high:+.1f}]"
