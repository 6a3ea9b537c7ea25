"""Each gate of the preflight passes on a sound run and fails for its reason on one that is spoiled."""

import copy
from dataclasses import replace
from random import Random

import pytest

from goldsmith.extractors.examples import Turn
from train.rows import orders

pytestmark = pytest.mark.train

SYSTEM = Turn("system", "Extract the order as JSON.")
CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


def rows(count=24):
    """Orders, every third with a system turn, every fourth in a longer conversation."""
    made = []
    for place, row in enumerate(orders(count)):
        asked = (SYSTEM, *row.asked) if place % 3 == 0 else row.asked
        earlier = (Turn("user", "Hello."), Turn("assistant", "Which order?")) if place % 4 == 0 else ()
        made.append(replace(row, asked=(*earlier, *row.asked) if earlier else asked))
    return made


def others(count=5):
    """Orders that are none of the rows."""
    asked = [(Turn("user", f"Ada needs {10 + place} crates of hoses."),) for place in range(count)]
    return [replace(row, id=f"test-{row.id}", asked=turns) for row, turns in zip(orders(count), asked, strict=True)]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    from train import fitting

    return fitting.base_in(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def tokenizer(base):
    return base.tokenizer()


def built(base, folder, given, tokenizer=None, **keys):
    """A trainer over these rows; `tokenizer` replaces the base's own."""
    from datasets import Dataset
    from trl import SFTConfig, SFTTrainer

    from goldsmith.train.fit.data import as_dataset

    rows = given if isinstance(given, Dataset) else as_dataset(given)
    settings = {"per_device_train_batch_size": 4, "gradient_accumulation_steps": 2, "max_length": 256, **keys}
    arguments = SFTConfig(
        output_dir=str(folder),
        use_cpu=True,
        bf16=False,
        report_to="none",
        **{"gradient_checkpointing": False} | settings,
    )
    return SFTTrainer(
        model=base.model("fp32"), args=arguments, train_dataset=rows, processing_class=tokenizer or base.tokenizer()
    )


def looked_at(base, trainer, given, held_out=(), general=(), length=256):
    from goldsmith.train.preflight.run import preflight
    from train import fitting

    held_out = held_out or others()
    return preflight(trainer, base, fitting.config(length=length), given, held_out, general, lambda *told: None)


def gate(found, code):
    return next(gate for gate in found.gates if gate.code == code)


def supervised(base, trainer, given):
    """What the trainer teaches, without the other gates."""
    from goldsmith.train.preflight.prepared import documents, packed
    from goldsmith.train.preflight.supervision import supervision
    from goldsmith.train.preflight.wording import Chat

    tokenizer = trainer.processing_class
    in_order = not packed(trainer) and len(trainer.train_dataset) == len(given)
    found = documents(trainer, lambda *told: None, "read")
    return supervision(found, given, tokenizer, Chat(tokenizer), in_order=in_order)


def test_a_sound_run_passes_every_gate(base, tmp_path):
    given = rows()
    general = [given[5], given[6]]
    found = looked_at(base, built(base, tmp_path, given), given, general=general)
    assert found.failed == []
    assert found.ok
    assert [one.code for one in found.gates] == ["P1", "P2", "P3", "P4", "P5", "P6", "P7"]
    figures = gate(found, "P5").figures
    assert figures["rows_of_mix"] == 2
    tokens = found.lengths
    assert 0 < figures["learned_share_of_mix"] < figures["learned_share"] < 1
    assert tokens["prompt"]["p50"] < tokens["both"]["p50"] <= tokens["both"]["p95"] <= tokens["both"]["max"]
    assert [one.why for one in found.shown] == ["first", "longest", "mix"]
    assert f"⟦{given[0].answer}<|im_end|>⟧" in found.shown[0].text()
    assert found.as_json()["ok"] is True


def test_packed_rows_pass_as_well(base, tmp_path):
    given = rows()
    trainer = built(base, tmp_path, given, packing=True, per_device_train_batch_size=1)
    assert len(trainer.train_dataset) < len(given)
    found = looked_at(base, trainer, given)
    assert found.failed == []
    assert gate(found, "P4").figures["sequences"] == len(given)


def test_a_packed_row_that_is_cut_is_found(base, tmp_path):
    from goldsmith.train.preflight.lengths import lengths_gate

    given = rows()
    whole = supervised(base, built(base, tmp_path, given), given).tokens
    length = sorted(whole.values())[len(whole) // 2]
    trainer = built(base, tmp_path, given, packing=True, max_length=length, per_device_train_batch_size=1)
    found = lengths_gate(supervised(base, trainer, given), given, length)
    over = [place for place, tokens in whole.items() if tokens > length]
    assert found.failed == len(over) > 0
    assert found.evidence[0] == f"{given[over[0]].id}: {whole[over[0]]} tokens, and the length is {length}"


def test_cut_answers_and_dropped_rows_are_found(base, tmp_path):
    from goldsmith.train.preflight.lengths import lengths_gate
    from goldsmith.train.preflight.masks import mask_gate

    given = rows()
    whole = supervised(base, built(base, tmp_path, given), given).tokens
    length = sorted(whole.values())[len(whole) // 2]
    trainer = built(base, tmp_path, given, max_length=length)
    seen = supervised(base, trainer, given)
    found = lengths_gate(seen, given, length)
    over = [place for place, tokens in whole.items() if tokens > length]
    assert found.failed == len(over) == found.figures["over_length"] > 0
    assert found.evidence[0] == f"{given[over[0]].id}: {whole[over[0]]} tokens, and the length is {length}"
    assert not mask_gate(seen).ok


def test_rows_of_which_nothing_is_left_are_missed(base, tmp_path):
    given = rows()
    trainer = built(base, tmp_path, given, max_length=25)
    assert len(trainer.train_dataset) < len(given)
    found = looked_at(base, trainer, given, length=25)
    assert gate(found, "P4").failed == len(given)
    assert gate(found, "P4").figures["left_out"] == len(given) - len(trainer.train_dataset)


def test_an_empty_training_set_is_no_pass_and_costs_nothing(base, tmp_path):
    given = rows()
    trainer = built(base, tmp_path, given)
    trainer.train_dataset = trainer.train_dataset.select([])
    found = looked_at(base, trainer, given)
    assert {one.code for one in found.failed} == {"P4", "P5"}
    assert gate(found, "P5").checked == 0
    assert (found.cost, found.shown, found.lengths["both"]) == (None, (), {})


def test_a_row_left_out_for_no_reason_is_named(base, tmp_path):
    given = rows()
    trainer = built(base, tmp_path, given)
    trainer.train_dataset = trainer.train_dataset.select([place for place in range(len(given)) if place != 7])
    found = gate(looked_at(base, trainer, given), "P4")
    assert (found.failed, found.figures["left_out"]) == (1, 1)
    assert given[7].id in found.evidence[0]


def spoiled(trainer, change):
    """The trainer with the labels of one row changed."""
    row = 3

    def changed(cells, place):
        return {"labels": change(cells["labels"], cells["input_ids"])} if place == row else cells

    trainer.train_dataset = trainer.train_dataset.map(changed, with_indices=True)
    return trainer


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda labels, ids: [-100] * len(ids), "nothing is learned"),
        (lambda labels, ids: ids, "the prompt is learned, from '<|im_start|>"),
        (lambda labels, ids: [-100, *labels[1:-1], -100], "what is learned ends with"),
        (lambda labels, ids: _masked(labels, 0), "the beginning of the answer, "),
        (lambda labels, ids: _masked(labels, 2), "amid the learned ones are not learned"),
        (lambda labels, ids: [*labels[:-3], 70, *labels[-2:]], "labels are other tokens than those that are read"),
    ],
    ids=["nothing", "everything", "no end", "late", "gap", "shifted"],
)
def test_a_wrong_mask_is_found_in_any_row(base, tmp_path, change, said):
    from goldsmith.train.preflight.masks import mask_gate

    given = rows()
    found = mask_gate(supervised(base, spoiled(built(base, tmp_path, given), change), given))
    assert (found.checked, found.failed) == (len(given), 1)
    assert found.evidence[0].startswith(f"{given[3].id}: ")
    assert said in found.evidence[0]


