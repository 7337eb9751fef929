"""Bad files that are named beside a document, made here: language models, lexicons, chosen readings.

Each has what must be said of it. `python -m tests.hostile.companions FOLDER` writes them as files, to be tried by hand.
"""

from __future__ import annotations

import math
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from unodc_parse.arabic.language_model import MAGIC
from unodc_parse.arabic.learn import learn

CLEAN: Final = ("عقدت اللجنة اجتماعا في المدينة", "قدم الوفد تقريرا عن أعماله", "نظر المجلس في التقرير") * 3
SHA256: Final = "0" * 64


class Companion(NamedTuple):
    """A file, and what must be said of it; a null message means that it is no worse than any."""

    name: str
    data: bytes
    message: str | None


@cache
def model() -> bytes:
    """Return a small model that is as it should be."""
    return learn(CLEAN)


def models() -> Iterator[Companion]:
    """Yield bad language models."""
    yield from _no_models()
    yield from _bombs()
    yield from _wrong_counts()
    yield from _wrong_numbers()


def _no_models() -> Iterator[Companion]:
    whole, packed = model(), zlib.decompress(model()[len(MAGIC) :])
    yield Companion("empty.lm", b"", "is no language model")
    yield Companion(
        "pickle.lm",
        b"\x80\x04\x95\x1b\0\0\0\0\0\0\0\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.",
        "is no language model",
    )
    yield Companion("zip.lm", b"PK\x03\x04" + bytes(60), "is no language model")
    yield Companion("version.lm", b"UNODC-LM 9\n" + whole[len(MAGIC) :], "is of another version")
    yield Companion("magic.lm", MAGIC, "is damaged")
    yield Companion("noise.lm", MAGIC + bytes(range(256)) * 9, "is damaged")
    yield Companion("half.lm", whole[: len(whole) // 2], "is damaged")
    yield Companion("flipped.lm", whole[:400] + bytes([whole[400] ^ 255]) + whole[401:], "is damaged")
    yield Companion("cut.lm", MAGIC + zlib.compress(packed[:-9]), "is damaged")
    yield Companion("more.lm", MAGIC + zlib.compress(packed + b"\xc0"), "is damaged")
    no_text = packed.replace("ال".encode(), b"\xff\xfe\xfd\xfc")
    yield Companion("no-utf-8.lm", MAGIC + zlib.compress(no_text), "is damaged")
    yield Companion("map.lm", _stored({"order": 1, "__reduce__": "os.system"}), "is damaged")
    yield Companion("null.lm", _stored(None), "is damaged")


def _bombs() -> Iterator[Companion]:
    """Yield files that open to gigabytes, or say that they hold billions."""
    zeros = zlib.compressobj(9)
    bomb = b"".join([MAGIC, *(zeros.compress(bytes(1 << 24)) for _ in range(64)), zeros.flush()])
    yield Companion("bomb.lm", bomb, "is damaged")
    yield Companion("billions.lm", MAGIC + zlib.compress(b"\x99\x08\x95\xa1x\xdd\xff\xff\xff\xff\xa1x"), "is damaged")
    yield Companion("long-name.lm", MAGIC + zlib.compress(b"\x99\x08\x95\xdb\xff\xff\xff\xffx"), "is damaged")
    nothings = b"\x99\x08\x95\xa1x\xdd\x06\0\0\0" + b"\xa0" * (6 << 24)
    yield Companion("nothings.lm", MAGIC + zlib.compress(nothings), "is damaged")
    yield Companion("deep.lm", MAGIC + zlib.compress(b"\x91" * 100_000), "is damaged")
    many = bytes(5 << 20)
    yield Companion("rows.lm", _with("shapes", 5, [[many] * 3] * 2), "is damaged")
    yield Companion("children.lm", _with("tree", 2, [bytes([255]) * (1 << 22)] * 8), "is damaged")


def _wrong_counts() -> Iterator[Companion]:
    """Yield models whose parts do not fit together."""
    table = _table()
    yield Companion("no-order.lm", _changed(0, 0), "is damaged")
    yield Companion("order.lm", _changed(0, 99), "is damaged")
    yield Companion("order-below.lm", _changed(0, -1), "is damaged")
    yield Companion("no-tree.lm", _changed(1, ["x"]), "is damaged")
    yield Companion("no-alphabet.lm", _with("tree", 0, ""), "is damaged")
    yield Companion("alphabet-cut.lm", _with("tree", 0, table[1][0][:-1]), "is damaged")
    last, children, logs, backs = table[1][1:]
    yield Companion("grams-cut.lm", _with("tree", 1, [*last[:1], last[1][:-1], *last[2:]]), "is damaged")
    yield Companion("children-cut.lm", _with("tree", 2, [*children[:1], children[1][:-1], *children[2:]]), "is damaged")
    yield Companion("weights-cut.lm", _with("tree", 3, [logs[0][:-1], *logs[1:]]), "is damaged")
    yield Companion("back-offs-cut.lm", _with("tree", 4, backs[:-1]), "is damaged")
    rows = [table[3][5][0], [b"\xff" + table[3][5][1][0][1:], *table[3][5][1][1:]]]
    yield Companion("shape.lm", _with("shapes", 5, [rows[0], [rows[1][0], rows[1][0], rows[1][0]]]), "is damaged")
    yield Companion("no-affix.lm", _with("shapes", 0, [""]), "is damaged")
    yield Companion("no-word.lm", _with("shapes", 2, [""]), "is damaged")
    yield Companion("words.lm", _with("words", 0, "one"), "is damaged")
    yield Companion("word-twice.lm", _with("words", 0, "\n".join("a" for _ in table[4][0].split("\n"))), "is damaged")
    yield Companion("keys.lm", _with("words", 4, table[4][4][:-1]), "is damaged")
    yield Companion(
        "keys-twice.lm", _with("words", 3, [table[4][3][0], [2 * plane for plane in table[4][3][1]]]), "is damaged"
    )


def _wrong_numbers() -> Iterator[Companion]:
    """Yield models whose numbers would make others infinite, negative or none."""
    for number in (math.nan, math.inf, -math.inf, 1e308, "1"):
        yield Companion(f"unknown-{number}.lm", _changed(2, number), "is damaged")
    for name, count in (("none", None), ("below", -2), ("huge", 1 << 63)):
        yield Companion(f"count-{name}.lm", _with("shapes", 6, [count] * 3), "is damaged")
    for share in (0.0, -1.0, 1.5, math.nan):
        yield Companion(f"share-{share}.lm", _with("words", 9, share), "is damaged")


def lexicons() -> Iterator[Companion]:
    """Yield bad lexicons."""
    head = b'language = "en"\n'
    entry = head + b'[[addressee]]\nid = "x"\nexample = "x"\nnames = ["%s"]\n'
    yield Companion("empty.toml", b"", "Object missing required field `language`")
    yield Companion("bytes.toml", bytes(range(256)), "the lexicon is no TOML ('utf-8' codec can't decode byte")
    yield Companion("twice.toml", head * 2, "the lexicon is no TOML (Cannot overwrite a value")
    yield Companion("unknown.toml", head + b'"\\u001b[31m" = 1\n', "contains unknown field")
    yield Companion("elsewhere.toml", b'language = "../ar"\n', "there is no lexicon of '../ar' to add to")
    yield Companion("root.toml", b'language = "/etc/passwd"\n', "there is no lexicon of '/etc/passwd' to add to")
    yield Companion("nul.toml", b'language = "en\\u0000"\n', "there is no lexicon of 'en\\x00' to add to")
    yield Companion("no-phrase.toml", entry % b"", "the lexicon has an entry with an empty phrase")
    yield Companion("white-phrase.toml", entry % b" \\t ", "the lexicon has an entry with an empty phrase")
    yield Companion("nan.toml", head + b"scale = { x = nan }\n", "Expected `int`, got `float`")
    yield Companion("digits.toml", head + b"x = " + b"9" * 6000, "a number has too many digits")
    yield Companion("brackets.toml", head + b"x = " + b"[" * 50_000 + b"]" * 50_000, "its brackets are nested too deep")
    yield Companion("braces.toml", head + b"x = " + b"{a=" * 50_000, "its brackets are nested too deep")
    yield Companion("dots.toml", head + b".".join([b"a"] * 30_000) + b" = 1\n", "a name is deeper than any entry")
    yield Companion("dots-apart.toml", head + b" . ".join([b'"a"'] * 30_000) + b" = 1\n", "a name is deeper than any")
    yield Companion("table-dots.toml", head + b"[" + b".".join([b"'a'"] * 30_000) + b"]\n", "a name is deeper than any")
    yield Companion("large.toml", head + b"#" * (1 << 20), "it is larger than 1 MiB")
    yield Companion("letters.toml", head + b"#" + b"a" * 900_000 + b"\n", None)
    yield Companion("quotes.toml", head + b"#" + b"'\"" * 450_000 + b"\n", None)
    yield Companion("yaml.toml", b"a: &a [lol]\nb: &b [*a, *a]\n!!python/object/apply:os.system [id]\n", "is no TOML")


def readings() -> Iterator[Companion]:
    """Yield bad files of chosen readings: tags, aliases, bombs, and what is YAML but not the part that is read."""
    quoted = "write this text in double quotes"
    head = f"version: 1\nsha256: {SHA256}\nlines:\n".encode()
    yield Companion("empty.yaml", b"", "no overrides of version 1")
    yield Companion("bytes.yaml", bytes(range(256)), "it is not UTF-8")
    yield Companion("tag.yaml", b"!!python/object/apply:os.system [id]\n", "line 1: not `key: value`")
    yield Companion(
        "tagged.yaml", head + b"  1:\n    raw: !!python/name:os.system\n", "write this text in double quotes"
    )
    yield Companion(
        "anchor.yaml", head + b'  1:\n    raw: &a "lol"\n    text: *a\n', "write this text in double quotes"
    )
    yield Companion("merge.yaml", head + b"  <<: *a\n", "line 4: not `key: value`")
    yield Companion("flow.yaml", head + b"  1: {raw: x, text: y}\n", quoted)
    yield Companion("twice.yaml", head + b'  1:\n    raw: ""\n    text: ""\n' * 2, "line 7: '1' is not expected here")
    yield Companion(
        "field-twice.yaml", head + b'  1:\n    raw: "a"\n    raw: "b"\n    text: ""\n', "'raw' stands twice"
    )
    yield Companion("head-twice.yaml", b"version: 1\n" + head, "'version' stands twice")
    yield Companion("digits.yaml", head + b"  " + b"9" * 6000 + b":\n", "is not expected here")
    yield Companion("arabic-digit.yaml", head + "  ٣:\n".encode(), "line 4: not `key: value`")
    yield Companion("deep.yaml", head + b"  " * 5000 + b"x: y\n", "line 4: 'x' is not expected here")
    yield Companion(
        "brackets.yaml", head + b"  1:\n    raw: " + b"[" * 90_000 + b"\n", "write this text in double quotes"
    )
    yield Companion("break.yaml", head + b'  1:\n    raw: ""\n    text: "a\\nb"\n', "entry 1: a text is one line")
    yield Companion("no-text.yaml", head + b'  1:\n    raw: ""\n', "entry 1 lacks raw or text")
    yield Companion("version.yaml", head.replace(b"1", b"2", 1), "no overrides of version 1")
    yield Companion("large.yaml", b"#" * ((16 << 20) + 1), "it is far too large")
    yield Companion("quotes.yaml", head + b"  1:\n    raw: '" + b"''" * 200_000 + b"\n", "quotes is broken")
    yield Companion("white.yaml", head + b"  1:\n    raw: x" + b" " * 100_000 + b"y\n    text: y\n", None)


KINDS: Final[dict[str, Callable[[], Iterator[Companion]]]] = {
    "models": models,
    "lexicons": lexicons,
    "readings": readings,
}


def _table() -> list[Any]:
    table: list[Any] = msgspec.msgpack.decode(zlib.decompress(model()[len(MAGIC) :]))
    return table


def _stored(value: object) -> bytes:
    return MAGIC + zlib.compress(msgspec.msgpack.encode(value))


def _changed(place: int, value: object) -> bytes:
    table = _table()
    table[place] = value
    return _stored(table)


def _with(part: str, place: int, value: object) -> bytes:
    """Return a model with one thing in its shapes or words changed."""
    table = _table()
    table[{"tree": 1, "shapes": 3, "words": 4}[part]][place] = value
    return _stored(table)


def main() -> None:
    """Write all of them into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for some in KINDS.values():
        for one in some():
            (folder / one.name).write_bytes(one.data)


if __name__ == "__main__":
    main()
