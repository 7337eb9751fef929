"""Small PDFs made by hand, so that tests own every byte."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def pdf(
    contents: Sequence[str],
    *,
    fonts: str | None = None,
    extra: Sequence[str] = (),
    trailer: str = "",
    catalog: str = "",
) -> bytes:
    """Make a PDF with one page for each content stream; objects 5 and on are `extra`, then pages and streams."""
    font = fonts or "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [f"<< /Type /Catalog /Pages 2 0 R {catalog} >>", "", f"<< {font} >>", "null", *extra]
    kids = []
    for content in contents:
        data = content.encode("latin-1")
        stream = f"<< /Length {len(data)} >>\nstream\n{content}\nendstream"
        objects.append(stream)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font 3 0 R >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects, trailer)


def _file(objects: Sequence[str], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for offset in offsets:
        out += f"{offset:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def arabic_font(codes: dict[int, str], widths: dict[int, int], *, name: str = "Test") -> tuple[str, list[str]]:
    """Make the entry for `fonts` and the objects 5 to 8 of a Type 0 font with this letter map; widths in 1/1000 em."""
    lines = "\n".join(f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for code, text in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(codes)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    )
    spelled = " ".join(f"{code} [{width}]" for code, width in widths.items())
    top = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [6 0 R] "
        "/ToUnicode 8 0 R >>"
    )
    descendant = (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) "
        f"/Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R /DW 500 /W [{spelled}] >>"
    )
    objects = [
        top,
        descendant,
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /Ascent 800 /Descent -200 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    return "/F1 5 0 R", objects


def encrypted(user_password: bytes) -> bytes:
    """Make a PDF encrypted with RC4, 40 bits (PDF 32000-1, 7.6.3): algorithms 2, 3 and 4."""
    ident = b"0123456789abcdef"
    owner = _rc4(hashlib.md5(_padded(b"owner"), usedforsecurity=False).digest()[:5], _padded(user_password))
    permissions = (-4).to_bytes(4, "little", signed=True)
    key = hashlib.md5(_padded(user_password) + owner + permissions + ident, usedforsecurity=False).digest()[:5]
    user = _rc4(key, _PAD)
    plain = b"BT /F1 12 Tf 72 700 Td (Secret words) Tj ET"
    number = 5
    stream_key = hashlib.md5(key + number.to_bytes(3, "little") + b"\x00\x00", usedforsecurity=False).digest()[:10]
    secret = _rc4(stream_key, plain).decode("latin-1")
    trailer = (
        f"/ID [<{ident.hex()}> <{ident.hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 "
        f"/O <{owner.hex()}> /U <{user.hex()}> /P -4 >>"
    )
    return pdf([secret], trailer=trailer)


def _padded(password: bytes) -> bytes:
    return (password + _PAD)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
