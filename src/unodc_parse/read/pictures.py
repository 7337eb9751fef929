"""Pictures of pages, small enough to travel inside an HTML page: PNG, WebP or JPEG, whichever is smallest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

from msgspec import Struct
from PIL import Image, ImageChops, features

from unodc_parse.read.pdf import silenced
from unodc_parse.read.pdfium_reader import Pixels, draw_pages

#: Wide enough to be sharp at twice the size; a page that would take more than its share of the whole is drawn smaller.
_WIDTHS: Final = (1190, 890, 640)
_WHOLE: Final = 8_000_000  # bytes of all pictures; base64 adds a third, and 15 MB are to hold the text too
_LEAST: Final = 40_000  # bytes that every page may take, however many there are
_GREYS: Final = 16  # text is no sharper with more
_COLOURS: Final = 64
_COLOURED: Final = 24  # of 255: differences between channels that are no ink of a scanner
_LIGHT: Final = 20_000  # bytes below which no other coding is tried
_HEAVY: Final = 130_000  # bytes above which a page without colours is a picture, too
_QUALITY: Final = 55


class Picture(Struct, frozen=True):
    """A page as a picture file."""

    number: int
    media_type: str
    data: bytes
    width: int
    height: int


def picture_pages(data: bytes, numbers: Sequence[int]) -> Iterator[Picture | None]:
    """Yield a picture of every page with these numbers (1-based) of a PDF, null for one that cannot be drawn."""
    share = max(_WHOLE // max(len(numbers), 1), _LEAST)
    with silenced():
        for number, pixels in zip(numbers, draw_pages(data, numbers, _WIDTHS[0]), strict=True):
            picture = None if pixels is None else _encode(number, pixels)
            for width in _WIDTHS[1:]:
                if picture is None or len(picture.data) <= share:
                    break
                smaller = next(draw_pages(data, [number], width))
                picture = picture if smaller is None else _encode(number, smaller)
            yield picture


def _encode(number: int, pixels: Pixels) -> Picture:
    """Return the smallest coding; what takes time is tried only where a page is no small plain text."""
    size = (pixels.width, pixels.height)
    image = Image.frombuffer("RGB", size, pixels.data, "raw", "RGB", pixels.stride, 1)
    coloured = _is_coloured(image)
    reduced = image.quantize(_COLOURS) if coloured else _in_greys(image)
    coded = [("image/png", _saved(reduced, "PNG", bits=8 if coloured else 4))]
    if len(coded[0][1]) > _LIGHT and not coloured and features.check("webp"):
        coded.append(("image/webp", _saved(reduced.convert("RGB"), "WEBP", lossless=True, method=1, quality=20)))
    if coloured or min(len(data) for _, data in coded) > _HEAVY:
        coded += _lossy(image)
    media_type, data = min(coded, key=lambda one: len(one[1]))
    return Picture(number, media_type, data, *size)


def _lossy(image: Image.Image) -> Iterator[tuple[str, bytes]]:
    yield "image/jpeg", _saved(image, "JPEG", quality=_QUALITY, optimize=True)
    if features.check("webp"):
        yield "image/webp", _saved(image, "WEBP", quality=_QUALITY, method=2)


def _in_greys(image: Image.Image) -> Image.Image:
    step = 255 / (_GREYS - 1)
    indices = image.convert("L").point([round(value / step) for value in range(256)])
    greys = Image.new("P", image.size)
    greys.frombytes(indices.tobytes())
    greys.putpalette([round(level * step) for level in range(_GREYS) for _ in "rgb"])
    return greys


def _is_coloured(image: Image.Image) -> bool:
    red, green, blue = image.reduce(4).split()
    differences = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return any(sum(one.histogram()[_COLOURED:]) for one in differences)


def _saved(image: Image.Image, name: str, **how: int) -> bytes:
    file = BytesIO()
    image.save(file, name, **how)
    return file.getvalue()
