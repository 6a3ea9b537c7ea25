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
    heads: int = 4,
    vocabulary: int = 512,
    context: int = 1024,
    seed: int = 0,
) -> Path:
    """Write a model that has learned nothing into `folder`, which must not be there, and give it back."""
    from goldsmith.train.scratch import make, tokenizer
    from goldsmith.train.scratch.architecture import Size, llama
    from goldsmith.train.scratch.weights import untrained

    words = tokenizer.train(texts, vocabulary, context)
    size = Size(vocabulary=vocabulary, context=context, width=d, inner=d * 8 // 3, layers=layers, heads=heads)
    make.save(untrained(llama(size, words), seed=seed), words, folder)
    return folder


def tiny_t5(folder: Path, texts: Iterable[str] = WORDS, *, d: int = 64, seed: int = 0) -> Path:
    """Write a small T5 that has learned nothing; its vocabulary, like the real one's, has no braces and no line break."""
    import torch
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
    from transformers import GenerationConfig, PreTrainedTokenizerFast, T5Config, T5ForConditionalGeneration

    words = Tokenizer(models.Unigram())
    words.normalizer = normalizers.Sequence(
        [normalizers.Replace(Regex(r"[{}\n\t<~`]"), "\ufffe"), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    words.pre_tokenizer = pre_tokenizers.Metaspace()
    words.decoder = decoders.Metaspace()
    known = [sign for sign in map(chr, range(32, 127)) if sign not in "{}<~`"]
    special = ["<pad>", "</s>", "<unk>"]
    trainer = trainers.UnigramTrainer(
        vocab_size=300,
        max_piece_length=3,
        special_tokens=special,
        unk_token="<unk>",
        initial_alphabet=known,
        show_progress=False,
    )
    words.train_from_iterator((text.translate(dict.fromkeys(map(ord, "{}\n\t<~`"), " ")) for text in texts), trainer)
    words.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")
    torch.manual_seed(seed)
    model = T5ForConditionalGeneration(
        T5Config(
            vocab_size=len(tokenizer),
            d_model=d,
            d_kv=16,
            d_ff=2 * d,
            num_layers=2,
            num_heads=4,
            feed_forward_proj="gated-gelu",
            dropout_rate=0.0,
            tie_word_embeddings=True,
            pad_token_id=0,
            eos_token_id=1,
            decoder_start_token_id=0,
        )
    )
    model.generation_config = GenerationConfig(decoder_start_token_id=0, eos_token_id=1, pad_token_id=0)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
