"""The sample report as one flat OpenDocument file, which LibreOffice typesets.

Flat ODF is plain XML: real footnotes, page numbers, justified right-to-left paragraphs, and no library to write.
"""

from __future__ import annotations

from html import escape
from string import Template

from source import CALL, Block, Footnote, Source

LATIN_FONT = "Liberation Serif"
ARABIC_FONT = "Amiri"

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)

#: What starts with $ depends on the language or stands in several places. LibreOffice takes "start" for left, and
#: margin-left for the margin where lines start. `First` carries the masthead, so it has no running head.
_STYLES = Template("""
<office:font-face-decls>
 <style:font-face style:name="$latin" svg:font-family="'$latin'"/>
 <style:font-face style:name="$arabic" svg:font-family="'$arabic'"/>
</office:font-face-decls>
<office:styles>
 <style:default-style style:family="paragraph">
  <style:paragraph-properties style:writing-mode="$mode" style:tab-stop-distance="1.1cm"/>
  <style:text-properties style:font-name="$latin" style:font-name-complex="$arabic" fo:font-size="11pt"
   style:font-size-complex="$size" fo:language="en" fo:country="GB"
   style:language-complex="ar" style:country-complex="EG"/>
 </style:default-style>
 <style:style style:name="Standard" style:family="paragraph">
  <style:paragraph-properties fo:text-align="$start"/>
 </style:style>
 <style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.22cm" fo:line-height="$leading"
   fo:orphans="2" fo:widows="2">
   <style:tab-stops><style:tab-stop style:position="1.1cm"/></style:tab-stops>
  </style:paragraph-properties>
 </style:style>
 <style:style style:name="Item" style:family="paragraph" style:parent-style-name="Body">
  <style:paragraph-properties fo:text-indent="1.1cm">
   <style:tab-stops><style:tab-stop style:position="2.2cm"/></style:tab-stops>
  </style:paragraph-properties>
 </style:style>
 <style:style style:name="Subsection" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="$start" fo:margin-top="0.3cm" fo:margin-bottom="0.25cm"
   fo:margin-left="$hang" fo:text-indent="-$hang" fo:keep-with-next="always">
   <style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops>
  </style:paragraph-properties>
  <style:text-properties fo:font-weight="bold" style:font-weight-complex="bold"/>
 </style:style>
 <style:style style:name="Section" style:family="paragraph" style:parent-style-name="Subsection">
  <style:text-properties fo:font-size="13pt" style:font-size-complex="$big"/>
 </style:style>
 <style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="$start" fo:margin-top="0.5cm" fo:margin-bottom="0.5cm"/>
  <style:text-properties fo:font-size="14pt" style:font-size-complex="$big" fo:font-weight="bold"
   style:font-weight-complex="bold"/>
 </style:style>
 <style:style style:name="Organ" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-top="0.3cm" fo:margin-bottom="0.15cm"/>
  <style:text-properties fo:font-size="12pt" style:font-size-complex="$big" fo:font-weight="bold"
   style:font-weight-complex="bold"/>
 </style:style>
 <style:style style:name="Latin" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties style:writing-mode="lr-tb" fo:text-align="left"/>
  <style:text-properties fo:font-size="10pt"/>
 </style:style>
 <style:style style:name="Symbol" style:family="paragraph" style:parent-style-name="Latin">
  <style:paragraph-properties fo:margin-bottom="0.15cm"/>
  <style:text-properties fo:font-size="12pt" fo:font-weight="bold"/>
 </style:style>
 <style:style style:name="LatinEnd" style:family="paragraph" style:parent-style-name="Latin">
  <style:paragraph-properties fo:text-align="right"/>
 </style:style>
 <style:style style:name="Job" style:family="paragraph" style:parent-style-name="Latin">
  <style:paragraph-properties>
   <style:tab-stops><style:tab-stop style:position="$measure" style:type="right"/></style:tab-stops>
  </style:paragraph-properties>
 </style:style>
 <style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="$start"/>
  <style:text-properties fo:font-size="9pt" style:font-size-complex="$small"/>
 </style:style>
 <style:style style:name="Call" style:family="text">
  <style:text-properties style:text-position="super 65%"/>
 </style:style>
 <style:style style:name="Label" style:family="text">
  <style:text-properties style:text-position="$label"/>
 </style:style>
 <text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-value="0"
  text:footnotes-position="page" text:start-numbering-at="document" text:citation-style-name="Label"
  text:citation-body-style-name="Call" text:default-style-name="Footnote"/>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="Sheet" style:page-usage="mirrored">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="1.8cm"
   fo:margin-bottom="1.6cm" fo:margin-left="$margin" fo:margin-right="$margin" style:writing-mode="$mode">
   <style:footnote-sep style:width="0.02cm" style:rel-width="25%" style:adjustment="$start" style:color="#000000"
    style:distance-before-sep="0.15cm" style:distance-after-sep="0.15cm"/>
  </style:page-layout-properties>
  <style:header-style>
   <style:header-footer-properties fo:min-height="0.9cm" fo:margin-bottom="0.5cm"/>
  </style:header-style>
  <style:footer-style>
   <style:header-footer-properties fo:min-height="0.9cm" fo:margin-top="0.4cm"/>
  </style:footer-style>
 </style:page-layout>
 <style:style style:name="Opening" style:family="paragraph" style:parent-style-name="Standard"
  style:master-page-name="First">
  <style:text-properties fo:font-size="2pt" style:font-size-complex="2pt"/>
 </style:style>
 <style:style style:name="Mast" style:family="table">
  <style:table-properties style:width="$measure" table:align="margins" style:writing-mode="$mode"/>
 </style:style>
 <style:style style:name="Wide" style:family="table-column">
  <style:table-column-properties style:column-width="$wide"/>
 </style:style>
 <style:style style:name="Narrow" style:family="table-column">
  <style:table-column-properties style:column-width="$narrow"/>
 </style:style>
 <style:style style:name="Ruled" style:family="table-cell">
  <style:table-cell-properties fo:border-bottom="0.02cm solid #000000" fo:padding="0.1cm"
   style:vertical-align="bottom"/>
 </style:style>
 <style:style style:name="Plain" style:family="table-cell">
  <style:table-cell-properties fo:padding="0.1cm"/>
 </style:style>
</office:automatic-styles>
""")


