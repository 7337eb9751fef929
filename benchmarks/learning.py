"""Measure what `learn` gains: one report of a series damaged, statistics from three other clean ones.

    python benchmarks/learning.py [--shared ../shared] [--seeds 2] [--real 20] [--bodies NPT/CONF_2015 ...]

A series is the yearly reports of a body. Their set sentences stand in series.ar.txt with other names, numbers and
subjects every year; between them stand real sentences of the body's documents in the UN Parallel Corpus, others in
every report (at most `--real`). Lines are wrapped at 88 characters and damaged by ../shared/seed/damage.py; the
model that is adapted has seen no sentence of the series. Spaces, hyphens and marks do not count, as in run_order.py.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from exact_repairs import distance, normal
from sure_lines import bare

from unodc_parse.arabic import learn as learning
from unodc_parse.arabic.language_model import LanguageModel, open_stored, unpack
from unodc_parse.arabic.model_file import read_model
from unodc_parse.arabic.repair import repair_lines

Damage = Callable[[str], str]

HERE = Path(__file__).parent
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WIDTH = 88
SLOTS = {
    "topic": "تسليم المطلوبين|المساعدة القانونية|مصادرة عائدات الجريمة|حماية الشهود|التحقيقات المشتركة|تهريب المهاجرين",
    "month": "كانون الثاني/يناير|آذار/مارس|أيار/مايو|تموز/يوليه|أيلول/سبتمبر|تشرين الأول/أكتوبر",
    "ordinal": "الثاني|الثالث|الرابع|الخامس|السادس|السابع",
    "name": "سامي الحدَّاد|ليلى منصور|كارلوس أوتيرو|أمينة ديالو|يان نوفاك|ماريا سيلفا|هاروكي أوتا|فاطمة الزهراني",
    "country": "المغرب|ألمانيا|البرازيل|اليابان|كينيا|إندونيسيا|المكسيك|الأردن|إيطاليا|نيجيريا|بيرو|تونس",
}


def write_report(frames: list[str], real: list[str], number: int) -> list[str]:
    """Return one report of the series: its set sentences with words of its own, and real sentences between them."""
    rng = random.Random(number)  # noqa: S311 -- no secret
    topic = SLOTS["topic"].split("|")[number % 6]
    lines = []
    paragraph = 0
    for frame in frames:
        paragraph += frame.startswith("{n}")
        fixed = {"n": str(paragraph), "topic": topic, "year": str(2010 + number)}
        lines.append(
            re.sub(r"\{(\w+)\}", lambda m, fixed=fixed: fixed.get(m[1]) or _word(m[1], rng), frame).translate(INDIC)
        )
    for sentence in real:
        lines.insert(rng.randrange(len(lines) // 2, len(lines)), sentence)
    return lines


def _word(slot: str, rng: random.Random) -> str:
    return rng.choice(SLOTS[slot].split("|")) if slot in SLOTS else str(rng.randrange(2, 60))


class Errors(NamedTuple):
    """What is wrong in some lines: edits, lines wrong; and how many letters and lines there are."""

    edits: int = 0
    wrong: int = 0
    letters: int = 0
    lines: int = 0

    def __add__(self, other: Errors) -> Errors:  # type: ignore[override]
        return Errors(*(a + b for a, b in zip(self, other, strict=True)))


def measure(base: bytes, clean: list[list[str]], test: list[str], damages: list[Damage]) -> list[list[Errors]]:
    """Return the errors without and with what was learned: of set sentences, of new ones."""
    known = {re.sub(r"\d+", "0", line)[:40] for report in clean for line in report}
    lines = [(part, line) for line in test for part in textwrap.wrap(line, WIDTH)]
    new = [re.sub(r"\d+", "0", line)[:40] not in known for _, line in lines]
    models = unpack(base), read_model(_learned(base, clean), "learned")
    return [_errors([part for part, _ in lines], new, model, damages) for model in models]


def _learned(base: bytes, clean: list[list[str]]) -> bytes:
    """Learn on top of `base` as if it were the shipped model."""
    learning.shipped = lambda: unpack(base)
    learning.read_shipped = lambda: open_stored(base)
    return learning.learn_own(clean).model


def _errors(lines: list[str], new: list[bool], model: LanguageModel, damages: list[Damage]) -> list[Errors]:
    found = [Errors(), Errors()]
    for damage in damages:
        for done, line, is_new in zip(repair_lines(list(map(damage, lines)), model), lines, new, strict=True):
            got, want = bare(done.text), bare(line)
            found[is_new] += Errors(distance(got, want), got != want, len(want), 1)
    return found


def show(name: str, results: list[list[Errors]]) -> None:
    """Print the errors of one series."""
    for kind, pick in (("set sentences", slice(0, 1)), ("new sentences", slice(1, 2)), ("all", slice(0, 2))):
        before, after = (sum(found[pick], Errors()) for found in results)
        if before.lines:
            rates = ", ".join(f"{e.edits / e.letters:6.2%} {e.wrong / e.lines:6.1%}" for e in (before, after))
            left = f"edits {after.edits / max(1, before.edits):4.0%}, lines {after.wrong / max(1, before.wrong):4.0%}"
            print(f"{name:16} {kind:14} {before.lines:4} lines  CER, lines wrong: {rates}  left: {left}", flush=True)


def main() -> int:
    """Measure both kinds."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--real", type=int, default=20, help="real sentences in each report")
    arguments.add_argument("--bodies", nargs="*", default=["npt/conf_2015", "e/cn_6", "cedaw/c", "a/ac_109"])
    chosen = arguments.parse_args()
    sys.path.insert(0, str(chosen.shared / "seed"))
    import damage  # noqa: PLC0415 -- lies in ../shared

    damages = [lambda line, seed=seed: damage.damage_line(line, seed)[0] for seed in range(chosen.seeds)]

    corpus = [normal(line) for line in (chosen.shared / "corpus/unpc/devset.ar").read_text("utf-8").splitlines()]
    ids = [line.split()[0] for line in (chosen.shared / "corpus/unpc/devset.ids").read_text("utf-8").splitlines()]
    frames = [line for line in (HERE / "series.ar.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    total = [[Errors(), Errors()] for _ in range(2)]
    for body in chosen.bodies:
        own = [line for line, symbol in zip(corpus, ids, strict=True) if symbol.startswith(f"2015/{body}")]
        base = learning.learn([line for line in corpus if line not in set(own)])
        count = min(chosen.real, len(own) // 4)
        reports = [write_report(frames, own[n::4][:count], n) for n in range(4)]
        results = measure(base, reports[:3], [normal(line) for line in reports[3]], damages)
        show(body, results)
        total = [[a + b for a, b in zip(*pair, strict=True)] for pair in zip(total, results, strict=True)]
    show("all", total)
    return 0


if __name__ == "__main__":
    sys.exit(main())
