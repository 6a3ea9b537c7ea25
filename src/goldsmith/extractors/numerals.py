"""Numbers in running text by key: digits without groups and closing zeros, with the signs they stand with, or in letters."""

import re
from decimal import Decimal

RUN = re.compile(r"\d(?:[\d.,'’]*\d)?")
CHAIN = re.compile(r"\d+(?:([-/:])\d+(?:\1\d+)+)|\d{1,2}:\d{2}(?!\d)")
SCALE = re.compile(r"\s?(k|K|thousand|M|mn|million|bn|B|billion)(?![\w/])")
SCALES = {"k": 3, "K": 3, "thousand": 3, "M": 6, "mn": 6, "million": 6, "bn": 9, "B": 9, "billion": 9}
SPACED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)")
APART = re.compile(r"(?<![\d.,])(?:\d{1,3}(?: , \d{3})+(?!\d)(?: \. \d+)?|\d+ \. \d+)")
"""A number as corpora of tokens write it: 3 , 792 , 621 and 0 . 5."""
PLUS, MINUS, PERCENT = 1, 2, 4
PLAIN_STARTS = frozenset(" \n\t:")
MINUS_APART = frozenset((" - ", " − ", " – "))
"""A dash, a minus or the mark of a list item: the number behind it is read both ways."""
JOINTS = frozenset("-/:")
NEAR_LETTERS = frozenset("xX×ØøRsDPR")
AFTER = frozenset("kKtMmbB%p")
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
OTHERS = (
    "first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 once 1 twice 2 thrice 3 a 1 an 1 single 1 no 0 none 0 both 2 "
    "pair 2 couple 2 dozen 12 hundred 100 double 2 triple 3 half 50 quarter 25 thousand 1000"
)
LETTERS = {word: at for at, word in enumerate(ONES.split())} | {
    word: 20 + 10 * at for at, word in enumerate(TENS.split())
}
LETTERS |= {word: int(value) for word, value in zip(OTHERS.split()[::2], OTHERS.split()[1::2], strict=True)}
"""Numbers in letters; a half and a quarter count as percent."""


def readings(run: str) -> tuple[str, ...]:
    """A written number as keys: digits without groups and closing zeros; two where half the world reads it otherwise."""
    if run.isdigit():
        return (run.lstrip("0") or "0",)
    run = run.replace("'", "").replace("’", "")
    last = max(run.rfind("."), run.rfind(","))
    if last < 0:
        return (run.lstrip("0") or "0",)
    whole, places = run[:last].replace(",", "").replace(".", ""), run[last + 1 :]
    if run[last] in run[:last]:
        return (_key(whole + places, ""),)
    if len(places) == 3 and len(whole) <= 3:
        return (_key(whole, places), _key(whole + places, ""))
    return (_key(whole, places),)


def _key(whole: str, places: str) -> str:
    whole, places = whole.lstrip("0") or "0", places.rstrip("0")
    return f"{whole}.{places}" if places else whole


def key_of(value: int | float | Decimal) -> str:
    """The key of a number's size."""
    text = str(abs(value))
    if "e" in text or "E" in text:
        text = f"{Decimal(text):f}"
    whole, _, places = text.partition(".")
    return _key(whole, places)


def numbers_in(text: str) -> dict[str, int]:
    """The numbers of a text by key, with the signs they stand with: PLUS, MINUS and PERCENT added up; no part of a date."""
    found: dict[str, int] = {}
    text = f" {text}  "
    chained = 0
    for run in RUN.finditer(text):
        start, end = run.span()
        if start >= chained and text[end] in JOINTS and (chain := CHAIN.match(text, start)):
            chained = chain.end()
        if start >= chained:
            before = text[start - 1]
            if before in PLAIN_STARTS:
                _enter(found, run[0], PLUS | MINUS if text[start - 3 : start] in MINUS_APART else PLUS, text, end)
            elif not before.isalpha() or before in NEAR_LETTERS:
                _enter(found, run[0], _sign(text, start, before), text, end)
    return found


def loose_in(text: str) -> frozenset[str]:
    """Numbers inside dates, codes and chains, and numbers parted by blanks."""
    inside = {_key(digits, "") for digits in re.findall(r"(?<!\d)(?<!\d[.,])\d+(?!\d|[.,]\d)", text)}
    spaced = {key for run in SPACED.findall(text) for key in readings(re.sub(r"[ \u00a0\u202f]", "", run))}
    apart = {key for run in APART.findall(text) for key in readings(run.replace(" ", ""))}
    return frozenset(inside | spaced | apart)


def spelled_in(words: str) -> frozenset[str]:
    """Numbers that stand in letters among plain words, with all that longer ones are made of: two thousand five hundred."""
    found = set()
    total = part = 0
    going = False
    for word in words.split():
        value = LETTERS.get(word, -1)
        if value < 0:
            going = going and word == "and"
            continue
        if not going or (0 < part % 100 < 20 and value < 100):
            total = part = 0
        going = True
        if value == 1_000:
            total, part = total + (part or 1) * 1_000, 0
        else:
            part = (part or 1) * value if value == 100 else part + value
        found |= {str(value), str(total + part)}
    return frozenset(found)


def _enter(found: dict[str, int], run: str, sign: int, text: str, end: int) -> None:
    """Enter a run of digits under its keys, and what a scale word behind it makes of it."""
    after = text[end + 1] if text[end] == " " else text[end]
    if after in AFTER:
        keys, sign = _scaled(readings(run), sign, text, end)
    elif run.isdigit() and run[0] != "0":
        found[run] = found.get(run, 0) | sign
        return
    else:
        keys = readings(run)
    for key in keys:
        found[key] = found.get(key, 0) | sign


def _scaled(keys: tuple[str, ...], sign: int, text: str, end: int) -> tuple[tuple[str, ...], int]:
    if text[end : end + 8].lstrip().startswith(("%", "percent", "per cen")):
        return keys, sign | PERCENT
    scale = SCALE.match(text, end)
    made = tuple(key_of(Decimal(key).scaleb(SCALES[scale[1]])) for key in keys) if scale else ()
    return keys + made, sign


def _sign(text: str, start: int, before: str) -> int:
    """The sign that a number stands with; both for one in brackets, which bookkeepers write for a minus."""
    at = start - 1
    if before in "$€£¥₹" and at:
        at, before = at - 1, text[at - 1]
    if before in "-−–" and (at == 0 or not (text[at - 1].isalnum() or text[at - 1] in ")/")):
        return PLUS | MINUS if at <= 1 or text[at - 1] == "\n" else MINUS
    return PLUS | MINUS if before == "(" else PLUS
