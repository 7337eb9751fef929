#!/usr/bin/env python3
"""How well a register finds recommendations that come back reworded: planted ones, in both languages.

    python benchmarks/recurring.py ../shared/corpus/unpc

Sentences of real UN documents stand for recommendations; some are planted again in later documents, reworded: up
to 30 % of the words replaced by any others, and a clause dropped, added or moved. As many new sentences are mixed with
them. Sentences that have a near twin in the set to begin with are left out, so that each attachment is right or wrong.
Prints precision and recall for several thresholds, and the time.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from unodc_parse.archive.recurrence import SAME, Recurrence, Text, find_recurrences
from unodc_parse.language.lexicon import fold

PLANTED = 500


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


def plant(sentences: list[str], chance: random.Random) -> tuple[list[Text], set[str]]:
    """Return texts, earliest first, and the ids of those that are planted again (`17` comes back as `17b`)."""
    vocabulary = sorted({word for sentence in sentences for word in sentence.split()})
    first = [
        Text(f"d{n // 20}", str(n), fold(sentence), f"d{n // 20}") for n, sentence in enumerate(sentences[:-PLANTED])
    ]
    fresh = [
        Text(f"e{n // 10}", f"new{n}", fold(sentence), f"e{n // 10}") for n, sentence in enumerate(sentences[-PLANTED:])
    ]
    chosen = {text.id for text in chance.sample(first, PLANTED)}
    again = [
        Text(
            f"e{n // 10}", f"{text.id}b", fold(" ".join(reword(text.folded.split(), vocabulary, chance))), f"e{n // 10}"
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


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("unpc", type=Path)
    folder = parser.parse_args().unpc
    print("language  threshold  precision  recall  seconds")
    for language in ("en", "ar"):
        lines = (folder / f"devset.{language}").read_text(encoding="utf-8").splitlines()
        sentences = without_twins([line for line in lines if 12 <= len(line.split()) <= 60])
        texts, planted = plant(sentences, random.Random(3))  # noqa: S311 -- a benchmark
        for threshold in sorted({SAME, 0.3, 0.4, 0.5, 0.6}):
            started = time.perf_counter()
            precision, recall = score(find_recurrences(texts, threshold), planted)
            print(f"{language:8}  {threshold:9}  {precision:9.3f}  {recall:6.3f}  {time.perf_counter() - started:7.1f}")


if __name__ == "__main__":
    main()
