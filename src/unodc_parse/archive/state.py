"""What an archive's output knows of itself, so that a run goes on where the last one was, however that one ended.

In the store lie, for all documents of one scope (the whole archive, or one shard of it):

* `manifest.jsonl` and `segments.jsonl`, for people and programs; written whole when a run ends, `segments.parquet` too
  where it is asked for;
* `.unodc-parse/state.jsonl`: of each document the key of its run and the exit status it stood for;
* `.unodc-parse/journal.jsonl`: a line for each document done since; a last line cut off is as good as none;
* `.unodc-parse/segments/`: the segments of those documents, until they are joined.

A run's end replaces the joined files first and forgets the journal last, so that being killed anywhere in between
only means that the joining is done again, with the same result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

import msgspec

from unodc_parse.archive.outcome import Outcome, Record
from unodc_parse.archive.store import HIDDEN, Store
from unodc_parse.archive.worklist import Shard
from unodc_parse.export.encoding import encode

_Line = TypeVar("_Line")

#: The segments of all documents in columns; made of the joined lines, for whole archives.
COLUMNAR = "segments.parquet"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one document: its line in the manifest, and what that line does not say.

    `key` tells with which program and options it was done, `output` what its output is called where it has one;
    `segments` is the digest of its segments where they still wait to be joined.
    """

    record: Record
    key: str
    status: int
    output: str | None = None
    segments: str | None = None
    resource: Record | None = None

    @property
    def path(self) -> str:
        """The document's name in the output."""
        return str(self.record["path"])


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the state: what an entry has beside its record."""

    path: str
    key: str
    status: int
    output: str | None = None


class Scope:
    """The files of one scope in the store, and what they say. `columnar` makes `COLUMNAR` of the joined lines."""

    def __init__(
        self,
        store: Store,
        shard: Shard | None = None,
        columnar: Callable[[Iterable[bytes]], Iterator[bytes]] | None = None,
    ) -> None:
        self.store, self.columnar = store, columnar
        self.parts = [_Part("" if shard is None else f".shard-{shard.number}-of-{shard.count}")]
        if shard is None:  # the whole archive takes over what shards have done
            self.parts += [_Part(name[len("manifest") : -len(".jsonl")]) for name in store.names("") if _of_shard(name)]

    def load(self) -> dict[str, Entry]:
        """Return what is known, by path: of earlier runs, of shards, and of a run that was cut off."""
        return {path: entry for part in reversed(self.parts) for path, entry in self._load(part).items()}

    def remember(self, outcome: Outcome, key: str, output: str | None) -> Entry:
        """Write down at once what became of a document, and what its output is called where it has one."""
        entry = Entry(
            record=outcome.record or {},
            key=key,
            status=outcome.status,
            output=output,
            segments=outcome.segments,
            resource=outcome.resource,
        )
        self.store.append(self.parts[0].journal, encode(entry) + b"\n")
        return entry

    def is_settled(self, entries: list[Entry]) -> bool:
        """Tell whether the files already say just this, so that nothing need be written."""
        part = self.parts[0]
        if len(self.parts) > 1 or self.store.exists(part.journal) or not self.store.exists(part.segments):
            return False
        if part.is_whole and self.columnar is not None and not self.store.exists(COLUMNAR):
            return False
        return list(self._load(part).values()) == entries

    def close(self, entries: list[Entry]) -> None:
        """Join what was done, in the order of `entries`, then forget the journal."""
        part, *shards = self.parts
        self.store.write(part.segments, self._joined_segments(entries))
        if part.is_whole:
            self._write_columnar(part.segments)
        self.store.write(part.manifest, (encode(entry.record) + b"\n" for entry in entries))
        kept = (_Kept(path=e.path, key=e.key, status=e.status, output=e.output) for e in entries)
        self.store.write(part.state, (encode(line) + b"\n" for line in kept))
        for name in (part.journal, *(name for shard in shards for name in shard.names)):
            self.store.remove(name)
        for entry in entries:
            if entry.segments is not None:
                self.store.remove(segments_name(entry.path))
        if part.is_whole:
            for folder in ("parts", "segments"):
                self.store.remove(f"{HIDDEN}/{folder}")

    def _write_columnar(self, segments: str) -> None:
        """Write the segments in columns too, or take away those of an earlier run, which would be stale."""
        if self.columnar is None:
            self.store.remove(COLUMNAR)
        else:
            self.store.write(COLUMNAR, self.columnar(self.store.read(segments)))

    def has_segments(self, entry: Entry) -> bool:
        """Tell whether the segments of a document are there, waiting or joined."""
        if entry.segments is None:
            return any(self.store.exists(part.segments) for part in self.parts)
        return digest(self.store.read(segments_name(entry.path))) == entry.segments

    def _load(self, part: _Part) -> dict[str, Entry]:
        kept = {line.path: line for line in self._lines(part.state, _Kept)}
        records = {str(record.get("path")): record for record in self._lines(part.manifest, dict)}
        known = {
            path: Entry(record=record, key=kept[path].key, status=kept[path].status, output=kept[path].output)
            for path, record in records.items()
            if path in kept
        }
        return known | {entry.path: entry for entry in self._lines(part.journal, Entry)}

    def _joined_segments(self, entries: list[Entry]) -> Iterator[bytes]:
        """Yield the segments of `entries` in order: those that wait, and of the rest those that were joined before."""
        order = {entry.path: number for number, entry in enumerate(entries)}
        joined = [_Joined(self.store.read(part.segments), order, self._load(part)) for part in self.parts]
        for entry in entries:
            earlier = [line for part in joined for line in part.take(entry.path)]
            if entry.segments is not None:
                yield from self.store.read(segments_name(entry.path))
            elif entry.record["status"] == "ok":
                yield from earlier

    def _lines(self, name: str, shape: type[_Line]) -> Iterator[_Line]:
        decoder = msgspec.json.Decoder(shape)
        for line in self.store.read(name):
            with suppress(msgspec.DecodeError):  # the last line of a run that was killed
                yield decoder.decode(line)


class _Part:
    """The names of the files of one scope."""

    def __init__(self, suffix: str) -> None:
        self.is_whole = not suffix
        self.manifest, self.segments = f"manifest{suffix}.jsonl", f"segments{suffix}.jsonl"
        self.state, self.journal = f"{HIDDEN}/state{suffix}.jsonl", f"{HIDDEN}/journal{suffix}.jsonl"

    @property
    def names(self) -> tuple[str, ...]:
        return self.segments, self.manifest, self.state, self.journal


def _of_shard(name: str) -> bool:
    return name.startswith("manifest.shard-") and name.endswith(".jsonl")


class _Origin(msgspec.Struct):
    document: str


class _Joined:
    """The lines of a joined file by document, asked for in a given order.

    Files are joined in that order too, so that the next line is mostly the one asked for; lines of a document whose
    turn comes later are held.
    """

    def __init__(self, lines: Iterable[bytes], order: dict[str, int], earlier: Iterable[str]) -> None:
        self.lines, self.order, self.held = iter(lines), order, dict[str, list[bytes]]()
        self.decoder = msgspec.json.Decoder(_Origin)
        self.reached = -1
        turns = [order[path] for path in earlier if path in order]
        self.in_order = turns == sorted(turns)  # false where the inputs were named in another order

    def take(self, document: str) -> list[bytes]:
        """Return the lines of `document`."""
        turn = self.order[document]
        while (self.reached <= turn or not self.in_order) and (line := next(self.lines, None)) is not None:
            origin = self.decoder.decode(line).document
            if origin in self.order:  # the others have vanished
                self.reached = self.order[origin]
                self.held.setdefault(origin, []).append(line)
        return self.held.pop(document, [])


def segments_name(path: str) -> str:
    """Return where the segments of a document wait to be joined."""
    name = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return f"{HIDDEN}/segments/{name}.jsonl"


class Digested:
    """Pieces that are told by their digest, once they have been gone through: whole ones from half-written ones."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._state = pieces, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces, which can be done once."""
        for piece in self._pieces:
            self._state.update(piece)
            yield piece

    @property
    def digest(self) -> str:
        """The digest of what was yielded, in hexadecimal digits."""
        return self._state.hexdigest()


def digest(pieces: Iterable[bytes]) -> str:
    """Return the digest of pieces."""
    digested = Digested(pieces)
    for _ in digested:
        pass
    return digested.digest
