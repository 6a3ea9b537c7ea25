"""What a stretch of markup shows a reader, by taking the tags out; knows nothing of trees."""

import html
import re

COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
TAKEN_OUT = re.compile(
    r"<(del|s|strike|script|style|template|noscript)\b[^>]*>.*?</\1\s*>"
    r"|<(\w+)\b(?=[^>]*?(?:\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden))[^>]*>.*?</\2\s*>",
    re.DOTALL | re.IGNORECASE,
)
PARTING = re.compile(
    r"</?(?:br|p|div|li|ul|ol|dl|dt|dd|tr|td|th|h[1-6]|table|section|article|hr|caption)\b[^>]*>", re.IGNORECASE
)
TAG = re.compile(r"</?[A-Za-z!?][^>]*>")
SPACE = re.compile(r"[ \t\n\r\f]+")


def shown(markup: str) -> str:
    """The text of a stretch of markup on one line."""
    bare = TAKEN_OUT.sub("", COMMENT.sub("", markup))
    return SPACE.sub(" ", html.unescape(TAG.sub("", PARTING.sub(" ", bare)))).strip()


def shown_lines(markup: str) -> tuple[str, ...]:
    """The text of a stretch of markup by the lines on which a reader sees it."""
    bare = SPACE.sub(" ", TAKEN_OUT.sub("", COMMENT.sub("", markup)))
    lines = html.unescape(TAG.sub("", PARTING.sub("\n", bare))).split("\n")
    return tuple(line for one in lines if (line := on_one_line(one)))


def on_one_line(text: str) -> str:
    """A text with each run of blanks and line breaks as one blank."""
    return SPACE.sub(" ", text).strip()
