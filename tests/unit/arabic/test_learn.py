import math
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unodc_parse.arabic import learn as learning
from unodc_parse.arabic.gram_tree import MOST_CHARACTERS, GramTree, grow
from unodc_parse.arabic.language_model import EDGE, MAGIC, build, fold, open_stored
from unodc_parse.arabic.mixture import Prior, adapt, bits
from unodc_parse.arabic.model_file import load_model, read_model
from unodc_parse.arabic.rows import count_rows, read_rows, write_rows
from unodc_parse.arabic.word_model import START
from unodc_parse.errors import OptionsError

GENERAL = [
    "عقدت اللجنة اجتماعا في المدينة",
    "قدم الوفد تقريرا عن أعماله إلى المجلس",
    "نظر المجلس في التقرير السنوي",
] * 3
SERIES = ["أوصى الفريق العامل بأن تواصل الأمانة إعداد الورقة", "وأحاط الفريق العامل علما بالورقة التي أعدتها الأمانة"]
DOCUMENTS = [[*SERIES, "وافتتح الرئيس الدورة"], [*SERIES, "واختتم الرئيس الدورة"], [*SERIES, "وشكر الرئيس الأعضاء"]]


@pytest.fixture(scope="module")
def base():
    return learning.learn(GENERAL)


@pytest.fixture
def learned(base, monkeypatch):
    monkeypatch.setattr(learning, "shipped", lambda: build(open_stored(base)))
    monkeypatch.setattr(learning, "read_shipped", lambda: open_stored(base))
    return learning.learn_own(DOCUMENTS)


def test_text_of_the_series_becomes_likelier(learned):
    assert learned.bits_after < 0.7 * learned.bits_before


def test_text_of_other_kinds_stays_nearly_as_likely(base, learned):
    before, after = build(open_stored(base)).characters, read_model(learned.model, "my.lm").characters
    assert bits(after, GENERAL, EDGE) < bits(before, GENERAL, EDGE) + 0.3


def test_words_of_the_series_are_known_and_old_ones_still_are(learned):
    model = read_model(learned.model, "my.lm")
    assert {"الفريق", "بالورقة", "المجلس"} <= model.shapes.vocabulary
    assert {"الفريق", "بالورقة", "المجلس"} <= model.words.numbers.keys()
    assert model.stems.stem("والورقات") in model.stems.known


def test_words_that_follow_each_other_in_the_series_become_likelier(base, learned):
    before, after = build(open_stored(base)).words, read_model(learned.model, "my.lm").words
    pair = ("الفريق", "العامل")
    assert after.probability(START, *pair, 1e-9) > 5 * before.probability(START, *pair, 1e-9)
    old = ("قدم", "الوفد", "تقريرا")
    assert after.probability(*old, 1e-9) > 0.5 * before.probability(*old, 1e-9)


def test_the_sentences_are_remembered_once_and_a_file_without_any_is_read_too(base, learned):
    assert open_stored(learned.model).own.split("\n").count(fold(SERIES[0])) == 1
    assert read_model(learned.model, "my.lm").own is not None
    packed = msgspec.msgpack.decode(zlib.decompress(base[len(MAGIC) :]))
    assert read_model(MAGIC + zlib.compress(msgspec.msgpack.encode(packed[:6])), "old.lm").own is None


def test_the_same_documents_give_the_same_bytes(learned):
    assert learning.learn_own(DOCUMENTS) == learned


def test_adapted_distributions_sum_to_one_as_far_as_the_shipped_ones_do(base):
    shipped = build(open_stored(base)).characters.whole()
    lines = [line for document in DOCUMENTS for line in document]
    mixed = adapt(shipped, learning.count(lines, shipped.order))
    alphabet = [gram for gram in mixed.probabilities if len(gram) == 1]

    def told(model, context):  # a little is left for characters that nobody has seen
        return sum(math.exp(model.follow(context, char)) for char in alphabet)

    # a context that only the shipped text has keeps its back-off weight, though what it backs off to was adapted
    for context, most in (("", 1.001), ("ال", 1.001), ("الفريق", 1.001), ("المجلس في", 1.02)):
        assert 0.93 < told(shipped, context) - 0.001 < told(mixed, context) < most


def test_what_is_frequent_everywhere_is_told_by_both_and_what_only_the_series_has_by_the_series():
    shipped = learning.smooth(learning.count(["ab ac ab ac cb cc"] * 200, 3))
    own = learning.count(["ab ab ab db db db"], 3)
    text = adapt(shipped, own)
    plain = adapt(shipped, own, Prior(text=0.0))

    def share(model, context, char):
        return math.exp(model.step(context, char)[0])

    assert share(shipped, " a", "b") < share(text, " a", "b") < share(plain, " a", "b") - 0.2
    assert share(shipped, " d", "b") < 0.01
    assert share(text, " d", "b") > 0.5


