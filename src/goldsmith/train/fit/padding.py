"""Which token fills the gaps of a batch: never one that ends an answer."""

from typing import Any

from goldsmith.core.errors import UsageError

RESERVED = ("pad", "reserved", "unused", "extra")
"""Words in the names of tokens that vendors leave free."""


def padded(tokenizer: Any, rows: int) -> Any:
    """The tokenizer with a token for padding that is not its end; `rows` are those of the model's embedding.

    Where end and padding are one, trainers that leave padding out of the loss never teach a model to stop.
    Raises UsageError where the vocabulary has no unused token.
    """
    ends = {tokenizer.eos_token, *_in_template(tokenizer)}
    if tokenizer.pad_token is not None and tokenizer.pad_token != tokenizer.eos_token:
        return tokenizer
    known = sorted(tokenizer.get_added_vocab().items(), key=lambda one: one[1])
    free = [token for token, place in known if place < rows and token not in ends and _reserved(token)]
    if not free:
        raise UsageError(
            f"the tokenizer pads with {tokenizer.pad_token!r} and ends with {tokenizer.eos_token!r}, and its vocabulary has no "
            "reserved token to pad with instead: set pad_token in its tokenizer_config.json to a token that no text holds"
        )
    tokenizer.pad_token = min(
        free, key=lambda token: next(at for at, word in enumerate(RESERVED) if word in token.lower())
    )
    return tokenizer


def _in_template(tokenizer: Any) -> set[str]:
    """The added tokens that the chat template writes."""
    template = str(tokenizer.chat_template or "")
    return {token for token in tokenizer.get_added_vocab() if token in template}


def _reserved(token: str) -> bool:
    return any(word in token.lower() for word in RESERVED)
