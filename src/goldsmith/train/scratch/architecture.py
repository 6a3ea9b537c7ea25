"""The sizes of models from nothing: small Llamas with many narrow heads, which learn to copy sooner than wide ones do."""

from dataclasses import dataclass

from transformers import LlamaConfig, PreTrainedTokenizerFast


@dataclass(frozen=True, slots=True)
class Size:
    """One architecture: `vocabulary` bounds the tokenizer, `context` the tokens of a row, `width` / `heads` is 8 to 16."""

    vocabulary: int
    context: int
    width: int
    inner: int
    layers: int
    heads: int
    rope_theta: float = 10_000.0


SIZES = {
    "tiny": Size(vocabulary=1024, context=2048, width=64, inner=168, layers=3, heads=8),
    "25m": Size(vocabulary=4096, context=4096, width=448, inner=1152, layers=10, heads=28),
}


def llama(size: Size, tokenizer: PreTrainedTokenizerFast) -> LlamaConfig:
    """The configuration of a model of one size over a tokenizer's vocabulary; head and embeddings share their weights."""
    return LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=size.width,
        intermediate_size=size.inner,
        num_hidden_layers=size.layers,
        num_attention_heads=size.heads,
        num_key_value_heads=size.heads,
        max_position_embeddings=size.context,
        rope_parameters={"rope_type": "default", "rope_theta": size.rope_theta},
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
