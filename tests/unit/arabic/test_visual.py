"""Marks of visual order, and where they say nothing."""

import re
from pathlib import Path

from unodc_parse.arabic.repair import repair_lines
from unodc_parse.arabic.visual import Order, choose_orders, order_votes

#: Each begins with the end of a sentence and ends with a number, as a line does whose words are turned, or its runs.
LINES = [f"فيينا. في الاجتماع عُقد -{number}" for number in range(1, 9)]


def judge(text: str) -> float:
    """Turned lines read better, by far."""
    return 0.0 if text.startswith("-") else -200.0


def test_ends_of_lines_tell_of_visual_order_but_in_scrambled_text() -> None:
    assert order_votes(LINES[0]).words > 0
    assert order_votes(LINES[0], scrambled=True).words == 0
    assert {one.order for one in choose_orders(LINES, lambda: judge)} == {Order.WORDS}
    assert {one.order for one in choose_orders(LINES, lambda: judge, scrambled=True)} == {Order.LOGICAL}


def test_a_torn_word_among_scrambled_lines_is_not_read_backwards() -> None:
    """Letter by letter from the end it reads better than it stands, and is no word either."""
    lines = repair_lines(["ةاف ضإ", "ينبغي للأمانة أن تواصل جمع إحصاءات عن الممتلكات المجمدة"])
    assert lines[0].text == "إضافة"


#: A letter with its marks, a lam-alef as one.
CLUSTER = re.compile("\u0644[\u064b-\u0652]*[\u0627\u0623\u0625\u0622][\u064b-\u0652]*|.[\u064b-\u0652]*")


def test_letters_may_be_turned_with_the_marks_behind_them_and_lam_alefs_whole() -> None:
    clean = [
        "وقال المدير في عام ٢٠١٢ إنّ الحكومة قدّمت أولاً تقريراً عن المكاتب الإقليمية",
        "وأشار أيضاً إلى أنّ ٤٥ دولةً لم تردّ على الاستبيان",
        "أولاً - مقدّمة",
    ]
    turned = ["".join(reversed(CLUSTER.findall(line))) for line in clean]
    assert [line.text for line in repair_lines(turned)] == clean


def test_a_turned_line_whose_number_may_be_turned_too_is_in_doubt() -> None:
    clean = ["عقد المكتب الإقليمي للمنظمة ٤٧ حلقة عمل في البلدان النامية"] * 2
    (line, _) = repair_lines([text[::-1] for text in clean])
    assert (line.status, line.confidence) == ("repaired_low", 0.9)
    (line, _) = repair_lines([text.replace("٤٧", "خمس")[::-1] for text in clean])
    assert line.status == "repaired"


def test_torn_words_in_a_few_scrambled_lines_are_not_turned_letter_by_letter() -> None:
    """Turned one by one these read far better than they stand; as runs that moved they read right."""
    sample = Path(__file__).parents[3] / "samples/report.damaged.txt"
    torn = ["يالدولنون  القا ةلجن ", "    فالتعاريالأولى:  ةدلماا "]
    scrambled = [line for line in sample.read_text("utf-8").splitlines() if line.strip()]
    for count in (16, len(scrambled)):
        lines = repair_lines([*scrambled[:count], *torn])
        assert [line.text for line in lines[-2:]] == ["لجنة القانون الدولي", "المادة الأولى: التعاريف"]
