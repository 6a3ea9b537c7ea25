"""The model that a run starts from: its tokenizer, its weights in the precision asked for, and what identifies it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import torch
from jinja2 import TemplateError
from safetensors import SafetensorError
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer, BitsAndBytesConfig

from goldsmith.core.canonical import digest, digest_of_file, to_sorted_json
from goldsmith.core.errors import UsageError

Precision = Literal["auto", "fp32", "bf16"]
PACKING = "support_avx512bf16_for_cpu"
"""Where a 4-bit layer of bitsandbytes keeps whether its weights may be packed anew."""


@dataclass(frozen=True)
class Base:
    """A base model: `where` is a folder or a Hub id, `revision` its commit or branch there ("" for a folder)."""

    where: str
    revision: str = ""
    template: Path | None = None

    @cached_property
    def config(self) -> Any:
        """The model's configuration.

        Raises UsageError where there is no model, or none that can be loaded without running its own code.
        """
        return _loaded(AutoConfig, self)

    @property
    def seq2seq(self) -> bool:
        """Whether it reads with an encoder and writes with a decoder, as T5 does."""
        return bool(self.config.is_encoder_decoder)

    def tokenizer(self) -> Any:
        """A fresh tokenizer, with the run's chat template where one is named.

        Raises UsageError for a template that cannot be read or filled in.
        """
        found = _loaded(AutoTokenizer, self)
        if self.template is not None:
            try:
                found.chat_template = self.template.read_text(encoding="utf-8")
                found.apply_chat_template([{"role": "user", "content": "a"}], tokenize=False)
            except (OSError, UnicodeDecodeError, TemplateError) as error:
                raise UsageError(f"template {str(self.template)!r} is none: {error}") from error
        return found

    def model(self, precision: Precision = "auto", *, quantised: bool = False) -> Any:
        """The model in evaluation mode, on the GPU where there is one; in 4-bit NF4 where `quantised`."""
        kind = AutoModelForSeq2SeqLM if self.seq2seq else AutoModelForCausalLM
        more: dict[str, Any] = {"dtype": dtype_of(precision), "device_map": device()}
        if quantised:
            more["quantization_config"] = nf4(dtype_of(precision))
        found, told = _loaded(kind, self, output_loading_info=True, **more)
        if lacking := sorted(told["missing_keys"]):
            raise UsageError(f"base {self.where!r} lacks {len(lacking)} of its tensors, first {lacking[0]!r}")
        return unpacked(found.eval()) if quantised else found.eval()

    @cached_property
    def identity(self) -> str:
        """What the base is: the Hub's commit, or SHA-256 over the digests of a folder's weights and tokenizer."""
        folder = Path(self.where)
        if not folder.is_dir():
            return str(getattr(self.config, "_commit_hash", "") or self.revision)
        parts = {path.name: digest_of_file(path) for path in sorted(folder.iterdir()) if _counts(path)}
        return digest(to_sorted_json(parts))


def device() -> str:
    """Where models run: the first GPU, or the CPU."""
    return "cuda:0" if torch.cuda.is_available() else "cpu"


def dtype_of(precision: Precision) -> torch.dtype:
    """The floating-point type: bf16 on a GPU that has it, fp32 elsewhere, unless one is asked for."""
    if precision == "auto":
        precision = "bf16" if torch.cuda.is_available() and torch.cuda.is_bf16_supported() else "fp32"
    return torch.bfloat16 if precision == "bf16" else torch.float32


def nf4(compute: torch.dtype) -> BitsAndBytesConfig:
    """4-bit NormalFloat with double quantisation (Dettmers et al., QLoRA, 2023)."""
    return BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True, bnb_4bit_compute_dtype=compute
    )


def unpacked(model: Any) -> Any:
    """The 4-bit model with weights that stay as they are stored when it is asked on a CPU.

    Some processors have them packed anew at the first answer: the next training step or merge then reads noise, and
    answers come in another precision than they were trained in.
    """
    for module in model.modules():
        if hasattr(module, PACKING):
            setattr(module, PACKING, False)
    return model


def _counts(path: Path) -> bool:
    return path.suffix in (".safetensors", ".json", ".model", ".jinja", ".txt")


def _loaded(kind: Any, base: Base, **more: Any) -> Any:
    """Load from a folder or the Hub; weights only as safetensors, and never a model's own code."""
    if kind not in (AutoConfig, AutoTokenizer):
        more["use_safetensors"] = True
    if base.revision and not Path(base.where).is_dir():
        more["revision"] = base.revision
    try:
        return kind.from_pretrained(base.where, trust_remote_code=False, **more)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"base {base.where!r} cannot be loaded: {reason}") from error
