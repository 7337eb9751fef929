"""Content streams to operators with their operands (PDF 32000-1, 7.8.2), unread: words, strings, arrays, dictionaries.

What stands between two strings or arrays is a piece of plain words. A page repeats few kinds of pieces hundreds of
times with other numbers, so what to do with a kind is found out once and kept; operators that nothing depends on,
and paths that are dropped, are left out of it. That takes a third of the time of looking at every word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

STRING: Final = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
HEX: Final = rb"<[0-9A-Fa-f\x00\t\n\x0c\r ]*+>"
_ENTRY: Final = rb"[^<>()]++|" + HEX + rb"|" + STRING

#: What is not a plain word: dictionaries, arrays, strings, comments. Arrays stay whole until `TJ` wants their items.
_COMPLEX: Final = re.compile(
    rb"(<<(?:" + _ENTRY + rb"|<<(?:" + _ENTRY + rb")*+>>)*+>>"
    rb"|\[(?:[^\[\]()<>%]++|" + HEX + rb"|" + STRING + rb")*+\]"
    rb"|" + HEX + rb"|" + STRING + rb"|%[^\r\n]*+)",
    re.DOTALL,
)
_DELIMITERS: Final = b"()<>[]{}"

#: Operators that set or draw nothing that text depends on (annex A).
_OTHERS: Final = frozenset(
    b"b b* BX CS cs d d0 d1 DP ET EX G g i J j K k M MP RG rg ri SC sc SCN scn sh Tr w EI ID".split()
)
#: Operators that add to the path, which `n` drops.
_PATH: Final = frozenset(b"m l re h c v y".split())
_WANTED: Final = _PATH | frozenset(
    b"q Q cm BT Tf Td TD Tm T* Tj TJ ' \" Tc Tw Tz TL Ts BMC BDC EMC Do gs BI n S s f F f* B B* b b*".split()
)
_CLIPS: Final = frozenset((b"W", b"W*"))
#: Operators that set where text begins, all that was set before in the same text object forgotten for `Tm`.
_PLACING: Final = frozenset(b"BT Td Tm T*".split())
_TEXT_STATE: Final = frozenset(b"Tf Tc Tw Tz TL Ts".split())
#: `Q` and the `q` right behind it; a rectangle that is made the clip and not drawn (`re W n`).
RENEW: Final = b"Qq"
CLIP: Final = b"re W n"

_COMMENT: Final = 0x25  # %
_SLASH: Final = 0x2F
_NUMBER_ENDS: Final = frozenset(b"0123456789.")
_FIGURES: Final = bytes.maketrans(b"123456789.", b"0000000000")  # numbers of a piece differ, and little else does
_BETWEEN: Final = b")"  # stands between plain pieces, none of which holds it
_OPERAND: Final = b""
_MOST_KEPT: Final = 20_000  # words or kinds of pieces
_LONGEST_KEPT: Final = 400  # words: longer pieces are drawings, and hardly alike


class UnknownContentError(Exception):
    """The stream holds what this program does not know for sure."""


#: What an operator does, given who does it and its operands.
Act = Callable[[Any, list[bytes]], None]
#: An operator, and between which words of its piece its operands stand.
Step = tuple[bytes, int, int]


class _Step:
    """What an operator of a piece does, and between which words its operands stand."""

    __slots__ = ("act", "end", "first")

    def __init__(self, act: Act, first: int, end: int) -> None:
        self.act = act
        self.first = first
        self.end = end


#: What to do with a kind of piece: its steps, and where the operands begin that belong to the piece after it.
Plan = tuple[list[_Step], int]
#: The plain pieces of a stream, their shapes, and what stands behind each.
Parted = tuple[list[bytes], list[bytes], list[bytes]]


class _Kinds(dict[bytes, bytes]):
    """What each word is: an operator, itself, or an operand, `_OPERAND`."""

    def __missing__(self, word: bytes) -> bytes:
        """Tell what a word is that has not been seen yet."""
        if word[0] != _SLASH and word[-1] not in _NUMBER_ENDS:
            raise UnknownContentError
        if len(self) < _MOST_KEPT:
            self[word] = _OPERAND
        return _OPERAND


class Numbers(dict[bytes, float]):
    """What numbers are worth, as streams write them; most are written again and again.

    >>> Numbers()[b"-.5"]
    -0.5
    """

    def __missing__(self, word: bytes) -> float:
        """Read a number that has not been met yet; raises `ValueError` where it is none."""
        value = float(word)
        if len(self) < _MOST_KEPT:
            self[word] = value
        return value


class Lexer:
    """Parts streams, and remembers the kinds of pieces that it has met; `acts` are what the wanted operators do."""

    def __init__(self, acts: Mapping[bytes, Act]) -> None:
        self.numbers = Numbers()
        self._acts = acts
        self._kinds = _Kinds({word: word for word in _OTHERS | _CLIPS | _WANTED})
        self._plans: dict[bytes, Plan] = {}
        self._kept: tuple[bytes, Parted] | None = None

    def forget(self) -> None:
        """Let go of the stream that was run last, which is parted already if it is run again."""
        self._kept = None

    def run(self, data: bytes, target: object) -> None:
        """Do what every operator does that text or lines depend on: its act is given `target` and its operands.

        >>> Lexer({b"Tf": lambda _, operands: print(operands)}).run(b"BT /F1 9.5 Tf 0 g ET", None)
        [b'/F1', b'9.5']
        """
        kept = self._kept
        if kept is None or kept[0] is not data:
            kept = self._kept = data, _parted(data)
        pieces, shapes, others = kept[1]
        plans = self._plans
        waiting: list[bytes] = []
        for piece, shape, other in zip(pieces, shapes, others):  # noqa: B905 -- alike, and quicker compiled
            words = piece.split()
            plan = plans.get(shape)
            steps, rest = plan if plan is not None else self._plan(shape, words)
            for step in steps:
                first, end = step.first, step.end
                if first or not waiting:
                    step.act(target, words[first:end])
                else:
                    step.act(target, waiting + words[:end] if end else waiting)
            if rest:
                waiting = words[rest:]
            else:
                waiting += words
            if other[0] != _COMMENT:
                waiting.append(other)

    def _plan(self, shape: bytes, words: list[bytes]) -> Plan:
        """Find out what to do with pieces of a shape: their words are of the same kinds, as figures tell none."""
        kinds = [self._kinds[word] for word in words]
        steps: list[Step] = []
        first = 0
        clips = False
        for end, operator in enumerate(kinds):
            if not operator:
                continue
            if operator == b"n":
                path: list[Step] = []
                while steps and steps[-1][0] in _PATH:
                    path.append(steps.pop())
                if clips and [step[0] for step in path] == [b"re"]:
                    steps.append((CLIP, *path[0][1:]))
                    clips, first = False, end + 1
                    continue
            elif operator == b"Tm":
                steps = _without_places(steps)
            clips = operator in _CLIPS
            if operator == b"q" and steps and steps[-1][0] == b"Q":
                steps[-1] = (RENEW, *steps[-1][1:])
            elif operator in _WANTED:
                steps.append((operator, first, end))
            first = end + 1
        acts = self._acts
        plan = [_Step(acts[operator], start, end) for operator, start, end in steps if operator in acts], first
        if len(kinds) <= _LONGEST_KEPT and len(self._plans) < _MOST_KEPT:
            self._plans[shape] = plan
        return plan


def _parted(data: bytes) -> Parted:
    """Part a stream; what is done to each piece is done to all of them at once.

    Raises:
        UnknownContentError: a delimiter stands where none can.
    """
    pieces = _COMPLEX.split(data)
    plain = _BETWEEN.join(pieces[::2])
    others = pieces[1::2]
    if len(plain.translate(None, _DELIMITERS)) != len(plain) - len(others):
        raise UnknownContentError
    others.append(b"%")
    shapes = plain.translate(_FIGURES).replace(b"0000", b"0").replace(b"00", b"0").split(_BETWEEN)
    return plain.replace(b"/", b" /").split(_BETWEEN), shapes, others


def _without_places(steps: list[Step]) -> list[Step]:
    """Leave out the steps that set the place of text in vain, as it is set again before any is shown."""
    at = len(steps)
    while at and (steps[at - 1][0] in _PLACING or steps[at - 1][0] in _TEXT_STATE):
        at -= 1
    return [*steps[:at], *[step for step in steps[at:] if step[0] in _TEXT_STATE]]
