"""The whole pipeline: total on any text, true to the letters, the same bytes twice."""

import io
import string
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unodc_parse import InputError, Options, OptionsError, UnreadablePdfError, parse, pipeline
from unodc_parse.arabic.repair import RepairedLine
from unodc_parse.diagnostics import REGISTRY
from unodc_parse.model import Damage, Report, Segment
from unodc_parse.pipeline import extract_text, read

ENGLISH = """CTOC/COP/WG.3/2017/L.1/Add.2
United Nations
Distr.: Limited
13 October 2017
Original: English
Working Group on International Cooperation
Vienna, 9–13 October 2017
Draft report
Addendum
II. Recommendations (continued)
1. The Working Group adopted the following recommendations:
(a) States parties should act;
(b) The Secretariat should:
(i) Publish the report;1
(ii) Translate it.
III. Summary of deliberations
A. Good practices (agenda item 3)
2. One speaker noted that States had acted.
1 See document CTOC/COP/WG.3/2017/2.
"""
ARABIC = """CTOC/COP/WG.3/2017/L.1/Add.2
الأمم المتحدة
Distr.: Limited
13 October 2017
Original: English
الفريق العامل المعني بالتعاون الدولي
فيينا، ٩-١٣ تشرين الأول/أكتوبر ٢٠١٧
مشروع التقرير
إضافة
ثانياً- التوصيات (تابع)
١- اعتمد الفريق العامل التوصيات التالية:
(أ) ينبغي للدول الأطراف أن تتحرَّك؛
(ب) ينبغي للأمانة:
'١' أن تنشر التقرير؛(١)
'٢' أن تترجمه.
ثالثاً- ملخَّص المداولات
ألف- الممارسات الجيدة (البند ٣ من جدول الأعمال)
٢- لاحظ أحد المتكلمين أنَّ الدول قد تحرَّكت.
(١) انظر الوثيقة CTOC/COP/WG.3/2017/2.
"""
IDS = ["II", "II.1", "II.1.a", "II.1.b", "II.1.b.i", "II.1.b.ii", "III", "III.A", "III.A.2", "fn-1"]


@pytest.mark.parametrize("text", [ENGLISH, ARABIC])
def test_both_languages_give_one_outline(text: str) -> None:
    report = parse(text.encode(), name="report.txt")
    assert [s.id for s in report.segments] == IDS
    assert [s.id for s in report.by_role("recommendation")] == ["II.1.a", "II.1.b"]
    assert [s.id for s in report.by_role("deliberation")] == ["III.A.2"]
    assert report["II"].continued
    assert report["III.A"].agenda_item == "3"
    assert report["II.1.b.i"].notes == ("fn-1",)
    assert report["fn-1"].parent == "II.1.b.i"
    assert report["II.1.b.i"].depth == 4
    assert report["II.1.b"].label == "II.1 (b)"
    assert not report.diagnostics


def test_the_masthead_is_read_in_both_languages() -> None:
    arabic, english = (parse(text.encode(), name="r.txt").metadata for text in (ARABIC, ENGLISH))
    for metadata in (arabic, english):
        assert metadata.symbols == ("CTOC/COP/WG.3/2017/L.1/Add.2",)
        assert metadata.addendum == 2
        assert metadata.document_type == "draft_report"
        assert metadata.distribution == "limited"
        assert metadata.date == "2017-10-13"
        assert metadata.original_language == "en"
        assert metadata.agenda_items == ("3",)
        [meeting] = metadata.meetings
        assert meeting.body_id == "ctoc_wg_international_cooperation"
        assert (meeting.start, meeting.end) == ("2017-10-09", "2017-10-13")
    assert (arabic.meetings[0].place, english.meetings[0].place) == ("فيينا", "Vienna")


def letters(text: str) -> list[str]:
    return sorted(c for c in text if c.isalpha())


def own_text(segment: Segment) -> str:
    marker = segment.marker.raw if segment.marker else ""
    return f"{marker} {segment.heading or ''} {segment.text or ''}"


