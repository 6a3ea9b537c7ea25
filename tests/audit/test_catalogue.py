"""Every check is documented with one true and one false example, and the examples are run."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from goldsmith.audit.catalogue import Sample, catalogue
from goldsmith.audit.checks import ROW_CHECKS
from goldsmith.audit.run import audit
from goldsmith.audit.sense import Options


def lines(sample: Sample) -> list[str]:
    text = sample.raw if sample.raw is not None else json.dumps(sample.record, ensure_ascii=False)
    return [text.replace("{n}", str(n)) for n in range(1, sample.times + 1)]


def spoken(samples: tuple[Sample, ...], folder: Path) -> set[str]:
    held: dict[str, list[str]] = defaultdict(list)
    for sample in samples:
        held[sample.file] += lines(sample)
    for name, texts in held.items():
        (folder / name).write_text("\n".join(texts) + "\n", encoding="utf-8")
    report = audit([folder / name for name in held], Options(mapping={}))
    return {finding.check for finding in report.findings}


@pytest.mark.parametrize("check", sorted(catalogue()))
def test_the_documented_examples_are_true(check: str, tmp_path: Path) -> None:
    (tmp_path / "finds").mkdir()
    (tmp_path / "passes").mkdir()
    assert check in spoken(catalogue()[check].finds, tmp_path / "finds")
    assert check not in spoken(catalogue()[check].passes, tmp_path / "passes")


def test_every_row_check_is_documented() -> None:
    assert set(ROW_CHECKS) <= set(catalogue())
