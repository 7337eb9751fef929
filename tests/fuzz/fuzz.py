"""Coverage-guided fuzzing of one target with atheris (Linux, Python 3.11 to 3.13):

    pip install -c constraints.txt atheris
    python -m tests.fuzz.fuzz repair -runs=100000

Whatever libFuzzer understands may follow the target's name. New inputs that reach new code go to build/fuzz/TARGET,
from where mutants are made (`campaign`); those that break a promise to build/fuzz/broken, and the run goes on.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["unodc_parse"]):
    from tests.fuzz.campaign import LONGEST, note_broken, seeds_of, verdict
    from tests.fuzz.ledger import BUILD, count_run

HERE = Path(__file__).resolve().parent
_OFTEN = 200  # executions between two notes of their number


def main() -> None:
    """Fuzz the target that is named first."""
    name, *options = sys.argv[1:]
    kept = BUILD / name
    kept.mkdir(parents=True, exist_ok=True)
    tell, count = count_run(name, "guided"), 0

    def execute(data: bytes) -> None:
        nonlocal count
        count += 1
        if count % _OFTEN == 0:
            tell(count)
        kind = verdict(name, data)
        if kind != "fine":
            note_broken(name, data, kind)

    limits = ["-timeout=60", "-rss_limit_mb=2048", f"-max_len={LONGEST.get(name, 4096)}", f"-artifact_prefix={BUILD}/"]
    dictionary = [f"-dict={HERE / 'pdf.dict'}"] if name == "pdf" else []
    seeds = [str(kept), str(HERE / "corpus" / seeds_of(name))]
    atheris.Setup([sys.argv[0], *limits, *dictionary, *options, *seeds], execute)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
