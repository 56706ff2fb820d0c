"""Writes small office files, letters and books of other programs."""

import struct
from pathlib import Path

from tests.indexers import samples

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><cp:keywords>sea, boats</cp:keywords>"
    "<dcterms:created>2011-05-04T10:00:00Z</dcterms:created></cp:coreProperties>"
)


def relations(**targets: str) -> str:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{target.split("|")[0]}" Target="{target.split("|")[1]}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{entries}</Relationships>'


def paragraph(text: str, style: str = "") -> str:
    marked = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{marked}<w:r><w:t>{text}</w:t></w:r></w:p>"


def write_docx(path: Path, title: str = "", creator: str = "Ann Smith") -> Path:
    body = "".join(
        [
            paragraph("A Quiet Harbour", "Titel"),
            paragraph("Beginnings", "berschrift1"),
            paragraph(samples.prose(80)),
            paragraph("Endings", "berschrift1"),
            "<w:p><w:del><w:r><w:t>deleted</w:t></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p>",
        ]
    )
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    styles = (
        f'<w:styles xmlns:w="{name}"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    return samples.write_zip(
        path,
        {
            "_rels/.rels": relations(a="officeDocument|word/document.xml", b="core-properties|docProps/core.xml"),
            "word/document.xml": f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": relations(s="styles|styles.xml", n="footnotes|footnotes.xml"),
            "word/styles.xml": styles,
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{name}">{paragraph("A note on gulls.")}</w:footnotes>',
            "docProps/core.xml": CORE.format(title=title, creator=creator),
        },
    )


def slide(title: str, text: str) -> str:
    return (
        '<p:sld xmlns:p="http://p" xmlns:a="http://a"><p:sp><p:nvSpPr><p:ph type="title"/></p:nvSpPr>'
        f"<a:p><a:r><a:t>{title}</a:t></a:r></a:p></p:sp><p:sp><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:sld>"
    )


def write_pptx(path: Path, first: str = "") -> Path:
    return samples.write_zip(
        path,
        {
            "_rels/.rels": relations(a="officeDocument|ppt/presentation.xml"),
            "ppt/presentation.xml": f'<p:presentation xmlns:p="http://p" xmlns:r="{OFFICE}"><p:sldIdLst>'
            '<p:sldId id="256" r:id="x2"/><p:sldId id="257" r:id="x1"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": relations(x1="slide|slides/slide1.xml", x2="slide|slides/slide2.xml"),
            "ppt/slides/slide1.xml": slide("Second", "Boats"),
            "ppt/slides/slide2.xml": first or slide("Harbour plans", "Quays"),
        },
    )


def write_xlsx(path: Path) -> Path:
    return samples.write_zip(
        path,
        {
            "_rels/.rels": relations(a="officeDocument|xl/workbook.xml", b="core-properties|docProps/core.xml"),
            "xl/workbook.xml": f'<workbook xmlns:r="{OFFICE}"><sheets><sheet name="Boats" r:id="s1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(s1="worksheet|worksheets/sheet1.xml", t="sharedStrings|shared.xml"),
            "xl/shared.xml": "<sst><si><t>name</t></si><si><t>Gull</t><rPh><t>ガル</t></rPh></si></sst>",
            "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row><c t="s"><v>0</v></c></row><row>'
            '<c t="s"><v>1</v></c><c><v>12</v></c></row></sheetData></worksheet>',
            "docProps/core.xml": CORE.format(title="Boats of the harbour", creator="Ann Smith"),
        },
    )


def write_odt(path: Path, encrypted: bool = False) -> Path:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}"><office:body><office:text>'
        f"<text:h>Beginnings</text:h><text:p>{samples.prose(60)}</text:p><text:h>Endings</text:h>"
        "<text:p>All<text:s/>was <text:span>well</text:span>.</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta xmlns:office="{office}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="m">'
        "<office:meta>"
        "<dc:title>A Quiet Harbour</dc:title><meta:initial-creator>Ann Smith</meta:initial-creator>"
        "<meta:keyword>sea</meta:keyword></office:meta></office:document-meta>"
    )
    manifest = "<manifest><encryption-data/></manifest>" if encrypted else "<manifest/>"
    entries: dict[str, str | bytes] = {"content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest}
    return samples.write_zip(path, entries, "application/vnd.oasis.opendocument.text")


def write_rtf(path: Path) -> Path:
    path.write_text(
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title A Quiet H\'e4fen}{\author Ann Smith}"
        r"{\creatim\yr2011\mo5}}\f0 The harbour \b was\b0  cold.\par Caf\'e9 and \u8364? there.\par "
        + samples.prose(60)
        + "}",
        encoding="ascii",
    )
    return path


def write_eml(path: Path) -> Path:
    path.write_bytes(
        b"From: =?utf-8?q?Ann_Sm=C3=AFth?= <ann@example.org>\r\nTo: bob@example.org\r\n"
        b"Subject: About the\r\n harbour\r\n"
        b"Date: Wed, 04 May 2011 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=B\r\n\r\n"
        b"--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe harbour is quiet.\r\n"
        b"--B\r\nContent-Type: text/html\r\n\r\n"
        b"<p>The harbour</p>\r\n--B--\r\n"
    )
    return path


def write_tex(path: Path) -> Path:
    path.write_text(
        '\\documentclass{article}\n\\title{A \\emph{Quiet} H{\\"a}rbour}\n\\author{Ann Smith \\and Bob Jones}\n'
        "\\date{May 2011}\n"
        "\\begin{document}\\maketitle\n\\begin{abstract}On harbours.\\end{abstract}\n\\section{Beginnings}\n"
        f"It was cold\\cite{{x}}. % a comment\n{samples.prose(60)}\n\\section{{Endings}} It ended.\\end{{document}}"
    )
    return path


def fictionbook() -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><genre>sf_history</genre><author>'
        "<first-name>Ann</first-name><last-name>Smith</last-name></author><book-title>A Quiet Harbour</book-title>"
        '<annotation><p>About gulls.</p></annotation><lang>en</lang><sequence name="Harbours" number="2"/>'
        '<coverpage><image l:href="#c"/></coverpage></title-info>'
        "<publish-info><year>2011</year></publish-info></description>"
        f"<body><section><title><p>Beginnings</p></title><p>{samples.prose(60)}</p></section><section><title><p>Endings</p>"
        "</title><p>It ended.</p></section></body></FictionBook>"
    ).encode()


