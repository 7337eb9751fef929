"""The samples in the repository are what their sources say, and what the README promises of them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

TATWEEL = "\N{ARABIC TATWEEL}"
LANGUAGES = ("ar", "en")


def letters(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace() and character != TATWEEL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_small_and_has_pages(samples: Path, language: str) -> None:
    path = samples / f"report.{language}.pdf"
    with pypdfium2.PdfDocument(path) as pdf:
        assert len(pdf) >= 2
    assert path.stat().st_size < 200_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_embeds_only_the_named_free_fonts(samples: Path, language: str) -> None:
    names = set()
    with pypdfium2.PdfDocument(samples / f"report.{language}.pdf") as pdf:
        for page in pdf:
            names |= {part.get_font().get_base_name() for part in page.get_objects() if hasattr(part, "get_font")}
    assert names
    assert {name.split("+")[-1].partition("-")[0] for name in names} <= {"Amiri", "LiberationSerif"}


def test_the_english_pdf_says_what_its_source_says(samples: Path) -> None:
    source = tomllib.loads((samples / "source" / "report.en.toml").read_text(encoding="utf-8"))
    with pypdfium2.PdfDocument(samples / "report.en.pdf") as pdf:
        printed = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    for block in source["blocks"]:
        first = block["text"].partition("[^")[0]
        assert "".join((block["marker"] + first).split()) in printed


def test_the_languages_are_twins(samples: Path) -> None:
    arabic, english = (
        tomllib.loads((samples / "source" / f"report.{language}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    )
    assert [block["kind"] for block in arabic["blocks"]] == [block["kind"] for block in english["blocks"]]
    assert len(arabic["footnotes"]) == len(english["footnotes"])


def test_the_damaged_text_is_the_gold_in_another_order(samples: Path) -> None:
    damaged = (samples / "report.damaged.txt").read_text(encoding="utf-8").splitlines()
    gold = (samples / "source" / "damaged.gold.txt").read_text(encoding="utf-8").splitlines()
    assert [letters(line) for line in damaged] == [letters(line) for line in gold]
    harmed = [
        pair for pair in zip(damaged, gold, strict=True) if pair[0].replace(TATWEEL, "").split() != pair[1].split()
    ]
    assert len(harmed) > len(gold) / 3


def test_the_damaged_text_is_built_from_its_source(samples: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(samples / "build.py"), "--text-only", "-o", str(tmp_path)]
    subprocess.run(command, check=True, cwd=tmp_path)
    for name in ("report.damaged.txt", "source/damaged.gold.txt"):
        assert (tmp_path / name).read_bytes() == (samples / name).read_bytes()
