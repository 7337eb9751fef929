"""The whole inspector as one HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from unodc_parse.export.html import Frame, show_text, to_page
from unodc_parse.inspector.findings import findings
from unodc_parse.inspector.findings import to_html as findings_html
from unodc_parse.inspector.inspection import Inspection
from unodc_parse.inspector.segments import folded_trees, segments_html
from unodc_parse.inspector.sheets import legend_html, lines_html, pictures_html, sheets_html
from unodc_parse.inspector.trees import to_data
from unodc_parse.language.lexicon import load
from unodc_parse.model import Meeting

if TYPE_CHECKING:
    from unodc_parse.read.pictures import Picture

_KEYS = (
    ("/", "search; any spelling of Arabic finds all"),
    ("Enter, Shift+Enter", "next, previous match (in the search field)"),
    ("↓ ↑ or J K", "next, previous segment"),
    ("Enter", "show the segment on its page, or the box in the text"),
    ("N, P", "next, previous thing to check"),
    ("L", "lines before and after repair, open or closed"),
    ("W", "why this number, open or closed"),
    ("B", "boxes on the pages, on or off"),
    ("T", "light, dark, or as the system has it"),
    ("?", "this help"),
    ("Esc", "close, or clear the search"),
)


def to_html(inspection: Inspection, pictures: Iterator[Picture | None]) -> bytes:
    """Return the page; `pictures` are those of the document's pages, none for a text."""
    found = findings(inspection)
    body = (
        "<a class=skip href='#list'>Skip to the segments</a>\n"
        f"{_bar(inspection, len(found))}<div class=panes>\n{_source(inspection)}"
        f"<main id=text aria-label='Segments'>{_masthead(inspection)}{_filters(inspection)}"
        f"<ol id=list role=list class=segments dir={inspection.direction} aria-label='Segments in reading order'>\n"
        f"{segments_html(inspection)}</ol></main>\n"
        f"<aside id=check aria-label='To check' hidden><div class=walk><h2>To check</h2>"
        "<button type=button id=check-previous aria-label='Previous thing to check'>↑</button>"
        "<button type=button id=check-next aria-label='Next thing to check'>↓</button></div>"
        f"{findings_html(found)}</aside>\n</div>\n{_help()}"
        f"{to_data(folded_trees(inspection))}{pictures_html(pictures)}"
    )
    name = "; ".join(inspection.report.metadata.symbols) or inspection.report.source.name
    return to_page(
        Frame(title=f"{name} · inspector", body=body, styles=("look.css", "inspector.css"), scripts=("inspector.js",))
    )


def _bar(inspection: Inspection, count: int) -> str:
    report = inspection.report
    source = "Pages" if inspection.printed else "Source"
    return (
        "<header class=bar>"
        f"<p class=name><bdi>{show_text('; '.join(report.metadata.symbols) or report.source.name)}</bdi>"
        f"<span class=file><bdi>{show_text(report.source.name)}</bdi></span></p>"
        "<div role=group aria-label='View' class=views>"
        "<button type=button data-view=text aria-pressed=true>Text</button>"
        f"<button type=button data-view=source aria-pressed=false>{source}</button></div>"
        "<div role=search class=search><label for=query class=unseen>Search the segments</label>"
        "<input id=query type=search dir=auto placeholder='Search, in any spelling' autocomplete=off spellcheck=false "
        "aria-describedby=matches><output id=matches aria-live=polite></output>"
        "<button type=button id=match-previous aria-label='Previous match'>‹</button>"
        "<button type=button id=match-next aria-label='Next match'>›</button></div>"
        f"<div class=tools><button type=button id=check-toggle aria-expanded=false aria-controls=check>"
        f"To check <b>{count}</b></button>"
        "<button type=button id=theme aria-label='Colours: as the system has them'>◐<span>auto</span></button>"
        "<button type=button id=help aria-haspopup=dialog aria-label='Help and keys'>?</button></div></header>\n"
        "<noscript><p class=noscript>Pictures, repairs, search and keys need JavaScript; the text does not."
        "</p></noscript>\n"
    )


def _source(inspection: Inspection) -> str:
    name = "Pages as printed" if inspection.printed else "Lines as stored"
    content = sheets_html(inspection) if inspection.printed else lines_html(inspection)
    return (
        f"<section id=source aria-label='{name}'><div class=legend>"
        f"<ul aria-label='Colours'>{legend_html(inspection)}</ul>"
        "<label><input type=checkbox id=boxes checked> colours</label></div>"
        f"{content}</section>\n"
    )


def _masthead(inspection: Inspection) -> str:
    report = inspection.report
    meta, language = report.metadata, load(report.language)
    title = meta.title or report.source.name
    facts = [meta.document_type.replace("_", " "), language.english_name]
    facts += [f"{pages} page{'s' * (pages != 1)}"] if (pages := report.source.page_count) else []
    items = meta.agenda_items
    facts += [f"agenda item{'s' * (len(items) != 1)} {', '.join(items)}"] if items else []
    facts += [kind.value.replace("_", " ") for kind in report.source.damage]
    listed = "".join(f"<li>{show_text(fact)}</li>" for fact in facts)
    meetings = "".join(_meeting(meeting) for meeting in meta.meetings)
    return (
        f"<div class=masthead-card dir={inspection.direction} lang={report.language}>"
        f"<h1 dir=auto>{show_text(title)}</h1>{meetings}<ul class=facts lang=en dir=ltr>{listed}</ul></div>\n"
    )


def _meeting(meeting: Meeting) -> str:
    parts = [part for part in (meeting.body, meeting.place) if part]
    dates = " – ".join(dict.fromkeys(date for date in (meeting.start, meeting.end) if date))
    when = f" <span class=dates dir=ltr>{show_text(dates)}</span>" if dates else ""
    return f"<p class=meeting>{' · '.join(f'<bdi>{show_text(part)}</bdi>' for part in parts)}{when}</p>"


def _filters(inspection: Inspection) -> str:
    """Return the buttons that narrow the list, each with how many segments it leaves."""
    names = {"recommendation": "recommendations", "deliberation": "deliberations", "decision": "decisions"}
    counts = {
        "all": len(inspection.shown),
        **{role: sum(shown.zone == role for shown in inspection.shown) for role in names},
        "doubtful": sum(shown.doubtful for shown in inspection.shown),
        "repaired": sum(shown.repaired for shown in inspection.shown),
    }
    buttons = "".join(
        f"<button type=button data-filter={key} aria-pressed={'true' if key == 'all' else 'false'}>"
        f"{names.get(key, key)} <b>{count}</b></button>"
        for key, count in counts.items()
        if count or key == "all"
    )
    return f"<div class=filters role=group aria-label='Show'>{buttons}</div>\n"


def _help() -> str:
    rows = "".join(
        f"<tr><th scope=row>{' '.join(_key(part) for part in keys.split(' '))}<td>{what}</tr>" for keys, what in _KEYS
    )
    return (
        "<dialog id=keys aria-labelledby=keys-title><h2 id=keys-title>Help and keys</h2>"
        "<p>Point at a segment or a box, and its other half lights up. Click a box to go to its segment, "
        "the page number of a segment to go to its box.</p>"
        f"<table>{rows}</table>"
        "<label><input type=checkbox id=keys-on checked> single-letter keys on</label>"
        "<p><button type=button id=keys-close>Close</button></p></dialog>\n"
    )


def _key(part: str) -> str:
    return part if part == "or" else f"<kbd>{part.rstrip(',')}</kbd>{',' if part.endswith(',') else ''}"
