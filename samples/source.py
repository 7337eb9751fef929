"""The sample report as it is written down: TOML in, frozen values out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

BlockKind = Literal["section", "subsection", "paragraph", "item"]

#: A call of footnote n in a text of the source files.
CALL = re.compile(r"\[\^(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What stands above the first section."""

    language: str
    organization: str
    symbol: str
    distribution: str
    date: str
    version: str
    original: str
    body: str
    meeting: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What the feet of the pages bear."""

    job: str
    processing: str
    bar_code: str


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a numbered paragraph or a lettered item, with its marker as printed."""

    kind: BlockKind
    marker: str
    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote with its label as printed."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """One language version of the report."""

    masthead: Masthead
    running: Running
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]


def load(path: Path) -> Source:
    """Read one language version from its TOML file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    head = data["masthead"]
    return Source(
        masthead=Masthead(**{**head, "meeting": tuple(head["meeting"])}),
        running=Running(**data["running"]),
        blocks=tuple(Block(**block) for block in data["blocks"]),
        footnotes=tuple(Footnote(**note) for note in data["footnotes"]),
    )
