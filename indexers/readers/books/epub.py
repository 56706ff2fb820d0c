"""Reads EPUB 2 and 3 on zipfile and lxml (IDPF OPF 2.0.1, EPUB 3.3 package documents)."""

from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.messages import decimal, tr, trn
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.books.heading import with_title
from indexers.readers.books.package import Package, describe_package
from indexers.readers.books.toc import chapter_names
from indexers.readers.decoding import decode_markup
from indexers.readers.markup import html_sections, parse_xml
from indexers.readers.registry import reader
from indexers.readers.zipped import BombStopped, SafeZip

MOST_TEXT = 24 * MEGABYTE
_FONT_SCRAMBLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def _is_epub(head: bytes) -> bool:
    return head[:2] == b"PK" and (
        b"mimetypeapplication/epub+zip" in head[:120] or b"application/x-ibooks+zip" in head[:120]
    )


@reader("EPUB", {
    ".epub": "application/epub+zip", ".kepub": "application/epub+zip", ".ibooks": "application/x-ibooks+zip",
}, largest=600 * MEGABYTE, recognises=_is_epub)  # fmt: skip
def read_epub(path: Path) -> Reading:
    with SafeZip(path) as archive:
        _refuse_protected(archive)
        package_name = _package_name(archive)
        package = Package(parse_xml(archive.read(package_name), package_name), package_name, archive.locate)
        sections, partial = _read_spine(archive, package)
        if not sections and not package.values("title"):
            raise UnreadableFile(tr("This EPUB holds neither a title nor any text."))
        return with_title(describe_package(package, sections, _cover(archive, package), partial))


def _refuse_protected(archive: SafeZip) -> None:
    """Font scrambling is harmless; any other encryption is copy protection."""
    if "META-INF/encryption.xml" not in archive:
        return
    root = parse_xml(archive.read("META-INF/encryption.xml"), "META-INF/encryption.xml")
    methods = [element.get("Algorithm", "") for element in root.iter("{*}EncryptionMethod")]
    if any(method not in _FONT_SCRAMBLING for method in methods):
        raise UnreadableFile(
            tr("This EPUB is locked by copy protection (DRM). Only the shop's own program can open it.")
        )


def _package_name(archive: SafeZip) -> str:
    if "META-INF/container.xml" in archive:
        root = parse_xml(archive.read("META-INF/container.xml"), "META-INF/container.xml")
        for element in root.iter("{*}rootfile"):
            if (name := archive.locate(element.get("full-path", ""))) in archive.names:
                return name
    for name in archive.names:
        if name.lower().endswith(".opf"):
            return name
    raise UnreadableFile(tr("This EPUB is incomplete: it has no list of contents."))


def _read_spine(archive: SafeZip, package: Package) -> tuple[list[Section], str]:
    sections: list[Section] = []
    names = chapter_names(archive, package.contents) if package.contents else {}
    size, lost = 0, 0
    for idref in package.spine:
        entry = package.manifest.get(idref)
        if entry is None or "nav" in entry.properties.split():
            continue
        try:
            markup = archive.read(entry.href)
        except BombStopped:
            raise
        except UnreadableFile:
            lost += 1
            continue
        size += len(markup)
        if size > MOST_TEXT:
            return sections, tr("Only the first part of this very long book was read.")
        sections += html_sections(decode_markup(markup), names.get(entry.href, ""))
    return sections, _lost_chapters(lost, len(package.spine))


def _lost_chapters(lost: int, count: int) -> str:
    if not lost:
        return ""
    return trn(
        "{n} of its {count} chapters is missing or damaged.",
        "{n} of its {count} chapters are missing or damaged.",
        lost,
        count=decimal(count),
    )


def _cover(archive: SafeZip, package: Package) -> bytes | None:
    pictures = {
        key: entry
        for key, entry in package.manifest.items()
        if entry.media_type.startswith("image/") and entry.media_type != "image/svg+xml"
    }
    named = package.meta("cover")
    marked = [entry for key, entry in pictures.items() if key == named or "cover-image" in entry.properties.split()]
    guessed = [entry for key, entry in pictures.items() if "cover" in (key + entry.href).lower()]
    for entry in (marked + guessed)[:1]:
        try:
            return archive.read(entry.href)
        except UnreadableFile:
            return None
    return None
