"""What of each row is learned: every prepared sequence is decoded and held against the row's own text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from goldsmith.train.examples import TrainingExample
from goldsmith.train.preflight.matching import SHOWN, ByText, InOrder, Read
from goldsmith.train.preflight.prepared import Document
from goldsmith.train.preflight.wording import Plain, Unframed, Wording, decoded, on_one_line

BATCH = 500


@dataclass(slots=True)
class Supervision:
    """What was found over all prepared sequences.

    `prompt` and `answer` are tokens of each sequence that is its row in full; `lost` are the places of rows of which there
    is no such sequence; `tokens` is what each row takes without a cut; `open` are sequences whose learned tokens do not end
    with the end of a turn, by their row's place, below 0 where that is not known; `wrong` are sequences that teach something
    else than their row says; `unknown_prompts` are sequences whose prompt holds an unknown token.
    """

    rows: int
    sequences: int = 0
    learned: int = 0
    read: int = 0
    rows_of_mix: int = 0
    learned_of_mix: int = 0
    unknown_prompts: int = 0
    prompt: list[int] = field(default_factory=list)
    answer: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    tokens: dict[int, int] = field(default_factory=dict)
    open: dict[int, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, read: Read, *, of_mix: bool) -> None:
        """Count the tokens of a sequence."""
        document = read.document
        self.sequences += 1
        self.learned += len(document.learned)
        self.read += len(document.context) + len(document.rest)
        self.rows_of_mix += of_mix
        self.learned_of_mix += len(document.learned) if of_mix else 0
        self.unknown_prompts += bool(read.unknown)

    def keep(self, read: Read, place: int) -> None:
        """Keep the lengths of a sequence that is the row at this place in full."""
        self.prompt.append(len(read.document.context))
        self.answer.append(len(read.document.learned))
        self.tokens[place] = len(read.document.context) + len(read.document.learned) + len(read.document.rest)


def supervision(
    found: Iterable[Document],
    rows: Sequence[TrainingExample],
    tokenizer: Any,
    wording: Wording,
    *,
    mix: frozenset[int] = frozenset(),
    in_order: bool,
) -> Supervision:
    """Compare every sequence with its row: the one at its place where they are `in_order`, else the one that reads so.

    `mix` holds the places of the general rows.
    """
    told = Supervision(len(rows))
    match = InOrder(rows, wording) if in_order else ByText(rows, wording)
    for read in _read(found, tokenizer, wording):
        place, name, reason = match.row_of(read)
        told.count(read, of_mix=place in mix)
        if not match.ended(read):
            key = place if place >= 0 else -told.sequences
            told.open[key] = f"{name}: the learned tokens end with {read.learned[-SHOWN:]!r}"
        if reason := read.document.odd or reason:
            told.wrong.append(f"{name}: {reason}")
        else:
            told.keep(read, place)
    told.lost = match.left()
    told.tokens |= _uncut(rows, told.lost, tokenizer, wording)
    return told


def _read(found: Iterable[Document], tokenizer: Any, wording: Wording) -> Iterator[Read]:
    rest, piecewise = iter(found), _piecewise(tokenizer)
    while batch := list(islice(rest, BATCH)):
        contexts = decoded(tokenizer, [one.context.tolist() for one in batch])
        learned = decoded(tokenizer, [one.learned.tolist() for one in batch])
        if isinstance(wording, Plain):
            contexts = list(map(on_one_line, contexts))
        elif not piecewise:
            whole = decoded(tokenizer, [[*one.context.tolist(), *one.learned.tolist()] for one in batch])
            learned = [text.removeprefix(context) for text, context in zip(whole, contexts, strict=True)]
        unknown = tokenizer.unk_token_id
        doubts = [
            tokenizer.unk_token if unknown is not None and (one.context == unknown).any() else "" for one in batch
        ]
        yield from map(Read, batch, contexts, learned, doubts)


def _piecewise(tokenizer: Any) -> bool:
    """Whether a text is its tokens' texts in a row; SentencePiece drops the blank at a text's beginning."""
    ids = tokenizer("a b", add_special_tokens=False)["input_ids"]
    return bool("".join(tokenizer.decode([token]) for token in ids) == tokenizer.decode(ids) == "a b")


def _uncut(rows: Sequence[TrainingExample], places: Iterable[int], tokenizer: Any, wording: Wording) -> dict[int, int]:
    """How many tokens rows take when nothing is cut."""
    texts: dict[int, str] = {}
    for place in places:
        try:
            prompt, answer, end = wording.of(rows[place])
        except (Unframed, TypeError):
            continue
        texts[place] = prompt + answer + end.text
    if not texts:
        return {}
    ids = tokenizer(list(texts.values()), add_special_tokens=False, return_attention_mask=False)["input_ids"]
    return dict(zip(texts, map(len, ids), strict=True))
