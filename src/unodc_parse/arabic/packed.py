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


class Packed(Struct, array_like=True):
    """A model as it is stored: the n-grams of each length joined, and one byte for every weight.

    `own` holds the sentences that were learned, folded, a line each (`recall.py`), `sources` the documents, `maker` the
    version of the program that did it; the shipped model has none of these.
    """

    order: stored.Order
    grams: stored.Texts
    probabilities: stored.WeightLists
    back_offs: stored.WeightLists
    probability_step: stored.Share
    back_off_step: stored.Share
    back_off_zero: stored.Byte
    unknown: stored.LogProbability
    shapes: ShapeTable
    words: WordTable
    stems: StemTable
    own: stored.Sentences = ""
    sources: Sources = ()
    maker: stored.Version = ""
