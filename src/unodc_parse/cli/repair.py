"""`unodc-parse repair`: a damaged text line by line, its doubtful lines, and what a person chose of their readings."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final, Literal, NoReturn

import msgspec

from unodc_parse.arabic.chardata import ARABIC_INDIC_DIGITS, EXTENDED_ARABIC_INDIC_DIGITS
from unodc_parse.arabic.edits import said_of_change
from unodc_parse.arabic.overrides import Override, Overrides
from unodc_parse.archive.allowance import allowed
from unodc_parse.archive.worklist import STANDARD_STREAM, hash_document, name_of, read_document
from unodc_parse.cli.choices import Choices
from unodc_parse.cli.guard import leave_quietly
from unodc_parse.cli.output import check_output, write_out
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.cli.tell import refuse
from unodc_parse.cli.workers import within
from unodc_parse.console.messages import complain, printable, say, say_unshaped
from unodc_parse.console.progress import PageMeter
from unodc_parse.console.review import END, HELP, NARROWEST, asked, render_doubt, reshaped, said
from unodc_parse.console.view import Style, view_style
from unodc_parse.diagnostics import REGISTRY, name_lines
from unodc_parse.errors import InputError, OptionsError, OutputError
from unodc_parse.export.encoding import clean
from unodc_parse.reviewing import LineRecord, Review, model_of, overrides_path, review
from unodc_parse.spread import Effort

#: Characters of an answer that are shown again.
_SHOWN = 40
#: Digits of an Arabic keyboard, for those of an answer.
_DIGITS: Final = str.maketrans(ARABIC_INDIC_DIGITS + EXTENDED_ARABIC_INDIC_DIGITS, "0123456789" * 2)
_NAMES = {"1": "best", "2": "second", "3": "third", "r": "raw"}

#: Answers that choose no reading.
_Wish = Literal["later", "back", "stop"]
_WISHES: Final[dict[str, _Wish]] = {"": "later", "b": "back", "q": "stop"}
_MEANT: Final = {"y": True, "yes": True, "n": False, "no": False}

#: Bytes that are looked at of what was typed before a question.
_MOST_TYPED: Final = 4096


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What to show: doubtful lines with candidates, or these one by one for a person to choose."""

    candidates: bool = False
    review: bool = False


def run_repair(source: str, settings: Settings, wish: Wish) -> int:
    """Write the repaired lines of a text, or its doubtful ones; or ask a person about these."""
    _check(source, settings, wish)
    say_unshaped(settings.format, reshape=settings.reshape, quiet=settings.voice.quiet)
    name = name_of(source)
    if wish.review and not settings.voice.quiet:
        shown = printable(source)
        _tell(f"{shown}: repairing, and looking for other readings of what stays in doubt …", shown)
    choices = Choices(overrides_path(source)) if wish.review else None
    try:
        data = read_document(source, settings.batch.limits.memory)
        call = (data, settings.beside(source), name, wish)
        found, doubtful = within(allowed(settings.batch.limits, data), _work, call)
    except InputError as problem:
        return refuse(problem, source, settings.voice.command)
    if found.outdated:
        told = f"was made for another version of the text and is not applied; {REGISTRY['U204'].advice}"
        complain(told, file=str(overrides_path(source)))
    for code, which in found.remarks:
        complain(f"{which}; {REGISTRY[code].advice}", file=str(overrides_path(source)))
    if choices is not None:
        choices.leave(found.left)
        return _ask(found, doubtful, choices, source, settings)
    if not (wish.candidates or settings.voice.quiet):
        _name_doubt([record.line for record in found.doubtful()], source)
    try:
        write_out(_shown(found, doubtful, settings, wish), settings.output)
    except BrokenPipeError:
        return leave_quietly(Status.DONE)
    return Status.DONE


def _name_doubt(numbers: list[int], source: str) -> None:
    """Say how many lines a person should look at, and which; what is written does not show it."""
    if count := len(numbers):
        lines = "1 line stays" if count == 1 else f"{count} lines stay"
        how = "--candidates shows" if source == STANDARD_STREAM else "--review asks about"
        it = "it" if count == 1 else "them"
        complain(f"{lines} in doubt ({name_lines(numbers)}); {how} {it}", file=source)


def _check(source: str, settings: Settings, wish: Wish) -> None:
    if settings.format not in ("view", "jsonl"):
        raise OptionsError(f"repair does not write {settings.format}; use -f view or -f jsonl")
    if wish.review and source == STANDARD_STREAM:
        raise OptionsError("--review keeps what is chosen beside the file; name a file instead of -")
    if wish.review and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise OptionsError("--review asks in a terminal; without one use --candidates -f jsonl")
    if wish.review and (strange := _strange_encoding()):
        raise OptionsError(
            f"--review needs a terminal for Arabic, and this one is set to {strange}; choose a UTF-8 locale, as in "
            "LC_ALL=C.UTF-8, or use --candidates -f jsonl"
        )
    if wish.review and wish.candidates:
        raise OptionsError("--review and --candidates are two ways to do one thing; leave one out")
    if wish.review and (settings.output is not None or settings.format != "view"):
        raise OptionsError(
            "--review keeps what is chosen and writes nothing else; leave -o and -f for the run after it"
        )
    check_output(settings.output, [source])
    kept = overrides_path(source)
    if wish.review and Path(source).exists() and not os.access(kept.resolve().parent, os.W_OK):
        raise OutputError(
            f"{kept}: no permission to write there, where answers are kept; "
            "copy the text to a folder of your own, and review it there"
        )


