"""What the set checks need to know of a row of a manual: digests and keys, with the manual's names masked in its wording."""

import re
from collections.abc import Sequence
from typing import Any

import orjson

from goldsmith.core.nouns import Row
from goldsmith.extractors.manual.answerable import Answerable
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.spoken import forms
from goldsmith.schemas.questions import vocabulary
from goldsmith.validators.digests import normalised, short, without_figures
from goldsmith.validators.manual.asking import bare, parted
from goldsmith.validators.manual.wording import names_of

MASK = "▁"
BETWEEN = r"(?:[\W_]|\b(?:of|the|in|on|under|at|for|with|section|chapter|procedure)\b)*"
NAMED = re.compile(rf"[\"“]?(?:\bthe )?{MASK}(?:{BETWEEN}{MASK})*[\"”)]*")
"""Names side by side, with the words that put them together."""


def summary(row: Row, read: Answerable) -> dict[str, Any]:
    """The keys of one row: its split and stratum as its meta says, digests of its texts, and its wording with names masked.

    `asked` is the question alone and `said` what its facts state; `unit` is the digest of its facts, or of what it asks
    where it has none; all steps of a list are one. Raises KeyError, TypeError or ValueError where the meta is not that of a row.
    """
    meta = orjson.loads(row["meta"])
    question = bare(parted(row, meta["form"])[1])
    request = masked(question, read)
    opening = " ".join(request.split(None, 3)[:3])
    return {
        "id": row["id"],
        "kind": row["kind"],
        "split": str(meta["split"]),
        "stratum": f"{row['kind']}/{meta['form']}/{meta['task']}/{'missing' if meta['missing'] else 'stated'}",
        "wording": str(meta["wording"]),
        "attempt": int(meta.get("attempt", 0)),
        "prompt": short(row["input"]),
        "normal": short(normalised(row["input"])),
        "asked": short(normalised(question)),
        "said": short("\n".join(sorted({f"{fact.text} {fact.unit_from}" for fact in read.facts}))),
        "answer": short(row["kind"] + row["answer"]),
        "masked": short(without_figures(row["kind"] + row["answer"])),
        "skeleton": short(request),
        "opening": short(opening),
        "request": short(request),
        "opening_text": opening,
        "request_text": request,
        "unit": short(unit_of(read.facts) or f"{read.asked!r}"),
        "form": str(meta["form"]),
    }


def unit_of(facts: Sequence[Fact]) -> str:
    """What may not straddle splits: the facts by id; of steps their list, since a list and its steps tell each other."""
    those = {f"{one.origin.page}#{one.place.block}" if one.kind == "step" else fact_id(one) for one in facts}
    return "\n".join(sorted(those))


def masked(question: str, read: Answerable) -> str:
    """The question without case, each name of the manual in it as one sign, neighbours as one, so that a wording counts as one."""
    names = read.asked.names
    given = (*names.row, *names.column, *names.section, names.table, names.model, names.qualifier)
    said = {form for name in given if name for form in forms(name)}
    said |= {name for fact in read.facts for name in names_of(fact)}
    said |= {word for word, number in vocabulary().ordinals.items() if number == read.asked.number}
    return NAMED.sub(MASK, _without(question.casefold(), sorted(said, key=len, reverse=True)))


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        if name and name.casefold() in text:
            text = re.sub(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", MASK, text)
    return text
