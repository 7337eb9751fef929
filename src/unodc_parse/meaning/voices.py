"""What both languages share in telling who speaks: openings of statements, stances, names of speakers."""

from __future__ import annotations

from typing import Final

from unodc_parse.language.wording import Marked, Wording
from unodc_parse.values import Value

COMMAS: Final = frozenset(",،")
_OWN_STAFF: Final = frozenset({"unodc", "secretariat"})


class Voice(Value, frozen=True):
    """A speaker in a text, words `[first, end)`: how many, and the country or organization where one is named."""

    count: str
    first: int
    end: int
    name: str | None = None
    sure: bool = False


class Opening(Value, frozen=True):
    """Where a statement opens: its first word, the class of its speaker, the verb as printed, the stance."""

    start: int
    count: str
    speaker: str | None
    verb: str | None
    stance: str | None


class Speakers:
    """Reads speakers and verbs from the words of one text."""

    def __init__(self, marked: Marked, wording: Wording) -> None:
        self.marked = marked
        self.words = marked.words
        self.wording = wording
        self.sets = wording.sets

    def is_in(self, name: str, at: int) -> bool:
        """Tell whether the word at `at` is in a set of small words."""
        return self.words.key(at) in self.sets[name]

    def counted(self, at: int) -> Voice | None:
        """Read a count and those who are counted: "a number of other speakers"."""
        count = self.marked.at("count_before", at)
        if count is None:
            return None
        end = count.end
        while self.is_in("speakers.between", end):
            end += 1
        noun = self.marked.at("speaker", end)
        if noun is not None:
            return Voice(count.value.id, at, noun.end, sure=True)
        return None

    def titled(self, at: int) -> Voice | None:
        """Read a title, with the country or organization after it."""
        title = self.marked.at("title", at)
        if title is None:
            return None
        kind = title.value.id
        if kind == "office_holder":
            start = at + (self.words.key(at) == "the")
            return Voice("named", at, title.end, self.words.printed(start, title.end), sure=True)
        if kind != "named":
            return Voice(kind, at, title.end)
        if (several := self.counted(title.end)) is not None:  # "the representatives of three States"
            return Voice(several.count, at, several.end, sure=True)
        name, end = self.name(title.end)
        if name and self.is_secretariat(title.end, end + 2 * (self.words.key(end) in COMMAS)):
            return Voice("secretariat", at, end, sure=True)
        return Voice("named", at, end, name, sure=True) if name else None

    def is_secretariat(self, first: int, end: int) -> bool:
        """Tell whether words name a part of the secretariat: "Chief of the Justice Section of UNODC"."""
        return any(first <= party.first < end and party.value in _OWN_STAFF for party in self.marked.of("party"))

    def name(self, at: int) -> tuple[str | None, int]:
        """Read the name of a country or an organization; return it without article, and where it ends."""
        raise NotImplementedError

    def stance(self, verb_stance: str, first: int, end: int) -> str:
        """Return the stance of a colourless verb from what is expressed in words `[first, end)`, else its own."""
        if verb_stance not in ("inform", "stress"):
            return verb_stance
        near = next((t for t in self.marked.of("topic") if first <= t.first < end), None)
        return near.value.stance if near is not None else verb_stance
