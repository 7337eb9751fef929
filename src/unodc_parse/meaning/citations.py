"""Citations: articles, resolutions, decisions, documents, agenda items and paragraphs, with normalised numbers.

A citation opens with a word such as "article" or «الفقرة», or with a document symbol, and is read word by word: a list
of numbers with their sub-paragraphs, then what they belong to. The same grammar serves both languages and both orders
("article 34, paragraph 2" and «الفقرة ٢ من المادة ٣٤»).

Overlaps are settled in one place (`find_citations`): symbols first, for a symbol is never part of a number; then from
left to right, the construct that opens first takes all words that belong to it. So a paragraph of an article is one
citation of kind `article`, and no two citations share a word. Each member of a list is a citation of its own; a range
("articles 12 to 14") is one.
"""

from __future__ import annotations

from itertools import product
from typing import Final, Literal, cast

import msgspec

from unodc_parse.language.phrases import Found
from unodc_parse.language.symbols import find_documents
from unodc_parse.language.wording import Marked, Wording
from unodc_parse.meaning.acts import ActReader
from unodc_parse.meaning.context import Context
from unodc_parse.meaning.numbers import Ref
from unodc_parse.model import Citation
from unodc_parse.values import Value

#: At most a comma and "and" stand between articles that are joined.
_JOINT: Final = 2
_Kind = Literal["article", "resolution", "decision", "document", "paragraph", "agenda_item"]


class _Draft(Value, frozen=True):
    """A citation by its words."""

    kind: _Kind
    first: int
    end: int
    instrument: str | None = None
    article: str | None = None
    paragraph: str | None = None
    sub: str | None = None
    number: str | None = None
    body: str | None = None


def find_citations(marked: Marked, wording: Wording, context: Context) -> tuple[Citation, ...]:
    """Find the citations in a text, first to last, none overlapping another."""
    if not (marked.of("cite") or marked.of("instrument") or "/" in marked.words.text):
        return ()
    reader = _Reader(marked, wording, context)
    return tuple(_citation(draft, marked) for draft in sorted(reader.read(), key=lambda draft: draft.first))


def _citation(draft: _Draft, marked: Marked) -> Citation:
    fields = {name: getattr(draft, name) for name in ("instrument", "article", "paragraph", "sub", "number", "body")}
    trigger = marked.at("cite", draft.first)
    start, end = marked.words.span_after(trigger.clitics if trigger else "", draft.first, draft.end)
    return Citation(kind=draft.kind, text=marked.words.text[start:end], span=(start, end), **fields)


