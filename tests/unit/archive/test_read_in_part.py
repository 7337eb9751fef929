"""What a run says of documents that are converted, but of which a part cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.read.pdf_maker import pdf

from unodc_parse.archive.run import Job, Summary, run_job
from unodc_parse.archive.state import Scope
from unodc_parse.archive.store import open_store
from unodc_parse.archive.worklist import Document
from unodc_parse.cli.settings import Settings, Voice
from unodc_parse.cli.work import Task, do_task
from unodc_parse.console.progress import summary_lines

HELLO = "BT /F1 12 Tf 72 700 Td (Hello world) Tj ET"
PICTURE = "q 100 0 0 100 72 600 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
SETTINGS = Settings.from_words(output_format="json", output=None, voice=Voice(quiet=True))


@pytest.fixture
def archive(tmp_path: Path) -> list[Document]:
    """A sound report, one with scanned pages, and two that are cut off, of which one has a scanned page, too."""
    files = {
        "cut.pdf": _cut(pdf([HELLO, HELLO])),
        "cut_and_scanned.pdf": _cut(pdf([HELLO, PICTURE])),
        "scanned.pdf": pdf([HELLO, PICTURE, PICTURE]),
        "sound.pdf": pdf([HELLO]),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return [Document(path=str(tmp_path / name), name=name) for name in files]


def _cut(data: bytes) -> bytes:
    return data[: data.rindex(b"xref")]


def _run(documents: list[Document], place: Path) -> Summary:
    """Convert them in this process."""
    job = Job(documents=documents, output_name=lambda document: f"{document.name}.json", key=SETTINGS.key)
    orders = [Task(document=document, settings=SETTINGS, place=str(place)) for document in documents]
    done = {outcome.document.name: outcome for outcome in map(do_task, orders)}

    def engine(asked):
        return (done[document.name] for document, known in asked if known is None)

    return run_job(job, Scope(open_store(str(place))), engine, lambda _: None)


def test_the_summary_counts_what_was_read_in_part(archive: list[Document], tmp_path: Path) -> None:
    expected = "  3 read only in part (2 × U106, 1 × U101): the manifest gives them a reason"
    for _ in range(2):  # what is unchanged is counted, too
        summary = _run(archive, tmp_path / "out")
        assert summary_lines(summary, "out")[1:] == [expected]


def test_the_manifest_says_of_what_how_much_is_unread(archive: list[Document], tmp_path: Path) -> None:
    _run(archive, tmp_path / "out")
    lines = (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    reasons = {record["path"]: (record["status"], record["reason"]) for record in map(json.loads, lines)}
    assert {name: status for name, (status, _) in reasons.items()} == dict.fromkeys(reasons, "ok")
    assert reasons["scanned.pdf"][1].startswith("U101 (2): page 2 has no text layer")
    assert reasons["cut_and_scanned.pdf"][1].startswith("U106: the file is cut off")
    assert reasons["sound.pdf"][1] is None


def test_one_is_spoken_of_as_one(archive: list[Document], tmp_path: Path) -> None:
    assert "1 converted; 1 page in " in summary_lines(_run(archive[3:], tmp_path / "sound"), "out")[0]
    summary = _run(archive[2:], tmp_path / "out")
    assert summary_lines(summary, "out")[1:] == ["  1 read only in part (1 × U101): the manifest gives it a reason"]
