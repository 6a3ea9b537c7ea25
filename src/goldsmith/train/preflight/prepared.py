"""The sequences that a trainer trains on: its own prepared rows through its own collator, labels and all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from goldsmith.train.examples import NOT_LEARNED
from goldsmith.train.progress import Progress

BATCH = 256
"""Rows that are put through the collator at once."""

Ids = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Document:
    """One conversation as the model is trained on it: the tokens before the first that is learned, those that are learned,
    and those after the last; `odd` names labels that are not the tokens themselves.
    """

    context: Ids
    learned: Ids
    rest: Ids
    odd: str = ""


def documents(trainer: Any, progress: Progress, stage: str) -> Iterator[Document]:
    """Every conversation of the prepared training set, packed ones taken apart, in the order of the data set."""
    rows = trainer._remove_unused_columns(trainer.train_dataset, description="training")
    seq2seq = bool(trainer.model.config.is_encoder_decoder)
    for start in range(0, len(rows), BATCH):
        columns = rows[start : start + BATCH]
        count = len(columns["input_ids"])
        batch = trainer.data_collator([{name: cells[at] for name, cells in columns.items()} for at in range(count)])
        yield from map(_written, *_pairs(batch)) if seq2seq else map(_continued, *_pairs(batch))
        progress(stage, count, len(rows))


def packed(trainer: Any) -> bool:
    """Whether several conversations share a sequence, so that their order is another than that of the rows."""
    return bool(getattr(trainer.args, "packing", False))


def _pairs(batch: Any) -> tuple[Sequence[Ids], Sequence[Ids]]:
    """Tokens and labels of each document, without padding."""
    ids, labels = batch["input_ids"].numpy(), batch["labels"].numpy()
    if "cu_seq_lens_q" in batch:  # several documents in one row, which begin at these places
        places = batch["cu_seq_lens_q"].numpy()[1:-1]
        return np.split(ids[0], places), np.split(labels[0], places)
    real = batch["attention_mask"].numpy() == 1
    tokens = [row[mask] for row, mask in zip(ids, real, strict=True)]
    if labels.shape != ids.shape:
        return tokens, list(labels)
    return tokens, [row[mask] for row, mask in zip(labels, real, strict=True)]


def _continued(ids: Ids, labels: Ids) -> Document:
    """A document of a causal model: the labels are the tokens from the answer on."""
    places = np.flatnonzero(labels != NOT_LEARNED)
    if not len(places):
        return Document(ids, labels[:0], ids[:0])
    first, behind = places[0], places[-1] + 1
    odd = ""
    if behind - first != len(places):
        odd = f"{behind - first - len(places)} tokens amid the learned ones are not learned"
    elif (labels[first:behind] != ids[first:behind]).any():
        odd = "labels are other tokens than those that are read"
    return Document(ids[:first], labels[places], ids[behind:], odd)


def _written(ids: Ids, labels: Ids) -> Document:
    """A document of an encoder-decoder model: the labels are what the decoder writes."""
    return Document(ids, labels[labels != NOT_LEARNED], ids[:0])
