"""Measures texts that people wrote, as releases and audits are measured, and writes the figures that ship in the package.

    python benchmarks/human_reference.py CORPUS [--to FILE]

CORPUS is the file dataset.json of CIMA. Its tutor responses are shuffled by a fixed key and cut into samples of each size;
a figure is the mean over them, with the lowest and the highest. Only figures go into the package, no text.
"""

import argparse
import json
from datetime import date
from pathlib import Path
from statistics import fmean

import yaml

from goldsmith.core.streams import stream
from goldsmith.validators import human_reference
from goldsmith.validators.diversity import SIZES, distinct, figures, sample_of, worded
from goldsmith.validators.human_reference import HumanReference, Range
from goldsmith.validators.template_gate import LOOSE, STRICT, Caps, TemplateGate

CIMA = {
    "people": "crowd tutors of Italian (CIMA)",
    "task": "short turns about prepositions, nouns and colours in pictures: so narrow a task makes people repeat themselves more",
    "corpus": "CIMA",
    "source": "Stasaski, Kao and Hearst 2020, CIMA: A Large Open Access Dialogue Dataset for Tutoring, BEA at ACL, pages 52-64",
    "url": "https://github.com/kstats/CIMA",
    "licence": "CC BY 2.5",
}
HEAD = """\
# What texts that people wrote measure, to stand beside the figures of releases and audits. Figures only, no text.
# Written by benchmarks/human_reference.py from the corpus that it names; not to be edited.
"""


def tutor_responses(path: Path) -> list[str]:
    """Every tutor response of CIMA, in the order of its file."""
    conversations = json.loads(path.read_text(encoding="utf-8"))["prepDataset"].values()
    return [text for one in conversations for text in one["tutorResponses"]]


def kept(texts: list[str], caps: Caps) -> float:
    """The share of the texts that the template gate lets in."""
    gate = TemplateGate(caps)
    for number, text in enumerate(texts):
        gate.offer(str(number), text)
    gate.settle()
    return len(gate.accepted) / len(texts)


def measured(texts: list[str], size: int) -> dict[str, Range]:
    """Each figure over the samples of one size that the texts give; none that a sample is too short for."""
    starts = range(0, len(texts) - size + 1, size)
    samples = [figures(sample_of(texts[start : start + size])) for start in starts]
    names = [name for name in samples[0] if all(name in sample for sample in samples)]
    found = {name: [sample[name] for sample in samples] for name in names}
    return {name: Range(mean=round(fmean(all_), 3), low=min(all_), high=max(all_)) for name, all_ in found.items()}


def reference(responses: list[str], day: date) -> HumanReference:
    """All that is told of the corpus."""
    texts = list(worded(responses))
    stream("human reference").shuffle(texts)
    return HumanReference(
        **CIMA,
        texts=len(responses),
        measured=len(texts),
        day=day.isoformat(),
        distinct_answers=round(distinct(texts), 3),
        let_in={"loose": round(kept(texts, LOOSE), 3), "strict": round(kept(texts, STRICT), 3)},
        samples={size: len(texts) // size for size in SIZES},
        figures={size: measured(texts, size) for size in SIZES},
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("corpus", type=Path, help="dataset.json of CIMA")
    asked.add_argument(
        "--to", type=Path, default=human_reference.FILE, help="the file to write, otherwise the package's"
    )
    words = asked.parse_args()
    made = reference(tutor_responses(words.corpus), date.today())
    text = yaml.safe_dump(made.model_dump(), sort_keys=False, allow_unicode=True, width=120)
    words.to.write_text(HEAD + text, encoding="utf-8")
    print(f"{words.to}: {made.measured:,} of {made.texts:,} texts measured")


if __name__ == "__main__":
    main()
