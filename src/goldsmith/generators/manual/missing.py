"""Questions that the pages leave open: places without a value, models that they do not name, things of which they say nothing."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice, zip_longest
from typing import Any

from goldsmith.extractors.manual.answerable import NOWHERE, OTHER_MODEL
from goldsmith.extractors.manual.asked import VALUE, Asked, Names
from goldsmith.extractors.manual.facts import Fact, Path
from goldsmith.extractors.manual.headers import VARIANTS
from goldsmith.extractors.manual.labels import unit_in
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.manual.spoken import tokens
from goldsmith.extractors.manual.strangers import stem
from goldsmith.extractors.manual.tasks import SPEC, WIRING, task_of, task_of_asked
from goldsmith.extractors.reading import Unreadable
from goldsmith.generators.manual.naming import said

Known = tuple[Asked, tuple[Fact, ...]]
"""A question with the facts that answer it."""
DESIGNATION = re.compile(
    r"(?=.*\d)(?=.*[A-Z])(?!(?:M|G|UN[CF]) ?\d)(?!(?:SAE|DIN|ISO|DOT|API|EN|JIS)\b)[A-Z][\w.]*(?:[ -][A-Z\d][\w.]*){0,3}"
)
"""A name such as TR 450 C: capitals and digits; a thread (M8, G 1/4) and a standard (DIN 934) are none."""
TITLED = re.compile(r"(?<![\w-])(?:[A-Z]{1,4}[ -])?[A-Z]{0,4}\d{2,4}[A-Z]?(?: [A-Z]\d{0,2})?(?![\w-])")
"""A designation in the title of a page, or in a heading above all that it states: "TR 450: wiring"."""
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""Letters of versions; I, O and Q are left out, for they look like figures."""
NUMBER = re.compile(r"\d+(?!.*\d)")
FEWEST_LETTERS = 5
"""Letters of a word whose longer forms count as the word itself."""
MOST_OTHERS = 6
"""Names of other models that are made of one name."""


def missing(made: Sequence[Known], questions: Questions) -> Iterator[tuple[Asked, str, str]]:
    """Questions for models and things that the pages do not name, each with task and reason; `made` is what can be asked."""
    for asked, task in other_models(made, questions):
        yield asked, task, OTHER_MODEL
    for asked in nowhere(questions):
        if unanswered(asked, questions) == NOWHERE:
            yield asked, task_of_asked(asked), NOWHERE


def unanswered(asked: Asked, questions: Questions) -> str:
    """Why the pages give no answer to a question with these names in plain words; empty where they may give one."""
    names = asked.names
    without = Names(names.row, names.qualifier, names.column, names.table, names.section)
    text = f"What is given for {', '.join(said(without))}{f' on the {names.model}' if names.model else ''}?"
    try:
        return questions.read(text).missing
    except Unreadable:
        return ""


def other_models(made: Sequence[Known], questions: Questions) -> Iterator[tuple[Asked, str]]:
    """The values of a model with their tasks, asked for models that stand nowhere on the pages: the next number or letter."""
    titles = _titles(fact for _, facts in made for fact in facts)
    of_facts = {id(facts): _models(facts, titles) for _, facts in made}
    known = list(dict.fromkeys(name for names in of_facts.values() for name in names))
    others = {name: list(_others(name, questions)) for name in known}
    for turn, (asked, facts) in enumerate(made):
        name = next((name for name in of_facts[id(facts)] if others[name]), "")
        if name and asked.what == VALUE and _of_one_model(facts, known):
            near = others[name][turn % len(others[name]) :] + others[name]
            near_ones = (one for other in near for one in _of_model(asked.names, other, known))
            proven = (one for one in near_ones if unanswered(one, questions) == OTHER_MODEL)
            yield from ((one, task_of(facts[0])) for one in islice(proven, 1))


def _of_one_model(facts: Sequence[Fact], known: Sequence[str]) -> bool:
    """Whether facts hold for a model alone: none names it in its value, and none is true of other machines too."""
    named = any(name in fact.text for fact in facts for name in known)
    named = named or any(label.casefold() in VARIANTS for fact in facts for path in fact.rows for label in path)
    return not named and all(task_of(fact) in (SPEC, WIRING) for fact in facts)