class _Reader(ActReader):
    """Reads the citations of one text."""

    def __init__(self, marked: Marked, wording: Wording, context: Context) -> None:
        super().__init__(marked, wording, context)
        self.symbols = self._symbols()
        self.inside = {at for first, (end, _) in self.symbols.items() for at in range(first + 1, end)}
        self.taken: set[int] = set()
        self.article: str | None = None
        self.last: str | None = None
        self.unnamed: set[int] = set()

    def _parse(self, kind: str, first: int, at: int) -> list[_Draft]:
        """Read what a word that opens a citation of that kind opens."""
        if kind == "article":
            return self._article(first, at)
        if kind == "paragraph":
            return self._paragraph(first, at)
        if kind in {"item", "agenda_item"}:
            return self._agenda(first, at, tail=kind == "item")
        return self._act("decision" if kind == "decision" else "resolution", first, at)

    def read(self) -> list[_Draft]:
        """Read all citations from left to right, and remember the instruments that are named on the way."""
        found: list[_Draft] = []
        for first in sorted(
            {*self.symbols, *(f.first for f in (*self.marked.of("cite"), *self.marked.of("instrument")))}
        ):
            if first in self.taken or first in self.inside:
                continue
            if first in self.symbols:
                found += self._keep(self._document(first))
            elif (trigger := self.marked.at("cite", first)) is not None:
                found = self._joined(found, self._keep(self._parse(trigger.value, first, trigger.end)))
            elif (name := self.marked.at("instrument", first)) is not None:
                self._mention(name)
            self.last = found[-1].kind if found else None
        return found

    def _mention(self, name: Found[str]) -> None:
        """Remember an instrument that is named; "the Protocol" too is what articles after it belong to."""
        if not name.value.startswith("@"):
            self.context.name(name.value)
        elif not self.is_in("citations.not_generic", name.end):
            self.context.last = self.context.resolve(name.value) or self.context.last

    def _joined(self, found: list[_Draft], drafts: list[_Draft]) -> list[_Draft]:
        """Give articles the name of those joined to them: "article 19 and article 20 of the Protocol"."""
        if not drafts or drafts[0].kind != "article" or drafts[0].first in self.unnamed:
            return found + drafts
        named = list(found)
        following = drafts[0].first
        for at in range(len(named) - 1, -1, -1):
            if named[at].first not in self.unnamed or following - named[at].end > _JOINT:
                break
            if following not in (self.after_join(named[at].end), named[at].end):
                break
            named[at] = msgspec.structs.replace(named[at], instrument=drafts[0].instrument)
            following = named[at].first
        return named + drafts

    def _keep(self, drafts: list[_Draft]) -> list[_Draft]:
        """Take the words of some citations; those that would share a word with an earlier one are dropped."""
        kept = [draft for draft in drafts if self.taken.isdisjoint(range(draft.first, draft.end))]
        for draft in kept:
            self.taken.update(range(draft.first, draft.end))
        return kept

    # ------------------------------------------------------------------------------------------------- documents

    def _symbols(self) -> dict[int, tuple[int, str]]:
        """Return the document symbols by their first word: (end, symbol)."""
        documents = find_documents(self.words.text)
        if not documents:
            return {}
        starts = {span[0]: at for at, span in enumerate(self.words.spans)}
        ends = {span[1]: at + 1 for at, span in enumerate(self.words.spans)}
        return {
            starts[start]: (ends[end], symbol) for symbol, (start, end) in documents if start in starts and end in ends
        }

    def _document(self, first: int) -> list[_Draft]:
        """Read a symbol and the paragraphs after it."""
        end, symbol = self.symbols[first]
        trigger = self.marked.at("cite", self.skip_comma(end))
        refs: list[Ref] = []
        if trigger is not None and trigger.value == "paragraph":
            refs, _ = self.numbers(self.skip_fillers(trigger.end), one=self.is_singular(trigger.first))
        if refs:
            return self._spread(_Draft(kind="document", first=first, end=refs[-1].end, number=symbol), refs)
        return [_Draft(kind="document", first=first, end=end, number=symbol)]

    @staticmethod
    def _spread(whole: _Draft, paragraphs: list[Ref]) -> list[_Draft]:
        """Return a citation for each of several paragraphs of one document: the first opens it, the last ends it."""
        drafts = [
            msgspec.structs.replace(whole, first=r.first, end=r.end, paragraph=r.number, sub=r.sub) for r in paragraphs
        ]
        drafts[0] = msgspec.structs.replace(drafts[0], first=whole.first)
        drafts[-1] = msgspec.structs.replace(drafts[-1], end=whole.end)
        return drafts

    # -------------------------------------------------------------------------------------------------- articles

    def _article(self, first: int, at: int, paragraphs: list[Ref] | None = None) -> list[_Draft]:
        """Read articles with their paragraphs and their instrument; `paragraphs` stood before them."""
        found: list[_Draft] = []
        while True:
            refs, end = self._article_list(at)
            if not refs:
                return found
            instrument, end_of_name = self._instrument(end)
            self.article = refs[-1].number
            drafts = self._articles(refs, paragraphs, instrument)
            drafts[0] = msgspec.structs.replace(drafts[0], first=first)
            drafts[-1] = msgspec.structs.replace(drafts[-1], end=max(end_of_name, drafts[-1].end))
            if end_of_name == end:
                self.unnamed.update(draft.first for draft in drafts)
            found += drafts
            following = self.after_join(end_of_name)
            if following is None or end_of_name == end or self.number(following) is None:
                return found
            first = at = following

    def _articles(self, refs: list[Ref], paragraphs: list[Ref] | None, instrument: str | None) -> list[_Draft]:
        def draft(ref: Ref, paragraph: str | None, sub: str | None) -> _Draft:
            return _Draft(kind="article", first=ref.first, end=ref.end, instrument=instrument,
                          article=ref.number, paragraph=paragraph, sub=sub)  # fmt: skip

        if not paragraphs:
            return [draft(ref, ref.paragraph, ref.sub) for ref in refs]
        drafts = [draft(ref, p.number or None, p.sub) for ref, p in product(refs, paragraphs)]
        if len(refs) == 1:  # each paragraph keeps its own words
            own = [
                msgspec.structs.replace(d, first=p.first, end=p.end) for d, p in zip(drafts, paragraphs, strict=True)
            ]
            own[-1] = msgspec.structs.replace(own[-1], end=refs[0].end)
            return own
        return drafts[:1] if not drafts else [drafts[0], *drafts[len(paragraphs) :: len(paragraphs)]]

    def _article_list(self, at: int) -> tuple[list[Ref], int]:
        """Read "49, paragraphs 1 (c) and 2 (e), and 50"."""
        refs: list[Ref] = []
        end = at
        following: int | None = self.skip_fillers(at)
        while following is not None:
            ref = self.reference(following, roman=True)
            if ref is None:
                break
            inner, end = self._inner_paragraphs(ref)
            refs += inner
            following = self.after_join(end)
            ranged = self.range_after(end, roman=True)
            if ranged is not None and len(inner) == 1 and inner[0].sub is None:
                refs[-1] = msgspec.structs.replace(inner[0], end=ranged.end, number=f"{ref.number}-{ranged.number}")
                end = ranged.end
                following = self.after_join(end)
        return refs, end

    def _inner_paragraphs(self, ref: Ref) -> tuple[list[Ref], int]:
        """Read the paragraphs that follow an article's number."""
        at = self.skip_comma(ref.end)
        trigger = self.marked.at("cite", at)
        if trigger is None or trigger.value != "paragraph" or trigger.clitics or ref.paragraph is not None:
            return [ref], ref.end
        paragraphs, end = self.numbers(trigger.end, one=self.is_singular(trigger.first))
        if not paragraphs:
            letters = self.letters(trigger.end) if ref.sub is None else []
            paragraphs, end = letters, letters[-1].end if letters else ref.end
        elif paragraphs[-1].sub is None:
            paragraphs, end = self._letters_under(paragraphs, end)
        if not paragraphs:
            return [ref], ref.end
        refs = [Ref(first=p.first, end=p.end, number=ref.number, paragraph=p.number or None, sub=p.sub)
                for p in paragraphs]  # fmt: skip
        return [msgspec.structs.replace(refs[0], first=ref.first), *refs[1:]], end

    def _letters_under(self, paragraphs: list[Ref], end: int) -> tuple[list[Ref], int]:
        """Read "paragraph 3, subparagraphs (a) and (c)"."""
        trigger = self.marked.at("cite", self.skip_comma(end))
        letters = self.letters(trigger.end) if trigger is not None and trigger.value == "paragraph" else []
        if not letters:
            return paragraphs, end
        under = [msgspec.structs.replace(letter, number=paragraphs[-1].number) for letter in letters]
        under[0] = msgspec.structs.replace(under[0], first=paragraphs[-1].first)
        return [*paragraphs[:-1], *under], under[-1].end

    def _instrument(self, end: int) -> tuple[str | None, int]:
        """Read "of the Convention": the instrument and where its name ends; without a name, what was cited last."""
        at = self.skip_comma(end)
        if (same := self.marked.at("cite_same", at)) is not None:
            return self.context.last, same.end
        opens = self.is_in("citations.of", at)
        start = self.skip_determiners(at + 1 if opens else at)
        name = self.marked.at("instrument", start)
        if name is None or not (opens or name.clitics):
            named_otherwise = self.is_in("citations.of", end) and self.is_in("citations.parts", end)
            return (None if named_otherwise else self._cited_last()), end
        if name.value.startswith("@") and self.is_in("citations.not_generic", name.end):
            return None, name.end
        if not name.value.startswith("@"):
            self.context.name(name.value)
        self.context.last = self.context.resolve(name.value)
        return self.context.last, name.end

    def _cited_last(self) -> str | None:
        return self.context.last or self.context.bare

    # ------------------------------------------------------------------------------------------------ paragraphs

    def _paragraph(self, first: int, at: int) -> list[_Draft]:
        """Read paragraphs, and what they are paragraphs of."""
        refs, end = self.numbers(self.skip_fillers(at), one=self.is_singular(first))
        if not refs:
            return self._subparagraphs(first, at)
        if refs[-1].sub is None:
            refs, end = self._letters_under(refs, end)
        return self._whole(first, refs, end)

    def _subparagraphs(self, first: int, at: int) -> list[_Draft]:
        """Read "subparagraph (a) of paragraph 3 of article 18", "subparagraph (b) of article 3"."""
        letters = self.letters(at)
        if not letters:
            return []
        end = letters[-1].end
        inner = self.skip_determiners(self.skip_comma(end) + 1)
        trigger = self.marked.at("cite", inner) if self.is_in("citations.of", self.skip_comma(end)) else None
        if trigger is not None and trigger.value == "paragraph":
            number = self.reference(trigger.end)
            if number is not None and number.sub is None:
                letters = [msgspec.structs.replace(one, number=number.number) for one in letters]
                letters[-1] = msgspec.structs.replace(letters[-1], end=number.end)
                return self._whole(first, letters, number.end)
        elif (trigger is not None and trigger.value == "article") or self.marked.at("cite_here", end) is not None:
            return self._whole(first, letters, end)
        return []

    def _whole(self, first: int, refs: list[Ref], end: int) -> list[_Draft]:
        """Read what paragraphs belong to; what belongs to nothing is a paragraph of this document."""
        inner = self.skip_comma(end)
        if self.is_in("citations.of", inner):
            belongs = self._belonging(first, self.skip_determiners(inner + 1), refs)
            if belongs:
                return belongs
        trigger = self.marked.at("cite", end)
        if trigger is not None and trigger.value == "article" and trigger.clitics:
            return self._article(first, trigger.end, refs)
        same = self.marked.at("cite_same", end)
        is_of_article = same is not None and self.last == "article"  # «القرار ٩/٣، ولا سيما الفقرة ١١ منه» is not
        if same is not None and is_of_article and (drafts := self._same_article(first, same.end, refs)):
            return drafts
        here = self.marked.at("cite_here", end)
        drafts = [
            _Draft(kind="paragraph", first=r.first, end=r.end, paragraph=r.number or None, sub=r.sub) for r in refs
        ]
        drafts[0] = msgspec.structs.replace(drafts[0], first=first)
        drafts[-1] = msgspec.structs.replace(drafts[-1], end=here.end if here else refs[-1].end)
        return drafts

    def _belonging(self, first: int, at: int, refs: list[Ref]) -> list[_Draft]:
        """Read what paragraphs belong to: an article, a resolution, a document."""
        document = self.marked.at("cite_document", at)
        symbol = document.end if document else at
        if symbol in self.symbols:
            end, number = self.symbols[symbol]
            return self._spread(_Draft(kind="document", first=first, end=end, number=number), refs)
        for ahead in range(at, at + 6):  # "its", or the name of a body, may stand before "resolution"
            trigger = self.marked.at("cite", ahead)
            if trigger is None:
                continue
            if trigger.value == "article" and ahead == at:
                return self._article(first, trigger.end, refs) or self._same_article(first, trigger.end, refs)
            if trigger.value in ("resolution", "decision"):
                kind = cast("_Kind", trigger.value)
                acts = self._act(kind, ahead, trigger.end)
                if acts:
                    whole = msgspec.structs.replace(acts[0], first=first)
                    return [*self._spread(whole, refs), *acts[1:]]
            return []
        return []

    def _same_article(self, first: int, end: int, paragraphs: list[Ref]) -> list[_Draft]:
        """Read paragraphs "of the same article": of the one that was cited last."""
        if self.article is None:
            return []
        while self.is_in("citations.determiners", end):  # «المادة نفسها»
            end += 1
        last = self.article
        drafts = self._articles([Ref(first=end - 1, end=end, number=last)], paragraphs, self._cited_last())
        return [msgspec.structs.replace(drafts[0], first=first), *drafts[1:]]

    # ------------------------------------------------------------------------------------ resolutions, decisions

    def _act(self, kind: _Kind, first: int, at: int) -> list[_Draft]:
        """Read resolutions or decisions with the body that took them."""
        acts = self.acts(kind, first, at)
        if acts is None:
            return []
        drafts = [
            _Draft(kind=kind, first=r.first, end=r.end, number=r.number, body=body)
            for r, body in zip(acts.refs, acts.bodies, strict=True)
        ]
        drafts[0] = msgspec.structs.replace(drafts[0], first=acts.first)
        drafts[-1] = msgspec.structs.replace(drafts[-1], end=acts.end)
        return drafts

    # ------------------------------------------------------------------------------------------------ the agenda

    def _agenda(self, first: int, at: int, *, tail: bool) -> list[_Draft]:
        refs, end = self.numbers(self.skip_fillers(at))
        closing = self.marked.at("cite_agenda_tail", end)
        titled = self.is_in("citations.titled", self.skip_comma(end))
        if not refs or (tail and closing is None and not titled):
            return []
        drafts = [_Draft(kind="agenda_item", first=r.first, end=r.end, number=r.number, sub=r.sub) for r in refs]
        drafts[0] = msgspec.structs.replace(drafts[0], first=first)
        drafts[-1] = msgspec.structs.replace(drafts[-1], end=closing.end if closing else refs[-1].end)
        return drafts
