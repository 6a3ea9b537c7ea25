"""The warm-up of a model from nothing: it learns to copy any token from anywhere before it sees a row."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch

from goldsmith.train.progress import Progress, unwatched

BATCH = 32
SHORTEST, LONGEST = 12, 32
"""Tokens of a sequence that is said twice, so the distance to copy over, drawn anew for each batch."""
RAMP = 50
"""Steps over which the learning rate rises."""
CLIP = 1.0


def sequences(chance: torch.Generator, length: int, vocabulary: range) -> tuple[torch.Tensor, torch.Tensor]:
    """Random sequences of `length` tokens said twice, (BATCH, 2 length), and the second saying but its first token, which
    nothing foretells: (BATCH, length - 1).
    """
    said = torch.randint(vocabulary.start, vocabulary.stop, (BATCH, length), generator=chance)
    return torch.cat([said, said], dim=1), said[:, 1:]


def warm_up(
    model: Any,
    steps: int,
    *,
    vocabulary: range,
    learning_rate: float,
    seed: int,
    progress: Progress = unwatched,
) -> list[float]:
    """Train a model in place to say a random sequence again; gives the loss of every step. In bf16 on a GPU."""
    chance = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.AdamW(model.parameters(), learning_rate, betas=(0.9, 0.98), weight_decay=0.01)
    rise = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min(1.0, (step + 1) / RAMP))
    losses: list[float] = []
    model.train()
    for _ in range(steps):
        length = int(torch.randint(SHORTEST, LONGEST + 1, (1,), generator=chance))
        tokens, again = (part.to(model.device) for part in sequences(chance, length, vocabulary))
        losses.append(_step(model, tokens, again, optimiser))
        rise.step()
        progress("learn to copy", 1, steps)
    model.eval()
    return losses


def _step(model: Any, tokens: torch.Tensor, again: torch.Tensor, optimiser: torch.optim.Optimizer) -> float:
    """One step on the second saying alone; only its positions go through the head."""
    with _precision(model.device):
        hidden = model.model(input_ids=tokens, use_cache=False).last_hidden_state
        logits = model.lm_head(hidden[:, -again.shape[1] - 1 : -1])
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1).float(), again.flatten())
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
    optimiser.step()
    optimiser.zero_grad()
    return float(loss.detach())


def _precision(device: torch.device) -> AbstractContextManager[Any]:
    return torch.autocast("cuda", torch.bfloat16) if device.type == "cuda" else nullcontext()
