"""Lines with nothing to read in them among others that are damaged: none may stop the repair of a document."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from unodc_parse import parse, repair_and_explain
from unodc_parse.arabic.repair import repair_lines, replay

#: A line, stored as it is read, from the left, in presentation forms, with its runs moved.
WHOLE = ("قرر الفريق العامل أن ينظر في المسألة رقم ١٢ في دورته المقبلة", "(أ) تُشجَّع الدول على تبادل خبراتها؛", "٣-")
SHAPED = ("ﺓﺭﻭﺩﻟﺍ ﻱﻓ ﻝﻭﻷﺍ", "ﺍﻟﺪﻭﺭﺓ ﺍﻷﻭﻟﻰ", "ﺔﺌﻴﻬﻟﺍ", "ﻻ")
MOVED = ("لمسألة في دورته المقبلةأن ينظر في ا قرر الفريق العامل ", "ةالدورة الحادي  عن أعمال")
BARE = (
    "",
    " ",
    "\t",
    "\u200f",
    "\u0640",
    "\u064b",
    "\u0651 \u064b",
    "\ufc5e",
    "\u202b\u202c",
    "ة",
    " ا ",
    "ﻻ",
    "(",
    "١",
    "a",
)
LINES = st.sampled_from([*WHOLE, *(line[::-1] for line in WHOLE), *SHAPED, *MOVED])
DOCUMENTS = st.lists(
    st.one_of(st.sampled_from(BARE), st.text("\u0640\u064b\u0651\u200f ا)", max_size=3), LINES), max_size=7
)


@given(DOCUMENTS)
@example(["", *(line[::-1] for line in WHOLE)])
@settings(deadline=None)
def test_lines_with_nothing_in_them_are_no_trouble_to_others(lines):
    done = repair_lines(lines)
    assert [line.raw for line in done] == lines
    assert all(replay(line.raw, line.steps) == line.text for line in done)
    assert all(line.text == line.raw for line in done if not line.raw.strip())


@given(DOCUMENTS)
@settings(deadline=None, max_examples=20)
def test_a_text_with_such_lines_is_parsed(lines):
    text = "\n".join([WHOLE[0], *lines])
    assert parse(text.encode())
    assert repair_and_explain(text).text.count("\n") == len(lines)
