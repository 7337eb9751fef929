"""Which damage does a line show? Reads only; changes nothing."""

from __future__ import annotations

import re
from typing import Final

from unodc_parse.arabic.chardata import TATWEEL
from unodc_parse.arabic.structure import restore_structure
from unodc_parse.model import Damage

_ARABIC_FORM: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


def diagnose(text: str) -> tuple[Damage, ...]:
    """Name the kinds of damage that a line shows.

    >>> diagnose("\N{ARABIC LETTER SEEN}\N{ARABIC TATWEEL}\N{ARABIC LETTER REH}")
    (<Damage.KASHIDA: 'kashida'>,)
    """
    found = []
    if _ARABIC_FORM.search(text):
        found.append(Damage.PRESENTATION_FORMS)
    if TATWEEL in text:
        found.append(Damage.KASHIDA)
    if restore_structure(text) is not None:
        found.append(Damage.RUN_REVERSED)
    return tuple(found)
