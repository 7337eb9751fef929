"""Messages on standard error: one line each, plain, and safe to print whatever a document holds."""

from __future__ import annotations

import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unodc_parse.diagnostics import Diagnostic

PROGRAM = "unodc-parse"

#: More findings of one code than this are summed up in one line.
MANY = 10

#: What could move the cursor, colour the terminal or reorder the rest of the line: C0, C1, line separators, bidi
#: controls, lone surrogates.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return `text` with control characters shown as escapes, on one line.

    >>> printable("a\x1b[31mb\n")
    'a\\x1b[31mb\\n'
    """
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def complain(message: str, *, file: str | None = None, traceback_of: BaseException | None = None) -> None:
    """Say in one line what went wrong: `unodc-parse: FILE: what happened; what to do`."""
    origin = f"{printable(_called(file))}: " if file is not None else ""
    say(f"{PROGRAM}: {origin}{printable(message)}")
    if traceback_of is not None:
        say("".join(traceback.format_exception(traceback_of)).rstrip())


def _called(file: str) -> str:
    """Return what an input is called."""
    from unodc_parse.archive.worklist import STANDARD_INPUT_NAME, STANDARD_STREAM  # noqa: PLC0415 -- not for --help

    return STANDARD_INPUT_NAME if file == STANDARD_STREAM else file


def without_name(message: str, name: str) -> str:
    """Return what an error says of a document without its name, which the line begins with anyway.

    >>> without_name("a.pdf: the file is empty", "a.pdf"), without_name("a.pdf is empty", "a.pdf")
    ('the file is empty', 'is empty')
    """
    return (
        message.removeprefix(name).removeprefix(":").lstrip()
        if message.startswith((f"{name}:", f"{name} "))
        else message
    )


def say_unshaped(chosen: str, *, reshape: bool, quiet: bool) -> None:
    """Say that `--reshape` changes nothing in a format that programs read, where it was asked for."""
    if reshape and chosen != "view" and not quiet:
        complain(f"--reshape is for the view; {chosen} holds the text as it is stored (add -f view to see it joined)")


def describe(problem: BaseException, *, can_tell_more: bool = True) -> str:
    """Return the line for an error that is our fault; `can_tell_more` where the command that met it has `--verbose`."""
    detail = f"{type(problem).__name__}: {problem}".rstrip(": ")
    return f"internal error ({detail}); please report it{', with the output of --verbose' if can_tell_more else ''}"


def show_diagnostics(file: str, diagnostics: Iterable[Diagnostic], *, infos: bool) -> None:
    """Print what was found in `file`, one line each; many of one code are summed up."""
    for line in diagnostic_lines(file, diagnostics, infos=infos):
        say(line)


def show_counts(file: str, diagnostics: Iterable[Diagnostic]) -> None:
    """Print the worst finding in `file` and the codes of the others in one line; nothing where all are small."""
    found = [finding for finding in diagnostics if finding.severity != "info"]
    if not found:
        return
    worst = min(found, key=lambda finding: (finding.severity != "error", finding.code))
    counts = Counter(finding.code for finding in found)
    others = [_counted(code, count) for code, count in sorted(counts.items()) if code != worst.code]
    head = f"{worst.severity} {_counted(worst.code, counts[worst.code])}: {worst.message}"
    say(": ".join((printable(_called(file)), printable(head))) + (f"; also {', '.join(others)}" if others else ""))


def _counted(code: str, count: int) -> str:
    return f"{code} ({count})" if count > 1 else code


def diagnostic_lines(file: str, diagnostics: Iterable[Diagnostic], *, infos: bool) -> list[str]:
    """Return the lines `FILE: page 3: warning U302: message`; what to do is said with the first of each code."""
    from unodc_parse.diagnostics import without_advice  # noqa: PLC0415 -- not for --help

    by_code: dict[str, list[Diagnostic]] = {}
    for found in diagnostics:
        if infos or found.severity != "info":
            by_code.setdefault(found.code, []).append(found)
    lines = []
    for code, findings in by_code.items():
        shown = findings[:1] if len(findings) > MANY else findings
        count = f" ({len(findings)} of them, this is the first)" if len(findings) > MANY else ""
        for number, found in enumerate(shown):
            message = without_advice(found) if number else found.message
            parts = [_called(file), _place(found), f"{found.severity} {code}{count}", message]
            lines.append(": ".join(printable(part) for part in parts if part))
    return lines


def _place(found: Diagnostic) -> str:
    page = f"page {found.page}" if found.page is not None else ""
    line = f"line {found.line}" if found.line is not None else ""
    return ", ".join(part for part in (page, line) if part)


def say(line: str) -> None:
    """Write a line to standard error, whatever its encoding; a closed one swallows it."""
    if sys.stderr is None:
        return
    try:
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return
