#!/usr/bin/env python3
"""How well a register finds recommendations that come back reworded: planted ones, in both languages.

    python -m benchmarks.recurring ../shared/corpus/unpc

Sentences of real UN documents stand for recommendations; some are planted again in later documents, reworded: up
to 30 % of the words replaced by any others, and a clause dropped, added or moved; `ar*` are Arabic ones in another
spelling besides, as other typists and other files have it: marks, hamzas, final yeh and heh, digits, tatweel. As many
new sentences are mixed with them. Sentences that have a near twin in the set to begin with are left out, so that each
attachment is right or wrong. Prints precision and recall for several thresholds, means of some seeds and the lowest.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path

import duckdb

from unodc_parse.archive.recurrence import SAME, Recurrence, Text, find_recurrences

PLANTED = 500
#: What else a letter or sign may be written as, and how often.
SPELLINGS = [
    ("[أإآ]", "ا", 0.5),
    (r"ة\b", "ه", 0.3),
    (r"ي\b", "ى", 0.3),
    ("ؤو", "ئو", 0.5),
    ("ي", "ی", 0.1),
    ("ك", "ک", 0.1),
    ("[\u064b-\u0652]", "", 0.7),
    ("(?<=[بتسعفقكلمنه])(?=[بتسعفقكلمنه])", "ـ", 0.05),
    (r"(?<=\w)(?=\b)", "\u0650", 0.1),
]


@cache
def _folding() -> duckdb.DuckDBPyConnection:
    """Return a database that folds text as a register does."""
    script = resources.files("unodc_parse").joinpath("data", "register.sql").read_text(encoding="utf-8")
    database = duckdb.connect()
    database.execute(script[script.index("CREATE MACRO fold") :].partition(";\n")[0])
    return database


@cache
def fold(text: str) -> str:
    """Return a text as a register compares it."""
    row = _folding().execute("SELECT fold(?)", [text]).fetchone()
    return str(row[0]) if row else ""


def respell(text: str, chance: random.Random) -> str:
    """Return an Arabic text as another typist might have written it."""
    for pattern, other, share in SPELLINGS:
        text = re.sub(pattern, lambda met, o=other, s=share: o if chance.random() < s else met[0], text)
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    return text.translate(digits) if chance.random() < 0.5 else text


def reword(words: list[str], vocabulary: list[str], chance: random.Random) -> list[str]:
    """Return `words` with a few replaced, and perhaps a clause dropped, added or moved."""
    share = chance.choice((0.0, 0.1, 0.2, 0.3))
    changed = [chance.choice(vocabulary) if chance.random() < share else word for word in words]
    cut = chance.randrange(len(changed))
    kind = chance.choice(("as it is", "dropped", "added", "moved"))
    if kind == "dropped":
        length = max(1, len(changed) // 6)
        return changed[:cut] + changed[cut + length :]
    if kind == "added":
        return changed[:cut] + chance.sample(vocabulary, max(1, len(changed) // 6)) + changed[cut:]
    return changed[cut:] + changed[:cut] if kind == "moved" else changed


def plant(
    sentences: list[str], chance: random.Random, spell: Callable[[str], str] = str
) -> tuple[list[Text], set[str]]:
    """Return texts, earliest first, and the ids of those that are planted again (`17` comes back as `17b`).

    `spell` tells how those are written that come back, and the new ones.
    """
    vocabulary = sorted({word for sentence in sentences for word in sentence.split()})
    first = [
        Text(f"d{n // 20}", str(n), fold(sentence), f"d{n // 20}") for n, sentence in enumerate(sentences[:-PLANTED])
    ]
    fresh = [
        Text(f"e{n // 10}", f"new{n}", fold(spell(sentence)), f"e{n // 10}")
        for n, sentence in enumerate(sentences[-PLANTED:])
    ]
    chosen = {text.id for text in chance.sample(first, PLANTED)}
    again = [
        Text(
            f"e{n // 10}",
            f"{text.id}b",
            fold(spell(" ".join(reword(sentences[int(text.id)].split(), vocabulary, chance)))),
            f"e{n // 10}",
        )
        for n, text in enumerate(text for text in first if text.id in chosen)
    ]
    return first + again + fresh, chosen


def score(found: list[Recurrence], planted: set[str]) -> tuple[float, float]:
    """Return precision and recall of planted pairs, by which recurrence the later one was put to."""
    groups: dict[int, set[str]] = {}
    for one in found:
        groups.setdefault(one.recurrence, set()).add(one.id)
    right = sum(any({name, f"{name}b"} <= group for group in groups.values()) for name in planted)
    claimed = sum(len(group) - 1 for group in groups.values())
    return right / max(claimed, 1), right / len(planted)


def without_twins(sentences: list[str]) -> list[str]:
    """Return the sentences that nothing else in the set resembles."""
    texts = [Text(f"d{n}", str(n), fold(sentence), f"d{n}") for n, sentence in enumerate(sentences)]
    twins = {found.id for found in find_recurrences(texts, 0.25)}
    return [sentence for n, sentence in enumerate(sentences) if str(n) not in twins]


def measure(sentences: list[str], language: str, threshold: float, seeds: int) -> str:
    """Return mean and lowest precision and recall, and the mean time."""
    scores, started = [], time.process_time()
    for seed in range(seeds):
        chance = random.Random(seed)  # noqa: S311 -- a benchmark
        spell = (lambda text, c=chance: respell(text, c)) if "*" in language else str
        texts, planted = plant(sentences, chance, spell)
        scores.append(score(find_recurrences(texts, threshold), planted))
    precisions, recalls = zip(*scores, strict=True)
    parts = (f"{sum(found) / seeds:9.3f} ({min(found):.3f})" for found in (precisions, recalls))
    return f"{language:8}  {threshold:9}  {'  '.join(parts)}  {(time.process_time() - started) / seeds:7.1f}"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("unpc", type=Path)
    parser.add_argument("--seeds", type=int, default=6)
    asked = parser.parse_args()
    print("language  threshold  precision (lowest)  recall (lowest)  seconds")
    for language in ("en", "ar", "ar*"):
        lines = (asked.unpc / f"devset.{language[:2]}").read_text(encoding="utf-8").splitlines()
        sentences = without_twins([line for line in lines if 12 <= len(line.split()) <= 60])
        for threshold in sorted({SAME, 0.25, 0.35, 0.4, 0.5}):
            print(measure(sentences, language, threshold, asked.seeds))


if __name__ == "__main__":
    main()
