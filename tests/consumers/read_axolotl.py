"""Runs in Axolotl's own environment: the published axolotl.yaml through its schema, and its chat_template strategy over the rows."""

import json
import sys
from pathlib import Path

import yaml
from axolotl.prompt_strategies.chat_template import load
from axolotl.utils.dict import DictDefault
from axolotl.utils.schemas.config import AxolotlInputConfig
from datasets import load_dataset
from tiny import tokenizer

repo, version, folder = sys.argv[1:]
config = yaml.safe_load((Path(folder) / "axolotl.yaml").read_text())
training = {"base_model": "none", "micro_batch_size": 1, "gradient_accumulation_steps": 1, "learning_rate": 1e-4}
checked = AxolotlInputConfig(**config, **training)
rows = load_dataset(repo, revision=version, split="train")
words = tokenizer([text for row in rows for text in (row["prompt"], row["completion"])])
entry = DictDefault(checked.datasets[0].model_dump(exclude_none=True))
strategy = load(words, DictDefault(checked.model_dump(exclude_none=True)), entry)
same = tokens = learned = 0
for row in rows:
    made = strategy.tokenize_prompt(row)
    kept = [label for label in made["labels"] if label != -100]
    same += words.decode(kept).removesuffix("\n").removesuffix("<|im_end|>") == row["completion"]
    tokens, learned = tokens + len(made["input_ids"]), learned + len(kept)
print(json.dumps({"rows": len(rows), "completion_only": same, "supervised_share": round(learned / tokens, 3)}))
