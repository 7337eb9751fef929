"""`unodc-parse register` and `query`: a database of an archive's outputs, and questions to it."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from unodc_parse.archive.query import Answer, ask, ask_by_name, list_tables, search
from unodc_parse.archive.register import build_register
from unodc_parse.cli.output import write_out
from unodc_parse.cli.status import Status
from unodc_parse.console.messages import say
from unodc_parse.errors import OptionsError
from unodc_parse.export.csv import BOM, make_safe
from unodc_parse.export.encoding import encode, encode_pretty

FORMATS = ("table", "csv", "json", "jsonl")


def run_register(outputs: str, target: str, *, quiet: bool) -> int:
    """Make a register and say what is in it."""
    sizes = build_register(Path(outputs), Path(target))
    if not quiet:
        say(f"{target}: " + ", ".join(f"{count:,} {table}" for table, count in sizes.items()))
    return Status.DONE


def run_query(answer: Answer, output_format: str, output: str | None, *, excel: bool) -> int:
    """Write an answer."""
    if output_format not in FORMATS:
        raise OptionsError(f"unknown format {output_format!r}: use one of {', '.join(FORMATS)}")
    records = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    if output_format == "json":
        data = encode_pretty(records)
    elif output_format == "jsonl":
        data = b"".join(encode(record) + b"\n" for record in records)
    elif output_format == "csv":
        data = (BOM if excel else b"") + _csv(answer)
    else:
        from unodc_parse.console.table import render_table  # noqa: PLC0415 -- rich is for people only

        data = render_table(answer.columns, answer.rows).encode("utf-8", "replace")
    write_out(data, output)
    return Status.DONE


def answer_to(register: str, sql: str | None, by: str | None, words: str | None, *, tables: bool) -> Answer:
    """Answer the one question that was asked; raises `OptionsError` where there is none, or more than one."""
    asked = [word for word in (sql, by, words, "tables" if tables else None) if word]
    if len(asked) != 1:
        raise OptionsError("ask one question: SQL, --by NAME, --timeline, --search WORDS or --tables")
    path = Path(register)
    if by:
        return ask_by_name(path, by)
    if words:
        return search(path, words)
    return list_tables(path) if tables else ask(path, sql or "")


def _csv(answer: Answer) -> bytes:
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(answer.columns)
    writer.writerows([make_safe(_cell(value)) for value in row] for row in answer.rows)
    return stream.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    """Return a value as the CSV of reports prints it: nothing for null, lists joined with `; `."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    return encode(value).decode() if isinstance(value, dict) else str(value)
