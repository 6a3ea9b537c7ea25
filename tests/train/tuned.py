"""A tuned model for tests: an adapter with random weights on a tiny base, saved as a trainer saves it, and what it computed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from goldsmith.extractors.examples import Turn
from goldsmith.train.examples import TrainingExample
from train.tiny import tiny_base

ITEMS = ("bolts", "pumps", "valves", "gaskets")


def orders(count: int, split: str = "test") -> list[TrainingExample]:
    """Rows of a small task."""
    return [_order(place, split) for place in range(count)]


def _order(place: int, split: str) -> TrainingExample:
    item, said = ITEMS[place % 4], f"Ada needs {place + 3} kg of {ITEMS[place % 4]}, ref A{place}234."
    asked = (Turn("system", "Extract the order as JSON."), Turn("user", said))
    return TrainingExample(f"row-{place}", "order", split, asked, f'{{"item":"{item}","quantity":{place + 3}}}', "", {})


@dataclass(frozen=True)
class Tuned:
    """A base, an adapter on it, and files of logits on probes: of the base, of the live model, of the reloaded one.

    `model` is the one in memory; `folder` is laid out as a run's.
    """

    folder: Path
    model: Any
    base: Path
    adapter: Path
    probes: Path
    logits: Path
    live: Path
    reloaded: Path


def tuned(folder: Path, rows: Sequence[TrainingExample] = (), *, width: int = 64, quantised: bool = False) -> Tuned:
    """Make one in `folder`, in this process; `quantised` puts the adapter on a base in 4 bits, which `width` must allow."""
    import torch
    from peft import LoraConfig, get_peft_model

    from goldsmith.train.after import probes, tasks
    from goldsmith.train.after.shipped import end_of_turn, tidy
    from goldsmith.train.after.stored import Stored
    from goldsmith.train.bases import Base

    rows = rows or orders(8)
    base = Base(str(tiny_base(folder / "base", d=width)))
    tokenizer = base.tokenizer()
    lora = LoraConfig(r=4, lora_alpha=8, target_modules="all-linear", task_type="CAUSAL_LM")
    model = get_peft_model(base.model(quantised=quantised), lora)
    torch.manual_seed(1)
    for name, weight in model.named_parameters():
        if "lora_B" in name:
            weight.data.normal_(0, 0.05)
    asked = probes.make(tokenizer, rows, seq2seq=False)
    given = probes.save(folder / "probes.safetensors", asked)
    live = probes.save(folder / "live.safetensors", {"logits": probes.logits(model, asked)})
    adapter = folder / "adapter"
    model.save_pretrained(adapter)
    tokenizer.save_pretrained(adapter)
    tidy(adapter, base, end_of_turn(tokenizer))
    files = [folder / name for name in ("of-base.safetensors", "reloaded.safetensors")]
    for stored, file in zip((Stored(base.where), Stored(base.where, adapter=str(adapter))), files, strict=True):
        tasks.ask(asdict(stored), str(given), str(file))
    return Tuned(folder, model, Path(base.where), adapter, given, files[0], live, files[1])
