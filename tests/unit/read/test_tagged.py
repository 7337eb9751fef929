"""Reading order by tags, where it is to be believed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.unit.read.pdf_maker import pdf

from unodc_parse.options import Options
from unodc_parse.read.fragments import fragments_of
from unodc_parse.read.glyphs import Face, Glyph
from unodc_parse.read.pdf import read_pdf
from unodc_parse.read.tagged import reordered

#: A box beside a paragraph whose lines stand at heights of their own: places alone mix the lines of both.
BOX = [(300, 700, "box one"), (300, 685, "box two"), (300, 670, "box three")]
TEXT = [
    (72, 693, "text one"),
    (72, 678, "text two"),
    (72, 663, "text three"),
    (72, 648, "text four goes on below the box"),
]
NOTE = [(72, 100, "note of the text")]


def tagged(blocks: Sequence[tuple[str, list[tuple[int, int, str]]]], order: Sequence[int]) -> bytes:
    """Make a page whose blocks (kind, lines) are painted as given, and are read in `order` by the structure tree."""
    content = " ".join(
        f"/{kind} << /MCID {number} >> BDC "
        + " ".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in lines)
        + " EMC"
        for number, (kind, lines) in enumerate(blocks)
    )
    elements = [f"<< /Type /StructElem /S /{kind} /P 6 0 R /K {number} >>" for number, (kind, _) in enumerate(blocks)]
    kids = " ".join(f"{7 + number} 0 R" for number in order)
    parents = " ".join(f"{7 + number} 0 R" for number in range(len(blocks)))
    root = f"<< /Type /StructTreeRoot /K [6 0 R] /ParentTree << /Nums [0 [{parents}]] >> /RoleMap << /Foot /Note >> >>"
    document = f"<< /Type /StructElem /S /Document /P 5 0 R /K [{kids}] >>"
    data = pdf([content], extra=[root, document, *elements], catalog="/StructTreeRoot 5 0 R")
    return data.replace(b"/Type /Page /Parent", b"/Type /Page /StructParents 0 /Parent")


def lines_of(data: bytes) -> list[str]:
    return [line.text for page in read_pdf(data, Options(), name="x").pages for line in page.lines]


def texts(*blocks: list[tuple[int, int, str]]) -> list[str]:
    return [text for block in blocks for _, _, text in block]


@pytest.mark.parametrize(("order", "read"), [((0, 1), (TEXT, BOX)), ((1, 0), (BOX, TEXT))])
def test_blocks_side_by_side_are_read_in_the_order_of_the_tree(order, read) -> None:
    assert lines_of(tagged([("P", TEXT), ("P", BOX)], order)) == texts(*read)


def test_notes_are_read_last() -> None:
    assert lines_of(tagged([("P", TEXT), ("Foot", NOTE), ("P", BOX)], (0, 1, 2))) == texts(TEXT, BOX, NOTE)


def test_a_tree_that_leads_upwards_is_not_believed() -> None:
    below = [(72, 600, "the end of all")]
    told = lines_of(tagged([("P", TEXT), ("P", BOX), ("P", below)], (2, 0, 1)))
    assert told[-1] == "the end of all"
    assert told[:2] == ["box one", "text one"]


@pytest.mark.parametrize("broken", [0, 1])
def test_what_is_broken_of_a_tree_takes_the_tags_of_its_page_alone(broken: int) -> None:
    content = " ".join(
        f"/P << /MCID {number} >> BDC "
        + " ".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in lines)
        + " EMC"
        for number, lines in enumerate((TEXT, BOX))
    )
    root = "<< /Type /StructTreeRoot /K [6 0 R] /ParentTree << /Nums [0 [7 0 R 8 0 R] 1 [9 0 R 10 0 R]] >> >>"
    document = "<< /Type /StructElem /S /Document /P 5 0 R /K [7 0 R 8 0 R 9 0 R 10 0 R] >>"
    elements = [f"<< /Type /StructElem /S /P /P 6 0 R /K {number % 2} >>" for number in range(4)]
    elements[2 * broken] = "42"
    data = pdf([content, content], extra=[root, document, *elements], catalog="/StructTreeRoot 5 0 R")
    parts = data.split(b"/Type /Page /Parent")
    data = b"".join((parts[0], b"/Type /Page /StructParents 0 /Parent", parts[1],
                     b"/Type /Page /StructParents 1 /Parent", parts[2]))  # fmt: skip
    pages = [[line.text for line in page.lines] for page in read_pdf(data, Options(), name="x").pages]
    assert pages[1 - broken] == texts(TEXT, BOX)
    assert pages[broken] != texts(TEXT, BOX)
    assert sorted(pages[broken]) == sorted(texts(TEXT, BOX))


@pytest.mark.parametrize("old", [b"/Nums [0 [", b"/P 6 0 R", b"/K [6 0 R] /ParentTree"])
def test_a_broken_tree_tells_nothing(old) -> None:
    data = tagged([("P", TEXT), ("P", BOX)], (0, 1))
    broken = data.replace(old, b" " * len(old)) if old != b"/P 6 0 R" else data.replace(old, b"/P 7 0 R")
    assert sorted(lines_of(broken)) == sorted(texts(TEXT, BOX))


@pytest.mark.parametrize(
    ("tree", "first"),
    [
        (b"<< /Kids [5 0 R] >>", "box one"),  # the root, which holds itself then: nothing is told
        (b"<< /Kids [<< /Limits [1 9] /Nums [0 [1]] >> << /Limits [0 0] /Nums [0 [7 0 R 8 0 R]] >>] >>", "text one"),
    ],
)
def test_trees_of_parents_are_walked_to_their_end(tree: bytes, first: str) -> None:
    data = tagged([("P", TEXT), ("P", BOX)], (0, 1)).replace(b"<< /Nums [0 [7 0 R 8 0 R]] >>", tree)
    assert lines_of(data.replace(b"/K [6 0 R]", b"/Kids [5 0 R] /K 6 0 R"))[0] == first


@pytest.mark.parametrize(("count", "is_asked"), [(10, True), (2000, False)])
def test_a_page_of_countless_pieces_is_not_asked_for_its_tags(count: int, is_asked: bool) -> None:
    face, asked = Face(0, "a", bold=False), list[int]()
    lower, upper = range(count), range(count, 2 * count)  # painted from below
    row = [(stream, y) for streams, y in ((lower, 115.0), (upper, 100.0)) for stream in streams]
    glyphs = [Glyph("a", stream % count * 20.0, stream % count * 20.0 + 5, y, 10.0, face, stream) for stream, y in row]
    regions = [fragments_of(glyphs)]
    assert reordered(regions, lambda: asked.append(count)) is regions
    assert bool(asked) == is_asked
