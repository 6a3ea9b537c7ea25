"""A prompt that the model will be served has a near training prompt, or is named with the nearest there is."""

import json
from pathlib import Path
from random import Random

import pytest

from disasters import carts, manual, shop
from goldsmith.audit.findings import Finding
from goldsmith.audit.run import audit
from goldsmith.audit.sense import Options
from goldsmith.core.errors import UsageError
from goldsmith.extractors.served import served

FILES = {"carts": carts.clean, "manual": manual.clean, "shop": shop.clean}


def found(data: list[Path], prompts: list[str], folder: Path) -> list[Finding]:
    path = folder / "prompts.jsonl"
    path.write_text("".join(json.dumps({"prompt": prompt}) + "\n" for prompt in prompts), encoding="utf-8")
    report = audit(data, Options(mapping={}, expect=str(path)))
    return [finding for finding in report.findings if finding.check == "unexpected_task"]


def prompts_of(paths: list[Path]) -> list[str]:
    return [one.prompt for path in paths for one in served(path)]


@pytest.mark.parametrize("name", FILES)
def test_prompts_like_the_training_prompts_are_near_and_others_are_not(name: str, tmp_path: Path) -> None:
    own = FILES[name](Random(1)).write(tmp_path)
    (tmp_path / "later").mkdir()
    likewise = prompts_of(FILES[name](Random(2)).write(tmp_path / "later"))[:60]
    strange = ["Translate 'the dog sleeps' into Danish.", "Write a poem about the sea.", "Why do cats purr at night?"]
    assert found(own, likewise, tmp_path) == []
    [told] = found(own, likewise + strange, tmp_path)
    assert (told.count, told.of, list(told.places)) == (3, 63, [])
    assert all(f"prompts.jsonl:{61 + n} " in hit.evidence for n, hit in enumerate(told.examples))
    assert all("is nearest to this row" in hit.evidence for hit in told.examples)


def test_every_shape_of_prompts_is_read(tmp_path: Path) -> None:
    rows = [
        {"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}]},
        {"question": "Why?"},
        {"instruction": "Say it in French.", "input": "Why?"},
    ]
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [(one.number, one.system, one.prompt) for one in served(tmp_path / "p.jsonl")] == [
        (1, "Be brief.", "Why?"),
        (2, "", "Why?"),
        (3, "", "Say it in French.\nWhy?"),
    ]


def test_a_record_without_a_prompt_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text('{"answer": "Because."}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="record 1: no prompt in columns answer"):
        served(tmp_path / "p.jsonl")
