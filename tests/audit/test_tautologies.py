"""An answer that only says its question again is told; one that answers is not."""

from pathlib import Path

import pytest

from looking import findings, places


@pytest.mark.parametrize(
    ("prompt", "answer", "empty"),
    [
        ("How many orders came in May?", "The number of orders in May is the number of orders in May.", True),
        ("What is the total revenue of the garden range?", "The total revenue of the garden range.", True),
        ("Count the returns for Graz.", "The number of returns for Graz is the number of returns for Graz.", True),
        ("How many orders came in May?", "In May 31 orders came.", False),
        ("Is the axle nut made of steel?", "The axle nut is made of steel.", False),
        ("Which is longer, the Rhine or the Rhone?", "The Rhine is longer than the Rhone.", False),
        ("How old are you?", "How old are you?", False),
        ("Who wrote Faust?", "Goethe wrote Faust.", False),
        ("What does the red lamp mean?", "The oil is low.", False),
    ],
)
def test_tautologies(prompt: str, answer: str, empty: bool, tmp_path: Path) -> None:
    found = findings(tmp_path, data=[{"prompt": prompt, "completion": answer}])
    assert places(found, "tautology") == ({0} if empty else set())