def _masked(labels, offset):
    """The labels without the one so far behind the first that is learned."""
    at = next(place for place, label in enumerate(labels) if label != -100) + offset
    return [*labels[:at], -100, *labels[at + 1 :]]


def test_whole_conversations_as_messages_are_refused(base, tmp_path):
    from datasets import Dataset

    given = orders(8)
    told = [{"messages": [*prompt, *answer]} for prompt, answer in (row.messages() for row in given)]
    found = looked_at(base, built(base, tmp_path, Dataset.from_list(told)), given)
    assert gate(found, "P5").failed == len(given)


def test_an_end_outside_the_generation_block_is_not_learned_and_found(base, tmp_path, tokenizer):
    from datasets import Dataset

    tokenizer.chat_template = CHATML.replace(
        "{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}",
        "{{ '<|im_start|>' + m['role'] + '\n' }}{% if m['role'] == 'assistant' %}{% generation %}{{ m['content'] }}"
        "{% endgeneration %}{% else %}{{ m['content'] }}{% endif %}{{ '<|im_end|>\n' }}",
    )
    given = orders(8)
    told = [{"messages": [*prompt, *answer]} for prompt, answer in (row.messages() for row in given)]
    trainer = built(base, tmp_path, Dataset.from_list(told), tokenizer, assistant_only_loss=True)
    found = looked_at(base, trainer, given)
    assert gate(found, "P2").ok
    assert gate(found, "P4").figures["without_end"] == gate(found, "P4").failed == len(given)
    assert gate(found, "P5").failed == len(given)


