"""Segments as Parquet: the rows of JSON lines, typed, compressed, for DuckDB, pandas and the like (extra `archive`).

DuckDB writes it, which registers need anyway; pyarrow would be 100 MB more for the same file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from unodc_parse.archive.database import open_database
from unodc_parse.export.records import EVERYTHING, Selection, to_jsonl
from unodc_parse.model import Report, Segment

_SIMPLE = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE"}
_BESIDE = {"document": "VARCHAR", "symbol": "VARCHAR"}

_COPY = """
COPY (SELECT * FROM read_json($lines, format = 'newline_delimited', columns = $columns, maximum_object_size = $longest))
TO $target (FORMAT parquet, COMPRESSION zstd)
"""


def to_parquet(report: Report, selection: Selection = EVERYTHING) -> bytes:
    """Return the chosen segments as one Parquet file, a row each; raises `OptionsError` where the extra is missing."""
    return b"".join(lines_to_parquet(to_jsonl(report, selection).splitlines(keepends=True)))


def lines_to_parquet(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a Parquet file of the lines that `to_jsonl` writes, in pieces; the rows keep their order."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "lines.jsonl", Path(folder) / "rows.parquet"
        longest = _write(source, lines)
        values = {"lines": str(source), "target": str(target), "columns": columns(), "longest": longest + 1024}
        with open_database(Path(":memory:"), read_only=False) as database:
            database.execute("SET threads = 1")  # rows in one order, whatever the machine
            database.execute(_COPY, values)
        with target.open("rb") as file:
            while piece := file.read(1 << 20):
                yield piece


def columns() -> dict[str, str]:
    """Map the columns to DuckDB's types, as the model has them."""
    return _BESIDE | _fields(Segment)


def _write(path: Path, lines: Iterable[bytes]) -> int:
    """Write the lines and return the length of the longest."""
    longest = 0
    with path.open("wb") as file:
        for line in lines:
            longest = max(longest, len(line))
            file.write(line)
    return longest


def _fields(struct: type[msgspec.Struct]) -> dict[str, str]:
    return {name: _type(hint) for name, hint in get_type_hints(struct).items()}


def _type(hint: Any) -> str:  # noqa: ANN401 -- a type annotation
    """Return DuckDB's type for a type of the model.

    >>> _type(tuple[str, ...] | None), _type(tuple[int, int]), _type(float)
    ('VARCHAR[]', 'BIGINT[]', 'DOUBLE')
    """
    parts = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return _type(next(part for part in parts if part not in (type(None), msgspec.UnsetType)))
    if get_origin(hint) is tuple:
        return f"{_type(parts[0])}[]"
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return "STRUCT(" + ", ".join(f'"{name}" {kind}' for name, kind in _fields(hint).items()) + ")"
    return _SIMPLE.get(hint, "VARCHAR")  # words of a list: literals, enumerations
