"""Copies of one report count once; what is another document stays one, however alike the texts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="an extra: pip install unodc-parse[archive]")
pytest.importorskip("rensa", reason="an extra: pip install unodc-parse[archive]")

from unodc_parse.archive.copies import Copy, Reading, find_copies
from unodc_parse.archive.query import ask, ask_by_name
from unodc_parse.archive.register import build_register

WORDS = """
the of and to in states parties should consider article convention cooperation assistance legal mutual requests
authorities central evidence electronic training networks regional practice experience information exchange
asset recovery witnesses protection borders seized proceeds laundering firearms trafficking experts session
"""
NAME = "reports/2017.pdf"
SYMBOL = "CTOC/COP/WG.3/2017/4"


def prose(seed: int, count: int = 600) -> str:
    chance, words = random.Random(seed), WORDS.split()  # noqa: S311 -- to be repeated
    return " ".join(chance.choice(words) if n % 12 else str(chance.randrange(2000)) for n in range(count))


def changed(text: str, share: float, seed: int = 9) -> str:
    """Return a text with a share of its words lost to reading."""
    chance = random.Random(seed)  # noqa: S311 -- to be repeated
    return " ".join(w if chance.random() >= share or w.isdigit() else "[…]" for w in text.split())


def reading(document: str, symbol: str | None = None, **known: object) -> Reading:
    values = {"sha256": document, "language": "en", "symbols": (symbol,) if symbol else (), "facts": (None, None)}
    return Reading(document=document, **{**values, **known})  # type: ignore[arg-type]


def found(documents: dict[Reading, str]) -> dict[str, tuple[str, str]]:
    """Return what each copy is one of, and why."""
    texts = {known.document: text for known, text in documents.items()}

    def of(names: Sequence[str]) -> Iterable[tuple[str, str]]:
        return [(name, texts[name]) for name in names]

    return {copy.document: (copy.copy_of, copy.reason) for copy in find_copies(list(documents), of)}


FOUND = {
    "the text of a PDF": (
        {reading(NAME, SYMBOL): prose(1), reading("texts/x.txt", SYMBOL): changed(prose(1), 0.02)},
        {"texts/x.txt": (NAME, "same_symbol")},
    ),
    "the text of a PDF, badly damaged": (
        {reading(NAME, SYMBOL): prose(1), reading("x.txt", SYMBOL, confidence=0.5): changed(prose(1), 0.15)},
        {"x.txt": (NAME, "same_symbol")},
    ),
    "a reissue": (
        {reading(NAME, SYMBOL): prose(1), reading("x.pdf", f"{SYMBOL}*"): prose(1)},
        {"x.pdf": (NAME, "same_symbol")},
    ),
    "a joint symbol of which only a part was read": (
        {
            reading(NAME, symbols=(SYMBOL, "CTOC/COP/WG.2/2017/4")): prose(1),
            reading("x.txt", "CTOC/COP/WG.2/2017/4"): prose(1),
        },
        {"x.txt": (NAME, "same_symbol")},
    ),
    "a text beside its PDF that has lost its symbol": (
        {reading(NAME, SYMBOL): prose(1), reading("reports/2017.txt"): changed(prose(1), 0.1)},
        {"reports/2017.txt": (NAME, "same_name")},
    ),
    "equal texts without a symbol": (
        {reading("a/x.pdf"): prose(1), reading("b/y.pdf"): changed(prose(1), 0.01)},
        {"b/y.pdf": ("a/x.pdf", "same_text")},
    ),
    "the same bytes, whatever else": (
        {reading("a.pdf", sha256="1"): "", reading("b.pdf", sha256="1"): "", reading("c.pdf", sha256="1"): ""},
        {"b.pdf": ("a.pdf", "same_bytes"), "c.pdf": ("a.pdf", "same_bytes")},
    ),
    "the same bytes twice beside a text": (
        {
            reading("a.txt", SYMBOL, confidence=0.5): changed(prose(1), 0.05),
            reading("b.txt", SYMBOL, confidence=0.5, sha256="a.txt"): changed(prose(1), 0.05),
            reading("c.pdf", SYMBOL): prose(1),
        },
        {"a.txt": ("c.pdf", "same_symbol"), "b.txt": ("c.pdf", "same_symbol")},
    ),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_copy_is_found(case: str) -> None:
    documents, wanted = FOUND[case]
    assert found(documents) == wanted


OTHERS = {
    **{
        f"{symbol} and {other}": {reading("a.pdf", symbol): prose(1), reading("b.txt", other): prose(1)}
        for symbol, other in (
            (SYMBOL, "CTOC/COP/WG.3/2017/L.1"),
            (SYMBOL, f"{SYMBOL}/Add.1"),
            (SYMBOL, f"{SYMBOL}/Corr.1"),
            (SYMBOL, f"{SYMBOL}/Rev.1"),
            ("CTOC/COP/WG.3/2017/L.1/Add.1", "CTOC/COP/WG.3/2017/L.1/Add.2"),
            (SYMBOL, "CTOC/COP/WG.3/2018/4"),
        )
    },
    "a revision that names what it revises": {
        reading("a.pdf", SYMBOL): prose(1),
        reading("b.pdf", symbols=(SYMBOL, f"{SYMBOL}/Rev.1")): changed(prose(1), 0.01),
    },
    "two languages": {
        reading("a.pdf", SYMBOL): prose(1),
        reading("b.pdf", SYMBOL, language="fr"): prose(1),
    },
    "two parts of one symbol": {reading("a.pdf", SYMBOL): prose(1), reading("b.pdf", SYMBOL): prose(2)},
    "one name in two folders": {reading("a/report.pdf"): prose(1), reading("b/report.pdf"): prose(2)},
    "one name, two drafts": {
        reading("a/report.pdf", SYMBOL): prose(1),
        reading("a/report.txt", "CTOC/COP/WG.3/2017/L.1"): prose(1),
    },
    "the same words of another year, without symbols": {
        reading("a.pdf"): prose(1),
        reading("b.pdf"): " ".join(str(int(w) + 1) if w.isdigit() else w for w in prose(1).split()),
    },
    "nearly the same words of another date": {
        reading("a.pdf", facts=("2017-10-09", None)): prose(1),
        reading("b.pdf", facts=("2018-05-28", None)): prose(1),
    },
    "like texts without symbols, a paragraph exchanged": {
        reading("a.pdf"): prose(1),
        reading("b.pdf"): prose(1, 480) + " " + prose(3, 120),
    },
    "texts of nothing": {reading("a.pdf"): "", reading("b.pdf"): ""},
}


@pytest.mark.parametrize("case", OTHERS)
def test_another_document_is_none(case: str) -> None:
    assert found(OTHERS[case]) == {}


def test_nothing_between_them_joins_a_draft_and_its_report() -> None:
    draft = reading("a.pdf", "CTOC/COP/WG.3/2017/L.1")
    between, report = reading("b.txt"), reading("c.pdf", SYMBOL)
    copies = found({draft: changed(prose(1), 0.02), between: prose(1), report: prose(1)})
    assert copies == {"b.txt": ("c.pdf", "same_text")}  # of the two, the one that it is more like


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ({"in_part": True}, {"confidence": 0.5}),
        ({"words": 300, "recommendations": 9}, {"words": 600}),
        ({"confidence": 0.6}, {"confidence": 0.95}),
        ({"document": "a.txt"}, {"document": "b.pdf"}),
        ({"recommendations": 2}, {"recommendations": 3}),
    ],
)
def test_the_best_reading_stands(worse: dict[str, object], better: dict[str, object]) -> None:
    of = {"words": 600} | worse, {"words": 600} | better
    first, second = (
        reading(**{"document": name, "symbol": SYMBOL} | known) for name, known in zip("ab", of, strict=True)
    )  # type: ignore[arg-type]
    assert found({first: prose(1), second: prose(1)}) == {first.document: (second.document, "same_symbol")}


def test_one_symbol_misread_in_a_whole_archive_costs_no_square() -> None:
    asked = 0

    def texts(names: Sequence[str]) -> list[tuple[str, str]]:
        nonlocal asked
        asked += len(names)
        return [(name, prose(int(name), 20)) for name in names]

    assert find_copies([reading(str(number), SYMBOL) for number in range(300)], texts) == []
    assert asked < 20 * 300


def test_a_register_counts_copies_once(tmp_path: Path) -> None:
    documents = {"a.pdf": ("en", prose(1)), "a.txt": ("en", changed(prose(1), 0.02)), "z.txt": ("ar", prose(7))}
    lines, segments = [], []
    for name, (language, text) in documents.items():
        line = {"path": name, "sha256": name, "status": "ok", "language": language, "symbols": [SYMBOL]}
        lines.append(json.dumps(line | {"segments": 1, "recommendations": 1, "damage": []}))
        segment = {"document": name, "symbol": SYMBOL, "id": "1", "kind": "item", "role": "recommendation"}
        asked = {"addressees": [{"id": "states", "text": "states", "span": [0, 6]}], "confidence": 1.0}
        segments.append(json.dumps(segment | asked | {"language": language, "text": text}))
    (tmp_path / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "segments.jsonl").write_text("\n".join(segments), encoding="utf-8")
    build_register(tmp_path, tmp_path / "register")
    sql = "SELECT document, counted, uncounted, copy_of FROM documents ORDER BY document"
    assert ask(tmp_path / "register", sql).rows == [
        ("a.pdf", False, "other_language", None),  # both languages say as much: the first by its code stands
        ("a.txt", False, "same_symbol", "a.pdf"),
        ("z.txt", True, None, None),
    ]
    assert ("a.txt", "copy_of", "a.pdf") in ask_by_name(tmp_path / "register", "links").rows
    assert ask_by_name(tmp_path / "register", "addressee").rows == [("states", 1, 1, None)]
    assert [row[2:5] for row in ask_by_name(tmp_path / "register", "timeline").rows] == [("ar", 1, 1), ("en", 1, 1)]


def test_what_was_compared_says_how_like_it_is() -> None:
    documents = [reading("a.pdf", SYMBOL), reading("b.txt", SYMBOL)]
    copies = find_copies(documents, lambda names: [(name, prose(1)) for name in names])
    assert copies == [Copy(document="b.txt", copy_of="a.pdf", reason="same_symbol", similarity=1.0)]
