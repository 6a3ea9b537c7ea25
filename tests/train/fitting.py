"""What tests of the training itself need; imports torch, so a test imports it when it runs."""

from pathlib import Path

from goldsmith.train.bases import Base
from goldsmith.train.config import Config
from goldsmith.train.fit.data import as_dataset, mixed
from goldsmith.train.fit.fit import Fitted, Prepared, prepare, run
from goldsmith.train.fit.order import Order
from goldsmith.train.fit.padding import padded
from goldsmith.train.fit.trainer import Causal, Small, build, weights
from goldsmith.train.progress import Progress
from goldsmith.train.run_folder import RunFolder
from train.rows import orders
from train.tiny import tiny_base, tiny_t5

__all__ = [
    "Causal",
    "Fitted",
    "Order",
    "Small",
    "as_dataset",
    "base_in",
    "build",
    "config",
    "fitted",
    "mixed",
    "padded",
    "prepared",
    "t5_in",
    "weights",
]


def config(**keys) -> Config:
    """A configuration for a model that trains in seconds."""
    return Config(**{"base": "local", "batch": 8, "device_batch": 4, "length": 256, "epochs": 1, "rank": 4, **keys})


def base_in(folder: Path) -> Base:
    """A small base that has learned nothing and knows the words of the orders."""
    texts = [row.prompt + row.answer for row in orders(200)]
    return Base(str(tiny_base(folder / "base", texts, context=256)))


def t5_in(folder: Path) -> Base:
    """A small encoder-decoder model whose vocabulary has no braces."""
    return Base(str(tiny_t5(folder / "t5", [row.prompt + " " + row.answer for row in orders(200)])))


def nobody(stage: str, done: int, total: int) -> None:
    """Sees no progress."""


def prepared(folder: Path, on: Base, *, rows: int = 64, watched: int = 16, **keys) -> Prepared:
    """A run on so many orders, before its first step."""
    parts = orders(rows), orders(watched, seed=1, split="validation")
    return prepare(config(**keys), on, *parts, [], RunFolder(folder))


def fitted(folder: Path, on: Base, *, progress: Progress = nobody, **keys) -> Fitted:
    """Train on so many orders."""
    return run(prepared(folder, on, **keys), RunFolder(folder), progress)
