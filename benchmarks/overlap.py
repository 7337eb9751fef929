"""Tell how much of a text stands in others, too: the share of its sequences of two, three and four words.

    python benchmarks/overlap.py REPORT [REPORT…]
    python benchmarks/overlap.py --corpus ../shared/corpus/unpc/devset

A report is cut into quarters of as many words, and each is looked for in the three others: what the parts of one report
share, reports of a series share at least, and their set sentences besides. `--corpus` tells the same of documents of
one body in two languages (every document in all others), as Arabic says in fewer words what English says.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from unodc_parse.arabic.chardata import ARABIC
from unodc_parse.arabic.language_model import fold
from unodc_parse.pipeline import join_text, read

Words = list[str]
#: Bodies of the corpus with a dozen documents or more, and the most words that a document is looked for in.
BODIES = ("a/69", "s/2015", "npt/conf_2015", "cedaw/c", "s/res", "a/ac_109")
MOST = 3000


def words(text: str) -> Words:
    """Return the words and numbers of a text; of numbers only that they are some.

    >>> words("A 12/3, b-c")
    ['a', '0', '0', 'b', 'c']
    """
    return ["0" if word[0] == "0" else word for word in re.findall(r"[^\W\d_]+|0+", _folded(text.lower()))]


def _folded(text: str) -> str:
    """Fold Arabic as the model does, which knows one Latin letter only; of other texts the digits."""
    return fold(text) if ARABIC.search(text) else re.sub(r"\d", "0", text)


def shares(test: Sequence[Words], others: Sequence[Words]) -> tuple[float, ...]:
    """Return which share of the sequences of two, three and four words of `test` stands in `others`."""
    found = []
    for size in (2, 3, 4):
        known, own = set(_sequences(others, size)), list(_sequences(test, size))
        found.append(sum(each in known for each in own) / max(1, len(own)))
    return tuple(found)


def _sequences(texts: Sequence[Words], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(text[i : i + size]) for text in texts for i in range(len(text) - size + 1))


def told(test: Sequence[Words], others: Sequence[Words]) -> str:
    """Return the shares, and how many words were looked for in how many, as they are printed."""
    sizes = sum(map(len, test)), sum(map(len, others))
    return f"{sizes[0]} words in {sizes[1]}: " + ", ".join(f"{share:.2f}" for share in shares(test, others))


def _of_report(path: Path) -> None:
    text = join_text(read(path.read_bytes(), name=path.name)) if path.suffix == ".pdf" else path.read_text("utf-8")
    lines = [found for line in text.splitlines() if len(found := words(line)) > 1]
    size, done = sum(map(len, lines)), 0
    quarters: list[list[Words]] = [[], [], [], []]
    for line in lines:
        quarters[4 * done // size].append(line)
        done += len(line)
    for number, quarter in enumerate(quarters):
        others = [line for other in quarters if other is not quarter for line in other]
        print(f"{path.name} quarter {number + 1}: {told(quarter, others)}")


def _of_corpus(devset: Path) -> None:
    ids = [line.split()[0] for line in devset.with_suffix(".ids").read_text("utf-8").splitlines()]
    for language in ("ar", "en"):
        lines = [words(line) for line in devset.with_suffix(f".{language}").read_text("utf-8").splitlines()]
        for body in BODIES:
            documents: dict[str, list[Words]] = {}
            for symbol, line in zip(ids, lines, strict=True):
                if symbol.startswith(f"2015/{body}"):
                    documents.setdefault(symbol, []).append(line)
            print(f"{body} {language}: {_mean(documents)}")


def _mean(documents: dict[str, list[Words]]) -> str:
    """Return the mean of the shares of some documents in as many words of the others, weighed by their words."""
    total, size = [0.0, 0.0, 0.0], 0
    for name, document in documents.items():
        others: list[Words] = []
        for line in (line for other, lines in documents.items() if other != name for line in lines):
            if sum(map(len, others)) < MOST:
                others.append(line)
        own = sum(map(len, document))
        total = [t + own * share for t, share in zip(total, shares(document, others), strict=True)]
        size += own
    return f"{len(documents)} documents, {size} words: " + ", ".join(f"{t / size:.2f}" for t in total)


def main() -> int:
    """Print a line for every part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path, nargs="*")
    parser.add_argument("--corpus", type=Path, help="files of lines in step: .ar, .en and .ids")
    chosen = parser.parse_args()
    for path in chosen.reports:
        _of_report(path)
    if chosen.corpus:
        _of_corpus(chosen.corpus)
    return 0


if __name__ == "__main__":
    sys.exit(main())
