"""Parts of the page that are built only when they are opened: trees as JSON, which the script makes elements of.

Before and after of every line of a hundred pages would be tens of thousands of elements that nobody looks at.
"""

from __future__ import annotations

from collections.abc import Iterable

from unodc_parse.export.encoding import encode
from unodc_parse.export.html import split_controls

#: A text, or `[tag, attributes, child, child, ...]`.
Tree = str | list[object]


def branch(tag: str, *children: Tree, **attributes: object) -> Tree:
    """Return an element; `class_` is its class, `data_box` its `data-box`; attributes that are null are left out.

    >>> branch("b", "1", class_="run")
    ['b', {'class': 'run'}, '1']
    """
    named = {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items() if value is not None}
    return [tag, named, *children]


def leaves(text: str) -> Iterable[Tree]:
    """Yield a text of the document, its controls as elements that name them."""
    for part, name in split_controls(text):
        yield part if name is None else branch("span", part, class_="control", title=name)


def to_data(trees: dict[str, dict[str, Tree]]) -> str:
    """Return the trees of all segments, by key and by kind, as a block of data that ends where it should."""
    data = encode(trees).decode().replace("<", "\\u003c")
    return f'<script type="application/json" id=folded>{data}</script>\n'
