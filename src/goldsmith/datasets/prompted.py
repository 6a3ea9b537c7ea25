"""The prompts that a recipe brings along: opened and checked before anything is asked, pinned by digest, kept in the release."""

from pathlib import Path

from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_bytes
from goldsmith.generators.teachers.config import Config
from goldsmith.generators.teachers.prompts import Prompt, opened

FOLDER = "prompts"
"""The folder of a release that holds the prompts which its recipe brought along."""


def prompt_of(config: Config | None, task: str) -> Prompt:
    """The prompt for a task: the teacher's own, or the one that ships.

    Raises UsageError where it cannot be used, or is not the one that `prompt_sha256` names.
    """
    made = opened(task, config.prompt if config else "")
    if config and config.prompt_sha256 not in ("", made.digest):
        raise UsageError(
            f"prompt {config.prompt or made.task!r} has changed since prompt_sha256 {config.prompt_sha256[:12]} was written "
            f"(now {made.digest[:12]}); remove that key and raise the version"
        )
    return made


def kept_in(task: str) -> str:
    """Where a release keeps the prompt for a task."""
    return f"{FOLDER}/{task}.j2"


def pinned(config: Config, prompt: Prompt) -> Config:
    """The configuration as a release holds it: its prompt lies in the release, and its digest is named."""
    if not prompt.path:
        return config
    return config.model_copy(update={"prompt": kept_in(prompt.task), "prompt_sha256": prompt.digest})


def keep(folder: Path, prompt: Prompt | None) -> None:
    """Store a prompt that a recipe brought along; those that ship are part of the code, whose digest stands in the manifest."""
    if prompt and prompt.path:
        (folder / FOLDER).mkdir(exist_ok=True)
        write_bytes(folder / kept_in(prompt.task), [prompt.text.encode()])


def strange(folder: Path, config: Config | None, task: str) -> list[str]:
    """Whether a release holds the prompt that its recipe names, one that may be used."""
    if config is None or not config.prompt:
        return []
    name = kept_in(task)
    if config.prompt != name:
        return [f"recipe.yaml: the prompt is {config.prompt!r}, and a release keeps it as {name}"]
    try:
        made = opened(task, str(folder / name))
    except UsageError as error:
        return [str(error)]
    return [] if made.digest == config.prompt_sha256 else [f"{name} is not what recipe.yaml names by prompt_sha256"]
