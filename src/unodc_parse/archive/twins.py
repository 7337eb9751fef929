"""Which documents of an archive are language versions of one: by symbol first, then job number, then file name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Final, Literal

import msgspec

from unodc_parse.language.lexicon import Masthead, load
from unodc_parse.options import languages

By = Literal["symbol", "job_number", "file_name"]

_SUFFIX: Final = re.compile(r"\.(?:pdf|txt|json)$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[\W_]+")
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

    Each is paired by the first sign that finds it a partner. Of several versions in one language the one is taken whose
    file is called as the other's is, or else the first by name; the others stay alone.
    """
    twins: list[Twins] = []
    left = sorted(versions, key=lambda version: version.name)
    for by, keys in _SIGNS:
        found = list(_paired(left, by, keys))
        twins.extend(found)
        paired = {version.name for pair in found for version in (pair.left, pair.right)}
        left = [version for version in left if version.name not in paired]
    return twins, left


def _paired(versions: Iterable[Version], by: By, keys: Callable[[Version], Sequence[str]]) -> Iterator[Twins]:
    groups: dict[str, dict[str, list[Version]]] = {}
    for version in versions:
        for key in keys(version):
            groups.setdefault(key, {}).setdefault(version.language, []).append(version)
    done: set[tuple[str, str]] = set()  # a version, and the language of its partner
    for group in groups.values():
        for first, second in combinations(sorted(group), 2):
            lefts = [version for version in group[first] if (version.name, second) not in done]
            rights = [version for version in group[second] if (version.name, first) not in done]
            for left, right in _alike(lefts, rights):
                done |= {(left.name, second), (right.name, first)}
                yield Twins(left=left, right=right, by=by)


def _alike(lefts: Sequence[Version], rights: Sequence[Version]) -> list[tuple[Version, Version]]:
    """Return those whose files have one name but for the language; where there are none, the first of either side."""
    for key in (_key_in_folder, file_key):
        named = {key(right): right for right in reversed(rights)}
        found = [(left, named.pop(key(left))) for left in lefts if key(left) in named]
        if found:
            return found
    return list(zip(lefts[:1], rights[:1], strict=False))


def _symbols(version: Version) -> Sequence[str]:
    return [symbol.replace(" ", "").rstrip("*").upper() for symbol in version.symbols]


def _job(version: Version) -> Sequence[str]:
    return [_JOB_LANGUAGE.sub("", version.job_number.strip())] if version.job_number else []


def file_key(version: Version) -> str:
    """Return a file's name and its folders' names without what they say of its language.

    >>> file_key(Version(name="2017/Report_A.pdf.json", language="ar"))
    '2017/report'
    >>> file_key(Version(name="2017/English/report (final).pdf", language="en"))
    '2017/report final'
    """
    folders, name = _key_in_folder(version)
    bare = [_bare(part, version.language) for part in folders.casefold().split("/")]
    return "/".join([*filter(None, bare), name])


def _key_in_folder(version: Version) -> tuple[str, str]:
    """Return the folders of a file, as they are, and its name without what it says of its language."""
    folders, name = _parts(version)
    return folders, _bare(name, version.language)


def _parts(version: Version) -> tuple[str, str]:
    folders, _, name = version.name.rpartition("/")
    while (shorter := _SUFFIX.sub("", name)) != name:
        name = shorter
    return folders, name.casefold()


def _in_folder(version: Version) -> Sequence[str]:
    """Return the name of a file in its folder, as that is called ("Annex A/" is no folder of a language)."""
    folders, name = _parts(version)
    return [f"{folders}/{_spoken(name, version.language)}"]


def _in_folder_by_letter(version: Version) -> Sequence[str]:
    """Return it of a file with a language's letter: without its like in the other name, "annex-a" may be Annex A."""
    folders, name = _parts(version)
    bare = _bare(name, version.language)
    return [] if bare == _spoken(name, version.language) else [f"{folders}/{bare}"]


def _anywhere(version: Version) -> Sequence[str]:
    """Return the name and the folders of a file without the words for its language in them."""
    folders, name = _parts(version)
    return [
        "/".join(filter(None, (_spoken(part, version.language) for part in (*folders.casefold().split("/"), name))))
    ]


def _anywhere_by_letter(version: Version) -> Sequence[str]:
    """Return it of a file with its language's letter in the name or a folder."""
    key = file_key(version)
    return [] if [key] == _anywhere(version) else [key]


def _spoken(part: str, language: str) -> str:
    """Return a name without the words for its language."""
    return _BETWEEN.sub(" ", _words(language).sub("", part)).strip()


def _bare(part: str, language: str) -> str:
    """Return a name without the words for its language, and without its letter."""
    return _BETWEEN.sub(" ", _letter(language).sub("", _words(language).sub("", part))).strip()


@cache
def _words(language: str) -> re.Pattern[str]:
    """Return the pattern of a language's code and names as words of a file's name, and of its letter where it is plain.

    As in "report (A)", "1910268E".
    """
    names = {name.casefold() for head in _mastheads() for name in head.languages.get(language, ())}
    listed = "|".join(map(re.escape, sorted({language, *names}, key=len, reverse=True)))
    letter = _letter_of(language)
    return re.compile(rf"(?<![^\W_])(?:{listed})(?![^\W_])|(?:\({letter}\)|(?<=\d{{5}}){letter})[\W_]*$")


@cache
def _letter(language: str) -> re.Pattern[str]:
    """Return the pattern of a language's letter at the end of a name: "A_RES_55_100-E"."""
    return re.compile(rf"(?:^|[\W_]){_letter_of(language)}[\W_]*$")


def _letter_of(language: str) -> str:
    found = (head.language_letters[language] for head in _mastheads() if language in head.language_letters)
    return next(found, language).casefold()


def _mastheads() -> list[Masthead]:
    return [load(code).masthead for code in languages()]


_SIGNS: Final[tuple[tuple[By, Callable[[Version], Sequence[str]]], ...]] = (
    ("symbol", _symbols),
    ("job_number", _job),
    ("file_name", _in_folder),
    ("file_name", _in_folder_by_letter),
    ("file_name", _anywhere),
    ("file_name", _anywhere_by_letter),
)
