"""Language models of the user's own, in files: read with care, and made.

A file is a line that names the format and compressed MessagePack of counted types: no pickle, no code, and nothing is
trusted that was not checked. What is no such file is refused in one line.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from unodc_parse.arabic import stored
from unodc_parse.arabic.language_model import MAGIC, LanguageModel, build
from unodc_parse.arabic.packed import Packed
from unodc_parse.arabic.shapes import check_shapes
from unodc_parse.arabic.word_model import check_words
from unodc_parse.errors import OptionsError

#: More than any model needs: 32 MB stored, 128 MB decompressed (the shipped one: 3 and 10).
_MOST_STORED: Final = 32 << 20
_MOST_BYTES: Final = 128 << 20
#: With what a model of any version begins.
_KIND: Final = MAGIC.split()[0]


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
    with Path(path).open("rb") as file:
        return read_model(file.read(_MOST_STORED + 1), path)


def read_model(data: bytes, name: str) -> LanguageModel:
    """Return the language model that `data` holds. Raises `OptionsError` where it holds none."""
    with _refused(name):
        return build(_opened(data, name))


def read_sources(path: str) -> Packed | None:
    """Return a stored model, which names its sources; `None` where the file `path` is no model, or none can be read.

    Raises:
        OptionsError: it is a damaged model, or one of another version.
    """
    try:
        if not Path(path).is_file():
            return None
        with Path(path).open("rb") as file:
            if not file.read(len(_KIND)).startswith(_KIND):
                return None
            file.seek(0)
            data = file.read(_MOST_STORED + 1)
    except OSError:
        return None
    with _refused(path):
        return _opened(data, path)


@contextmanager
def _refused(name: str) -> Iterator[None]:
    """Refuse what cannot be read inside in one line."""
    try:
        yield
    except MemoryError:  # of a process that is held to a limit
        raise OptionsError(_refusal(name, "needs more memory than there is")) from None
    except (ValueError, IndexError, KeyError, OverflowError, zlib.error, msgspec.MsgspecError) as problem:
        raise OptionsError(_refusal(name, "is damaged")) from problem


def _opened(data: bytes, name: str) -> Packed:
    if not data.startswith(MAGIC):
        raise OptionsError(
            _refusal(name, "is of another version" if data.startswith(_KIND) else "is no language model")
        )
    packed = msgspec.msgpack.decode(_decompressed(data[len(MAGIC) :]), type=Packed)
    _check(packed)
    return packed


def _refusal(name: str, what: str) -> str:
    return f"{name}: {what}; make one with unodc-parse learn FOLDER -o my.lm"


def _decompressed(data: bytes) -> bytes:
    """Decompress no more than a model can need."""
    stream = zlib.decompressobj()
    plain = stream.decompress(data, _MOST_BYTES)
    if not stream.eof:
        raise ValueError("cut off, or too large")
    if stream.unused_data:
        raise ValueError("something stands behind its end")
    return plain


def _check(packed: Packed) -> None:
    """Refuse what types and bounds (`stored`) alone let pass."""
    tree = packed.tree
    if not len(tree.last) == len(tree.children) == len(tree.probabilities) == len(tree.back_offs) == packed.order:
        raise ValueError("n-grams are missing")
    if sum(map(len, tree.last)) > stored.MOST:
        raise ValueError("n-grams are too many")
    check_shapes(packed.shapes)
    check_words(packed.words)
    check_words(packed.stems.counts)
