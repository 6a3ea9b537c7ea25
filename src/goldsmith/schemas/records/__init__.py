"""The built-in record types, one module each; this table is their order everywhere."""

from goldsmith.schemas.kind import Kind
from goldsmith.schemas.records.invoice import Invoice

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("invoice", "Invoice", "medium", Invoice),
    )
}
