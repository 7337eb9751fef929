"""The inspector's page as text: every segment and box, findings in order, repairs with the order of their runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image

from unodc_parse.inspector.findings import findings
from unodc_parse.inspector.inspection import Inspection, inspect
from unodc_parse.inspector.page import to_html
from unodc_parse.inspector.repairs import lines_summary
from unodc_parse.inspector.trees import Tree
from unodc_parse.model import Damage
from unodc_parse.options import Options
from unodc_parse.read.pictures import picture_pages


@pytest.fixture
def printed(inspected: Callable[[str], Inspection]) -> Inspection:
    return inspected("report.ar.pdf")


@pytest.fixture
def damaged(inspected: Callable[[str], Inspection]) -> Inspection:
    return inspected("report.damaged.txt")


def text_of(tree: Tree) -> str:
    return tree if isinstance(tree, str) else "".join(text_of(child) for child in tree[2:])  # type: ignore[arg-type]


def folded(page: str) -> dict[str, dict[str, Any]]:
    data = re.search(r"<script type=\"application/json\" id=folded>(.*?)</script>", page)
    assert data
    return json.loads(data[1])  # type: ignore[no-any-return]


def test_every_segment_every_box_and_every_line_is_there(printed: Inspection) -> None:
    page = to_html(printed, iter(())).decode()
    report = printed.report
    assert page.count("<li id=s") == len(report.segments) + len(report.furniture)
    assert page.count("<rect") == sum(len(s.sources) for s in (*report.segments, *report.furniture))
    assert all(line.segment for line in printed.lines)
    assert sum(len(shown.lines) for shown in printed.shown) == len(printed.lines)


@pytest.mark.parametrize(("turned", "cropped"), [(0, False), (90, False), (180, False), (0, True), (270, True)])
def test_boxes_hold_the_ink_of_their_page_however_it_is_turned_or_cropped(
    samples: Path, turned: int, cropped: bool
) -> None:
    document = pypdfium2.PdfDocument(samples / "report.en.pdf")
    document[0].set_rotation(turned)
    if cropped:
        document[0].set_cropbox(60, 40, 560, 800)
    file = BytesIO()
    document.save(file)
    data = file.getvalue()
    inspection = inspect(data, Options(pages=((1, 1),)), name="r.pdf")
    (picture,) = picture_pages(data, [1])
    assert picture is not None
    ink = Image.open(BytesIO(picture.data)).convert("L").point(lambda grey: 255 * (grey < 128))
    (page,) = inspection.pages
    assert page.width
    scale = picture.width / page.width
    whole = ink.histogram()[255]
    for shown in inspection.shown:
        for source in shown.segment.sources:
            x0, top, x1, bottom = (round(side * scale) for side in source.bbox or (0, 0, 0, 0))
            ink.paste(0, (x0 - 3, top - 3, x1 + 3, bottom + 3))
    assert ink.histogram()[255] < 0.03 * whole, "only the rules of the page stand outside"


def test_the_same_document_gives_the_same_page(samples: Path, printed: Inspection) -> None:
    again = inspect((samples / "report.ar.pdf").read_bytes(), name="report.ar.pdf")
    assert to_html(again, iter(())) == to_html(printed, iter(()))


def test_runs_keep_their_numbers_before_and_after(damaged: Inspection) -> None:
    trees = folded(to_html(damaged, iter(())).decode())
    shown = next(s for s in damaged.shown if any(r.rule == "order.runs" for line in s.lines for r in line.repairs))
    definitions = trees[shown.key]["lines"][2][3][2:]
    before, after = definitions[1], definitions[3]

    def numbers(tree: Any) -> list[int]:
        own = [int(text_of(tree))] if tree[0] == "b" else []
        return own + [n for child in tree[2:] if isinstance(child, list) for n in numbers(child)]

    assert numbers(after) == sorted(numbers(after)) == list(range(1, len(numbers(after)) + 1))
    assert sorted(numbers(before)) == numbers(after) != numbers(before)
    bare = str.maketrans("", "", "0123456789 ")
    assert sorted(text_of(before).translate(bare)) == sorted(text_of(after).translate(bare))


def test_findings_come_in_the_order_of_the_document(damaged: Inspection) -> None:
    found = findings(damaged)
    order = {shown.key: at for at, shown in enumerate(damaged.shown)}
    places = [order.get(finding.target or "", -1) for finding in found]
    assert places == sorted(places)
    doubtful = {shown.key for shown in damaged.shown if shown.doubtful}
    assert {finding.target for finding in found if finding.severity == "doubt"} == doubtful
    assert len([finding for finding in found if finding.what]) == len(damaged.report.diagnostics)


def test_lines_that_cannot_be_read_are_not_called_repaired(printed: Inspection) -> None:
    shown = next(s for s in printed.shown if s.segment.id == "II.3.a")
    first, *others = shown.lines
    lost = replace(first, damage=(Damage.FONT_MAP_BROKEN,), order_confidence=0.0)
    broken = replace(shown, lines=(lost, *others))
    assert not broken.repaired
    assert lines_summary(broken) == f"1 unreadable, of {len(shown.lines)} lines"
    (finding,) = findings(replace(printed, shown=(broken,)))
    assert finding.message == f"letters of line {first.number} cannot be read"
    assert not shown.doubtful
    assert lines_summary(shown) == f"{len(shown.lines)} put in reading order, of {len(shown.lines)} lines"


def test_documents_cannot_end_a_block_of_data() -> None:
    text = "I. Recommendations\n\n1. The Group</script><script>alert(1)</script>\u202e met.\n\n(a) States should act;\n"
    page = to_html(inspect(text.encode(), name="</title><script>.txt"), iter(())).decode()
    assert page.count("<script") == page.count("</script>") == 2
    assert "alert(1)" in page
    assert "\u202e" not in page
