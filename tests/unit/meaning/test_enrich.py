"""Addressees, modality and statements of whole segments; what is inherited, and what is left alone."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from unodc_parse import parse
from unodc_parse.meaning.enrich import add_meaning
from unodc_parse.model import Marker, Segment


def segment(
    text: str, *, name: str = "1", role: str | None = "recommendation", kind: str = "paragraph", **more: object
) -> Segment:
    arabic = any("\u0600" < c < "\u06ff" for c in text)
    return Segment(
        id=name, depth=1, kind=kind, role=role, label=name, marker=Marker(raw="1.", family="decimal", ordinal=1),
        language="ar" if arabic else "en", direction="rtl" if arabic else "ltr", text=text, span=(0, len(text)),
        sources=(), confidence=1.0, **{"parent": None, **more},
    )  # type: ignore[arg-type]  # fmt: skip


def read(text: str, **more: object) -> Segment:
    one = segment(text, **more)  # type: ignore[arg-type]
    return add_meaning((one,), ("CTOC/COP/WG.3/2019/1",), one.language)[0]


@pytest.mark.parametrize(
    ("text", "ids", "strength"),
    [
        ("States parties that have not yet done so should ratify the Convention.", ["states_parties"], 3),
        ("In consultation with UNODC and Member States, the Secretariat should report.", ["secretariat"], 3),
        ("The Working Group recommended that the Conference request the Secretariat to report.", ["cop_untoc"], 3),
        ("Also urges the specialized agencies and other relevant United Nations entities to act;", ["specialized_agencies", "un_entities"], 4),  # noqa: E501
        ("The Secretariat is requested, subject to available resources, to convene a meeting.", ["secretariat"], 5),
        ("States are strongly encouraged to share information.", ["states"], 4),
        ("It is recommended that central authorities consult each other.", ["central_authorities"], 3),
        ("In responding to the requests of States, the Secretariat should be brief.", ["secretariat"], 3),
        ("The Forum calls upon India to act.", ["state_in"], 4),
        ("Training should be continuous.", [], 3),
        ("ينبغي للدول الأطراف التي لم تفعل ذلك بعدُ أن تصدِّق على الاتفاقية.", ["states_parties"], 3),
        ("وينبغي أن تقدِّم الأمانةُ تقريراً إلى المؤتمر.", ["secretariat"], 3),
        ("أوصى الفريق العامل بأن تتعاون الدول الأطراف مع الأمانة.", ["states_parties"], 3),
        ("تُشجَّع الدول على تبادل المعلومات.", ["states"], 2),
        ("تُشجَّع الدول بشدة على تبادل المعلومات.", ["states"], 2),
        ("وتطلب أيضاً إلى الأمين العام أن يقدم تقريراً؛", ["sg"], 5),
        ("تهيب بجميع الدول الأعضاء والمنظمات الدولية أن تتعاون؛", ["member_states", "international_organizations"], 4),
        ("يجب على الدول الأطراف أن تتعاون.", ["states_parties"], 6),
        ("على الدول الأطراف أن تتعاون.", ["states_parties"], 6),
        ("لعل الدول الأطراف تودُّ أن تنظر في ذلك.", ["states_parties"], 1),
    ],
)  # fmt: skip
def test_who_should_act_and_how_strongly(text: str, ids: list[str], strength: int) -> None:
    found = read(text)
    assert [one.id for one in found.addressees] == ids
    assert found.modality is not None
    assert found.modality.strength == strength
    assert all(one.span is not None and text[slice(*one.span)] == one.text for one in found.addressees)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Dismayed mayors shouldered the burden of requests in May 2019.", None),
        ("The request of the Secretariat was late.", None),
        ("It should be noted that States differ.", None),
        ("قرار الأمانة وطلبات الدول وتوصياتها", None),
        ("وينبغي للدول أن تتعاون.", "ينبغي"),
        ("فيُطلب إلى الأمانة أن تعمل.", "يُطلب إلى"),
    ],
)
def test_words_that_only_look_like_cues(text: str, cue: str | None) -> None:
    modality = read(text).modality
    assert (modality.cue if modality else None) == cue


def test_hedges_and_aspects() -> None:
    found = read(
        "States should, where appropriate, continue strengthening cooperation, subject to available resources."
    ).modality
    assert found is not None
    assert found.hedges == ("where appropriate", "subject to available resources")
    assert found.aspects == ("continue", "strengthen")


def test_items_take_what_their_introduction_says() -> None:
    introduction = segment("The Working Group recommended that States parties:", role=None)
    item = segment("Strengthen their central authorities;", name="1.a", kind="item", parent="1")
    own = segment("The Secretariat should assist them.", name="1.b", kind="item", parent="1")
    _, first, second = add_meaning((introduction, item, own), (), "en")
    assert [(one.id, one.span) for one in first.addressees] == [("states_parties", None)]
    assert first.modality is not None
    assert first.modality.strength == 3
    assert [one.id for one in second.addressees] == ["secretariat"]


def test_a_sentence_that_only_introduces_directs_nobody() -> None:
    introduction = segment("The Working Group adopted the following recommendations:", role=None)
    item = segment("States should act.", name="1.a", kind="item", parent="1")
    assert add_meaning((introduction, item), (), "en")[0].modality is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Many speakers welcomed the report, while some speakers regretted its length.", [("many", "support"), ("some", "concern")]),  # noqa: E501
        ("The need for training was highlighted by several speakers.", [("several", "stress")]),
        ("Concern was expressed about costs. One speaker said that several States had paid.", [("unattributed", "concern"), ("one", "inform")]),  # noqa: E501
        ("One speaker noted delays. He added that reforms were under way.", [("one", "observe")]),
        ("أعرب أحد المتكلمين عن قلقه. وأُشير إلى التفاوض الجاري.", [("one", "concern"), ("unattributed", "inform")]),
        ("ولاحظ متكلمان أن بعض الدول لم تصدِّق.", [("two", "observe")]),
        ("The Working Group considered item 3.", []),
        ("The observer for WHO informed the Commission. Many deaths had been reported.", [("named", "inform")]),
        ("Some speakers shared data. Other proposed approaches included training.", [("some", "inform")]),
    ],
)  # fmt: skip
def test_statements_are_divided_by_speaker(text: str, told: list[tuple[str, str]]) -> None:
    found = read(text, role="deliberation").statements
    assert [(one.count_class, one.stance) for one in found] == told
    assert all(a.span[1] <= b.span[0] for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The representative of Kenya, speaking on behalf of the Group of African States, welcomed the report.", "Group of African States"),  # noqa: E501
        ("The observer for the European Union stated that talks had begun.", "European Union"),
        ("وأبلغ ممثل كينيا عن التقدم المحرز.", "كينيا"),
    ],
)  # fmt: skip
def test_named_speakers_give_their_country_or_organization(text: str, speaker: str) -> None:
    found = read(text, role="deliberation").statements
    assert [(one.count_class, one.speaker) for one in found] == [("named", speaker)]


def test_numbered_paragraphs_of_resolutions_direct() -> None:
    one = segment("Requests the Secretary-General to report;", role=None)
    assert add_meaning((one,), (), "en")[0].modality is None
    found = add_meaning((one,), (), "en", is_resolution=True)[0]
    assert [(a.id, found.modality.strength) for a in found.addressees if found.modality] == [("sg", 5)]


def test_a_language_without_words_is_left_alone() -> None:
    one = segment("Les États devraient coopérer.")
    assert add_meaning((one,), (), "fr") == (one,)


def test_users_words_reach_the_report(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('language = "en"\n[scale]\n"should" = 4\n', encoding="utf-8")
    one = segment("States should act.")
    found = add_meaning((one,), (), "en", (str(path),))[0]
    assert found.modality is not None
    assert found.modality.strength == 4


def test_paragraphs_of_the_document_are_linked(samples: Path) -> None:
    report = parse(samples / "report.en.pdf")
    cited = [c for s in report.segments for c in s.citations if c.target]
    assert all(report[c.target or ""].kind in {"paragraph", "item"} for c in cited)


@pytest.mark.parametrize(
    ("text", "ids", "cue"),
    [
        ("It is advisable for law enforcement agencies to meet.", ["law_enforcement"], "It is advisable for"),
        ("It was recommended that States parties report and that UNODC reply.", ["states_parties", "unodc"], "was recommended"),  # noqa: E501
        ("Consideration might be given by Member States to the matter.", ["member_states"], "might be given"),
        ("Recommends to the Economic and Social Council the approval of the draft;", ["ecosoc"], "Recommends"),
        ("Requested States parties are urged to reply.", ["states_parties"], "are urged"),
        ("States that have not signed the Convention may take part.", ["states"], "may"),
        ("States parties' central authorities should confer.", ["central_authorities"], "should"),
        ("Member States, as well as the private sector, should act.", ["member_states", "private_sector"], "should"),
        ("أُوصي بأن تستعرض الدول الأطراف قوانينها وبأن تواصل الأمانة الدعم.", ["states_parties", "secretariat"], "أُوصي"),
        ("ينبغي تشجيع الدول على التصديق.", ["states"], "ينبغي"),
        ("ينبغي استشارة المجتمع المدني.", ["civil_society"], "ينبغي"),
        ("توصي المجلس الاقتصادي والاجتماعي بالموافقة على المشروع؛", ["ecosoc"], "توصي"),
        ("توصي اللجنة الدولة الطرف بأن تعدل القانون.", ["states_parties"], "توصي"),
        ("تؤكد من جديد قرارها ٧٣/١٨٦ وتهيب بالدول أن تنضم؛", ["states"], "تهيب"),
        ("والدول الأعضاء مدعوة إلى التبرع.", ["member_states"], "مدعوة"),
        ("بإمكان الأمانة أن تعد مذكرة.", ["secretariat"], "بإمكان"),
        ("ينبغي للدول والمجتمع المدني، بما في ذلك الأوساط الأكاديمية، التعاون.", ["states", "civil_society", "academia"], "ينبغي"),  # noqa: E501
    ],
)  # fmt: skip
def test_less_usual_ways_to_address(text: str, ids: list[str], cue: str) -> None:
    found = read(text)
    assert [one.id for one in found.addressees] == ids
    assert found.modality is not None
    assert found.modality.cue == cue


def test_an_embedded_verb_is_no_cue() -> None:
    found = read("تطلب إلى الأمانة أن تعد تقريراً وتشجع الدول على الرد؛")
    assert found.modality is not None
    assert [one.id for one in found.addressees] == ["secretariat"]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("A representative of the Secretariat gave a presentation.", [("secretariat", "")]),
        ("The Chief of the Justice Section of UNODC spoke.", [("secretariat", "")]),
        ("The President of the Conference opened the session.", [("chair", "")]),
        ("The President of Ghana opened the session.", [("named", "Ghana")]),
        ("The representatives of three Member States took the floor.", [("several", "")]),
        ("One speaker from a landlocked country asked for time.", [("one", "")]),
        ("A speaker, on behalf of the Group of African States, agreed.", [("one", "Group of African States")]),
        ("The representative of the World Bank (WB) noted progress.", [("named", "World Bank")]),
        ("One speaker referred to the paper and it was proposed that it be annexed.",
         [("one", ""), ("unattributed", "")]),
        ("The observer for Fiji said that it was under way.3 The representative of Peru asked for time.",
         [("named", "Fiji"), ("named", "Peru")]),
        ("No comments were made.", []),
        ("ألقى رئيس قسم العدالة في المكتب كلمة.", [("secretariat", "")]),
        ("شكر المراقب عن المملكة العربية السعودية المكتب.", [("named", "المملكة العربية السعودية")]),
        ("تكلم ممثلو ثلاث دول أعضاء.", [("several", "")]),
        ("وأصر متكلم من بلد غير ساحلي على ذلك.", [("one", "")]),
        ("ذكرت ممثلة الاتحاد الأوروبي، متحدثة أيضاً باسم الدول الأعضاء فيه، ذلك.", [("named", "الاتحاد الأوروبي")]),
        ("غير أن عدة متكلمين آخرين رأوا أن النص متوازن.", [("several", "")]),
        ("أشار أحد المتكلمين إلى الورقة، واقتُرح إرفاقها.", [("one", ""), ("unattributed", "")]),
        ("وناشدت ممثلة فرقة عمل المجتمع المدني إجراء حوار.", [("named", "فرقة عمل المجتمع المدني")]),
    ],
)  # fmt: skip
def test_less_usual_speakers(text: str, statements: list[tuple[str, str]]) -> None:
    found = read(text, role="deliberation").statements
    assert [one.count_class for one in found] == [count for count, _ in statements]
    for one, (_, name) in zip(found, statements, strict=True):
        assert not name or one.speaker == name


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Indigenous Peoples must be respected.", []),
        ("Reports should be considered at meetings attended by States parties.", []),
        ("Should the need arise, the matter will be considered by the Bureau, should the need arise.", []),
        ("وما زالت الوكالة في حاجة إلى ٥ ملايين دولار.", []),
        ("ثمة حاجة إلى أن تعد الأمانة أدوات.", ["secretariat"]),
        ("تهيب أيضا بجميع الدول أن تمتنع عن ذلك؛", ["states"]),
        ("يمكن أن تضع الأمم المتحدة شروطا.", ["un_entities"]),
        ("Encourages Member States, foundations and engaged business enterprises to act;", ["member_states", "private_sector"]),  # noqa: E501
    ],
)  # fmt: skip
def test_who_acts_and_who_does_not(text: str, ids: list[str]) -> None:
    assert [one.id for one in read(text).addressees] == ids


@pytest.mark.parametrize(
    ("symbol", "ids"),
    [
        ("S/RES/2700 (2023)", ["parties_to_conflict"]),
        ("CTOC/COP/2020/1", ["states_parties"]),
        (None, ["states_parties"]),
    ],
)
def test_all_parties_are_those_of_the_document(symbol: str | None, ids: list[str]) -> None:
    one = segment("All parties must comply.")
    found = add_meaning((one,), (symbol,) if symbol else (), "en")[0]
    assert [addressee.id for addressee in found.addressees] == ids


@pytest.mark.parametrize(
    ("symbol", "name"), [("CAC/COSP/IRG/2020/1", "irg"), ("CTOC/COP/WG.3/2020/1", "working_group")]
)
def test_the_group_is_that_of_the_document(symbol: str, name: str) -> None:
    found = add_meaning((segment("The Group should meet."),), (symbol,), "en")[0]
    assert [addressee.id for addressee in found.addressees] == [name]


def test_a_body_decides_past_an_aside() -> None:
    found = read("The General Assembly, on the recommendation of its Committee, decided to adopt it.")
    assert found.modality is not None
    assert found.modality.cue == "decided"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("We welcome this call and urge Member States to act.", ["member_states"]),
        ("Requests also the secretariat to report;", ["secretariat"]),
        ("لا يمكن للدول أن ترفض التسليم.", []),
        ("تدعو المجموعة جميع الدول إلى تجنب ذلك؛", ["states"]),
        ("وحث مجلس الأمن، في الفقرة ٢٣ من القرار، جميع الدول الأعضاء على التعاون.", ["member_states"]),
        ("يقرر أن تشمل ولاية فريق الخبراء ما يلي:", []),
        ("ينبغي أن تقدم إليها الأمانة تقريراً.", ["secretariat"]),
        ("السلطات المحلية، والمنظمات غير الحكومية، يجب أن تشارك في ذلك.", ["competent_authorities", "civil_society"]),
        ("الدول الأطراف في المعاهدة مدعوة إلى الابتعاد عن ذلك.", ["states_parties"]),
        ("وإننا نحث الدول الأعضاء على ذلك.", ["member_states"]),
        ("وفيما نعمل من أجل السلام في سورية، يجب ألا ننسى ذلك.", []),
        ("توصي اللجنة الخامسة الجمعية العامة باعتماد المشروع:", ["ga"]),
        ("يحث الدول الأعضاء، إضافة إلى المنظمات الدولية، على التعاون؛", ["member_states", "international_organizations"]),  # noqa: E501
    ],
)  # fmt: skip
def test_addressees_of_real_sentences(text: str, ids: list[str]) -> None:
    assert [one.id for one in read(text).addressees] == ids


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("The representatives of Austria, Chile and Morocco spoke.", [("named", "Austria, Chile and Morocco")]),
        ("Statements were made by the representatives of Canada and Japan.", [("named", "Canada and Japan")]),
        ("Mexico and Guatemala proposed an amendment.", [("named", "Mexico and Guatemala")]),
        ("Delegations welcomed it, with some calling for more.", [("several", ""), ("some", "")]),
        ("Ms. Jane Doe of the University of Oxford spoke.", [("named", "Jane Doe of the University of Oxford")]),
        ("The Director of the Division for Treaty Affairs, UNODC, spoke.", [("secretariat", "")]),
        ("The observer for Fiji, speaking also on behalf of Palau, spoke.", [("named", "Fiji")]),
        ("أدلى ممثلو النمسا وشيلي والمغرب بكلمات.", [("named", "النمسا وشيلي والمغرب")]),
        ("وألقى كلمة ممثل باكستان باسم مجموعة الـ77 والصين.", [("named", "مجموعة الـ77 والصين")]),
        ("واقترحت المكسيك وغواتيمالا تعديلاً.", [("named", "المكسيك وغواتيمالا")]),
        ("قال المراقب عن دولة فلسطين إنه مفيد.", [("named", "دولة فلسطين")]),
        ("وأشار بعض أولئك المتكلمين إلى ذلك.", [("some", "")]),
        ("لاحظ أحد المتكلمين ذلك. واسترعى المتكلم ذاته الانتباه إليه.", [("one", "")]),
        ("جرى التأكيد على ذلك، كما سُلِّط الضوء على غيره.", [("unattributed", ""), ("unattributed", "")]),
    ],
)
def test_lists_of_speakers_and_what_goes_on(text: str, statements: list[tuple[str, str]]) -> None:
    found = read(text, role="deliberation").statements
    assert [one.count_class for one in found] == [count for count, _ in statements]
    for one, (_, name) in zip(found, statements, strict=True):
        assert not name or one.speaker == name
