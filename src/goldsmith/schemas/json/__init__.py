"""The JSON Schemas of the record types, transcribed by hand from their definition; models are compared with them."""

from functools import cache
from importlib.resources import files


@cache
def schema_file(kind: str) -> str | None:
    """The text of a record type's schema file; None where the package ships none of that name."""
    file = files(__name__).joinpath(f"{kind}.json")
    return file.read_text(encoding="utf-8") if file.is_file() else None
