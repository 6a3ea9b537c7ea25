"""Conversations to learn from, a usual chat template, and a tokenizer that lacks what JSON needs."""

from dataclasses import replace

from goldsmith.extractors.examples import Turn
from train.rows import orders

SYSTEM = Turn("system", "Extract the order as JSON.")
CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


def rows(count=24):
    """Orders, every third with a system turn, every fourth in a longer conversation."""
    made = []
    for place, row in enumerate(orders(count)):
        asked = (SYSTEM, *row.asked) if place % 3 == 0 else row.asked
        earlier = (Turn("user", "Hello."), Turn("assistant", "Which order?")) if place % 4 == 0 else ()
        made.append(replace(row, asked=(*earlier, *row.asked) if earlier else asked))
    return made


def others(count=5):
    """Orders that are none of the rows."""
    asked = [(Turn("user", f"Ada needs {10 + place} crates of hoses."),) for place in range(count)]
    return [replace(row, id=f"test-{row.id}", asked=turns) for row, turns in zip(orders(count), asked, strict=True)]


def wordy():
    """A tokenizer of words and gaps, as T5 has one: no brace, no line break, one blank for several."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    signs = [*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;()[]\"'?!-+*/#|", "▁"]
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((sign, -3.0) for sign in signs)]
    words = Tokenizer(models.Unigram(pieces, unk_id=2))
    words.normalizer = normalizers.Replace(" {2,}", " ")
    words.pre_tokenizer = pre_tokenizers.Metaspace()
    words.decoder = decoders.Metaspace()
    words.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(tokenizer_object=words, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")
