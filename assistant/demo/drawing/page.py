"""A page to draw on: shapes and text in points, y downwards, written as PDF and rendered by PDFium.

The demo library's covers and its PDF documents both come from here, so one set of fonts (the standard ones that every
PDF reader carries) serves everywhere and nothing depends on the fonts of the machine.
"""

import math
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

Point = tuple[float, float]

FACES = {
    "serif": "Times-Roman",
    "serif-bold": "Times-Bold",
    "serif-italic": "Times-Italic",
    "sans": "Helvetica",
    "sans-bold": "Helvetica-Bold",
    "mono": "Courier",
}
CURVE = 0.5523
"""Length of a Bézier handle that draws a quarter of a circle, as a share of the radius."""


@cache
def glyph_widths(face: str) -> dict[str, float]:
    """The advance of every character of Windows-1252 at size 1, as PDFium measures it."""
    import ctypes

    from pypdfium2 import raw

    document = raw.FPDF_CreateNewDocument()
    font = raw.FPDFText_LoadStandardFont(document, FACES[face].encode())
    width, widths = ctypes.c_float(), {}
    for code in range(32, 256):
        character = bytes([code]).decode("cp1252", errors="ignore")
        if character and raw.FPDFFont_GetGlyphWidth(font, ord(character), 1000, width):
            widths[character] = width.value / 1000
    raw.FPDFFont_Close(font)
    raw.FPDF_CloseDocument(document)
    return widths


def text_width(text: str, face: str, size: float, tracking: float = 0) -> float:
    """Points from the first character's origin to the end of the last one; tracking stands between characters."""
    widths = glyph_widths(face)
    total = sum(widths.get(_base(character), 0.5) for character in text) * size
    return total + tracking * max(0, len(text) - 1)


def wrapped(text: str, face: str, size: float, width: float, tracking: float = 0) -> list[str]:
    """Break the text at spaces into lines no wider than `width`; a single long word stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, face, size, tracking) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _base(character: str) -> str:
    """The character itself where Windows-1252 has it, else its bare letter."""
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFD", character)[0]
    return character


class Canvas:
    """Collects drawing operators. Colours are "#rrggbb", alpha lies in 0..1, angles are degrees clockwise."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.operators = [f"1 0 0 -1 0 {height:g} cm"]
        self.alphas: set[int] = set()
        self.shadings: list[str] = []

    def rect(self, x: float, y: float, width: float, height: float, color: str, alpha: float = 1) -> None:
        self._paint(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f", color, alpha)

    def polygon(self, points: Sequence[Point], color: str, alpha: float = 1) -> None:
        self._paint(f"{_path(points)} h f", color, alpha)

    def ellipse(self, x: float, y: float, rx: float, ry: float, color: str, alpha: float = 1) -> None:
        self._paint(f"{_oval(x, y, rx, ry)} f", color, alpha)

    def ring(self, x: float, y: float, radius: float, width: float, color: str, alpha: float = 1) -> None:
        self._paint(f"{width:.2f} w {_oval(x, y, radius, radius)} S", color, alpha)

    def line(self, points: Sequence[Point], width: float, color: str, alpha: float = 1) -> None:
        self._paint(f"{width:.2f} w 1 J 1 j {_path(points)} S", color, alpha)

    def shade(self, x: float, y: float, width: float, height: float, top: str, bottom: str) -> None:
        """Fill a rectangle with a vertical gradient."""
        stops = f"/C0 [{_rgb(top)}] /C1 [{_rgb(bottom)}] /N 1"
        self.shadings.append(
            f"<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 {y:.2f} 0 {y + height:.2f}] "
            f"/Function << /FunctionType 2 /Domain [0 1] {stops} >> /Extend [true true] >>"
        )
        name = f"/S{len(self.shadings) - 1}"
        self.operators.append(f"q {x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n {name} sh Q")

    @contextmanager
    def clipped(self, points: Sequence[Point] = (), circle: tuple[float, float, float] | None = None) -> Iterator[None]:
        """Keep what is drawn inside to a polygon or a circle (x, y, radius)."""
        outline = _oval(circle[0], circle[1], circle[2], circle[2]) if circle else f"{_path(points)} h"
        self.operators.append(f"q {outline} W n")
        yield
        self.operators.append("Q")

    @contextmanager
    def turned(self, x: float, y: float, degrees: float) -> Iterator[None]:
        """Turn what is drawn inside about a point."""
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        dx, dy = x - x * cos + y * sin, y - x * sin - y * cos
        self.operators.append(f"q {cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {dx:.3f} {dy:.3f} cm")
        yield
        self.operators.append("Q")

    def text(
        self, x: float, y: float, text: str, face: str, size: float, color: str, tracking: float = 0, align: float = 0
    ) -> None:
        """Write one line with its baseline at y. `align` 0 starts at x, 0.5 centres on it, 1 ends there."""
        x -= align * text_width(text, face, size, tracking)
        plain = "".join(_base(character) for character in text).encode("cp1252", errors="replace")
        escaped = plain.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)").decode("cp1252")
        self.alphas.add(100)
        self.operators.append(
            f"/A100 gs BT {_rgb(color)} rg /{face} {size:g} Tf {tracking:g} Tc "
            f"1 0 0 -1 {x:.2f} {y:.2f} Tm ({escaped}) Tj ET"
        )

    def _paint(self, operators: str, color: str, alpha: float) -> None:
        percent = round(alpha * 100)
        self.alphas.add(percent)
        self.operators.append(f"/A{percent} gs {_rgb(color)} rg {_rgb(color)} RG {operators}")


