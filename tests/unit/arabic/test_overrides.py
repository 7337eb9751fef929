import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.arabic.overrides import (
    CHOICES,
    Override,
    Overrides,
    Unfit,
    apply_override,
    apply_overrides,
    load_overrides,
    read_overrides,
    remarks,
    render_overrides,
    unfit,
)
from unodc_parse.arabic.repair import RepairedLine, replay
from unodc_parse.errors import InputError
from unodc_parse.model import Damage

SHA = "0" * 64
TEXT = st.text().filter(lambda text: not set(text) & set("\r\n\f"))
OVERRIDES = st.builds(
    lambda lines: Overrides(sha256=SHA, lines=tuple(sorted(lines, key=lambda one: one.line))),
    st.lists(
        st.builds(Override, line=st.integers(1, 9999), raw=TEXT, text=TEXT, choice=st.sampled_from(CHOICES)),
        unique_by=lambda one: one.line,
        max_size=5,
    ),
)


@given(OVERRIDES)
def test_what_is_written_is_read_back(overrides):
    assert read_overrides(render_overrides(overrides)) == overrides


@given(OVERRIDES)
def test_a_yaml_library_reads_the_same(overrides):
    yaml = pytest.importorskip("yaml", reason="PyYAML comes with the extra dask")
    found = yaml.safe_load(render_overrides(overrides))
    assert found["sha256"] == SHA
    read = {number: (one["raw"], one["text"], one["choice"]) for number, one in (found["lines"] or {}).items()}
    assert read == {one.line: (one.raw, one.text, one.choice) for one in overrides.lines}


@given(st.text())
def test_anything_is_read_or_refused(text):
    with contextlib.suppress(ValueError):
        read_overrides(f"version: 1\nsha256: {SHA}\nlines:\n  1:\n    raw: x\n    text: {text}\n")


HEAD = f"version: 1\nsha256: {SHA}\nlines:\n"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("نص بلا علامات", "نص بلا علامات"),
        ("(أ) نص  # remark", "(أ) نص"),
        ("'it''s'", "it's"),
        ('"a\\u200fb" # remark', "a\u200fb"),
        ("٢- نص؛", "٢- نص؛"),
    ],
)
def test_texts_may_be_written_by_hand(written, text):
    (line,) = read_overrides(f"{HEAD}  7:\n    raw: x\n    text: {written}\n").lines
    assert (line.line, line.text, line.choice) == (7, text, "edit")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "version: 2\n" + HEAD.partition("\n")[2],
        HEAD.replace("0", "g"),
        f"{HEAD}  x:\n    raw: a\n    text: b\n",
        f"{HEAD}  1:\n    raw: a\n",
        f"{HEAD}  1:\n    raw: a\n    text: b\n  1:\n    raw: a\n    text: c\n",
        f'{HEAD}  1:\n    raw: a\n    text: "b\n',
        f'{HEAD}  1:\n    raw: a\n    text: "b\\nc"\n',
        f"{HEAD}  1:\n    raw: a\n    text: !!python/object/apply:os.system [ls]\n",
        f"{HEAD}  1:\n    raw: &a x\n    text: *a\n",
        f"{HEAD}  1:\n\traw: a\n",
        f"{HEAD}  1: [a, b]\n",
        f"{HEAD}  1:\n    raw: a\n    text: b\n    choice: thrid\n",
        f"{HEAD}  1:\n    raw: a\n    text: b\n    choice:\n",
    ],
)
def test_anything_else_is_refused_in_one_line(text, tmp_path):
    path = tmp_path / "a.txt.overrides.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_overrides(str(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("plain", [True, False])
def test_what_a_yaml_library_writes_is_read_where_it_folds_no_string(plain):
    yaml = pytest.importorskip("yaml", reason="PyYAML comes with the extra dask")
    one = Override(line=7, raw="-١٢ نص: طويل، " * 9, text="كلمة 'أخرى' \u200f" * 9, choice="best")
    found = {"version": 1, "sha256": SHA, "lines": {7: {"raw": one.raw, "text": one.text, "choice": "best"}}}
    assert read_overrides(yaml.safe_dump(found, allow_unicode=plain, width=10**6)) == Overrides(
        sha256=SHA, lines=(one,)
    )
    with pytest.raises(ValueError, match=r"^line \d: the string in quotes does not end on its line$"):
        read_overrides(yaml.safe_dump(found, allow_unicode=plain))


