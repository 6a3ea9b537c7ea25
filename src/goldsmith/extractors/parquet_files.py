"""Records of Parquet files, a thousand at a time."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.errors import UsageError
from goldsmith.extractors.opening import BROKEN_OFF, refuse_folder, unpacked
from goldsmith.extractors.records import Record

BATCH = 1_000


def parquet_file(path: Path) -> Iterator[tuple[Record, int]]:
    """Every record, and about how many bytes of the file have been read by then.

    Raises UsageError for what is no Parquet file, or a damaged one.
    """
    refuse_folder(path)
    size = path.stat().st_size
    if not size:
        raise UsageError(f"{str(path)!r} is empty")
    number = 0
    with path.open("rb") as raw, TemporaryFile() as room:
        try:
            with pq.ParquetFile(_seekable(unpacked(raw, path), raw, room), pre_buffer=False) as file:
                total = max(file.metadata.num_rows, 1)
                for batch in file.iter_batches(BATCH):
                    for value in _plain(batch).to_pylist(maps_as_pydicts="lossy"):
                        number += 1
                        yield Record(number, value), size * number // total
        except (pa.ArrowException, OSError, *BROKEN_OFF) as error:
            raise UsageError(f"cannot read {str(path)!r} as Parquet: {' '.join(str(error).split())[:120]}") from error


def _seekable(data: IO[bytes], raw: IO[bytes], room: IO[bytes]) -> IO[bytes]:
    if data is raw:
        return raw
    shutil.copyfileobj(data, room)
    room.seek(0)
    return room


def _plain(batch: Any) -> Any:
    schema = pa.schema([field.with_type(_coarse(field.type)) for field in batch.schema])
    return batch if schema == batch.schema else batch.cast(schema, safe=False)


def _coarse(kind: Any) -> Any:
    """The type with times in microseconds, which is as fine as Python has them."""
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return pa.timestamp("us", kind.tz)
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_coarse(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_coarse(field.type)) for field in kind])
    return kind
