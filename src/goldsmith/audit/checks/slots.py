"""Whether a template's slots were all filled before its text became training data."""

import re
from collections.abc import Callable, Iterator, Sequence

from goldsmith.audit.evidence import around, code_like
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example

BRACES = re.compile(
    r"\{\{\s*[A-Za-z_][\w.]*(?:\s*\|\s*\w+)?\s*\}\}"
    r"|\{%-? ?(?:if|for|endif|endfor|set) ?"
    r"|(?<![\\$%#@/=\w}{&?])\{[a-z][a-z0-9]*(?:_[a-z0-9]+)*\}(?![\w}{])"
    r"|%\([a-z_]+\)s"
    r"|(?<!\$)\$\{[a-z_]\w*\}"
)
SHORT = re.compile(r"\{[a-z](?:_?\w)?\}")
"""What formulas put in braces: a sequence {x_n}, a set {a}."""
MARKS = re.compile(
    r"(?:^|(?<=[:=(\[|])[ \t]*|(?<=[:=(\[|]))\?{2,}(?=\s*(?:$|[.,;)\]|]))"
    r"|(?:^|(?<=[\s(\[:]))(?:TODO|FIXME|TBD|XXXX+)(?=$|[\s.,:;)\]])"
    r"|\[object Object\]|\bLorem ipsum\b",
    re.M,
)
MARKED = ("TODO", "FIXME", "TBD", "XXXX", "[object Object]", "orem ipsum")
OPEN = re.compile(r"^[ \t]*[A-Za-z][\w ]{0,30}:[ \t]*\[(?:[ \t]*\[)+[ \t]*$", re.M)
LEFT = re.compile(
    r"\[(?:insert|enter|add|fill in|your|the user's|recipient'?s?|customer'?s?|client'?s?|company|sender'?s?)\b[^\]\n]{0,40}\](?!\()"
    r"|<(?:your|insert|enter|add)[ _-][\w -]{1,30}>"
    r"|(?<![\"'`=])<[a-z]{2,12}_[a-z_]{2,20}>(?![\"'`_])",
    re.I,
)
ABOUT_SLOTS = re.compile(
    r"template|placeholder|variable|f-string|format string|i18n|locali[sz]|jinja|handlebars|mustache|merge field|regex|"
    r"latex|snippet|python|javascript|typescript|\bhtml|\bcss\b|\bsql\b|endpoint|\bapi\b|set notation|fill in|blanks|"
    r"\blorem|dummy text|curly|braces|to-?do list|"
    r"interpolat|substitut|\bshell\b",
    re.I,
)
Match = re.Match[str]


def unfilled_slots(example: Example, sense: Sense) -> Sequence[str]:
    """A slot of a template, or the mark of a value that was to come, in a question or an answer."""
    return _first((*example.learned, example.prompt), _slots, example)


def placeholders(example: Example, sense: Sense) -> Sequence[str]:
    """Words in brackets that ask somebody to put in a value."""
    return _first(example.learned, _left, example)


def _first(texts: Sequence[str], look: Callable[[str, Example], Iterator[Match]], example: Example) -> Sequence[str]:
    for text in texts:
        if found := next(look(text, example), None):
            return (f"{found.group().strip()!r} in {around(text, *found.span())}",)
    return ()


def _slots(text: str, example: Example) -> Iterator[Match]:
    if "{" in text or "%(" in text:
        yield from (one for one in BRACES.finditer(text) if _stray(one, text, example))
    if "[" in text and text.count("[") > text.count("]"):
        yield from OPEN.finditer(text)
    if "??" in text or any(mark in text for mark in MARKED):
        yield from (one for one in MARKS.finditer(text) if _unasked(one, text, example) and _stray(one, text, example))


def _left(text: str, example: Example) -> Iterator[Match]:
    if "[" in text or "<" in text:
        yield from (one for one in LEFT.finditer(text) if _unasked(one, text, example) and _stray(one, text, example))


def _unasked(found: Match, text: str, example: Example) -> bool:
    return text is not example.prompt and found.group().strip() not in example.asked


def _stray(found: Match, text: str, example: Example) -> bool:
    """Whether nothing says that the slot is meant: code, formulas, or a request that is about templates."""
    if SHORT.fullmatch(found.group()) or _named(found, text) or code_like(text):
        return False
    if ABOUT_SLOTS.search(example.prompt) or ABOUT_SLOTS.search(text):
        return False
    return text is example.prompt or not (code_like(example.prompt) or _translated(found, example))


def _named(found: Match, text: str) -> bool:
    """Whether a slot is only spoken of, in backticks or as a value that is assigned."""
    return "`" in text[found.end() : found.end() + 1] or text[: found.start()].rstrip().endswith(("=", "`"))


def _translated(found: Match, example: Example) -> bool:
    return "ransl" in example.asked and found.group() in example.prompt


ROWS = {"unfilled_slots": unfilled_slots, "placeholders": placeholders}
