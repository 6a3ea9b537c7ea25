"""The digests of all rows as a table, for checks that look at many rows at once."""

from collections.abc import Sequence
from pathlib import Path

import duckdb


def open_digests(files: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """A database, in a file beside the digests, whose table `digests` holds those of all rows."""
    beside = files[0].with_name("digests.duckdb")
    beside.unlink(missing_ok=True)
    connection = duckdb.connect(str(beside))
    connection.execute("SET threads = 2; SET memory_limit = '150MB'; SET preserve_insertion_order = false")
    connection.execute("CREATE TABLE digests AS SELECT * FROM read_parquet(?)", [[str(file) for file in files]])
    return connection
