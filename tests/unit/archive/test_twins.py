"""Which documents are language versions of one."""

from __future__ import annotations

import msgspec
import pytest

from unodc_parse.archive.twins import Version, file_key, find_twins


def version(name: str, language: str, *symbols: str, job: str | None = None) -> Version:
    return Version(name=name, language=language, symbols=symbols, job_number=job)


def found(*versions: Version) -> list[tuple[str, str, str]]:
    return [(pair.left.name, pair.right.name, pair.by) for pair in find_twins(versions)[0]]


def test_symbols_come_before_job_numbers_and_names() -> None:
    twins = found(
        version("a.ar.pdf", "ar", "A/1", job="V.17-00001 (A)"),
        version("b.pdf", "en", "A/1", job="V.17-00009"),
        version("c.pdf", "en", job="V.17-00001 (E)"),
        version("a.en.pdf", "en"),
    )
    assert twins == [("a.ar.pdf", "b.pdf", "symbol")]


def test_job_numbers_and_names_find_the_rest() -> None:
    twins = found(
        version("x.pdf", "en", job="V.17-00001 (E)"),
        version("y.pdf", "ar", job="V.17-00001 (A)"),
        version("d/report_A.pdf", "ar"),
        version("d/report_E.pdf", "en"),
    )
    assert twins == [("y.pdf", "x.pdf", "job_number"), ("d/report_A.pdf", "d/report_E.pdf", "file_name")]


def test_files_of_one_folder_are_twins_whatever_it_is_called() -> None:
    versions = [
        version(f"{folder}/report.{code}.pdf", code) for folder in ("Annex A", "E", "x") for code in ("ar", "en")
    ]
    twins = [(f"{folder}/report.ar.pdf", f"{folder}/report.en.pdf", "file_name") for folder in ("Annex A", "E", "x")]
    assert found(*versions) == twins
    copies = [msgspec.structs.replace(one, symbols=("A/1",)) for one in versions]
    assert [pair[:2] for pair in found(*copies)] == [pair[:2] for pair in twins]


def test_one_language_makes_no_pair_and_a_second_copy_stays_alone() -> None:
    versions = [version("1.pdf", "ar", "A/1"), version("2.pdf", "ar", "A/1"), version("3.pdf", "en", "A/1")]
    twins, alone = find_twins(versions)
    assert [(pair.left.name, pair.right.name) for pair in twins] == [("1.pdf", "3.pdf")]
    assert [one.name for one in alone] == ["2.pdf"]
    assert find_twins(versions[:2]) == ([], versions[:2])


def test_three_languages_make_three_pairs() -> None:
    assert len(found(*(version(f"{code}.pdf", code, "A/1") for code in ("ar", "en", "fr")))) == 3


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("a/Report.es.pdf", "es"),
        ("a/report-E.PDF", "en"),
        ("a/report_english.txt.json", "en"),
        ("a/report.pdf", "en"),
        ("a/report (E).pdf", "en"),
        ("a/report(E).pdf", "en"),
        ("a/EN_report.pdf", "en"),
        ("a/English/report.pdf", "en"),
        ("en/a/report.pdf", "en"),
        ("a/E/report.pdf", "en"),
        ("a/report.f.pdf", "fr"),
    ],
)
def test_names_without_their_language(name: str, language: str) -> None:
    assert file_key(version(name, language)) == "a/report"


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("ar/2017/l1.pdf", "en/2017/l1.pdf"),
        ("2017/ar/l1.pdf", "2017/en/l1.txt"),
        ("2017/PDF_Arabic/l1.pdf", "2017/PDF_English/l1.pdf"),
        ("1910268A.pdf", "1910268E.pdf"),
        ("A-RES-55-100-A.pdf", "A-RES-55-100-E.pdf"),
        ("l1.ar.v2.pdf", "l1.en.v2.pdf"),
        ("ar.pdf", "en.pdf"),
        ("annex-a.ar.pdf", "annex-a.en.pdf"),
        ("ar/annex-a.pdf", "en/annex-a.pdf"),
        ("2017/A/l1.pdf", "2017/E/l1.pdf"),
        ("تقرير-عربي.pdf", "تقرير-إنكليزي.pdf"),
    ],
)
def test_names_and_folders_that_say_the_language_make_a_pair(arabic: str, english: str) -> None:
    assert found(version(english, "en"), version(arabic, "ar")) == [(arabic, english, "file_name")]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("2017/l1.pdf", "2018/l1.pdf"),
        ("annex-a.pdf", "annex-b.pdf"),
        ("annex-a.pdf", "annex.pdf"),
        ("Annex A/l1.pdf", "Annex/l1.pdf"),
        ("area.pdf", "ena.pdf"),
        ("c/l1.pdf", "s/l1.pdf"),
        ("l1.en.pdf", "l1.ar.pdf"),
        ("12a.pdf", "12.pdf"),
    ],
)
def test_other_names_make_none(arabic: str, english: str) -> None:
    assert found(version(english, "en"), version(arabic, "ar")) == []


def test_any_symbol_of_a_joint_document_tells() -> None:
    joint = version("1.pdf", "en", "E/2018/30", "E/CN.15/2018/15")
    assert found(joint, version("2.pdf", "ar", "E/CN.15/2018/15*", "E/2018/30")) == [("2.pdf", "1.pdf", "symbol")]


def test_of_copies_those_are_paired_whose_files_are_called_alike() -> None:
    copies = [version(f"{place}/{code}/r.pdf", code, "A/1") for place in ("new", "old") for code in ("ar", "en")]
    pairs = [("new/ar/r.pdf", "new/en/r.pdf", "symbol"), ("old/ar/r.pdf", "old/en/r.pdf", "symbol")]
    assert found(*copies) == pairs
    one, two, three = version("a.ar.pdf", "ar", "A/1"), version("b.ar.pdf", "ar", "A/1"), version("b.pdf", "en", "A/1")
    assert found(one, two, three) == [("b.ar.pdf", "b.pdf", "symbol")]