def damaged(model):
    packed = zlib.decompress(model[len(MAGIC) :])
    table = msgspec.msgpack.decode(packed)

    def stored(value):
        return MAGIC + zlib.compress(msgspec.msgpack.encode(value))

    yield b""
    yield b"\x80\x04\x95 pickled"
    yield MAGIC
    yield MAGIC + b"noise"
    yield b"UNODC-LM 0\n" + model[len(MAGIC) :]
    yield model[: len(model) // 2]
    yield model[:-20]
    yield MAGIC + zlib.compress(packed[:-9])
    yield stored([])

    for place, value in ((0, 99), (0, 0), (1, ["x"]), (2, math.nan), (2, 1e9), (2, math.inf)):
        yield stored([*table[:place], value, *table[place + 1 :]])
    for value, *places in [*wrong_trees(table[0]), *wrong_tables()]:
        changed = msgspec.msgpack.decode(packed)
        part = changed
        for place in places[:-1]:
            part = part[place]
        part[places[-1]] = value(part[places[-1]])
        yield stored(changed)


def shorter(row):
    return row[:-1]


def higher(row):
    return b"\xff" + row[1:]


def wrong_trees(order):
    """Yield what to do to a part of a stored model, and where."""
    tree = 1
    for level in range(order):
        for field in (1, 2, 3):  # characters, children, probabilities
            yield shorter, tree, field, level
            yield lambda row: row + b"\0", tree, field, level
    yield higher, tree, 1, 0
    yield shorter, tree, 4, 0
    yield shorter, tree, 1
    yield shorter, tree, 4


def wrong_tables():
    """Yield likewise: shapes and words."""
    shapes, words = 3, 4
    for field in (4, 6, 8):  # how often shapes, pairs and triples stand
        yield shorter, shapes, field, 0
    for field in (5, 7):
        yield shorter, shapes, field, 0, 0
        yield higher, shapes, field, 1, 2
    for field in (1, 2, 4, 6, 8):
        yield shorter, words, field
    for field in (3, 5, 7):
        yield shorter, words, field, 0, 1
        yield higher, words, field, 1, 2
    yield lambda _: 0.0, words, 9


def test_files_that_are_no_models_are_refused_in_one_line(learned, tmp_path):
    assert read_model(learned.model, "my.lm")
    for number, data in enumerate(damaged(learned.model)):
        path = tmp_path / f"{number}.lm"
        path.write_bytes(data)
        with pytest.raises(OptionsError) as caught:
            load_model(str(path))
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_missing_file_is_told_by_name(tmp_path):
    with pytest.raises(OptionsError, match=r"none\.lm: cannot be read"):
        load_model(str(tmp_path / "none.lm"))


def test_a_stored_model_says_what_its_n_grams_in_tables_say(base):
    stored, whole = build(open_stored(base)).characters, build(open_stored(base)).characters.whole()
    for text in (*GENERAL, *SERIES, "xyz 12", "الفريق"):
        assert stored.follow(EDGE, text) == pytest.approx(whole.follow(EDGE, text), abs=1e-9)
    assert whole.probabilities.keys() == learning.smooth(learning.count(GENERAL, whole.order)).probabilities.keys()


def test_n_grams_are_left_out_that_say_what_shorter_ones_say():
    """That b follows "xa" says "a" already, which c never follows; that c follows "ya" only "ya" does."""
    counts = learning.count(["xab zab wab vab uab xab tab yac yac yac"], 3)
    everything, some = learning.smooth(counts, -math.inf), learning.smooth(counts, 0.5, short=1)
    assert {"xab", "yac"} <= everything.probabilities.keys()
    assert "yac" in some.probabilities
    assert "xab" not in some.probabilities
    assert some.follow("xa", "b") == pytest.approx(everything.follow("xa", "b"), abs=0.3)


@pytest.mark.parametrize("least", [-math.inf, 0.0, 0.5, 1.0, 4.0])
def test_pruned_distributions_sum_to_one(least):
    model = learning.smooth(learning.count([*GENERAL, *SERIES], 6), least, short=1)
    alphabet = [gram for gram in model.probabilities if len(gram) == 1]

    def told(context):  # the rest of one is left for characters that nobody has seen
        return sum(math.exp(model.follow(context, char)) for char in alphabet)

    for context in ("ال", "الفريق", "المجلس في", "zz"):
        assert told("") - 1e-9 < told(context) < 1.0


def test_of_much_own_text_long_n_grams_seen_once_are_left_out(monkeypatch):
    whole = learning.count_own(SERIES, 8)
    monkeypatch.setattr(learning, "_MANY", 40)
    some = learning.count_own(SERIES, 8)
    assert whole == learning.count(SERIES, 8)
    assert some[:6] == whole[:6]
    assert [min(counter.values()) for counter in whole[6:]] == [1, 1]
    assert some[6:] == [{gram: n for gram, n in counter.items() if n > 1} for counter in whole[6:]]
    assert all(some[6:])


def test_what_pruning_left_out_in_the_middle_of_the_tree_is_put_in_again():
    model = learning.smooth(learning.count(["abcd abcd abce"] * 3, 4))
    pruned = {gram: log for gram, log in model.probabilities.items() if gram != "abc"}
    probabilities, _ = GramTree(grow(4, pruned, model.back_offs)).tables()
    assert probabilities.keys() == model.probabilities.keys()
    told = pruned["bc"] + model.back_offs.get("ab", 0.0)
    assert probabilities["abc"] == pytest.approx(told, abs=0.04)


def test_a_model_knows_the_most_frequent_characters_where_there_are_more_than_it_holds():
    rare = "".join(map(chr, range(0x4E00, 0x4E00 + 2 * MOST_CHARACTERS)))
    model = build(open_stored(learning.learn([*GENERAL, rare]))).characters
    assert model.follow(EDGE, GENERAL[0]) > -2.0 * len(GENERAL[0])
    assert 200 < sum(len(gram) == 1 for gram in model.whole().probabilities) <= MOST_CHARACTERS


@given(st.lists(st.lists(st.integers(0, (1 << 24) - 1), unique=True).map(sorted)))
def test_rows_are_read_as_they_were_written(rows):
    written = write_rows(rows)
    assert [*read_rows(written)] == rows
    assert count_rows(written, len(rows), 1 << 24) == sum(map(len, rows))
