"""Runs in TRL's own environment: what SFTTrainer makes of the published rows, and what of them it learns."""

import json
import sys
import tempfile

from datasets import load_dataset
from tiny import tokenizer
from transformers import LlamaConfig, LlamaForCausalLM
from trl import SFTConfig, SFTTrainer

repo, version = sys.argv[1:]
rows = load_dataset(repo, revision=version, split="train")
words = tokenizer([text for row in rows for text in (row["prompt"], row["completion"])])
shape = LlamaConfig(
    vocab_size=len(words), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2
)
with tempfile.TemporaryDirectory() as folder:
    settings = SFTConfig(folder, use_cpu=True, bf16=False, max_length=None, report_to="none")
    trainer = SFTTrainer(LlamaForCausalLM(shape), settings, train_dataset=rows, processing_class=words)
    batch = trainer.data_collator([trainer.train_dataset[number] for number in range(len(rows))])
learned = [[token for token in labels.tolist() if token != -100] for labels in batch["labels"]]
texts = [words.decode(tokens) for tokens in learned]
expected = [row["completion"] + words.eos_token for row in rows]
tokens = sum(len(trainer.train_dataset[number]["input_ids"]) for number in range(len(rows)))
print(
    json.dumps(
        {
            "rows": len(rows),
            "completion_only": sum(one == other for one, other in zip(texts, expected, strict=True)),
            "supervised_share": round(sum(map(len, learned)) / tokens, 3),
        }
    )
)
