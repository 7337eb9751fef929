"""Letter maps whose ranges lost their high byte, told by the letters beside them that stand in no range."""

from __future__ import annotations

from unodc_parse.read.letter_ranges import mended

ALONE = {0x17F: "\u061f", 0x197: "\u0637", 0x1A9: "\u0649"}
RANGES = ((0x181, 0x621, 3), (0x187, 0x627, 4), (0x1A1, 0x641, 8), (0x1C0, 0x660, 10))


def spoilt(first: int, count: int) -> list[str]:
    return [chr((first >> 8 | first & 0xFF) + i) for i in range(count)]


def written(code: int) -> bytes:
    return code.to_bytes(2, "big")


def test_spoilt_ranges_say_what_their_neighbours_tell() -> None:
    right = {written(code + i): chr(first + i) for code, first, count in RANGES for i in range(count)}
    said = {written(code + i): text for code, first, n in RANGES for i, text in enumerate(spoilt(first, n))}
    sound = {written(code): text for code, text in ALONE.items()} | {written(0x24): "A", written(0x25): "B"}
    assert said != right
    assert mended(said | sound) == right | sound


def test_latin_letters_beside_arabic_ones_stay() -> None:
    latin = {written(0x180 + i): chr(0x61 + i) for i in range(20)}
    sound = {written(code): text for code, text in ALONE.items()}
    assert mended(latin | sound) == latin | sound


def test_a_map_without_arabic_is_left_as_it_is() -> None:
    said = {written(0x30 + i): chr(0x41 + i) for i in range(20)}
    assert mended(said) is said


def test_of_two_orders_that_explain_a_code_the_commoner_one_tells() -> None:
    sound = {written(0x318): "\u0639", written(0x319): "\u063a", written(0x31F): "\u0642"}
    said = {written(0x310 + i): text for i, text in enumerate(spoilt(0x631, 8))}
    assert mended(said | sound) == {written(0x310 + i): chr(0x631 + i) for i in range(8)} | sound
