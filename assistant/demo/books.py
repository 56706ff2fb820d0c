"""Writes a book of the catalogue as EPUB 3.3: cover, title page, a few chapters and their list."""

import io
import uuid
import zipfile
from html import escape

from assistant.demo.catalogue import Book
from assistant.demo.drawing.covers import book_cover

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Zip entries need a time; one that never changes keeps the file the same."""
_NAMES = uuid.UUID("8d9c8a5e-6f63-4c0e-9d43-6d1f5a0f7c11")
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{lang}" xml:lang="{lang}">
<head><title>{title}</title></head>
<body>
{body}
</body>
</html>
"""


def epub(book: Book) -> bytes:
    """The file's bytes."""
    note = f"{book.series} · {book.number}" if book.series else ""
    chapters = {f"chapter-{place}.xhtml": _chapter(book, place) for place in range(len(book.chapters))}
    parts = {
        "META-INF/container.xml": _CONTAINER.encode(),
        "book/package.opf": _package(book, list(chapters)).encode(),
        "book/contents.xhtml": _page(book, "Contents", _contents(book, list(chapters))),
        "book/title.xhtml": _page(book, book.title, _title_page(book)),
        **{f"book/{name}": body for name, body in chapters.items()},
        "book/cover.jpg": book_cover(book.title, book.creators, book.cover, note),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _LONG_AGO), b"application/epub+zip")
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".jpg") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def _page(book: Book, title: str, body: str) -> bytes:
    return _PAGE.format(lang=book.language, title=escape(title), body=body).encode()


def _title_page(book: Book) -> str:
    title = f"<h1>{escape(book.title)}</h1>\n<p>{escape(', '.join(book.creators))}, {book.year}</p>"
    return f"{title}\n<blockquote><p>{escape(book.opening)}</p></blockquote>" if book.opening else title


def _chapter(book: Book, place: int) -> bytes:
    heading, text = book.chapters[place]
    return _page(book, heading, f"<h2>{escape(heading)}</h2>\n<p>{escape(text)}</p>")


def _contents(book: Book, names: list[str]) -> str:
    entries = "\n".join(
        f'<li><a href="{name}">{escape(heading)}</a></li>'
        for name, (heading, _) in zip(names, book.chapters, strict=True)
    )
    return f'<nav epub:type="toc"><h1>Contents</h1><ol>\n{entries}\n</ol></nav>'


def _package(book: Book, names: list[str]) -> str:
    chapters = "\n    ".join(_item(f"c{place}", name) for place, name in enumerate(names))
    spine = "".join(f'<itemref idref="c{place}"/>' for place in range(len(names)))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{book.language}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    {_metadata(book)}
  </metadata>
  <manifest>
    <item id="nav" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
    {_item("title", "title.xhtml")}
    {chapters}
  </manifest>
  <spine><itemref idref="title"/>{spine}</spine>
</package>
"""


def _item(name: str, href: str) -> str:
    return f'<item id="{name}" href="{href}" media-type="application/xhtml+xml"/>'


def _metadata(book: Book) -> str:
    creators = ", ".join(book.creators)
    lines = [
        f'<dc:identifier id="id">urn:uuid:{uuid.uuid5(_NAMES, f"{book.title}|{creators}")}</dc:identifier>',
        f"<dc:title>{escape(book.title)}</dc:title>",
        *(f"<dc:creator>{escape(name)}</dc:creator>" for name in book.creators),
        f"<dc:date>{book.year:04d}</dc:date>",
        f"<dc:language>{book.language}</dc:language>",
        *(f"<dc:subject>{escape(name)}</dc:subject>" for name in book.subjects),
        f"<dc:description>{escape(book.description)}</dc:description>",
        '<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>',
    ]
    if book.series:
        lines += [
            f'<meta property="belongs-to-collection" id="series">{escape(book.series)}</meta>',
            '<meta refines="#series" property="collection-type">series</meta>',
            f'<meta refines="#series" property="group-position">{book.number}</meta>',
        ]
    return "\n    ".join(lines)
