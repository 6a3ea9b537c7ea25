"""Nothing is said about rows as people write them, with much in them that looks like a defect and is none."""

from pathlib import Path

import pytest

from goldsmith.audit.checks import cut, forms, leaks, loops, roles, shape, slots, text
from goldsmith.audit.load import load
from goldsmith.audit.sense import Options, learn

ROW_CHECKS = {**shape.ROWS, **roles.ROWS, **text.ROWS, **slots.ROWS, **loops.ROWS, **cut.ROWS, **leaks.ROWS}
FOLDER = Path(__file__).parent / "ordinary"
SET_CHECKS = (*shape.SETS, *forms.SETS, *cut.SETS)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.jsonl")), ids=lambda path: path.stem)
def test_checks_of_shape_and_text_are_silent_on_ordinary_rows(path: Path, tmp_path: Path) -> None:
    rows, shapes = load([path], {}, tmp_path)
    sense = learn(rows, shapes, Options(mapping={}))
    said = [
        (example.row, check, evidence)
        for example in rows.examples()
        for check, look in ROW_CHECKS.items()
        for evidence in look(example, sense) or ()
    ]
    said += [(0, found.check, found.examples[0].evidence) for check in SET_CHECKS for found in check(rows, sense)]
    assert said == []
