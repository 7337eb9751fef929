"""Measure what `learn` gains: one report of a series damaged, statistics from three other clean ones.

    python benchmarks/learning.py [--shared ../shared] [--seeds 3] [--real 20]

Two kinds of series, each lot of lines wrapped at 88 characters and damaged by ../shared/seed/damage.py:

* `report`: the yearly reports of a working group. Their set sentences stand in series.ar.txt with other names, numbers
  and subjects every year; between them stand `--real` sentences of real United Nations documents, others each year.
* `symbols`: documents of the UN Parallel Corpus whose symbols begin alike. They are single sentences taken from many
  documents and so have little in common: what can be gained at least.

The model that is adapted has seen no sentence of the series.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

from exact_repairs import distance, normal

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


def measure(name: str, base: bytes, clean: list[list[str]], test: list[str], damages: list[Damage]) -> None:
    """Print the errors of one series without and with what was learned."""
    lines = [part for line in test for part in textwrap.wrap(line, WIDTH)]
    before, after = unpack(base), read_model(_learned(base, clean), name)
    results = [_errors(lines, model, damages) for model in (before, after)]
    letters, count = len(damages) * sum(map(len, lines)), len(damages) * len(lines)
    for label, (edits, wrong) in zip(("shipped", "learned"), results, strict=True):
        print(f"{name:20} {label}  CER {edits / letters:7.2%}  lines wrong {wrong / count:6.1%}")
    left = [after / max(1, before) for before, after in zip(*results, strict=True)]
    print(f"{name:20} left     edits {left[0]:.0%}, lines wrong {left[1]:.0%}")


def _learned(base: bytes, clean: list[list[str]]) -> bytes:
    """Learn on top of `base` as if it were the shipped model."""
    learning.shipped = lambda: unpack(base)
    learning.read_shipped = lambda: open_stored(base)
    return learning.learn_own(clean).model


def _errors(lines: list[str], model: LanguageModel, damages: list[Damage]) -> tuple[int, int]:
    edits = wrong = 0
    for damage in damages:
        for done, line in zip(repair_lines(list(map(damage, lines)), model), lines, strict=True):
            edits += distance(done.text, line)
            wrong += done.text != line
    return edits, wrong


def main() -> int:
    """Measure both kinds."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--real", type=int, default=20, help="real sentences in each report")
    arguments.add_argument("--symbols", nargs="*", default=["2015/npt/conf_2015", "2015/a/ac_109/2015"])
    chosen = arguments.parse_args()
    sys.path.insert(0, str(chosen.shared / "seed"))
    import damage  # noqa: PLC0415 -- lies in ../shared

    damages = [lambda line, seed=seed: damage.damage_line(line, seed)[0] for seed in range(chosen.seeds)]

    corpus = [normal(line) for line in (chosen.shared / "corpus/unpc/devset.ar").read_text("utf-8").splitlines()]
    ids = [line.split()[0] for line in (chosen.shared / "corpus/unpc/devset.ids").read_text("utf-8").splitlines()]
    frames = [line for line in (HERE / "series.ar.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    held = corpus[::5]
    base = learning.learn([line for i, line in enumerate(corpus) if i % 5])
    reports = [write_report(frames, held[n * chosen.real : (n + 1) * chosen.real], n) for n in range(4)]
    measure("report", base, reports[:3], [normal(line) for line in reports[3]], damages)
    for prefix in chosen.symbols:
        documents = sorted({symbol for symbol in ids if symbol.startswith(prefix)})
        volumes = {symbol: number % 4 for number, symbol in enumerate(documents)}
        base = learning.learn([line for line, symbol in zip(corpus, ids, strict=True) if symbol not in volumes])
        parts = [[line for line, s in zip(corpus, ids, strict=True) if volumes.get(s) == v] for v in range(4)]
        measure(prefix, base, parts[:3], parts[3], damages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
