"""Build a language model from text files, one sentence a line: build_arabic_model.py OUT.lm TEXT [TEXT…].

The sentences written for it (`reports.py`) are added. The same files give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reports import sentences as written

from unodc_parse.arabic.learn import learn


def main() -> int:
    """Read the texts, write the model."""
    out, *texts = sys.argv[1:]
    sentences = [line for text in texts for line in Path(text).read_text("utf-8").splitlines() if line.strip()]
    Path(out).write_bytes(learn([*sentences, *written()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
