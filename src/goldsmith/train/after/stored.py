"""A model as it lies on disk: a base, perhaps an adapter on it, and the form in which its weights are taken."""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import torch
from safetensors import safe_open

from goldsmith.core.errors import UsageError
from goldsmith.train.bases import Base, Precision

Weights = Literal["plain", "nf4", "dequantised"]
ADAPTER_WEIGHTS = "adapter_model.safetensors"


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a model is and how it is loaded; every field is text, so that it can be handed to another process.

    `weights` are plain, in 4-bit NF4, or put into NF4 and back, which gives fp32 whatever `precision` says.
    """

    where: str
    revision: str = ""
    template: str = ""
    precision: Precision = "auto"
    weights: Weights = "plain"
    adapter: str = ""

    @property
    def base(self) -> Base:
        """The base alone."""
        return Base(self.where, self.revision, Path(self.template) if self.template else None)

    def model(self) -> Any:
        """The model in evaluation mode, not yet run.

        Raises UsageError where it cannot be loaded, or where the adapter's tensors are not those that the base takes.
        """
        found = self.base.model(self.precision, quantised=self.weights != "plain")
        if self.weights == "dequantised":
            found = found.dequantize(torch.float32).float()
        return found if not self.adapter else adapted(found, Path(self.adapter)).eval()


def adapted(model: Any, adapter: Path) -> Any:
    """The model with the adapter on it.

    Raises UsageError where there are no safetensors, which the library would replace by a pickle, and where a tensor of the
    file has no place or a place has no tensor: the library loads such an adapter with a warning, and what loads onto nothing
    leaves the base as it was.
    """
    from peft import PeftModel, get_peft_model_state_dict  # takes seconds, and most processes have no adapter to load

    if not (adapter / ADAPTER_WEIGHTS).is_file():
        raise UsageError(f"adapter {adapter.name!r} has no {ADAPTER_WEIGHTS}")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Found missing adapter keys")
        try:
            found = PeftModel.from_pretrained(model, str(adapter))
        except (OSError, ValueError, RuntimeError) as error:
            raise UsageError(f"the adapter does not fit its base: {' '.join(str(error).split())[:200]}") from error
    with safe_open(adapter / ADAPTER_WEIGHTS, framework="pt") as file:
        stored = set(file.keys())
    taken = set(get_peft_model_state_dict(found, save_embedding_layers=False))
    homeless, empty = sorted(stored - taken), sorted(taken - stored)
    if homeless or empty:
        told = f"{len(homeless)} of its {len(stored)} tensors have no place in the base"
        raise UsageError(f"the adapter does not fit its base: {told}, first {(homeless or empty)[0]!r}")
    return found
