"""The formats that a report is written in: what each is called, and what can be done with it.

Known without the code that writes them, so that `--help` stays quick; `cli/work.py` knows that.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Format = Literal["view", "json", "jsonl", "csv", "md", "akn", "parquet", "annotations"]


class Traits(Struct, frozen=True, kw_only=True):
    """What sets a format apart.

    Attributes:
        suffix: what is put behind the name of the input, for outputs in a folder.
        endings: ends of file names that mean this format, where `-f` says nothing.
        joins: outputs of several reports can be put one after the other.
        selects: a choice of segments can be written, not only whole reports.
        binary: nothing for a terminal.
    """

    suffix: str
    endings: tuple[str, ...]
    joins: bool = False
    selects: bool = False
    binary: bool = False


FORMATS: dict[Format, Traits] = {
    "view": Traits(suffix="txt", endings=(".txt",), joins=True, selects=True),
    "json": Traits(suffix="json", endings=(".json",)),
    "jsonl": Traits(suffix="jsonl", endings=(".jsonl", ".ndjson"), joins=True, selects=True),
    "csv": Traits(suffix="csv", endings=(".csv",), joins=True, selects=True),
    "md": Traits(suffix="md", endings=(".md", ".markdown"), selects=True),
    "akn": Traits(suffix="akn.xml", endings=(".xml", ".akn")),
    "parquet": Traits(suffix="parquet", endings=(".parquet",), selects=True, binary=True),
    "annotations": Traits(suffix="jsonld", endings=(".jsonld",), selects=True),
}

#: Other names by which formats are asked for.
ALIASES: dict[str, Format] = {"markdown": "md", "ndjson": "jsonl"}

#: Formats that `--role` and `--kind` are for, as messages name them.
SELECTIVE = ", ".join(name for name, traits in FORMATS.items() if traits.selects)

#: One ending of every format, as messages name them.
ENDINGS = ", ".join(traits.endings[0] for traits in FORMATS.values())


def format_by_ending(name: str) -> Format | None:
    """Return the format that a file's name asks for, or null.

    >>> format_by_ending("a/report.AKN.xml"), format_by_ending("report")
    ('akn', None)
    """
    endings = ((ending, form) for form, traits in FORMATS.items() for ending in traits.endings)
    return next((form for ending, form in endings if name.lower().endswith(ending)), None)