def templated(tokenizer, template, given=None):
    from goldsmith.train.preflight.template import template_gate

    tokenizer.chat_template = template
    return template_gate(tokenizer, given or rows())


def test_usual_templates_pass(tokenizer):
    assert templated(tokenizer, CHATML).ok
    assert templated(tokenizer, CHATML).figures["end_of_turn"] == ["<|im_end|>"]


ASSISTANT = "{{ '<|im_start|>assistant\n' }}{% endif %}"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (None, "the tokenizer has no chat template"),
        (CHATML.replace("m['content']", "m['content'] | lower"), "the template alters a content"),
        (CHATML.replace("m['content']", "m['content'][:20]"), "the template alters a content"),
        (
            CHATML.replace("{{ '<|im_start|>' + m", "{% if m['role'] != 'system' %}{{ '<|im_start|>' + m", 1).replace(
                "{% endfor %}", "{% endif %}{% endfor %}"
            ),
            "renders the system turn 0 times",
        ),
        (
            CHATML.replace("m['content']", "('' if m['role'] == 'assistant' else m['content'])"),
            "assistant turn 0 times",
        ),
        (CHATML.replace("+ '<|im_end|>\n'", "+ '\n'"), "no end-of-turn token follows the answer, only '\\n'"),
        (
            CHATML.replace(ASSISTANT, "{{ '<|im_start|>assistant ' }}{% endif %}"),
            "is no beginning of the training text",
        ),
        (
            CHATML.replace(
                "+ m['content']", "+ ('<think></think>' if m['role'] == 'assistant' else '') + m['content']"
            ),
            "writes '<think></think>' before the answer",
        ),
        ("{{ strftime_now('%d %b %Y') }}" + CHATML, "the day's date"),
        (CHATML + "{{ raise_exception('no system role') }}", "the template refuses the conversation: no system role"),
    ],
)
def test_a_template_that_does_not_keep_the_conversation_is_found(tokenizer, template, said):
    found = templated(tokenizer, template)
    assert not found.ok
    assert said in " ".join(found.evidence)


STORED = {
    "cohere": "",
    "gemma3": "",
    "gemma4": "",
    "lfm2": "",
    "llama3": "",
    "llama3_1": "",
    "phi3": "",
    "qwen2_5": "",
    "qwen3_instruct_2507": "",
    "deepseekv3": "is no beginning of the training text",
    "gemma": "System role not supported",
    "glm4moe": "before the answer, which the model would learn to write",
    "llama3_2": "the day's date",
    "qwen3": "writes '<think>",
}
"""Vendors' templates, and why some cannot be trained with as they are."""


@pytest.mark.parametrize(("name", "said"), STORED.items())
def test_vendors_templates_pass_or_fail_for_their_reason(tokenizer, name, said):
    import re
    from importlib.resources import files

    template = files("trl").joinpath("chat_templates", f"{name}.jinja").read_text(encoding="utf-8")
    signs = sorted(set(re.findall(r"<[|｜][^>]*[|｜]>|<\w+_of_\w+>|<turn\|>|<\|turn>", template)))
    tokenizer.add_special_tokens({"bos_token": "<|bos|>", "additional_special_tokens": [*signs, "<|im_end|>"]})
    found = templated(tokenizer, template)
    assert found.ok is (said == ""), found.evidence
    assert said in " ".join(found.evidence)


