"""Models evaluated in processes of their own, one after the other, on the same rows and probes.

What is unpickled was written a moment before by a process of this run, into a folder that the run had emptied.
"""

import pickle
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from accelerate.utils import extract_model_from_parallel

from goldsmith.core.files import write_bytes
from goldsmith.train.after import fresh, probes
from goldsmith.train.after.stored import Stored
from goldsmith.train.bases import Base, dtype_of
from goldsmith.train.codec import Codec
from goldsmith.train.config import Config
from goldsmith.train.evaluate import Evaluation
from goldsmith.train.examples import TrainingExample
from goldsmith.train.progress import Progress
from goldsmith.train.run_folder import RunFolder

TASK, GENERAL = "task", "general"
"""The sets of rows: held-out rows of the release, and general rows that were kept back from the mix."""

TUNED = "tuned"
"""Under which name the answers of the model that is shipped are kept."""

Evaluations = Mapping[str, Evaluation]


@dataclass(frozen=True, slots=True)
class Asking:
    """A trained model beside its base: `shipped` is the folder that training wrote, `path` one for files between processes."""

    config: Config
    base: Base
    shipped: Path
    codec: Codec
    folder: RunFolder
    path: Path
    rows: Mapping[str, Sequence[TrainingExample]]
    progress: Progress

    @property
    def trained(self) -> Stored:
        """What training wrote, as it is loaded: the adapter on its base, or the whole model."""
        if not self.config.adapter:
            return Stored(str(self.shipped), precision="fp32")
        return replace(self.bare, adapter=str(self.shipped))

    @property
    def bare(self) -> Stored:
        """What an adapter was trained on: the base, in 4 bits for QLoRA."""
        return replace(self.untrained, weights="nf4") if self.config.method == "qlora" else self.untrained

    @property
    def untrained(self) -> Stored:
        """The base as it would be used, in the precision that it was trained in."""
        precision = self.config.precision if self.config.adapter else "fp32"
        return Stored(self.base.where, self.base.revision, str(self.base.template or ""), precision)

    @property
    def exact(self) -> bool:
        """Whether sums are fp32, so that equal weights give equal logits."""
        return self.trained.weights == "plain" and dtype_of(self.trained.precision) == torch.float32

    @property
    def given(self) -> Path:
        """The probes."""
        return self.path / "probes"

    def keep_live(self, live: Any) -> Path:
        """Keep the trained model's logits, without the mixed precision of training, and free the GPU for other processes."""
        rows = [self.codec.example(row) for row in self.rows[TASK]]
        given = probes.make(self.base.tokenizer(), rows, seq2seq=self.base.seq2seq)
        probes.save(self.given, given)
        model = extract_model_from_parallel(live, keep_fp32_wrapper=False)
        kept = probes.save(self.path / "live", {"logits": probes.logits(model, given)})
        if torch.cuda.is_available() and self.trained.weights == "plain":
            model.cpu()
            torch.cuda.empty_cache()
        return kept

    def ask(self, who: str, model: Stored, *sets: str, logits: Path | None = None) -> dict[str, Evaluation]:
        """Evaluate a model on sets of rows, and keep its logits on the probes where `logits` names a file.

        Raises Findings where the process fails.
        """
        files = {name: self._files(who, name) for name in sets}
        given = {"model": asdict(model), "batch": self.config.device_batch, "codec": str(self.shipped)}
        given |= {"asked": list(files.values())}
        given |= {"given": str(self.given), "logits": str(logits)} if logits else {}
        stage, threads = f"answers of {who}" if sets else f"logits of {who}", torch.get_num_threads()
        fresh.run(stage, "ask", given, self.path, threads=threads, progress=self.progress)
        return {name: pickle.loads(Path(one["evaluation"]).read_bytes()) for name, one in files.items()}

    def answers(self, who: str, name: str) -> Path:
        """Where the answers of a model to a set of rows are kept."""
        return self.folder.answers / (f"{who}.jsonl" if name == TASK else f"{who}-{name}.jsonl")

    def keep_as_tuned(self, who: str) -> None:
        """Let the answers of one model stand for what is shipped."""
        for name in self.rows:
            if self.answers(who, name).is_file():
                shutil.copyfile(self.answers(who, name), self.answers(TUNED, name))

    def _files(self, who: str, name: str) -> dict[str, str]:
        rows = self.path / f"rows-{name}"
        if not rows.is_file():
            write_bytes(rows, [pickle.dumps(list(self.rows[name]))])
        self.folder.answers.mkdir(exist_ok=True)
        found = {"rows": rows, "answers": self.answers(who, name), "evaluation": self.path / f"evaluation-{who}-{name}"}
        return {kind: str(path) for kind, path in found.items()}
