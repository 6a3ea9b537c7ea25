"""A tokenizer for a model from nothing: byte-level BPE over a release's own words, a digit a token, ChatML turns."""

from collections.abc import Iterable, Iterator

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from goldsmith.train.examples import TrainingExample

PAD, END_OF_TEXT, START, END = "<|pad|>", "<|endoftext|>", "<|im_start|>", "<|im_end|>"
RESERVED = (PAD, END_OF_TEXT, START, END)
"""Padding is a token of its own: where it is the end of a turn, collators that mask padding also mask every end."""

ROLES = ("system", "user", "assistant")

PIECE = r"\p{L}+|\p{N}|\s+|[^\s\p{L}\p{N}]+"
"""What a token may not reach across: a word is spelled alike after a blank and after a quotation mark, so that it can be
copied from a prompt into JSON token by token, and every digit stands alone."""

TEMPLATE = (
    "{% for message in messages %}"
    "{{ ('' if loop.first else '\n') + '<|im_start|>' + message['role'] + '\n' }}"
    "{% if message['role'] == 'assistant' %}"
    "{% generation %}{{ message['content'] + '<|im_end|>' }}{% endgeneration %}"
    "{% else %}{{ message['content'] + '<|im_end|>' }}{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '\n<|im_start|>assistant\n' }}{% endif %}"
)
"""ChatML whose line break opens a turn, so that an answer ends with its end-of-turn token and with nothing after it."""


def texts(examples: Iterable[TrainingExample]) -> Iterator[str]:
    """Everything that the examples say, a turn a text."""
    for example in examples:
        yield from (turn.content for turn in example.asked)
        yield example.answer


def train(corpus: Iterable[str], vocabulary: int, context: int) -> PreTrainedTokenizerFast:
    """A tokenizer with at most `vocabulary` entries, the 256 bytes among them, for a model of `context` tokens.

    The same texts in the same order give the same tokenizer.
    """
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECE), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(RESERVED),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_with_roles(corpus), trainer)
    return _for_chat(tokenizer, context)


def _with_roles(corpus: Iterable[str]) -> Iterator[str]:
    """The texts, and the names of the roles often enough to become one token each."""
    yield from corpus
    for role in ROLES:
        yield from [role] * 10_000


def _for_chat(tokenizer: Tokenizer, context: int) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token=PAD,
        eos_token=END,
        additional_special_tokens=[END_OF_TEXT, START],
        model_max_length=context,
        clean_up_tokenization_spaces=False,
        chat_template=TEMPLATE,
    )
