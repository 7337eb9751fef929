"""Measure what `learn` gains: one report of a series damaged, statistics from three other clean ones.

    python benchmarks/learning.py [--shared ../shared] [--seeds 2] [--only yearly|sessions] [--sessions 1 2] [--written]

Two series. `sessions`: four reports of successive sessions of one working group, written for this (sessions.ar.txt),
each damaged in turn; what they say every time stands in them with other names, numbers and subjects, and their
recommendations and discussions are about the same things in other sentences. The shipped model is adapted.
`yearly`: set sentences of a body's yearly report (series.ar.txt), and between them real sentences of the body's
documents in the UN Parallel Corpus, others in every report (at most `--real`); the model that is adapted has seen no
sentence of them; with `--written` it has read the sentences of reports.ar.txt, as the shipped one has.

Lines are wrapped at 88 characters and damaged by ../shared/seed/damage.py. Spaces, hyphens and marks do not count, as
in run_order.py. How much of a report stands in the three others is told by overlap.py.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from exact_repairs import distance, normal
from overlap import told, words
from reports import sentences as written
from sure_lines import bare

from unodc_parse.arabic import learn as learning
from unodc_parse.arabic.language_model import LanguageModel, open_stored, unpack
from unodc_parse.arabic.model_file import read_model
from unodc_parse.arabic.repair import repair_lines

Damage = Callable[[str], str]

HERE = Path(__file__).parent
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WIDTH = 88
#: What stands in braces; States in the order of the alphabet.
SLOTS = {
    "topic": "تسليم المطلوبين|المساعدة القانونية|مصادرة عائدات الجريمة|حماية الشهود|التحقيقات المشتركة|تهريب المهاجرين",
    "month": "كانون الثاني/يناير|آذار/مارس|أيار/مايو|تموز/يوليه|أيلول/سبتمبر|تشرين الأول/أكتوبر",
    "ordinal": "الثاني|الثالث|الرابع|الخامس|السادس|السابع",
    "name": "سامي الحدَّاد|ليلى منصور|كارلوس أوتيرو|أمينة ديالو|يان نوفاك|ماريا سيلفا|هاروكي أوتا|فاطمة الزهراني",
    "country": "الأردن|ألمانيا|إندونيسيا|إيطاليا|البرازيل|بيرو|تونس|كينيا|المغرب|المكسيك|نيجيريا|اليابان",
}
#: The two subjects that each session discusses.
SUBJECTS = (
    ("إقرارات الذمة المالية وتضارب المصالح", "نزاهة القضاء"),
    ("الشفافية في الاشتراء العمومي", "الحصول على المعلومات"),
    ("منع تضارب المصالح", "التثقيف ومشاركة المجتمع المدني"),
    ("نزاهة القطاع الخاص", "حماية المبلِّغين عن الفساد"),
)


#: A list of States, which reports put in the order of the alphabet.
_STATES = re.compile("{country}(?:(?:، | و){country}){2,}")


class Sentence(NamedTuple):
    """A sentence or heading of a report, and whether it is new: not said in every report of the series."""

    text: str
    new: bool


class Series(NamedTuple):
    """The model that is adapted, the clean reports, and the one that is damaged."""

    name: str
    base: bytes
    clean: list[list[str]]
    test: list[Sentence]


def yearly(shared: Path, bodies: Sequence[str], most: int, more: list[str]) -> Iterator[Series]:
    """Yield the yearly reports of each of some bodies; the models are of the rest of the corpus, and of `more`."""
    corpus = [normal(line) for line in (shared / "corpus/unpc/devset.ar").read_text("utf-8").splitlines()]
    ids = [line.split()[0] for line in (shared / "corpus/unpc/devset.ids").read_text("utf-8").splitlines()]
    frames = [line for line in (HERE / "series.ar.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    for body in bodies:
        own = [line for line, symbol in zip(corpus, ids, strict=True) if symbol.startswith(f"2015/{body}")]
        base = learning.learn([line for line in corpus if line not in set(own)] + more)
        count = min(most, len(own) // 4)
        reports = [write_report(frames, own[n::4][:count], n) for n in range(4)]
        said = {_beginning(line) for report in reports[:3] for line in report}
        test = [Sentence(normal(line), _beginning(line) not in said) for line in reports[3]]
        yield Series(body, base, reports[:3], test)


def _beginning(line: str) -> str:
    return re.sub(r"\d+", "0", line)[:40]


def write_report(frames: list[str], real: list[str], number: int) -> list[str]:
    """Return one report of the series: its set sentences with words of its own, and real sentences between them."""
    rng = random.Random(number)  # noqa: S311 -- no secret
    fixed = {"topic": SLOTS["topic"].split("|")[number % 6], "year": str(2010 + number)}
    lines = _filled(frames, fixed, rng)
    for sentence in real:
        lines.insert(rng.randrange(len(lines) // 2, len(lines)), sentence)
    return lines


def sessions(some: Sequence[int]) -> Iterator[Series]:
    """Yield reports of a series (`some`, from 1), to be read with what the others tell on top of the shipped model."""
    base = files("unodc_parse").joinpath("data", "arabic.lm").read_bytes()
    reports = [_session(number) for number in range(len(SUBJECTS))]
    for number, report in enumerate(reports):
        clean = [[sentence.text for sentence in other] for other in reports if other is not report]
        test = [Sentence(normal(text), new) for text, new in report]
        if number + 1 not in some:
            continue
        yield Series(f"session {number + 1}", base, clean, test)


def _session(number: int) -> list[Sentence]:
    rows = [line.split("\t") for line in (HERE / "sessions.ar.txt").read_text("utf-8").splitlines() if line[0] != "#"]
    own = [(text, which != "*") for which, text in rows if which in ("*", str(number + 1))]
    topic, other = SUBJECTS[number]
    slots = {name: SLOTS[name].split("|")[number] for name in ("ordinal", "month")}
    rng = random.Random(100 + number)  # noqa: S311 -- no secret
    first = rng.randrange(1, 24)
    days = {"a": str(first), "b": str(first + 3)}
    fixed = {"topic": topic, "other": other, "year": str(2016 + number), **slots, **days}
    lines = _filled([text for text, _ in own], fixed, rng)
    return [Sentence(line, new) for line, (_, new) in zip(lines, own, strict=True)]


def _filled(frames: Sequence[str], fixed: dict[str, str], rng: random.Random) -> list[str]:
    """Return frames with words in their braces and the numbers of their paragraphs; states in order of the alphabet."""
    lines = []
    paragraph = 0
    for frame in frames:
        paragraph += frame.startswith("{n}")
        known = {"n": str(paragraph), **fixed}
        listed = _STATES.sub(lambda m: _in_order(m[0].count("{"), rng), frame)
        lines.append(re.sub(r"\{(\w+)\}", lambda m, known=known: known.get(m[1]) or _word(m[1], rng), listed))
    return [line.translate(INDIC) for line in lines]


def _in_order(count: int, rng: random.Random) -> str:
    """Return some States as a list."""
    known = SLOTS["country"].split("|")
    return "، ".join(known[place] for place in sorted(rng.sample(range(len(known)), count)))


def _word(slot: str, rng: random.Random) -> str:
    return rng.choice(SLOTS[slot].split("|")) if slot in SLOTS else str(rng.randrange(2, 60))


class Errors(NamedTuple):
    """What is wrong in some lines: edits, lines wrong; how many letters and lines there are; changed ones, sure ones.

    `sure` counts the changed lines that are called `repaired`, `mistaken` those of them that are wrong.
    """

    edits: int = 0
    wrong: int = 0
    letters: int = 0
    lines: int = 0
    changed: int = 0
    sure: int = 0
    mistaken: int = 0

    def __add__(self, other: Errors) -> Errors:  # type: ignore[override]
        return Errors(*(a + b for a, b in zip(self, other, strict=True)))


def measure(series: Series, damages: list[Damage]) -> list[list[Errors]]:
    """Return the errors without and with what was learned: of set sentences, of new ones."""
    lines = [Sentence(part, new) for text, new in series.test for part in textwrap.wrap(text, WIDTH)]
    models = unpack(series.base), read_model(_learned(series.base, series.clean), "learned")
    return [_errors(lines, model, damages) for model in models]


def _learned(base: bytes, clean: list[list[str]]) -> bytes:
    """Learn on top of `base` as if it were the shipped model."""
    learning.shipped = lambda: unpack(base)
    learning.read_shipped = lambda: open_stored(base)
    return learning.learn_own(clean).model


def _errors(lines: list[Sentence], model: LanguageModel, damages: list[Damage]) -> list[Errors]:
    found = [Errors(), Errors()]
    for damage in damages:
        repaired = repair_lines([damage(line.text) for line in lines], model)
        for done, line in zip(repaired, lines, strict=True):
            got, want = bare(done.text), bare(line.text)
            sure = done.status == "repaired"
            figures = distance(got, want), got != want, len(want), 1, done.status.startswith("repaired"), sure
            found[line.new] += Errors(*figures, sure and got != want)
    return found


def _overlap(series: Series, *, new: bool) -> str:
    """Tell how much of the set or the new sentences stands in the clean reports, too."""
    clean = [words(text) for report in series.clean for text in report]
    return told([words(sentence.text) for sentence in series.test if sentence.new == new], clean)


def show(name: str, results: list[list[Errors]]) -> None:
    """Print the errors of one series."""
    for kind, pick in (("set sentences", slice(0, 1)), ("new sentences", slice(1, 2)), ("all", slice(0, 2))):
        before, after = (sum(found[pick], Errors()) for found in results)
        if before.lines:
            rates = ", ".join(f"{e.edits / e.letters:6.2%} {e.wrong / e.lines:6.1%}" for e in (before, after))
            left = f"edits {after.edits / max(1, before.edits):4.0%}, lines {after.wrong / max(1, before.wrong):4.0%}"
            sure = ", ".join(f"{e.sure / max(1, e.changed):.2f} ({e.mistaken} wrong)" for e in (before, after))
            print(f"{name:16} {kind:14} {before.lines:4} lines  CER, lines wrong: {rates}  left: {left}  sure: {sure}")


def main() -> int:
    """Measure both series."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--only", choices=("yearly", "sessions"))
    arguments.add_argument("--sessions", nargs="*", type=int, default=[1, 2, 3, 4], help="which of the four sessions")
    arguments.add_argument("--written", action="store_true", help="models of `yearly` have read reports.ar.txt")
    arguments.add_argument("--real", type=int, default=20, help="real sentences in each report of `yearly`")
    arguments.add_argument("--bodies", nargs="*", default=["npt/conf_2015", "e/cn_6", "cedaw/c", "a/ac_109"])
    chosen = arguments.parse_args()
    sys.path.insert(0, str(chosen.shared / "seed"))
    import damage  # noqa: PLC0415 -- lies in ../shared

    damages = [lambda line, seed=seed: damage.damage_line(line, seed)[0] for seed in range(chosen.seeds)]
    more = written() if chosen.written else []
    kinds = {"yearly": yearly(chosen.shared, chosen.bodies, chosen.real, more), "sessions": sessions(chosen.sessions)}
    for name in [chosen.only] if chosen.only else kinds:
        total = [[Errors(), Errors()] for _ in range(2)]
        for series in kinds[name]:
            for new in (False, True):
                print(f"{series.name:16} {'new' if new else 'set'} sentences: {_overlap(series, new=new)}")
            results = measure(series, damages)
            show(series.name, results)
            sys.stdout.flush()
            total = [[a + b for a, b in zip(*pair, strict=True)] for pair in zip(total, results, strict=True)]
            gc.collect()  # models are large, and seldom thought of as garbage
        show(f"all {name}", total)
    return 0


if __name__ == "__main__":
    sys.exit(main())
