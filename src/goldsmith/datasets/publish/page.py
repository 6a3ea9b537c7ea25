"""The page of a published release: its card, a notice where it is deprecated, how to load it, and the changelog."""

import yaml

from goldsmith.core.errors import UsageError
from goldsmith.datasets.publish.history import History
from goldsmith.datasets.publish.mix import config

FENCE = "\n---\n"


def page(card: str, repo: str, version: str, history: History, general: str = "") -> str:
    """The repository's README.md from the release's card; `general` is what it says of rows that are mixed in.

    Raises UsageError where the card has no metadata block.
    """
    head, fence, body = card.partition(FENCE)
    if not fence or not head.startswith("---\n"):
        raise UsageError("the release's README.md has no metadata block; build the release again")
    top = _with_general(head) if general else head
    parts = [f"{top}\n---", notice(version, history), body.strip(), general, _use(repo, version), _changelog(history)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _with_general(head: str) -> str:
    """The metadata with the config of the general rows."""
    data = yaml.safe_load(head.removeprefix("---\n"))
    data["configs"].append(config())
    return f"---\n{yaml.safe_dump(data, sort_keys=False).strip()}"


def notice(version: str, history: History) -> str:
    """What stands above everything else on the page of a deprecated version."""
    entry = history.entry(version)
    if entry is None or not entry.deprecated:
        return ""
    return f"> **Deprecated: do not train on {version}.** {entry.deprecated}"


def _use(repo: str, version: str) -> str:
    return (
        "## Use\n\n"
        "```python\n"
        "from datasets import load_dataset\n\n"
        f'rows = load_dataset("{repo}", revision="{version}")\n'
        "```\n\n"
        "`prompt` and `completion` train on the answer alone in TRL; `messages` is for Axolotl (`axolotl.yaml`) and LLaMA-Factory "
        "(`dataset_info.json`, as ShareGPT with tags); `instruction`, `input` and `output` are system turn, user turn and answer. "
        "`eval/` holds a task for lm-evaluation-harness whose metrics parse JSON. `jsonl/` holds the same rows as canonical "
        "bytes for download; readers that guess types may turn dates in it into timestamps, so load the Parquet.\n\n"
        f"    goldsmith pull {repo}@{version}      # download, and verify against the certificate"
    )


def _changelog(history: History) -> str:
    lines = []
    for entry in reversed(history.versions):
        mark = f" (deprecated: {entry.deprecated})" if entry.deprecated else ""
        lines += [f"**{entry.version}**{mark}, {entry.rows:,} rows", ""]
        lines += [*(f"- {change}" for change in entry.changes or ("first published version",)), ""]
    return "\n".join(["## Changelog", "", *lines]).rstrip()
