"""When two texts say the same to a person: without case, spacing, quotation marks and the punctuation that ends words."""

import re
import unicodedata

QUOTES = ('"', "'", "`", "**", "__")
TYPOGRAPHIC = "“”‘’«»„"
TAIL = ".,;:!?…。！？"
VALUE = re.compile(
    r"\d+(?:[.,:/]\d+)*|\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”|«[^»\n]{1,200}»|(?<=[a-z,;] )[^\W\d_a-zß-öø-ÿ]\w+(?: [^\W\d_a-zß-öø-ÿ]\w+)*"
)


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
