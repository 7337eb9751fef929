"""The data files, and what is in those that are of no one language: bodies by name, the words of labels."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct


class Body(Struct, frozen=True, forbid_unknown_fields=True):
    """A body that meets, with its names in every language."""

    id: str
    names: tuple[str, ...]


class LabelWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that labels hold in every language."""

    annex: str
    recommendation: str


def data_file(name: str) -> dict[str, object]:
    """Return what the file `data/NAME` holds."""
    return tomllib.loads(resources.files("unodc_parse").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def load_bodies() -> tuple[Body, ...]:
    """Load the bodies that are known by name."""
    return msgspec.convert(data_file("bodies.toml")["body"], tuple[Body, ...])


@cache
def load_joined() -> dict[str, str]:
    """Load the prepositions that melt with the article of a name, each with the article alone."""
    return msgspec.convert(data_file("bodies.toml")["joined"], dict[str, str])


@cache
def load_label_words() -> LabelWords:
    """Load the words of labels (`data/labels.toml`)."""
    return msgspec.convert(data_file("labels.toml"), LabelWords)
