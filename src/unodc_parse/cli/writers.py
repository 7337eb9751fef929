"""The writers of all formats by name: a report and what is asked for → bytes. What is not asked for is not loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from unodc_parse.cli.settings import Settings
from unodc_parse.export.formats import Format
from unodc_parse.model import Report

Writer = Callable[[Report, Settings], Iterable[bytes]]


def render(report: Report, settings: Settings) -> bytes:
    """Return the report in the wanted format."""
    return b"".join(render_pieces(report, settings))


def render_pieces(report: Report, settings: Settings) -> Iterable[bytes]:
    """Return what `render` returns in pieces, where the format can be made so: a long report is not held twice."""
    return WRITERS[settings.format](report, settings)


def _view(report: Report, settings: Settings) -> Iterable[bytes]:
    from unodc_parse.console.view import render_view, view_style  # noqa: PLC0415 -- rich is for people only

    style = view_style(to_file=settings.output is not None, reshape=settings.reshape)
    return [render_view(report, settings.selection, style).encode("utf-8", "replace")]


def _json(report: Report, settings: Settings) -> Iterable[bytes]:  # noqa: ARG001 -- a whole report, always
    from unodc_parse.export.records import json_pieces  # noqa: PLC0415 -- see above

    return json_pieces(report)


def _jsonl(report: Report, settings: Settings) -> Iterable[bytes]:
    from unodc_parse.export.records import jsonl_pieces  # noqa: PLC0415 -- see above

    return jsonl_pieces(report, settings.selection)


def _csv(report: Report, settings: Settings) -> Iterable[bytes]:
    from unodc_parse.export.csv import BOM, to_csv  # noqa: PLC0415 -- see above

    return [BOM if settings.excel else b"", to_csv(report, settings.selection)]


def _markdown(report: Report, settings: Settings) -> Iterable[bytes]:
    from unodc_parse.export.markdown import to_markdown  # noqa: PLC0415 -- see above

    return [to_markdown(report, settings.selection)]


def _akn(report: Report, settings: Settings) -> Iterable[bytes]:  # noqa: ARG001 -- a whole report, always
    from unodc_parse.export.akn import to_akn  # noqa: PLC0415 -- see above

    return [to_akn(report)]


def _parquet(report: Report, settings: Settings) -> Iterable[bytes]:
    from unodc_parse.archive.parquet import to_parquet  # noqa: PLC0415 -- an extra

    return [to_parquet(report, settings.selection)]


def _annotations(report: Report, settings: Settings) -> Iterable[bytes]:
    from unodc_parse.export.annotations import to_annotations  # noqa: PLC0415 -- see above

    return [to_annotations(report, settings.selection)]


WRITERS: dict[Format, Writer] = {
    "view": _view,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "md": _markdown,
    "akn": _akn,
    "parquet": _parquet,
    "annotations": _annotations,
}
