"""A folder of outputs that holds what no run of ours has written."""

from __future__ import annotations

from pathlib import Path

import pytest

from unodc_parse.cli.batch import convert_into
from unodc_parse.cli.settings import Settings, Voice
from unodc_parse.errors import OptionsError


def convert(place: Path, *, quiet: bool = False) -> None:
    settings = Settings.from_words(output_format="json", output=str(place), voice=Voice(quiet=quiet))
    convert_into(str(place), [], settings, whole=True)


@pytest.mark.parametrize("name", ["manifest.jsonl", "segments.jsonl", "segments.parquet"])
def test_files_of_others_are_not_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PAR1 or what others keep")
    with pytest.raises(OptionsError, match=f"{name} is of no run of this program and would be lost"):
        convert(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"PAR1 or what others keep"


def test_other_files_stay_and_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"x")
    convert(tmp_path)
    said = capsys.readouterr().err
    assert "outputs go beside what is there (thesis.docx of no run of this program)" in said
    assert (tmp_path / "thesis.docx").read_bytes() == b"x"
    convert(tmp_path)  # now there has been a run
    assert "beside" not in capsys.readouterr().err


def test_a_folder_whose_notes_are_gone_is_still_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "manifest.jsonl").write_bytes(b'{"path":"a.txt","sha256":"0","status":"ok","reason":null}\n')
    (tmp_path / "segments.jsonl").write_bytes(b"")
    (tmp_path / "segments.parquet").write_bytes(b"PAR1")
    convert(tmp_path, quiet=True)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("exists", [True, False])
def test_a_new_folder_is_taken_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, exists: bool
) -> None:
    place = tmp_path / "out"
    if exists:
        place.mkdir()
    convert(place)
    assert "beside" not in capsys.readouterr().err
