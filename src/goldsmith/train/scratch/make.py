"""Makes a base model from nothing: a tokenizer of the release's words, a small Llama, and a warm-up in copying."""

import shutil
from pathlib import Path

import torch
from transformers import GenerationConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from goldsmith.core.files import sync_folder
from goldsmith.train.scratch.architecture import Size, llama


def untrained(size: Size, tokenizer: PreTrainedTokenizerFast, *, seed: int) -> LlamaForCausalLM:
    """A model of one size with random weights, the same for the same seed."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return LlamaForCausalLM(llama(size, tokenizer))


def save(model: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast, into: Path) -> None:
    """Write a base's folder, which exists afterwards in full or not at all."""
    beside = into.with_name(into.name + ".partial")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    model.generation_config = GenerationConfig(
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id, do_sample=False
    )
    model.save_pretrained(beside)
    tokenizer.save_pretrained(beside)
    sync_folder(beside)
    beside.rename(into)
