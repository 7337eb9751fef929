"""rensa, which finds near-duplicates without comparing each with each (extra `archive`).

MinHash signatures in a locality-sensitive index (Broder 1997; Leskovec, Rajaraman, Ullman, *Mining of Massive
Datasets*, chapter 3): what it finds are candidates, to be compared exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from unodc_parse.errors import OptionsError

_EXTRA = "archive"
_SEED = 7


class Neighbours:
    """An index of sets of strings, asked for those that are about as alike as `similarity` (Jaccard) or more.

    A signature has `permutations` numbers in `bands`: the more bands, the less alike sets are found.
    Raises `OptionsError` where the extra is missing.
    """

    def __init__(self, similarity: float, permutations: int, bands: int) -> None:
        try:
            from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 -- an extra
        except ImportError as problem:
            raise OptionsError(f"a register needs rensa; pip install 'unodc-parse[{_EXTRA}]'") from problem
        self._new, self._permutations = RMinHash, permutations
        self._index = RMinHashLSH(similarity, permutations, bands)

    def signature(self, members: Iterable[str]) -> Any:  # noqa: ANN401 -- an extra
        """Return the signature of a set."""
        signature = self._new(self._permutations, _SEED)
        signature.update(list(members))
        return signature

    def like(self, signature: Any) -> list[int]:  # noqa: ANN401 -- an extra
        """Return the numbers of the sets in the index that may be like this one."""
        return list(self._index.query(signature))

    def add(self, number: int, signature: Any) -> None:  # noqa: ANN401 -- an extra
        """Put a set into the index by a number."""
        self._index.insert(number, signature)
