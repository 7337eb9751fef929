"""The doctor: what it sees, what it says, and that it refuses what cannot be opened."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.unit.read.pdf_maker import pdf

from unodc_parse.arabic.overrides import Override, Overrides, render_overrides
from unodc_parse.console.checkup import render_checkup
from unodc_parse.diagnostics import REGISTRY
from unodc_parse.doctor import examine
from unodc_parse.errors import UnreadablePdfError
from unodc_parse.export.encoding import encode_pretty
from unodc_parse.options import Options

PICTURE = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"


def test_a_sound_pdf_shows_its_maker_fonts_and_directions(samples: Path) -> None:
    checkup = examine((samples / "report.ar.pdf").read_bytes(), name="report.ar.pdf")
    assert checkup.verdict == "sound"
    assert checkup.pdf is not None
    assert "LibreOffice" in str(checkup.pdf.maker["producer"])
    arabic = [font for font in checkup.pdf.fonts if font.arabic]
    assert arabic
    assert {font.map for font in arabic} == {"tounicode"}
    assert {page.direction for page in checkup.pdf.pages} == {"rtl"}
    assert {page.emission for page in checkup.pdf.pages} <= {"visual", "logical"}
    assert checkup.pdf.page_count == len(checkup.pdf.pages)
    assert checkup.advice == ()


def test_damaged_text_says_which_lines_and_what_to_do(samples: Path) -> None:
    checkup = examine((samples / "report.damaged.txt").read_bytes(), name="report.damaged.txt")
    assert checkup.verdict in {"repaired", "doubtful"}
    assert checkup.pdf is None
    reversed_runs = next(seen for seen in checkup.damage if seen.damage == "run_reversed")
    assert reversed_runs.lines >= len(reversed_runs.examples) > 0
    shown = render_checkup(checkup)
    assert "run_reversed" in shown
    assert "advice" in shown
    fitted = render_checkup(checkup, 60)  # a terminal's width
    assert max(map(len, fitted.splitlines())) <= 60
    assert fitted.split() == shown.split()


def test_what_to_do_is_said_once_with_the_name_of_the_file_of_choices(samples: Path, tmp_path: Path) -> None:
    data = (samples / "report.damaged.txt").read_bytes()
    entry = Override(line=12, raw="no such line", text="x", choice="edit")
    chosen = Overrides(sha256=hashlib.sha256(data).hexdigest(), lines=(entry,))
    path = tmp_path / "a.txt.overrides.yaml"
    path.write_text(render_overrides(chosen), encoding="utf-8")
    checkup = examine(data, Options(overrides=str(path)), name="a.txt")
    assert f"{path.name}: {REGISTRY['U205'].advice}" in checkup.advice
    shown = render_checkup(checkup)
    for advice in checkup.advice:
        assert shown.count(advice) == 1
    assert shown.count("look ") == 2  # with --review, and for the PDF


def test_the_lines_in_doubt_are_named_where_some_are() -> None:
    sure, doubtful = "قرر المؤتمر،في دورتهالسابعة", "إن الدولةالطرف تقدم تقريرهاالرابع في بوغوتافي"
    checkup = examine(f"{sure}\n{doubtful}".encode(), name="a.txt")
    (glued,) = (seen for seen in checkup.damage if seen.damage == "glued")
    assert (glued.lines, glued.doubtful, glued.examples) == (2, 1, ((None, 2),))
    assert "glued on 2 lines, 1 of them in doubt (line 2)" in render_checkup(checkup)
    (all_sure,) = (seen for seen in examine(sure.encode(), name="a.txt").damage if seen.damage == "glued")
    assert (all_sure.doubtful, all_sure.examples) == (0, ((None, 1),))


def test_as_many_lines_are_in_doubt_as_its_findings_say(samples: Path) -> None:
    checkup = examine((samples / "report.damaged.txt").read_bytes(), name="report.damaged.txt")
    (moved,) = (seen for seen in checkup.damage if seen.damage == "run_reversed")
    (found,) = (found for found in checkup.diagnostics if found.code == "U201")
    assert found.message.startswith(f"{moved.doubtful} damaged lines")


def test_a_scan_is_examined_though_it_cannot_be_read() -> None:
    checkup = examine(pdf([PICTURE]), name="scan.pdf")
    assert checkup.verdict == "unreadable"
    assert [found.code for found in checkup.diagnostics] == ["U101"]
    assert "ocrmypdf" in checkup.advice[0]


def test_what_cannot_be_opened_is_refused() -> None:
    with pytest.raises(UnreadablePdfError):
        examine(b"\x89PNG\r\n", name="report.pdf")


def test_it_is_json_as_it_stands(samples: Path) -> None:
    checkup = examine((samples / "report.en.pdf").read_bytes(), name="report.en.pdf")
    assert json.loads(encode_pretty(checkup))["pdf"]["fonts"][0]["glyphs"] > 0


@pytest.mark.parametrize("name", ["fop-amiri-A-just", "gs-lo-scheh-A", "ps-lo-amiri-A", "qt-amiri-A-just"])
def test_lost_letter_maps_are_named(shared: Path, name: str) -> None:
    checkup = examine((shared / "bench" / "pdfs" / f"{name}.pdf").read_bytes(), name=name)
    assert checkup.verdict == "unreadable"
    assert checkup.pdf is not None
    assert checkup.language == "ar" or not any(font.arabic for font in checkup.pdf.fonts)
    assert any(font.health.value == "lost" for font in checkup.pdf.fonts)
