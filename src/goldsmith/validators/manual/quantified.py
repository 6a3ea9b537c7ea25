"""Whether a stretch of an answer says what its source states: numbers, units, ends and limits, and the text around them."""

from collections.abc import Iterator
from decimal import Decimal

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.quantities import Quantity, quantities
from goldsmith.extractors.units import Unit
from goldsmith.validators.manual.shown import on_one_line
from goldsmith.validators.manual.sources import Source


def differing(source: Source, said: str, unit: Unit | None) -> Iterator[Verdict]:
    """Where what is said parts from its source; `unit` is what stands behind it where a heading gives the unit."""
    as_shown = source.pattern.fullmatch(said) is not None
    shown = said if as_shown else source.plain
    ours, theirs = quantities(shown, source.mark), quantities(said, source.mark)
    if len(ours) != len(theirs):
        word = "only " if len(theirs) < len(ours) else ""
        yield Verdict(
            False,
            "nothing_is_dropped",
            f"{said!r} holds {word}{len(theirs)} of the {len(ours)} quantities of {shown!r}",
        )
    elif found := [one for pair in zip(ours, theirs, strict=True) for one in _apart(*pair, given=source.unit)]:
        yield from {verdict.rule: verdict for verdict in found}.values()
    elif not as_shown and all(_masked(one, source.mark) != _masked(said, source.mark) for one in (shown, source.text)):
        yield Verdict(False, "text_is_the_sources", f"{said!r} is not {shown!r}")
    elif not as_shown:
        yield Verdict(False, "value_as_shown", f"{said!r} is not written as {shown!r}")
    if source.unit and (unit or (theirs[-1].unit if theirs else None)) != source.unit:
        yield Verdict(
            False,
            "unit_of_the_heading",
            f"{said!r} is said in {unit.name if unit else 'no unit'}, not in {source.unit.name}",
        )


def _apart(one: Quantity, other: Quantity, given: Unit | None) -> Iterator[Verdict]:
    """How two quantities differ, the first being the source's; `given` is the unit of its heading."""
    if (one.low == one.high) != (other.low == other.high) or one.limit != other.limit:
        yield Verdict(False, "bounds_are_kept", f"{other.text!r} does not bound as {one.text!r} does")
    elif (_placed(one.low), _placed(one.high)) != (_placed(other.low), _placed(other.high)):
        yield Verdict(False, "numbers_are_the_sources", f"{other.text!r} does not give the number of {one.text!r}")
    if (_placed(one.below), _placed(one.above)) != (_placed(other.below), _placed(other.above)):
        yield Verdict(False, "bounds_are_kept", f"{other.text!r} does not allow what {one.text!r} allows")
    if not given and one.unit != other.unit:
        yield Verdict(False, "units_are_the_sources", f"{other.text!r} is not in the unit of {one.text!r}")


def _placed(number: Decimal) -> str:
    """A number with its sign and its places."""
    return f"{number:f}"


def _masked(text: str, mark: str) -> str:
    """A text with its quantities masked: what is left has to be the same letter by letter."""
    parts, at = [], 0
    for one in quantities(text, mark):
        parts.append(text[at : one.start])
        at = one.end
    return on_one_line("▁".join((*parts, text[at:])))
