#!/usr/bin/env python3
"""How well runs are put in order in text that the model has not seen; and the fitting of the weights of the evidence.

    python benchmarks/run_order.py [--shared ../shared] [--lines 200] [--seeds 5]      measure
    python benchmarks/run_order.py --fit src/unodc_parse/data/run_order.toml           fit, and write the weights
    python benchmarks/run_order.py --fit-sureness src/unodc_parse/data/sureness.toml   fit how often orders are right

The sentences of the UN Parallel Corpus are divided by their documents into folds. For every fold a model is built from
the others and from the sentences written for the shipped one (`reports.py`), and lines of the fold (88 characters wide)
are damaged by ../shared/seed/damage.py. Weights are those of a logistic regression over the readings of a line
(conditional logit); they are measured with models and weights that have seen neither the document nor its fold.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import re
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from exact_repairs import distance
from reports import sentences as written

from unodc_parse.arabic.context import choose, likely
from unodc_parse.arabic.evidence import Evidence
from unodc_parse.arabic.language_model import LanguageModel, unpack
from unodc_parse.arabic.learn import learn
from unodc_parse.arabic.rank import Line, Memory, read_line
from unodc_parse.arabic.repair import repair_lines
from unodc_parse.arabic.sureness import Soundness, soundness

WIDTH = 88
FOLDS = 4


def bare(text: str) -> str:
    """Drop what does not count: white space, hyphens, marks."""
    return re.sub(r"[\s\-\u064b-\u0652\u0670]", "", text)


def folds(shared: Path) -> list[list[str]]:
    """Return the sentences of the corpus in folds that share no document."""
    corpus = shared / "corpus/unpc"
    parts: list[list[str]] = [[] for _ in range(FOLDS)]
    names = (corpus / "devset.ids").read_text("utf-8").splitlines()
    for line, name in zip((corpus / "devset.ar").read_text("utf-8").splitlines(), names, strict=True):
        parts[int(hashlib.md5(name.split()[0].encode()).hexdigest(), 16) % FOLDS].append(line)  # noqa: S324
    return parts


def wrapped(sentences: Sequence[str], count: int, seed: int) -> list[str]:
    """Return the first `count` lines of the sentences in an order that hangs on the seed."""
    chosen = list(sentences)
    random.Random(seed).shuffle(chosen)  # noqa: S311 -- no secret
    lines: list[str] = []
    for sentence in chosen:
        if len(lines) >= count:
            break
        lines += textwrap.wrap(re.sub(r"\s+", " ", sentence.replace("\u0640", "")).strip(), WIDTH)
    return lines[:count]


def others(parts: list[list[str]], fold: int) -> Iterator[str]:
    """Yield the sentences of all folds but one, and those written for the model."""
    for number, part in enumerate(parts):
        if number != fold:
            yield from part
    yield from written()


def measure(model: LanguageModel, lines: list[str], damaged: list[str]) -> dict[str, float]:
    """Repair damaged lines as documents of 50 and count."""
    start = time.process_time()
    done = [line for at in range(0, len(damaged), 50) for line in repair_lines(damaged[at : at + 50], model)]
    seconds = time.process_time() - start
    changed = [(d, right) for d, right in zip(done, lines, strict=True) if d.status.startswith("repaired")]
    changed = [(d, right) for d, right in changed if any(step.rule.startswith("order") for step in d.steps)]
    sure = [(d, right) for d, right in changed if d.status == "repaired"]
    return {
        "lines": len(lines),
        "exact": sum(d.text == right for d, right in zip(done, lines, strict=True)),
        "bare": sum(bare(d.text) == bare(right) for d, right in zip(done, lines, strict=True)),
        "edits": sum(distance(d.text, right) for d, right in zip(done, lines, strict=True)),
        "letters": sum(map(len, lines)),
        "changed": len(changed),
        "sure": len(sure),
        "sure_right": sum(bare(d.text) == bare(right) for d, right in sure),
        "seconds": seconds,
    }


def show(name: str, found: dict[str, float]) -> None:
    """Print one row."""
    print(
        f"{name:8} lines {found['lines']:5.0f}  exact {found['exact'] / found['lines']:.3f}"
        f"  but for spaces {found['bare'] / found['lines']:.3f}  CER {found['edits'] / found['letters']:.2%}"
        f"  sure {found['sure'] / max(1, found['changed']):.2f} of changed,"
        f" {found['sure_right'] / max(1, found['sure']):.3f} right"
        f"  {1000 * found['seconds'] / found['lines']:.0f} ms a line",
        flush=True,
    )


def examples(model: LanguageModel, lines: list[str], damaged: list[str]) -> list[tuple[Any, Any]]:
    """Return evidence (readings x kinds) and which readings are right, for every line that has right and wrong ones."""
    import numpy as np  # noqa: PLC0415

    found = []
    memory = Memory()
    for line, raw in zip(lines, damaged, strict=True):
        readings = read_line(raw.replace("\u0640", ""), model, memory).readings
        right = np.array([bare(reading.text) == bare(line) for reading in readings])
        if right.any() and not right.all():
            found.append((np.array([msgspec.structs.astuple(reading.evidence) for reading in readings]), right))
    return found


def chosen_orders(
    found: Sequence[Line], lines: Sequence[str], model: LanguageModel
) -> Iterator[tuple[Soundness, bool]]:
    """Yield what is known of every order that is chosen in documents of 50 of these lines, and whether it is right."""
    for at in range(0, len(found), 50):
        some = found[at : at + 50]
        ordered = choose([likely(line) for line in some], model, Memory())
        for line, order, right in zip(some, ordered, lines[at : at + 50], strict=True):
            if order.step is None:
                continue
            text = order.step.apply(line.text)
            reading = next(reading for reading in line.readings if reading.text.strip() == text.strip())
            total = sum(math.exp(each.score - reading.score) for each in line.readings)
            known = soundness(reading, 1 / total, order.share)
            if known is not None:
                yield known, bare(text) == bare(right)


def fit_sureness(examples: Sequence[tuple[Soundness, bool]], decay: float = 1.0) -> dict[str, float]:
    """Return the weights of a logistic regression (Newton's method, with weight decay but for the constant)."""
    import numpy as np  # noqa: PLC0415

    rows = np.array([msgspec.structs.astuple(known) for known, _ in examples])
    right = np.array([float(yes) for _, yes in examples])
    mean, scale = rows[:, 1:].mean(0), rows[:, 1:].std(0) + 1e-9
    rows[:, 1:] = (rows[:, 1:] - mean) / scale
    weights, penalty = np.zeros(rows.shape[1]), decay * np.eye(rows.shape[1])
    penalty[0, 0] = 0.0
    for _ in range(30):
        share = 1 / (1 + np.exp(-rows @ weights))
        hessian = (rows * (share * (1 - share))[:, None]).T @ rows + penalty
        weights -= np.linalg.solve(hessian, rows.T @ (share - right) + penalty @ weights)
    weights[0] -= (weights[1:] * mean / scale).sum()
    weights[1:] /= scale
    return dict(zip(Soundness.__struct_fields__, weights.tolist(), strict=True))


def fit(data: list[tuple[Any, Any]], rounds: int = 400, decay: float = 1.0) -> Any:  # noqa: ANN401 -- a numpy array
    """Return the weights that make the right readings likeliest (Adam, with weight decay)."""
    import numpy as np  # noqa: PLC0415

    scale = np.vstack([x - x.mean(0) for x, _ in data]).std(0) + 1e-6
    rows = np.vstack([x for x, _ in data]) / scale
    right = np.concatenate([y for _, y in data]).astype(float)
    sizes = [len(y) for _, y in data]
    starts = np.cumsum([0, *sizes])[:-1]
    line = np.repeat(np.arange(len(sizes)), sizes)
    weights, first, second = np.zeros((3, rows.shape[1]))
    for turn in range(1, rounds + 1):
        scores = rows @ weights
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[line])
        wanted = shares * right
        shares /= np.add.reduceat(shares, starts)[line]
        wanted /= np.add.reduceat(wanted, starts)[line]
        gradient = rows.T @ (shares - wanted) + decay * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= 0.05 * (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.999**turn)) + 1e-8)
    return weights / scale


