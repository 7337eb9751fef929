"""Documents that belong together by their symbols: planted sessions of many bodies, every link known beforehand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="an extra: pip install unodc-parse[archive]")

from unodc_parse.archive.query import ask
from unodc_parse.archive.register import build_register

#: A body's session in symbols, and the number of its report.
SESSIONS = [
    (f"{body}/{year}", number)
    for body in ("CTOC/COP/WG.3", "CAC/COSP", "CAC/COSP/IRG", "E/CN.15", "E/CN.7", "CTOC/COP", "UNODC/HONLEA/29")
    for year, number in ((2016, 4), (2017, 15), (2018, 7))
] + [("A/CONF.234", 16), ("A/CONF.222", 17)]
#: What is added to a draft's or report's symbol, and what that is to which part of it.
SUFFIXES = {
    "Add.1": [("addendum_of", "")],
    "Add.2": [("addendum_of", "")],
    "Add.2/Rev.1": [("revision_of", "Add.2"), ("addendum_of", "")],
    "Add.2/Corr.1": [("corrigendum_of", "Add.2")],
    "Rev.1": [("revision_of", "")],
    "Rev.1/Add.1": [("addendum_of", "Rev.1")],
    "Corr.1": [("corrigendum_of", "")],
    "Amend.1": [("revision_of", "")],
}


def session(root: str, number: int) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield symbol, type and links (without versions) of a session's documents: some of them are none of a report."""
    report, draft = f"{root}/{number}", f"{root}/L.1"
    yield report, "report", []
    yield f"{root}/{number + 1}", "note", []  # by the Secretariat
    yield f"{root}/L.2", "resolution", []  # a draft resolution, no draft of the report
    yield draft, "draft_report", [("draft_of", report)]
    for stem, kind in ((draft, "draft_report"), (report, "report")):
        for suffix, of in SUFFIXES.items():
            wanted = [(link, f"{stem}/{part}".rstrip("/")) for link, part in of]
            is_draft = stem == draft and "Corr" not in suffix
            yield f"{stem}/{suffix}", kind, [*wanted, *([("draft_of", report)] if is_draft else [])]


def test_every_planted_link_is_found_and_no_other(tmp_path: Path) -> None:
    planted, manifest = set(), []
    for root, number in SESSIONS:
        for language in ("ar", "en"):
            for symbol, kind, links in session(root, number):
                name = f"{language}/{symbol}".replace("/", "_")
                other = "ar" if language == "en" else "en"
                planted |= {(name, link, f"{language}/{target}".replace("/", "_")) for link, target in links}
                planted.add((name, "version_of", f"{other}/{symbol}".replace("/", "_")))
                line = {"path": name, "sha256": name, "status": "ok", "language": language, "symbols": [symbol]}
                manifest.append(json.dumps(line | {"pages": 1, "segments": 1, "recommendations": 0, "damage": []}))
                facts = json.dumps({"metadata": {"symbols": [symbol], "document_type": kind}})
                (tmp_path / f"{name}.json").write_text(facts, encoding="utf-8")
    (tmp_path / "manifest.jsonl").write_text("\n".join(manifest), encoding="utf-8")
    (tmp_path / "segments.jsonl").write_bytes(b"")
    build_register(tmp_path, tmp_path / "register")
    found = set(ask(tmp_path / "register", "SELECT * FROM links").rows)
    assert len(planted) > 2_000
    assert found - planted == set()
    assert planted - found == set()
