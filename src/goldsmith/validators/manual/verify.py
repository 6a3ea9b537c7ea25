"""All checks of the facts of a folder of pages, by another route than the one that made them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from lxml.etree import LxmlError
from pypdfium2 import PdfiumError

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact
from goldsmith.validators.manual.about import about
from goldsmith.validators.manual.figures import written
from goldsmith.validators.manual.html_names import HtmlNames
from goldsmith.validators.manual.overlaps import overlapping
from goldsmith.validators.manual.sheets import on_sheet
from goldsmith.validators.manual.shown import on_one_line, shown
from goldsmith.validators.manual.slices import Bytes, literal, page_of, quoted, repaired, unchanged
from goldsmith.validators.manual.text_names import TextNames

RULES = ("page", "digest", "quote", "literal", "repair", "figures", "names", "about", "box", "one section")
Check = Callable[[Fact], Verdict]


def refused(facts: Sequence[Fact], folder: Path) -> list[tuple[Fact, Verdict]]:
    """The facts that the pages of a folder do not bear out, each with the first check that says so."""
    pages: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        pages[fact.origin.page].append(fact)
    found = [one for those in pages.values() for one in _page(those, folder)]
    return found + list(overlapping(facts))


def _page(facts: Sequence[Fact], folder: Path) -> Iterator[tuple[Fact, Verdict]]:
    page = page_of(folder, facts[0])
    if page is None:
        yield from ((fact, Verdict(False, "page", f"{fact.origin.page} is not there")) for fact in facts)
        return
    names: Check | None = None
    whole = ""
    texts: dict[str, str] = {}
    for fact in facts:
        verdict = unchanged(fact, page)
        if verdict.ok:
            try:
                if fact.origin.encoding not in texts:
                    texts[fact.origin.encoding] = page.text(fact.origin.encoding)
                text = texts[fact.origin.encoding]
                names = names or _names(page, text)
                whole = whole or (shown(text) if page.markup else on_one_line(text))
            except (UnicodeError, LookupError, PdfiumError, LxmlError) as error:
                yield fact, Verdict(False, "page", f"{page.name} cannot be read as {fact.origin.encoding}: {error}")
                continue
            verdict = _first(fact, page, text, names, whole)
        if not verdict.ok:
            yield fact, verdict


def _names(page: Bytes, text: str) -> Check:
    if not page.markup:
        return TextNames(text, gaps=not page.name.lower().endswith(".pdf")).check
    names = HtmlNames(text)
    return lambda fact: names.check(fact, text[max(0, fact.origin.start - 2_000) : fact.origin.start])


def _first(fact: Fact, page: Bytes, text: str, names: Check, whole: str) -> Verdict:
    """The first check that refuses a fact, or the last."""
    checks: tuple[Callable[[], Verdict], ...] = (
        lambda: quoted(fact, text),
        lambda: literal(fact, markup=page.markup),
        lambda: repaired(fact),
        lambda: names(fact),
        lambda: about(fact, whole),
        lambda: on_sheet(fact, page),
        lambda: written(fact),
    )
    verdict = Verdict(True, "quote")
    for check in checks:
        verdict = check()
        if not verdict.ok:
            return verdict
    return verdict
