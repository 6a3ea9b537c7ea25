"""Measures texts that people wrote, as the audit measures answers, and prints an entry for its references.

    python benchmarks/human_reference.py dataset.json > entry.yaml

DATASET is the file of CIMA (Stasaski et al. 2020, CC BY 2.5); its tutor responses are shuffled by a fixed key. Only figures
go into the package, no text.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import yaml

from goldsmith.core.streams import stream
from goldsmith.validators.diversity import figures
from goldsmith.validators.template_gate import LOOSE, STRICT, Caps, TemplateGate

LEAST = 5


def tutor_responses(path: Path) -> list[str]:
    conversations = json.loads(path.read_text(encoding="utf-8"))["prepDataset"].values()
    return [text for one in conversations for text in one["tutorResponses"] if len(text.split()) >= LEAST]


def kept(texts: list[str], caps: Caps) -> float:
    gate = TemplateGate(caps)
    for number, text in enumerate(texts):
        gate.offer(str(number), text)
    gate.settle()
    return len(gate.accepted) / len(texts)


def main() -> None:
    texts = tutor_responses(Path(sys.argv[1]))
    stream("human reference").shuffle(texts)
    measured = {name: round(value, 3) for name, value in asdict(figures(texts)).items() if name != "texts"}
    measured |= {"kept_loose": round(kept(texts, LOOSE), 3), "kept_strict": round(kept(texts, STRICT), 3)}
    measured["distinct_answers"] = round(len(set(texts)) / len(texts), 3)
    entry = {
        "people": "crowd tutors of Italian (CIMA)",
        "source": "Stasaski et al. 2020, CC BY 2.5; tutor responses of five words or more",
        "measured_by": "benchmarks/human_reference.py",
        "texts": len(texts),
        "figures": measured,
    }
    print(yaml.safe_dump([entry], sort_keys=False, allow_unicode=True), end="")


if __name__ == "__main__":
    main()