def test_a_template_that_alters_one_row_alone_is_found(tokenizer):
    trimming = CHATML.replace("m['content']", "m['content'] | trim")
    assert templated(tokenizer, trimming).ok
    given = [*rows(), replace(orders(1)[0], id="blank", asked=(Turn("user", "Ada needs 7 bolts. "),))]
    found = templated(tokenizer, trimming, given)
    assert found.failed == 1
    assert found.evidence[0].startswith("blank: ")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ bos_token }}{{ bos_token }}", "2 times '<|endoftext|>'"),
        ("", "the template's has none"),
        ("{{ bos_token }}", ""),
    ],
)
def test_a_text_begins_with_one_beginning(tokenizer, template, said):
    from tokenizers.processors import TemplateProcessing

    start = tokenizer.convert_tokens_to_ids("<|endoftext|>")
    tokenizer.bos_token = "<|endoftext|>"
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single="<|endoftext|> $A", special_tokens=[("<|endoftext|>", start)]
    )
    found = templated(tokenizer, template + CHATML)
    assert found.ok is (said == "")
    assert said in " ".join(found.evidence)


def test_a_tokenizer_that_gives_another_text_back_is_found(tokenizer):
    from tokenizers.normalizers import Lowercase

    tokenizer.backend_tokenizer.normalizer = Lowercase()
    found = templated(tokenizer, CHATML)
    assert found.failed == len(rows())
    assert "the tokens decode to another text" in found.evidence[0]


def fits(tokenizer, given=None, **changed):
    from goldsmith.train.preflight.tokenizer import Ending, tokenizer_gate

    eos = tokenizer.convert_tokens_to_ids("<|im_end|>")
    known = {"embedded": len(tokenizer), "stops": (eos,), "turns": (eos,)} | changed
    return tokenizer_gate(tokenizer, given or [(row.id, row.answer) for row in rows()], Ending(**known))


def test_a_tokenizer_that_writes_every_answer_passes(tokenizer):
    assert fits(tokenizer).ok
    assert fits(tokenizer).checked == len(rows())


def test_padding_with_the_end_is_found(tokenizer):
    tokenizer.pad_token = tokenizer.eos_token
    assert "padding is '<|im_end|>'" in fits(tokenizer).evidence[0]


def test_padding_that_stops_generation_is_found(tokenizer):
    found = fits(tokenizer, stops=(tokenizer.eos_token_id, tokenizer.pad_token_id))
    assert "padding is '<|pad|>'" in found.evidence[0]


def test_an_end_of_turn_at_which_nothing_stops_is_found(tokenizer):
    other = tokenizer.convert_tokens_to_ids("<|endoftext|>")
    tokenizer.eos_token = "<|endoftext|>"
    found = fits(tokenizer, stops=(other,))
    assert "ends with '<|im_end|>', at which generation does not stop" in found.evidence[0]


def test_an_embedding_without_room_for_every_token_is_found(tokenizer):
    assert "the embedding has 10 rows" in fits(tokenizer, embedded=10).evidence[0]


def test_an_answer_that_is_lowered_is_found(tokenizer):
    from tokenizers.normalizers import Lowercase

    tokenizer.backend_tokenizer.normalizer = Lowercase()
    found = fits(tokenizer)
    assert found.failed == len(rows())
    assert "comes back as" in found.evidence[0]


