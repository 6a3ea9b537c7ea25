"""The experiment log: what commands fill in is replaced, and no line that a person wrote is ever lost or changed."""

import re
from pathlib import Path
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.train.journal import HYPOTHESIS, LEARNINGS, fill, filled
from goldsmith.train.logged import blocks as blocks_of
from goldsmith.train.markdown import code, plain, table
from train.runs import mixed, run

NAMES = ("configuration", "results")
BODIES = ("## Results\n\n- exact: 3 of 4", "one line", "", "a\r\nb <!-- end of results -->\n\n")
MARKS = ("<!-- end of results -->", "<!-- filled by goldsmith: results 000000000000 -->", "```", "")
"""Lines that a person may leave behind, and that look like a block's."""


def pasted(name: str, body: str) -> str:
    return filled("", {name: body})


blocks = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(BODIES), min_size=1)
pieces = st.one_of(
    st.text(max_size=8).map(lambda line: f"§ {line}\n"),
    st.sampled_from(MARKS).map(lambda line: f"{line}\n"),
    st.builds(pasted, st.sampled_from(NAMES), st.sampled_from(BODIES)),
)


@st.composite
def logs(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A log, some of its blocks written into, and the words that a person wrote, in order; each word is there once."""
    text = "".join(draw(st.lists(pieces, max_size=6)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(("§", "§\n", "\n§\n", " § "))) + text[at:]
    for number in range(text.count("§")):
        text = text.replace("§", f"word{number}.", 1)
    text = draw(st.sampled_from((text, text.replace("\n", "\r\n"), text.rstrip("\n"))))
    return text, re.findall(r"word\d+\.[^\n\r]*", text)


@given(logs(), blocks)
def test_no_word_of_a_person_is_lost_or_changed(log: tuple[str, list[str]], given_blocks: dict[str, str]) -> None:
    text, words = log
    made = filled(text, given_blocks)
    at = 0
    for word in words:
        assert word in made[at:]
        at = made.index(word, at) + len(word)


@given(logs(), blocks)
def test_filling_in_the_same_again_changes_nothing(log: tuple[str, list[str]], given_blocks: dict[str, str]) -> None:
    made = filled(log[0], given_blocks)
    assert filled(made, given_blocks) == made


@given(logs(), blocks)
def test_what_is_filled_in_stands_there(log: tuple[str, list[str]], given_blocks: dict[str, str]) -> None:
    made = filled(log[0], given_blocks).replace("\r\n", "\n")
    for name, body in given_blocks.items():
        assert pasted(name, body) in f"{made}\n"


def test_copies_of_a_block_are_left_as_they_are() -> None:
    old, older = pasted("results", "old"), pasted("results", "older")
    made = filled(old + older, {"results": "new"})
    assert made == f"{old}{older}\n{pasted('results', 'new')}"


def test_a_new_log_asks_for_hypothesis_and_learnings(tmp_path: Path) -> None:
    fill(tmp_path / "log.md", "first", {"results": "## Results\n\nnone"})
    text = (tmp_path / "log.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# first",
        "## Hypothesis",
        "## Results",
        "## Learnings",
    ]
    assert HYPOTHESIS in text
    assert LEARNINGS in text


def test_a_second_run_replaces_its_blocks_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "log.md"
    fill(path, "first", {"results": "old"})
    path.write_text(path.read_text(encoding="utf-8").replace(HYPOTHESIS, "Rank 8 will do."), encoding="utf-8")
    fill(path, "first", {"results": "new"})
    text = path.read_text(encoding="utf-8")
    assert "\nold\n" not in text
    assert text.index("Rank 8 will do.") < text.index("new") < text.index(LEARNINGS)


def test_a_block_that_a_person_wrote_in_is_kept_below_the_new_one() -> None:
    text = filled("", {"results": "exact: 3 of 4"}).replace("3 of 4", "3 of 4, which is poor")
    made = filled(text, {"results": "exact: 4 of 4"})
    assert made.index("exact: 4 of 4") < made.index("end of results") < made.index("exact: 3 of 4, which is poor")


def test_a_file_that_is_no_utf8_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "log.md"
    path.write_bytes(b"caf\xe9\r\n")
    fill(path, "first", {"results": "none"})
    assert path.read_bytes().startswith(b"caf\xe9\r\n\r\n<!-- filled by goldsmith: results ")


@given(st.text())
def test_a_span_of_code_stays_one_cell_on_one_line(text: str) -> None:
    made = code(text)
    assert len(table(["a", "b"], [[made, made]]).splitlines()) == 3
    assert not re.search(r"(?<!\\)\|", made)
    assert "<!--" not in made


@given(st.text())
def test_plain_text_cannot_act(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>|]", plain(text))


def record(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads((path / "run.json").read_bytes())
    return found


def test_a_run_fills_configuration_observations_and_results(tmp_path: Path) -> None:
    held = record(run(tmp_path / "run", mixed(8, 2), rank=64))
    held["training"]["loss_curve"] = [[10, 3.5], [20, 0.25]]
    fill(tmp_path / "log.md", "first", blocks_of(held))
    text = (tmp_path / "log.md").read_text(encoding="utf-8")
    for line in (
        "Release `small/1.0.0`, manifest `abababababab`, verified.",
        "| `rank` | `64` |",
        "| P1 | format | passed | 10 | 0 |",
        "- loss: 3.5000 at step 10, 0.2500 at step 20, 2 logged",
        "| JSONExact | 0.0 [0.0, 49.0] | 80.0 [49.0, 94.3] | 100.0 [51.0, 100.0] |",
    ):
        assert line in text.splitlines()
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Hypothesis",
        "## Configuration",
        "## Observations",
        "## Results",
        "## Learnings",
    ]


def test_a_failed_run_says_which_gate_and_why(tmp_path: Path) -> None:
    held = record(run(tmp_path / "run", [], wrong={"T2": "row-1: `|` <!-- loops"}))
    held["release"] |= {"verified": False, "faults": ["data/train.parquet was changed"]}
    text = "\n".join(blocks_of(held).values())
    assert "NOT VERIFIED: data/train.parquet was changed." in text
    assert "T2 failed:\n\n- ``row-1: `\\|` <! -- loops``" in text
    assert "None: the run ended before it was evaluated." in text
