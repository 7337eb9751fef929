"""Coverage-guided fuzzing of one target with atheris (Linux, Python 3.11 to 3.13):

    pip install -c constraints.txt atheris
    python -m tests.fuzz.fuzz repair -runs=1000000

Whatever libFuzzer understands may follow the target's name. New inputs that reach new code go to build/fuzz/TARGET,
those that break a promise to build/fuzz/broken; `tests/fuzz/test_fuzz.py` holds what was found and mended.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["unodc_parse"]):
    from tests.fuzz.targets import TARGETS

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "fuzz"


def main() -> None:
    """Fuzz the target that is named first."""
    name, *options = sys.argv[1:]
    kept, broken = BUILD / name, BUILD / "broken"
    for folder in (kept, broken):
        folder.mkdir(parents=True, exist_ok=True)
    limits = ["-timeout=10", "-rss_limit_mb=2048", "-max_len=1024", f"-artifact_prefix={broken}/{name}-"]
    dictionary = [f"-dict={HERE / 'pdf.dict'}"] if name == "pdf" else []
    corpus = [str(kept), str(HERE / "corpus" / name)]
    atheris.Setup([sys.argv[0], *limits, *dictionary, *options, *corpus], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
