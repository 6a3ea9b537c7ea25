"""A key to a service: read from the environment, sent, and never said.

It has no text of its own in a repr, a copy or an error; whatever comes from a server passes through `hidden` before anybody
sees or keeps it.
"""

import os
import re
from typing import Self
from urllib.parse import quote

from goldsmith.core.errors import UsageError

SENDABLE = re.compile(r"[!-~]+")
SHORTENED = re.compile(r"\b(?:sk|hf|key)[-_][\w*.-]{6,}")
"""A key as servers show a part of it: sk-abc***xyz."""
PASSWORD = re.compile(r"//[^/@\s]+@")
MARK = "[key]"
SHORT = 6
"""Keys of fewer signs are words such as "none" and "test", which texts hold anyway."""


class Key:
    """A key, or the empty one of a service that asks for none."""

    __slots__ = ("_forms", "_text")

    def __init__(self, text: str = "", name: str = "the key") -> None:
        """Raises UsageError, which does not show it, for a text that no header can carry."""
        self._text = text.strip()
        if self._text and not SENDABLE.fullmatch(self._text):
            raise UsageError(f"{name} holds blanks or signs that no key has; set it again")
        forms = {self._text, quote(self._text, safe=""), self._text.replace("/", "\\/")}
        self._forms = sorted(forms, key=len, reverse=True) if len(self._text) >= SHORT else []

    @classmethod
    def of(cls, name: str) -> Self:
        """The key in an environment variable, empty where there is none."""
        return cls(os.environ.get(name, ""), name)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return MARK if self._text else "no key"

    def __reduce__(self) -> str:
        raise TypeError("a key is not copied or pickled")

    def sent(self) -> str:
        """The text that goes into the header of a request, and nowhere else."""
        return self._text

    def hidden(self, text: str) -> str:
        """The text without the key, whole or as servers shorten it, and without a password in an address."""
        for form in self._forms:
            text = text.replace(form, MARK)
        return PASSWORD.sub("//", SHORTENED.sub(MARK, text))

    def hidden_in(self, body: bytes) -> bytes:
        """The bytes without the key."""
        for form in self._forms:
            body = body.replace(form.encode(), MARK.encode())
        return body
