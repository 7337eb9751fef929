"""The register of an archive: one database of what all its documents say, made from a folder of outputs.

Tables: `documents`, `segments`, `recommendations`, `citations`, `statements`, `links`, `recurrences`, `recurring`, and
the `manifest`; see `data/register.sql`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from unodc_parse.archive.copies import Reading, find_copies
from unodc_parse.archive.database import open_database
from unodc_parse.archive.recurrence import Recurrence, Text, find_recurrences
from unodc_parse.archive.store import HIDDEN
from unodc_parse.errors import InputError, OptionsError, OutputError
from unodc_parse.export.encoding import encode
from unodc_parse.model import Metadata

TABLES = ("documents", "segments", "recommendations", "recurring", "citations", "statements", "links")

#: The statements before which copies and recurrences must be known.
_COPIES, _RECURRENCES = "CREATE TABLE copies", "CREATE TABLE recurrences"
#: Where a DuckDB file says what it is (DuckDB's documentation, "Storage versions and format").
_MAGIC = slice(8, 12)


class _Envelope(msgspec.Struct):
    """What a register needs of a report's own file; the segments are in the joined one."""

    metadata: Metadata


def build_register(outputs: Path, target: Path) -> dict[str, int]:
    """Make the register of the folder `outputs` at `target`, in place of an older one; return the sizes of its tables.

    Raises `InputError` where the folder holds no outputs, `OutputError` where the target can't be written.
    """
    manifest, segments = outputs / "manifest.jsonl", outputs / "segments.jsonl"
    if not (manifest.is_file() and segments.is_file()):
        raise InputError(
            f"{outputs}: no outputs of an archive; make them with unodc-parse ARCHIVE/ -o {outputs} -f json"
        )
    try:
        _check_older(target)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{HIDDEN}-register-") as work:
            sizes = _build(Path(work), manifest, segments)
            (Path(work) / "register").replace(target)
    except OSError as problem:
        reason = problem.strerror or problem
        raise OutputError(f"{target}: cannot be written ({reason}); choose another place with -o") from problem
    return sizes


def _check_older(target: Path) -> None:
    """Refuse to put a register in place of anything but an older one: the outputs it is made of, say."""
    if not target.is_file():
        return
    with target.open("rb") as file:
        head = file.read(_MAGIC.stop)
    if head and head[_MAGIC] != b"DUCK":
        raise OptionsError(f"{target} is no register and would be lost; choose another name with -o")


def _build(work: Path, manifest: Path, segments: Path) -> dict[str, int]:
    facts, copies, recurrences = work / "facts.jsonl", work / "copies.jsonl", work / "recurrences.jsonl"
    _write_lines(facts, _facts(manifest))
    before, _, rest = _script().partition(_COPIES)
    between, _, after = rest.partition(_RECURRENCES)
    with open_database(work / "register", read_only=False) as database:
        _run(database, before, [manifest, facts, segments])
        _write_lines(copies, find_copies(list(_readings(database)), partial(_texts, database)))
        _run(database, _COPIES + between, [copies])
        _write_lines(recurrences, _recurrences(database))
        _run(database, _RECURRENCES + after, [recurrences])
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608


def _script() -> str:
    text = resources.files("unodc_parse").joinpath("data", "register.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))


def _run(database: Any, script: str, files: list[Path]) -> None:  # noqa: ANN401 -- an extra
    """Run the statements of `script`; those that read a file take the next of `files`."""
    waiting = iter(files)
    for statement in filter(str.strip, script.split(";\n")):
        values = [str(next(waiting))] if "?, format" in statement else []
        database.execute(statement, values)


def _write_lines(path: Path, values: Iterable[object]) -> None:
    with path.open("wb") as file:
        file.writelines(encode(value) + b"\n" for value in values)


def _facts(manifest: Path) -> Iterator[dict[str, object]]:
    """Yield what the mastheads say, where reports have files of their own in JSON."""
    decoder = msgspec.json.Decoder(_Envelope)
    for line in manifest.read_bytes().splitlines():
        document = msgspec.json.decode(line)["path"]
        path = manifest.parent / f"{document}.json"
        if path.is_file():
            found = msgspec.to_builtins(decoder.decode(path.read_bytes()).metadata)
            yield {"document": document} | found


def _readings(database: Any) -> Iterator[Reading]:  # noqa: ANN401 -- an extra
    """Yield what the tables say of each document, in the order of the manifest."""
    rows = database.execute(
        "WITH said AS (SELECT document, sum(confidence * length(folded)) / nullif(sum(length(folded)), 0) AS sure, "
        "sum(length(folded) - length(replace(folded, ' ', '')) + 1) AS words FROM segments WHERE kind <> 'furniture' "
        "GROUP BY document) SELECT document, sha256, language, coalesce(symbols, []), facts, read_in_part IS NOT NULL, "
        "coalesce(sure, 1), coalesce(words, 0), coalesce(recommendations, 0) "
        "FROM documents LEFT JOIN said USING (document) ORDER BY document"
    ).fetchall()
    for document, sha256, language, symbols, facts, in_part, confidence, words, recommendations in rows:
        yield Reading(
            document=document,
            sha256=sha256,
            language=language,
            symbols=tuple(symbols),
            facts=tuple(facts),
            in_part=in_part,
            confidence=confidence,
            words=int(words),
            recommendations=recommendations,
        )


def _texts(database: Any, documents: Sequence[str]) -> list[tuple[str, str]]:  # noqa: ANN401 -- an extra
    """Return name and folded text of some documents, without running heads and feet."""
    found: list[tuple[str, str]] = database.execute(
        "SELECT document, string_agg(folded, ' ' ORDER BY rowid) FROM segments "
        "WHERE document IN (SELECT unnest(?)) AND kind IS DISTINCT FROM 'furniture' "
        "GROUP BY document ORDER BY document",
        [list(documents)],
    ).fetchall()
    return found


def _recurrences(database: Any) -> Iterator[Recurrence]:  # noqa: ANN401 -- an extra
    """Yield the recommendations that come back, language by language, numbered through.

    Of a session the final report comes first, then drafts; copies are left out.
    """
    rows = database.execute(
        "WITH of AS (SELECT document, language, date, coalesce(session_of(symbol), document) AS meeting, "
        "regexp_matches(symbol, '/L[.][0-9]') AS draft FROM documents WHERE copy_of IS NULL), "
        "meetings AS (SELECT meeting, language, min(date) AS began FROM of GROUP BY ALL) "
        "SELECT r.language, document, id, folded, of.meeting FROM recommendations r JOIN of USING (document) "
        "JOIN meetings ON meetings.meeting = of.meeting AND meetings.language = of.language "
        "ORDER BY r.language, began NULLS LAST, of.meeting, draft NULLS FIRST, document, r.rowid"
    ).fetchall()
    offset = 0
    for language in sorted({row[0] for row in rows}):
        texts = [Text(*row[1:]) for row in rows if row[0] == language]
        found = find_recurrences(texts)
        yield from (msgspec.structs.replace(r, recurrence=r.recurrence + offset) for r in found)
        offset += max((r.recurrence for r in found), default=0)
