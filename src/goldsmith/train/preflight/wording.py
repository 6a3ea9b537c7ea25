"""How a conversation becomes the text that a model is trained on: what a chat template writes around its contents."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any, Protocol

from jinja2 import TemplateError

from goldsmith.extractors.examples import ASSISTANT, Turn
from goldsmith.train.examples import TrainingExample
from goldsmith.train.plain_text import as_text

MARK = "\ue000{}\ue001"
"""Stands for a turn's content; private-use signs, which a template has no reason to touch."""
ANOTHER = "set `template` to one without it"
"""What helps against a template that is made for reasoning, or against a clock."""


class Unframed(Exception):
    """A template does something with a conversation that a model must not be trained on."""


@dataclass(frozen=True, slots=True)
class End:
    """What stands after an answer: all of it, and what of it must be supervised for the model to learn to stop."""

    text: str
    stop: str

    def follows(self, text: str, answer: str) -> bool:
        """Whether a supervised text is the answer and its end: up to the token that stops, or with what follows that."""
        rest = text.removeprefix(answer)
        return text.startswith(answer) and rest.startswith(self.stop) and self.text.startswith(rest)

    def ends(self, text: str) -> bool:
        """Whether a supervised text ends with the end, or within what follows the token that stops."""
        at = text.rfind(self.stop)
        return at >= 0 and self.text.startswith(text[at:])


@dataclass(frozen=True, slots=True)
class Frame:
    """What a template writes before, between and after the contents of conversations with one sequence of roles."""

    before: tuple[str, ...]
    end: End

    def prompt(self, asked: Sequence[Turn]) -> str:
        """The text that the model reads before it answers."""
        contents = (turn.content for turn in asked)
        return "".join(chain.from_iterable(zip_longest(self.before, contents, fillvalue="")))


class Wording(Protocol):
    """How examples are written for one model."""

    def of(self, example: TrainingExample) -> tuple[str, str, End]:
        """The text before the answer, the answer as it is trained, and what ends it.

        Raises Unframed where the example cannot be written so.
        """

    def stops(self) -> Sequence[str]:
        """The tokens that end an answer, of all examples so far."""


class Chat:
    """The wording of a tokenizer's chat template, which is asked once for each sequence of roles."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self.frames: dict[tuple[str, ...], Frame | Unframed] = {}

    def of(self, example: TrainingExample) -> tuple[str, str, End]:
        """The text before the answer, the answer, and what ends it."""
        frame = self.frame(tuple(turn.role for turn in example.asked))
        return frame.prompt(example.asked), example.answer, frame.end

    def frame(self, roles: tuple[str, ...]) -> Frame:
        """The frame of conversations in which these roles speak before the answer."""
        if roles not in self.frames:
            try:
                self.frames[roles] = _framed(self.tokenizer, roles)
            except Unframed as error:
                self.frames[roles] = error
        found = self.frames[roles]
        if isinstance(found, Unframed):
            raise found
        return found

    def stops(self) -> Sequence[str]:
        """The tokens that end an answer, of all role sequences so far."""
        return sorted({frame.end.stop for frame in self.frames.values() if isinstance(frame, Frame)})


class Plain:
    """The wording of an encoder-decoder model: what the encoder reads, blanks aside, what the decoder writes, and its end."""

    def __init__(self, eos: str) -> None:
        self.eos = eos

    def of(self, example: TrainingExample) -> tuple[str, str, End]:
        """The text that is read, the text that is written, and what ends it."""
        return on_one_line(as_text(example.asked)) + self.eos, example.answer, End(self.eos, self.eos)

    def stops(self) -> Sequence[str]:
        """The end token."""
        return (self.eos,)


def on_one_line(text: str) -> str:
    """The text with one blank for each run of blanks, as tokenizers of words and gaps give it back."""
    return " ".join(text.split())


def controls(tokenizer: Any) -> frozenset[str]:
    """The tokens that mean something to the model as signs, not as text: ends, starts, padding, roles."""
    added = tokenizer.added_tokens_decoder.values()
    return frozenset(token.content for token in added if token.special) | frozenset(tokenizer.all_special_tokens)


def rendered(tokenizer: Any, conversation: Any, *, open_: bool = False, before: str = "") -> str:
    """What the chat template, with `before` in front of it, makes of a conversation; `open_` ends where an answer begins.

    Raises Unframed where the template refuses it.
    """
    template = before + tokenizer.chat_template if before else None
    try:
        return str(
            tokenizer.apply_chat_template(
                conversation, chat_template=template, tokenize=False, add_generation_prompt=open_
            )
        )
    except (TemplateError, ValueError, TypeError, KeyError) as error:
        raise Unframed(f"the template refuses the conversation: {' '.join(str(error).split())[:120]}") from error


def decoded(tokenizer: Any, sequences: Sequence[Sequence[int]]) -> list[str]:
    """The texts of token sequences, control tokens and all, at the speed of the library beneath where there is one."""
    beneath = getattr(tokenizer, "backend_tokenizer", None)
    if beneath is not None and hasattr(beneath, "decode_batch"):
        return list(beneath.decode_batch(sequences, skip_special_tokens=False))
    return [tokenizer.decode(list(one), clean_up_tokenization_spaces=False) for one in sequences]


def _framed(tokenizer: Any, roles: tuple[str, ...]) -> Frame:
    marks = [MARK.format(place) for place in range(len(roles) + 1)]
    turns = [{"role": role, "content": mark} for role, mark in zip((*roles, ASSISTANT), marks, strict=True)]
    full, prompt = rendered(tokenizer, turns), rendered(tokenizer, turns[:-1], open_=True)
    _whole(full, (*roles, ASSISTANT), marks)
    if not full.startswith(prompt):
        raise Unframed(
            f"the text of a prompt, {prompt[-40:]!r} at its end, is no beginning of the training text: {ANOTHER}"
        )
    head, _, end = full[len(prompt) :].partition(marks[-1])
    if head:
        raise Unframed(
            f"the template writes {head!r} before the answer, which the model would learn to write: {ANOTHER}"
        )
    return Frame(_between(prompt, marks[:-1]), End(end, _stop(tokenizer, end)))


def _whole(full: str, roles: Sequence[str], marks: Sequence[str]) -> None:
    """Every turn is rendered once, and in order."""
    for role, mark in zip(roles, marks, strict=True):
        if full.count(mark) != 1:
            raise Unframed(f"the template renders the {role} turn {full.count(mark)} times")
    if (places := [full.index(mark) for mark in marks]) != sorted(places):
        raise Unframed(f"the template renders the turns in another order than {', '.join(roles)}")


def _between(prompt: str, marks: Sequence[str]) -> tuple[str, ...]:
    parts = []
    for mark in marks:
        part, _, prompt = prompt.partition(mark)
        parts.append(part)
    return (*parts, prompt)


def _stop(tokenizer: Any, end: str) -> str:
    """The beginning of an end up to the first control token in it."""
    found = [end.index(token) + len(token) for token in controls(tokenizer) if token and token in end]
    if not found:
        raise Unframed(f"no end-of-turn token follows the answer, only {end!r}")
    return end[: min(found)]
