"""Types of what a stored model holds. All of it is bounded, so that a file of an enemy costs no hours and no gigabytes.

The bounds are some five times what the shipped model holds. msgspec knows the length of a list before it reads it, and
takes no NaN for a number within bounds.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

#: N-grams, keys of one table, rows of another.
MOST: Final = 1 << 24
LONGEST: Final = 16  # characters of an n-gram

Alphabet = Annotated[str, Meta(min_length=1, max_length=255)]
Order = Annotated[int, Meta(ge=1, le=LONGEST)]
Text = Annotated[str, Meta(max_length=LONGEST * MOST)]
Weights = Annotated[bytes, Meta(max_length=MOST)]
#: Sentences that are remembered, a line each (`recall.remembered` keeps a million letters).
Sentences = Annotated[str, Meta(max_length=1 << 21)]
WeightLists = Annotated[list[Weights], Meta(max_length=LONGEST)]

Name = Annotated[str, Meta(min_length=1, max_length=1000)]
Version = Annotated[str, Meta(max_length=100)]
Names = Annotated[list[Name], Meta(max_length=MOST)]
Affixes = Annotated[list[Annotated[str, Meta(min_length=1, max_length=LONGEST)]], Meta(max_length=1000)]

Count = Annotated[int, Meta(ge=1, le=1 << 40)]

Share = Annotated[float, Meta(gt=0, le=1)]
#: A logarithm of a probability.
LogProbability = Annotated[float, Meta(ge=-1000, le=0)]
