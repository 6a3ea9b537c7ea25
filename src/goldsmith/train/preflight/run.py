"""The preflight: every gate that can be judged before anything is trained, on the trainer's own prepared rows."""

from collections.abc import Sequence
from typing import Any

from goldsmith.train.bases import Base
from goldsmith.train.config import Config
from goldsmith.train.examples import TrainingExample
from goldsmith.train.preflight.cost import cost
from goldsmith.train.preflight.format import format_gate
from goldsmith.train.preflight.found import Preflight
from goldsmith.train.preflight.injection import injection_gate
from goldsmith.train.preflight.leakage import leakage_gate
from goldsmith.train.preflight.lengths import length_table, lengths_gate
from goldsmith.train.preflight.masks import mask_gate
from goldsmith.train.preflight.prepared import documents, packed
from goldsmith.train.preflight.shown import Picked
from goldsmith.train.preflight.supervision import Supervision, supervision
from goldsmith.train.preflight.template import plain_gate, template_gate
from goldsmith.train.preflight.tokenizer import Ending, tokenizer_gate
from goldsmith.train.preflight.wording import Chat, Plain, Wording, controls
from goldsmith.train.progress import Progress

STAGE = "read what is trained on"


def preflight(
    trainer: Any,
    base: Base,
    config: Config,
    train: Sequence[TrainingExample],
    held_out: Sequence[TrainingExample],
    general: Sequence[TrainingExample],
    progress: Progress,
) -> Preflight:
    """Judge a trainer before it trains.

    `train` are the rows that it was given, in that order and with those of the mix among them; `held_out` are all rows
    that the model will be measured on; `general` are the rows of the mix, by identity.
    """
    tokenizer = trainer.processing_class
    general_rows = set(map(id, general))
    mix = frozenset(place for place, row in enumerate(train) if id(row) in general_rows)
    wording = Plain(tokenizer.eos_token) if base.seq2seq else Chat(tokenizer)
    written = plain_gate(tokenizer, train) if base.seq2seq else template_gate(tokenizer, train)
    gates = [format_gate(train), written, injection_gate(train, controls(tokenizer))]
    picked = Picked(() if packed(trainer) else mix)
    found = _supervised(trainer, train, wording, mix, picked, progress)
    gates += [
        lengths_gate(found, train, config.length),
        mask_gate(found),
        tokenizer_gate(tokenizer, ((row.id, row.answer) for row in train), ending(trainer, wording)),
        leakage_gate(train, held_out),
    ]
    progress("take five steps", 0, 1)
    measured = cost(trainer)
    progress("take five steps", 1, 1)
    return Preflight(tuple(gates), length_table(found), picked.shown(tokenizer), measured)


def _supervised(
    trainer: Any,
    train: Sequence[TrainingExample],
    wording: Wording,
    mix: frozenset[int],
    picked: Picked,
    progress: Progress,
) -> Supervision:
    in_order = not packed(trainer) and len(trainer.train_dataset) == len(train)
    passing = picked.passing(documents(trainer, progress, STAGE))
    return supervision(passing, train, trainer.processing_class, wording, mix=mix, in_order=in_order)


def ending(trainer: Any, wording: Wording) -> Ending:
    """What the trainer's model and the wording know of ends."""
    tokenizer, model = trainer.processing_class, trainer.model
    stops = model.generation_config.eos_token_id
    found = [tokenizer(stop, add_special_tokens=False)["input_ids"][-1] for stop in wording.stops()]
    return Ending(
        embedded=model.get_input_embeddings().weight.shape[0],
        stops=(stops,) if isinstance(stops, int) else tuple(stops or ()),
        turns=tuple(sorted(set(found))),
    )
