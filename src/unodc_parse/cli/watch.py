"""`unodc-parse watch`: converts what arrives in a folder."""

from __future__ import annotations

import time
from pathlib import Path

from unodc_parse.archive.worklist import Document, find_documents
from unodc_parse.cli.batch import convert_into
from unodc_parse.cli.settings import Settings
from unodc_parse.cli.status import Status
from unodc_parse.errors import InputError, OptionsError

#: What a file looks like from outside; one that looks the same twice is taken to have arrived.
Look = dict[str, tuple[int, int]]


def run_watch(folder: str, settings: Settings, interval: float, *, once: bool) -> int:
    """Look at `folder` every `interval` seconds and convert when what is in it has changed and come to rest.

    A file that is still being written is waited for. With `once`, ends as soon as all is at rest and converted.
    """
    if not Path(folder).is_dir():
        raise InputError(f"{folder}: no such folder; make it, or check the name")
    if interval <= 0:
        raise OptionsError(f"--interval {interval:g} makes no sense; use seconds, as in 2 or 0.5")
    place = str(settings.output)
    converted: Look | None = None
    before: Look | None = None
    while True:
        documents = _documents(folder, place)
        now = _look(documents)
        if now == before and now != converted:
            status = convert_into(place, documents, settings, whole=True)
            converted = now
        if once and now == converted:
            return Status(status)
        before = now
        time.sleep(interval)


def _documents(folder: str, place: str) -> list[Document]:
    found = find_documents([folder], outside=Path(place).resolve())
    return [document for document in found if isinstance(document, Document)]


def _look(documents: list[Document]) -> Look:
    """Return sizes and times of change; files that go while we look are left out."""
    seen: Look = {}
    for document in documents:
        try:
            facts = Path(document.path).stat()
        except OSError:
            continue
        seen[document.name] = facts.st_size, facts.st_mtime_ns
    return seen
