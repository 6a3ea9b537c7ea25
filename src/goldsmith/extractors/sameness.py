"""When two texts say the same to a person: without case, spacing, quotation marks and the punctuation that ends words."""

import re
import unicodedata

QUOTES = ('"', "'", "`", "**", "__")
TYPOGRAPHIC = "“”‘’«»„"
TAIL = ".,;:!?…。！？"
VALUE = re.compile(
    r"[\d\"“«A-ZÀ-Þ](?:(?<=\d)(?:[\d.,:/]*\d)?|(?<=\")[^\"\n]{1,200}\"|(?<=“)[^”\n]{1,200}”|(?<=«)[^»\n]{1,200}»"
    r"|(?<=[a-z,;] .)(?<!\d)\w+(?: [A-ZÀ-Þ]\w+)*)"
)
"""A number, a quotation, or a name in mid-sentence; the first sign stands in front, since that is three times as fast."""


def plain(text: str) -> str:
    """The text as one line that compares equal to its respellings; signs inside words and numbers stay (3-2, 1.5, C++)."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold()
        for sign in TYPOGRAPHIC:
            text = text.replace(sign, "")
    for sign in QUOTES:
        text = text.replace(sign, "")
    return " ".join(filter(None, [word.rstrip(TAIL) for word in text.lower().split()]))


def without_values(text: str) -> str:
    """The text with numbers, quotations and names in mid-sentence masked: what is left of two rows from one template."""
    return plain(VALUE.sub("§", text))
