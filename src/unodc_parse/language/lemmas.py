"""Lemmas of Arabic words, from camel-tools (extra `camel`) where its morphology data is installed; else none.

Nothing is downloaded and nothing is said: importing `camel_tools.morphology` fetches a catalogue where there is none,
so it is imported only when catalogue and database stand in the data folder already.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from unodc_parse.language.lexicon import fold

Lemmatize = Callable[[str], str | None]

#: The language that camel-tools reads.
LANGUAGE: Final = "ar"
_DATABASE: Final = Path("data") / "morphology_db" / "calima-msa-r13" / "morphology.db"


@cache
def lemmatizer(language: str) -> Lemmatize | None:
    """Return what gives the lemma of a folded word, folded; None where language, extra or data are missing."""
    if language != LANGUAGE or find_spec("camel_tools") is None:
        return None
    folder = Path(os.environ.get("CAMELTOOLS_DATA") or Path.home() / ".camel_tools")
    if not (folder / _DATABASE).is_file() or not any(folder.glob("catalogue*.json")):
        return None
    try:
        database = importlib.import_module("camel_tools.morphology.database").MorphologyDB(str(folder / _DATABASE))
        analyzer = importlib.import_module("camel_tools.morphology.analyzer").Analyzer(database)
    except (ImportError, OSError):
        return None
    return lru_cache(maxsize=65536)(lambda word: best_lemma(analyzer.analyze(word)))


def best_lemma(analyses: list[dict[str, Any]]) -> str | None:
    """Return the likeliest lemma of a word's analyses, folded and without its number.

    >>> best_lemma([{"lex": "أَوْصَى_1", "pos_lex_logprob": -3.0}, {"lex": "وَصِيّ_1", "pos_lex_logprob": -9.0}])
    'اوصي'
    """
    best = max(analyses, key=lambda one: one.get("pos_lex_logprob", -99.0), default=None)
    return fold(str(best["lex"]).partition("_")[0]) if best is not None and best.get("lex") else None
