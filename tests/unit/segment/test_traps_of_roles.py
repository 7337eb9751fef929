"""Roles that are easily got wrong; small texts, both languages, through the whole pipeline."""

import pytest
from tests.unit.segment.traps import ids, read

BOX = """\
    II. Policies
    20. Coverage varies among the organizations.
    Recommendation 1
    Executive heads should, by the end of 2027, adopt one policy.
    21. Victims face risks.
    Recommendation 2
    Governing bodies should ask for a yearly report.
    III. Coordination
    22. Recommendation 3. The heads of the secretariats should meet twice a year.
    23. Much has been done.
    """
BOX_AR = """\
    ثانياً- السياسات
    ٢٠- تتفاوت التغطية بين المنظمات.
    التوصية ١
    ينبغي للرؤساء التنفيذيين أن يعتمدوا سياسة واحدة بحلول نهاية عام ٢٠٢٧.
    ٢١- يواجه الضحايا مخاطر.
    التوصية ٢
    ينبغي لمجالس الإدارة أن تطلب تقريراً سنوياً.
    ثالثاً- التنسيق
    ٢٢- التوصية ٣: ينبغي لرؤساء الأمانات أن يجتمعوا مرتين في السنة.
    ٢٣- أُنجز الكثير.
    """


@pytest.mark.parametrize("text", [BOX, BOX_AR])
def test_boxed_recommendations_have_the_role_and_what_follows_the_box_has_not(text: str) -> None:
    report = read(text)
    assert [(s.id, s.label) for s in report.by_role("recommendation")] == [
        ("II.p1", "II Recommendation 1"),
        ("II.p2", "II Recommendation 2"),
        ("III.22", "III.22"),
    ]


