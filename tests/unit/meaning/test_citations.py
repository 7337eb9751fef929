"""Citations, in both languages and both orders, and what they resolve to."""

from __future__ import annotations

import itertools

import pytest

from unodc_parse.language.wording import load_wording
from unodc_parse.meaning.citations import find_citations
from unodc_parse.meaning.context import context_of
from unodc_parse.model import Citation


def read(text: str, symbol: str = "CTOC/COP/2020/1", language: str | None = None) -> tuple[Citation, ...]:
    wording = load_wording(language or ("ar" if "ا" in text else "en"))
    context = context_of([symbol])
    context.begin_segment()
    found = find_citations(wording.mark(text), wording, context)
    assert all(text[slice(*c.span)] == c.text for c in found)
    assert all(a.span[1] <= b.span[0] for a, b in itertools.pairwise(found))
    return found


def articles(text: str, symbol: str = "CTOC/COP/2020/1") -> list[tuple[str | None, ...]]:
    return [(c.instrument, c.article, c.paragraph, c.sub) for c in read(text, symbol) if c.kind == "article"]


@pytest.mark.parametrize(
    "text",
    [
        "article 34, paragraph 2 (b), of the Convention",
        "paragraph 2 (b) of article 34 of the Organized Crime Convention",
        "art. 34, para. 2 (b)",
        "article 34 (2) (b) of the Convention",
        "subparagraph 2 (b) of article 34",
        "الفقرة ٢ (ب) من المادة ٣٤ من الاتفاقية",
        "المادة 34، الفقرة 2 (ب)، من اتفاقية الجريمة المنظمة",
        "الفقرة الفرعية 2(ب) من المادة 34",
        "بالفقرةِ ٢ (ب) من المادَّة ٣٤",
    ],
)
def test_both_orders_give_the_same_article(text: str) -> None:
    assert articles(text) == [("untoc", "34", "2", "b")]


def test_members_of_a_list_are_citations_of_their_own_and_share_no_word() -> None:
    text = "article 49, paragraphs 1 (c) and 2 (e), and articles 12 to 14 of the Convention"
    assert [(c.article, c.paragraph, c.sub) for c in read(text)] == [
        ("49", "1", "c"), ("49", "2", "e"), ("12-14", None, None),
    ]  # fmt: skip


def test_singular_paragraph_lets_the_list_of_articles_go_on() -> None:
    found = articles("articles 16, paragraph 3, and 18 of the Convention")
    assert found == [("untoc", "16", "3", None), ("untoc", "18", None, None)]


def test_a_point_is_no_range_in_arabic() -> None:
    assert articles("المادة 2-1")[0][1:3] == ("2", "1")
    assert articles("المواد 5-9")[0][1:3] == ("5-9", None)


@pytest.mark.parametrize(
    ("text", "symbol", "instrument"),
    [
        ("article 5 of the Convention", "CAC/COSP/2019/1", "uncac"),
        ("article 5 of the Protocol", "CTOC/COP/WG.7/2019/1", "som"),
        ("the Convention against Corruption … article 5 of that Convention", "CTOC/COP/2020/1", "uncac"),
        ("article 5 of the Penal Code", "CTOC/COP/2020/1", None),
        ("article 5 of the Convention on Cluster Munitions", "CTOC/COP/2020/1", None),
        ("اتفاقية مكافحة الفساد … المادة ٥ من تلك الاتفاقية", "CTOC/COP/2020/1", "uncac"),
        ("المادة ٥ من قانون العقوبات", "CTOC/COP/2020/1", None),
    ],
)
def test_short_names_are_resolved(text: str, symbol: str, instrument: str | None) -> None:
    assert articles(text, symbol)[-1][0] == instrument


