"""Writes texts in the characters that a tokenizer has, and reads them back: FLAN-T5 has no brace and no line break.

A character that is missing becomes a mark and a code; the mark itself becomes two. The order of characters stays, so a model
still copies. No torch in here: whoever asks a model for answers needs it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import orjson

from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_bytes
from goldsmith.train.examples import TrainingExample

FILE = "codec.json"
"""Where a model's folder holds its codec; a folder without it has none."""
MARKS = "|*@#$%&+=/^\\"
CODES: Mapping[str, str] = {"{": "(", "}": ")", "\n": "n", "\t": "t", "\r": "r", "<": "[", ">": "]", "~": "-", "`": "'"}
"""Codes of characters that are often missing; any other one's code is its number in the alphabet of Unicode."""
SPACE = "_"
"""The code of a space beside another space, or at an end: tokenizers of words and gaps take such a run for one."""
STOP = ";"


@dataclass(frozen=True)
class Codec:
    """Texts as a model reads and writes them. `mark` "" changes nothing; `codes` gives each replaced character its code.

    `spaces` also replaces spaces that a tokenizer would drop.
    """

    mark: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    spaces: bool = False

    def encode(self, text: str) -> str:
        """The text in the model's characters."""
        if not self.mark:
            return text
        return "".join(self._written(text, place) for place in range(len(text)))

    def decode(self, text: str) -> str:
        """What the model meant; a mark that no code follows stands for itself."""
        if not self.mark:
            return text
        made, place = [], 0
        while place < len(text):
            code, sign = self._read(text, place)
            made.append(sign)
            place += len(code)
        return "".join(made)

    def example(self, example: TrainingExample) -> TrainingExample:
        """An example with every turn and its answer in the model's characters."""
        asked = tuple(turn._replace(content=self.encode(turn.content)) for turn in example.asked)
        return replace(example, asked=asked, answer=self.encode(example.answer)) if self.mark else example

    def as_json(self) -> dict[str, Any]:
        """The codec as a run's record and a model's folder hold it."""
        return {"mark": self.mark, "codes": dict(self.codes), "spaces": self.spaces}

    @cached_property
    def _signs(self) -> dict[str, str]:
        """What each mark with its code stands for."""
        made = {self.mark + code: sign for sign, code in self.codes.items()}
        return made | {self.mark + self.mark: self.mark} | ({self.mark + SPACE: " "} if self.spaces else {})

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._signs), default=0)

    def _written(self, text: str, place: int) -> str:
        sign = text[place]
        if sign == self.mark:
            return self.mark + self.mark
        if sign in self.codes:
            return self.mark + self.codes[sign]
        lost = sign == " " and self.spaces and (place in (0, len(text) - 1) or text[place - 1] == " ")
        return self.mark + SPACE if lost else sign

    def _read(self, text: str, place: int) -> tuple[str, str]:
        """The code at a place and what it stands for; codes are free of prefixes, so the first that fits is the one."""
        if text[place] == self.mark:
            for length in range(2, self._longest + 1):
                code = text[place : place + length]
                if code in self._signs:
                    return code, self._signs[code]
        return text[place], text[place]


NONE = Codec()


def codec(asked: Literal["auto", "none", "braces"], tokenizer: Any, texts: Iterable[str]) -> Codec:
    """The codec for a tokenizer and the texts that a model has to write with it.

    `none` changes nothing, `braces` always replaces the characters of CODES, `auto` those of them and of the texts that do
    not come back from the tokenizer.
    Raises UsageError where not even a mark comes back.
    """
    if asked == "none":
        return NONE
    used = {sign for text in texts for sign in text}
    missing = set(CODES) if asked == "braces" else {sign for sign in used | set(CODES) if not _returns(tokenizer, sign)}
    missing.discard(" ")
    spaces = returned(tokenizer, "a  b") != "a  b" or returned(tokenizer, " a ") != " a "
    if not missing and not spaces:
        return NONE
    free = [mark for mark in MARKS if mark not in missing and _returns(tokenizer, mark)]
    if not free:
        raise UsageError(f"the tokenizer has none of the signs {MARKS!r}, so braces cannot be written with it")
    mark = next((sign for sign in free if sign not in used), free[0])
    return Codec(mark, {sign: _code(sign) for sign in sorted(missing)}, spaces)


def lost(codec: Codec, tokenizer: Any, texts: Iterable[str]) -> list[str]:
    """The texts that do not come back from the tokenizer, or hold what it does not know."""
    return [text for text in texts if codec.decode(returned(tokenizer, codec.encode(text))) != text]


def returned(tokenizer: Any, text: str) -> str:
    """The text from its tokens, as an answer is read."""
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    return str(tokenizer.decode(ids, skip_special_tokens=False, clean_up_tokenization_spaces=False))


def save(codec: Codec, folder: Path) -> None:
    """Write the codec beside a model, unless it changes nothing."""
    if codec.mark:
        write_bytes(folder / FILE, [orjson.dumps(codec.as_json(), option=orjson.OPT_INDENT_2), b"\n"])


def load(folder: Path) -> Codec:
    """The codec of a model's folder."""
    path = folder / FILE
    return Codec(**orjson.loads(path.read_bytes())) if path.is_file() else NONE


def _code(sign: str) -> str:
    return CODES.get(sign) or f"{ord(sign):x}{STOP}"


def _returns(tokenizer: Any, sign: str) -> bool:
    """Whether a sign comes back, alone and between letters; a tokenizer that normalises gives another one back."""
    return returned(tokenizer, f"a{sign}b") == f"a{sign}b" and returned(tokenizer, sign) == sign