LINES = st.one_of(
    st.sampled_from(ENGLISH.splitlines()),
    st.sampled_from(ARABIC.splitlines()),
    st.text(alphabet=string.ascii_letters + " .;:()12\f-،؛أبجدهولا٠١٢ًّـ", max_size=60),
    st.text(max_size=30),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_any_text_parses_and_spans_stand(lines: list[str]) -> None:
    try:
        report = parse("\n".join(lines).encode("utf-8", "replace"), name="any.txt")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 -- either outcome is right
        return
    check_spans(report)
    ids = [s.id for s in (*report.segments, *report.furniture)]
    assert len(ids) == len(set(ids))
    known = {*ids, None}
    assert all(s.parent in known for s in report.segments)
    assert all(0.0 <= s.confidence <= 1.0 for s in report.segments)


def check_spans(report: Report) -> None:
    end = 0
    for segment in sorted((*report.segments, *report.furniture), key=lambda s: s.span):
        assert end <= segment.span[0] <= segment.span[1] <= len(report.text)
        assert report.text[slice(*segment.span)] == (segment.heading or segment.text or "")
        end = segment.span[1]


@pytest.mark.parametrize("text", [ENGLISH, ARABIC])
def test_every_letter_stands_in_exactly_one_segment(text: str) -> None:
    report = parse(text.encode(), name="r.txt")
    parts = [own_text(s) for s in (*report.segments, *report.furniture)]
    aside = "(continued) (agenda item 3)" if text is ENGLISH else "(تابع) (البند ٣ من جدول الأعمال)"
    assert letters(" ".join([*parts, aside])) == letters(text)


def test_the_same_bytes_twice() -> None:
    first, second = (msgspec.json.encode(parse(ARABIC.encode(), name="r.txt")) for _ in range(2))
    assert first == second


def test_inputs_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    with path.open("rb") as file:
        reports = [parse(path), parse(str(path)), parse(path.read_bytes(), name="r.txt"), parse(file),
                   parse(io.BytesIO(ENGLISH.encode()), name="r.txt")]  # fmt: skip
    assert {r.source.name for r in reports} == {"r.txt"}
    assert len({msgspec.json.encode(r) for r in reports}) == 1


def test_text_comes_out_one_paragraph_a_line_with_its_calls() -> None:
    text = extract_text(ENGLISH.encode(), name="r.txt").splitlines()
    assert "(i) Publish the report;1" in text
    assert text == ENGLISH.splitlines()


def test_entries_of_a_masthead_keep_lines_of_their_own(root: Path) -> None:
    text = extract_text(root / "samples" / "report.en.pdf").splitlines()
    assert {"Distr.: General", "13 November 2017", "Original: English", "Vienna, 9–13 October 2017"} <= set(text)


def test_lines_keep_their_number() -> None:
    pages = read(ARABIC.encode(), name="r.txt").pages
    assert [line.number for page in pages for line in page.lines] == list(range(1, ARABIC.count("\n") + 1))


def test_an_input_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    fake = tmp_path / "picture.pdf"
    fake.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    for path, error, words in (
        (tmp_path / "none.pdf", InputError, "no such file"),
        (tmp_path, InputError, "folder"),
        (fake, UnreadablePdfError, "not a PDF"),
        (empty, UnreadablePdfError, "empty"),
    ):
        with pytest.raises(error, match=words):
            parse(path)


@pytest.mark.parametrize("wrong", [None, 5, ["report.pdf"]])
def test_what_is_no_report_is_refused_with_what_is_wanted(wrong: object) -> None:
    with pytest.raises(TypeError, match=f"a report is a path, its bytes or a binary file, not {type(wrong).__name__}"):
        parse(wrong)  # type: ignore[arg-type]


def test_an_empty_name_is_no_folder() -> None:
    with pytest.raises(InputError, match="the name is empty"):
        parse("")


@pytest.mark.parametrize("bad", [{"language": "xx"}, {"reader": "word"}, {"beam_width": 0}, {"pages": ((3, 1),)}])
def test_options_are_checked_once(bad: dict[str, object]) -> None:
    with pytest.raises(OptionsError):
        Options(**bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["A letter.\n\nTwo paragraphs.\n", "رسالة.\n\nفقرتان اثنتان.\n"])
def test_a_document_without_markers_comes_out_as_paragraphs(text: str) -> None:
    report = parse(text.encode())
    assert [(s.id, s.kind, s.role) for s in report.segments] == [("p1", "paragraph", None), ("p2", "paragraph", None)]
    assert [s.text for s in report.segments] == text.split("\n")[0:3:2]


def test_without_markers_the_masthead_ends_with_its_last_entry() -> None:
    text = "E/2025/28\n\nDistr.: General\n\n13 October 2017\n\nDear colleague,\n\nPlease come.\n"
    report = parse(text.encode())
    assert [s.text for s in report.segments] == ["Dear colleague,", "Please come."]
    assert report.metadata.symbols == ("E/2025/28",)
    assert report.metadata.date == "2017-10-13"


def test_repairs_in_doubt_are_no_repairs_that_are_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tuple(
        RepairedLine(raw=raw, text=raw, status=status, damage=damage)
        for raw, status, damage in (
            ("اب", "repaired", (Damage.KASHIDA,)),
            ("جد", "repaired_low", (Damage.RUN_REVERSED,)),
            ("هو", "repaired_low", (Damage.RUN_REVERSED,)),
            ("زحـط", "unresolved", ()),
            ("يك", "intact", ()),
        )
    )
    monkeypatch.setattr(pipeline, "repair_lines", lambda *_: lines)
    found = read("\n".join(line.raw for line in lines).encode()).diagnostics
    said = {d.code: (d.severity, d.message.partition(";")[0]) for d in found}
    assert said["U201"] == (
        "warning",
        "2 damaged lines were repaired, but may still read wrong (run_reversed): lines 2, 3",
    )
    assert said["U202"] == ("info", "1 damaged line was repaired (kashida)")
    assert said["U203"] == ("warning", "1 line may be damaged, and stays as it came (kashida): line 4")


def test_texts_hold_no_tatweel_and_markers_as_printed_do() -> None:
    report = "٦- أوصى الفريق بما يلي:\n(د) أن تنظر الدول في الفقرة الفرعية (هـ) من المادة ٥؛\n(هـ) أن تجتمع في ١٤٤٥ هـ."
    *_, item, last = parse(report.encode()).segments
    assert item.text.endswith("الفرعية (ه) من المادة ٥؛")
    assert last.marker is not None
    assert (last.marker.raw, last.text) == ("(هـ)", "أن تجتمع في ١٤٤٥ ه.")


def test_a_missing_symbol_is_told() -> None:
    assert "U401" in {d.code for d in parse(b"A letter.").diagnostics}
    assert "U401" not in {d.code for d in parse(ENGLISH.encode()).diagnostics}


def test_every_code_is_raised_somewhere(root: Path) -> None:
    sources = (root / "src" / "unodc_parse").rglob("*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in sources if path.name != "diagnostics.py")
    assert {name for name in REGISTRY if f'"{name}"' not in code} == set()