def _strange_encoding() -> str | None:
    """Return the encoding of the terminal where questions or answers cannot be written in it."""
    for stream in (sys.stdin, sys.stdout):
        encoding = getattr(stream, "encoding", None) or "utf-8"
        try:
            f"{HELP}\N{ARABIC LETTER ALEF}".encode(encoding)
        except UnicodeEncodeError:
            return str(encoding)
    return None


def _work(call: tuple[bytes, Settings, str, Wish]) -> tuple[Review, tuple[LineRecord, ...]]:
    """Repair, and look for other readings where these are asked for."""
    data, settings, name, wish = call
    with PageMeter("repairing", unit="lines", shown=not settings.voice.quiet) as meter:
        found = review(data, settings.options, name=name, on_line=meter)
    if not (wish.candidates or wish.review):
        return found, ()
    with PageMeter("weighing", unit="lines", shown=not settings.voice.quiet) as meter:
        return found, found.doubtful(model_of(settings.options), Effort(settings.options.jobs, meter))


def _shown(found: Review, doubtful: tuple[LineRecord, ...], settings: Settings, wish: Wish) -> bytes:
    records = doubtful if wish.candidates else found.records()
    if settings.format == "jsonl":
        return b"".join(msgspec.json.encode(record) + b"\n" for record in records)
    style = view_style(to_file=settings.output is not None, reshape=settings.reshape)
    if not wish.candidates:
        text = clean(found.text())
        return (reshaped(text, style) if settings.reshape else text).encode()
    return "\n".join(render_doubt(record, len(found.lines), style) for record in records).encode("utf-8", "replace")


def _ask(found: Review, doubtful: tuple[LineRecord, ...], choices: Choices, source: str, settings: Settings) -> int:
    """Ask about one doubtful line after the other, and back again; every answer is kept at once."""
    path, overrides, at = overrides_path(source), found.overrides, 0
    try:
        while at < len(doubtful) or (doubtful and _ended() == "back"):
            at = min(at, len(doubtful) - 1)
            record = doubtful[at]
            now = _chosen(overrides, record.line)
            show = partial(_show, f"{at + 1} of {len(doubtful)} in doubt", record, found, overrides, settings)
            try:
                answer = _answer(record, now, show, is_first=not at)
            except EOFError:  # Ctrl-D at any question of a line
                answer = "stop"
            if answer == "stop":
                break
            if isinstance(answer, Override):
                overrides = overrides.with_line(answer)
                if copied := choices.keep(overrides, record.line):
                    _tell(*copied)
            if _is_changed(source, found.sha256):
                break
            at += -1 if answer == "back" else 1
    except KeyboardInterrupt:
        say("")
        _tell(_standing(found, doubtful, overrides, path), printable(str(path)))
        raise
    _tell(_standing(found, doubtful, overrides, path), printable(str(path)))
    if _is_changed(source, found.sha256):
        complain("was changed meanwhile; what was chosen is of what was read: review it again", file=source)
    return Status.DONE


def _show(place: str, record: LineRecord, found: Review, overrides: Overrides, settings: Settings) -> None:
    """Show a line in doubt and those around it, where the review stands, and what was chosen, above a question."""
    say(f"\n{place}")
    now, around = _chosen(overrides, record.line), found.around(record, overrides)
    say(render_doubt(record, len(found.lines), _style(settings), now, around).rstrip("\n"))


def _is_changed(source: str, sha256: str) -> bool:
    """Tell whether a text is another one than was read, or there is none any more."""
    known = hash_document(source)
    return known is None or known[0] != sha256


def _style(settings: Settings | None = None) -> Style:
    """Return how to show what is asked in the terminal as wide as it is now."""
    return view_style(to_file=False, reshape=settings is not None and settings.reshape, least=NARROWEST)


def _tell(text: str, name: str = "") -> None:
    """Say something beside the questions, in lines that fit the terminal, if it goes there; `name` is one of a file."""
    say(said(text, _style(), name) if sys.stderr is not None and sys.stderr.isatty() else text)


def _ask_for(question: str, show: Callable[[], None] | None = None) -> str:
    """Ask, and return the answer in small letters and European digits; after Ctrl-Z and `fg` once more.

    What was typed before the question was there is none, and told. Before it is asked again, `show` shows its line.
    """
    if forget_typed():
        _tell("what was typed before this question was on the screen is no answer to it, and dropped")
    return _typed(lambda: asked(question, _style()), show).strip().lower().translate(_DIGITS)


