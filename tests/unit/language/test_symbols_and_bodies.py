"""Document symbols and names of bodies."""

import pytest

from unodc_parse.language.bodies import find_bodies
from unodc_parse.language.data_files import load_bodies
from unodc_parse.language.symbols import find_symbols
from unodc_parse.language.wording import data


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("CTOC/COP/WG.3/2017/L.1/Add.2", ["CTOC/COP/WG.3/2017/L.1/Add.2"]),
        ("A/RES/73/186, E/CN.15/2018/15.", ["A/RES/73/186", "E/CN.15/2018/15"]),
        ("E/2018/30-E/CN.15/2018/15", ["E/2018/30", "E/CN.15/2018/15"]),
        ("CTOC/COP/WG.2/2017/4–CTOC/COP/WG.3/2017/4", ["CTOC/COP/WG.2/2017/4", "CTOC/COP/WG.3/2017/4"]),
        ("S/RES/2776 (2025)", ["S/RES/2776 (2025)"]),
        ("A/S-30/4 and A/CONF.234/16", ["A/S-30/4", "A/CONF.234/16"]),
        ("انظر الوثيقة CTOC/COP/WG.3/2017/1، الفقرات ٣-٨", ["CTOC/COP/WG.3/2017/1"]),
        ("and/or AIDS/HIV ISO/IEC 27037:2012 COMJIB/IberRed", []),
        ("www.unodc.org/unodc/en/2017/A/1", []),
    ],
)
def test_symbols_are_told_from_words_with_slashes(text: str, symbols: list[str]) -> None:
    assert [symbol for symbol, _ in find_symbols(text)] == symbols
    assert all(text[start:end] == symbol for symbol, (start, end) in find_symbols(text))


def test_the_longest_name_of_a_body_wins() -> None:
    text = "Conference of the Parties to the United Nations Convention against Transnational Organized Crime"
    assert [body for body, _ in find_bodies(text)] == ["cop_untoc"]


def test_every_name_of_every_body_is_found() -> None:
    for body in load_bodies():
        for name in body.names:
            assert [found for found, _ in find_bodies(name)] == [body.id], name


def test_marks_and_tatweel_do_not_hide_a_body() -> None:
    text = "أعدَّ الفريـق العامل المعنيّ بالتعاون الدَّولي"
    [(body, (start, end))] = find_bodies(text)
    assert body == "ctoc_wg_international_cooperation"
    assert text[start:end] == "الفريـق العامل المعنيّ بالتعاون الدَّولي"


def test_roots_are_capitals_as_the_first_look_at_a_text_takes_for_granted() -> None:
    assert all(root.isascii() and root.isalpha() and root.isupper() for root in data("symbols.toml")["roots"])