def _rgb(color: str) -> str:
    return " ".join(f"{int(color[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5))


def _path(points: Sequence[Point]) -> str:
    steps = [f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points)]
    return " ".join(steps)


def _oval(x: float, y: float, rx: float, ry: float) -> str:
    hx, hy = rx * CURVE, ry * CURVE
    return (
        f"{x + rx:.2f} {y:.2f} m "
        f"{x + rx:.2f} {y + hy:.2f} {x + hx:.2f} {y + ry:.2f} {x:.2f} {y + ry:.2f} c "
        f"{x - hx:.2f} {y + ry:.2f} {x - rx:.2f} {y + hy:.2f} {x - rx:.2f} {y:.2f} c "
        f"{x - rx:.2f} {y - hy:.2f} {x - hx:.2f} {y - ry:.2f} {x:.2f} {y - ry:.2f} c "
        f"{x + hx:.2f} {y - ry:.2f} {x + rx:.2f} {y - hy:.2f} {x + rx:.2f} {y:.2f} c h"
    )


def pdf(pages: Sequence[Canvas], info: Mapping[str, str] | None = None) -> bytes:
    """The pages as a PDF 1.4 file; `info` fills the document's information (Title, Author, Subject, Keywords)."""
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>"
        for name, base in FACES.items()
    )
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    entries = " ".join(f"/{key} <feff{value.encode('utf-16-be').hex()}>" for key, value in (info or {}).items())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        f"<< {entries} >>".encode(),
    ]
    for place, page in enumerate(pages):
        objects += _page_objects(page, 5 + 2 * place, fonts)
    return _file(objects)


def _page_objects(page: Canvas, content: int, fonts: str) -> list[bytes]:
    stream = zlib.compress("\n".join(page.operators).encode("cp1252"))
    states = " ".join(f"/A{alpha} << /ca {alpha / 100} /CA {alpha / 100} >>" for alpha in sorted(page.alphas))
    shadings = " ".join(f"/S{place} {shading}" for place, shading in enumerate(page.shadings))
    resources = f"<< /Font << {fonts} >> /ExtGState << {states} >> /Shading << {shadings} >> >>"
    head = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width:g} {page.height:g}] "
        f"/Resources {resources} /Contents {content} 0 R >>"
    )
    body = f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream"
    return [head.encode(), body]


def _file(objects: Sequence[bytes]) -> bytes:
    data, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)


def picture(page: Canvas, scale: float = 1) -> "Image.Image":
    """The page as an RGB picture of width·scale × height·scale pixels."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf([page]))
    try:
        drawn: Image.Image = document[0].render(scale=scale).to_pil()
        return drawn.convert("RGB")
    finally:
        document.close()
