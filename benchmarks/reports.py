"""Sentences in the language of the United Nations, written for this project: `reports.ar.txt`, and `written/`.

In `reports.ar.txt` names, numbers and subjects stand in braces; each takes the next word of its list (`reports.toml`),
so that the same files give the same sentences. `written/` has whole documents of every kind, by subjects. Models are
made of these and of the corpus; none of it is from a report.
"""

from __future__ import annotations

import re
import tomllib
from itertools import cycle
from pathlib import Path

HERE = Path(__file__).parent


def sentences() -> list[str]:
    """Return the sentences, every brace filled, and those of the documents."""
    names = tomllib.loads((HERE / "reports.toml").read_text("utf-8"))
    turns = {name: cycle(words) for name, words in names.items()}
    lines = (HERE / "reports.ar.txt").read_text("utf-8").splitlines()
    filled = [re.sub(r"\{(\w+)\}", lambda found: next(turns[found[1]]), line) for line in lines if line]
    documents = [path.read_text("utf-8").splitlines() for path in sorted((HERE / "written").glob("*.ar.txt"))]
    return [*filled, *(line for document in documents for line in document)]
