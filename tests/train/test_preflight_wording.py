"""The gates on template and tokenizer: vendors' own pass, and each spoiled one fails for its reason."""

from dataclasses import replace

import pytest

from goldsmith.extractors.examples import Turn
from train.rows import orders
from train.talks import CHATML, rows, wordy

pytestmark = pytest.mark.train


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


def test_an_answer_without_its_braces_is_found():
    found = fits(wordy(), embedded=200, stops=(1,), turns=(1,))
    assert found.failed == len(rows())
    assert "the vocabulary lacks '{', '}'" in found.evidence[0]


def test_the_same_answers_in_signs_that_it_has_pass():
    answers = [(row.id, row.answer.replace("{", "(").replace("}", ")")) for row in rows()]
    assert fits(wordy(), answers, embedded=200, stops=(1,), turns=(1,)).ok
