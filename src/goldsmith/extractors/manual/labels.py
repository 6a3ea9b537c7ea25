"""Labels and their values in running text, and what a label says besides its name."""

import re

from goldsmith.extractors.manual.passage import Passage
from goldsmith.extractors.units import Unit, unit_named

COLON = re.compile(r"(?P<label>[^\W\d_][^:\n]{0,79}?) ?:\s+(?=\S)")
SENTENCE = re.compile(r"[.!?;] |, [^\W\d_]+ [^\W\d_]+ [^\W\d_]+ ")
REMARKS = frozenset(
    ("note", "notes", "warning", "caution", "notice", "danger", "important", "tip", "hint", "remark", "attention", "see",
     "see also", "example", "hinweis", "achtung", "nota", "attenzione")
)  # fmt: skip
"""Words before a colon that name no attribute."""
MARK = re.compile(r"(?P<mark>\*{1,3}|[†‡§]{1,2}|[¹²³⁴-⁹]|\(\d{1,2}\)|\[\d{1,2}\]|\d{1,2}\)) ?(?=\S)")
TRAILING_MARK = re.compile(r"(?<=\S) ?(?P<mark>\*{1,3}|[†‡§]{1,2}|(?<!m)(?<!in)(?<!ft)[¹²³⁴-⁹])$")
IN_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{1,24})[)\]] ?$")
STANDARD = re.compile(r"(?:DIN|SAE|ISO|ECE|EEC|JIS|EN|in|en) +")
AFTER_COMMA = re.compile(r", ?(?:in )?(?P<inside>[^,()]{1,16})$")
WORD = re.compile(r"[^\W\d_]{2}")
MOST_WORDS, LONGEST_VALUE = 6, 120
"""Words of a label and signs of a value in running text."""
SENTENCES = re.compile(r"[.!?] [^\W\d_a-z]")
TITLE = re.compile(r"(?:table|fig(?:ure|\.)?|listing|photo|chapter|section|page|step) [\dA-Z][\dA-Z.-]*", re.IGNORECASE)
"""What names a picture or a part of the text, and no attribute."""


def one_line(text: str) -> str:
    """A label as one line, without the sign that ends it."""
    return re.sub(r"\s+", " ", text).strip().rstrip(":").rstrip()


def pair_in(passage: Passage) -> tuple[Passage, Passage] | None:
    """The label and the value of a line "label: value"; None where the words before the colon are no label."""
    found = COLON.match(passage.text)
    if found is None or SENTENCE.search(found["label"]) or found["label"].casefold() in REMARKS:
        return None
    if passage.text.startswith(("http:", "https:", "//"), found.end()) or len(found["label"].split()) > MOST_WORDS:
        return None
    if TITLE.fullmatch(found["label"]) or len(passage.text) - found.end() > LONGEST_VALUE:
        return None
    if SENTENCES.search(passage.text, found.end()):
        return None
    return passage.part(0, found.end("label")), passage.part(found.end(), len(passage.text))


def pairs_in(passage: Passage) -> list[tuple[Passage, Passage]]:
    """The pairs of a text of two lines and more whose every line is "label: value"; else none."""
    lines = list(passage.lines())
    pairs = [pair for line in lines if (pair := pair_in(line)) is not None]
    return pairs if len(lines) > 1 and len(pairs) == len(lines) else []


def unit_in(label: str) -> Unit | None:
    """The unit that a heading gives to bare numbers below it: "Nm", "Torque (Nm)", "Torque, Nm", "Torque [DIN Nm]"."""
    text = one_line(label)
    found = IN_BRACKETS.search(text) or AFTER_COMMA.search(text)
    said = found["inside"].strip() if found else text
    unit = unit_named(STANDARD.sub("", said, count=1))
    return unit if unit is None or found or len(said) > 1 or said in ("°", "%", "V", "A", "W", "N") else None


def note_in(passage: Passage) -> tuple[str, Passage] | None:
    """The mark and the text of a footnote: a line that begins with a mark."""
    if passage.raised and passage.raised[0][0] == 0:
        end = passage.raised[0][1]
        mark, rest = passage.text[:end], passage.part(end, len(passage.text))
        rest = rest.part(len(rest.text) - len(rest.text.lstrip(" ).:")), len(rest.text))
        return (mark.strip("()[] ") or mark, rest) if WORD.search(rest.text) and len(mark) <= 3 else None
    found = MARK.match(passage.text)
    if found is None or not WORD.search(passage.text, found.end()):
        return None
    return found["mark"].strip("()[]"), passage.part(found.end(), len(passage.text))


def mark_behind(passage: Passage) -> tuple[Passage, str]:
    """A text without the footnote mark behind it, and that mark; an exponent of a unit is no mark."""
    if passage.raised and passage.raised[-1][1] == len(passage.text):
        start, end = passage.raised[-1]
        if start and is_mark(passage, start, end):
            return passage.part(0, start).stripped(), passage.text[start:end].strip("()[] ")
    found = TRAILING_MARK.search(passage.text)
    if found:
        return passage.part(0, found.start()).stripped(), found["mark"]
    return passage, ""


def is_mark(passage: Passage, start: int, end: int) -> bool:
    """Whether a raised stretch is a footnote mark, and neither an exponent nor the ending of an ordinal."""
    said = passage.text[start:end].strip("()[] ")
    if said.casefold() in ("st", "nd", "rd", "th", "®", "™", "o", "tm", "-1", "-2"):
        return False
    powered = re.search(r"(?:^|[\d ])(?:[mckd]?m|in|ft|yd|10)$", passage.text[:start])
    return not (said in ("2", "3") and powered)
