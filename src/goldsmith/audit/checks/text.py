"""Whether texts are what somebody wrote: no wrong decoding, no stray characters, no escapes left over."""

import re
from collections.abc import Sequence

from ftfy import fix_encoding
from ftfy.badness import is_bad

from goldsmith.audit.evidence import around, code_like, shown
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\ufff0-\ufffc]|\x1b\[")
DIRECTION = "\u202a\u202b\u202c\u202d\u202e"
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")
"""Scripts whose writers need marks of direction."""
ESCAPED = re.compile(r"(?<![\\\w:])(?:\\n)+(?=[A-Z\\\s*#\d-]|$)|(?<=[.!?:,])(?:\\n)+|\\u[0-9a-f]{4}|(?<=\w)\\\"")
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|apos|#39|#x27|#\d{2,5}|[lr]s?quo|[lr]dquo|[mn]dash|hellip);")
MARKUP = re.compile(r"html|xml|entit|escape|encod|url|markup|svg|css|unicode|regex|newline|\\n", re.I)
REPLACEMENT = "\ufffd"
ABOUT_DECODING = re.compile(r"(?:en|de)cod|unicode|utf-?8|latin-1|mojibake|charset|code ?page|replacement char", re.I)
VISIBLE = bytes(range(0x20, 0x7F)) + b"\t\n\r\x0c"


def garbled_answer(example: Example, sense: Sense) -> Sequence[str]:
    """An answer with characters that a wrong decoding made."""
    return tuple(told for text in example.learned if (told := _garbled(text)))


def garbled_prompt(example: Example, sense: Sense) -> Sequence[str]:
    """A question or context with characters that a wrong decoding made."""
    return tuple(told for text in (example.prompt, example.context) if (told := _garbled(text)))


def _garbled(text: str) -> str:
    if text.isascii():
        return ""
    if ABOUT_DECODING.search(text):
        return ""
    if REPLACEMENT in text:
        place = text.index(REPLACEMENT)
        return f"a character was lost: {around(text, place, place + 1)}"
    if is_bad(text) and (mended := fix_encoding(text)) != text:
        place = next((n for n, (one, other) in enumerate(zip(text, mended, strict=False)) if one != other), 0)
        return f"{around(text, place, place + 4, 40)} was {around(mended, place, place + 2, 40)}"
    return ""


def control_characters(example: Example, sense: Sense) -> Sequence[str]:
    """Characters that nobody sees and every tokenizer does; those of a question that is garbled are told as that."""
    for text in (example.prompt, example.context, *example.learned):
        found = CONTROL.search(text) if _may_hold_control(text) else None
        if found and not (found.group() in DIRECTION and RIGHT_TO_LEFT.search(text)) and not _told(text, example):
            return (f"{found.group()!r} in {around(text, *found.span())}",)
    return ()


def _told(text: str, example: Example) -> bool:
    """Whether a question is named as garbled; an answer is worth both reasons."""
    return text not in example.learned and bool(_garbled(text))


def _may_hold_control(text: str) -> bool:
    """Whether a quick look leaves it open; deleting all that is visible is the quickest for plain ASCII."""
    return bool(text.encode("ascii").translate(None, VISIBLE)) if text.isascii() else not text.isprintable()


def escaped_text(example: Example, sense: Sense) -> Sequence[str]:
    """Line breaks, quotes or letters written as escapes in prose: a text that was encoded twice."""
    for text in example.learned:
        if "\\" not in text or "\n" in text or text.lstrip()[:1] in "{[" or code_like(text):
            continue
        if (found := ESCAPED.search(text)) and not _about_markup(example):
            return (f"{found.group()!r} in {around(text, *found.span())}",)
    return ()


def html_entities(example: Example, sense: Sense) -> Sequence[str]:
    """Characters written as HTML entities in prose."""
    for text in example.learned:
        found = ENTITY.search(text) if "&" in text else None
        if found and not code_like(text) and "<" not in text and not _about_markup(example):
            return (f"{found.group()!r} in {around(text, *found.span())}",)
    return ()


def quoted_answer(example: Example, sense: Sense) -> Sequence[str]:
    """An answer that is JSON text within JSON text."""
    answer = example.answer.strip()
    if answer.startswith('"{\\"') or answer.startswith('"[{\\"'):
        return (f"answer {shown(answer)}",)
    return ()


def _about_markup(example: Example) -> bool:
    return MARKUP.search(example.prompt) is not None or code_like(example.prompt)


ROWS = {
    "garbled_answer": garbled_answer,
    "garbled_prompt": garbled_prompt,
    "control_characters": control_characters,
    "escaped_text": escaped_text,
    "html_entities": html_entities,
    "quoted_answer": quoted_answer,
}
