"""What tests of the training itself need; imports torch, so a test imports it when it runs."""

from pathlib import Path

from goldsmith.train.bases import Base
from goldsmith.train.config import Config
from goldsmith.train.fit.data import as_dataset, mixed
from goldsmith.train.fit.order import Order
from goldsmith.train.fit.padding import padded
from goldsmith.train.fit.trainer import Causal, Small, build, weights
from train.rows import orders
from train.tiny import tiny_base

__all__ = ["Causal", "Order", "Small", "as_dataset", "base_in", "build", "config", "mixed", "padded", "weights"]


def config(**keys) -> Config:
    """A configuration for a model that trains in seconds."""
    return Config(**{"base": "local", "batch": 8, "device_batch": 4, "length": 256, "epochs": 1, "rank": 4, **keys})


def base_in(folder: Path) -> Base:
    """A small base that has learned nothing and knows the words of the orders."""
    texts = [row.prompt + row.answer for row in orders(200)]
    return Base(str(tiny_base(folder / "base", texts, layers=1, context=256)))