@pytest.mark.parametrize(
    ("text", "number", "body"),
    [
        ("General Assembly resolution 73/186", "73/186", "ga"),
        ("resolution 26/4 of the Commission on Crime Prevention and Criminal Justice", "26/4", "ccpcj"),
        ("resolution 1373 (2001)", "1373 (2001)", "security_council"),
        ("resolution 2017/44", "2017/44", "ecosoc"),
        ("its resolution 8/2", "8/2", "cop_untoc"),
        ("قرار لجنة منع الجريمة والعدالة الجنائية ٢٦/٤", "26/4", "ccpcj"),
        ("قرارها ٨/٢", "8/2", "cop_untoc"),
        ("القرار ٢٢٠٠ ألف (د-٢١)", None, None),
        ("قرار الجمعية العامة 3235 (د-29)", "3235 (XXIX)", "ga"),
        ("القرار 1591 (2005)", "1591 (2005)", "security_council"),
    ],
)
def test_resolutions_have_a_body(text: str, number: str | None, body: str | None) -> None:
    found = read(text)
    if number is not None:
        assert [(c.kind, c.number, c.body) for c in found] == [("resolution", number, body)]


def test_dates_do_not_end_a_list_of_resolutions() -> None:
    text = "General Assembly resolutions 55/25 of 15 November 2000 and 55/255 of 31 May 2001"
    assert [(c.number, c.body) for c in read(text)] == [("55/25", "ga"), ("55/255", "ga")]


@pytest.mark.parametrize(
    "text", ["CTOC/COP/WG.3/2017/2, paras. 14 and 16-18", "CTOC/COP/WG.3/2017/2، الفقرتان ١٤ و١٦-١٨"]
)
def test_paragraphs_of_documents(text: str) -> None:
    found = read(text, language="ar" if "،" in text else "en")
    assert [(c.kind, c.number, c.paragraph) for c in found] == [
        ("document", "CTOC/COP/WG.3/2017/2", "14"), ("document", "CTOC/COP/WG.3/2017/2", "16-18"),
    ]  # fmt: skip


def test_a_paragraph_of_a_resolution_is_no_paragraph_of_this_document() -> None:
    found = read("paragraph 5 of General Assembly resolution 70/299 and paragraph 12 above")
    assert [(c.kind, c.number, c.paragraph) for c in found] == [
        ("resolution", "70/299", "5"),
        ("paragraph", None, "12"),
    ]


def test_agenda_items_need_their_agenda() -> None:
    assert [(c.number, c.sub) for c in read("agenda item 3 and item 4 (b) of the provisional agenda")] == [
        ("3", None), ("4", "b"),
    ]  # fmt: skip
    assert read("item 4 on the list") == ()
    assert [(c.number, c.sub) for c in read("البند ٤ (ب) من جدول الأعمال")] == [("4", "b")]


@pytest.mark.parametrize(
    "text",
    [
        "particles 5",
        "an article of faith",
        "paragraph by paragraph",
        "المواد الكيميائية",
        "",
        "General Assembly resolution 201064/293",
        "قرار الجمعية العامة ٢٠١٠٦٤/٢٩٣",
    ],
)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert read(text, language="ar" if "ا" in text else "en") == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("article 3, subparagraph (b), of the Convention", [("3", None, "b")]),
        ("subparagraphs (a) and (c) of paragraph 3 of article 18", [("18", "3", "a"), ("18", "3", "c")]),
        ("article 18, paragraph 3, subparagraphs (a) to (c)", [("18", "3", "a-c")]),
        ("paragraph 3 (a)–(c) of article 18", [("18", "3", "a-c")]),
        ("article 16, paragraph 5 (a), and paragraph 5 (b) of the same article", [("16", "5", "a"), ("16", "5", "b")]),
        ("article 18 and, in particular, paragraph 4 thereof", [("18", None, None), ("18", "4", None)]),
        ("الفقرة الفرعية (ب) من المادة ٣ من الاتفاقية", [("3", None, "b")]),
        ("الفقرتان الفرعيتان (أ) و(ج) من الفقرة ٣ من المادة ١٨", [("18", "3", "a"), ("18", "3", "c")]),
        ("الفقرات ٣ (أ) إلى (ج) من المادة ١٨", [("18", "3", "a-c")]),
        ("الفقرة ٥ (أ) من المادة ١٦ والفقرة ٥ (ب) من المادة نفسها", [("16", "5", "a"), ("16", "5", "b")]),
        ("المادة ١٨ ولا سيما الفقرة ٤ منها", [("18", None, None), ("18", "4", None)]),
        ("القرار ٩/٣، ولا سيما الفقرة ١١ منه، والمادة ٢٠ من الاتفاقية", [("20", None, None)]),
    ],
)
def test_letters_and_the_same_article(text: str, wanted: list[tuple[str | None, ...]]) -> None:
    assert [found[1:] for found in articles(text)] == wanted


