"""The trainer of a run: TRL's for causal models, with every default that fails silently set by name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer

from goldsmith.train.bases import Base, dtype_of
from goldsmith.train.config import Config
from goldsmith.train.examples import TrainingExample
from goldsmith.train.fit.data import as_dataset


def build(
    config: Config,
    base: Base,
    train: Sequence[TrainingExample],
    evaluation: Sequence[TrainingExample],
    checkpoints: Path,
) -> Any:
    """A trainer that is ready to train; its `train_dataset` is what will be trained on, token by token."""
    return SFTTrainer(
        model=base.model(config.precision, quantised=config.method == "qlora"),
        args=arguments(config, checkpoints),
        train_dataset=as_dataset(train),
        eval_dataset=as_dataset(evaluation),
        processing_class=base.tokenizer(),
        peft_config=lora(config, "CAUSAL_LM") if config.adapter else None,
    )


def lora(config: Config, task: str) -> LoraConfig:
    """The adapter: low-rank updates of every linear layer but the head (Hu et al., LoRA, 2021)."""
    return LoraConfig(r=config.rank, lora_alpha=config.alpha, target_modules="all-linear", task_type=task)


def arguments(config: Config, checkpoints: Path) -> SFTConfig:
    """The trainer's arguments. A NaN loss stays visible, no token is written, and nothing is cut at a length that was not asked."""
    bf16 = dtype_of(config.precision) == torch.bfloat16
    return SFTConfig(
        output_dir=str(checkpoints),
        use_cpu=not torch.cuda.is_available(),
        bf16=bf16,
        max_length=config.length,
        packing=config.packing,
        eval_packing=False,
        gradient_checkpointing=not config.scratch and torch.cuda.is_available(),
        per_device_train_batch_size=config.device_batch,
        per_device_eval_batch_size=config.device_batch,
        gradient_accumulation_steps=config.batch // config.device_batch,
        num_train_epochs=config.epochs,
        learning_rate=config.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=0.03,
        train_sampling_strategy="group_by_length",
        torch_compile=config.compile,
        logging_nan_inf_filter=False,
        logging_steps=10,
        save_strategy="steps",
        eval_strategy="steps",
        save_steps=config.evaluate_every,
        eval_steps=config.evaluate_every,
        save_total_limit=2,
        report_to=list(config.report_to) or "none",
        seed=config.seed,
        disable_tqdm=True,
    )
