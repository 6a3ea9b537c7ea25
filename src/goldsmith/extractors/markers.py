"""Conversations written into one text with role markers: ChatML, Llama, Gemma, Zephyr, `### Instruction:`, `Human:`."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from goldsmith.extractors.examples import ASSISTANT, SYSTEM, USER, Turn


class Style(NamedTuple):
    """A way to mark who speaks: a text that gives it away, the marker with the role as its group, and what ends a turn."""

    name: str
    sign: str
    marker: re.Pattern[str]
    ends: tuple[str, ...]


WORDS = "System|Instructions?|Input|Context|Prompt|Question|User|Human|Response|Output|Answer|Completion|Assistant"
STYLES = (
    Style("ChatML", "<|im_start|>", re.compile(r"<\|im_start\|>[ \t]*(\w+)[ \t]*\n?"), ("<|im_end|>", "<|endoftext|>")),
    Style(
        "Llama 3", "<|start_header_id|>", re.compile(r"<\|start_header_id\|>(\w+)<\|end_header_id\|>"), ("<|eot_id|>",)
    ),
    Style("Llama 2", "[INST]", re.compile(r"(?:<s>\s*)?(\[/?INST\])"), ("</s>",)),
    Style("Gemma", "<start_of_turn>", re.compile(r"<start_of_turn>(\w+)\n?"), ("<end_of_turn>", "<eos>")),
    Style("Zephyr", "<|", re.compile(r"<\|(system|user|assistant)\|>\n?"), ("</s>", "<|end|>", "<|endoftext|>")),
    Style("###", "##", re.compile(rf"^#{{2,3}} ?({WORDS})\b:?", re.M | re.I), ("</s>", "<|endoftext|>", "### End")),
    Style(
        "Human:", ":", re.compile(r"^(System|Human|User|Assistant|AI|Bot|Q|A|Question|Answer):(?=\s)", re.M), ("</s>",)
    ),
)
ROLES = {
    **dict.fromkeys(
        ("user", "human", "instruction", "instructions", "input", "context", "prompt", "question", "q"), USER
    ),
    **dict.fromkeys(("assistant", "model", "response", "output", "answer", "completion", "ai", "bot", "a"), ASSISTANT),
    **{"system": SYSTEM, "[inst]": USER, "[/inst]": ASSISTANT},
}
PLAIN = "Human:"
"""The style whose markers are ordinary words: it counts only where the text begins with one."""


def marked(text: str) -> tuple[str, tuple[Turn, ...]]:
    """The style of the markers in a text and the turns between them; both empty where it has none."""
    for style in STYLES:
        if style.sign in text:
            turns = tuple(_merged(_between(style, text)))
            if {USER, ASSISTANT} <= {turn.role for turn in turns}:
                return style.name, turns
    return "", ()


def _between(style: Style, text: str) -> Iterator[Turn]:
    found = list(style.marker.finditer(text))
    before = text[: found[0].start()].strip() if found else ""
    if before and style.name == PLAIN:
        return
    if before.removeprefix("<s>").removeprefix("<|begin_of_text|>").removeprefix("<bos>").strip():
        yield Turn(SYSTEM, before)
    for place, marker in enumerate(found):
        stop = found[place + 1].start() if place + 1 < len(found) else len(text)
        word = marker.group(1).lower()
        yield Turn(ROLES.get(word, word), _ended(text[marker.end() : stop], style.ends))


def _ended(content: str, ends: tuple[str, ...]) -> str:
    content = content.strip()
    for end in ends:
        content = content.removesuffix(end).rstrip()
    return content


def _merged(turns: Iterator[Turn]) -> Iterator[Turn]:
    """Instruction and input stand under two markers and are one question."""
    for role, group in groupby(turns, key=lambda turn: turn.role):
        yield Turn(role, "\n".join(turn.content for turn in group if turn.content))
