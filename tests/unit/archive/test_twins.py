"""Which documents are language versions of one."""

from __future__ import annotations

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


def test_one_language_makes_no_pair_and_a_second_copy_stays_alone() -> None:
    versions = [version("1.pdf", "ar", "A/1"), version("2.pdf", "ar", "A/1"), version("3.pdf", "en", "A/1")]
    twins, alone = find_twins(versions)
    assert [(pair.left.name, pair.right.name) for pair in twins] == [("1.pdf", "3.pdf")]
    assert [one.name for one in alone] == ["2.pdf"]
    assert find_twins(versions[:2]) == ([], versions[:2])


def test_three_languages_make_three_pairs() -> None:
    assert len(found(*(version(f"{code}.pdf", code, "A/1") for code in ("ar", "en", "fr")))) == 3


@pytest.mark.parametrize("name", ["a/Report.ar.pdf", "a/report-E.PDF", "a/report_english.txt.json", "a/report.pdf"])
def test_names_without_their_language(name: str) -> None:
    assert file_key(version(name, "en")) == "a/report"
