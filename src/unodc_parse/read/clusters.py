"""Letter maps that know the first cluster only: what the glyphs of later clusters say.

WeasyPrint and fpdf2 write, for every glyph, the text of the cluster in which it was first painted: the leftmost
glyph of the cluster gets the whole text, the others get nothing, and later clusters cannot correct it (other
makers do so by ActualText). At the first painting of a leading glyph the text is therefore exact for the whole
cluster, and splitting it tells what each glyph is: letters that carried marks lose them again, marks that were
mapped to nothing are known, and pieces of one letter are not taken for two.
"""

from __future__ import annotations

import re
import unicodedata

from unodc_parse.arabic.chardata import is_mark
from unodc_parse.read.glyphs import UNKNOWN, Glyph

#: Stands for a mark that is not known yet; `ClusterMaps.known` settles it at the end of the document.
PENDING = re.compile("[\U000f0000-\U000ffffd]")
_FIRST_PENDING, _MOST_PENDING = 0xF0000, 0xFFFD

_UNTOLD = frozenset({"", UNKNOWN})
_SHADDA = "\N{ARABIC SHADDA}"
Code = tuple[int, int]  # face key, character code


class ClusterMaps:
    """What has been learnt of a document's fonts so far; pages must come in order."""

    def __init__(self) -> None:
        self._seen: set[Code] = set()
        self._own: dict[Code, str] = {}
        self._pieces: dict[Code, set[Code]] = {}
        self._unmapped: dict[Code, list[bool]] = {}
        self._pending: dict[Code, str] = {}
        self._open: list[tuple[tuple[Code, ...], frozenset[str]]] = []

    def resolve(self, glyphs: list[Glyph]) -> None:
        """Give the glyphs of a page, in stream order, the texts that their clusters have (in place)."""
        i, count = 0, len(glyphs)
        while i < count:
            lead = glyphs[i]
            text = lead.text
            end = i + 1
            if text.isascii() and text:
                i = end
                continue
            while end < count and glyphs[end].text in _UNTOLD and _follows(glyphs[end], lead):
                end += 1
            if text not in _UNTOLD and not lead.replaced:
                # Most letters stand alone, have come before, and mean what their map says: nothing to do.
                if end - i > 1 or (lead.face.key, lead.code) not in self._seen or self._own:
                    self._cluster(lead, glyphs[i + 1 : end], glyphs[end] if end < count else None)
            elif not lead.replaced:
                self._note(lead, (-1, -1))
                lead.text = self._alone(lead)
            i = end

    def _cluster(self, lead: Glyph, rest: list[Glyph], after: Glyph | None) -> None:
        code = (lead.face.key, lead.code)
        if code not in self._seen:
            self._seen.add(code)
            if rest:
                self._learn(lead, rest)
                return
            self._learn_mark_over(lead, after)
        elif code in self._own:
            lead.text = self._own[code]
        for glyph in rest:
            self._note(glyph, code)
            if glyph.text == UNKNOWN and _is_wide(glyph):
                glyph.text = self._alone(glyph)
            elif code in self._pieces.get((glyph.face.key, glyph.code), ()):
                glyph.text = ""
            elif _is_wide(lead) and not _is_wide(glyph):
                lead.text += self._alone(glyph)
                glyph.text = ""
            else:
                glyph.text = self._alone(glyph)

    def _learn_mark_over(self, lead: Glyph, after: Glyph | None) -> None:
        """Where a mark was given base and marks, and the base beside it has a text already, keep the marks."""
        if _is_wide(lead) or len(lead.text) < 2 or after is None or not is_mark(lead.text[-1]):
            return
        letters = lead.text.rstrip("".join(char for char in lead.text if is_mark(char)))
        if letters and _is_wide(after) and after.text == letters:
            lead.text = self._own[lead.face.key, lead.code] = lead.text[len(letters) :]

    def _alone(self, glyph: Glyph) -> str:
        known = self._own.get((glyph.face.key, glyph.code))
        if known is not None:
            return known
        if _is_wide(glyph):
            return glyph.text
        code = (glyph.face.key, glyph.code)
        if code not in self._pending and len(self._pending) < _MOST_PENDING:
            self._pending[code] = chr(_FIRST_PENDING + len(self._pending))
        return self._pending.get(code, "")

    def known(self) -> dict[str, str]:
        """Return what the pending marks have turned out to be; those that stay unknown are left out."""
        return {char: self._own[code] for code, char in self._pending.items() if code in self._own}

    def _learn(self, lead: Glyph, rest: list[Glyph]) -> None:
        """Split the text of a cluster at its leading glyph's first painting."""
        code = (lead.face.key, lead.code)
        codes = [(glyph.face.key, glyph.code) for glyph in rest]
        parts = unicodedata.normalize("NFD", lead.text)
        letters = "".join(char for char in parts if not is_mark(char))
        marks = [char for char in parts if is_mark(char)]
        narrow = [c for c, glyph in zip(codes, rest, strict=True) if not _is_wide(glyph)]
        wide = [c for c, glyph in zip(codes, rest, strict=True) if _is_wide(glyph)]
        if _is_wide(lead):
            if marks and len(narrow) == len(marks):
                self._own[code] = letters
                self._learn_marks(narrow, marks)
            if not letters[1:]:
                self._learn_pieces(code, wide, rest, letters if len(marks) == len(narrow) else lead.text)
        elif not letters and len(narrow) + 1 == len(marks):
            self._learn_marks([code, *narrow], marks)
        elif letters and len(wide) == 1 and marks:
            composed = unicodedata.normalize("NFC", lead.text)
            base, mark = composed[:-1], composed[-1]
            self._own[code] = lead.text = mark
            self._own.setdefault(wide[0], base)
            for glyph in rest:
                if _is_wide(glyph):
                    glyph.text = base
            return
        for glyph in rest:
            self._note(glyph, code)
            if glyph.text != UNKNOWN or not _is_wide(glyph):
                glyph.text = ""

    def _note(self, glyph: Glyph, lead: Code) -> None:
        """Count where an unmapped glyph with an advance stands: after a lead whose piece it is, or elsewhere."""
        if glyph.text == UNKNOWN and _is_wide(glyph):
            code = (glyph.face.key, glyph.code)
            self._unmapped.setdefault(code, []).append(lead in self._pieces.get(code, ()))

    def silent(self) -> frozenset[Code]:
        """Return the unmapped codes that are pieces of the letter before them, wherever they stand.

        Only a font whose marks were found to follow first clusters is believed to leave pieces unmapped.
        """
        faces = {code[0] for group, _ in self._open for code in group}
        return frozenset(code for code, places in self._unmapped.items() if code[0] in faces and all(places))

    def _learn_pieces(self, lead: Code, wide: list[Code], rest: list[Glyph], letter: str) -> None:
        for code in wide:
            self._pieces.setdefault(code, set()).add(lead)
            explicit = all(glyph.text == "" for glyph in rest if glyph.code == code[1])
            if explicit and code not in self._seen:
                self._own.setdefault(code, letter)

    def _learn_marks(self, codes: list[Code], marks: list[str]) -> None:
        """Remember which mark each code is, as far as the clusters seen so far tell."""
        self._open.append((tuple(codes), frozenset(marks)))
        learnt = True
        while learnt:
            learnt = False
            for group, said in self._open:
                left = [code for code in group if code not in self._own]
                unsaid = said - {self._own[code] for code in group if code in self._own}
                if len(left) == 1 and len(unsaid) == 1:
                    (self._own[left[0]],) = unsaid
                    learnt = True
        group, said = self._open[-1]
        left = [code for code in group if code not in self._own]
        if len(left) == len(said) == 2 and _SHADDA in said:
            # Shapers put the shadda next to its letter, and the leftmost glyph is painted first.
            (vowel,) = said - {_SHADDA}
            self._own[left[0]], self._own[left[1]] = vowel, _SHADDA


def _is_wide(glyph: Glyph) -> bool:
    return glyph.x1 - glyph.x0 > 0.01 * glyph.size


def _follows(glyph: Glyph, lead: Glyph) -> bool:
    return glyph.face.key == lead.face.key and not glyph.replaced and abs(glyph.y - lead.y) < lead.size
