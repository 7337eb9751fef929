"""Which documents a command line names."""

from __future__ import annotations

from pathlib import Path

import pytest

from unodc_parse.archive.worklist import Document, Unusable, find_documents


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for name in ("b/2.PDF", "b/1.pdf", "a.txt", ".hidden.pdf", ".git/x.pdf", "out/a.txt.json", "notes.md"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).touch()
    return tmp_path / "in"


def names(found: list[Document | Unusable]) -> list[str]:
    return [document.name for document in found if isinstance(document, Document)]


def test_a_folder_is_walked_in_order_without_hidden_files_and_the_output(archive: Path) -> None:
    found = find_documents([str(archive)], outside=(archive / "out").resolve())
    assert names(found) == ["a.txt", "notes.md", "b/1.pdf", "b/2.PDF"]
    assert [d.is_report for d in found if isinstance(d, Document)] == [True, False, True, True]


def test_several_folders_keep_their_names(archive: Path) -> None:
    assert names(find_documents([str(archive / "b"), str(archive / "a.txt")], outside=None)) == [
        "b/1.pdf",
        "b/2.PDF",
        "a.txt",
    ]


def test_a_second_bearer_of_a_name_is_told_apart(archive: Path) -> None:
    assert names(find_documents([str(archive / "a.txt")] * 3, outside=None)) == ["a.txt", "a~2.txt", "a~3.txt"]


def test_a_folder_without_reports_is_said_to_be_so(archive: Path) -> None:
    (found, *_) = [f for f in find_documents([str(archive / "out")], outside=None) if isinstance(f, Unusable)]
    assert "holds no .pdf or .txt files" in found.reason
