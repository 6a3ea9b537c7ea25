"""How many tutor turns that people wrote pass the template gate, at both caps, in file order and shuffled.

    python benchmarks/template_gate.py dataset.json

DATASET is the file of CIMA (Stasaski et al. 2020, CC BY 2.5). All tutor responses are offered, short ones too.
"""

import json
import sys
from pathlib import Path

from human_reference import kept

from goldsmith.core.streams import stream
from goldsmith.validators.template_gate import LOOSE, STRICT


def turns(path: Path) -> list[str]:
    """Every tutor response."""
    conversations = json.loads(path.read_text(encoding="utf-8"))["prepDataset"].values()
    return [text for one in conversations for text in one["tutorResponses"]]


def main() -> None:
    texts = turns(Path(sys.argv[1]))
    shuffled = list(texts)
    stream("template gate").shuffle(shuffled)
    for name, caps in (("loose", LOOSE), ("strict", STRICT)):
        for order, offered in (("in file order", texts), ("shuffled", shuffled)):
            print(f"{name}: {100 * kept(offered, caps):.1f} % of {len(texts):,} tutor turns pass, {order}")


if __name__ == "__main__":
    main()