def wordy():
    """A tokenizer of words and gaps, as T5 has one: no brace, no line break, one blank for several."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    signs = [*"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;()[]\"'?!-+*/#|", "▁"]
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((sign, -3.0) for sign in signs)]
    words = Tokenizer(models.Unigram(pieces, unk_id=2))
    words.normalizer = normalizers.Replace(" {2,}", " ")
    words.pre_tokenizer = pre_tokenizers.Metaspace()
    words.decoder = decoders.Metaspace()
    words.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(tokenizer_object=words, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")


def test_an_answer_without_its_braces_is_found():
    found = fits(wordy(), embedded=200, stops=(1,), turns=(1,))
    assert found.failed == len(rows())
    assert "the vocabulary lacks '{', '}'" in found.evidence[0]


def test_the_same_answers_in_signs_that_it_has_pass():
    answers = [(row.id, row.answer.replace("{", "(").replace("}", ")")) for row in rows()]
    assert fits(wordy(), answers, embedded=200, stops=(1,), turns=(1,)).ok


def test_a_model_that_reads_and_writes_apart_passes_and_fails(tmp_path):
    from transformers import T5Config, T5ForConditionalGeneration

    from goldsmith.train.bases import Base
    from goldsmith.train.preflight.run import preflight
    from train import fitting

    tokenizer = wordy()
    config = T5Config(
        vocab_size=len(tokenizer), d_model=32, d_ff=64, d_kv=8, num_layers=1, num_heads=4, decoder_start_token_id=0
    )
    T5ForConditionalGeneration(config).save_pretrained(tmp_path / "t5")
    tokenizer.save_pretrained(tmp_path / "t5")
    base = Base(str(tmp_path / "t5"))
    plain = [replace(row, answer=row.answer.replace("{", "(").replace("}", ")")) for row in rows()]
    for given, passed in ((plain, True), (rows(), False)):
        trainer = translating(base, given, tmp_path)
        found = preflight(trainer, base, fitting.config(), given, others(), [], lambda *told: None)
        assert found.ok is passed, found.failed
        assert found.cost is not None
    assert {one.code for one in found.failed} == {"P5", "P6"}


def translating(base, given, folder):
    from datasets import Dataset
    from transformers import DataCollatorForSeq2Seq, Seq2SeqTrainer, Seq2SeqTrainingArguments

    from goldsmith.train.plain_text import as_text

    tokenizer, model = base.tokenizer(), base.model("fp32")
    told = [
        {**tokenizer(as_text(row.asked)), "labels": tokenizer(text_target=row.answer)["input_ids"]} for row in given
    ]
    for row in told:
        row.pop("token_type_ids", None)
    return Seq2SeqTrainer(
        model=model,
        args=Seq2SeqTrainingArguments(
            str(folder / "out"), use_cpu=True, report_to="none", per_device_train_batch_size=4
        ),
        train_dataset=Dataset.from_list(told),
        data_collator=DataCollatorForSeq2Seq(tokenizer, model=model),
        processing_class=tokenizer,
    )


def state(trainer):
    import numpy as np
    import torch

    weights = {name: weight.clone() for name, weight in trainer.model.state_dict().items()}
    kept = (trainer.optimizer, trainer.lr_scheduler, trainer.model.training, trainer.state.global_step)
    return weights, kept, torch.get_rng_state(), np.random.get_state()[1].tolist(), Random().getstate()[0]


@pytest.mark.parametrize("adapter", [False, True])
def test_five_steps_leave_no_trace(base, tmp_path, adapter):
    import torch

    from goldsmith.train.preflight.cost import cost
    from train import fitting

    keys = {} if adapter else {"method": "full"}
    trainer = fitting.build(fitting.config(**keys), base, rows(), [], tmp_path)
    metrics = copy.deepcopy(trainer._metrics)
    before, kept, *chance = state(trainer)
    found = cost(trainer)
    after, kept_after, *chance_after = state(trainer)
    assert before.keys() == after.keys()
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert kept == kept_after
    assert torch.equal(chance[0], chance_after[0])
    assert chance[1:] == chance_after[1:]
    assert trainer._metrics == metrics
    assert all(weight.grad is None for weight in trainer.model.parameters())
    assert found.steps == 3
    assert found.trainable < found.parameters if adapter else found.trainable == found.parameters
    assert found.seconds > 0
    assert found.peak_bytes > 1e8
    assert found.loss == pytest.approx(6, abs=1.5)


@pytest.mark.parametrize("built_with", [False, True])
def test_activations_are_computed_twice_as_in_training_and_afterwards_no_more(base, tmp_path, monkeypatch, built_with):
    from goldsmith.train.preflight.cost import cost

    trainer = built(base, tmp_path, rows(), gradient_checkpointing=True)
    if built_with:
        trainer.model.activation_checkpointing_enable()
    seen = []
    step = type(trainer).training_step
    monkeypatch.setattr(
        type(trainer),
        "training_step",
        lambda own, *given: [seen.append(own.model.is_activation_checkpointing), step(own, *given)][1],
    )
    assert cost(trainer) is not None
    assert seen == [True] * 6
    assert trainer.model.is_activation_checkpointing is built_with


def test_a_run_after_a_preflight_is_the_run_without_one(base, tmp_path):
    from train import fitting

    losses = []
    for look in (False, True):
        trainer = fitting.build(fitting.config(), base, rows(), [], tmp_path / str(look))
        if look:
            looked_at(base, trainer, rows())
        losses.append(trainer.train().training_loss)
    assert losses[0] == losses[1]


def test_the_screen_names_every_gate_and_marks_what_is_learned(base, tmp_path, capsys):
    from goldsmith.cli.train_screen import print_preflight

    given = rows()
    print_preflight(looked_at(base, built(base, tmp_path, given), given, general=given[5:7]))
    told = capsys.readouterr().out
    assert [f"ok   P{code}" in told for code in range(1, 8)] == [True] * 7
    assert f"⟦{given[0].answer}<|im_end|>⟧" in told
    assert "every gate passed" in told
    assert "2 rows with " in told
    print_preflight(looked_at(base, built(base, tmp_path, given, max_length=40), given, length=40))
    told = capsys.readouterr().out
    assert "FAIL P4" in told
    assert "tokens, and the length is 40" in told
