"""One frame for all HTML pages: self-contained, nothing loaded, nothing run but what the page brings itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib import resources
from typing import Final

from msgspec import Struct

from unodc_parse.arabic.chardata import INVISIBLE
from unodc_parse.export.encoding import clean

#: What browsers refuse in a page (NUL), take as a command, or draw as nothing, and what would turn the text around it.
_UNSEEN: Final = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{''.join(sorted(INVISIBLE))}]")
_CONTROL_PICTURES: Final = 0x2400
_LAST_C0: Final = 0x1F
_SPACES: Final = re.compile(r"\s+")


class Frame(Struct, frozen=True, kw_only=True):
    """A page: its title, the HTML of its body, and the names of its style sheets and scripts in `data/`."""

    title: str
    body: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...] = ()


def to_page(frame: Frame) -> bytes:
    """Return a whole HTML page. Its policy allows its own style and script, by their hashes, and pictures in it."""
    style = "".join(map(_data, frame.styles))
    script = "".join(map(_data, frame.scripts))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape_text(frame.title)}</title>\n<style>{style}</style>\n"
        f"</head>\n<body>\n{frame.body}"
        f"{f'<script>{script}</script>' if script else ''}\n</body>\n</html>\n"
    ).encode()


def escape_text(text: str) -> str:
    """Return `text` for a place that takes no tags, an attribute or the title: controls become spaces."""
    return escape(_SPACES.sub(" ", _UNSEEN.sub(" ", clean(text))), quote=True)


def show_text(text: str) -> str:
    r"""Return `text` as HTML, its controls and invisible characters shown by their names instead of obeyed.

    >>> show_text("a<\N{RIGHT-TO-LEFT OVERRIDE}")
    'a&lt;<span class=control title="right-to-left override">U+202E</span>'
    """
    return "".join(
        escape(part) if name is None else f'<span class=control title="{name}">{part}</span>'
        for part, name in split_controls(text)
    )


def split_controls(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the parts of a text, with null what is plain, with its name what stands for a control."""
    text, last = clean(text), 0
    for match in _UNSEEN.finditer(text):
        if last < match.start():
            yield text[last : match.start()], None
        yield _shown(match[0]), unicodedata.name(match[0], "control").lower()
        last = match.end()
    if last < len(text):
        yield text[last:], None


def _shown(control: str) -> str:
    code = ord(control)
    return chr(_CONTROL_PICTURES + code) if code <= _LAST_C0 else f"U+{code:04X}"


def _policy(style: str, script: str) -> str:
    allowed = ["default-src 'none'", "img-src data:", f"style-src {_hash(style)}"]
    allowed += [f"script-src {_hash(script)}", "require-trusted-types-for 'script'"] if script else []
    return "; ".join((*allowed, "base-uri 'none'", "form-action 'none'"))


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _data(name: str) -> str:
    return resources.files("unodc_parse").joinpath("data", name).read_text(encoding="utf-8")
