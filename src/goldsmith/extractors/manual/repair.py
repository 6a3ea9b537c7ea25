"""Damage that scanning and wrong encodings do to a value, undone only where something proves what stood there.

Part numbers, threads and other codes are never touched: a letter is taken for a digit only inside a number that stands
directly before a unit, or in a cell whose heading gives the unit; a lost decimal point only where the same value in
another unit says where it was. A digit in place of another digit cannot be told and is left to the checks.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ftfy import fix_encoding
from ftfy.badness import is_bad

from goldsmith.extractors.agreement import agree
from goldsmith.extractors.manual.facts import Repair
from goldsmith.extractors.quantities import Quantity
from goldsmith.extractors.units import FOLD, unit_at

DIGITS = str.maketrans("OoIl|", "00111")
LOOKS = "OoIl|"
SLOT = re.compile(
    rf"(?<![\w.,/|-])(?P<slot>(?=[\d{LOOKS}.,]*\d)(?=[\d.,]*[{LOOKS}])[\d{LOOKS}]+(?:[.,][\d{LOOKS}]+)?)"
    r"(?P<rest>(?: ?(?:-|–|÷|~|±|to) ?\d+(?:[.,]\d+)?)? ?)(?=[^\W\d_]|[°%µμΩ])"
)
ALONE = re.compile(rf"(?=[\d{LOOKS}.,]*\d)(?=[\d.,]*[{LOOKS}])[\d{LOOKS}]+(?:[.,][\d{LOOKS}]+)?")
WHOLE = re.compile(r"\d{2,}")


def decoded_anew(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The text with its encoding mended: "NÂ·m", "60Â°", "â€“"."""
    fixed = fix_encoding(text) if is_bad(text) else text
    if fixed == text or is_bad(fixed):
        return text, ()
    return fixed, (Repair(text, fixed, "encoding", "the text is UTF-8 that was read in another encoding"),)


def digits_for_letters(text: str, unit_of_head: str = "") -> tuple[str, tuple[Repair, ...]]:
    """The text with letters in number slots read as the digits that they look like."""
    if unit_of_head and ALONE.fullmatch(text):
        fixed = text.translate(DIGITS)
        return fixed, (Repair(text, fixed, "letter in a number", f"its heading gives the unit {unit_of_head}"),)
    repairs: list[Repair] = []
    made = text
    for found in reversed(list(SLOT.finditer(text.translate(FOLD)))):
        unit = unit_at(text.translate(FOLD), found.end())
        written = text[found.end() : unit[1]] if unit else ""
        if (
            not written
            or (written in LOOKS and not found["rest"])
            or (found["slot"][-1] in "lI|" and len(written) < 2 and written not in "°%")
        ):
            continue
        fixed = found["slot"].translate(DIGITS)
        repairs.append(Repair(found["slot"], fixed, "letter in a number", f"stands directly before the unit {written}"))
        made = made[: found.start("slot")] + fixed + made[found.end("slot") :]
    return made, tuple(reversed(repairs))


def point_restored(text: str, first: Quantity, second: Quantity) -> tuple[str, Repair] | None:
    """The text with the lost decimal point of one of two readings of a value, where only one place makes them agree."""
    found = [*_pointed(text, first, second), *_pointed(text, second, first)]
    return found[0] if len(found) == 1 else None


def _pointed(text: str, wrong: Quantity, right: Quantity) -> Iterator[tuple[str, Repair]]:
    written = WHOLE.match(wrong.text)
    if written is None or not wrong.single or wrong.low != Decimal(written[0]):
        return
    for at in range(1, len(written[0])):
        number = f"{written[0][:at]}.{written[0][at:]}"
        value = Decimal(number)
        if agree(replace(wrong, low=value, high=value), right):
            after = number + wrong.text[written.end() :]
            fixed = text[: wrong.start] + after + text[wrong.end :]
            evidence = f"{right.text} agrees with {after}, not with {wrong.text}"
            yield fixed, Repair(wrong.text, after, "lost decimal point", evidence)