def test_a_paragraph_that_tells_of_proceedings_is_no_recommendation() -> None:
    report = read("""\
    VII. Recommendations of the subsidiary bodies
    143. At its 7th meeting, the Commission considered item 8, entitled “Recommendations of the bodies”.
    144. At the same meeting, it was recommended that States share data.
    145. States should share data.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["VII.144", "VII.145"]


def test_the_sentence_that_introduces_decisions_is_none() -> None:
    report = read("""\
    B. Action taken by the Commission
    2. At its 5th meeting, the Commission adopted the following decisions:
    (a) To include the substance in Schedule I;
    (b) To meet again in 2018.
    3. The Commission adopted its report:
    (a) As a whole;
    (b) As amended.
    """)
    assert [s.id for s in report.by_role("decision")] == ["B.2.a", "B.2.b", "B.3"]


def test_a_long_heading_that_mentions_action_announces_no_decisions() -> None:
    report = read("""\
    A. Review of consideration of and action taken on the reports of the Unit by governing bodies
    29. This review analyses the reports.
    B. Action taken by the Commission
    30. The Commission took note of the report.
    """)
    assert [s.id for s in report.by_role("decision")] == ["B.30"]


@pytest.mark.parametrize(
    ("text", "ids_with_role"),
    [
        ("II. Thematic discussion\n3. The Commission met.\nA. Discussion\n4. One speaker asked.\n", ["II.A.4"]),
        ("ثانياً- المناقشة المواضيعية\n٣- اجتمعت اللجنة.\nألف- المناقشة\n٤- سأل أحد المتكلمين.\n", ["II.A.4"]),
    ],
)
def test_a_discussion_announces_deliberations_only_where_the_heading_says_no_more(
    text: str, ids_with_role: list[str]
) -> None:
    assert [s.id for s in read(text).by_role("deliberation")] == ids_with_role


def test_the_number_of_a_text_stands_alone_and_its_title_below_it() -> None:
    text = "I. Advice\nRecommendation 2\nThe Board should meet.\nRecommendation 3\nThe Board should not meet again.\n"
    assert ids(text) == "I I.h1 I.p1 I.h2 I.p2"
    assert [s.role for s in read(text).segments] == [None, None, "recommendation", None, "recommendation"]


def test_the_agenda_of_a_draft_text_is_no_decision() -> None:
    text = """\
    A. Draft decisions
    1. The Commission recommends the adoption of the following draft decisions:
    Draft decision I
    Report and provisional agenda
    The Economic and Social Council:
    (a) Takes note of the report;
    (b) Approves the agenda below.
    Provisional agenda
    1. Election of officers.
    2. Adoption of the agenda.
    Draft decision II
    Report of the Board
    1. Takes note of the report of the Board.
    """
    roles = {s.id: s.role for s in read(text).segments if s.kind == "paragraph" and s.marker}
    assert roles == {"A.1": None, "A.1~2": None, "A.2": None, "A.1~3": "decision"}


def test_a_paragraph_that_says_how_things_are_is_no_recommendation() -> None:
    report = read("""\
    IV. Recommendations of the Forum
    12. There has been progress in many ports. Several States have adopted plans.
    13. However, fishing communities are still poor. Their boats are old.
    14. The Forum held a dialogue with the agencies and thanks them.
    15. There is a need for more harbours.
    16. The harbours are to be widened. States should pay for that.
    17. The widening of harbours that are too narrow for trawlers.
    18. Widen the harbours that are too narrow.
    19. Ports are the gates of a country: Member States are invited to open them.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["IV.15", "IV.16", "IV.17", "IV.18", "IV.19"]


@pytest.mark.parametrize(
    ("text", "directs"),
    [
        ("Fishing crews have played a crucial part in widening the harbours.", False),
        ("The Forum heard from the agencies about progress on its recommendations.", False),
        ("Slow progress, with setbacks in the south, has been made.", False),
        ("Good lights are vital to every harbour.", True),
        ("Make sure that the harbours are lit.", True),
        ("Train the pilots whose boats were lost.", True),
        ("Legislation to include the sale of nets.", True),
        ("Have all the piers inspected.", True),
        ("Harbours have a duty to be lit.", True),
    ],
)
def test_what_only_tells_how_things_are_directs_nothing(text: str, directs: bool) -> None:
    report = read(f"IV. Recommendations of the Forum\n12. {text}\n13. States should act.\n")
    assert [s.id for s in report.by_role("recommendation")] == ["IV.12"] * directs + ["IV.13"]


@pytest.mark.parametrize("verb", ["is to", "has to", "is asked to", "is expected to"])
def test_what_somebody_is_to_do_is_a_recommendation(verb: str) -> None:
    report = read(f"""\
    IV. Recommendations of the Forum
    12. The Secretariat {verb} list all harbours before the next session.
    13. The Secretariat is small and has listed all harbours.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["IV.12"]


def test_an_arabic_paragraph_that_says_how_things_are_is_no_recommendation() -> None:
    report = read("""\
    رابعاً- توصيات المنتدى
    ١٢- أُحرز تقدُّم في موانئ كثيرة، واعتمدت دول عدة خططاً لها.
    ١٣- ولا تزال مجتمعات الصيادين فقيرة.
    ١٤- هناك حاجة إلى مزيد من الموانئ.
    ١٥- توسيع الموانئ الضيقة.
    ١٦- ينبغي للدول أن توسِّع موانئها.
    ١٧- استمع المنتدى إلى ما أُحرز في تنفيذ توصيات اللجنة.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["IV.14", "IV.15", "IV.16"]


def test_items_that_name_topics_leave_the_role_to_their_paragraph() -> None:
    report = read("""\
    III. Recommendations
    1. The Group requests the Secretariat to provide information on:
    (a) Storms that reach the islands;
    (b) The price of fuel.
    2. The Group recommends that States:
    (a) Build harbours;
    (b) Train pilots.
    3. The Committee recommended that the Secretariat study the following issues:
    (a) Beaches;
    (b) Reefs.
    """)
    assert [s.id for s in report.by_role("recommendation")] == ["III.1", "III.2.a", "III.2.b", "III.3"]
