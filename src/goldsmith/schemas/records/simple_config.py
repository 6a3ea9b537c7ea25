"""The settings of an application."""

from typing import Literal

from goldsmith.schemas.fields import Record, Word

Theme = Literal["light", "dark", "auto"]
FontSize = Literal["small", "medium", "large"]


class SimpleConfig(Record):
    """How an application looks and speaks; the language is a code such as "de" or "pt-BR"."""

    theme: Theme
    language: Word
    notifications_enabled: bool | None = None
    font_size: FontSize | None = None
