"""A model on this machine as answerer: batches, padding, ends, probabilities, and how models are found."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import Turn
from goldsmith.train.examples import TrainingExample
from program import goldsmith
from train.tiny import tiny_base

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_base(tmp_path_factory.mktemp("tiny") / "base", layers=1)


@pytest.fixture(scope="module")
def local(base: Path) -> Any:
    from goldsmith.train.answering.loading import Asked, load

    return load(str(base), Asked(batch=4, precision="fp32"))


def rows(count: int) -> list[TrainingExample]:
    turns = [(Turn("user", f"Ada needs {'12 kg of bolts ' * (at % 5)}{at}"),) for at in range(count)]
    return [TrainingExample(f"r{at}", "k", "test", asked, "{}", "", {}) for at, asked in enumerate(turns)]


class Scripted:
    """A model that writes one script, whatever is asked; it keeps what it was given."""

    def __init__(self, like: Any, script: Sequence[int]) -> None:
        self.like, self.script, self.batches = like, list(script), []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.like, name)

    def generate(self, *, input_ids: Any, attention_mask: Any, generation_config: Any, logits_processor: Any) -> Any:
        import torch

        self.batches.append((input_ids, attention_mask, generation_config))
        made = input_ids
        for token in self.script[: generation_config.max_new_tokens]:
            scores = torch.full((len(input_ids), self.like.config.vocab_size), -10.0)
            scores[:, token] = 10.0
            logits_processor(made, scores)
            made = torch.cat([made, torch.full((len(input_ids), 1), token)], dim=1)
        return made


def scripted(local: Any, text: str, *more: int) -> Any:
    ids = local.tokenizer(text, add_special_tokens=False)["input_ids"]
    return replace(local, model=Scripted(local.model, [*ids, *more]))


def test_answers_do_not_depend_on_the_batch_and_come_in_order(local: Any) -> None:
    asked, told = rows(11), []
    together = list(local.answer(asked, most_tokens=6, progress=told.append))
    alone = list(replace(local, batch=1).answer(asked, most_tokens=6))
    assert [one.text for one in together] == [one.text for one in alone]
    assert all(
        abs(one.mean_probability - two.mean_probability) < 1e-5 for one, two in zip(together, alone, strict=True)
    )
    assert sum(told) == 11
    assert all(one.tokens <= 6 and one.seconds > 0 for one in together)


def test_the_probability_is_that_of_the_tokens_written(local: Any) -> None:
    import torch

    (one,) = local.answer(rows(1), most_tokens=4)
    prompt = local._prompt(rows(1)[0])
    ids = torch.tensor([prompt])
    wanted = []
    for _ in range(one.tokens):
        with torch.inference_mode():
            probabilities = local.model(input_ids=ids).logits[0, -1].float().softmax(-1)
        wanted.append(float(probabilities.max()))
        ids = torch.cat([ids, probabilities.argmax().view(1, 1)], dim=1)
    assert abs(one.mean_probability - sum(wanted) / len(wanted)) < 1e-5


def test_neither_tokenizer_nor_mode_of_the_model_is_changed(local: Any) -> None:
    before = (local.tokenizer.padding_side, local.tokenizer.pad_token, local.tokenizer.chat_template)
    local.model.train()
    list(local.answer(rows(3), most_tokens=2))
    assert local.model.training
    local.model.eval()
    list(local.answer(rows(3), most_tokens=2))
    assert not local.model.training
    assert (local.tokenizer.padding_side, local.tokenizer.pad_token, local.tokenizer.chat_template) == before


def test_an_answer_ends_at_the_templates_end_of_turn(local: Any) -> None:
    end = local.tokenizer.convert_tokens_to_ids("<|im_end|>")
    (one,) = scripted(local, '{"a":1}', end, 5, 6).answer(rows(1), most_tokens=20)
    length = len(local.tokenizer('{"a":1}', add_special_tokens=False)["input_ids"])
    assert (one.text, one.ended, one.tokens) == ('{"a":1}', True, length + 1)
    assert one.mean_probability > 0.99


def test_an_answer_that_is_cut_has_not_ended(local: Any) -> None:
    (one,) = scripted(local, "Ada needs 12 kg of bolts").answer(rows(1), most_tokens=3)
    assert (one.ended, one.tokens) == (False, 3)


def test_every_end_that_is_known_counts(local: Any) -> None:
    from goldsmith.train.answering.local import ends_of

    words = {name: local.tokenizer.convert_tokens_to_ids(name) for name in ("<|im_end|>", "<|endoftext|>")}
    assert words["<|im_end|>"] in ends_of(local.model, local.tokenizer)
    kept = local.model.generation_config.eos_token_id
    local.model.generation_config.eos_token_id = [words["<|endoftext|>"]]
    try:
        assert set(ends_of(local.model, local.tokenizer)) == set(words.values())
    finally:
        local.model.generation_config.eos_token_id = kept


def test_prompts_of_a_batch_are_of_like_length_and_padded_on_the_left(local: Any) -> None:
    model = scripted(local, "{}", local.tokenizer.eos_token_id)
    list(model.answer(rows(12), most_tokens=5))
    widths = [int(mask.shape[1]) for _, mask, _ in model.model.batches]
    assert widths == sorted(widths, reverse=True)
    for ids, mask, _ in model.model.batches:
        assert bool(mask[:, -1].all())
        assert bool((ids[mask == 0] == local.tokenizer.pad_token_id).all())


def test_sampling_and_penalties_of_the_models_own_settings_are_off(local: Any) -> None:
    model = scripted(local, "{}", local.tokenizer.eos_token_id)
    list(model.answer(rows(1), most_tokens=5))
    (_, _, settings) = model.model.batches[0]
    assert (settings.do_sample, settings.num_beams, settings.repetition_penalty, settings.use_cache) == (
        False,
        1,
        1.0,
        True,
    )
    config = local.model.generation_config
    plain = [one.text for one in local.answer(rows(2), most_tokens=8)]
    config.repetition_penalty, config.do_sample, config.temperature = 9.0, True, 3.0
    try:
        assert [one.text for one in local.answer(rows(2), most_tokens=8)] == plain
    finally:
        config.repetition_penalty, config.do_sample, config.temperature = 1.0, False, 1.0


def test_a_prompt_that_the_model_cannot_hold_is_a_problem_of_its_row(local: Any) -> None:
    long = replace(rows(1)[0], asked=(Turn("user", "Ada needs 12 kg. " * 400),))
    found = list(local.answer([rows(1)[0], long, *rows(2)], most_tokens=4))
    assert [bool(one.problem) for one in found] == [False, True, False, False]
    assert "tokens, and the model reads 1,024" in found[1].problem


def test_a_long_prompt_takes_no_room_from_those_beside_it(local: Any) -> None:
    long = replace(rows(1)[0], asked=(Turn("user", "7 " * 500),))
    room = 1024 - len(local._prompt(long))
    assert 0 < room < 40
    asked = [*rows(2), long]
    together = list(local.answer(asked, most_tokens=40))
    alone = list(replace(local, batch=1).answer(asked, most_tokens=40))
    assert [(one.text, one.tokens) for one in together] == [(one.text, one.tokens) for one in alone]
    assert together[2].tokens <= room


def test_prompts_are_taken_as_they_are_needed(local: Any) -> None:
    from goldsmith.train.answering.local import WINDOW

    taken = 0

    def endless() -> Any:
        nonlocal taken
        for one in rows(1_000):
            taken += 1
            yield one

    model = scripted(local, "{}", local.tokenizer.eos_token_id)
    found = model.answer(endless(), most_tokens=5)
    next(found)
    assert taken == WINDOW * local.batch
    found.close()


def test_tokens_are_counted_with_the_end(local: Any) -> None:
    text = '{"customer":"Ada"}'
    assert list(local.count([text, ""])) == [len(local.tokenizer(text, add_special_tokens=False)["input_ids"]) + 1, 1]


def test_a_model_with_encoder_and_decoder_answers_through_its_codec(local: Any) -> None:
    from transformers import T5Config, T5ForConditionalGeneration

    from goldsmith.train.codec import Codec

    words = local.tokenizer
    config = T5Config(
        vocab_size=len(words), d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2, pad_token_id=words.pad_token_id,
        decoder_start_token_id=words.pad_token_id, eos_token_id=words.eos_token_id,
    )  # fmt: skip
    model = replace(local, model=T5ForConditionalGeneration(config).eval())
    together = list(model.answer(rows(6), most_tokens=5))
    alone = list(replace(model, batch=1).answer(rows(6), most_tokens=5))
    assert [one.text for one in together] == [one.text for one in alone]
    braces = Codec("|", {"{": "(", "}": ")"})
    seen: list[str] = []

    class Written(Codec):
        def decode(self, text: str) -> str:
            seen.append(text)
            return braces.decode("|(1|)")

    assert [one.text for one in replace(model, codec=Written()).answer(rows(2), most_tokens=3)] == ["{1}"] * 2
    assert len(seen) == 2


# How models are found


def test_a_folder_is_named_without_its_path_and_known_by_its_weights(base: Path, local: Any) -> None:
    assert (local.identity["model"], len(local.identity["identity"])) == ("base", 64)
    assert local.identity["parameters"] == sum(one.numel() for one in local.model.parameters())
    assert str(base.parent) not in json.dumps({**local.identity, **local.decoding})
    assert local.decoding["decoding"] == "greedy"


def adapter(base: Path, folder: Path) -> Path:
    from peft import LoraConfig, get_peft_model

    from goldsmith.train.bases import Base

    model = get_peft_model(
        Base(str(base)).model("fp32"), LoraConfig(r=2, target_modules="all-linear", task_type="CAUSAL_LM")
    )
    for name, one in model.named_parameters():
        if "lora_B" in name:
            one.data.normal_(std=0.5)
    model.save_pretrained(folder)
    return folder


def test_an_adapter_is_put_on_its_base_wherever_that_lies(base: Path, local: Any, tmp_path: Path) -> None:
    from goldsmith.train.answering.loading import Asked, load

    folder = adapter(base, tmp_path / "adapter")
    found = load(str(folder), Asked(batch=4, precision="fp32"))
    assert found.identity["adapter_parameters"] > 0
    assert found.identity["base"] == "base"
    texts = [one.text for one in found.answer(rows(4), most_tokens=8)]
    assert texts != [one.text for one in local.answer(rows(4), most_tokens=8)]
    told = json.loads((folder / "adapter_config.json").read_text())
    (folder / "adapter_config.json").write_text(json.dumps(told | {"base_model_name_or_path": "base"}))
    moved = load(str(folder), Asked(precision="fp32", base=str(base)))
    assert [one.text for one in moved.answer(rows(4), most_tokens=8)] == texts
    (tmp_path / "base").symlink_to(base)
    assert [one.text for one in load(str(folder), Asked(precision="fp32")).answer(rows(4), most_tokens=8)] == texts


def test_an_adapter_is_never_put_on_its_own_merged_model_nor_on_another_base(base: Path, tmp_path: Path) -> None:
    """A run's own model/ has the name that the adapter gives its base, where that base is another run's model/."""
    import shutil

    from goldsmith.train.answering.loading import Asked, load
    from goldsmith.train.bases import Base

    scratch, run = tmp_path / "scratch", tmp_path / "lora"
    shutil.copytree(base, scratch / "model")
    (scratch / "run.json").write_text('{"schema_version":1}')
    folder = adapter(scratch / "model", run / "adapter")
    other = tiny_base(run / "model", layers=1, seed=1)
    told = json.loads((folder / "adapter_config.json").read_text())
    (folder / "adapter_config.json").write_text(json.dumps(told | {"base_model_name_or_path": "model"}))
    with pytest.raises(UsageError, match=r"trained on base 'model', and .*lora/model' is another; name its base"):
        load(str(folder), Asked(precision="fp32"))
    trained = Base(str(scratch / "model"))
    record = {"schema_version": 1, "base": {"where": trained.where, "identity": trained.identity}}
    (run / "run.json").write_text(json.dumps(record))
    found = load(str(folder), Asked(precision="fp32")).identity
    assert (found["model"], found["base"], found["base_identity"]) == (
        "lora-adapter",
        "scratch-model",
        trained.identity,
    )
    with pytest.raises(UsageError, match="is another"):
        load(str(folder), Asked(precision="fp32", base=str(other)))
    shutil.rmtree(scratch)
    with pytest.raises(UsageError, match=rf"{trained.identity[:12]}, and .*lora/model' is another"):
        load(str(folder), Asked(precision="fp32"))


def test_a_run_is_asked_by_its_merged_model_or_its_adapter(base: Path, tmp_path: Path) -> None:
    from goldsmith.train.answering.loading import Asked, load

    adapter(base, tmp_path / "adapter")
    (tmp_path / "run.json").write_text('{"schema_version":1}')
    assert load(str(tmp_path), Asked(precision="fp32")).identity["model"] == f"{tmp_path.name}-adapter"
    (tmp_path / "model").symlink_to(base)
    assert "adapter_parameters" not in load(str(tmp_path), Asked(precision="fp32")).identity


def test_a_person_evaluates_a_folder(base: Path, small_release: Path, tmp_path: Path) -> None:
    out = tmp_path / "eval.json"
    ran = goldsmith(
        "eval", base, small_release, "--limit", "4", "--most-tokens", "5", "--out", out, "--precision", "fp32"
    )
    lines = ran.succeeded().out.splitlines()
    made = json.loads(out.read_text())
    assert lines[0] == f"base ({made['model']['parameters']:,} parameters) on small/1.0.0, split test: 4 rows"
    assert lines[1].startswith("decoding greedy, constrained False, batch 8, precision float32")
    assert any(line.startswith("truncated ") and "100.0 %" in line for line in lines)
    assert sum(line.startswith("wrong: ") for line in lines) == 3
    assert all(line.startswith("answer: ") for line in ran.err.splitlines())
    assert {"torch", "transformers", "goldsmith", "python"} <= made["environment"].keys()
    assert (made["decoding"]["most_tokens"], made["summary"]["n"]) == (5, 4)
    assert str(base.parent) not in out.read_text()


def test_a_folder_without_a_model_and_a_model_without_a_template_are_one_line(base: Path, tmp_path: Path) -> None:
    import shutil

    from goldsmith.train.answering.loading import Asked, load

    with pytest.raises(UsageError, match="cannot be loaded"):
        load(str(tmp_path), Asked())
    bare = shutil.copytree(base, tmp_path / "bare")
    template = (bare / "chat_template.jinja").rename(tmp_path / "template.jinja")
    with pytest.raises(UsageError, match="model 'bare' has no chat template"):
        load(str(bare), Asked(precision="fp32"))
    found = load(str(bare), Asked(precision="fp32", template=template))
    assert len(list(found.answer(rows(1), most_tokens=2))) == 1


def test_a_template_that_refuses_a_conversation_names_the_row(local: Any) -> None:
    import copy

    words = copy.deepcopy(local.tokenizer)
    words.chat_template = "{% if messages[0].role == 'system' %}{{ raise_exception('no system turns') }}{% endif %}" + (
        words.chat_template
    )
    asked = replace(rows(1)[0], asked=(Turn("system", "Be brief."), Turn("user", "a")))
    with pytest.raises(UsageError, match="refuses row 'r0': no system turns"):
        list(replace(local, tokenizer=words).answer([asked], most_tokens=2))
    words.chat_template = "{{ raise_exception('nothing at all') }}"
    with pytest.raises(UsageError, match="does not say how an answer ends: nothing at all"):
        list(replace(local, tokenizer=words).answer(rows(1), most_tokens=2))
