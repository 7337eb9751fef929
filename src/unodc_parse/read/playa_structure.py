"""Where the marked content of a page stands in the structure tree of its document (PDF 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playa.document import Document
from playa.page import Page
from playa.pdftypes import ObjRef, PSLiteral, dict_value, literal_name, resolve1

from unodc_parse.read.tags import Block

_DEEPEST = 64  # elements within elements
#: Elements within a block of text (14.8.4.4), and those that their parent makes one of: an item, a cell, a note.
_INLINE = frozenset(
    {"Span", "Link", "Quote", "Reference", "BibEntry", "Code", "Em", "Strong", "Sub", "Annot", "NonStruct", "Lbl"}
    | {"LBody", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"}
)
_WHOLE = frozenset({"LI", "TD", "TH", "Note", "FENote", "TOCI"})
#: Elements that hold blocks; text right in them belongs to none (14.8.4.2, 14.8.4.3).
_GROUPS = frozenset(
    {"Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "Index", "TOC", "L", "Table", "TR"}
    | {"THead", "TBody", "TFoot", "Private", "Form", "Figure", ""}
)
_NOTES = frozenset({"Note", "FENote"})


class Structure:
    """The structure tree of a document, of which as little is read as pages ask for."""

    def __init__(self, document: Document) -> None:
        root = dict_value(document.catalog["StructTreeRoot"])
        self._roles: dict[str, Any] = dict(dict_value(root.get("RoleMap", {})))
        self._parents = root.get("ParentTree")
        self._places: dict[int, dict[int, int]] = {}

    def blocks_of(self, page: Page, wanted: Iterable[int]) -> Mapping[int, Block]:
        """Return the blocks of text to which the wanted marked content of a page belongs, by its number."""
        key = page.parent_key
        listed = _looked_up(key, self._parents) if key is not None else None
        elements = listed if isinstance(listed, list) else []
        known: dict[int, Block | None] = {}
        found: dict[int, Block] = {}
        for number in wanted:
            element = elements[number] if 0 <= number < len(elements) else None
            if isinstance(element, ObjRef):
                if element.objid not in known:
                    known[element.objid] = self._block(element)
                block = known[element.objid]
                if block is not None:
                    found[number] = block
        return found

    def _block(self, element: ObjRef) -> Block | None:
        """Return the block that an element makes or belongs to, null where it hangs from no tree."""
        kinds: list[str] = []
        path: list[int] = []
        while len(path) < _DEEPEST:
            entries = dict_value(element)
            kinds.append(self._kind(entries))
            parent = entries.get("P")
            if not isinstance(parent, ObjRef):
                return None
            path.append(self._places_in(parent).get(element.objid, 0))
            above = dict_value(parent)
            if "S" not in above:
                break
            element = parent
        else:
            return None
        top = _topmost(kinds)
        if kinds[top] in _GROUPS and kinds[top] != "Div":
            return None
        return Block(tuple(reversed(path[top:])), is_note=not _NOTES.isdisjoint(kinds[top:]))

    def _kind(self, entries: Mapping[str, Any]) -> str:
        """Return the standard kind of an element (14.8.4)."""
        kind = _name(entries.get("S"))
        for _ in range(_DEEPEST):
            if kind not in self._roles:
                break
            kind, before = _name(resolve1(self._roles[kind])), kind
            if kind == before:
                break
        return kind

    def _places_in(self, parent: ObjRef) -> dict[int, int]:
        """Return which child of its parent each element is, by the number of its object."""
        places = self._places.get(parent.objid)
        if places is None:
            children = resolve1(dict_value(parent).get("K"))
            listed = children if isinstance(children, list) else ()
            places = {child.objid: place for place, child in enumerate(listed) if isinstance(child, ObjRef)}
            self._places[parent.objid] = places
        return places


def _looked_up(key: int, tree: Any) -> object:  # noqa: ANN401 - whatever stands there
    """Return what a number tree (7.9.7) holds for a key, null for nothing.

    One that holds itself comes to an end here, and not where playa looks it up.
    """
    waiting, seen = list[Any]([tree]), set[int]()
    while waiting:
        node = waiting.pop()
        if isinstance(node, ObjRef):
            if node.objid in seen:
                continue
            seen.add(node.objid)
        entries = dict_value(node)
        limits, numbers, kids = (resolve1(entries.get(name)) for name in ("Limits", "Nums", "Kids"))
        if isinstance(limits, list) and not limits[0] <= key <= limits[-1]:
            continue
        if isinstance(numbers, list) and key in numbers[::2]:
            return resolve1(numbers[2 * numbers[::2].index(key) + 1])
        waiting += kids if isinstance(kids, list) else ()
    return None


def _name(value: object) -> str:
    return literal_name(value) if isinstance(value, PSLiteral) else ""


def _topmost(kinds: Sequence[str]) -> int:
    """Return which of an element and those around it, from inside out, is a block of text of its own.

    >>> _topmost(["Span", "P", "LBody", "LI", "L", "LBody", "LI"]), _topmost(["P", "Sect"]), _topmost(["P", "TD", "TR"])
    (3, 0, 1)
    """
    top = _outside(kinds, 0)
    around = _outside(kinds, top + 1)
    return around if kinds[top] not in _WHOLE and around < len(kinds) and kinds[around] in _WHOLE else top


def _outside(kinds: Sequence[str], at: int) -> int:
    while at < len(kinds) - 1 and kinds[at] in _INLINE and kinds[at + 1] not in _GROUPS:
        at += 1
    return at