@pytest.mark.parametrize(
    ("text", "symbol", "instrument"),
    [
        ("article 5", "CTOC/COP/WG.3/2020/1", "untoc"),
        ("article 5", "CTOC/COP/WG.7/2020/1", "som"),
        ("article 5", "A/AC.291/2023/1", None),
        ("article 5 of this Convention", "A/AC.291/2023/1", "cybercrime2024"),
        ("Parties to the Protocol, in applying article 5", "CTOC/COP/WG.6/2020/1", "firearms"),
        ("على الأطراف في البروتوكول أن تطبق المادة ٥", "CTOC/COP/WG.6/2020/1", "firearms"),
    ],
)
def test_what_an_article_without_a_name_belongs_to(text: str, symbol: str, instrument: str | None) -> None:
    assert [found[0] for found in articles(text, symbol)] == [instrument]


@pytest.mark.parametrize(
    ("text", "symbol", "wanted"),
    [
        ("resolution 9/2", "CAC/COSP/2023/5", [("cosp_uncac", "9/2")]),
        ("resolution 77/232", "E/CN.15/2024/1", [("ga", "77/232")]),
        ("its resolution 2625 (XXV)", "CTOC/COP/2020/1", [("ga", "2625 (XXV)")]),
        ("World Health Assembly resolution 5/14", "CTOC/COP/2020/1", [(None, "5/14")]),
        ("decision 60/1 adopted by the Commission", "E/CN.7/2018/1", [("cnd", "60/1")]),
        ("القرار ٦٠/١ الصادر عن لجنة المخدرات", "A/73/1", [("cnd", "60/1")]),
        ("Assembly resolutions 73/279 A and B and 74/262 A to C", "A/75/1",
         [("ga", "73/279 A"), ("ga", "73/279 B"), ("ga", "74/262 A-C")]),
        ("قراري الجمعية 73/279 ألف وباء و74/262 ألف إلى جيم", "A/75/1",
         [("ga", "73/279 A"), ("ga", "73/279 B"), ("ga", "74/262 A-C")]),
    ],
)  # fmt: skip
def test_the_body_of_a_resolution(text: str, symbol: str, wanted: list[tuple[str | None, str]]) -> None:
    language = "ar" if "قرار" in text else "en"
    assert [(c.body, c.number) for c in read(text, symbol, language)] == wanted


@pytest.mark.parametrize(
    ("text", "language"),
    [("CAC/COSP/2019/2 and Corr.1 and Add.1 and 2", "en"), ("الوثيقة CAC/COSP/2019/2 وCorr.1 وAdd.1 و2", "ar")],
)
def test_addenda_are_documents_of_their_own(text: str, language: str) -> None:
    whole = "CAC/COSP/2019/2"
    assert [c.number for c in read(text, language=language)] == [
        whole, f"{whole}/Corr.1", f"{whole}/Add.1", f"{whole}/Add.2",
    ]  # fmt: skip


def test_a_symbol_is_found_behind_a_conjunction() -> None:
    found = read("الوثيقتان E/CN.7/2020/2 وE/CN.7/2020/3، الفقرة ٤", language="ar")
    assert [(c.number, c.paragraph) for c in found] == [("E/CN.7/2020/2", None), ("E/CN.7/2020/3", "4")]
