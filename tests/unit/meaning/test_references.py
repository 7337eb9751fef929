"""References inside a document, resolved to ids where they are plain."""

import pytest

from unodc_parse import parse
from unodc_parse.language.lexicon import load
from unodc_parse.meaning.references import Reference, ReferenceIndex, find_references

ENGLISH = """I. One
1. First.
2. Second:
(a) Item;
(b) Item.
3. Third.
4. {text}
5. Fifth.
Annex I
Notes
1. Annexed.
2. {text}
"""
ARABIC = """أولاً- واحد
١- الأولى.
٢- الثانية:
(أ) بند؛
(ب) بند.
٣- الثالثة.
٤- {text}
٥- الخامسة.
المرفق الأول
ملاحظات
١- في المرفق.
٢- {text}
"""


def references(template: str, text: str, origin: str) -> list[Reference]:
    report = parse(template.format(text=text).encode(), name="r.txt")
    index = ReferenceIndex(report.segments)
    return list(find_references(report[origin], index, load(report.language)))


@pytest.mark.parametrize(
    ("template", "text", "ids"),
    [
        (ENGLISH, "As said in paragraph 2 above, States act.", ["I.2"]),
        (ENGLISH, "As said in paragraph 2 (b) above, States act.", ["I.2.b"]),
        (ENGLISH, "See paragraphs 1 to 3 above.", ["I.1", "I.2", "I.3"]),
        (ENGLISH, "See paragraphs 1–3 above.", ["I.1", "I.2", "I.3"]),
        (ENGLISH, "See paras. 1, 2 (a) and 3 above.", ["I.1", "I.2.a", "I.3"]),
        (ENGLISH, "See paragraph 5 below.", ["I.5"]),
        (ENGLISH, "See paragraph 3 of the present report.", ["I.3"]),
        (ENGLISH, "See paragraph 1 of the present report.", []),  # two bear that number
        (ENGLISH, "See paragraph 2 of article 18 of the Convention.", []),
        (ENGLISH, "See paragraph 77 above.", []),
        (ENGLISH, "See paragraph 2.", []),
        (ARABIC, "كما ورد في الفقرة ٢ أعلاه، تعمل الدول.", ["I.2"]),
        (ARABIC, "كما ورد في الفقرة ٢ (ب) أعلاه، تعمل الدول.", ["I.2.b"]),
        (ARABIC, "انظر الفقرات ١ إلى ٣ أعلاه.", ["I.1", "I.2", "I.3"]),
        (ARABIC, "انظر الفقرتين ١ و٣ أعلاه.", ["I.1", "I.3"]),
        (ARABIC, "انظر الفقرة ٥ أدناه.", ["I.5"]),
        (ARABIC, "انظر الفقرة ٣ من هذا التقرير.", ["I.3"]),
        (ARABIC, "انظر الفقرة ٢ من المادة ١٨ من الاتفاقية.", []),
    ],
)
def test_references_from_the_main_text(template: str, text: str, ids: list[str]) -> None:
    found = references(template, text, "I.4")
    assert [name for reference in found for name in reference.ids] == ids
    for reference in found:
        assert text[slice(*reference.span)] == reference.text


def test_above_means_the_nearest_above() -> None:
    assert references(ENGLISH, "See paragraph 1 above.", "annex-I.2")[0].ids == ("annex-I.1",)
    assert references(ENGLISH, "See paragraph 3 above.", "annex-I.2")[0].ids == ("I.3",)


@pytest.mark.parametrize(
    ("text", "origin", "ids"),
    [
        ("2. Acts, subject to subparagraph (b) below:\n(a) One;\n(b) Two.\n", "2", ("2.b",)),
        (
            "2. Acts:\n(a) One, subject to subparagraphs (b) and (c) below;\n(b) Two;\n(c) Three.\n",
            "2.a",
            ("2.b", "2.c"),
        ),
        ("٢- ما يلي:\n(أ) أول، رهناً بالشروط؛\n(ب) ثان، مع مراعاة الفقرة الفرعية (أ) أعلاه.\n", "2.b", ("2.a",)),
    ],
)
def test_subparagraphs_are_looked_for_in_their_own_list(text: str, origin: str, ids: tuple[str, ...]) -> None:
    report = parse(f"{'١- أولى.' if 'ي' in text else '1. First.'}\n{text}".encode(), name="r.txt")
    (reference,) = find_references(report[origin], ReferenceIndex(report.segments), load(report.language))
    assert reference.ids == ids
