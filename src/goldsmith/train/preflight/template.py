"""P2: the chat template keeps every conversation whole, and the tokenizer gives the text back."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from goldsmith.train.examples import TrainingExample
from goldsmith.train.gates import Gate, gate
from goldsmith.train.plain_text import as_text
from goldsmith.train.preflight.wording import ANOTHER, Chat, Unframed, decoded, on_one_line, rendered

SAYS = (
    "the template keeps every content whole and in order, does not depend on the day, and ends an answer with an "
    "end-of-turn token; the prompt is the beginning of the training text, and tokens decode to the text"
)
PLAIN = "what is read holds every content whole and in order"
BATCH = 500
SAMPLE = 1_000
"""Rows that are tokenised here, evenly spread; P5 holds the tokens of every row against its text."""
CLOCKS = ("1999-12-31", "2031-01-01")
"""What two days write for any format of a date."""
CLOCK = "{{% macro strftime_now(format) %}}{}{{% endmacro %}}"
"""Stands for the clock that templates are given, in whose place it is asked when it stands before a template."""


def template_gate(tokenizer: Any, rows: Sequence[TrainingExample]) -> Gate:
    """P2 over all rows."""
    if not tokenizer.chat_template:
        return gate("P2", "template", SAYS, checked=len(rows), wrong=["the tokenizer has no chat template"])
    chat = Chat(tokenizer)
    first = {tuple(turn.role for turn in row.asked): row for row in reversed(rows)}
    general = [f"{', '.join(roles)}: {reason}" for roles, row in first.items() for reason in _general(chat, roles, row)]
    wrong = general + list(_of_rows(chat, rows))
    figures = {"role_sequences": len(first), "end_of_turn": list(chat.stops())}
    return gate("P2", "template", SAYS, checked=len(rows), wrong=wrong, figures=figures)


def plain_gate(tokenizer: Any, rows: Sequence[TrainingExample]) -> Gate:
    """P2 for a model that was not made for turns: every content is read whole and in order, runs of blanks aside."""
    sample = rows[:: -(-len(rows) // SAMPLE) or 1]
    asked = [tokenizer(as_text(row.asked))["input_ids"] for row in sample]
    unknown = sum(tokenizer.unk_token_id in ids for ids in asked)
    wrong = [
        reason
        for row, ids, text in zip(sample, asked, decoded(tokenizer, asked), strict=True)
        if tokenizer.unk_token_id not in ids and (reason := _missing(row, on_one_line(text)))
    ]
    return gate(
        "P2", "template", PLAIN, checked=len(sample) - unknown, wrong=wrong, figures={"with_unknown_tokens": unknown}
    )


def _missing(row: TrainingExample, read: str) -> str:
    at = 0
    for role, content in row.asked:
        at = read.find(on_one_line(content), at)
        if at < 0:
            return f"{row.id}: the {role} turn is not read as it stands: {read[:60]!r}"
    return ""


def _general(chat: Chat, roles: tuple[str, ...], row: TrainingExample) -> Iterator[str]:
    """What holds for every conversation with one sequence of roles."""
    try:
        chat.frame(roles)
        asked, answer = row.messages()
        days = [rendered(chat.tokenizer, [*asked, *answer], before=CLOCK.format(day)) for day in CLOCKS]
    except Unframed as error:
        yield str(error)
        return
    if days[0] != days[1]:
        yield f"the template writes the day's date, so the same row has other tokens tomorrow: {ANOTHER}"
    yield from _begins(chat.tokenizer, [*asked, *answer])


def _begins(tokenizer: Any, conversation: list[dict[str, str]]) -> Iterator[str]:
    """The beginning-of-text token stands once, where the tokenizer begins texts with one."""
    start = tokenizer.bos_token_id
    if start is None:
        return
    ids = tokenizer.apply_chat_template(conversation, return_dict=True)["input_ids"]
    count = next((place for place, token in enumerate(ids) if token != start), len(ids))
    if count > 1:
        yield f"the text begins with {count} times {tokenizer.bos_token!r}"
    if count == 0 and tokenizer("a")["input_ids"][:1] == [start]:
        yield f"the tokenizer begins every text with {tokenizer.bos_token!r}, and the template's has none"


def _of_rows(chat: Chat, rows: Sequence[TrainingExample]) -> Iterator[str]:
    found, step = iter(rows), -(-len(rows) // SAMPLE)
    while batch := list(islice(found, BATCH)):
        written = []
        for row in batch:
            try:
                prompt, answer, end = chat.of(row)
            except Unframed:
                continue
            except TypeError:
                yield f"{row.id}: a turn is no text"
                continue
            written.append((row, prompt + answer + end.text))
        yield from _rendered_alike(chat.tokenizer, written)
        yield from _back(chat.tokenizer, written[::step])


Written = Sequence[tuple[TrainingExample, str]]
"""Rows with the text that the template should make of them."""


def _rendered_alike(tokenizer: Any, written: Written) -> Iterator[str]:
    for row, text in written:
        asked, answer = row.messages()
        try:
            seen = rendered(tokenizer, [*asked, *answer])
        except Unframed as error:
            yield f"{row.id}: {error}"
            continue
        if seen != text:
            yield f"{row.id}: the template alters a content: {_apart(text, seen)}"


def _back(tokenizer: Any, written: Written) -> Iterator[str]:
    """Rows whose tokens do not decode to their text."""
    texts = [text for _, text in written]
    if not texts:
        return
    ids = tokenizer(texts, add_special_tokens=False, return_attention_mask=False)["input_ids"]
    for (row, text), seen in zip(written, decoded(tokenizer, ids), strict=True):
        if seen != text:
            yield f"{row.id}: the tokens decode to another text: {_apart(text, seen)}"


def _apart(one: str, other: str) -> str:
    """Where two texts part."""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
    return f"{one[max(0, at - 15) : at + 25]!r} becomes {other[max(0, at - 15) : at + 25]!r}"
