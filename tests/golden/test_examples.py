"""One example of every record type and genre, as a person reads it, in a file that changes only when wording or facts do."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from goldsmith.core.canonical import from_json
from goldsmith.core.nouns import Row
from strategies import KINDS, TYPES, good_row

FOLDER = Path(__file__).parent


@pytest.mark.parametrize("name", KINDS)
def test_the_examples_of_a_record_type_are_those_of_its_file(name: str, request: pytest.FixtureRequest) -> None:
    file, made = FOLDER / f"{name}.txt", "\n".join(page(name))
    if request.config.getoption("--update-goldens"):
        file.write_text(made, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == made, (
        f"look at the difference; if it is meant, run: pytest {FOLDER} --update-goldens"
    )


def test_every_golden_file_belongs_to_a_record_type() -> None:
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(KINDS)


def page(name: str) -> Iterator[str]:
    """One example a genre; every other one leaves something to be derived where the record type can."""
    for at, genre in enumerate(TYPES[name].cell.genres):
        mode = "derived" if at % 2 and TYPES[name].derived else "stated"
        yield from example(good_row(name, genre, mode))


def example(row: Row) -> Iterator[str]:
    meta = from_json(row["meta"])
    yield f"━━━ {meta['genre']} · {row['id']} · {meta['layout']} · {meta['odd']} · {meta['mode']} · system {meta['system']}"
    yield row["input"]
    yield "──→"
    yield from answer_lines(row["answer"])
    yield ""


def answer_lines(answer: str) -> Iterator[str]:
    """A field a line; lists and objects with one entry a line."""
    for name, value in from_json(answer).items():
        if isinstance(value, list) and value:
            yield f"{name}:"
            yield from (f"  - {text(item)}" for item in value)
        elif isinstance(value, dict) and value:
            yield f"{name}:"
            yield from (f"  {inner}: {text(item)}" for inner, item in value.items())
        else:
            yield f"{name}: {text(value)}"


def text(value: object) -> str:
    return orjson.dumps(value, default=lambda number: orjson.Fragment(format(number, "f"))).decode()
