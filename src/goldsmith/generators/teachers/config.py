"""The configuration of a teacher, as a recipe holds it; the key stands in the environment and never here."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.teacher import Sampling

VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
Amount = Annotated[Decimal, Field(strict=False, ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(gt=0, le=86_400)]


INCIDENTAL = {"base_url", "key_env", "concurrency", "timeout", "tries", "longest_wait", "budget", "prices"}
"""Keys of a teacher that say where it is asked, how fast and for how much, and decide no answer."""


class _Part(BaseModel):
    """The shared configuration: frozen, and every key is known."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Budget(_Part):
    """The most that a ledger may cost, restarts included; what is not given is not bounded."""

    requests: Count | None = None
    tokens: Count | None = None
    money: Amount | None = None


class Prices(_Part):
    """What a million tokens costs, in the currency of the budget."""

    prompt: Amount = Decimal(0)
    completion: Amount = Decimal(0)


class Config(_Part):
    """A model behind an address that speaks OpenAI's chat completions.

    A release does not name its address, so there `base_url` is "".
    `prompt` is a file with the prompt to use instead of the one that ships, and `prompt_sha256` pins its text.
    `key_env` names the environment variable with the key; `timeout` bounds a whole response; `tries` how often a request is
    sent that meets a failure which may pass; `longest_wait` how long a server may ask to be left alone.
    """

    model: Annotated[str, Field(min_length=1)]
    base_url: str = ""
    prompt: str = ""
    prompt_sha256: str = ""
    key_env: str = "OPENAI_API_KEY"
    concurrency: Annotated[int, Field(ge=1, le=256)] = 8
    timeout: Seconds = 120.0
    tries: Annotated[int, Field(ge=1, le=50)] = 8
    longest_wait: Seconds = 300.0
    temperature: Annotated[float, Field(ge=0, le=2)] = 1.0
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    max_tokens: Count = 2048
    budget: Budget = Budget()
    prices: Prices = Prices()

    @field_validator("base_url")
    @classmethod
    def _holds_no_secret(cls, value: str) -> str:
        """Raises UsageError, which pydantic does not wrap: its own errors would show the value."""
        if not value:
            return value
        try:
            parts = urlsplit(value)
        except ValueError:
            raise UsageError("base_url is no address; write one such as http://localhost:8000/v1") from None
        if parts.username or parts.password or parts.query or parts.fragment:
            raise UsageError("base_url holds more than an address; a key belongs into the variable of key_env")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("is no address; write one such as http://localhost:8000/v1")
        return value

    @field_validator("key_env")
    @classmethod
    def _is_a_name(cls, value: str) -> str:
        """Raises UsageError, which pydantic does not wrap: its own errors would show the value."""
        if not VARIABLE.fullmatch(value):
            raise UsageError("key_env names no environment variable; write OPENAI_API_KEY, say, never the key")
        return value

    @model_validator(mode="after")
    def _money_has_prices(self) -> Self:
        if self.budget.money is not None and not (self.prices.prompt or self.prices.completion):
            raise ValueError("budget.money is given and prices are not; give prices.prompt and prices.completion")
        return self

    def beside(self, folder: Path) -> Self:
        """The configuration with its prompt taken from the folder in which the recipe lies."""
        if not self.prompt or Path(self.prompt).is_absolute():
            return self
        return self.model_copy(update={"prompt": str(folder / self.prompt)})

    @property
    def sampling(self) -> Sampling:
        """How answers are drawn where a request does not say otherwise."""
        return Sampling(self.temperature, self.max_tokens, self.top_p)


class JudgeConfig(Config):
    """A model that is asked whether what no program could read in a conversation is sound.

    It never rewrites: it labels what it saw, or what it does not find sound is dropped.
    """

    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    does: Literal["label", "drop"]
