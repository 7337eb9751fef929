"""What speaks for an order of a line's runs: how it reads, and how well it explains the damage.

Characters, words, stems and shapes say how likely the text is; the joints, the white space around them, and the number
of runs and passes how likely the damage is; and some things are seldom right, like a bracket that closes nothing. The
weights of it all (`data/run_order.toml`) are those of a logistic regression over the readings of a line, fitted on
lines of United Nations text damaged by the simulator, with models that had not seen their documents
(`benchmarks/run_order.py`); so that weighed scores are log probabilities.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from unodc_parse.arabic.alphabet import has_names, names_in_order
from unodc_parse.arabic.diagnose import JOINT_MARKS, TORN_MARKS
from unodc_parse.arabic.joints import LONE, WORD, Joints, Run
from unodc_parse.arabic.language_model import EDGE, LanguageModel, fold
from unodc_parse.arabic.layout import CutOdds, Layout
from unodc_parse.arabic.misplaced import misplaced
from unodc_parse.arabic.passes import passes
from unodc_parse.arabic.reader import ending_of, openings
from unodc_parse.arabic.states import State
from unodc_parse.arabic.word_model import START, tokens
from unodc_parse.values import Value

_WIDEST: Final = 2
#: Share of damaged lines with so many runs (the simulator's).
_RUNS: Final = dict(CutOdds().runs)
_FEW: Final = 0.005
#: White space that the joint of two words leaves: behind the run before it, none, one, two or more.
_OWN: Final = (0.42, 0.45, 0.13)
#: … between the two runs as they stand in the line, at a word's edge and inside a word; before the run after it.
_BETWEEN: Final = (0.10, 0.15)
_BEFORE: Final = 0.15
_FLOOR: Final = 0.01
#: The least probability of a word: the product of very many letters is nothing to a computer.
_TINY: Final = 1e-300
#: Log odds of two passes, or three, over a line.
_IN_PASSES: Final = math.log(0.16 / 0.84 / 2)


_BRACKETS: Final = re.compile("[()]")
#: Brackets that hold nothing, or stand as none does.
_LOOSE: Final = re.compile(r"\(\)|\w\(|\(\s|\s\)")
#: Signs with which no line begins, and marks of joints that speak against a reading.
_NEVER_FIRST: Final = tuple("\u060c.\u061b:)-")
#: A number that begins with a zero was cut in two, but for hours (00:10) and groups of thousands (120 000, 000 21).
_ZERO_FIRST: Final = re.compile(r"(?<![\d.,/:\u066b-])(?<!\d )[0\u0660](?=\d)(?!\d\d? \d)(?!\d[:/]\d)")
#: … each with what it cannot do without: all orders of a line have the same characters.
_MARKS: Final = (
    (JOINT_MARKS["glued_sign"], re.compile(r"[\u060c\u061b:.!?\u061f)]")),
    (JOINT_MARKS["glued_number"], re.compile(r"\d")),
    (JOINT_MARKS["letter_behind_final"], re.compile("[\u0629\u0649]")),
    (JOINT_MARKS["hyphen_first"], re.compile("-")),
    (JOINT_MARKS["twisted_bracket"], re.compile(r"\)")),
    (TORN_MARKS["shadda_first"], re.compile("\u0651")),
    (TORN_MARKS["tanween_inside"], re.compile("[\u064b-\u064d]")),
    (TORN_MARKS["torn_slash"], re.compile("/")),
    (TORN_MARKS["stuck_number"], re.compile(r"\d")),
    (TORN_MARKS["stuck_latin"], re.compile("[A-Za-z]")),
    (_ZERO_FIRST, re.compile("[0\u0660]")),
)
#: How a numbered paragraph begins: a letter in brackets, a number or an ordinal word with a hyphen (digits folded). A
#: number in brackets is as often the call of a note at the end of a line.
_LABEL: Final = re.compile(r"\([^\W\d_a]{1,3}\) |0{1,3}-|[^\W\d_a]{2,8}- ")
#: … or a small Latin letter or numeral in brackets, or a number between quotation marks.
_LONGEST_LABEL: Final = 16
_INNER_LABEL: Final = re.compile(r"\((?:[a-z]|[ivx]{2,5})\)\s|['\u2018]\d{1,2}['\u2019]\s")
#: What is known of a token behind two others: by words, stems and shapes.
Known = dict[tuple[str, str, str], tuple[float, float, float]]


class Evidence(Value, frozen=True):
    """What speaks for one order of the runs: log probabilities (nats) and counts.

    Attributes:
        characters: log probability of the text by its characters.
        words: … by its words.
        shapes: gain of the shapes of its words over any order of them.
        unknown: words that the model does not know.
        joints: log odds of the places of the joints; for the line as it stands, that they are nowhere.
        gaps: log probability of the white space around the runs.
        count: log odds of so many runs.
        runs: joints.
        intact: 1 for the line as it stands.
        passes: log odds of the passes.
        stems: log probability of the text by the stems of its words.
        strange: unknown words whose stems are unknown, too.
        brackets: brackets that open in one another, close without, hold nothing, or are spaced as none is.
        edges: 1 for signs that begin no line, 1 for words that end none.
        marks: marks of joints (`diagnose.JOINT_MARKS`, `diagnose.TORN_MARKS`) that are left, and what is `misplaced`.
        label: 1 for a line that begins with the label of a paragraph.
        listed: log odds that lists of States keep the order of the alphabet.
    """

    characters: float
    words: float
    shapes: float
    unknown: float
    joints: float
    gaps: float
    count: float
    runs: float
    intact: float
    passes: float
    stems: float
    strange: float
    brackets: float
    edges: float
    marks: float
    label: float
    listed: float


@cache
def weights() -> Evidence:
    """Return the weights of the evidence."""
    return Evidence(**tomllib.loads(_data("run_order.toml")))


@cache
def _never_last() -> frozenset[str]:
    return frozenset(tomllib.loads(_data("arabic_shapes.toml"))["never_last"])


def _data(name: str) -> str:
    return files("unodc_parse").joinpath("data", name).read_text("utf-8")


class Weighing:
    """Weighs readings of one line."""

    def __init__(self, layout: Layout, model: LanguageModel, known: Known) -> None:
        self.layout = layout
        self.joints = Joints(layout)
        self._has_names = has_names(layout.text)
        self.model = model
        self._vocabulary = model.shapes.vocabulary
        self._known = known
        self._weights = msgspec.structs.astuple(weights())
        self._in_place: tuple[list[float], list[State]] | None = None
        self._marks: list[re.Pattern[str]] | None = None

    def weigh(self, text: str, runs: tuple[Run, ...]) -> tuple[Evidence, float, tuple[str, ...]]:
        """Weigh an order of runs that reads `text`."""
        folded = fold(text)
        found = tokens(folded)
        words, shapes, stems = self._language(found)
        unknown = [token for token in found if _is_word(token) and token not in self._vocabulary]
        joints, gaps = self._damage(runs)
        intact, prior = len(runs) == 1, -self.layout.uncut
        evidence = Evidence(
            characters=self._characters(runs),
            words=words,
            shapes=shapes,
            unknown=float(len(unknown)),
            joints=prior if intact else joints,
            gaps=gaps,
            count=self._count(runs),
            runs=len(runs) - 1.0,
            intact=float(intact),
            passes=_passes(runs),
            stems=stems,
            strange=float(sum(self.model.stems.stem(word) not in self.model.stems.known for word in unknown)),
            brackets=_loose_brackets(folded),
            edges=_bad_edges(folded, found),
            marks=float(self._marks_of(text) + misplaced(text)),
            label=float(is_labelled(text)),
            listed=names_in_order(text) if self._has_names else 0.0,
        )
        score = sum(map(float.__mul__, msgspec.structs.astuple(evidence), self._weights))
        return evidence, score, tuple(found)

    def _language(self, found: Sequence[str]) -> tuple[float, float, float]:
        first, second = START, START
        words = shapes = stems = 0.0
        for token in found:
            key = (first, second, token)
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = say(self.model, *key)
            words += known[0]
            stems += known[1]
            shapes += known[2]
            first, second = second, token
        return words, shapes, stems

    def _characters(self, runs: tuple[Run, ...]) -> float:
        """Return the log probability of the text by its characters; the searches tell it roughly, where ways meet."""
        states = self.model.characters.states
        found: list[float] = []
        rests: dict[State, float] = {}  # behind its first run a text mostly reads the same, however it begins
        for share, opening in openings(states):
            total, state = self._read(opening, ((*runs[0][:2], False),))
            if state not in rests:
                rest, last = self._read(state, runs[1:])
                rests[state] = rest + ending_of(states, last)
            found.append(share + total + rests[state])
        return max(found)

    def _read(self, state: State, runs: tuple[Run, ...]) -> tuple[float, State]:
        """Return the log probability of some runs behind `state`, and the state after them."""
        layout, chars, states = self.layout, self.layout.chars, self.model.characters.states
        if self._in_place is None:
            self._in_place = states.walk(states.at(EDGE), layout.text)
        totals, in_place = self._in_place
        total, at = 0.0, layout.at
        for first, after, spaced in runs:
            if spaced:
                weight, state = states.step(state, " ")
                total += weight
            end = at[after - 1] + 1
            for place in range(at[first], end):
                found = state.known.get(chars[place])
                weight, state = states.learn(state, chars[place]) if found is None else found
                total += weight
                if state is in_place[place]:  # from here on it reads as it does in place
                    total += totals[end - 1] - totals[place]
                    state = in_place[end - 1]
                    break
        return total, state

    def _marks_of(self, text: str) -> int:
        """Count the marks of joints in an order of the line."""
        if self._marks is None:
            self._marks = [mark for mark, needed in _MARKS if needed.search(text)]
        return sum([len(mark.findall(text)) for mark in self._marks], 0)

    def _damage(self, runs: tuple[Run, ...]) -> tuple[float, float]:
        """Return the log odds of the joints, and the log probability of the white space."""
        odds, exactly = 0.0, 0.0
        size, gaps, joints = len(self.layout), self.layout.gaps, self.joints
        beside = {start: spaced for start, _, spaced in runs}
        for place, (begin, end, into) in enumerate(runs):
            start, _, spaced = runs[place + 1] if place + 1 < len(runs) else (0, 0, False)
            if end < size:
                exactly += _GAPS[gaps[end], spaced, into if place else None, beside[end]]
            if place + 1 == len(runs):
                break
            single = place > 0 and end == begin + 1 and not into and joints.glue[end] in (LONE, WORD)
            odds += joints.odds(end, start, spaced=spaced, single=single)
        return odds, exactly

    def _count(self, runs: tuple[Run, ...]) -> float:
        """Return the log odds of so many runs, beside those that numbers and hyphens make anyway."""
        if len(runs) == 1:
            return 0.0
        free = len(runs) - 1 - sum(1 for start, _, _ in runs if self.layout.fixed.get(start, -1.0) > 0)
        if free <= 0:
            return math.log(sum([share for runs_, share in _RUNS.items() if runs_ <= len(runs)], 0.0))
        return math.log(max(_FEW, _RUNS.get(len(runs), _FEW))) + math.lgamma(free + 1) - free * math.log(3.4)


def say(model: LanguageModel, first: str, second: str, token: str) -> tuple[float, float, float]:
    """Return what words, stems and shapes say of a token behind two others (log probabilities; the gain of shapes)."""
    share = math.exp(model.characters.spelled(token.strip()))
    stem = model.stems.stem
    words = model.words.probability(first, second, token, share)
    stems = model.stems.counts.probability(stem(first), stem(second), stem(token), share)
    return (
        math.log(max(_TINY, words)),
        math.log(max(_TINY, stems)),
        model.shapes.gain(first.strip(), second.strip(), token.strip()),
    )


def is_labelled(text: str) -> bool:
    """Tell whether a text begins with the label of a paragraph.

    >>> is_labelled("10- a"), is_labelled("a 10-"), is_labelled("(ii) a")
    (True, False, True)
    """
    text = text.lstrip()
    head = text[:_LONGEST_LABEL]
    return _LABEL.match(fold(head)) is not None or _INNER_LABEL.match(head) is not None


def _is_word(token: str) -> bool:
    return token[0].isalpha() and token[0] != "a"


def _loose_brackets(text: str) -> float:
    depth, loose = 0, len(_LOOSE.findall(text))
    for char in _BRACKETS.findall(text):
        if char == "(":
            loose += depth > 0
            depth += 1
        elif char == ")":
            loose += depth == 0
            depth = max(0, depth - 1)
    return float(loose)


def _bad_edges(text: str, found: Sequence[str]) -> float:
    last = found[-1].strip() if found else ""
    return float(text.strip()[:1] in _NEVER_FIRST) + float(last in ("(", "-") or last in _never_last())


def _passes(runs: tuple[Run, ...]) -> float:
    """Return the log odds that the line was written in so many passes, every run in any of them."""
    count = passes(runs)
    return 0.0 if count == 1 else _IN_PASSES - len(runs) * math.log(count)


def _gap_table() -> dict[tuple[int, bool, bool | None, bool], float]:
    table = {}
    for spaced in (False, True):
        for before in (None, False, True):
            for long_before in (False, True):
                between = 0.0 if before is None else _BETWEEN[before]
                ahead = _BEFORE if long_before else 0.0
                shares = [0.0] * (_WIDEST + 1)
                for own, share in enumerate(_OWN if spaced else (1.0,)):
                    for more, part in (
                        (0, (1 - between) * (1 - ahead)),
                        (1, between + ahead - 2 * between * ahead),
                        (2, between * ahead),
                    ):
                        shares[min(_WIDEST, own + more)] += share * part
                for width, share in enumerate(shares):
                    table[width, spaced, before, long_before] = math.log(max(_FLOOR, share))
    return table


_GAPS: Final = _gap_table()
