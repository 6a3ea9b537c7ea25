"""The warm-up of a model from nothing: it learns to copy before it sees a row (Olsson et al., induction heads, 2022)."""

import torch


def sequences(
    generator: torch.Generator, *, batch: int, shortest: int, longest: int, vocabulary: range
) -> tuple[torch.Tensor, torch.Tensor]:
    """Token sequences that are said twice, and labels for the second half alone; both are (batch, 2 n).

    `n` is drawn anew for each batch, so that the distance to copy over varies.
    """
    half = int(torch.randint(shortest, longest + 1, (1,), generator=generator))
    said = torch.randint(vocabulary.start, vocabulary.stop, (batch, half), generator=generator)
    tokens = torch.cat([said, said], dim=1)
    labels = tokens.clone()
    labels[:, :half] = -100
    return tokens, labels
