"""DuckDB, which registers are made with and asked by (extra `archive`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from unodc_parse.errors import InputError, OptionsError, UnodcParseError

_EXTRA = "archive"


class QueryError(UnodcParseError):
    """A question that the register could not answer."""


@contextmanager
def open_database(path: Path, *, read_only: bool) -> Iterator[Any]:
    """Open a database; read only means that no question can change it, or reach any other file.

    Raises `OptionsError` where the extra is missing, `InputError` where the file is missing or no register.
    """
    if read_only and not path.is_file():
        raise InputError(f"{path}: no such file; make a register with unodc-parse register OUT/ -o {path}")
    duckdb = _library()
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
        if read_only:
            connection.execute("SET enable_external_access = false; SET lock_configuration = true")
    except duckdb.Error as problem:
        raise InputError(
            f"{path}: no register ({_first_line(problem)}); make one with unodc-parse register"
        ) from problem
    try:
        yield connection
    except duckdb.Error as problem:
        raise QueryError(
            f"{_first_line(problem)}; unodc-parse query REGISTER --tables shows what there is"
        ) from problem
    finally:
        connection.close()


def _first_line(problem: Exception) -> str:
    return str(problem).strip().partition("\n")[0]


def check_library() -> None:
    """Raise `OptionsError` where DuckDB is not installed, before any work is done that needs it in the end."""
    _library()


def _library() -> Any:  # noqa: ANN401 -- an extra
    try:
        import duckdb  # noqa: PLC0415 -- an extra
    except ImportError as problem:
        raise OptionsError(f"registers and Parquet need DuckDB; pip install 'unodc-parse[{_EXTRA}]'") from problem
    return duckdb
