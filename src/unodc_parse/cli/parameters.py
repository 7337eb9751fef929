"""The options and arguments that commands share, as typer sees them."""

from __future__ import annotations

from typing import Annotated

import typer

Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="PATH", help="File, or folder for several inputs; - is standard output."),
]
OutputFile = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="What to write to; - is standard output.")
]
Pages = Annotated[str | None, typer.Option("--pages", metavar="RANGES", help="Pages of a PDF to read, as in 1-3,7,9-.")]
Language = Annotated[
    str, typer.Option("--language", metavar="auto|CODE", help="Language of the document: a code such as ar.")
]
Reader = Annotated[
    str,
    typer.Option("--reader", metavar="auto|playa|pdfium|pdfplumber", help="PDF library to read with."),
]
FailOn = Annotated[
    str,
    typer.Option("--fail-on", metavar="error|warning|never", help="Exit with 1 on diagnostics this bad, or worse."),
]
Verbose = Annotated[
    bool,
    typer.Option("-v", "--verbose", help="Show small findings too, and a traceback on internal errors."),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No diagnostics and no progress; failures are still named.")]


Format = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--format",
        metavar="view|json|jsonl|csv|md|akn|parquet|annotations",
        help="What to write. [default: by the suffix of -o; else view on a terminal, json elsewhere]",
    ),
]
ViewOrJson = Annotated[
    str | None,
    typer.Option(
        "-f",
        "--format",
        metavar="view|json",
        help="What to write. [default: by the suffix of -o; else view on a terminal, json elsewhere]",
    ),
]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ROLES", help="Only these: recommendation, deliberation, decision (comma list; not for json, akn)."
    ),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KINDS",
        help="Only these: section, subsection, heading, paragraph, item, subitem, footnote, table, annex, "
        "masthead, furniture, other (comma list; not for json, akn).",
    ),
]
Raw = Annotated[bool, typer.Option("--raw", help="Add the text as it was read (text_raw).")]
Jobs = Annotated[
    int | None,
    typer.Option(
        "-j",
        "--jobs",
        metavar="N",
        help="Worker processes for several inputs, or the lines of a damaged text. [default: cores]",
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        help="Processor time for one input; 0 is no limit. [default: 120; 600 for repair and inspect; "
        "0.5 more for each line of a text, up to an hour]",
    ),
]
MaxMemory = Annotated[
    str,
    typer.Option("--max-memory", metavar="SIZE", help="Memory for one input, as in 512M; 0 is no limit."),
]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=N",
        help="What one input may hold: pages, glyphs, depth, forms, stream, line, lines (repeatable).",
    ),
]
Retry = Annotated[bool, typer.Option("--retry", help="With -o OUT/: do again what failed in earlier runs.")]
ShardOption = Annotated[
    str | None, typer.Option("--shard", metavar="I/N", help="With -o OUT/: only the I-th of N parts of the inputs.")
]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="With -o OUT/: work on a Dask cluster, tcp://... or local."),
]
Excel = Annotated[bool, typer.Option("--excel", help="CSV with a byte order mark, as spreadsheets want it.")]
Reshape = Annotated[
    bool, typer.Option("--reshape", help="Order and join Arabic letters for terminals that cannot (view).")
]
Lexicons = Annotated[
    list[str] | None, typer.Option("--lexicon", metavar="FILE", help="Words to add to the built-in ones (repeatable).")
]
LanguageModel = Annotated[
    str | None,
    typer.Option(
        "--lm",
        metavar="FILE",
        help="What unodc-parse learn made, in place of the shipped statistics of Arabic (for damaged texts).",
    ),
]
Inputs = Annotated[list[str] | None, typer.Argument(metavar="INPUT...")]
Input = Annotated[str, typer.Argument(metavar="INPUT", help="A PDF or a text file, or - for standard input.")]
Lines = Annotated[
    bool,
    typer.Option("--lines", help="One output line for every source line, the same count."),
]
