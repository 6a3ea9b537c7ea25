"""The card of a manual's release: what a person who meets it on a page must know."""

from pathlib import Path
from typing import Any

from goldsmith.datasets.card import checks, counts, examples, metadata, wording
from goldsmith.datasets.manual.certify import share
from goldsmith.datasets.manual.recipe import CLOSED_BOOK, WITH_PAGE, ManualRecipe
from goldsmith.extractors.manual.coverage import REASONS

TAGS = ("question-answering", "synthetic", "technical-manual")


def card(recipe: ManualRecipe, certificate: dict[str, Any], folder: Path) -> str:
    """The text of README.md."""
    parts = [
        metadata(recipe, certificate, TAGS),
        f"# {recipe.name} {recipe.version}\n\n{recipe.description}",
        _how(recipe),
        f"## Rows\n\n{counts(certificate['rows'])}\n{_splits(recipe)}",
        _pages(certificate["pages"]),
        _checks(certificate),
        wording(certificate),
        _gaps(certificate["pages"], certificate["passed_over"]),
        examples(folder, "text"),
    ]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _how(recipe: ManualRecipe) -> str:
    words = (
        "Nothing was written by a language model."
        if recipe.paraphrase is None
        else "Some training questions are in the words of a language model, kept where they are read back as the same question "
        "(`meta.frame` is `paraphrase`); it wrote no answer."
    )
    return (
        "## How it was made\n\n"
        "Every value was read from its cell, line or step of the pages in `pages/`, with the names that the page gives it. A second "
        "reader that shares no code with the first found each value again at its place, under the same names. Each question names "
        "what it must to have one answer, was read back from its words alone, and means exactly the facts that `meta` lists; the "
        "answer is what the page shows there, with its unit. "
        f"{words}\n\n"
        f"    goldsmith build recipe.yaml       # seed {recipe.seed}\n"
        "    goldsmith verify .\n"
        "    goldsmith inspect .               # question, answer, and the line of the page\n"
        "    goldsmith report .                # the pages with marks: what was used, what was left out and why"
    )


def _splits(recipe: ManualRecipe) -> str:
    closed = (
        "Without its page (`meta.form` is `closed-book`) a fact is asked in training in several wordings, and validation and test ask "
        "known facts in wordings that no training row has: they measure whether a fact was learned and not its wording."
    )
    with_page = (
        "With its page (`with-page`) rows are split by fact: what validation and test ask for is asked in no training row, though other "
        "excerpts of the same page may show it."
    )
    both = " A fact that is held out with its page is not asked without it either."
    said = {CLOSED_BOOK: closed, WITH_PAGE: with_page}
    told = " ".join(said[form] for form in recipe.wanted_forms)
    return (
        f"\n{told}{both if len(recipe.wanted_forms) > 1 else ''} "
        f"{recipe.unanswerable} of 100 questions ask for what the pages do not give, and say so; `meta.missing` gives the reason."
    )


def _pages(told: dict[str, Any]) -> str:
    lines = "".join(f"| {reason} | {REASONS[reason]} | {count:,} |\n" for reason, count in told["skipped"].items())
    return (
        f"## The pages\n\n{told['pages']:,} pages give {told['facts']:,} facts, {told['repaired']:,} of them from repaired text (`repairs` "
        f"in `facts.jsonl` holds before, after, rule and evidence). Of the table cells that bear a value {share(told['cells'])} became "
        f"facts, of all values {share(told['values'])}. Left out:\n\n| reason | a text that | times |\n|---|---|--:|\n{lines}"
    )


def _checks(certificate: dict[str, Any]) -> str:
    mutants = certificate["liars"]["mutants"]
    tried, killed = sum(one["tried"] for one in mutants), sum(one["killed"] for one in mutants)
    told = certificate["pages"]["relations"]
    broken = "".join(f"\n- {line}" for line in told["broken"])
    return (
        f"## What was checked\n\n{checks(certificate)}\n"
        f"The row checks were lied to {tried:,} times in {len(mutants)} ways (a digit, a unit, the value of the next column, a dropped "
        f"footnote, a step moved, a refusal of what is stated) and caught {killed:,}. {told['checked']:,} relations that the pages "
        f"themselves allow (displacement from bore and stroke, one value in two units, sums) were checked; "
        f"{len(told['broken'])} do not hold on the pages{':' if broken else '.'}{broken}\n"
    )


def _gaps(told: dict[str, Any], passed_over: dict[str, Any]) -> str:
    asked = "".join(f"\n- {count:,} facts are not asked: {reason}." for reason, count in told["not_asked"].items())
    bare = "".join(f"\n- no fact in {name}." for name in told["sections_without_facts"]["first"])
    problems = "".join(f"\n- {line}." for line in (*passed_over["first"], *told["problems"]["first"]))
    return (
        "## Known gaps\n\nQuestions are made from wordings, not by people. What a page says wrongly is repeated here. Running text "
        f"without a label is not asked.{asked}{bare}{problems}"
    )
