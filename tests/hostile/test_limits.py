"""Every limit: it has an option, a default, a message that names both, a row in the docs; it holds, and gives way."""

from __future__ import annotations

import inspect
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.hostile.inputs import FONT, HELLO, PLAIN, bad_inputs, make_pdf, one_page, pages, stream

from unodc_parse import parse
from unodc_parse.cli import commands
from unodc_parse.errors import InputError
from unodc_parse.model import Report
from unodc_parse.options import Bounds, Options

#: Of each limit: a document, the least that it needs of it, and how the count of it is told.
NEEDS: Final[dict[str, tuple[Callable[[], bytes], int, str]]] = {
    "pages": (lambda: _pages(3), 3, "3 pages, more than 2"),
    "glyphs": (lambda: one_page(HELLO), 35, "35 glyphs, more than 34"),
    "depth": (lambda: _nested(4), 4, "forms within forms, more than 3"),
    "forms": (lambda: one_page(b"/X Do " * 6, forms=[_form(HELLO, 5)]), 6, "6 forms, more than 5"),
    "stream": (lambda: one_page(zlib.compress(HELLO.ljust(5000)), b"/Filter /FlateDecode"), 5000, "more than"),
    "line": (lambda: b"1. The Group met.\n" + b"a" * 90 + b".\n", 91, "91 characters, more than 90"),
    "lines": (lambda: b"1. The Group met.\n" * 7, 7, "7 lines, more than 6"),
}


def _pages(count: int) -> bytes:
    root, leaf = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    tree = pages(list(range(6, 6 + count))) + b"/MediaBox [0 0 595 842] /Resources " + PLAIN
    return make_pdf([root, tree.replace(b">>", b"", 1) + b">>", b"null", stream(b"", HELLO), FONT, *[leaf] * count])


def _form(content: bytes, inner: int) -> bytes:
    kind = b"/Font << /F1 5 0 R >>" if inner == 5 else b"/XObject << /X %d 0 R >>" % inner
    return stream(b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % kind, content)


def _nested(depth: int) -> bytes:
    inner = [_form(b"/X Do", 7 + number) for number in range(depth - 1)]
    return one_page(b"/X Do", forms=[*inner, _form(HELLO, 5)])


def read(name: str, bound: int) -> Report:
    data = NEEDS[name][0]()
    kind = "pdf" if data.startswith(b"%PDF") else "txt"
    return parse(data, Options(bounds=Bounds(**{name: bound})), name=f"x.{kind}")


def test_no_limit_is_forgotten() -> None:
    assert set(NEEDS) == set(Bounds.__struct_fields__)


@pytest.mark.parametrize("name", NEEDS)
def test_a_limit_holds_and_says_which_option_gives_more(name: str) -> None:
    _, least, told = NEEDS[name]
    with pytest.raises(InputError) as caught:
        read(name, least - 1)
    said = str(caught.value)
    assert told in said
    assert "\n" not in said
    match = re.search(rf"--limit {name}=(\w+)", said)
    assert match is not None
    assert name == "stream" or int(match[1]) == least


@pytest.mark.parametrize("name", NEEDS)
def test_with_so_much_or_without_a_limit_it_is_read(name: str) -> None:
    whole = read(name, getattr(Bounds(), name))
    assert "Group met" in whole.text
    for bound in (NEEDS[name][1], 0):
        assert read(name, bound).text == whole.text


@pytest.mark.parametrize("name", NEEDS)
def test_a_limit_has_its_row_in_the_docs_with_its_default(root: Path, name: str) -> None:
    page = (root / "docs" / "security.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if f"`--limit {name}=" in line)
    default = getattr(Bounds(), name)
    assert f"| {default:,} |" in row or f"| {default >> 20} MiB |" in row
    assert f"        {name}: " in (Bounds.__doc__ or "")


def test_every_limit_is_tried_by_a_bad_input() -> None:
    words = " ".join(f"{bad.message} {' '.join(bad.options)}" for bad in bad_inputs())
    found = {name for name in NEEDS if re.search(rf"\b{name}=|more than [\d,]+ {name}|{name}, more than", words)}
    assert found | {"depth", "forms", "stream", "line"} == set(NEEDS)
    assert {"forms within forms", "20,001 forms", "256 MiB", "2,000,001 characters"} <= {
        part for part in ("forms within forms", "20,001 forms", "256 MiB", "2,000,001 characters") if part in words
    }


@pytest.mark.parametrize(("option", "default"), [("timeout", "120 s of a processor"), ("max-memory", "1 GiB")])
def test_time_and_memory_have_their_rows_too(root: Path, option: str, default: str) -> None:
    page = (root / "docs" / "security.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith("|") and f"`--{option}`" in line)
    assert f"| {default}" in row
    assert f"--{option}" in inspect.getsource(commands) + (root / "docs" / "cli.md").read_text("utf-8")
