"""Values through a pipe between two processes of this program: eight bytes of length, then the pickled value."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import IO, Any

_LENGTH = 8


def write_frame(stream: IO[bytes], value: Any) -> None:  # noqa: ANN401 -- whatever can be pickled
    """Send `value` and flush; raises `BrokenPipeError` where nobody reads."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:  # noqa: ANN401 -- whatever was sent
    """Wait for the next value; raises `EOFError` where the other end has closed, in the middle of one too."""
    size = int.from_bytes(_exactly(stream, _LENGTH))
    return pickle.loads(_exactly(stream, size))  # noqa: S301 -- our own process at the other end


def whole_frames(held: bytearray) -> Iterator[Any]:
    """Take the values that are whole from what has come through a pipe so far; what has come of the next one stays."""
    while len(held) >= _LENGTH and len(held) >= (end := _LENGTH + int.from_bytes(held[:_LENGTH])):
        yield pickle.loads(bytes(held[_LENGTH:end]))  # noqa: S301 -- our own process at the other end
        del held[:end]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
