"""Language models of the user's own, in files: read with care, and made.

A file is a line that names the format and compressed MessagePack of counted types: no pickle, no code, and nothing is
trusted that was not checked. What is no such file is refused in one line.
"""

from __future__ import annotations

import math
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from unodc_parse.arabic.language_model import MAGIC, LanguageModel, Packed, build
from unodc_parse.errors import OptionsError

#: More than any model needs: 64 MB stored, 512 MB decompressed.
_MOST_STORED: Final = 64 << 20
_MOST_BYTES: Final = 512 << 20
_MOST_CHARACTERS: Final = 16


def load_model(path: str) -> LanguageModel:
    """Return the language model in the file `path`; it is read once.

    Raises:
        OptionsError: the file cannot be read, or is no language model of this version.
    """
    try:
        seen = Path(path).stat()
        if seen.st_size > _MOST_STORED:
            raise OptionsError(_refusal(path, "is far too large"))
        return _load(path, seen.st_mtime_ns, seen.st_size)
    except OSError as problem:
        raise OptionsError(f"{path}: cannot be read ({problem.strerror or problem}); name a file of learn") from problem


@lru_cache(maxsize=2)
def _load(path: str, _changed: int, _size: int) -> LanguageModel:
    return read_model(Path(path).read_bytes(), path)


def read_model(data: bytes, name: str) -> LanguageModel:
    """Return the language model that `data` holds. Raises `OptionsError` where it holds none."""
    if not data.startswith(MAGIC):
        version = data.startswith(MAGIC.split()[0])
        raise OptionsError(_refusal(name, "is of another version" if version else "is no language model"))
    try:
        packed = msgspec.msgpack.decode(_decompressed(data[len(MAGIC) :]), type=Packed)
        _check(packed)
        return build(packed)
    except (ValueError, IndexError, KeyError, OverflowError, zlib.error, msgspec.MsgspecError) as problem:
        raise OptionsError(_refusal(name, "is damaged")) from problem


def _refusal(name: str, what: str) -> str:
    return f"{name}: {what}; make one with unodc-parse learn FOLDER -o {Path(name).name}"


def _decompressed(data: bytes) -> bytes:
    """Decompress no more than a model can need."""
    stream = zlib.decompressobj()
    plain = stream.decompress(data, _MOST_BYTES)
    if not stream.eof:
        raise ValueError("cut off, or too large")
    return plain


def _check(packed: Packed) -> None:
    """Refuse what types alone let pass."""
    numbers = (packed.probability_step, packed.back_off_step, packed.unknown)
    if not all(math.isfinite(number) for number in numbers) or packed.unknown > 0:
        raise ValueError("weights are no numbers")
    if not 0 < packed.order <= _MOST_CHARACTERS or len(packed.grams) != packed.order:
        raise ValueError("n-grams are missing")
    if any(len(joined) % length for length, joined in enumerate(packed.grams, 1)) or not packed.grams[0]:
        raise ValueError("n-grams are cut off")
    shapes = packed.shapes
    if any(not 0 <= i < len(shapes.shapes) for *row, _ in (*shapes.bigrams, *shapes.trigrams) for i in row):
        raise ValueError("shapes are missing")
    for words in (packed.words, packed.stems.counts):
        if not len(words.words.split("\n")) == len(words.singles) == len(words.after_one):
            raise ValueError("words are missing")
        if not 0 < words.characters <= 1:
            raise ValueError("weights are no shares")
