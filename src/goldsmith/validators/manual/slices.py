"""Whether the source says at the stored place what the fact says."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdfium2

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact, Repair
from goldsmith.validators.manual.shown import on_one_line, shown

LOOK_ALIKE = {frozenset("O0"), frozenset("o0"), frozenset("I1"), frozenset("l1"), frozenset("|1")}
DIGITS = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True)
class Bytes:
    """A page as it lies on disk now."""

    name: str
    data: bytes

    @property
    def markup(self) -> bool:
        """Whether the page is HTML."""
        return self.name.lower().endswith((".html", ".htm", ".xhtml"))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    def text(self, encoding: str) -> str:
        """The decoded text. Raises UnicodeError, LookupError or PdfiumError."""
        if encoding != "pdf":
            return self.data.decode(encoding)
        document = pypdfium2.PdfDocument(self.data)
        return "\f".join(document[at].get_textpage().get_text_range() for at in range(len(document)))


def page_of(folder: Path, fact: Fact) -> Bytes | None:
    """The page that a fact names; None where it is gone or lies outside the folder."""
    path = (folder / fact.origin.page).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    return Bytes(fact.origin.page, path.read_bytes())


def unchanged(fact: Fact, page: Bytes) -> Verdict:
    """The page is the one that the fact was read from."""
    same = page.digest == fact.origin.digest
    return Verdict(
        same, "digest", "" if same else f"{page.name} has changed: {page.digest[:12]}, not {fact.origin.digest[:12]}"
    )


def quoted(fact: Fact, text: str) -> Verdict:
    """The stored stretch of the page is the quote, and stands between the stored prefix and suffix."""
    origin = fact.origin
    found = text[origin.start : origin.end]
    if not origin.quote or found != origin.quote:
        return Verdict(False, "quote", f"at {origin.start} stands {found[:60]!r}, not {origin.quote[:60]!r}")
    before, behind = text[max(0, origin.start - len(origin.prefix)) : origin.start], text[origin.end :]
    around = before == origin.prefix and behind.startswith(origin.suffix)
    return Verdict(
        around, "quote", "" if around else f"around {origin.quote[:60]!r} stands {before!r} and {behind[:32]!r}"
    )


def literal(fact: Fact, *, markup: bool) -> Verdict:
    """The quote shows the literal text of the fact."""
    seen = shown(fact.origin.quote) if markup else on_one_line(fact.origin.quote)
    same = seen == on_one_line(fact.literal)
    return Verdict(
        same, "literal", "" if same else f"the page shows {seen[:80]!r}, the fact says {fact.literal[:80]!r}"
    )


def repaired(fact: Fact) -> Verdict:
    """The text is the literal one but for its repairs, and each repair changes what its rule may change."""
    made = fact.literal
    for repair in fact.repairs:
        if not _allowed(repair):
            return Verdict(False, "repair", f"{repair.rule} may not make {repair.after!r} of {repair.before!r}")
        made = made.replace(repair.before, repair.after, 1)
    return Verdict(
        made == fact.text, "repair", "" if made == fact.text else f"{fact.literal!r} gives {made!r}, not {fact.text!r}"
    )


def _allowed(repair: Repair) -> bool:
    if repair.rule == "encoding":
        return DIGITS.findall(repair.before) == DIGITS.findall(repair.after) and not repair.before.isascii()
    if repair.rule == "lost decimal point":
        return repair.after.count(".") == 1 and repair.after.replace(".", "") == repair.before
    pairs = zip(repair.before, repair.after, strict=False)
    alike = all(one == other or {one, other} in LOOK_ALIKE for one, other in pairs)
    return repair.rule == "letter in a number" and len(repair.before) == len(repair.after) and alike
