"""Pictures inside content streams: they are passed over (PDF 32000-1, 8.9.7).

Their bytes may look like anything, operators too. A picture ends at the first `EI` that goes on with no word (nor with
digits of base 85, but for the `>` that ends them) and that only words follow for a while; so many of them do not come
about in the middle of its bytes. Where another picture begins before that, the end has been missed.
"""

from __future__ import annotations

import re

_BEGIN = b"BI"
#: The entries of a picture, between `BI` and `ID`.
_HEAD = re.compile(
    rb"(?<![^\x00\t\n\x0c\r ])BI[\x00\t\n\x0c\r ]*/(?:[^()B]|B(?!I)){0,400}?[\x00\t\n\x0c\r \]>]ID[\x00\t\n\x0c\r ]"
)
_END = re.compile(rb"(?<![!-=?-~])EI(?=[\x00\t\n\x0c\r ][\t\n\r -~]{0,20}(?:\Z|(?<=[\t\n\r -~]{20})))")


def without_inline_images(data: bytes) -> bytes:
    r"""Return a content stream with white space in place of its pictures; one that does not end for sure stays.

    >>> without_inline_images(b"q BI /W 1 /H 1 ID \xffEI \xfe\n EI Q")
    b'q   Q'
    """
    if _BEGIN not in data:
        return data
    kept: list[bytes] = []
    at = 0
    while (head := _HEAD.search(data, at)) is not None:
        end = _END.search(data, head.end())
        if end is None or _HEAD.search(data, head.end(), end.start()) is not None:
            break
        kept.append(data[at : head.start()])
        at = end.end()
    return b" ".join([*kept, data[at:]])
