"""Counts tokens with a model's own tokenizer, read from its tokenizer.json."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from goldsmith.core.canonical import from_json
from goldsmith.core.errors import UsageError

FILE = "tokenizer.json"
CONFIG = "tokenizer_config.json"


@dataclass(frozen=True, slots=True)
class Tokenizer:
    """A tokenizer and the text of its end token, empty where its folder does not say."""

    encode: Any
    end: str

    def count(self, texts: list[str]) -> list[int]:
        """The tokens of each text, without any that the tokenizer would add by itself."""
        return [len(found) for found in self.encode.encode_batch_fast(texts, add_special_tokens=False)]


@lru_cache(1)
def tokenizer(path: str) -> Tokenizer:
    """The tokenizer in a folder or a tokenizer.json.

    Raises UsageError where there is none, or where the library that reads it is not installed.
    """
    file = Path(path) / FILE if Path(path).is_dir() else Path(path)
    try:
        from tokenizers import Tokenizer as Library
    except ImportError as error:
        raise UsageError("--tokenizer needs the tokenizers library: pip install 'goldsmith[audit]'") from error
    if not file.is_file():
        raise UsageError(f"--tokenizer: there is no file {str(file)!r}")
    try:
        encode = Library.from_file(str(file))
    except Exception as error:
        # the library raises nothing narrower than Exception for a file that it cannot read
        raise UsageError(f"--tokenizer: {str(file)!r} is no tokenizer: {' '.join(str(error).split())[:80]}") from error
    return Tokenizer(encode, _end(file.with_name(CONFIG)))


def _end(config: Path) -> str:
    """The end token as tokenizer_config.json writes it: a text, or an object with its content.

    Raises UsageError where the file is no JSON object.
    """
    if not config.is_file():
        return ""
    try:
        told = from_json(config.read_text(encoding="utf-8"))["eos_token"] or ""
    except KeyError:
        return ""
    except (ValueError, TypeError) as error:
        raise UsageError(
            f"--tokenizer: {str(config)!r} is no JSON object: {' '.join(str(error).split())[:80]}"
        ) from error
    return str(told.get("content", "")) if isinstance(told, dict) else str(told)
