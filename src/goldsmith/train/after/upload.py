"""U1: what could be uploaded holds the files that belong there, no token, and no path of this machine.

A model card quotes rows of the release, and what these name is not of this machine.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
from huggingface_hub import get_token

from goldsmith.train.bases import Base
from goldsmith.train.failures import QUOTED
from goldsmith.train.gates import Gate, gate
from goldsmith.train.markdown import unescaped
from goldsmith.train.run_folder import RunFolder

SAYS = "Only a model's own files are there: no pickle, no access token, no path of this machine."

EXPECTED = re.compile(
    r"""(adapter_config|adapter_model|config|generation_config|tokenizer|tokenizer_config|special_tokens_map|added_tokens
        |vocab|codec)\.(json|safetensors)
      | model(-\d{5}-of-\d{5})?\.safetensors | model\.safetensors\.index\.json
      | chat_template\.jinja | merges\.txt | vocab\.txt | tokenizer\.model | spiece\.model | README\.md""",
    re.VERBOSE,
)

TOKEN = re.compile(rb"hf_[A-Za-z0-9]{16,}")

CARD = ".md"
QUOTES = re.compile(rb"^%s.*$" % QUOTED.encode(), re.MULTILINE)
"""What of a model card are texts of the release's rows."""

BINARY = (".safetensors", ".model")
"""Read for their header alone; everything else is text."""

HEADER = 1 << 20


def of_run(folder: RunFolder, base: Base) -> Gate:
    """The gate over all that a run ships, its model cards included."""
    where = Path(base.where)
    return check(folder.shipped, [Path.home(), folder.path, *([where] if where.is_dir() else [])])


def check(folders: Sequence[Path], places: Sequence[Path]) -> Gate:
    """The gate over every file of the folders; `places` are folders of this machine that nothing may name."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if not path.is_dir()]
    secret = (get_token() or "").encode()
    named = [str(place).rstrip("/").encode() for place in {one for given in places for one in (given, given.resolve())}]
    wrong = [
        f"{path.parent.name}/{path.name}: {found}"
        for path in files
        for found in _wrong(path, secret, sorted(one for one in named if len(one) > 1))
    ]
    return gate("U1", "upload", SAYS, checked=len(files), wrong=wrong, figures={"files": len(files)})


def _wrong(path: Path, secret: bytes, places: Sequence[bytes]) -> Iterator[str]:
    if path.is_symlink() or not EXPECTED.fullmatch(path.name):
        yield "does not belong here"
    text = _readable(path)
    if TOKEN.search(text) or (secret and secret in text):
        yield "holds an access token"
    own = QUOTES.sub(b"", text) if path.suffix == CARD else text
    for place in places:
        if re.search(re.escape(place) + rb"(?![\w.-])", own):
            yield f"names {place.decode()!r}, a folder of this machine"
            return


def _readable(path: Path) -> bytes:
    """What a file says: of weights the header, of tokenizer.json all but its vocabulary, which A3 compares with the base's."""
    if path.suffix in BINARY:
        with path.open("rb") as file:
            return file.read(HEADER)
    if path.name in ("vocab.json", "vocab.txt", "merges.txt"):
        return b""
    if path.name == "tokenizer.json":
        told = orjson.loads(path.read_bytes())
        return orjson.dumps({key: value for key, value in told.items() if key not in ("model", "added_tokens")})
    if path.suffix == CARD:
        return unescaped(path.read_text(encoding="utf-8", errors="replace")).encode()
    return path.read_bytes()
