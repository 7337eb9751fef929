"""The frame of HTML pages: what it allows, what it escapes, and that documents command nothing."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

from unodc_parse.export.html import Frame, escape_text, show_text, to_page

HOSTILE = "</title><script>alert(1)</script>\0\x1b[31m\u202eevil\u2066 & \"'\ud800"


def test_policy_allows_what_the_page_brings_and_nothing_else() -> None:
    page = to_page(Frame(title="r", body="<main></main>", styles=("look.css", "pairs.css"))).decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'" in page
    assert "unsafe" not in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)


def test_text_of_documents_is_shown_and_never_obeyed() -> None:
    for shown in (show_text(HOSTILE), to_page(Frame(title=HOSTILE, body="", styles=("look.css",))).decode()):
        assert "<script>alert" not in shown
        assert not {"\0", "\x1b", "\u202e", "\u2066", "\ud800"} & set(shown)
    assert '<span class=control title="right-to-left override">U+202E</span>' in show_text(HOSTILE)
    assert "&amp; &quot;&#x27;\N{REPLACEMENT CHARACTER}" in show_text(HOSTILE)
    assert "\0" not in escape_text(HOSTILE)


def test_arabic_stays_as_it_is() -> None:
    assert show_text("«مؤتمر» (أ) ١-٢") == "«مؤتمر» (أ) ١-٢"
