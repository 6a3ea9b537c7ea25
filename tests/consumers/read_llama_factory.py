"""Runs in LLaMA-Factory's own environment: its converters over the published dataset_info.json, cell by cell."""

import json
import sys
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path

sys.modules["torchaudio"] = module_from_spec(
    ModuleSpec("torchaudio", None)
)  # for sound alone, and built for another torch

from datasets import load_dataset  # noqa: E402
from llamafactory.data.converter import align_dataset  # noqa: E402
from llamafactory.data.parser import get_dataset_list  # noqa: E402
from llamafactory.hparams import DataArguments  # noqa: E402
from transformers import Seq2SeqTrainingArguments  # noqa: E402

repo, version, folder = sys.argv[1:]
names = [name for name in json.loads((Path(folder) / "dataset_info.json").read_text()) if "_test" not in name]
arguments = DataArguments(dataset=",".join(names), dataset_dir=folder, preprocessing_num_workers=1)
found = {}
for attr, name in zip(get_dataset_list(names, folder), names, strict=True):
    rows = load_dataset(attr.dataset_name, revision=version, split=attr.split)
    made = align_dataset(rows, attr, arguments, Seq2SeqTrainingArguments("unused", use_cpu=True))
    same = 0
    for row, one in zip(rows, made, strict=True):
        told = [message["content"] for message in (*one["_prompt"], *one["_response"])]
        wanted = [message["content"] for message in row["messages"] if message["role"] != "system"]
        same += told == wanted and (one["_system"] or "") == row["instruction"]
    found[name] = {"rows": len(rows), "same": same}
print(json.dumps(found))
