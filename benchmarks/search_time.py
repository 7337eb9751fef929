"""How long the search for the order of a line's runs takes at its worst: `python benchmarks/search_time.py`.

Prints, for lines of so many letters, the processor time in ms of the slowest of several kinds of lines: one letter
repeated, pairs of letters, words cut and moved, letters at random, with spaces and without.
"""

from __future__ import annotations

import random
import time

from unodc_parse.arabic.context import restore_lines
from unodc_parse.arabic.language_model import shipped

LENGTHS = (30, 60, 120, 260)
LETTERS = "اليموتنبرعدفقهسكحجشصخطذزغثضظءأإآىئؤة"
WORDS = ("ينبغي للدول الأطراف أن تنظر في المسائل التالية من أجل تعزيز التعاون الدولي بين السلطات المختصة").split()  # noqa: SIM905 -- a sentence


def kinds(length: int) -> dict[str, str]:
    """Make lines of `length` characters, the same ones every time."""
    chance = random.Random(length)  # noqa: S311 -- to be repeated, not to be secret
    words = " ".join(chance.choices(WORDS, k=length // 3))[:length]
    cuts = sorted(chance.sample(range(length), 8))
    pieces = [words[a:b] for a, b in zip([0, *cuts], [*cuts, length], strict=True)]
    return {
        "one letter": "ا" * length,
        "two letters": ("ال" * length)[:length],
        "short words": ("من " * length)[:length],
        "random letters": "".join(chance.choices(LETTERS, k=length)),
        "random words": "".join(chance.choices(f"{LETTERS}     ", k=length)),
        "moved runs": "  ".join(reversed(pieces))[:length],
    }


def seconds(line: str) -> float:
    """Return the processor time of one search."""
    start = time.process_time()
    restore_lines([line], shipped())
    return time.process_time() - start


def main() -> None:
    """Print a row for each length."""
    shipped()
    for length in LENGTHS:
        taken = {kind: seconds(line) for kind, line in kinds(length).items()}
        worst = max(taken, key=lambda kind: taken[kind])
        print(
            f"{length} characters: {taken[worst] * 1000:.0f} ms ({worst})",
            {k: round(t * 1000) for k, t in taken.items()},
        )


if __name__ == "__main__":
    main()
