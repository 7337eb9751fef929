"""Damage clean lines in ways that can be undone exactly, repair them, and count what is still wrong.

    python benchmarks/exact_repairs.py [--shared ../shared] [--lines 800] [--document 40] [--show]

Two sets of lines: the truth texts of ../shared/bench (the shipped model has seen none of them), and every fifth line of
the development set of the UN Parallel Corpus, with a model of the other four fifths. CER is edits over letters.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import textwrap
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from bidi.algorithm import get_display as get_mirrored_display
from reports import sentences as written

from unodc_parse.arabic.chardata import MIRRORED, fold_presentation_forms
from unodc_parse.arabic.language_model import LanguageModel, unpack
from unodc_parse.arabic.learn import learn
from unodc_parse.arabic.repair import repair_lines

ARABIC_LETTER = re.compile("[\u0620-\u063f\u0641-\u064a]")
RESHAPE = ArabicReshaper({"delete_harakat": False}).reshape
LAM_ALEF = re.compile("\u0644([\u064b-\u0652]*[\u0627\u0623\u0625\u0622])")
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

Damage = Callable[[str, random.Random], str]


def forms(line: str, _: random.Random) -> str:
    """Store presentation forms in logical order."""
    return str(RESHAPE(line))


def visual_forms(line: str, _: random.Random) -> str:
    """Store presentation forms in visual order, brackets as they are."""
    return str(get_display(RESHAPE(line), base_dir="R"))


def visual_forms_mirrored(line: str, _: random.Random) -> str:
    """Store presentation forms in visual order, brackets mirrored."""
    return str(get_mirrored_display(RESHAPE(line), base_dir="R"))


def visual(line: str, _: random.Random) -> str:
    """Store letters in visual order."""
    return str(get_display(line, base_dir="R"))


def visual_folded(line: str, rng: random.Random) -> str:
    """Store letters in visual order, ligatures taken apart afterwards."""
    return fold_presentation_forms(visual_forms(line, rng))


def turned(line: str, _: random.Random) -> str:
    """Reverse the line letter by letter."""
    return line[::-1]


def turned_forms(line: str, _: random.Random) -> str:
    """Reverse the line of presentation forms letter by letter."""
    return str(RESHAPE(line))[::-1]


def words(line: str, _: random.Random) -> str:
    """Reverse the words of the line."""
    return " ".join(reversed(line.split()))


def words_forms(line: str, rng: random.Random) -> str:
    """Reverse the words of the line, letters as presentation forms."""
    return words(str(RESHAPE(line)), rng)


def digits_brackets(line: str, _: random.Random) -> str:
    """Reverse Arabic-Indic numbers and mirror brackets."""
    turned_digits = re.sub("[٠-٩]+", lambda m: m[0][::-1], line)
    return "".join(MIRRORED.get(c, c) for c in turned_digits)


def lam_alef(line: str, _: random.Random) -> str:
    """Take ligatures of lam and alef apart the wrong way."""
    return LAM_ALEF.sub(lambda m: m[1] + "\u0644", line)


def spaced(line: str, rng: random.Random) -> str:
    """Put spaces into a fifth of the words."""
    return _in_words(line, rng, 0.2)


def _in_words(line: str, rng: random.Random, rate: float) -> str:
    out = []
    for word in line.split(" "):
        inside = [i for i in range(1, len(word)) if ARABIC_LETTER.match(word[i]) and ARABIC_LETTER.match(word[i - 1])]
        if inside and rng.random() < rate:
            at = rng.choice(inside)
            out.append(f"{word[:at]} {word[at:]}")
        else:
            out.append(word)
    return " ".join(out)


def glued(line: str, rng: random.Random) -> str:
    """Leave a tenth of the spaces out."""
    head, *rest = line.split(" ")
    return head + "".join(("" if rng.random() < 0.1 else " ") + word for word in rest)


def kashida(line: str, rng: random.Random) -> str:
    """Put tatweels into a third of the words."""
    return re.sub(
        "(?<=[بتسشصضطعغفقكلمنهي])(?=[\u0621-\u064a])", lambda _: "\u0640" * rng.choice((0,) * 8 + (1, 2, 4)), line
    )


KINDS: dict[str, Damage] = {
    f.__name__: f
    for f in (
        forms, kashida, visual_forms, visual_forms_mirrored, visual, visual_folded, turned, turned_forms,
        words, words_forms, digits_brackets, lam_alef, spaced, glued,
    )
}  # fmt: skip


def normal(line: str) -> str:
    """Return a line as a repaired one is compared."""
    return " ".join(unicodedata.normalize("NFC", fold_presentation_forms(line).replace("\u0640", "")).split())


def distance(a: str, b: str) -> int:
    """Return the edit distance."""
    if a == b:
        return 0
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def measure(kind: str, lines: list[str], chosen: argparse.Namespace, model: LanguageModel | None = None) -> None:
    """Print what is wrong after one kind of damage."""
    document, show = chosen.document, chosen.show
    rng = random.Random(kind)  # noqa: S311 -- no secret
    wrong = letters = edits = changed = 0
    sure: list[bool] = []
    seconds = 0.0
    for start in range(0, len(lines), document):
        part = lines[start : start + document]
        damaged = [KINDS[kind](line, rng) if rng.random() < chosen.share else line for line in part]
        began = time.process_time()
        repaired = repair_lines(damaged, model)
        seconds += time.process_time() - began
        for line, done, raw in zip(part, repaired, damaged, strict=True):
            letters += len(line)
            changed += done.status != "intact"
            if done.status == "repaired":
                sure.append(done.text == line)
            if done.text != line:
                wrong += 1
                edits += distance(done.text, line)
                if show:
                    print(f"  raw  {raw}\n  got  {done.text}\n  want {line}  {[d.value for d in done.damage]}")
    count = len(lines)
    told = f"sure {len(sure):4} of {changed:4} changed, {sum(sure) / max(1, len(sure)):.3f} of these right"
    spent = f"{1000 * seconds / count:6.2f} ms a line"
    print(f"{kind:22} CER {edits / letters:8.3%}  wrong {wrong:4}/{count}  {told}  {spent}")


def main() -> int:
    """Measure every kind on both sets."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--lines", type=int, default=800)
    arguments.add_argument("--document", type=int, default=40, help="lines a document")
    arguments.add_argument("--share", type=float, default=1.0, help="share of the lines that are damaged")
    arguments.add_argument("--width", type=int, help="wrap the corpus lines at so many characters")
    arguments.add_argument("--kinds", default=",".join(KINDS))
    arguments.add_argument("--show", action="store_true")
    chosen = arguments.parse_args()
    truths = [path.read_text("utf-8") for path in sorted((chosen.shared / "bench/truth").glob("*.txt"))]
    truth = [normal(line) for text in truths for line in text.splitlines()]
    truth = [line for line in dict.fromkeys(truth) if ARABIC_LETTER.search(line)][: chosen.lines]
    corpus = [normal(line) for line in (chosen.shared / "corpus/unpc/devset.ar").read_text("utf-8").splitlines()]
    held = [line for line in corpus[::5] if ARABIC_LETTER.search(line)]
    if chosen.width:
        held = [part for line in held for part in textwrap.wrap(line, chosen.width)]
    held = held[: chosen.lines]
    model = unpack(learn([*(line for i, line in enumerate(corpus) if i % 5), *written()]))
    indic = [line.translate(INDIC) for line in held]
    for name, lines, known in (("truth", truth, None), ("corpus", held, model), ("corpus, Arabic-Indic", indic, model)):
        print(f"-- {name}: {len(lines)} lines")
        for kind in chosen.kinds.split(","):
            measure(kind, lines, chosen, known)
    return 0


if __name__ == "__main__":
    sys.exit(main())
