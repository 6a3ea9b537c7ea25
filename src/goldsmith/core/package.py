"""The identity of the code that makes and checks: its version, and a digest of every file that decides an outcome."""

import hashlib
from functools import cache
from pathlib import Path

from goldsmith import __version__

ENDINGS = frozenset((".py", ".sql", ".j2", ".toml", ".txt", ".csv", ".json", ".yaml"))


@cache
def code_digest() -> str:
    """SHA-256 over the package's files, names and contents, in sorted order."""
    root = Path(__file__).resolve().parents[1]
    state = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in ENDINGS):
        name = path.relative_to(root).as_posix()
        if not name.startswith("."):  # what tools leave behind is no code
            state.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()


def code_version() -> str:
    """The version and the first digits of the digest: 0.1.0+3f2a91c07b5e."""
    return f"{__version__}+{code_digest()[:12]}"
