"""`unodc-parse learn`: statistics from the user's own clean documents, for `--lm`."""

from __future__ import annotations

from unodc_parse.archive.worklist import Document, Unusable, find_documents, read_document
from unodc_parse.cli.output import write_file
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.console.messages import complain, say, without_name
from unodc_parse.errors import InputError, OptionsError
from unodc_parse.learning import Lesson, learn_from, read_clean


def run_learn(inputs: list[str], settings: Settings) -> int:
    """Learn from all documents that `inputs` name, and write the model."""
    if not inputs:
        raise OptionsError("no input: name clean Arabic reports, or a folder of them")
    if settings.output is None:
        raise OptionsError("a language model is no text; name its file with -o my.lm")
    worst = Status.DONE
    clean = []
    for document in find_documents(inputs, outside=None):
        try:
            clean.append(_read(document, settings))
        except InputError as problem:
            name = document.path if isinstance(document, Unusable) else document.name
            complain(f"left out: {without_name(str(problem), name)}", file=document.path)
            worst = Status.UNREADABLE
    lesson = learn_from(clean)
    write_file(settings.output, lesson.model)
    if not settings.voice.quiet:
        say(f"{settings.output}: {_told(lesson)}")
    return worst


def _read(document: Document | Unusable, settings: Settings) -> tuple[str, ...]:
    if isinstance(document, Unusable):
        raise InputError(document.reason)
    return read_clean(read_document(document.path), settings.options, name=document.name)


def _told(lesson: Lesson) -> str:
    documents = f"{lesson.documents} document{'s' * (lesson.documents != 1)}"
    gain = f"{lesson.bits_before:.2f} -> {lesson.bits_after:.2f} bits a letter of what was held out"
    return f"learned from {documents}, {lesson.words:,} words ({gain})"
