"""The model card: what was trained on what, what it can do beside its base, what it gets wrong, how to load it.

Everything is read from run.json and nothing else, so that no figure can be in a card that is not in the record.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

import yaml

from goldsmith.core.files import write_text
from goldsmith.train import failures, results
from goldsmith.train.logged import gate_table
from goldsmith.train.markdown import code, plain, table
from goldsmith.train.percentages import share
from goldsmith.train.run_folder import called
from goldsmith.train.runs import flat, keys

CARD = "README.md"

HUB_ID = re.compile(r"[\w.-]+/[\w.-]+|[\w.-]+")
OF_A_FOLDER = re.compile(r"[0-9a-f]{64}")
"""The identity of a base that lies in a folder; that of a base on the Hub is a commit."""

PATHS = ("mix.file", "template")
"""Keys of the configuration that hold a path of the machine that trained."""

LOAD_ADAPTER = """```python
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

base = AutoModelForCausalLM.from_pretrained({base}{revision})
model = PeftModel.from_pretrained(base, "THIS_REPOSITORY")
tokenizer = AutoTokenizer.from_pretrained("THIS_REPOSITORY")
```"""

LOAD_MODEL = """```python
from transformers import AutoModelForCausalLM, AutoTokenizer

model = AutoModelForCausalLM.from_pretrained("THIS_REPOSITORY")
tokenizer = AutoTokenizer.from_pretrained("THIS_REPOSITORY")
```"""

ASK = """```python
asked = [{"role": "user", "content": "..."}]
tokens = tokenizer.apply_chat_template(asked, add_generation_prompt=True, return_tensors="pt", return_dict=True)
answer = model.generate(**tokens, do_sample=False, max_new_tokens=MOST)[0, tokens["input_ids"].shape[1]:]
print(tokenizer.decode(answer, skip_special_tokens=True))
```"""


def write(record: Mapping[str, Any], folder: Path) -> None:
    """Write the card of an adapter's or a model's folder."""
    write_text(folder / CARD, card(record, adapter=(folder / "adapter_config.json").is_file()))


def card(record: Mapping[str, Any], *, adapter: bool) -> str:
    """The text of README.md; `adapter` says that the folder holds an adapter and not a whole model."""
    base, release = base_name(record), record["release"]
    parts = [
        _metadata(record, adapter=adapter),
        f"# {plain(release['name'])} {plain(release['version'])} on {plain(base)}",
        *_warnings(record),
        _origin(record, adapter=adapter),
        *results.told(record),
        *failures.told(((record.get("results") or {}).get("task") or {}).get("tuned")),
        _gates(record),
        _loading(record, adapter=adapter),
        _configuration(record),
    ]
    return "\n\n".join(parts) + "\n"


def base_name(record: Mapping[str, Any]) -> str:
    """What the base is called on someone else's machine: its Hub id, how it was made, or what its folder is called."""
    where = str(record["base"]["where"])
    return where if where.startswith("scratch:") or _on_hub(record) else called(Path(where))


def _on_hub(record: Mapping[str, Any]) -> bool:
    base = record["base"]
    from_folder = OF_A_FOLDER.fullmatch(str(base.get("identity") or ""))
    return HUB_ID.fullmatch(str(base["where"])) is not None and not from_folder


def _metadata(record: Mapping[str, Any], *, adapter: bool) -> str:
    release, method = record["release"], record["config"]["method"]
    data: dict[str, Any] = {}
    if _on_hub(record):
        data |= {"base_model": record["base"]["where"], "base_model_relation": "adapter" if adapter else "finetune"}
    if "/" in release["name"]:
        data["datasets"] = [release["name"]]
    data["library_name"] = "peft" if adapter else "transformers"
    if method != "seq2seq":
        data["pipeline_tag"] = "text-generation"
    data["tags"] = ["goldsmith", "structured-output", *([method] if method in ("lora", "qlora") else [])]
    return f"---\n{yaml.safe_dump(data, sort_keys=False)}---"