def flat_odf(source: Source) -> str:
    """Return the whole document as XML."""
    text = "\n".join(_block(block, source.footnotes) for block in source.blocks)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_NAMESPACES} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{_styles(source)}{_master_pages(source)}<office:body><office:text>\n"
        f"{_masthead(source)}\n{text}\n</office:text></office:body></office:document>\n"
    )


def _styles(source: Source) -> str:
    arabic = source.masthead.language == "ar"
    return _STYLES.substitute(
        latin=LATIN_FONT,
        arabic=ARABIC_FONT,
        mode="rl-tb" if arabic else "lr-tb",
        start="right" if arabic else "left",
        hang="1.6cm" if arabic else "1.1cm",
        label="0% 100%" if arabic else "super 65%",
        leading="100%" if arabic else "115%",
        size="11.5pt",
        big="14pt",
        small="9.5pt",
        margin="3cm",
        measure="15cm",
        wide="9cm",
        narrow="6cm",
    )


def _master_pages(source: Source) -> str:
    """First page: job number and bar code. Later pages: symbol above, page and job number below, sides swapped."""
    symbol, running = escape(source.masthead.symbol), source.running
    pages = "<text:page-number/>/<text:page-count/>"
    job = escape(running.job)
    left, right = f"{pages}<text:tab/>{job}", f"{job}<text:tab/>{pages}"
    return f"""<office:master-styles>
 <style:master-page style:name="First" style:page-layout-name="Sheet" style:next-style-name="Standard">
  <style:footer><text:p text:style-name="Job">{job} {_spaced(running.processing)}</text:p>
   <text:p text:style-name="Job">{escape(running.bar_code)}</text:p></style:footer>
 </style:master-page>
 <style:master-page style:name="Standard" style:page-layout-name="Sheet">
  <style:header><text:p text:style-name="LatinEnd">{symbol}</text:p></style:header>
  <style:header-left><text:p text:style-name="Latin">{symbol}</text:p></style:header-left>
  <style:footer><text:p text:style-name="Job">{right}</text:p></style:footer>
  <style:footer-left><text:p text:style-name="Job">{left}</text:p></style:footer-left>
 </style:master-page>
</office:master-styles>"""


def _masthead(source: Source) -> str:
    head = source.masthead
    details = "".join(
        _paragraph("Latin", escape(line)) for line in (head.distribution, head.date, head.version, head.original)
    )
    table = (
        '<table:table table:style-name="Mast"><table:table-column table:style-name="Wide"/>'
        '<table:table-column table:style-name="Narrow"/><table:table-row>'
        f"{_cell('Ruled', _paragraph('Organ', escape(head.organization)))}"
        f"{_cell('Ruled', _paragraph('Symbol', escape(head.symbol)))}</table:table-row><table:table-row>"
        f"{_cell('Plain', _paragraph('Standard', ''))}{_cell('Plain', details)}</table:table-row></table:table>"
    )
    lines = [_paragraph("Opening", ""), table, _paragraph("Organ", escape(head.body))]
    lines += [_paragraph("Standard", escape(line)) for line in head.meeting]
    return "\n".join([*lines, _paragraph("Title", escape(head.title))])


def _block(block: Block, notes: tuple[Footnote, ...]) -> str:
    style = {"section": "Section", "subsection": "Subsection", "paragraph": "Body", "item": "Item"}[block.kind]
    parts = CALL.split(block.text)
    text = "".join(_call(int(part), notes) if place % 2 else escape(part) for place, part in enumerate(parts))
    return _paragraph(style, f"{escape(block.marker)}<text:tab/>{text}")


def _call(number: int, notes: tuple[Footnote, ...]) -> str:
    note = notes[number - 1]
    body = _paragraph("Footnote", f"<text:s/>{escape(note.text)}")
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote">'
        f'<text:note-citation text:label="{escape(note.label)}">{escape(note.label)}</text:note-citation>'
        f"<text:note-body>{body}</text:note-body></text:note>"
    )


def _paragraph(style: str, content: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _cell(style: str, content: str) -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{content}</table:table-cell>'


def _spaced(text: str) -> str:
    """Keep runs of spaces, which XML would fold into one."""
    return escape(text).replace("    ", '<text:s text:c="4"/>')
