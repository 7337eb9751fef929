"""Sentences in the language of reports of the United Nations, written for this project (`reports.ar.txt`).

Names, numbers and subjects stand in braces; each takes the next word of its list (`reports.toml`), so that the same
files give the same sentences. Models are made of these and of the corpus; none of it is from a report.
"""

from __future__ import annotations

import re
import tomllib
from itertools import cycle
from pathlib import Path

HERE = Path(__file__).parent


def sentences() -> list[str]:
    """Return the sentences, every brace filled."""
    names = tomllib.loads((HERE / "reports.toml").read_text("utf-8"))
    turns = {name: cycle(words) for name, words in names.items()}
    lines = (HERE / "reports.ar.txt").read_text("utf-8").splitlines()
    return [re.sub(r"\{(\w+)\}", lambda found: next(turns[found[1]]), line) for line in lines if line]
