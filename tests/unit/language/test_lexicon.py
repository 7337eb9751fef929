"""The data files: complete, in step with each other, no phrase twice."""

import pytest

from unodc_parse.language.direction import direction_of
from unodc_parse.language.lexicon import Lexicon, contains_phrase, fold, load
from unodc_parse.options import languages

PHRASE_GROUPS = ("headings", "roles", "openings", "places")


def groups(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    found = {}
    for room in PHRASE_GROUPS:
        section = getattr(lexicon, room)
        found.update({f"{room}.{name}": getattr(section, name) for name in section.__struct_fields__})
    return found


@pytest.mark.parametrize("language", languages())
def test_no_phrase_stands_twice_in_a_list(language: str) -> None:
    for name, phrases in groups(load(language)).items():
        folded = [fold(phrase) for phrase in phrases]
        assert len(folded) == len(set(folded)), name


@pytest.mark.parametrize("language", languages())
def test_a_heading_phrase_announces_one_thing(language: str) -> None:
    headings = load(language).headings
    kinds = [headings.recommendation, headings.deliberation, headings.decision]
    for at, phrases in enumerate(kinds):
        others = [phrase for other in kinds[:at] + kinds[at + 1 :] for phrase in other]
        assert not any(contains_phrase(fold(phrase), tuple(others)) for phrase in phrases)


def test_both_languages_fill_the_same_lists() -> None:
    arabic, english = groups(load("ar")), groups(load("en"))
    optional = {"headings.agenda_item_alone"}
    optional |= {"roles.stating", "roles.relative"}  # an Arabic statement opens with its verb, which `narrating` has
    optional |= {"roles.weighing", "roles.articles"}  # its words that direct are other ones than those that praise
    assert {k for k, v in arabic.items() if v} | optional == {k for k, v in english.items() if v} | optional


@pytest.mark.parametrize("language", languages())
def test_every_month_is_there(language: str) -> None:
    lexicon = load(language)
    assert sorted(lexicon.months) == list(range(1, 13))


def test_phrases_match_whole_words_only() -> None:
    assert not contains_phrase(fold("the recommendationship"), ("recommendation",))
    assert contains_phrase(fold("التَّوصيات"), ("التوصيات",))


@pytest.mark.parametrize(("arabic", "latin", "direction"), [(4, 7, "rtl"), (4, 8, "ltr"), (0, 1, "ltr"), (1, 0, "rtl")])
def test_the_share_of_letters_decides_wherever_they_stand(arabic: int, latin: int, direction: str) -> None:
    lines = ["ب 1" for _ in range(arabic)] + ["b é"[: 1 + at % 2] + "12" for at in range(latin)]
    assert direction_of(*lines) == direction_of(*reversed(lines)) == direction_of(" ".join(lines)) == direction
