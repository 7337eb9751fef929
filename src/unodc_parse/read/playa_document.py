"""A playa document that broken files cannot make run in circles."""

from __future__ import annotations

from playa.document import Document
from playa.pdftypes import ObjRef, PDFObject


class StraightDocument(Document):
    """A document in which no object is a reference, as playa follows those until something else comes.

    An object that refers to itself, over others too, counts as the null object, as one that is not there does
    (PDF 32000-1, 7.3.10).
    """

    def __getitem__(self, objid: int) -> PDFObject:
        """Return object `objid`; raises `KeyError` where there is none."""
        value = super().__getitem__(objid)
        seen = {objid}
        while isinstance(value, ObjRef):
            if value.objid in seen:
                raise KeyError(f"object {objid} refers to itself")
            seen.add(value.objid)
            value = super().__getitem__(value.objid)
        return value
