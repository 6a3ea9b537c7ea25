"""In which order rows are trained on: chance decides, but rows of about one length share a batch, so little is padding."""

from collections.abc import Iterator, Sequence

import torch

POOL = 50
"""Batches whose rows are sorted together by length."""


class Order(torch.utils.data.Sampler):
    """The places of all rows once an epoch, a function of seed and epoch alone, so that a resumed run goes on alike.

    The library's own sampler draws from the global generator, whose state a restart does not bring back, and trains on the
    batches of a pool from long to short.
    """

    def __init__(self, lengths: Sequence[int], batch: int, seed: int) -> None:
        self.lengths = lengths
        self.batch = batch
        self.seed = seed
        self.epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Whose order comes next."""
        self.epoch = epoch

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.lengths)

    def __iter__(self) -> Iterator[int]:
        """The places, batch after batch; a batch that is not full comes last."""
        chance = torch.Generator().manual_seed(self.seed * 1_000_003 + self.epoch)
        places = torch.randperm(len(self.lengths), generator=chance).tolist()
        size = self.batch * POOL
        pools = (sorted(places[at : at + size], key=self._length) for at in range(0, len(places), size))
        batches = [pool[at : at + self.batch] for pool in pools for at in range(0, len(pool), self.batch)]
        full = [batch for batch in batches if len(batch) == self.batch]
        rest = [batch for batch in batches if len(batch) < self.batch]
        for at in torch.randperm(len(full), generator=chance).tolist():
            yield from full[at]
        for batch in rest:
            yield from batch

    def _length(self, place: int) -> int:
        return self.lengths[place]
