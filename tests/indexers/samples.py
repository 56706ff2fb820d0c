"""Writes small files of every format, so that no sample has to be kept in the repository."""

import hashlib
import io
import re
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from PIL import Image

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def prose(words: int = 400, theme: str = "winter") -> str:
    """Sentences enough for passages and for telling the language."""
    sentence = f"The old captain looked at the {theme} sea and thought about the people who had left the harbour. "
    count = len(sentence.split())
    return "\n\n".join(sentence * 4 for _ in range(max(words // (4 * count), 1)))


def picture(width: int = 60, height: int = 90, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (120, 40, 60)).save(out, form)
    return out.getvalue()


def write_zip(path: Path, entries: dict[str, str | bytes], first: str = "") -> Path:
    """`first` is the content of an uncompressed "mimetype" entry at the start."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo("mimetype"), first)
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def write_epub(
    path: Path,
    title: str = "The Left Hand of Darkness",
    creators: tuple[str, ...] = ("Le Guin, Ursula K.",),
    *,
    metadata: str = "",
    manifest: str = "",
    chapters: tuple[str, ...] = (),
    more: dict[str, str | bytes] | None = None,
) -> Path:
    people = "".join(f"<dc:creator>{name}</dc:creator>" for name in creators)
    texts = chapters or (prose(500), prose(500, "northern"))
    manifest += "".join(
        f'<item id="c{number}" href="c{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(len(texts))
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(texts)))
    opf = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"<dc:title>{title}</dc:title>{people}{metadata}</metadata>"
        f"<manifest>{manifest}"
        '<item id="pic" href="pic.png" media-type="image/png" properties="cover-image"/></manifest>'
        f"<spine>{spine}</spine></package>"
    )
    pages = {
        f"OEBPS/c{number}.xhtml": f"<html><body><h1>Chapter {number + 1}</h1><p>{text}</p></body></html>"
        for number, text in enumerate(texts)
    }
    entries: dict[str, str | bytes] = {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": opf, **pages}
    entries["OEBPS/pic.png"] = picture()
    return write_zip(path, {**entries, **(more or {})}, "application/epub+zip")


def write_pdf(path: Path, pages: tuple[str, ...] = ("Hello from page one.",), **info: str) -> Path:
    """One line of text a line; `info` are Title, Author and the like."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    catalog, tree, font = add(b""), add(b""), add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    kids = []
    for text in pages:
        lines = "".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -14 Td " for line in text.split("\n"))
        stream = f"BT /F1 11 Tf 50 780 Td {lines} ET".encode("latin-1", "replace")
        content = add(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>"
                % (tree, content, font)
            )
        )
    stated = "".join(f"/{key}({value})" for key, value in info.items())
    about = add(f"<<{stated}>>".encode("latin-1"))
    objects[catalog - 1] = b"<</Type/Catalog/Pages %d 0 R>>" % tree
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[tree - 1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), references)
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, catalog, about, start,
    )  # fmt: skip
    path.write_bytes(out)
    return path


def write_locked_pdf(path: Path) -> Path:
    """A PDF that claims encryption with a password nobody knows (standard handler, revision 2)."""
    write_pdf(path)
    secret = b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    body = path.read_bytes().replace(b"trailer<<", b"trailer<</Encrypt " + secret + b"/ID[<00><00>]")
    path.write_bytes(body)
    return path


