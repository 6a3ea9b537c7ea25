"""Whether an answer keeps its JSON Schema: the schema's own dialect, formats asserted, multipleOf exact over decimals."""

from typing import Any

from goldsmith.validators.rows import compiled


def complies(value: Any, schema: str) -> bool:
    """Whether a value read by `strict` keeps the schema; one that is nested too deeply to be checked does not."""
    try:
        return bool(compiled(schema).is_valid(value))
    except ValueError:
        return False
