"""`unodc-parse inspect` as a process."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Program


def test_inspect_writes_one_page(program: Program, report: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run = program("inspect", report, "-o", page)
    assert run.returncode == 0
    assert run.stdout == b""
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
    piped = program("inspect", report)
    assert piped.stdout == page.read_bytes()


def test_inspect_draws_the_wanted_pages(program: Program, samples: Path) -> None:
    page = program("inspect", samples / "report.en.pdf", "--pages", "2-3").stdout.decode()
    assert "id=picture2>" in page
    assert "id=picture3>" in page
    assert "id=picture1>" not in page
    assert "Page 2 <span>of 3" in page


def test_inspect_fails_as_others_do(program: Program, tmp_path: Path) -> None:
    assert program("inspect", "nosuch.pdf").returncode == 3
    assert program("inspect", tmp_path).returncode == 3
    (tmp_path / "r.txt").write_text("I. One\n\n1. Two.\n", encoding="utf-8")
    flood = program("inspect", tmp_path / "r.txt", "--limit", "lines=2")
    assert flood.returncode == 3
    assert b"--limit lines" in flood.stderr
    assert program("inspect", tmp_path / "r.txt", "--limit", "lines=3").returncode == 0
    assert program("inspect", tmp_path / "r.txt", "-o", tmp_path / "no" / "r.html").returncode == 5
