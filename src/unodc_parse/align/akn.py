"""Two language versions as one Akoma Ntoso document: a collection of two Expressions of one Work, and their pairs.

In one file eIds must differ, so each version begins its own with `cmp_1` or `cmp_2`; the id that both share is the
`wId`. An element of the second version is `alternativeTo` the one that it is paired with; `up:pair` has every pair,
also where one half is missing or several segments stand against one, with what the two disagree in.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from unodc_parse.align.pairs import Pair, Side
from unodc_parse.export.akn import document_of, serialize
from unodc_parse.export.akn_meta import references_of
from unodc_parse.export.akn_outline import outline_of
from unodc_parse.export.encoding import clean_xml
from unodc_parse.export.frbr import PROGRAM, collection_of, identification, work_of
from unodc_parse.model import Report

_SCOPES = ("cmp_1", "cmp_2")


def to_akn(pairs: Sequence[Pair], left: Report, right: Report) -> bytes:
    """Return both versions and their pairs as an Akoma Ntoso `documentCollection`."""
    work = work_of(left if left.metadata.symbols or not right.metadata.symbols else right)
    eids = [outline_of(report, scope).eids for report, scope in zip((left, right), _SCOPES, strict=True)]
    collection = Element("documentCollection", {"name": "versions"})
    meta = SubElement(collection, "meta")
    meta.append(identification(collection_of(work), [left.language, right.language]))
    meta.append(references_of(left, right))
    meta.append(_pairs(pairs, eids))
    body = SubElement(collection, "collectionBody")
    twins = [{}, _twins(pairs, eids)]
    for report, scope, alternatives in zip((left, right), _SCOPES, twins, strict=True):
        SubElement(body, "component", {"eId": scope}).append(document_of(report, work, scope, alternatives))
    return serialize(collection)


def _twins(pairs: Sequence[Pair], eids: list[dict[str, str]]) -> dict[str, str]:
    """Map segments of the second version to elements of the first, one to one."""
    return {
        pair.right.id: f"#{eids[0][pair.left.id]}"
        for pair in pairs
        if pair.left and pair.right and pair.left.id in eids[0] and pair.right.id in eids[1]
    }


def _pairs(pairs: Sequence[Pair], eids: list[dict[str, str]]) -> Element:
    found = Element("proprietary", {"source": f"#{PROGRAM}"})
    for pair in pairs:
        halves = {"left": _ends(pair.left, eids[0]), "right": _ends(pair.right, eids[1])}
        facts = {side: ends for side, ends in halves.items() if ends}
        element = SubElement(found, "up:pair", facts | {"method": pair.method, "confidence": f"{pair.confidence:.3f}"})
        for difference in pair.differences:
            sides = {"left": difference.left, "right": difference.right}
            said = {side: clean_xml(words) for side, words in sides.items() if words is not None}
            SubElement(element, "up:difference", {"kind": difference.kind} | said)
    return found


def _ends(side: Side | None, eids: dict[str, str]) -> str:
    """Return the elements of one half; several segments that stand against one are all named."""
    return "" if side is None else " ".join(f"#{eids[i]}" for i in side.id.split(" + ") if i in eids)