def write_encrypted_pdf(path: Path, password: str, pages: tuple[str, ...] = ("Hello from page one.",)) -> Path:
    """A PDF that opens with a password (standard handler, revision 2: RC4 of 40 bits)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    padded, allowed, name = (password.encode() + padding)[:32], (-4 & 0xFFFFFFFF).to_bytes(4, "little"), b"\0" * 16
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + allowed + name).digest()[:5]
    user = _rc4(key, padding)
    plain = write_pdf(path, pages).read_bytes()

    def encrypted(found: re.Match[bytes]) -> bytes:
        number = int(found[1])
        own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        return found[0].replace(found[2], _rc4(own, found[2]))

    body = re.sub(rb"(\d+) 0 obj\n<</Length \d+>>stream\n(.*?)\nendstream", encrypted, plain, flags=re.DOTALL)
    secret = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (owner.hex().encode(), user.hex().encode())
    trailer = b"trailer<</Encrypt %s/ID[<%s><%s>]" % (secret, name.hex().encode(), name.hex().encode())
    path.write_bytes(body.replace(b"trailer<<", trailer))
    return path


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) & 255])
    return bytes(out)


def tone(seconds: float = 1.0, rate: int = 22_050, pitch: float = 440.0) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def write_audio(path: Path, form: str, subtype: str | None = None, seconds: float = 1.0, rate: int = 22_050) -> Path:
    soundfile.write(path, tone(seconds, rate), rate, format=form, subtype=subtype)
    return path


def id3(**frames: str) -> bytes:
    """An ID3v2.3 tag; frames by their names, `APIC` excepted."""
    body = b""
    for name, text in frames.items():
        data = b"\x01" + text.encode("utf-16")
        body += name.encode() + struct.pack(">IH", len(data), 0) + data
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def id3_picture(data: bytes) -> bytes:
    frame = b"\x00image/png\x00\x03\x00" + data
    body = b"APIC" + struct.pack(">IH", len(frame), 0) + frame
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def write_mp3(path: Path, tag: bytes = b"", seconds: float = 1.0) -> Path:
    write_audio(path, "MP3", seconds=seconds)
    path.write_bytes(tag + path.read_bytes())
    return path


def vorbis_comments(**comments: str | Sequence[str]) -> bytes:
    """Several values of one name stand in comments of their own."""
    listed = {key: [value] if isinstance(value, str) else value for key, value in comments.items()}
    entries = [f"{key}={value}".encode() for key, values in listed.items() for value in values]
    return (
        b"\x00\x00\x00\x00" + struct.pack("<I", len(entries)) + b"".join(struct.pack("<I", len(e)) + e for e in entries)
    )


def write_flac(path: Path, seconds: float = 1.0, cover: bytes = b"", **comments: str | Sequence[str]) -> Path:
    """soundfile's FLAC with our own comment and picture blocks behind the stream information."""
    write_audio(path, "FLAC", seconds=seconds)
    data = path.read_bytes()
    streaminfo = data[8:42]
    rest = data[42:]
    last = bool(data[4] & 0x80)
    while not last:
        last, size = bool(rest[0] & 0x80), int.from_bytes(rest[1:4], "big")
        rest = rest[4 + size :]
    blocks = [(4, vorbis_comments(**comments))]
    if cover:
        kind = b"image/png"
        blocks.append(
            (6, struct.pack(">II", 3, len(kind)) + kind + struct.pack(">IIIIII", 0, 1, 1, 24, 0, len(cover)) + cover)
        )
    out = b"fLaC" + b"\x00" + (34).to_bytes(3, "big") + streaminfo
    for number, (kind_code, body) in enumerate(blocks):
        flag = 0x80 if number == len(blocks) - 1 else 0
        out += bytes([flag | kind_code]) + len(body).to_bytes(3, "big") + body
    path.write_bytes(out + rest)
    return path


def write_ogg(path: Path, form: str = "VORBIS", seconds: float = 1.0) -> Path:
    return write_audio(path, "OGG", form, seconds, 48_000 if form == "OPUS" else 22_050)


def atom(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def numbers(name: bytes, *bytes_of: int) -> bytes:
    """An iTunes atom that holds a number and does not say so, as many programs write it."""
    return atom(name, atom(b"data", b"\0" * 8 + bytes(bytes_of)))


def freeform(name: str, *values: str) -> bytes:
    """An iTunes atom with a name of one's own."""
    data = b"".join(atom(b"data", struct.pack(">II", 1, 0) + value.encode()) for value in values)
    mean = atom(b"mean", b"\0\0\0\0com.apple.iTunes")
    return atom(b"----", mean + atom(b"name", b"\0\0\0\0" + name.encode()) + data)


def write_m4a(path: Path, seconds: float = 3.0, more: bytes = b"", chapters: bytes = b"", **tags: str) -> Path:
    """An MP4 skeleton: the header, the length and iTunes tags, with a little made-up sound; `more` are further tags,
    `chapters` stands in the user data or, as a track, in the movie."""
    codes = {"title": b"\xa9nam", "artist": b"\xa9ART", "album": b"\xa9alb", "year": b"\xa9day", "genre": b"\xa9gen"}
    entries = more + b"".join(
        atom(codes[name], atom(b"data", struct.pack(">II", 1, 0) + text.encode())) for name, text in tags.items()
    )
    meta = b"\0\0\0\0" + atom(b"hdlr", b"\0" * 8 + b"mdirappl" + b"\0" * 9) + atom(b"ilst", entries)
    mvhd = struct.pack(">IIIII", 0, 0, 0, 1000, int(seconds * 1000)) + b"\0" * 80
    listed = chapters if chapters[4:8] == b"chpl" else b""
    moov = atom(
        b"moov", atom(b"mvhd", mvhd) + (chapters if not listed else b"") + atom(b"udta", atom(b"meta", meta) + listed)
    )
    path.write_bytes(atom(b"ftyp", b"M4A \0\0\0\0M4A mp42isom") + moov + atom(b"mdat", b"\0" * 4000))
    return path
