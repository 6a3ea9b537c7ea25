"""Lines that were read before: what is remembered of them never changes a reading."""

import random
import re
from collections.abc import Iterator

import pytest

from goldsmith.extractors import memory
from goldsmith.extractors.memory import LINES, memory_of
from goldsmith.extractors.outline import Outline
from goldsmith.extractors.page import Page
from goldsmith.extractors.prompts import read, settled, shape_of
from goldsmith.extractors.reading import Reading, Unreadable
from strategies import KINDS, TYPES, planned_rows

PROMPTS, TRIES = 60, 250
SIGNS = ["; : = , . | ... ( ) # * ** > - [ ] [0] % $", "is and 1 2 total items USD", '" “ … – -> • 1. € \\']
SIGNS = [sign for signs in SIGNS for sign in signs.split()]
TWISTS = [
    *SIGNS,
    *(f" {sign} " for sign in SIGNS),
    *(f"{sign} " for sign in SIGNS),
    *"\t\n\r \u00a0\u2009",
    "  ",
    "\n- ",
]


def outcome(kind: str, prompt: str) -> Reading | str:
    try:
        return read(prompt, TYPES[kind].schema_text)
    except Unreadable as error:
        return str(error)


def long_way(kind: str, prompt: str) -> Reading | str:
    """What the outline alone reads, line by line."""
    root, title = shape_of(TYPES[kind].schema_text)
    page = Page(root)
    try:
        Outline(page).read(prompt)
        return settled(page, title)
    except Unreadable as error:
        return str(error)


def twisted(prompts: list[str], rng: random.Random) -> Iterator[str]:
    """Prompts with signs put in, lines mixed, doubled, moved or indented, and words or values exchanged."""
    while True:
        prompt = rng.choice(prompts)
        for _ in range(rng.randint(1, 2)):
            lines, others = prompt.split("\n"), rng.choice(prompts).split("\n")
            at, to = rng.randrange(len(lines)), rng.randrange(len(others))
            match rng.randrange(8):
                case 0 | 1 | 2:
                    place = rng.randrange(len(prompt) + 1)
                    prompt = prompt[:place] + rng.choice(TWISTS) + prompt[place:]
                case 3:
                    prompt = "\n".join([*lines[:at], others[to], *lines[at + rng.randint(0, 1) :]])
                case 4:
                    prompt = "\n".join(
                        [*lines[:at], rng.choice(("  ", "- ", "    ", "")) + lines[at].strip(), *lines[at + 1 :]]
                    )
                case 5:
                    values = [one for one in re.split(r"[:=\]|\t] ?", others[to]) if one.strip()] or ["7"]
                    head = re.match(r".*?(?:: | = |\] |=|\.\. |\| |\t|$)", lines[at])
                    prompt = "\n".join([*lines[:at], (head[0] if head else "") + values[-1], *lines[at + 1 :]])
                case 6:
                    words = re.findall(r"\w+", prompt) or ["a"]
                    prompt = re.sub(rf"\b{rng.choice(words)}\b", rng.choice(words), prompt, count=1)
                case _:
                    prompt = "\n".join(lines[:at] + lines[at + 1 :])
        yield prompt


@pytest.mark.parametrize("name", KINDS)
def test_a_remembered_line_is_read_as_the_outline_reads_it(name: str) -> None:
    prompts = [row["input"] for row in planned_rows(name, PROMPTS) if isinstance(row, dict)]
    assert [outcome(name, prompt) for prompt in prompts] == [long_way(name, prompt) for prompt in prompts]
    tries = twisted(prompts, random.Random(name))
    for _ in range(TRIES):
        prompt = next(tries)
        wanted = long_way(name, prompt)
        assert (outcome(name, prompt), outcome(name, prompt)) == (wanted, wanted), prompt


@pytest.mark.parametrize("name", ["shopping_cart", "nested_organization", "log_entry"])
def test_the_order_in_which_prompts_are_read_changes_nothing(name: str) -> None:
    rng = random.Random(name)
    prompts = [row["input"] for row in planned_rows(name, PROMPTS) if isinstance(row, dict)]
    mixed = prompts + [prompt for prompt, _ in zip(twisted(prompts, rng), range(TRIES // 2), strict=False)]
    wanted = {prompt: outcome(name, prompt) for prompt in mixed}
    for _ in range(3):
        shape_of.cache_clear()
        rng.shuffle(mixed)
        assert {prompt: outcome(name, prompt) for prompt in mixed} == wanted


ALIKE = [
    ("Coupon Code in capitals is a heading", "[COUPON CODE] SAVE10", "[COUPON CODE] SAVE"),
    ("a product and a number is an entry", "== Items ==\nProduct = Foo\nQuantity = 1", "== Items ==\nProduct = 3\nQuantity = 1"),
    ("two headings of columns are no value", "== Items ==\nProduct: Foo", "== Items ==\nProduct: name  Quantity\nFoo  3"),
    ("a word behind a pair is no part of it", "cart_id=C-1", "cart_id=C-1 yes"),
    (
        "a value that a sheet may hold, a pair may not",
        "cart_id=C-1\nitems[0].product_name=Foo\nItem 2 Product Name: Foo Bar",
        "cart_id=C-1\nitems[0].product_name=Foo Bar",
    ),
    ("dots go on", "Cart ID .... C-1", "Cart ID .... ..."),
    ("capitals are a heading", "Cart ID: C-1\nCoupon code SAVE is here", "Cart ID: C-1\nCOUPON CODE SAVE"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "prompt"), [pair[1:] for pair in ALIKE], ids=[pair[0] for pair in ALIKE])
def test_a_line_that_only_looks_like_one_read_before_is_read_anew(before: str, prompt: str) -> None:
    shape_of.cache_clear()
    wanted = long_way("shopping_cart", prompt)
    shape_of.cache_clear()
    for _ in range(3):
        assert outcome("shopping_cart", before) == long_way("shopping_cart", before)
    assert outcome("shopping_cart", prompt) == wanted


def test_what_is_remembered_is_bounded_and_used() -> None:
    rows = [row["input"] for row in planned_rows("shopping_cart", 40) if isinstance(row, dict)]
    shape_of.cache_clear()
    assert all(isinstance(outcome("shopping_cart", prompt), Reading) for prompt in rows)
    kept = memory_of(shape_of(TYPES["shopping_cart"].schema_text, None)[0])
    assert 0 < kept.lines <= LINES
    before, kept.lines = len(kept.states), LINES + 1
    outcome("shopping_cart", "Items:\n" + "".join(f"  - Product ID: P-{at}\n" for at in range(30)))
    after = len(kept.states)
    assert before > 1
    assert 1 < after <= 33
    assert kept.lines < LINES


def test_lines_that_never_come_again_are_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    shape_of.cache_clear()
    monkeypatch.setattr(memory, "LINES", 100)
    for at in range(300):
        assert isinstance(outcome("contact_info", f"Name: Ada Kern\nEmail: ada@kern.example\nBatch {at}/999"), Reading)
    kept = memory_of(shape_of(TYPES["contact_info"].schema_text, None)[0])
    assert sum(len(state.quiet) for state in kept.states.values()) <= 101
