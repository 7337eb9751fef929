"""Letter maps that know the first cluster only: what the glyphs of later clusters say.

WeasyPrint and fpdf2 write, for every glyph, the text of the cluster in which it was first painted: the leftmost
glyph of the cluster gets the whole text, the others get nothing, and later clusters cannot correct it (other
makers do so by ActualText). At the first painting of a leading glyph the text is therefore exact for the whole
cluster, and splitting it tells what each glyph is: letters that carried marks lose them again, marks that were
mapped to nothing are known, and pieces of one letter are not taken for two.

Ghostscript writes PDFs of other makers anew without their ActualText, so that only such first clusters are left. In
them the marks are painted first, too, but the last glyph has the text (LibreOffice), or all have it (Typst).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from unodc_parse.arabic.chardata import is_mark
from unodc_parse.read.glyphs import UNKNOWN, Glyph

#: Stands for a mark that is not known yet; `ClusterMaps.known` settles it at the end of the document.
PENDING: Final = re.compile("[\U000f0000-\U000ffffd]")
#: Stands for a mark that is never known.
UNTOLD: Final = "\U000ffffd"
_FIRST_PENDING: Final = 0xF0000
_MOST_PENDING: Final = 0xFFFD

_WITHOUT_TEXT: Final = frozenset({"", UNKNOWN})
_SHADDA: Final = "\N{ARABIC SHADDA}"
_VOWELS: Final = frozenset("\N{ARABIC FATHA}\N{ARABIC DAMMA}\N{ARABIC KASRA}")
Code = tuple[int, int]  # face key, character code


class ClusterMaps:
    """What has been learnt of a document's fonts so far; pages must come in order."""

    def __init__(self) -> None:
        self._seen: set[Code] = set()
        self._own: dict[Code, str] = {}
        self._borne: dict[Code, str] = {}
        self._bases: set[Code] = set()
        self._pieces: dict[Code, set[Code]] = {}
        self._unmapped: dict[Code, list[bool]] = {}
        self._pending: dict[Code, str] = {}
        self._beside: dict[Code, set[Code]] = {}
        self._may: dict[Code, frozenset[str]] = {}
        self._open: list[tuple[tuple[Code, ...], frozenset[str]]] = []
        self._late: set[int] = set()
        self._met: set[Code] = set()

    def resolve(self, glyphs: list[Glyph]) -> None:
        """Give the glyphs of a page, in stream order, the texts that their clusters have (in place)."""
        clusters = [i for i, glyph in enumerate(glyphs) if len(text := glyph.text) > 1 and not text.isascii()]
        if clusters and not any(glyph.replaced for glyph in glyphs):
            for i in clusters:
                self._learn_late(glyphs, i)
        seen, own, may = self._seen, self._own, self._may
        i, count = 0, len(glyphs)
        while i < count:
            lead = glyphs[i]
            text = lead.text
            end = i + 1
            if text.isascii() and text:
                i = end
                continue
            while (
                end < count
                and (not (after := glyphs[end].text) or after == UNKNOWN)
                and self._belongs(glyphs[end], lead)
            ):
                end += 1
            if text and text != UNKNOWN and not lead.replaced:
                code = (lead.face.key, lead.code)
                # Most letters stand alone, have come before, and mean what their map says: nothing to do.
                if end - i > 1 or code not in seen:
                    self._cluster(lead, glyphs[i + 1 : end], glyphs[end] if end < count else None)
                elif (own and code in own) or (may and code in may):
                    lead.text = self._alone(lead)
            elif not lead.replaced:
                self._note(lead, (-1, -1))
                lead.text = self._alone(lead)
            i = end

    def _belongs(self, glyph: Glyph, lead: Glyph) -> bool:
        """Tell whether a glyph without text is of the cluster of `lead`, not a letter that marks were found on."""
        wide = _is_wide(glyph)
        if not wide and glyph.text == UNKNOWN and glyph.face.key in self._late:
            return False  # a mark of the letter behind it
        bears = wide and _is_wide(lead) and (glyph.face.key, glyph.code) in self._bases
        return not bears and _follows(glyph, lead)

    def _learn_late(self, glyphs: list[Glyph], i: int) -> None:
        """Split a cluster whose marks are painted first, where its last glyph has the text, or all have it."""
        last = glyphs[i]
        code = (last.face.key, last.code)
        text = unicodedata.normalize("NFC", last.text)
        marks, bare = _marks_of(text), _letters_of(text)
        if not marks or last.replaced or code in self._met:
            return
        self._met.add(code)
        start = i
        while start and glyphs[start - 1].text in {UNKNOWN, last.text} and _is_mark_of(glyphs[start - 1], last):
            start -= 1
        group = glyphs[start:i] if _is_wide(last) else glyphs[start : i + 1]
        before = glyphs[start - 1] if start else None
        if len(group) != len(marks) or len(group) + _is_wide(last) < 2 or (_is_wide(last) and not bare):
            return
        if before is not None and not _is_wide(before) and _follows(before, last) and before.text in _WITHOUT_TEXT:
            return
        self._late.add(last.face.key)
        if _is_wide(last):
            last.text = self._own[code] = bare
        codes = [(glyph.face.key, glyph.code) for glyph in group]
        self._seen.update(codes)
        self._learn_marks(codes, list(marks))
        for glyph, text in zip(group, [marks, *[""] * len(group)], strict=False):
            glyph.text, glyph.replaced = text, True

    def _cluster(self, lead: Glyph, rest: list[Glyph], after: Glyph | None) -> None:
        code = (lead.face.key, lead.code)
        self._note_beside([(glyph.face.key, glyph.code) for glyph in (lead, *rest) if not _is_wide(glyph)])
        if code not in self._seen:
            self._seen.add(code)
            if rest:
                self._learn(lead, rest)
                return
            self._learn_mark_over(lead, after)
            if len(lead.text) == 1 and is_mark(lead.text) and not _is_wide(lead):
                self._own.setdefault(code, lead.text)
        elif code in self._own or code in self._may:
            lead.text = self._alone(lead)
        for glyph in rest:
            self._note(glyph, code)
            if _is_wide(glyph) and not _is_wide(lead):
                self._bear(glyph, lead)
            elif glyph.text == UNKNOWN and _is_wide(glyph):
                glyph.text = self._alone(glyph)
            elif code in self._pieces.get((glyph.face.key, glyph.code), ()):
                glyph.text = ""
            elif _is_wide(lead) and not _is_wide(glyph):
                lead.text += self._alone(glyph)
                glyph.text = ""
            else:
                glyph.text = self._alone(glyph)

    def _note_beside(self, marks: list[Code]) -> None:
        """Remember which marks stand together."""
        for mark in marks if len(marks) > 1 else ():
            self._beside.setdefault(mark, set()).update(marks)

    def _bear(self, glyph: Glyph, lead: Glyph) -> None:
        """Give a glyph without text, on which the marks of `lead` stand, its letter."""
        # Mostly it is another form of the letter that these marks first stood on.
        borne = self._borne.get((lead.face.key, lead.code), UNKNOWN)
        glyph.text = self._own.get((glyph.face.key, glyph.code)) or borne
        if glyph.text == UNKNOWN:
            glyph.text, lead.text = UNKNOWN + lead.text, ""  # a letter, as no stroke bears marks

    def _learn_mark_over(self, lead: Glyph, after: Glyph | None) -> None:
        """Where a mark was given base and marks, and the base beside it has a text already, keep the marks."""
        if _is_wide(lead) or after is None or not _is_wide(after):
            return
        for form in ("NFC", "NFD"):
            text = unicodedata.normalize(form, lead.text)
            if _marks_of(text) and after.text and _letters_of(text) == after.text:
                lead.text = self._own[lead.face.key, lead.code] = _marks_of(text)
                return

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
        own = dict(self._own)
        for group, said in self._open:
            left = [code for code in group if code not in own]
            unsaid = said - {own[code] for code in group if code in own}
            if len(left) == len(unsaid) == 2 and _SHADDA in unsaid:
                # Shapers put the shadda next to its letter, and the leftmost glyph is painted first; but surely it is
                # the one that stands beside other marks, too.
                (vowel,) = unsaid - {_SHADDA}
                first, second = sorted(left, key=lambda code: (len(self._beside.get(code, ())), left.index(code)))
                own[first], own[second] = vowel, _SHADDA
                self._conclude(own)
        # A mark that stands beside a vowel sign is no vowel sign.
        shaddas = {code[0] for code, mark in own.items() if mark == _SHADDA}
        for code in self._pending:
            beside = {own.get(other) for other in self._beside.get(code, ())}
            if code not in own and code[0] not in shaddas and beside & _VOWELS:
                own[code] = _SHADDA
        return {char: own[code] for code, char in self._pending.items() if code in own}

    def _learn(self, lead: Glyph, rest: list[Glyph]) -> None:
        """Split the text of a cluster at its leading glyph's first painting."""
        code = (lead.face.key, lead.code)
        codes = [(glyph.face.key, glyph.code) for glyph in rest]
        parts = unicodedata.normalize("NFD", lead.text)
        letters, marks = _letters_of(parts), list(_marks_of(parts))
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
            self._learn_marks_first(lead, rest, [code, *narrow], wide[0])
            return
        for glyph in rest:
            self._note(glyph, code)
            if glyph.text != UNKNOWN or not _is_wide(glyph):
                glyph.text = ""

    def _learn_marks_first(self, lead: Glyph, rest: list[Glyph], codes: list[Code], base: Code) -> None:
        """Split a cluster of one letter that is painted marks first."""
        lead.text, letter = self._learn_marks_over(codes, base, lead.text)
        self._own.setdefault(base, letter)
        self._bases.add(base)
        if letter == "\N{ARABIC LETTER ALEF}":
            self._borne[codes[0]] = letter
        for glyph in rest:
            if _is_wide(glyph):
                glyph.text = letter

    def _learn_marks_over(self, codes: list[Code], base: Code, text: str) -> tuple[str, str]:
        """Split the text of a cluster that is painted marks first; return the marks and what they stand on.

        A hamza or madda is a mark like others where there are so many glyphs, or where the letter is known without.
        """
        parts, composed = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)
        known = unicodedata.normalize("NFD", self._own.get(base, ""))
        form = composed
        if (known and parts.startswith(known)) or not is_mark(composed[-1]) or len(_marks_of(composed)) < len(codes):
            form = parts
        bare = known if known and form is parts and parts.startswith(known) else _letters_of(form)
        marks = _marks_of(form)[len(_marks_of(bare)) :]
        if len(marks) == len(codes):
            self._learn_marks(codes, list(marks))
        elif len(codes) == 1:
            self._own[codes[0]] = marks
        return marks, bare

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
        """Remember that these codes are these marks, in some order, and what follows for which is which."""
        self._open.append((tuple(codes), frozenset(marks)))
        self._conclude(self._own)

    def _conclude(self, own: dict[Code, str]) -> None:
        """Add to `own` the marks that the clusters seen so far tell: what a code may be in all of them is one mark."""
        learnt = True
        while learnt:
            learnt = False
            for group, said in self._open:
                unsaid = said - {own[code] for code in group if code in own}
                for code in group:
                    may = self._may.get(code, unsaid) & unsaid or unsaid
                    if code in own or not may:
                        continue
                    self._may[code] = may
                    if len(may) == 1:
                        (own[code],) = may
                        learnt = True
                        break


def _letters_of(text: str) -> str:
    return "".join(char for char in text if not is_mark(char))


def _marks_of(text: str) -> str:
    return "".join(char for char in text if is_mark(char))


def _is_mark_of(glyph: Glyph, letter: Glyph) -> bool:
    return not _is_wide(glyph) and _follows(glyph, letter)


def _is_wide(glyph: Glyph) -> bool:
    return glyph.x1 - glyph.x0 > 0.01 * glyph.size


def _follows(glyph: Glyph, lead: Glyph) -> bool:
    return glyph.face.key == lead.face.key and not glyph.replaced and abs(glyph.y - lead.y) < lead.size
