"""The sizes of models from nothing: small Llamas with many narrow heads, which learn to copy sooner than wide ones do."""

from dataclasses import dataclass
from typing import Any

from transformers import LlamaConfig


@dataclass(frozen=True, slots=True)
class Size:
    """One architecture: `vocabulary` bounds the tokenizer, `context` the tokens of a row; `width` / `heads` is even.

    A large `rope_theta` leaves most pairs of a narrow head free to compare what tokens say instead of where they stand.
    `learning_rate` is that of the warm-up.
    """

    vocabulary: int
    context: int
    width: int
    inner: int
    layers: int
    heads: int
    rope_theta: float = 1e6
    learning_rate: float = 5e-3


SIZES = {
    "tiny": Size(vocabulary=512, context=2048, width=64, inner=168, layers=3, heads=4),
    "25m": Size(vocabulary=4096, context=4096, width=448, inner=1152, layers=10, heads=28, learning_rate=1e-3),
}


def llama(size: Size, tokenizer: Any) -> LlamaConfig:
    """The configuration of a model of one size over a tokenizer's vocabulary; head and embeddings share their weights.

    Attention has biases, which alone can make a head look at the token before whatever the token says.
    """
    return LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=size.width,
        intermediate_size=size.inner,
        num_hidden_layers=size.layers,
        num_attention_heads=size.heads,
        num_key_value_heads=size.heads,
        max_position_embeddings=size.context,
        rope_parameters={"rope_type": "default", "rope_theta": size.rope_theta},
        attention_bias=True,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
