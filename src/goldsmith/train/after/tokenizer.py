"""A3: the tokenizer that is shipped is the base's, and what is shipped ends where training taught it to end."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
from transformers import AutoTokenizer
from transformers.utils import cached_file

from goldsmith.core.canonical import digest_of_file
from goldsmith.train.bases import Base
from goldsmith.train.gates import Gate, gate

SAYS = (
    "The shipped tokenizer is the base's: vocabulary, special tokens, template and tokens of every probe; "
    "generation ends at the trained end."
)

ATTRIBUTES = (
    "eos_token",
    "eos_token_id",
    "pad_token",
    "pad_token_id",
    "bos_token",
    "bos_token_id",
    "unk_token",
    "unk_token_id",
    "chat_template",
    "padding_side",
    "truncation_side",
    "model_max_length",
    "clean_up_tokenization_spaces",
    "extra_special_tokens",
)

STATE = ("padding", "truncation")
"""Keys of tokenizer.json that one padded call changes; they are set anew by every call."""

VOCABULARY_FILES = ("tokenizer.model", "spiece.model", "vocab.json", "vocab.txt", "merges.txt")
"""Files that a tokenizer's configuration names, whose content could be any file of this machine."""

HARD_TEXTS = (
    "",
    " ",
    "   ",
    "\n",
    "\t\n  x",
    " a",
    "a ",
    "a  b",
    "a\r\nb",
    "\u00a0x",
    "caf\u00e9",
    "cafe\u0301",
    "\u6f22\u5b57",
    "\u0645\u0631\u062d\u0628\u0627",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0417\u0434\u0440\u0430\u0432\u0441\u0442\u0432\u0443\u0439",
    "\u1f60\u03bc\u03ad\u03b3\u03b1",
    "\U0001f642",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\ufeffx",
    "\u200bx",
    "\ufb01n",
    "\u2075",
    "\uff11\uff12",
    "I\u0307stanbul",
    "stra\u00dfe",
    "0",
    "007",
    "1234567890",
    "-12.50",
    "1e-5",
    "3.1415926535",
    '{"a":[1,2.5,null,true],"b":"c\\n"}',
    "{}",
    "[]",
    "<tag attr='x'>",
    "a_b-c/d.e@f",
    "ALL CAPS",
    "CamelCaseWord",
    "don't",
    "``` \ncode\n```",
    "\\u00e9",
)


def check(base: Base, folders: Sequence[Path], texts: Sequence[str], end: int) -> Gate:
    """The gate over every folder that is shipped; `texts` are inputs of the task, `end` the token that training taught."""
    before = base.tokenizer()
    asked = probe_texts(before, texts)
    wrong = [f"{folder.name}/: {found}" for folder in folders for found in _folder(base, before, folder, asked, end)]
    figures = {"probes": len(asked), "trained_end": before.convert_ids_to_tokens(end), "folders": len(folders)}
    return gate("A3", "tokenizer after", SAYS, checked=len(asked) * len(folders), wrong=wrong, figures=figures)


def probe_texts(tokenizer: Any, texts: Sequence[str]) -> list[str]:
    """What is tokenized with both: inputs of the task, hard texts, and the control tokens, alone and inside a text."""
    controls = [text for token in tokenizer.all_special_tokens[:8] for text in (token, f"x{token}y")]
    return [*texts[:16], *HARD_TEXTS, *controls]


def _folder(base: Base, before: Any, folder: Path, asked: Sequence[str], end: int) -> Iterator[str]:
    try:
        after = AutoTokenizer.from_pretrained(str(folder), trust_remote_code=False)
    except (OSError, ValueError) as error:
        yield f"its tokenizer cannot be loaded: {' '.join(str(error).split())[:200]}"
        return
    yield from differences(before, after, asked)
    yield from _other_content(base, folder)
    yield from _generation(folder, before, end)


def differences(before: Any, after: Any, asked: Sequence[str]) -> Iterator[str]:
    """What is not the same in two tokenizers, by meaning: their files' bytes differ without harm."""
    yield from _backend(before, after)
    old, new = before.get_vocab(), after.get_vocab()
    if old != new:
        more, less = sorted(set(new) - set(old)), sorted(set(old) - set(new))
        yield f"vocabulary of {len(old)} is now {len(new)}, new {more[:3]}, gone {less[:3]}"
    for name in ATTRIBUTES:
        one, other = getattr(before, name, None), getattr(after, name, None)
        if one != other:
            yield f"{name} was {str(one)[:60]!r} and is {str(other)[:60]!r}"
    for text in asked:
        if before(text)["input_ids"] != after(text)["input_ids"]:
            yield f"other tokens for {text[:60]!r}"
            return


def _backend(before: Any, after: Any) -> Iterator[str]:
    if not (before.is_fast and after.is_fast):
        return
    old, new = (orjson.loads(one.backend_tokenizer.to_str()) for one in (before, after))
    for key in sorted(set(old) | set(new)):
        if key not in STATE and old.get(key) != new.get(key):
            yield f"tokenizer.json: {key} is another"


def _other_content(base: Base, folder: Path) -> Iterator[str]:
    for name in VOCABULARY_FILES:
        if not (folder / name).is_file():
            continue
        origin = cached_file(
            base.where, name, revision=base.revision or None, _raise_exceptions_for_missing_entries=False
        )
        if origin is None or digest_of_file(Path(origin)) != digest_of_file(folder / name):
            yield f"{name} is not the base's file of that name"


def _generation(folder: Path, tokenizer: Any, end: int) -> Iterator[str]:
    path = folder / "generation_config.json"
    if not path.is_file():
        yield "no generation_config.json, so that the base's end holds and not the trained one"
        return
    told = orjson.loads(path.read_bytes())
    ends = told.get("eos_token_id")
    ends = [ends] if isinstance(ends, int) else list(ends or [])
    if end not in ends:
        yield f"generation ends at {ends}, and the trained end is {end} ({tokenizer.convert_ids_to_tokens(end)!r})"
    for pad in {told.get("pad_token_id"), tokenizer.pad_token_id} - {None}:
        if pad in ends:
            yield f"padding ({pad}) is one of the ends {ends}"
