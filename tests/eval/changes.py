"""How well the changes between a draft and a final version are told: changes planted in gold texts.

Planted in numbered paragraphs without items: words replaced, a paragraph left out, one added, one moved further down.
All paragraphs are numbered anew afterwards, so that most of them are renumbered too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from tests.eval.alignment import read

from unodc_parse.align.changes import Changed, find_changes

PARAGRAPH = re.compile(r"^([\d٠-٩]{1,3})([.-])\s+(?=\S.{60})")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_NEW = {
    "en": "The Chair recalled that the secretariat had moved to another floor of the building in that spring.",
    "ar": "وذكَّر الرئيس بأنَّ الأمانة قد انتقلت إلى طابق آخر من المبنى في ربيع تلك السنة بعد أعمال ترميم طويلة.",
}
_OTHER = {"en": ("certain", "notable", "recent"), "ar": ("معيَّنة", "بارزة", "حديثة")}


class Plan:
    """A text, the same with changes, and what was changed: for each paragraph's text, by what it says."""

    def __init__(self, text: str, language: str, seed: int) -> None:
        self.language, self.chance = language, random.Random(seed)  # noqa: S311 -- no secret
        self.draft = text.splitlines()
        self.expected: dict[str, set[str]] = {}
        self.final = self._numbered(self._changed(list(self.draft)))

    def _leaves(self, lines: list[str]) -> list[int]:
        """Return the places of paragraphs that are followed by another numbered paragraph."""
        paired = enumerate(pairwise(lines))
        return [at for at, (line, after) in paired if PARAGRAPH.match(line) and PARAGRAPH.match(after)]

    def _changed(self, lines: list[str]) -> list[str]:
        leaves = self._leaves(lines)
        if len(leaves) < 6:
            return lines
        moved, dropped, reworded = self.chance.sample(leaves, 3)
        lines[reworded] = self._reword(lines[reworded])
        self.expected[_plain(lines[reworded])] = {"reworded"}
        self.expected[_plain(lines[moved])] = {"moved"}
        self.expected[_plain(lines[dropped])] = {"dropped"}
        new = f"1. {_NEW[self.language]}" if self.language == "en" else f"١- {_NEW[self.language]}"
        self.expected[_plain(new)] = {"added"}
        others = [at for at in leaves if at not in (moved, dropped)]
        # which of two neighbours has moved, nobody can tell
        far = [at for at in others if abs(leaves.index(at) - leaves.index(moved)) > 2] or others
        target, place = lines[self.chance.choice(far)], lines[self.chance.choice(others)]
        gone, taken = lines[dropped], lines[moved]
        lines.remove(gone)
        lines.remove(taken)
        lines.insert(lines.index(target) + 1, taken)
        lines.insert(lines.index(place) + 1, new)
        return lines

    def _reword(self, line: str) -> str:
        words = line.split(" ")
        for at in self.chance.sample(range(3, len(words)), min(3, len(words) - 3)):
            words[at] = self.chance.choice(_OTHER[self.language])
        return " ".join(words)

    def _numbered(self, lines: list[str]) -> list[str]:
        """Number the paragraphs anew, from the number of the first one."""
        first = next((m for line in self.draft if (m := PARAGRAPH.match(line))), None)
        number = int(first[1]) if first else 1
        told = []
        for line in lines:
            match = PARAGRAPH.match(line) or re.match(r"^([\d٠-٩]{1,3})([.-])\s+", line)
            if match is None:
                told.append(line)
                continue
            shown = str(number) if self.language == "en" else str(number).translate(_ARABIC)
            told.append(f"{shown}{match[2]} {line[match.end() :]}")
            number += 1
        return told

    def results(self) -> Iterator[tuple[str, bool]]:
        """Yield each planted change and each renumbering, and whether that was told of its paragraph, and no more."""
        changes = find_changes(read("\n".join(self.draft)), read("\n".join(self.final)))
        for change in changes:
            side = change.right or change.left
            if side is None or side.kind != "paragraph" or side.marker is None:
                continue
            wanted = set(self.expected.get(_plain(side.text or ""), set()))
            ordinals = {s.marker.ordinal for s in (change.left, change.right) if s is not None and s.marker}
            if len(ordinals) > 1:
                wanted.add("renumbered")
            if wanted:
                yield "+".join(sorted(wanted)), wanted == set(change.changes)
        said = {_plain((c.right or c.left).text or "") for c in changes if (c.right or c.left)}  # type: ignore[union-attr]
        for text, kinds in self.expected.items():
            if text not in said:
                yield "+".join(sorted(kinds)), False


def _plain(text: str) -> str:
    """Return what tells a paragraph from others, without its number and the calls of notes."""
    return re.sub(r"[\W\d_]", "", text)


def unchanged(text: str) -> list[Changed]:
    """Return what is told of two equal versions: nothing should be."""
    return [change for change in find_changes(read(text), read(text)) if change.changes]
