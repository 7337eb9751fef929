"""Which documents of an archive are language versions of one: by symbol first, then job number, then file name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final, Literal

import msgspec

By = Literal["symbol", "job_number", "file_name"]

#: What file names say of the language, at their ends: "report.ar.pdf", "A_RES_55_100-E", "V1707885_arabic".
_LANGUAGE: Final = re.compile(
    r"[\W_]+(?:ar|en|fr|es|ru|zh|a|e|f|s|r|c|arabic|english|french|spanish|russian|chinese)$", re.IGNORECASE
)
_SUFFIX: Final = re.compile(r"\.(?:pdf|txt|json)$", re.IGNORECASE)
#: The language versions of a job have one number, with a letter of the language: "V.17-07885 (E)".
_JOB_LANGUAGE: Final = re.compile(r"\s*\(?[A-Z]\)?$")


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A document of an archive: its name there, and what tells of which document it is a version."""

    name: str
    language: str
    symbols: tuple[str, ...] = ()
    job_number: str | None = None


class Twins(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions of one document, and what told so; the left one's language comes first in the alphabet."""

    left: Version
    right: Version
    by: By


def find_twins(versions: Sequence[Version]) -> tuple[list[Twins], list[Version]]:
    """Return the versions that belong together, two by two, and those that are alone.

    Each is paired by the first sign that finds it a partner; of several versions in one language, the first by name is
    taken and the others stay alone.
    """
    twins: list[Twins] = []
    left = sorted(versions, key=lambda version: version.name)
    for by, key in _SIGNS:
        found = list(_paired(left, by, key))
        twins.extend(found)
        paired = {version.name for pair in found for version in (pair.left, pair.right)}
        left = [version for version in left if version.name not in paired]
    return twins, left


def _paired(versions: Iterable[Version], by: By, key: Callable[[Version], str | None]) -> Iterator[Twins]:
    groups: dict[str, dict[str, Version]] = {}
    for version in versions:
        if (sign := key(version)) is not None:
            groups.setdefault(sign, {}).setdefault(version.language, version)
    for group in groups.values():
        for first, second in combinations(sorted(group), 2):
            yield Twins(left=group[first], right=group[second], by=by)


def _symbol(version: Version) -> str | None:
    return version.symbols[0].replace(" ", "").upper() if version.symbols else None


def _job(version: Version) -> str | None:
    return _JOB_LANGUAGE.sub("", version.job_number.strip()) if version.job_number else None


def file_key(version: Version) -> str:
    """Return a file's name without what it says of the language.

    >>> file_key(Version(name="2017/Report_A.pdf.json", language="ar"))
    '2017/report'
    """
    name = version.name
    while (shorter := _SUFFIX.sub("", name)) != name:
        name = shorter
    return _LANGUAGE.sub("", name).casefold()


_SIGNS: Final[tuple[tuple[By, Callable[[Version], str | None]], ...]] = (
    ("symbol", _symbol),
    ("job_number", _job),
    ("file_name", file_key),
)