def _of_model(names: Names, model: str, known: Sequence[str]) -> Iterator[Asked]:
    """The question for another model; a column or heading that is a version gives way to it.

    A column that holds versions among others has none.
    """
    versions = [label for label in names.column if label in known]
    if not versions or versions == list(names.column):
        column = () if versions else names.column
        section = tuple(label for label in names.section if label not in known)
        yield Asked(VALUE, Names(names.row, names.qualifier, column, names.table, section, model))


def _titles(facts: Iterable[Fact]) -> dict[str, Path]:
    """The headings that stand above all facts of each page, outermost first."""
    found: dict[str, Path] = {}
    for fact in facts:
        before = found.get(fact.origin.page, fact.section)
        found[fact.origin.page] = tuple(one for one, other in zip(before, fact.section, strict=False) if one == other)
    return found


def _models(facts: Sequence[Fact], titles: dict[str, Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for fact in facts for name in models_of(fact, titles[fact.origin.page])))


def models_of(fact: Fact, titles: Path = ()) -> tuple[str, ...]:
    """The models that a fact is about, as its page names them: its versions, the model of the page, or one in its titles."""
    versions = tuple(path[-1] for path in fact.columns if is_designation(path[-1]))
    model = (fact.model,) if is_designation(fact.model) else ()
    said = (found[0] for title in (fact.document, *titles) for found in TITLED.finditer(title))
    titled = (name for name in said if is_designation(name))
    return versions or model or tuple(titled)[:1]


def is_designation(name: str) -> bool:
    """Whether a name designates a model: capitals and digits, and no unit."""
    return DESIGNATION.fullmatch(name) is not None and unit_in(name) is None


def _others(name: str, questions: Questions) -> Iterator[str]:
    """Names like a name that stand nowhere on the pages."""
    found = 0
    for other in (*_other_letters(name), *_other_numbers(name)):
        if found < MOST_OTHERS and questions.strangers.is_other_model(other):
            found += 1
            yield other


def _other_letters(name: str) -> Iterator[str]:
    """The name with the next letters of the alphabet, where it ends in one letter."""
    head, letter = name[:-1], name[-1]
    if letter in LETTERS and not head[-1:].isalpha():
        at = LETTERS.index(letter)
        yield from (head + LETTERS[(at + step) % len(LETTERS)] for step in range(1, 3))


def _other_numbers(name: str) -> Iterator[str]:
    """The name with the numbers next to its last one: 450 goes in tens, 451 in ones."""
    found = NUMBER.search(name)
    if found is None:
        return
    number = int(found[0])
    width = 10 ** (len(found[0]) - len(found[0].rstrip("0")))
    for step in (1, 2, -1, 3):
        other = number + step * width
        if other > 0 and len(str(other)) == len(found[0]):
            yield name[: found.start()] + str(other) + name[found.end() :]


def nowhere(questions: Questions) -> Iterator[Asked]:
    """Things that machines of this kind may have and of which the pages say nothing, under no name."""
    there = questions.strangers.words
    domains = [
        domain["things"] for domain in _domains().values() if not domain["about"] or there & set(domain["about"])
    ]
    for turn in zip_longest(*(things.items() for things in domains)):
        for thing, others in (one for one in turn if one is not None):
            words = [stem(one.word) for text in (thing, *others) for one in tokens(text)]
            if not any(_is_said(word, there) for word in words) and questions.strangers.is_nowhere(thing):
                yield Asked(VALUE, Names((thing,)))


def _is_said(word: str, there: frozenset[str]) -> bool:
    """Whether a word stands on the pages, or a longer one that begins with it: "turbo" in "turbocharged"."""
    return word in there or (len(word) >= FEWEST_LETTERS and any(one.startswith(word) for one in there))


@cache
def _domains() -> dict[str, Any]:
    return tomllib.loads(files("goldsmith.generators.manual").joinpath("nowhere.toml").read_text(encoding="utf-8"))
