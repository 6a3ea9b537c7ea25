"""P6: the tokenizer can write every answer, and what ends an answer ends it at inference too."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from goldsmith.train.gates import Gate, gate
from goldsmith.train.preflight.wording import decoded

SAYS = (
    "every answer survives the tokenizer without an unknown token, padding is no end, generation stops at the end of "
    "a turn, and every token has a row in the embedding"
)
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Ending:
    """What the model knows of ends: rows of its embedding, the tokens at which generation stops, and those that end a turn."""

    embedded: int
    stops: Collection[int]
    turns: Collection[int]


def tokenizer_gate(tokenizer: Any, answers: Iterable[tuple[str, str]], ending: Ending) -> Gate:
    """P6 over every answer, each with its row's id, as the tokenizer is given it."""
    wrong = list(_fixed(tokenizer, ending))
    checked = 0
    rest = iter(answers)
    while batch := list(islice(rest, BATCH)):
        checked += len(batch)
        wrong += _altered(tokenizer, batch)
    figures = {"tokens": len(tokenizer), "embedded": ending.embedded}
    return gate("P6", "tokenizer", SAYS, checked=checked, wrong=wrong, figures=figures)


def _fixed(tokenizer: Any, ending: Ending) -> Iterator[str]:
    pad, eos = tokenizer.pad_token_id, tokenizer.eos_token_id
    if pad is None or pad == eos or pad in ending.stops:
        yield f"padding is {tokenizer.pad_token!r}, which also ends an answer or is none: the end would not be learned"
    if eos is None:
        yield "the tokenizer has no end token"
    for token in sorted(set(ending.turns) - {*ending.stops, eos}):
        name = tokenizer.convert_ids_to_tokens(token)
        yield f"an answer ends with {name!r}, at which generation does not stop (it stops at {tokenizer.eos_token!r})"
    if len(tokenizer) > ending.embedded:
        yield f"{len(tokenizer)} tokens, and the embedding has {ending.embedded} rows"


def _altered(tokenizer: Any, answers: Sequence[tuple[str, str]]) -> Iterator[str]:
    texts = [text for _, text in answers]
    found = tokenizer(texts, add_special_tokens=False, return_attention_mask=False)["input_ids"]
    back = decoded(tokenizer, found)
    unknown = tokenizer.unk_token_id
    for (name, text), ids, seen in zip(answers, found, back, strict=True):
        if unknown is not None and unknown in ids:
            yield f"{name}: the vocabulary lacks {_lacking(tokenizer, text)}, which the answer holds"
        elif seen != text:
            yield f"{name}: {text[:60]!r} comes back as {seen[:60]!r}"


def _lacking(tokenizer: Any, text: str) -> str:
    """The signs that become unknown tokens."""
    signs = sorted(set(text))
    ids = tokenizer(signs, add_special_tokens=False)["input_ids"]
    found = [sign for sign, tokens in zip(signs, ids, strict=True) if tokenizer.unk_token_id in tokens]
    return ", ".join(map(repr, found[:8])) or f"a part of {text[:40]!r}"
