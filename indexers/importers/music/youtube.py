"""Imports what Google hands out of what was watched at YouTube, as JSON or as a page, in any language."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.domain.rows import Row
from indexers.importers.base import Entry, LeftOut, Problem, importer
from indexers.importers.listening import Listen, group_listens, has_json, has_part, json_objects, made, text_of
from indexers.importers.text.dates import unix_time
from indexers.importers.text.lines import text_blocks
from indexers.readers.packed import open_anywhere
from indexers.readers.zipped import LARGEST_TOTAL, SafeZip

_TOPIC = re.compile(r"\s[-–]\s(?:topic|thema|th[eè]me|tema|t[oó]pico|argomento|onderwerp|тема|トピック|주제)$", re.I)
"""What channels are called by that YouTube makes of an artist's recordings."""
_NAMES = r"(?:^|/)(?:watch-history|wiedergabeverlauf|historique[^/]*|historial[^/]*|cronologia[^/]*|histórico[^/]*)"
_PARTS = rf"{_NAMES}\.json$"
_PAGES = rf"{_NAMES}\.html?$"
_FIRST = 1 << 20
"""Bytes within which a page begins to tell of what was watched; its style sheet stands before."""
_ENTRY = re.compile(r"<div class=\"outer-cell\b")
_LONGEST = 1 << 20
"""Letters of one entry; what is longer is damaged."""
_VERBS = (
    ("Watched ", ""), ("Vous avez regardé ", ""), ("Has visto ", ""), ("Hai guardato ", ""), ("Você assistiu a ", ""),
    ("", " wurde angesehen"), ("", " angesehen"), ("", " bekeken"), ("「", "」を視聴しました"), ("", "を視聴しました"),
    ("", "을(를) 시청했습니다."), ("观看了 ", ""), ("已观看 ", ""), ("Вы посмотрели видео ", ""), ("Obejrzano: ", ""),
)  # fmt: skip # no words
"""What stands before and behind a title."""


@importer("youtube music", recognises=has_json(b'"titleUrl"', b'"header"', parts=_PARTS))  # no words
def read_youtube(path: Path) -> Iterator[Entry]:
    """What was not heard in YouTube Music is left out."""
    yield from group_listens(made(json_objects(path, _PARTS), _watched))


def _watched(entry: Row) -> Listen | LeftOut:
    channel = text_of((entry.get("subtitles") or [{}])[0], "name")
    title = str(entry["title"])
    before, after = next((pair for pair in _VERBS if title.startswith(pair[0]) and title.endswith(pair[1])), ("", ""))
    title = title[len(before) : len(title) - len(after)]
    return _heard(title, channel, str(entry.get("header", "")), text_of(entry, "titleUrl"), text_of(entry, "time"))


def _heard(title: str, channel: str, product: str, address: str, when: str) -> Listen | LeftOut:
    music = "music" in product.lower() or "//music." in address
    if not (music or _TOPIC.search(channel)):
        return LeftOut("video")
    return Listen(_TOPIC.sub("", channel), title, at=unix_time(when))


def _is_page(path: Path, head: bytes) -> bool:
    if head.startswith(b"PK"):
        return has_part(path, _PAGES)
    if b"<html" not in head[:1000].lower() or b"mdl-" not in head:
        return False
    with open_anywhere(path) as file:
        start = file.read(_FIRST)
    return b"outer-cell" in start and b"youtube.com/watch" in start


@importer("youtube music", recognises=_is_page)  # no words
def read_page(path: Path) -> Iterator[Entry]:
    """The same as a page: links and their order tell what is what, whatever the words between them."""
    yield from group_listens(made(_cells(path), _shown))


def _cells(path: Path) -> Iterator[Row | Problem]:
    for name, blocks in _pages(path):
        try:
            yield from ({"markup": markup} for markup in _entries(blocks))
        except UnreadableFile as error:
            yield Problem(str(error), entry=name)


def _pages(path: Path) -> Iterator[tuple[str, Iterable[str]]]:
    """(name, its text in blocks) of a page, or of those in an archive."""
    with open_anywhere(path) as file:
        if file.read(2) != b"PK":
            file.seek(0)
            yield path.name, text_blocks(file)
            return
    with SafeZip(path) as archive:
        for name in sorted(name for name in archive.names if re.search(_PAGES, name, re.I)):
            with archive.open(name, LARGEST_TOTAL) as stream:
                yield name, text_blocks(stream)


def _entries(blocks: Iterable[str]) -> Iterator[str]:
    """The markup of each entry, with the next one's beginning as its end."""
    text, begun = "", False
    for block in blocks:
        *whole, text = _ENTRY.split(text + block)
        # What stands before the first entry is none.
        yield from whole if begun else whole[1:]
        begun = begun or bool(whole)
        text = text[-_LONGEST:]
    if begun:
        yield text


def _shown(entry: Row) -> Listen | LeftOut:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(f'<div class="{entry["markup"]}')  # no words
    content = page.css_first(".content-cell")
    if content is None:
        raise ValueError("no content")  # no words
    product = page.css_first(".header-cell")
    links = [(str(link.attributes.get("href")), " ".join(link.text().split())) for link in content.css("a[href]")]
    (address, title), *more = links or [("", "")]
    if "/watch" not in address:
        # Advertisements, searches, and what was taken down since.
        return LeftOut("video")
    channel = next((name for place, name in more if "/watch" not in place), "")
    dates = [line.strip() for line in content.text(separator="\n").splitlines() if line.strip()]
    return _heard(title, channel, product.text() if product else "", address, dates[-1])
