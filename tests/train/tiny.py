"""A base model for tests: a small Llama with random weights, and a tokenizer of a few words with a chat template."""

from collections.abc import Iterable
from pathlib import Path

WORDS = (
    "Extract the order as JSON.",
    "Ada needs 12 kg of bolts, ref A1234.",
    "Item: pump\nQuantity: 7\nUnit: pcs",
    '{"customer":"Ada","item":"bolts","quantity":12,"unit":"kg","ref":"A1234"}',
)


def tiny_base(
    folder: Path,
    texts: Iterable[str] = WORDS,
    *,
    layers: int = 2,
    d: int = 64,
    heads: int = 8,
    vocabulary: int = 512,
    context: int = 1024,
    seed: int = 0,
) -> Path:
    """Write a model that has learned nothing into `folder`, which must not be there, and give it back."""
    from goldsmith.train.scratch import make, tokenizer
    from goldsmith.train.scratch.architecture import Size

    words = tokenizer.train(texts, vocabulary, context)
    size = Size(vocabulary=vocabulary, context=context, width=d, inner=d * 8 // 3, layers=layers, heads=heads)
    make.save(make.untrained(size, words, seed=seed), words, folder)
    return folder
