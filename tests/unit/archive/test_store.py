"""Both kinds of store: what is written is there whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from unodc_parse.archive.store import HIDDEN, Store, open_store
from unodc_parse.errors import OptionsError, OutputError


@pytest.fixture(params=["folder", "url"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return open_store(str(tmp_path / "out"))
    pytest.importorskip("fsspec", reason="needs the extra dask")
    return open_store(f"memory://{tmp_path.name}")


def test_what_is_written_can_be_read_by_lines(store: Store) -> None:
    store.write("a/b.jsonl", [b"1\n", b"2\n"])
    assert list(store.read("a/b.jsonl")) == [b"1\n", b"2\n"]
    store.write("a/b.jsonl", [b"3\n"])
    assert list(store.read("a/b.jsonl")) == [b"3\n"]
    assert store.exists("a/b.jsonl")


def test_what_is_missing_is_empty(store: Store) -> None:
    assert list(store.read("none")) == []
    assert not store.exists("none")
    assert store.names("none") == []
    store.remove("none")


def test_appending_adds(store: Store) -> None:
    store.append("j/x", b"1\n")
    store.append("j/x", b"2\n")
    assert list(store.read("j/x")) == [b"1\n", b"2\n"]


def test_names_are_of_files_alone_and_removing_is_whole(store: Store) -> None:
    for name in ("b", "a", "d/c"):
        store.write(name, [b""])
    assert store.names("") == ["a", "b"]
    store.remove("d")
    assert not store.exists("d/c")
    store.remove("a")
    assert store.names("") == ["b"]


@pytest.mark.parametrize("name", ["../beside.json", "{beside}", "", ".", "a/../../beside.json"])
def test_nothing_outside_the_store_is_removed(tmp_path: Path, name: str) -> None:
    """Names are read back from a state file, which others may have written."""
    beside = tmp_path / "beside.json"
    beside.write_text("{}")
    store = open_store(str(tmp_path / "out"))
    store.write("a/kept.json", [b"{}"])
    store.remove(name.format(beside=beside))
    assert beside.exists()
    assert store.exists("a/kept.json")


def test_writing_that_breaks_off_leaves_the_old_file(store: Store) -> None:
    def broken() -> Iterator[bytes]:
        yield b"new"
        raise ValueError

    store.write("a", [b"old"])
    with pytest.raises(ValueError):
        store.write("a", broken())
    assert list(store.read("a")) == [b"old"]


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be made"):
        open_store(str(tmp_path / "file" / "out"))


def test_no_part_is_left_in_a_folder(tmp_path: Path) -> None:
    open_store(str(tmp_path)).write("a", [b"1"])
    assert [p for p in (tmp_path / HIDDEN).rglob("*") if p.is_file()] == []


def test_an_unknown_protocol_is_refused() -> None:
    pytest.importorskip("fsspec", reason="needs the extra dask")
    with pytest.raises(OptionsError, match="cannot be opened"):
        open_store("nosuch://place")