def _warnings(record: Mapping[str, Any]) -> Iterator[str]:
    release = record["release"]
    if not release["verified"]:
        found = f"{len(release['faults'])} findings stand in the run's record"
        why = next((one for one in release["faults"] if one.startswith("deprecated: ")), found)
        yield f"> **Trained on an UNVERIFIED release.** {plain(why)}."
    if release["demo"]:
        yield "> **Trained on a demo release** (`demo: true`): its wording comes from a script that stands in for a teacher."
    if record["failed_gates"]:
        broken = ", ".join(f"{gate['gate']} {plain(gate['name'])}" for gate in record["gates"] if not gate["ok"])
        yield f"> **This run failed** at {broken}. It is no model to use."


def _origin(record: Mapping[str, Any], *, adapter: bool) -> str:
    base, release, config = record["base"], record["release"], record["config"]
    revision = f", revision {code(str(base['revision']))}" if base.get("revision") and _on_hub(record) else ""
    what = "An adapter" if adapter else "A model"
    lines = [
        f"{what} trained with method {code(config['method'])}, seed {config['seed']}.",
        f"Base: {code(base_name(record))}{revision}, identity {code(str(base['identity']))}.",
        f"Data: {code(release['name'])} {code(release['version'])}, manifest {code(release['manifest_sha256'])}.",
        f"Licence of the data: {plain(release.get('licence') or 'none named')}. The licence of the base holds for the weights.",
        _mixed(record),
    ]
    if record.get("merged"):
        lines.append(f"Merged into: {plain(str(record['merged']))}.")
    return "## What it is\n\n" + "\n".join(f"- {line}" for line in lines)


def _mixed(record: Mapping[str, Any]) -> str:
    mix = record["config"].get("mix")
    if not mix:
        return "Mix: no general rows; what the base could do beside the task was not measured."
    tokens = next(
        (gate["figures"].get("learned_share_of_mix") for gate in record["gates"] if gate["gate"] == "P5"), None
    )
    told = "" if tokens is None else f", {share(tokens)} % of the supervised tokens"
    return f"Mix: general rows from {code(PurePath(mix['file']).name)}, {mix['share']:g} % of the rows{told}."


def _gates(record: Mapping[str, Any]) -> str:
    return f"## Gates\n\nVerdict: {plain(record['verdict'])}.\n\n{gate_table(record['gates'])}"


def _loading(record: Mapping[str, Any], *, adapter: bool) -> str:
    how = LOAD_MODEL
    if adapter:
        named = repr(record["base"]["where"]) if _on_hub(record) else "THE_BASE_NAMED_ABOVE"
        revision = record["base"].get("identity") or record["base"].get("revision")
        how = LOAD_ADAPTER.format(
            base=named, revision=f", revision={revision!r}" if revision and _on_hub(record) else ""
        )
    if record["config"]["method"] == "seq2seq":
        how = how.replace("AutoModelForCausalLM", "AutoModelForSeq2SeqLM")
    asked = [] if record["config"]["method"] == "seq2seq" else [ASK.replace("MOST", str(_most(record)))]
    codec = (record.get("training") or {}).get("codec") or {}
    more = (
        ["Prompts and answers are written in the codec of `codec.json`, which `goldsmith eval` applies."]
        if codec.get("mark")
        else []
    )
    return "\n\n".join(["## How to load it", how, *asked, *more])


def _most(record: Mapping[str, Any]) -> int:
    """The most tokens that an answer was allowed when the model was measured, or the length of a trained row."""
    tuned = ((record.get("results") or {}).get("task") or {}).get("tuned") or {}
    return int((tuned.get("decoding") or {}).get("most_tokens") or record["config"]["length"])


def _configuration(record: Mapping[str, Any]) -> str:
    rows = [[code(key), code(value)] for key, value in _public(record)]
    versions = ", ".join(f"{plain(name)} {plain(value)}" for name, value in flat(record.get("versions") or {}))
    return f"## Configuration\n\n{table(['key', 'value'], rows, words=2)}\n\nVersions: {versions}."


def _public(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The configuration without paths: of a file its name."""
    for key, value in keys(record["config"]):
        if key == "base":
            yield key, base_name(record)
        else:
            yield key, PurePath(value).name if key in PATHS and value != "none" else value
