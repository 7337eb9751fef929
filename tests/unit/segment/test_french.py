"""A third language is data alone: French headings and markers, read without a line of code of their own."""

from pathlib import Path

import pytest

import unodc_parse
from unodc_parse import parse

FRENCH = """Nations Unies
CTOC/COP/WG.3/2017/4
Distr. générale
13 novembre 2017
Original : anglais
Groupe de travail sur la coopération internationale
Douzième session
Vienne, 9-13 octobre 2017
Rapport du Groupe de travail sur sa réunion
I. Introduction
1. Le Groupe de travail a tenu sa réunion à Vienne.
II. Recommandations (suite)
2. Le Groupe de travail a adopté les recommandations suivantes :
a) Les États parties devraient agir ;
b) Le Secrétariat devrait :
i) Publier le rapport ;
ii) Le traduire.
III. Résumé des délibérations
A. Bonnes pratiques (point 3 de l'ordre du jour)
3. Un orateur a noté que les États avaient agi.
Annexe I
Liste de contrôle
1. La liste est courte.
"""


def test_a_french_report_is_read_by_its_data_file() -> None:
    report = parse(FRENCH.encode(), name="r.txt")
    assert report.language == "fr"
    assert [s.id for s in report.segments] == [
        "I", "I.1", "II", "II.2", "II.2.a", "II.2.b", "II.2.b.i", "II.2.b.ii", "III", "III.A", "III.A.3",
        "annex-I", "annex-I.1",
    ]  # fmt: skip
    assert [s.id for s in report.by_role("recommendation")] == ["II.2.a", "II.2.b"]
    assert [s.id for s in report.by_role("deliberation")] == ["III.A.3"]
    assert report["II"].continued
    assert report["III.A"].agenda_item == "3"
    assert report["annex-I"].heading == "Liste de contrôle"


def test_a_french_masthead_is_read_by_its_data_file() -> None:
    metadata = parse(FRENCH.encode(), name="r.txt").metadata
    assert metadata.document_type == "report"
    assert (metadata.distribution, metadata.date, metadata.original_language) == ("general", "2017-11-13", "en")
    assert metadata.session == 12
    [meeting] = metadata.meetings
    assert (meeting.place, meeting.start, meeting.end) == ("Vienne", "2017-10-09", "2017-10-13")


@pytest.mark.parametrize("word", ['"fr"', "'fr'", "Annexe", "suite", "French"])
def test_no_code_knows_of_the_third_language(word: str) -> None:
    sources = Path(unodc_parse.__file__).parent.rglob("*.py")
    assert [
        path.name for path in sources if word in path.read_text(encoding="utf-8").replace("('ar', 'en', 'fr')", "")
    ] == []
