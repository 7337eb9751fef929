"""Count the pairs of Arabic words that stand in one order only: build_arabic_pairs.py OUT.txt TEXT [TEXT…].

The same files give the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from unodc_parse.arabic.fixes import drop_marks

_WORD = re.compile("[\u0620-\u063f\u0641-\u064a]+")
_SEEN, _ONE_WAY = 6, 10

HEAD = """\
# Pairs of Arabic words that stand in this order {seen} times or more, and {one_way} times as often as in the other:
# where they stand the other way round, words are in visual order. Made by benchmarks/build_arabic_pairs.py from the
# development set of the United Nations Parallel Corpus v1.0 (Ziemski, Junczys-Dowmunt, Pouliquen 2016, LREC'16);
# the source is the United Nations. No sentence is contained.
"""


def main() -> int:
    """Read the texts, write the pairs."""
    out, *texts = sys.argv[1:]
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for line in Path(text).read_text("utf-8").splitlines():
            words = [word if _WORD.fullmatch(word) else "" for word in drop_marks(line).split()]
            pairs.update(pair for pair in pairwise(words) if all(pair))
    chosen = sorted(p for p, n in pairs.items() if n >= _SEEN and pairs[p[::-1]] * _ONE_WAY < n and p[0] != p[1])
    lines = "".join(f"{first} {second}\n" for first, second in chosen)
    Path(out).write_text(HEAD.format(seen=_SEEN, one_way=_ONE_WAY) + lines, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
