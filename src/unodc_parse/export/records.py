"""Report → JSON and back, and the choice of segments that the other formats share."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

import msgspec

from unodc_parse.errors import InputError
from unodc_parse.export.encoding import Stream, encode, encode_pretty_by_parts, write_bytes
from unodc_parse.model import Kind, Report, Role, Segment

#: Kinds of what is printed around the outline; they leave only when `--kind` names them.
FURNITURE_KINDS: frozenset[Kind] = frozenset({"masthead", "furniture"})


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which segments to write: of one of these roles *and* of one of these kinds; an empty set allows all."""

    roles: frozenset[Role] = frozenset()
    kinds: frozenset[Kind] = frozenset()

    def accepts(self, segment: Segment) -> bool:
        """Tell whether `segment` is wanted."""
        return (not self.roles or segment.role in self.roles) and (not self.kinds or segment.kind in self.kinds)


EVERYTHING = Selection()

#: How our own outputs begin.
_JSON = re.compile(rb'\{\s*"schema_version":\s*"[^"]*",\s*"generator":\s*\{\s*"name":\s*"unodc-parse"')
_JSONL = re.compile(rb'\{"document":"(?:[^"\\]|\\.)*","symbol":(?:null|"(?:[^"\\]|\\.)*"),"id":"')
_HEAD = 8192


def select(report: Report, selection: Selection = EVERYTHING) -> Iterator[Segment]:
    """Yield the wanted segments in reading order; furniture is merged in only where its kind is asked for."""
    furniture = report.furniture if selection.kinds & FURNITURE_KINDS else ()
    return filter(selection.accepts, _merge(report.segments, furniture))


def _merge(segments: tuple[Segment, ...], furniture: tuple[Segment, ...]) -> Iterator[Segment]:
    """Yield `segments` in their order, each piece of furniture before the first segment printed after it."""
    waiting = deque(furniture)
    for segment in segments:
        while waiting and waiting[0].span < segment.span:
            yield waiting.popleft()
        yield segment
    yield from waiting


def to_json(report: Report) -> bytes:
    """Return the report as one JSON document (contract, "JSON: one report")."""
    whole = BytesIO()  # unlike a list of parts, it holds the document once
    whole.writelines(json_pieces(report))
    return whole.getvalue()


def json_pieces(report: Report) -> Iterator[bytes]:
    """Yield what `to_json` returns, in pieces that are small however long the report is."""
    return encode_pretty_by_parts(report)


def write_json(report: Report, stream: Stream) -> None:
    """Write the report as one JSON document to a binary or a text stream."""
    for part in json_pieces(report):
        write_bytes(part, stream)


def read_json(data: bytes | str) -> Report:
    """Read back what `write_json` wrote; raises `InputError` where it is something else."""
    try:
        return msgspec.json.decode(data, type=Report)
    except (msgspec.DecodeError, RecursionError) as problem:
        reason = "nested too deep" if isinstance(problem, RecursionError) else problem
        raise InputError(f"not a report as JSON: {reason}; `unodc-parse schema` shows its shape") from problem


def written_as(data: bytes) -> Literal["json", "jsonl"] | None:
    """Return what of this program's output a file holds; null where it is anything else.

    >>> written_as(b'{"schema_version": "1.0", "generator": {"name": "unodc-parse"'), written_as(b"{1} A report")
    ('json', None)
    """
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "json" if _JSON.match(head) else "jsonl" if _JSONL.match(head) else None


def symbol_of(report: Report) -> str | None:
    """Return the document's symbol; a joint document has several, joined by `; `."""
    return "; ".join(report.metadata.symbols) or None


def to_jsonl(report: Report, selection: Selection = EVERYTHING) -> bytes:
    """Return one line a segment; `document` and `symbol` stand first, so that joined files stay traceable."""
    return b"".join(jsonl_pieces(report, selection))


def jsonl_pieces(report: Report, selection: Selection = EVERYTHING) -> Iterator[bytes]:
    """Yield the lines that `to_jsonl` returns."""
    origin = encode({"document": report.source.name, "symbol": symbol_of(report)})
    return (origin[:-1] + b"," + encode(s)[1:] + b"\n" for s in select(report, selection))
