"""The settings of an application."""

from typing import Literal, get_args

from goldsmith.schemas.fields import Record, Word
from goldsmith.schemas.vocabulary import column

Theme = Literal["light", "dark", "auto"]
FontSize = Literal["small", "medium", "large"]
POSSIBLE = len(get_args(Theme)) * len(column("languages", "code")) * 3 * (1 + len(get_args(FontSize)))
"""How many different configurations there are: notifications are on, off or not told, and a font size may be left out."""


class SimpleConfig(Record):
    """How an application looks and speaks; the language is a code such as "de" or "pt-BR"."""

    theme: Theme
    language: Word
    notifications_enabled: bool | None = None
    font_size: FontSize | None = None
