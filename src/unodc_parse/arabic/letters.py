"""Words in logical order with letters that stand from left to right in some of them, and not in others.

PDFium gives a word that Chromium drew in one piece from left to right, and one with a ligature, or the part of a word
behind a vowel mark, as it is read. So every stretch of letters between marks may be turned or not; which, the language
model decides for the line as a whole. Letters that no word begins with (teh marbuta, alef maksura) and articles
at the ends of words tell where to look, and lines in which the words turned one by one read far better than the line as
it stands, and than all of it turned, tell that the document is of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from unodc_parse.arabic.chardata import LETTERS_OF_ARABIC
from unodc_parse.arabic.choices import Chosen, Place, choose
from unodc_parse.arabic.fixes import rewrite
from unodc_parse.arabic.language_model import EDGE, LanguageModel, fold
from unodc_parse.arabic.spelling import LEAST, Spelled, believed, unknown
from unodc_parse.arabic.visual import Order, order_votes, reorder

_M: Final = "\u0610-\u061a\u064b-\u065f\u0670"
_WORD: Final = re.compile(f"[{LETTERS_OF_ARABIC}][{LETTERS_OF_ARABIC}{_M}]*")
_STRETCH: Final = re.compile(f"[{LETTERS_OF_ARABIC}]{{2,}}")
#: Stretches of a word that are looked at one by one; where a word has more it is left alone.
_MOST: Final = 4
#: What a turned stretch costs (nats), in a document of that kind.
_TURN: Final = 1.0
#: Letters from which on a turned stretch tells something: joints of runs leave short ones.
_LONG: Final = 4
#: How much better (nats) a line must read so than it stands and than all of it turned, to tell of its document.
_TELLS: Final = 8.0
#: … and how well (nats a character): what is left when a torn line is turned is no Arabic either.
_READS: Final = -2.7
#: Lines that must tell, lines that are asked, and the shares of these and of all lines that must tell. Of text that
#: PDFium reads so 0.6 or more of those asked do (24 files of the bench); of lines whose runs moved a third at most.
_LEAST: Final = 2
_ASKED: Final = 60
_SHARE: Final = 0.5
_OF_ALL: Final = 0.04
#: How much better a line of such a document must read.
_GAIN: Final = 1.0
#: Characters from which on a line is left alone.
_LONGEST: Final = 1000


def turned_words(texts: Sequence[str], model: LanguageModel | None) -> bool:
    """Tell whether a document has words whose letters were turned one by one; without a model, whether it may have."""
    suspects = [text for text in texts if len(text) <= _LONGEST and order_votes(text, scrambled=True).characters]
    if len(suspects) < _LEAST or model is None:
        return len(suspects) >= _LEAST
    asked = suspects[:: max(1, len(suspects) // _ASKED)]
    telling = sum(_tells(text, model) for text in asked)
    return telling >= max(_LEAST, _SHARE * len(asked), _OF_ALL * len(texts) * len(asked) / len(suspects))


def _tells(text: str, model: LanguageModel) -> bool:
    chosen = _choose(text, model)
    if chosen.gain < _TELLS or not any(end - start >= _LONG for start, end, _ in chosen.edits):
        return False
    here = _judge(text, model)
    whole = _judge(reorder(text, Order.CHARACTERS), model) - here
    if chosen.gain <= max(0.0, whole) + _TELLS:
        return False
    read = rewrite("order.letters", text, chosen.edits)
    return read is not None and _judge(read.apply(text), model) > _READS * len(text.strip())


def _judge(text: str, model: LanguageModel) -> float:
    return model.characters.follow(EDGE, fold(" ".join(text.split())) + EDGE)


def turn_words(text: str, model: LanguageModel) -> Spelled:
    """Turn the stretches of letters that read better so, in a line of a document that has such words."""
    if len(text) > _LONGEST:
        return Spelled()
    chosen = _choose(text, model)
    if not chosen.edits or chosen.gain <= _GAIN:
        return Spelled()
    return Spelled(rewrite("order.letters", text, chosen.edits), believed(chosen.odds))


def _choose(text: str, model: LanguageModel) -> Chosen:
    return choose(text, list(_places(text, model)), model.characters)


def _places(text: str, model: LanguageModel) -> Iterator[Place]:
    for word in _WORD.finditer(text):
        stretches = [m.span() for m in _STRETCH.finditer(word[0]) if m[0] != m[0][::-1]]
        if len(stretches) > _MOST:
            continue
        for turned in product((False, True), repeat=len(stretches)):
            if any(turned):
                new = word[0]
                for start, end in (span for span, yes in zip(stretches, turned, strict=True) if yes):
                    new = new[:start] + new[start:end][::-1] + new[end:]
                cost = _TURN * sum(turned) + unknown(model, (new,), (word[0],))
                yield Place(*word.span(), new, cost or LEAST)
