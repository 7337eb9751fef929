"""A language model as it is stored: apart, since msgspec reads it by types of fields, which no compiled class keeps."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from unodc_parse.arabic import stored
from unodc_parse.arabic.shapes import ShapeTable
from unodc_parse.arabic.stems import StemTable
from unodc_parse.arabic.word_model import WordTable


class Source(Struct, array_like=True, frozen=True):
    """A document that a model was learned from: its name, and its Arabic words."""

    name: stored.Name
    words: stored.Count


Sources = Annotated[tuple[Source, ...], Meta(max_length=1 << 16)]


class Tree(Struct, array_like=True):
    """N-grams of characters, level by level (`shelves.py`).

    Attributes:
        alphabet: the characters, in order.
        last: for each length the last characters of its n-grams, in sorted order, by their places in the alphabet.
        children: for each length how many n-grams of it begin with each one of the length below.
        probabilities: … a byte for the log probability of each.
        back_offs: … and for its back-off weight; none of the greatest length.
    """

    alphabet: stored.Alphabet
    last: stored.WeightLists
    children: stored.WeightLists
    probabilities: stored.WeightLists
    back_offs: stored.WeightLists


class Packed(Struct, array_like=True):
    """A model as it is stored.

    `own` holds the sentences that were learned, folded, a line each (`recall.py`), `sources` the documents, `maker` the
    version of the program that did it; the shipped model has none of these.
    """

    order: stored.Order
    tree: Tree
    unknown: stored.LogProbability
    shapes: ShapeTable
    words: WordTable
    stems: StemTable
    own: stored.Sentences = ""
    sources: Sources = ()
    maker: stored.Version = ""