def write_cbz(path: Path) -> Path:
    info = (
        "<ComicInfo><Series>Harbour</Series><Number>3</Number><Writer>Ann Smith, Bob Jones</Writer><Year>2011</Year>"
        "<Summary>Gulls fight over a quiet harbour.</Summary></ComicInfo>"
    )
    pages: dict[str, str | bytes] = {f"page{number}.png": samples.picture() for number in (10, 2, 1)}
    return samples.write_zip(path, {"ComicInfo.xml": info, **pages})


def write_mobi(path: Path, *, huffman: bool = False, locked: bool = False) -> Path:
    """One text record, EXTH metadata and a cover."""
    text = f"<html><body><h1>Beginnings</h1><p>{samples.prose(80)}</p></body></html>".encode()
    title = b"A Quiet Harbour"
    fields = {100: b"Smith, Ann", 104: b"9780441478125", 106: b"2011-05-04", 201: struct.pack(">L", 0), 524: b"en"}
    exth_body = b"".join(struct.pack(">LL", key, len(value) + 8) + value for key, value in fields.items())
    exth = b"EXTH" + struct.pack(">LL", len(exth_body) + 12, len(fields)) + exth_body
    extra = [_huff(), _cdic()] if huffman else []
    record = bytearray(248)
    struct.pack_into(">HHLHHH", record, 0, 17480 if huffman else 2, 0, len(text), 1, 4096, 2 if locked else 0)
    record[16:20] = b"MOBI"
    struct.pack_into(">LLL", record, 20, 232, 2, 65001)
    struct.pack_into(">LL", record, 84, 248 + len(exth), len(title))
    struct.pack_into(">LLL", record, 108, 2 + len(extra), 2, 2)
    struct.pack_into(">L", record, 128, 0x40)
    packed = (
        text if huffman else b"".join(bytes((1, byte)) if byte < 9 or byte > 127 else bytes((byte,)) for byte in text)
    )
    records = [bytes(record) + exth + title, packed, *extra, samples.picture()]
    offset = 78 + 8 * len(records) + 2
    table = b""
    for number, body in enumerate(records):
        table += struct.pack(">LL", offset, number)
        offset += len(body)
    header = b"quiet".ljust(60, b"\0") + b"BOOKMOBI" + b"\0" * 8 + struct.pack(">H", len(records))
    path.write_bytes(header + table + b"\0\0" + b"".join(records))
    return path


def _huff() -> bytes:
    """Every code has eight bits; the phrase of code c is number 255 − c."""
    short = struct.pack(">256L", *[8 | 0x80 | 0xFF << 8] * 256)
    return b"HUFF" + struct.pack(">LLL", 24, 24, 24 + len(short)) + b"\0" * 8 + short + b"\0" * 256


def _cdic() -> bytes:
    phrases = [struct.pack(">H", 0x8001) + bytes((255 - number,)) for number in range(256)]
    offsets = struct.pack(">256H", *(512 + 3 * number for number in range(256)))
    return b"CDIC" + struct.pack(">LLL", 16, 256, 8) + offsets + b"".join(phrases)


def apev2(**fields: str) -> bytes:
    items = b"".join(
        struct.pack("<LL", len(value.encode()), 0) + key.encode() + b"\0" + value.encode()
        for key, value in fields.items()
    )
    cover = b"cover.png\0" + samples.picture()
    items += struct.pack("<LL", len(cover), 2) + b"Cover Art (Front)\0" + cover
    return items + b"APETAGEX" + struct.pack("<LLLL", 2000, len(items) + 32, len(fields) + 1, 0) + b"\0" * 8


def write_wavpack(path: Path) -> Path:
    head = b"wvpk" + struct.pack("<LHBBLLLLL", 100, 0x410, 0, 0, 441_000, 0, 4410, 9 << 23, 0)
    path.write_bytes(head + b"\0" * 500 + apev2(Title="Quiet Harbour", Artist="The Captains", Track="3/9", Year="1999"))
    return path


