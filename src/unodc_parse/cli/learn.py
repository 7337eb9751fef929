"""`unodc-parse learn`: statistics from the user's own clean documents, for `--lm`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from unodc_parse.arabic.model_file import read_sources
from unodc_parse.archive.worklist import Document, Unusable, find_documents, is_folder, read_document
from unodc_parse.cli.advice import fitting
from unodc_parse.cli.output import check_output, write_file, write_out
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.console.messages import complain, describe, printable, say, without_name
from unodc_parse.errors import InputError, OptionsError
from unodc_parse.learning import CleanText, LeftOut, Lesson, drop_copies, learn_from, read_clean

#: How the name of a model ends, as all examples show it.
_ENDING: Final = ".lm"


def run_learn(inputs: list[str], settings: Settings) -> int:
    """Learn from all documents that `inputs` name, and write the model; or tell what one was learned from."""
    if not inputs:
        raise OptionsError("no input: name clean Arabic reports, or a folder of them")
    if settings.output is None:
        return _tell_sources(inputs)
    worst: int = Status.DONE
    clean = []
    documents = find_documents(inputs, outside=None)
    texts = (d.path for d in documents if isinstance(d, Document) and (d.is_report or d.named))
    check_output(settings.output, texts)
    for document in documents:
        found, status = _read(document, settings)
        worst = max(worst, status)
        clean += [found] if isinstance(found, CleanText) else []
    if not clean:  # why was told of every input
        if worst == Status.DONE:
            complain("no clean Arabic report among the inputs, so nothing was learned; name other reports")
        return max(worst, Status.UNREADABLE)
    kept, copies = drop_copies(clean)
    paths = {document.name: document.path for document in documents if isinstance(document, Document)}
    _leave_out(copies, paths)
    lesson = learn_from(kept)
    _leave_out(lesson.left_out, paths)
    write_file(settings.output, lesson.model)
    if not settings.voice.quiet:
        say(f"{settings.output}: {_told(lesson)}")
    return worst


def _leave_out(documents: Iterable[LeftOut], paths: Mapping[str, str]) -> None:
    for document in documents:
        complain(f"left out: {document.reason}", file=paths[document.name])


def _tell_sources(inputs: list[str]) -> int:
    """Write what a model was learned from to standard output."""
    model = read_sources(inputs[0]) if len(inputs) == 1 else None
    if model is None:
        if len(inputs) == 1 and inputs[0].lower().endswith(_ENDING):
            raise _no_model(inputs[0])
        raise OptionsError("-o is needed: a language model is no text; name its file with -o my.lm")
    words = sum(source.words for source in model.sources)
    by = f" by unodc-parse {model.maker}" if model.maker else ""
    lines = [f"{inputs[0]}: learned from {_counted(len(model.sources))}, {words:,} words{by}"]
    lines += [f"{source.words:>12,}  {source.name}" for source in model.sources]
    write_out("".join(f"{printable(line)}\n" for line in lines).encode(), None)
    return Status.DONE


def _no_model(name: str) -> InputError | OptionsError:
    """Return what to say of a name that a model would bear, where there is none."""
    if is_folder(name):
        return InputError(f"{name}: is a folder, no language model; name a file that learn made")
    try:
        is_empty = not Path(name).stat().st_size
    except PermissionError:
        return InputError(f"{name}: no permission to read it; check its permissions, and those of its folder")
    except (OSError, ValueError):
        return InputError(f"{name}: no such file; check the name")
    what = "is empty, and no language model" if is_empty else "is no language model"
    return OptionsError(f"{name}: {what}; name a file that learn made")


def _counted(documents: int) -> str:
    return f"{documents} document{'s' * (documents != 1)}"


def _read(document: Document | Unusable, settings: Settings) -> tuple[CleanText | None, int]:
    """Return a clean text, or none, and how bad that is: what lies about in a folder need not be a clean report."""
    if isinstance(document, Unusable):
        complain(f"left out: {document.reason}", file=document.path)
        return None, Status.UNREADABLE
    if not document.is_report and not document.named:
        return None, Status.DONE
    try:
        found = read_clean(
            read_document(document.path, settings.batch.limits.memory), settings.options, name=document.name
        )
    except InputError as problem:
        why = fitting(without_name(str(problem), document.name), settings.voice.command)
        complain(f"left out: {why}", file=document.path)
        return None, Status.UNREADABLE
    except MemoryError:
        raise
    except Exception as problem:  # noqa: BLE001 -- one bad document never stops the others
        complain(f"left out: {describe(problem, can_tell_more=False)}", file=document.path)
        return None, Status.INTERNAL
    if isinstance(found, CleanText):
        return found, Status.DONE
    complain(f"left out: {found.reason}", file=document.path)
    return None, Status.UNREADABLE if document.named else Status.DONE


def _told(lesson: Lesson) -> str:
    gain = f"{lesson.bits_before:.2f} -> {lesson.bits_after:.2f} bits a letter of what was held out"
    if lesson.bits_after >= lesson.bits_before:
        gain += ": the reports have little in common, and may not help"
    return f"learned from {_counted(lesson.documents)}, {lesson.words:,} words ({gain})"
