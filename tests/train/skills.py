"""A base that can do three things, for tests of forgetting: made here in a minute or two, and tuned on a fourth in half of one."""

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from goldsmith.extractors.examples import Turn
from goldsmith.train.examples import TrainingExample

NAMES = [
    "Ada",
    "Bruno",
    "Chidi",
    "Dara",
    "Emre",
    "Fatou",
    "Goran",
    "Hana",
    "Ivo",
    "Jun",
    "Kofi",
    "Lena",
    "Mara",
    "Nils",
    "Omar",
    "Pia",
    "Quinn",
    "Rosa",
    "Sven",
    "Tuva",
]
ITEMS = ["bolt", "washer", "bearing", "gasket", "valve", "hose", "clamp", "pump", "filter", "seal"]
UNITS = ("mm", "kg", "l", "pcs")
TEXTS = (
    "{who} needs {count} {unit} of {what}{rush}.",
    "Order: {what} x {count} {unit} for {who}{rush}.",
    "Please ship {count} {unit} {what} to {who}{rush}.",
)
SKILLS = ("order", "who", "what")
NEW = "ticket"
KNOWING, TUNING = 700, 400
"""Steps of the skills and of one adapter."""


def rows(kinds: Sequence[str], count: int, rng: Random) -> list[TrainingExample]:
    """Rows of these kinds in turn; those of the skills are general rows, those of the new task are not."""
    return [_row(kinds[place % len(kinds)], place, rng) for place in range(count)]


def _row(kind: str, place: int, rng: Random) -> TrainingExample:
    who, what, unit, rush = rng.choice(NAMES), rng.choice(ITEMS), rng.choice(UNITS), rng.randrange(10) < 3
    told = {"who": who, "what": what, "unit": unit, "count": rng.randrange(1, 1000), "rush": ", urgent" if rush else ""}
    text = rng.choice(TEXTS).format(**told)
    asked, answer = {
        "order": ("Extract the order as JSON.", {"customer": who, "item": what, "unit": unit}),
        "who": ("Who ordered?", who),
        "what": ("Which item?", what),
        NEW: ("Fill in the ticket.", {"what": what, "rush": rush, "who": who}),
    }[kind]
    said = "Ticket: " + text.replace(" ", " | ") if kind == NEW else text
    gold = answer if isinstance(answer, str) else json.dumps(answer, separators=(",", ":"))
    schema, group = ('{"type":"object"}', NEW) if kind == NEW else ("", "general")
    return TrainingExample(
        f"{kind}-{place}", group, "test", (Turn("system", asked), Turn("user", said)), gold, schema, {}
    )


def skilled(folder: Path) -> Path:
    """A base that has learned SKILLS from nothing."""
    from goldsmith.train.scratch import make, tokenizer
    from goldsmith.train.scratch.architecture import Size, llama
    from goldsmith.train.scratch.weights import untrained

    words = tokenizer.train(tokenizer.texts(rows((*SKILLS, NEW), 2000, Random(1))), 400, 256)
    size = Size(vocabulary=400, context=256, width=64, inner=168, layers=3, heads=8)
    model = untrained(llama(size, words), seed=0)
    _learn(model, _batches(words, rows(SKILLS, 8000, Random(3)), 32), KNOWING, 5e-3)
    make.save(model, words, folder)
    return folder


def tuned_on_new(base: Path, share: float) -> Any:
    """An adapter for the new task on the base, with `share` of general rows in its 900 and more."""
    import torch
    from peft import LoraConfig, get_peft_model

    from goldsmith.train.bases import Base
    from goldsmith.train.fit.data import mixed

    torch.manual_seed(0)
    found, task = Base(str(base)), rows((NEW,), 900, Random(7))
    examples = mixed(task, rows(SKILLS, 600, Random(8)), share, Random(0))
    lora = LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
    model = get_peft_model(found.model("fp32"), lora)
    _learn(model, _batches(found.tokenizer(), examples, 16), TUNING, 4e-3)
    return model


def _learn(model: Any, batches: Iterator[tuple[Any, Any]], steps: int, rate: float) -> None:
    import torch

    weights = [one for one in model.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(weights, rate, betas=(0.9, 0.98))
    model.train()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / 30) * (0.05 + 0.475 * (1 + math.cos(math.pi * step / steps)))
        ids, labels = next(batches)
        model(input_ids=ids, labels=labels).loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        optimiser.zero_grad()
    model.eval()


def _batches(tokenizer: Any, examples: Sequence[TrainingExample], size: int) -> Iterator[tuple[Any, Any]]:
    """Ids and labels without end; only answers are learned."""
    import torch

    pairs = [_tokens(tokenizer, example) for example in examples]
    place = 0
    while True:
        chosen = [pairs[(place + more) % len(pairs)] for more in range(size)]
        place += size
        longest = max(len(prompt) + len(answer) for prompt, answer in chosen)
        ids, labels = torch.zeros(size, longest, dtype=torch.long), torch.full((size, longest), -100)
        for at, (prompt, answer) in enumerate(chosen):
            end = len(prompt) + len(answer)
            ids[at, :end] = torch.tensor([*prompt, *answer])
            labels[at, len(prompt) : end] = torch.tensor(answer)
        yield ids, labels


def _tokens(tokenizer: Any, example: TrainingExample) -> tuple[list[int], list[int]]:
    asked = [turn._asdict() for turn in example.asked]
    prompt = tokenizer.apply_chat_template(asked, add_generation_prompt=True, return_dict=True)["input_ids"]
    return list(prompt), [*tokenizer(example.answer)["input_ids"], tokenizer.eos_token_id]