def test_an_unknown_choice_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match=r"^line 7: choice 'thrid' is none of raw, best, second, third, edit$"):
        read_overrides(f"{HEAD}  1:\n    raw: a\n    text: b\n    choice: thrid\n")


@pytest.mark.parametrize(
    ("line", "raw", "why"),
    [
        (2, "a", "what its raw says stands in lines 1, 3"),
        (9, "a", "what its raw says stands in lines 1, 3"),
        (4, "c", "the text has 3 lines"),
        (0, "c", "the text has 3 lines"),
        (2, "c", "its raw is not what stands there"),
        (3, "a", None),
    ],
)
def test_a_reading_that_fits_no_line_is_told_with_the_reason(line, raw, why):
    overrides = Overrides(sha256=SHA, lines=(Override(line=line, raw=raw, text="x"),))
    assert unfit((1, 2, 3), ("a", "b", "a"), overrides) == (() if why is None else (Unfit(line, why),))


@pytest.mark.parametrize(
    ("choice", "text", "told"),
    [
        ("best", "b ac", True),
        ("raw", "b", True),
        ("edit", "b ac", False),
        ("second", "b a", False),
        ("third", ")b\u0640a(", False),
    ],
)
def test_a_reading_with_other_letters_is_told_unless_a_person_typed_it(choice, text, told):
    raw = "(ab)" if "(" in text else "a b"
    overrides = Overrides(sha256=SHA, lines=(Override(line=3, raw=raw, text=text, choice=choice),))
    assert [code for code, _ in remarks(overrides, ())] == ["U206"] * told
    assert [code for code, _ in remarks(overrides, [Unfit(3, "why")])] == ["U205"]


def test_of_readings_with_other_letters_the_first_is_told_with_its_letters():
    lines = [Override(line=line, raw="a b", text=text, choice="best") for line, text in ((2, "a"), (5, "b a"), (7, ""))]
    said = "the reading of line 2 (and 1 more) loses b, though its choice is best"
    assert list(remarks(Overrides(sha256=SHA, lines=tuple(lines)), ())) == [("U206", said)]


def test_a_reading_is_applied_to_its_line_as_it_stood_only():
    overrides = Overrides(
        sha256=SHA, lines=(Override(line=2, raw="ab", text="ba"), Override(line=3, raw="x", text="y"))
    )
    lines = [RepairedLine(raw=raw, text=raw, status="repaired_low", confidence=0.3) for raw in ("ab", "ab", "z")]
    done = apply_overrides([1, 2, 3], lines, overrides)
    assert [line.text for line in done] == ["ab", "ba", "z"]
    assert [line.confidence for line in done] == [0.3, 1.0, 0.3]
    assert all(replay(line.raw, line.steps) == line.text for line in done)


@pytest.mark.parametrize(
    ("text", "status", "damage"),
    [(" a  b", "intact", ()), ("a b", "intact", ()), ("b a", "repaired", (Damage.RUN_REVERSED,))],
)
def test_a_line_that_a_person_keeps_is_intact_and_one_read_otherwise_is_repaired(text, status, damage):
    line = RepairedLine(raw=" a  b", text="ba", status="repaired_low", damage=(Damage.RUN_REVERSED,), confidence=0.3)
    done = apply_override(line, Override(line=1, raw=line.raw, text=text))
    assert (done.text, done.status, done.damage, done.confidence) == (text, status, damage, 1.0)
    assert replay(done.raw, done.steps) == text


def test_a_later_choice_takes_the_place_of_an_earlier_one():
    first = Overrides(sha256=SHA).with_line(Override(line=2, raw="a", text="b"))
    assert first.with_line(Override(line=2, raw="a", text="c")).lines == (Override(line=2, raw="a", text="c"),)
