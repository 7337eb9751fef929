"""Letters that a map leaves out: found where the words tell them and nothing else, and never believed otherwise."""

from __future__ import annotations

from tests.unit.read.pdf_maker import arabic_font, pdf

from unodc_parse.options import Options
from unodc_parse.read.pdf import read_pdf

SPACE = 1
UNMAPPED = {"لم": 200, "ير": 201, ":": 202, "ـ": 203}


def reading_of(*lines: str, wide: int = 500):
    """Read lines whose words are set in glyphs of one letter each, but for those that the map leaves out."""
    letters = sorted({char for line in lines for char in line} - {" ", "|"})
    codes = {10 + i: letter for i, letter in enumerate(letters) if letter not in UNMAPPED}
    known = {letter: code for code, letter in codes.items()}
    contents = []
    for at, line in enumerate(lines):
        units = [UNMAPPED.get(unit) or known.get(unit, SPACE) for unit in _units(line)]
        shown = "".join(f"{code:04X}" for code in reversed(units))
        contents.append(f"BT /F1 10 Tf 20 {700 - 20 * at} Td <{shown}> Tj ET")
    widths = dict.fromkeys([*codes, *UNMAPPED.values()], wide)
    font, objects = arabic_font({SPACE: " ", **codes}, {SPACE: 250, **widths})
    return read_pdf(pdf(["\n".join(contents)], fonts=font, extra=objects), Options(), name="x.pdf")


def _units(line: str) -> list[str]:
    """Split a line into glyphs; what stands between bars is one."""
    return [unit for i, part in enumerate(line.split("|")) for unit in ([part] if i % 2 else part)]


def test_a_ligature_without_a_letter_is_read_by_its_words():
    reading = reading_of("الأمم ا|لم|تحدة", "ا|لم|جلس الاقتصادي", "ا|لم|ؤتمر الوطني", "تقر|ير| وتداب|ير| غ|ير| قانونية")
    lines = reading.pages[0].lines
    assert [line.text for line in lines] == [
        "الأمم المتحدة",
        "المجلس الاقتصادي",
        "المؤتمر الوطني",
        "تقرير وتدابير غير قانونية",
    ]
    assert all(line.confidence == 0.7 for line in lines)
    assert {d.code for d in reading.diagnostics} == {"U103"}


def test_a_sign_behind_words_is_no_letter():
    words = "توزيع|:| الأصل|:| المكسيك|:| تدريب|:| القرار|:| الاتفاقية|:| " + "الأمم في من " * 3
    (line,) = reading_of(words).pages[0].lines
    assert "[…]" in line.text
    assert line.confidence == 0.0


def test_a_stroke_stays_a_stroke():
    (line,) = reading_of("الفري|ـ|ق العام|ـ|ل المعني|ـ|ة بالم|ـ|ؤتمر").pages[0].lines
    assert "[…]" not in line.text
    assert "العامل" in line.text


def test_letters_that_words_leave_open_stay_gaps():
    (line,) = reading_of("قا|لم|ت نا|لم| " + "الأمم في من على إلى " * 4).pages[0].lines
    assert "[…]" in line.text