def _typed(prompt: Callable[[], str], returned: Callable[[], None] | None = None) -> str:
    """Return what is typed behind a prompt; where that is Ctrl-D, what is said next begins on a line of its own.

    Where the program was stopped and goes on, the prompt is no longer on the screen: `returned` is called, and it is
    shown again.
    """
    while True:
        try:
            with _return_told():
                return input(prompt())
        except EOFError:
            say("")
            raise
        except _ReturnedError:
            say("")
            if returned is not None:
                returned()


class _ReturnedError(Exception):
    """The program was stopped, by Ctrl-Z for one, and goes on."""


@contextlib.contextmanager
def _return_told() -> Iterator[None]:
    """Raise `_ReturnedError` where the program is stopped and goes on, on systems that can stop one."""
    if not hasattr(signal, "SIGCONT"):
        yield
        return
    before = signal.getsignal(signal.SIGCONT)
    try:
        signal.signal(signal.SIGCONT, _tell_return)
        yield
    finally:
        signal.signal(signal.SIGCONT, before)


def _tell_return(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise _ReturnedError


def _standing(found: Review, doubtful: tuple[LineRecord, ...], overrides: Overrides, path: Path) -> str:
    """Return how far the review has come, and where what was chosen is kept."""
    if not doubtful:
        return "no line is in doubt"
    left = len(doubtful) - sum(one not in found.overrides.lines for one in overrides.lines)
    lines = f"{left} line" if left == 1 else f"{left} lines"
    return f"{printable(str(path))}: {len(overrides.lines)} chosen; {lines} still in doubt"


def _chosen(overrides: Overrides, line: int) -> Override | None:
    return next((one for one in overrides.lines if one.line == line), None)


def _answer(record: LineRecord, now: Override | None, show: Callable[[], None], *, is_first: bool) -> Override | _Wish:
    """Return what a person chose of a line, where `now` was chosen before, or where to go on without a choice."""
    show()
    readings = {str(i): candidate.text for i, candidate in enumerate(record.candidates or (), 1)} | {"r": record.raw}
    while True:
        word = _ask_for(HELP, show)
        if word in _WISHES and not (is_first and word == "b"):
            return _WISHES[word]
        if word in readings:
            return Override(line=record.line, raw=record.raw, text=readings[word], choice=_NAMES[word])
        if word == "e":
            if text := _meant(record.raw, now.text if now else record.text):
                return Override(line=record.line, raw=record.raw, text=text, choice="edit")
        elif word == "b":
            _tell(
                "this is the first line; what an earlier review chose stands in the file of choices, to be mended there"
            )
        else:
            _refuse(word, [*readings, "e", "b", "q"])


def _refuse(word: str, known: list[str]) -> None:
    _tell(f"{printable(word)[:_SHOWN]!r} is no answer here; type one of {', '.join(known)}, or Enter")


def _ended() -> _Wish:
    """Return whether to go back, once the last line is done."""
    with contextlib.suppress(EOFError):
        while (word := _ask_for(END)) not in _WISHES:
            _refuse(word, ["b", "q"])
        return "back" if _WISHES[word] == "back" else "stop"
    return "stop"


def _meant(raw: str, text: str) -> str:
    """Let a person edit a line until what is lost or added was meant; nothing typed leaves the question open."""
    while (text := _edited(text)) and not _is_meant(raw, text):
        _tell("edit it again; an empty line leaves it")
    return text


def _is_meant(raw: str, text: str) -> bool:
    """Ask whether letters that an edit lost, or added, were meant to go, or to come."""
    change = said_of_change(raw, text)
    if not change:
        return True
    while (word := _ask_for(f"this {printable(change)}; keep it? y/n")) not in _MEANT:
        _tell(f"{printable(word)[:_SHOWN]!r} is no answer here; type y or n")
    return _MEANT[word]


def forget_typed() -> bool:
    """Drop what was typed before the question was on the screen, and tell whether there was any.

    It answers another line, or none. Waiting keys without an Enter are seen only in a terminal that hands on each key.
    """
    try:
        import termios  # noqa: PLC0415 -- not on every system
    except ImportError:
        return False
    typed = b""
    with contextlib.suppress(termios.error, OSError, ValueError):
        terminal = sys.stdin.fileno()
        modes = termios.tcgetattr(terminal)
        at_once = [*modes[:3], modes[3] & ~termios.ICANON, *modes[4:6], [*modes[6]]]
        at_once[6][termios.VMIN] = at_once[6][termios.VTIME] = 0
        try:
            termios.tcsetattr(terminal, termios.TCSANOW, at_once)
            typed = os.read(terminal, _MOST_TYPED)
        finally:
            termios.tcsetattr(terminal, termios.TCSAFLUSH, modes)
    return bool(typed)


def _edited(text: str) -> str:
    """Let a person edit a text in the line editor; nothing typed leaves the question open."""

    def prompt() -> str:
        return "text > "

    def keep() -> None:
        nonlocal text
        text = readline.get_line_buffer()

    try:
        import readline  # noqa: PLC0415 -- not on every system, and only to edit
    except ImportError:
        return " ".join(_typed(prompt).split())
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return " ".join(_typed(prompt, keep).split())
    finally:
        readline.set_startup_hook()
