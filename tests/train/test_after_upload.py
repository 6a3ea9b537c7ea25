"""U1: what could be uploaded holds the files that belong there, no token, and no path of this machine."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from goldsmith.train.gates import Gate
from goldsmith.train.markdown import plain, unescaped
from train.tuned import Tuned, tuned

pytestmark = pytest.mark.train


def test_what_is_escaped_is_read_as_it_was() -> None:
    text = r"a_b \ [x](y) | # & <i> `c` * \_"
    assert unescaped(plain(text)) == text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Tuned:
    return tuned(tmp_path_factory.mktemp("tuned"))


@pytest.fixture
def adapter(made: Tuned, tmp_path: Path) -> Path:
    return shutil.copytree(made.adapter, tmp_path / "adapter")


def gate(made: Tuned, *folders: Path) -> Gate:
    from goldsmith.train.after import upload

    return upload.check(folders, [Path.home(), made.folder, *(folder.parent for folder in folders)])


def test_a_tidied_adapter_may_be_uploaded(made: Tuned, adapter: Path) -> None:
    found = gate(made, adapter)
    assert found.ok, found.evidence
    assert found.checked == len(list(adapter.iterdir())) >= 5


def test_nothing_to_upload_is_no_pass(made: Tuned) -> None:
    assert not gate(made).ok


def test_as_a_trainer_left_it_an_adapter_names_its_base_by_path(made: Tuned, adapter: Path) -> None:
    """Why `tidy` exists: the library writes the base's folder into the adapter's configuration and its card."""
    from peft import PeftModel

    from goldsmith.train.after.shipped import tidy
    from goldsmith.train.bases import Base

    base = Base(str(made.base))
    PeftModel.from_pretrained(base.model(), made.adapter).save_pretrained(adapter)
    (adapter / "training_args.bin").write_bytes(b"\x80\x04hub_token hf_SECRETsecretSECRETsecret")
    config = (adapter / "adapter_config.json").read_text()
    if str(made.base) not in config:  # saved from a tidied adapter it keeps the tidied name
        (adapter / "adapter_config.json").write_text(config.replace('"base"', f'"{made.base}"'))
    told = gate(made, adapter).evidence
    assert any("adapter_config.json: names" in line for line in told), told
    assert "adapter/training_args.bin: does not belong here" in told
    assert "adapter/training_args.bin: holds an access token" in told
    tidy(adapter, base, 3)
    assert gate(made, adapter).ok


def test_a_base_of_the_hub_is_named_with_the_commit_that_was_trained_on(adapter: Path) -> None:
    """A branch moves on; an adapter on tomorrow's base is another model."""
    from goldsmith.train.after.shipped import name_base

    file = adapter / "adapter_config.json"
    name_base(file, cast(Any, SimpleNamespace(where="org/base", revision="main", identity="c" * 40)))
    told = json.loads(file.read_text())
    assert told["base_model_name_or_path"] == "org/base"
    assert told["revision"] == "c" * 40


def recorded(made: Tuned, adapter: Path, merged: str) -> dict[str, Any]:
    """run.json of a run whose adapter this is, its card beside it; `merged` says what became of the merge."""
    from goldsmith.train.after import regression
    from goldsmith.train.after.after import After
    from goldsmith.train.bases import Base
    from goldsmith.train.config import Config
    from goldsmith.train.preflight.found import Preflight
    from goldsmith.train.record import Parts, written
    from goldsmith.train.release import Release
    from goldsmith.train.run_folder import RunFolder

    config, release = Config(base=str(made.base)), Release(adapter, "small", "1.0.0", "CC0-1.0", "ab" * 32)
    after = After((regression.check([], 0.05),), {}, {}, merged)
    parts = Parts(config, release, Base(str(made.base)), Preflight((), {}, (), None), None, after, None)
    return written(parts, RunFolder(adapter.parent))


def test_the_card_is_looked_through_and_says_so(made: Tuned, adapter: Path) -> None:
    record = recorded(made, adapter, "plain")
    assert [(one["gate"], one["ok"], one["checked"]) for one in record["gates"]] == [
        ("R1", False, 0),
        ("U1", True, len(list(adapter.iterdir()))),
    ]
    assert "| U1 | upload | passed |" in (adapter / "README.md").read_text()


def test_a_card_that_names_a_folder_of_this_machine_fails_and_says_so(made: Tuned, adapter: Path) -> None:
    record = recorded(made, adapter, f"the merge: no space left on {adapter.parent}/after")
    [upload] = [one for one in record["gates"] if one["gate"] == "U1"]
    assert upload["evidence"] == [f"adapter/README.md: names {str(adapter.parent)!r}, a folder of this machine"]
    assert record["failed_gates"] == ["R1", "U1"]
    assert "| U1 | upload | **failed** |" in (adapter / "README.md").read_text()


def test_a_folder_that_a_row_names_is_not_of_this_machine_and_a_token_is_one_wherever_it_stands(
    made: Tuned, adapter: Path
) -> None:
    from goldsmith.train import failures

    wrong = {"id": "a", "kind": "log", "prompt": f"ERROR in {Path.home()}/x", "gold": "{}", "answer": "", "problem": ""}
    (adapter / "README.md").write_text("\n\n".join(failures.told({"worst": [wrong]})))
    assert gate(made, adapter).ok
    wrong |= {"answer": "hf_abcdefghijklmnopqrstuvwxyz"}
    (adapter / "README.md").write_text("\n\n".join(failures.told({"worst": [wrong]})))
    assert gate(made, adapter).evidence == ("adapter/README.md: holds an access token",)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("README.md", "token: hf_abcdefghijklmnopqrstuvwxyz", "holds an access token"),
        ("README.md", plain("token: hf_abcdefghijklmnopqrstuvwxyz"), "holds an access token"),
        ("optimizer.pt", "", "does not belong here"),
        (".env", "PASSWORD=1", "does not belong here"),
        ("model.bin", "", "does not belong here"),
        ("events.out.tfevents.1", "", "does not belong here"),
    ],
)
def test_what_does_not_belong_is_named(made: Tuned, adapter: Path, name: str, text: str, told: str) -> None:
    (adapter / name).write_text(text)
    assert gate(made, adapter).evidence == (f"adapter/{name}: {told}",)


def test_the_token_of_this_machine_is_found_whatever_its_form(
    made: Tuned, adapter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "not-of-the-usual-form")
    (adapter / "README.md").write_text("use not-of-the-usual-form to log in")
    assert gate(made, adapter).evidence == ("adapter/README.md: holds an access token",)


def test_a_path_in_the_header_of_weights_is_found(made: Tuned, adapter: Path) -> None:
    from safetensors.torch import load_file, save_file

    file = adapter / "adapter_model.safetensors"
    save_file(load_file(file), file, metadata={"format": "pt", "from": str(made.folder / "checkpoints")})
    (told,) = gate(made, adapter).evidence
    assert told.startswith("adapter/adapter_model.safetensors: names ")


def test_a_folder_whose_name_merely_begins_alike_is_another(made: Tuned, adapter: Path) -> None:
    (adapter / "README.md").write_text(f"{Path.home()}-of-the-brave {made.folder}s")
    assert gate(made, adapter).ok


def test_a_link_out_of_the_folder_does_not_belong(made: Tuned, adapter: Path) -> None:
    (adapter / "README.md").symlink_to(made.folder / "base" / "config.json")
    assert gate(made, adapter).evidence == ("adapter/README.md: does not belong here",)
