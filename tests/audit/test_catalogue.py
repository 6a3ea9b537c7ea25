"""Every check is documented with one true and one false example, and the examples are run."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from goldsmith.audit.catalogue import Entry, Sample, catalogue
from goldsmith.audit.checks import ROW_CHECKS
from goldsmith.audit.run import audit
from goldsmith.audit.sense import Options

EXPECTED = "expected.jsonl"
WORDS = "tokenizer.json"


def lines(sample: Sample) -> list[str]:
    record = {name: cell * sample.lengthened for name, cell in (sample.record or {}).items()}
    text = (
        sample.raw
        if sample.raw is not None
        else json.dumps(record if sample.lengthened > 1 else sample.record, ensure_ascii=False)
    )
    return [text.replace("{n}", str(n)) for n in range(1, sample.times + 1)]


def options(entry: Entry, folder: Path) -> Options:
    """What the examples of a check are audited with: a tokenizer of one token a word where it needs one."""
    if entry.tokenizer:
        words = Tokenizer(WordLevel({"?": 0}, unk_token="?"))
        words.pre_tokenizer = WhitespaceSplit()
        words.save(str(folder / WORDS))
        (folder / "tokenizer_config.json").write_text('{"eos_token": "</s>"}')
    return Options(
        mapping={},
        expect=str(folder / EXPECTED) if (folder / EXPECTED).exists() else "",
        tokenizer=str(folder) if entry.tokenizer else "",
        max_length=entry.max_length,
    )


def spoken(entry: Entry, samples: tuple[Sample, ...], folder: Path) -> set[str]:
    held: dict[str, list[str]] = defaultdict(list)
    for sample in samples:
        held[EXPECTED if sample.expected else sample.file] += lines(sample)
    for name, texts in held.items():
        (folder / name).write_text("\n".join(texts) + "\n", encoding="utf-8")
    audited = [folder / name for name in held if name != EXPECTED]
    report = audit(audited, options(entry, folder)) if audited else None
    return {finding.check for finding in report.findings} if report else set()


@pytest.mark.parametrize("check", sorted(catalogue()))
def test_the_documented_examples_are_true(check: str, tmp_path: Path) -> None:
    (tmp_path / "finds").mkdir()
    (tmp_path / "passes").mkdir()
    entry = catalogue()[check]
    assert check in spoken(entry, entry.finds, tmp_path / "finds")
    assert check not in spoken(entry, entry.passes, tmp_path / "passes")


def test_every_row_check_is_documented() -> None:
    assert set(ROW_CHECKS) <= set(catalogue())
