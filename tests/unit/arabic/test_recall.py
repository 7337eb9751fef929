import random

import pytest
from msgspec.structs import replace

from unodc_parse.arabic import recall
from unodc_parse.arabic.language_model import build, fold, open_stored
from unodc_parse.arabic.layout import take_apart
from unodc_parse.arabic.learn import learn
from unodc_parse.arabic.rank import Reading, read_line, render, worth_a_try
from unodc_parse.arabic.recall import OwnText, remembered

SENTENCE = "وافتتح الاجتماع رئيس الفريق العامل في ٥ أيار ٢٠١٦ ورحب بالمشاركين من جميع الدول الأطراف"
OTHER = "وألقى ممثل الأمانة كلمة استهلالية أشار فيها إلى التقدم المحرز في تنفيذ الولاية"
WHOLE = "وافتتح الاج|تماع رئيس الفريق العا|مل في| ١٢| تموز| ٢٠١٩| ورحب بالمشا|ركين من جميع الدو|ل الأطراف"
RUNS = WHOLE.split("|")


def orders(line, sentences=(OTHER, SENTENCE)):
    layout = take_apart(line)
    return layout, OwnText([fold(sentence) for sentence in sentences]).orders(layout)


def readings(line, sentences=(OTHER, SENTENCE)):
    layout, found = orders(line, sentences)
    return [" ".join(render(line, layout, runs).split()) for runs in found]


@pytest.mark.parametrize("passes", [1, 2, 3])
def test_a_sentence_that_comes_again_with_another_date_tells_the_order_however_many_passes(passes):
    for seed in range(5):
        rng = random.Random(seed)  # noqa: S311 -- no secret
        belongs = [rng.randrange(passes) for _ in RUNS]
        order = [i for p in range(passes) for i in reversed(range(len(RUNS))) if belongs[i] == p]
        found = readings("".join(RUNS[i] for i in order))
        assert "".join(RUNS).replace(" ", "") in {reading.replace(" ", "") for reading in found}


def test_what_a_sentence_tells_is_read_where_a_search_that_follows_few_ways_may_not_come_to_it():
    belongs = (0, 1, 2, 0, 1, 2, 0, 1, 2)
    line = "".join(RUNS[i] for p in range(3) for i in reversed(range(len(RUNS))) if belongs[i] == p)
    model = build(open_stored(learn([OTHER] * 4)))  # that has not read the sentence
    own = replace(model, own=OwnText([fold(SENTENCE)]))
    assert "".join(RUNS) in [reading.text for reading in read_line(line, own).readings]
    assert "".join(RUNS) not in [reading.text for reading in read_line(line, model).readings]


def test_orders_that_sentences_nearly_tell_are_made_better_where_there_is_no_doubt_too():
    best, near, far, other = (
        Reading(text, ((i, i + 1, False),), None, score, ())
        for i, (text, score) in enumerate([("a", 0.0), ("b", -9.0), ("c", -30.0), ("d", -8.0)])
    )
    assert worth_a_try([best, other, near, far], [near.runs, far.runs]) == [near]
    assert worth_a_try([best], [best.runs]) == []


def test_spaces_are_those_of_the_sentence():
    assert "".join(RUNS) in readings("".join(reversed(RUNS)))


def test_what_no_sentence_has_is_left_to_other_evidence():
    assert not readings("ل الأطراف" + "وتناول المتكلم مسألة أخرى تخص الدو")
    assert not readings("وافتتح")


def test_orders_keep_every_unit_and_cut_no_number_and_no_wide_gap():
    rng = random.Random(7)  # noqa: S311 -- no secret
    for _ in range(100):
        parts = [*RUNS, "(CAC/COSP/WG.4/2016/1)", "  ", "-", "٣٤٥"]
        rng.shuffle(parts)
        layout, found = orders("".join(parts[: rng.randrange(4, len(parts))]))
        for runs in found:
            assert sorted(unit for start, end, _ in runs for unit in range(start, end)) == list(range(len(layout)))
            assert all(layout.barrier[end] <= start for start, end, _ in runs)
            digits = [char == "0" for char in layout.text]
            numbers = {unit for unit, place in enumerate(layout.at) if place and digits[place - 1] and digits[place]}
            assert numbers.isdisjoint(start for start, _, _ in runs)


def test_sentences_that_nearly_came_before_are_remembered_once():
    again = fold(SENTENCE).replace("00", "0")
    assert remembered([fold(SENTENCE), fold(OTHER), again]) == [fold(SENTENCE), fold(OTHER)]


def test_no_more_is_remembered_than_can_be_used(monkeypatch):
    monkeypatch.setattr(recall, "_MOST", len(SENTENCE) + 5)
    assert remembered([SENTENCE, OTHER]) == [SENTENCE]


def test_what_comes_again_takes_no_room_from_what_is_new(monkeypatch):
    monkeypatch.setattr(recall, "_MOST", len(SENTENCE) + len(OTHER))
    assert remembered([SENTENCE] * 9 + [OTHER]) == [SENTENCE, OTHER]
