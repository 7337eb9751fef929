"""Bases of the frozen values that stages share, for modules that are compiled (`hatch_build.py`).

A compiled class has the configuration of its base, and not the keywords of its own class statement; so these bases
have it, and each value states it again for those who read it, or check its types.
"""

from __future__ import annotations

from msgspec import Struct


class Value(Struct, frozen=True):
    """A value that nobody changes."""


class LightValue(Struct, frozen=True, gc=False):
    """As `Value`, of many of which none is ever part of a cycle: the collector need not look at them."""


class Light(Struct, gc=False):
    """A record that may be changed, of many of which none is ever part of a cycle."""


class Row(Struct, array_like=True):
    """A record that is stored as the list of its values."""


class Identity(Struct, eq=False):
    """A record that equals itself alone."""
