"""Keeping a value in one piece: quotation marks, escapes and quoted lines where a bare value would run into its surroundings."""

import re

QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("`", "`"))
SPOKEN = re.compile(r"[^ \t\n\r,;:=\"“”«»`|<>]+(?: [^ \t\n\r,;:=\"“”«»`|<>]+)*")
LINE_SIGNS = tuple('"“«`>|')
"""At the beginning of a line's value these would be read as marks and not as part of it."""
LOG_SAFE = re.compile(r"[^\s\"=\\\[\]{},]+")
JOINERS = re.compile(
    r"\b(?!(?-i:IN|OR)\b)(?:and|or|is|was|are|as|has|at|of|to|for|by|from|on|with|the|a|an|in)\b"
    r"|[.!?](?:\s|$)|^[-–—]|\s[-–—]\s|->",
    re.IGNORECASE,
)
"""Words and signs that a sentence could be cut at; IN and OR are states of the union."""
DIVIDED = re.compile(r"\n|[,;] | and ")
"""Signs in one value of a list that could be taken for the end of it."""
SHORTENED = re.compile(r"(?:^|[\s(])(?:[A-Z]|Dr|Mrs?|Ms|St|Mt|Ft|Inc|Ltd|Co|Corp|Jr|Sr|vs|Prof|Ave|Blvd|Rd|Apt|Dept)$")
"""A value whose last word looks shortened: a full stop behind it would seem to belong to it."""


class CannotSay(Exception):
    """A value that this notation cannot hold in one piece; the message names the notation and the value."""


def in_line(text: str, role: str = "") -> str:
    """The value as the rest of a labelled line."""
    if role != "json" and (text.startswith(LINE_SIGNS) or ("; " in text and ":" in text) or "   " in text):
        return quoted(text)
    return text


def in_clause(text: str, role: str) -> str:
    """The value inside a sentence; free text and five words or more are quoted there, other values where they need it."""
    if "\n" in text:
        raise CannotSay(f"a clause cannot hold the lines of {text!r}")
    if role in NUMERIC or text.lower() == "on":
        return text
    bare = SPOKEN.fullmatch(text) and not JOINERS.search(text) and not SHORTENED.search(text) and text.count(" ") < 4
    return text if bare and role not in ("text", "line") else quoted(text)


NUMERIC = frozenset(("money", "amount", "percent", "rate", "measure", "count", "date-time", "date"))
"""Roles whose forms are closed: they hold no words that a sentence could be cut at."""


def in_cell(text: str, role: str = "") -> str:
    """The value inside a cell between pipes."""
    if role != "json" and (text in ("-", "–", "—") or text[0] in '"“«`'):
        return quoted(text)
    return text.replace("|", "\\|").replace("\n", "<br>")


def in_column(text: str, role: str = "") -> str:
    """The value inside a column that ends at two blanks or a tab."""
    if "\n" in text or "  " in text or "\t" in text:
        raise CannotSay(f"a column cannot hold {text!r}")
    return quoted(text) if role != "json" and (text in ("-", "–", "—") or text[0] in '"“«`|') else text


def in_log(text: str) -> str:
    """The value behind the "=" of a log line."""
    if LOG_SAFE.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def quoted(text: str) -> str:
    """The text in the first pair of quotation marks that it does not contain.

    Raises CannotSay when it contains them all, or a line break.
    """
    if "\n" in text:
        raise CannotSay(f"quotation marks cannot hold the lines of {text!r}")
    for opening, closing in QUOTES:
        if opening not in text and closing not in text:
            return f"{opening}{text}{closing}"
    raise CannotSay(f"no quotation marks are left for {text!r}")


def series_in_line(texts: list[str]) -> str | None:
    """The values of a list on one line, or None where one a line is clearer: "wine and cheese" may look like two.

    Raises CannotSay for an empty list: nothing cannot be written down.
    """
    if not texts:
        raise CannotSay("a line cannot hold an empty list")
    if any(DIVIDED.search(text) or text[0] in '"“«`' for text in texts):
        return None
    return ", ".join(texts)


def series_in_clause(texts: list[str], role: str) -> str:
    """The values of a list inside a sentence, the last one behind "and".

    Raises CannotSay for an empty list.
    """
    if not texts:
        raise CannotSay("a sentence cannot hold an empty list")
    said = [in_clause(text, role) for text in texts]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
