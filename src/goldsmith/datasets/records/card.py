"""The card of a release of records: what a person who meets it on a page must know."""

from pathlib import Path
from typing import Any

from goldsmith.datasets.card import checks, counts, examples, metadata, wording
from goldsmith.datasets.records.recipe import RecordRecipe

TAGS = ("structured-output", "json", "synthetic", "information-extraction")
TEXTS = 15
"""Fields whose texts are counted on the card."""

OWN = (
    "\n\nSome record types are the builder's own. Their folder (`--domain`) holds the reader's words and the lies; the rules are "
    "also here, in `rules/`."
)


def card(recipe: RecordRecipe, certificate: dict[str, Any], folder: Path, *, own: bool = False) -> str:
    """The text of README.md; `own` says that a domain folder, which the release does not hold, was needed."""
    parts = [
        metadata(recipe, certificate, TAGS),
        f"# {recipe.name} {recipe.version}\n\n{recipe.description}",
        _how(recipe, certificate, own=own),
        _rows(certificate),
        *([_texts(certificate)] if certificate["closeness"]["texts"]["fields"] else []),
        _checks(certificate),
        wording(certificate),
        _gaps(certificate),
        _recheck(recipe),
        examples(folder, "json"),
    ]
    return "\n\n".join(parts) + "\n"


def _how(recipe: RecordRecipe, certificate: dict[str, Any], *, own: bool) -> str:
    domain = " --domain DIR" if own else ""
    return (
        "## How it was made\n\n"
        "Each record was drawn so that its relations hold by construction, put into words by a layout, and read back from the "
        "released bytes by a reader that knows neither the layout nor the record. Relations were then checked by SQL that shares "
        "no code with the generator. Nothing was written by a language model.\n\n"
        f"    goldsmith build recipe.yaml{domain}      # seed {recipe.seed}, {recipe.count} rows\n"
        f"    goldsmith verify .{domain}"
        f"{_replaced(certificate)}{OWN if own else ''}"
    )


def _replaced(certificate: dict[str, Any]) -> str:
    """Where the rows come from in a release that took most of them over."""
    if "replaced" not in certificate:
        return ""
    found = certificate["replaced"]
    return (
        f"\n\n{found['taken_over']:,} rows are those of version {found['previous']}, byte for byte; {found['anew']:,} were made anew, "
        'those that `dropped.jsonl` names with the gate `"replaced"`. The build command needs that version beside it and '
        "`--replace` with this ledger."
    )


def _rows(certificate: dict[str, Any]) -> str:
    rows = certificate["rows"]
    by_record = ", ".join(certificate["split_by_record"])
    note = (
        f"\nRecords of {by_record} soon repeat, so there the record decides the split and shares are approximate.\n"
        if by_record
        else ""
    )
    unseen = rows["unseen_wording_in_test"]
    near, digits = certificate["closeness"]["near"], certificate["closeness"]["same_but_for_digits"]
    return (
        f"## Rows\n\n{counts(rows)}{note}\n"
        f"The unit that stands in one split only is the record. {unseen:,} test rows carry a request wording that no training row has "
        '(`meta.wording` is `"unseen"`). '
        f"Of {near['test_rows']:,} sampled test rows {near['with_near_twin']:,} share at least {near['threshold']:.0%} of "
        f"their values' word pairs with one of {near['train_rows']:,} sampled training rows; of all test rows "
        f"{digits['with_twin']:,} have a training row whose record differs in digits alone."
    )


def _texts(certificate: dict[str, Any]) -> str:
    """The fields of free text whose test values a model may have seen whole in training, the most common first."""
    texts = certificate["closeness"]["texts"]
    fields = sorted(texts["fields"].items(), key=lambda one: (-one[1]["in_training"] / one[1]["test_values"], one[0]))
    lines = "".join(
        f"| {field} | {found['test_values']:,} | {found['in_training']:,} |\n" for field, found in fields[:TEXTS]
    )
    more = f"\n{len(fields) - TEXTS} more fields stand in `certificate.json`.\n" if len(fields) > TEXTS else ""
    return (
        f"## Texts that test and training share\n\nTexts come from finite vocabularies. Of {texts['test_rows']:,} sampled test "
        f"rows, this many values stand in the same field of {texts['train_rows']:,} sampled training rows word for word:\n\n"
        f"| field | values in test | also in training |\n|---|--:|--:|\n{lines}{more}"
    ).rstrip()


def _checks(certificate: dict[str, Any]) -> str:
    relations, liars = certificate["relations"], certificate["liars"]
    families: dict[str, list[int]] = {}
    for one in relations:
        counts = families.setdefault(one["family"], [0, 0, 0])
        counts[0] += 1
        counts[1] += one["applicable"]
        counts[2] += one["violated"] + one["undecided"]
    table = "".join(
        f"| {family} | {counts[0]} | {counts[1]:,} | {counts[2]} |\n" for family, counts in sorted(families.items())
    )
    tried = sum(one["tried"] for one in (*liars["rules"], *liars["mutants"]))
    killed = sum(one["killed"] for one in (*liars["rules"], *liars["mutants"]))
    return (
        f"## What was checked\n\n{checks(certificate)}\n"
        f"| relations | rules | applications | violated or undecided |\n|---|--:|--:|--:|\n{table}\n"
        f"The checks were lied to {tried:,} times (records broken so that one relation alone can tell, and mutants of single rows) "
        f"and caught {killed:,}. Every figure stands in `certificate.json`."
    )


def _gaps(certificate: dict[str, Any]) -> str:
    lines = "".join(
        f"- {kind}: {', '.join(f'`{leaf}`' for leaf in leaves)}\n"
        for kind, leaves in certificate["uncovered_fields"].items()
        if leaves
    )
    return (
        "## Known gaps\n\nThe text is English, synthetic and cleaner than real mail or scans. Names and places are drawn, not real people. "
        "These fields are held by their type and by the prompt, and no relation would notice another plausible value in both:\n\n"
        f"{lines}"
    ).rstrip()


def _recheck(recipe: RecordRecipe) -> str:
    return (
        "## Check it yourself\n\nWith DuckDB alone, from this folder:\n\n"
        "```sql\n"
        "-- the examples and the vocabulary as views; then each SELECT gives id, applies, holds\n"
        ".read views.sql\n"
        f".read rules/{recipe.kinds[0]}.sql\n"
        "```"
    )