def model_of(parts: list[list[str]], fold: int, kept: Path | None) -> LanguageModel:
    """Return the model of all folds but one, read from `kept` where it lies there, else made and put there."""
    path = kept / f"f{fold}.lm" if kept is not None else None
    if path is not None and path.exists():
        return unpack(path.read_bytes())
    data = learn(others(parts, fold))
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return unpack(data)


def main() -> int:
    """Measure, or fit."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    arguments.add_argument("--lines", type=int, default=200, help="lines of each fold and seed")
    arguments.add_argument("--seeds", type=int, default=5)
    arguments.add_argument("--models", type=Path, help="keep the models of the folds here; they take minutes to make")
    arguments.add_argument("--fit", type=Path, help="write fitted weights here")
    arguments.add_argument("--fit-sureness", type=Path, help="write fitted weights of sureness here")
    chosen = arguments.parse_args()
    sys.path.insert(0, str(chosen.shared / "seed"))
    import damage  # noqa: PLC0415 -- lies in ../shared

    parts = folds(chosen.shared)
    data: list[tuple[Any, Any]] = []
    total: dict[str, float] = {}
    orders: list[tuple[Soundness, bool]] = []
    for seed in range(1 if chosen.fit else chosen.seeds):
        for fold in range(FOLDS) if chosen.fit or chosen.fit_sureness else (seed % FOLDS,):
            model = model_of(parts, fold, chosen.models)
            lines = wrapped(parts[fold], chosen.lines, seed)
            damaged = [damage.damage_line(line, seed)[0] for line in lines]
            if chosen.fit:
                data += examples(model, lines, damaged)
                continue
            if chosen.fit_sureness:
                memory = Memory()
                found = [read_line(line.replace("\u0640", ""), model, memory) for line in damaged]
                orders += chosen_orders(found, lines, model)
                continue
            figures = measure(model, lines, damaged)
            show(f"seed {seed}", figures)
            total = {key: total.get(key, 0) + value for key, value in figures.items()}
    if chosen.fit:
        names = [field.name for field in msgspec.structs.fields(Evidence)]
        weights = [f"{name} = {value:.3f}\n" for name, value in zip(names, fit(data), strict=True)]
        chosen.fit.write_text("# Made by benchmarks/run_order.py --fit.\n" + "".join(weights), "utf-8")
    elif chosen.fit_sureness:
        fitted = [f"{name} = {value:.3f}\n" for name, value in fit_sureness(orders).items()]
        chosen.fit_sureness.write_text("# Made by benchmarks/run_order.py --fit-sureness.\n" + "".join(fitted), "utf-8")
    else:
        show("all", total)
    return 0


if __name__ == "__main__":
    sys.exit(main())