def write_ape(path: Path) -> Path:
    head = b"MAC " + struct.pack("<HHLLLLLLL", 3990, 0, 52, 24, 0, 0, 0, 0, 0) + b"\0" * 16
    head += struct.pack("<HHLLLHHL", 2000, 0, 100_000, 41_000, 5, 16, 2, 44_100)
    path.write_bytes(head.ljust(600, b"\0") + apev2(Title="Quiet Harbour", Artist="The Captains"))
    return path


def write_wma(path: Path) -> Path:
    from indexers.readers.audio.asf import _CONTENT, _EXTENDED, _FILE, _HEADER

    def thing(guid: bytes, body: bytes) -> bytes:
        return guid + struct.pack("<Q", len(body) + 24) + body

    def text(words: str) -> bytes:
        return (words + "\0").encode("utf-16-le")

    times = b"\0" * 40 + struct.pack("<QQQ", 130_000_000, 0, 3000) + b"\0" * 20
    names = [text("Quiet Harbour"), text("The Captains"), b"", b"", b""]
    content = struct.pack("<5H", *map(len, names)) + b"".join(names)
    key, value = text("WM/AlbumTitle"), text("Sea")
    extended = struct.pack("<HH", 1, len(key)) + key + struct.pack("<HH", 0, len(value)) + value
    body = thing(_FILE, times) + thing(_CONTENT, content) + thing(_EXTENDED, extended)
    path.write_bytes(_HEADER + struct.pack("<QLH", len(body) + 30, 3, 0x0201) + body + b"\0" * 400)
    return path


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3). Streams are padded to the size from which they need no mini stream."""
    contents = {name: data.ljust(4096 + 512, b"\0") for name, data in streams.items()}
    table = [0xFFFFFFFD, 0xFFFFFFFE]
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    body = b""
    for number, (name, data) in enumerate(contents.items(), 1):
        start, count = len(table), -(-len(data) // 512)
        table += [*range(start + 1, start + count), 0xFFFFFFFE]
        directory += _entry(name, 2, start, len(data), right=number + 1 if number < len(contents) else 0xFFFFFFFF)
        body += data.ljust(count * 512, b"\0")
    assert len(table) <= 128 and len(directory) <= 512
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 10
    )
    header += struct.pack("<LLLLLLLLL", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header += struct.pack("<108L", *[0xFFFFFFFF] * 108)
    numbers = struct.pack(f"<{len(table)}L", *table).ljust(512, b"\xff")
    return header + numbers + directory.ljust(512, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<LLL", 0xFFFFFFFF, right, child)
    front = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1) + links
    return front.ljust(116, b"\0") + struct.pack("<LLL", start, size, 0)


def summary(title: str, author: str) -> bytes:
    places, body = [], b""
    for key, value in ((2, title), (4, author)):
        places.append((key, 8 + 16 + len(body)))
        text = value.encode("cp1252") + b"\0"
        body += struct.pack("<LL", 30, len(text)) + text.ljust(-(-len(text) // 4) * 4, b"\0")
    index = struct.pack("<LL", 24 + len(body), 2) + b"".join(struct.pack("<LL", *place) for place in places)
    return b"\xfe\xff\0\0".ljust(44, b"\0") + struct.pack("<L", 48) + index + body


def write_doc(path: Path, *, encrypted: bool = False) -> Path:
    """Word 97: two pieces, one in single bytes and one in UTF-16."""
    first, second = "The h\xe4rbour \x13 HYPERLINK x \x14was quiet\x15.\r", "Caf\u00e9 \u20ac.\r" + samples.prose(40)
    document = bytearray(2048)
    struct.pack_into("<HH", document, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", document, 10, 0x0200 | (0x0100 if encrypted else 0))
    plan = struct.pack("<3L", 0, len(first), len(first) + len(second))
    plan += struct.pack("<HLH", 0, 2 * 1024 | 0x40000000, 0) + struct.pack("<HLH", 0, 2048, 0)
    clx = b"\x02" + struct.pack("<L", len(plan)) + plan
    struct.pack_into("<LL", document, 0x1A2, 0, len(clx))
    document[1024 : 1024 + len(first)] = first.encode("cp1252")
    streams = {
        "WordDocument": bytes(document) + second.encode("utf-16-le"),
        "1Table": clx,
        "\x05SummaryInformation": summary("A Quiet Harbour", "Ann Smith"),
    }
    path.write_bytes(compound(streams))
    return path


def write_ppt(path: Path) -> Path:
    def atom(kind: int, body: bytes, version: int = 0) -> bytes:
        return struct.pack("<HHL", version, kind, len(body)) + body

    words = atom(0x0FA0, "Harbour plans".encode("utf-16-le")) + atom(0x0FA8, b"Quays and boats")
    streams = {"PowerPoint Document": atom(0x03EE, words, 15), "\x05SummaryInformation": summary("Plans", "Ann Smith")}
    path.write_bytes(compound(streams))
    return path
