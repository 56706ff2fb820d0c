"""A tree of made-up files in many formats, for measuring how they are read. Their text is Python's own manual."""

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

_FOLDER = 100
"""Files in one folder."""
_HTML = (
    '<html lang="en"><head><title>{title}</title><meta name="author" content="{author}"/></head>'
    "<body>{body}</body></html>"
)
_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/><Relationship Id="b" Target="docProps/core.xml" Type="http://schemas.openxmlformats'
    '.org/package/2006/relationships/metadata/core-properties"/></Relationships>'
)
_ODF = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
_SILENT_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
"""One frame of MPEG-1 layer 3, 128 kbit/s at 44.1 kHz: 26 ms of silence."""


@dataclass(frozen=True, slots=True)
class FileWords:
    """What one file says."""

    title: str
    author: str
    paragraphs: tuple[str, ...]


def manual() -> list[str]:
    """The paragraphs of Python's manual of topics: real prose that every Python brings along."""
    import pydoc_data.topics as source

    pieces = (" ".join(piece.split()) for topic in source.topics.values() for piece in topic.split("\n\n"))
    return [piece for piece in pieces if len(piece) > 120]


def write_tree(folder: Path, files: int, seed: int = 0) -> None:
    """Write `files` files below `folder`, the same for the same numbers: half of them short, one in twenty long."""
    chance = random.Random(seed)
    prose = manual()
    for number in range(files):
        place = folder / f"folder {number // _FOLDER}"
        place.mkdir(parents=True, exist_ok=True)
        suffix = chance.choices(list(FORMATS), [weight for weight, _ in FORMATS.values()])[0]
        count = chance.choice((2, 3, 4, 6, 8, 10, 12, 40) if number % 20 == 0 else (2, 2, 3, 3, 4, 6, 8))
        start = chance.randrange(len(prose))
        text = tuple((prose * 2)[start : start + count])
        page = FileWords(f"Notes on {text[0].split()[0].strip('*`.')} {number}", f"Writer {number % 300}", text)
        (place / f"{number:06}{suffix}").write_bytes(FORMATS[suffix][1](page))


def touch_some(folder: Path, share: float, chance: random.Random) -> None:
    """Change, rename and remove a share of the files of a tree."""
    for path in sorted(folder.rglob("*.*")):
        fate = chance.random() / share
        if fate < 0.5 and path.suffix in (".txt", ".md", ".html"):
            with path.open("ab") as file:
                file.write(b"\n\nAnd one thing more, said later than all the rest.\n")
        elif 0.5 <= fate < 0.8:
            os.replace(path, path.with_name(f"moved {path.name[-20:]}"))
        elif 0.8 <= fate < 1:
            path.unlink()


def _text(page: FileWords) -> bytes:
    return "\n\n".join((page.title, f"by {page.author}", *page.paragraphs)).encode()


def _markdown(page: FileWords) -> bytes:
    return f"---\nauthor: {page.author}\n---\n\n# {page.title}\n\n".encode() + "\n\n".join(page.paragraphs).encode()


def _html(page: FileWords) -> bytes:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in page.paragraphs)
    return _HTML.format(title=escape(page.title), author=page.author, body=body).encode()


def _mail(page: FileWords) -> bytes:
    head = f"From: {page.author} <a@example.invalid>\nTo: b@example.invalid\nSubject: {page.title}\n"
    more = "Date: Mon, 4 Mar 2024 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
    return (head + more + "\n\n".join(page.paragraphs)).encode()


def _csv(page: FileWords) -> bytes:
    rows = (",".join(f'"{word}"' for word in paragraph.replace('"', "").split()[:8]) for paragraph in page.paragraphs)
    return "\n".join(("one,two,three", *rows)).encode()


def _zipped(entries: dict[str, str], mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, text in entries.items():
            archive.writestr(name, text)
    return out.getvalue()


def _epub(page: FileWords) -> bytes:
    opf = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">made-up</dc:identifier>'
        f"<dc:title>{escape(page.title)}</dc:title><dc:creator>{page.author}</dc:creator><dc:language>en</dc:language>"
        '</metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
        '<spine toc="ncx"><itemref idref="a"/></spine></package>'
    )
    contents = (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>'
        f'<navPoint id="a" playOrder="1"><navLabel><text>{escape(page.title)}</text></navLabel>'
        '<content src="a.xhtml"/></navPoint></navMap></ncx>'
    )
    text = _html(page).decode()
    body = {"META-INF/container.xml": _CONTAINER, "book.opf": opf, "toc.ncx": contents, "a.xhtml": text}
    return _zipped(body, "application/epub+zip")


def _docx(page: FileWords) -> bytes:
    lines = "".join(f"<w:p><w:r><w:t>{escape(paragraph)}</w:t></w:r></w:p>" for paragraph in page.paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(page.title)}</dc:title><dc:creator>{page.author}</dc:creator></cp:coreProperties>"
    )
    document = f'<w:document xmlns:w="{space}"><w:body>{lines}</w:body></w:document>'
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "docProps/core.xml": core}
    return _zipped({**parts, "word/document.xml": document})


def _odt(page: FileWords) -> bytes:
    lines = "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in page.paragraphs)
    text = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = f"<office:body><office:text>{lines}</office:text></office:body>"
    content = f"<office:document-content {_ODF}{text}>{body}</office:document-content>"
    meta = (
        f'<office:document-meta {_ODF}xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        f"<dc:title>{escape(page.title)}</dc:title><dc:creator>{page.author}</dc:creator>"
        "</office:meta></office:document-meta>"
    )
    return _zipped({"content.xml": content, "meta.xml": meta}, "application/vnd.oasis.opendocument.text")


def _pdf(page: FileWords) -> bytes:
    lines = [line[start : start + 90] for line in page.paragraphs for start in range(0, len(line), 90)][:60]
    shown = "".join(f"({_quoted(line)}) Tj T*\n" for line in lines)
    stream = zlib.compress(f"BT /F 9 Tf 40 800 Td 12 TL\n{shown}ET".encode("latin-1", "replace"))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Title({_quoted(page.title)})/Author({page.author})>>".encode("latin-1", "replace"),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return bytes(out) + b"xref\n0 7\n0000000000 65535 f \n" + table + trailer


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _mp3(page: FileWords) -> bytes:
    stated = {"TIT2": page.title, "TPE1": page.author, "TALB": f"Album of {page.author}", "TCON": "Folk"}
    frames = b"".join(_id3_frame(name, text) for name, text in stated.items())
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + frames + _SILENT_FRAME * 60


def _id3_frame(name: str, text: str) -> bytes:
    body = b"\x01" + text.encode("utf-16")
    return name.encode() + struct.pack(">LH", len(body), 0) + body


FORMATS: dict[str, tuple[int, Callable[[FileWords], bytes]]] = {
    ".txt": (15, _text),
    ".md": (10, _markdown),
    ".html": (15, _html),
    ".eml": (8, _mail),
    ".csv": (4, _csv),
    ".epub": (10, _epub),
    ".docx": (10, _docx),
    ".odt": (5, _odt),
    ".pdf": (13, _pdf),
    ".mp3": (10, _mp3),
}
"""Of a hundred files so many of each format, and what writes them."""
