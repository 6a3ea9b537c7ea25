"""What a trainer makes of one example: the text in pieces, and which of them the model learns to write."""

from typing import NamedTuple

from goldsmith.extractors.examples import ASSISTANT, Example
from goldsmith.extractors.shapes import CHATS, OF_MESSAGES, TEXTS, WHOLE


class Piece(NamedTuple):
    """A stretch of the training text; `learned` says whether the loss counts it."""

    text: str
    learned: bool


ALPACA = (
    "Below is an instruction that describes a task{paired}. Write a response that appropriately completes the request."
)
PAIRED = ", paired with an input that provides further context"
MASKED = "prompt/completion"


def pieces(example: Example) -> tuple[Piece, ...]:
    """The example as its common trainers lay it out, without the tokens that a model's own template adds.

    Conversations as ChatML, instruction and input in the Alpaca layout, a text as it is, `prompt` and `completion`
    joined without anything between them, and any other question and answer on lines of their own. What is learned is
    what should be: a trainer that masks nothing learns everything.
    """
    name = example.shape.split(" with ")[0]
    if WHOLE in example.extra and name != example.shape:
        return (Piece(str(example.extra[WHOLE]), True),)
    if name in CHATS or name.endswith(OF_MESSAGES):
        return _chatml(example)
    if name in TEXTS:
        return (Piece(example.answer, True),)
    if name.startswith("instruction/"):
        return _alpaca(example)
    asked = example.prompt if name == MASKED else "".join(f"{part}\n" for part in _asked(example))
    return (Piece(asked, False), Piece(example.answer, True))


def _asked(example: Example) -> tuple[str, ...]:
    return tuple(part for part in (example.system, example.context, example.prompt) if part)


def _chatml(example: Example) -> tuple[Piece, ...]:
    made: list[Piece] = []
    for role, content in example.turns:
        made.append(Piece(f"<|im_start|>{role}\n", False))
        made.append(Piece(f"{content}<|im_end|>", role == ASSISTANT))
        made.append(Piece("\n", False))
    return tuple(made)


def _alpaca(example: Example) -> tuple[Piece, ...]:
    given = "\n".join(part for part in (example.context, example.input) if part)
    task = example.prompt.removesuffix(example.input).rstrip("\n") if example.input else example.prompt
    asked = f"\n\n### Instruction:\n{task}" + (f"\n\n### Input:\n{given}" if given else "") + "\n\n### Response:\n"
    return (Piece(ALPACA.format(paired=PAIRED if given else "") + asked, False), Piece(example.answer, True))
