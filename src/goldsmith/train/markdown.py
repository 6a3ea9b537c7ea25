"""Markdown of values that anyone may have written: nothing in them can end a table, a span of code or a comment."""

import re
from collections.abc import Iterable, Sequence

_TICKS = re.compile("`+")
_ACTING = re.compile(r"([\\`*_\[\]<>|#&])")
_ESCAPED = re.compile(rf"\\{_ACTING.pattern}")


def plain(text: str) -> str:
    """Text on one line, with everything escaped that Markdown or HTML would act on."""
    return _ACTING.sub(r"\\\1", " ".join(text.split()))


def unescaped(text: str) -> str:
    """Markdown with the signs that `plain` escapes as they were."""
    return _ESCAPED.sub(r"\1", text)


def code(text: str) -> str:
    """Text on one line as a span of code; `|` is escaped, as a table needs it, and no comment begins in it."""
    line = " ".join(text.split()).replace("<!--", "<! --").replace("|", "\\|")
    if not line:
        return "(empty)"
    ticks = "`" * (max((len(run) for run in _TICKS.findall(line)), default=0) + 1)
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{room}{line}{room}{ticks}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """A table whose first columns, `words` of them, are words and whose others are figures; the cells are Markdown already."""
    lines = [head, [*["---"] * words, *["---:"] * (len(head) - words)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
