"""The examples of the documentation: what they say the program writes of the samples, it writes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import Program
from tests.conftest import ROOT

#: Blocks that begin with a command on the samples, and go on with some of its lines; `…` stands for what is left out.
EXAMPLES = [
    pytest.param(command, lines, id=command)
    for page in ("formats.md", "align.md")
    for command, lines in re.findall(
        r"```\n(unodc-parse [^\n]*samples/[^\n]*)\n\n(.*?)```",
        (ROOT / "docs" / page).read_text(encoding="utf-8"),
        re.DOTALL,
    )
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize(("command", "lines"), EXAMPLES)
def test_an_example_is_true(program: Program, root: Path, command: str, lines: str) -> None:
    run = program(*shlex.split(command, comments=True)[1:], "-q", cwd=root)
    written = run.stdout.decode()
    assert run.returncode == 0
    missing = [piece for line in lines.splitlines() for piece in line.split("…") if piece.strip() not in written]
    assert missing == []
