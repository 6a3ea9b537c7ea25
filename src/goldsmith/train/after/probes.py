"""Fixed tokens that models are compared on, position by position, by their logits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from goldsmith.train.examples import NOT_LEARNED, TrainingExample
from goldsmith.train.plain_text import as_text

ROWS = 8
TOKENS = 512
"""Tokens of a row, its last ones: a long prompt says nothing about weights that its end does not."""

COMPARED = 64
"""Positions of a row that are compared, its last ones; at 150,000 words a position takes 0.6 MB."""


def make(tokenizer: Any, rows: Sequence[TrainingExample], *, seq2seq: bool) -> dict[str, torch.Tensor]:
    """Padded tokens of up to ROWS rows with their answers, as a model's forward takes them."""
    chosen = rows[:ROWS]
    if seq2seq:
        asked = _padded([tokenizer(as_text(row.asked))["input_ids"] for row in chosen])
        answered, kept = _padded([tokenizer(row.answer)["input_ids"] for row in chosen])
        answered[~kept] = NOT_LEARNED
        return {"input_ids": asked[0], "attention_mask": asked[1].long(), "labels": answered}
    ids, kept = _padded([_conversation(tokenizer, row) for row in chosen])
    return {"input_ids": ids, "attention_mask": kept.long()}


def _conversation(tokenizer: Any, row: TrainingExample) -> list[int]:
    prompt, completion = row.messages()
    return list(tokenizer.apply_chat_template([*prompt, *completion], return_dict=True)["input_ids"])


def _padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids with zeros on the right, and where they are real; what a row ends with is kept."""
    ends = [row[-TOKENS:] for row in rows]
    ids = torch.zeros(len(ends), max(map(len, ends)), dtype=torch.long)
    for place, row in enumerate(ends):
        ids[place, : len(row)] = torch.tensor(row)
    lengths = torch.tensor([len(row) for row in ends])
    return ids, torch.arange(ids.shape[1]) < lengths[:, None]


def logits(model: Any, probes: dict[str, torch.Tensor]) -> torch.Tensor:
    """fp32 logits of shape (positions, vocabulary), on the CPU; the model is left in the mode it was in."""
    given = {name: value.to(model.device) for name, value in probes.items()}
    training = model.training
    model.eval()
    try:
        with torch.no_grad():
            found = model(**given, use_cache=False).logits
    finally:
        model.train(training)
    real = probes["labels"] != NOT_LEARNED if "labels" in probes else probes["attention_mask"].bool()
    from_end = real.flip(1).cumsum(1).flip(1)
    compared = real & (from_end <= COMPARED)
    return torch.as_tensor(found[compared.to(found.device)].float().cpu())


def save(path: Path, tensors: dict[str, torch.Tensor]) -> Path:
    """Write tensors beside `path` and rename."""
    beside = path.with_name(path.name + ".partial")
    save_file({name: value.contiguous() for name, value in tensors.items()}, beside)
    beside.replace(path)
    return path


def load(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a file."""
    return dict(load_file(path))


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two models are apart on the same probes: the largest difference of a logit, and the share of positions
    with the same first choice; `scale` is the largest logit.
    """

    positions: int
    largest: float
    agreeing: float
    scale: float

    def as_json(self) -> dict[str, float | int]:
        """The figures as run.json holds them."""
        return {"positions": self.positions, "largest": self.largest, "agreeing": self.agreeing, "scale": self.scale}


def difference(one: torch.Tensor, other: torch.Tensor) -> Difference:
    """Compare two models' logits. Logits that are not finite or of another shape differ without bound."""
    if one.shape != other.shape or not (one.isfinite().all() and other.isfinite().all()):
        return Difference(len(one), float("inf"), 0.0, float("inf"))
    agreeing = (one.argmax(-1) == other.argmax(-1)).float().mean().item()
    return Difference(len(one), (one - other).abs().max().item(), agreeing, one.abs().max().item())
