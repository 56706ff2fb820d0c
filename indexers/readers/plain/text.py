"""Reads plain text and Markdown."""

import re
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from indexers.metadata.clean_metadata import (
    clean_line,
    clean_names,
    clean_text,
    find_year,
    language_code,
    natural_order,
    split_names,
)
from indexers.metadata.identifiers import isbns_in
from indexers.readers.base import MEGABYTE, Reading, Section, count_words
from indexers.readers.registry import HEAD, looks_like_text, register

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_GUESS_FROM = 64_000
"""Bytes that an encoding is guessed from."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
"""Full width: the half-width letters are what Western text looks like in these encodings."""
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$|^([^\s#>|-].{0,150})\n(={3,}|-{3,})[ \t]*$", re.M)
_CHAPTER = re.compile(
    r"^[ \t]*((?:chapter|kapitel|chapitre|cap[ií]tul?o|part|book|глава|часть)[ \t]+[\divxlcIVXLC]+\b.{0,80}|"
    r"prologue|epilogue)[ \t]*$",
    re.I | re.M,
)
_GUTENBERG = re.compile(r"^(Title|Author|Language|Release Date|Translator):[ \t]*(.+(?:\n[ \t]+\S.*)*)", re.M)
_INLINE = (
    (re.compile(r"!\[([^\[\]]{0,1000})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,1000})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)[*_](?=\S)([^*_\n]+?)(?<=\S)[*_](?!\w)"), r"\1"),
    (re.compile(r"^(```|~~~).*$", re.M), ""),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"^[ \t]*>[ \t]?", re.M), ""),
)


@register
class MarkdownIndexer:
    name = "Markdown"
    suffixes = frozenset({".md", ".markdown", ".mkd", ".mdown"})
    largest = 32 * MEGABYTE

    def recognises(self, head: bytes) -> bool:
        return False

    def read(self, path: Path) -> Reading:
        text = clean_text(read_text(path))
        front, body = split_front_matter(text)
        headings = list(_HEADING.finditer(body))
        title = front.get("title", "") or next((_heading_text(match) for match in headings if _level(match) == 1), "")
        subjects = front.get("tags", "") or front.get("keywords", "") or front.get("categories", "")
        return Reading(
            title=clean_line(plain_markdown(title)),
            creators=clean_names(
                natural_order(name) for name in _listed(front.get("author", "") or front.get("authors", ""))
            ),
            year=find_year(front.get("date", "") or front.get("year", "")),
            language=language_code(front.get("lang", "") or front.get("language", "")),
            subjects=clean_names(name.lstrip("#") for name in _listed(subjects)),
            description=clean_line(front.get("description", "") or front.get("summary", ""), 2000),
            sections=_markdown_sections(body, headings),
        )


@register
class TextIndexer:
    name = "text"
    suffixes = frozenset({".txt", ".text", ".log", ".rst", ".org", ".asc"})
    largest = 64 * MEGABYTE

    def recognises(self, head: bytes) -> bool:
        return False

    def read(self, path: Path) -> Reading:
        text = clean_text(read_text(path))
        sections = _chapters(text)
        stated = {match[1].lower(): clean_line(match[2]) for match in _GUTENBERG.finditer(text[:6000])}
        title = stated.get("title", "") if "author" in stated or "release date" in stated else ""
        guessed = "" if title else _first_line(text)
        return Reading(
            title=title or guessed,
            creators=split_names(stated.get("author", "")) if title else (),
            language=language_code(stated.get("language", "")) if title else "",
            identifiers=tuple(("isbn", number) for number in isbns_in(text[:20_000])[:2]),
            words=count_words(sections),
            sections=sections,
            inferred=frozenset({"title"} if guessed else ()),
        )


def read_text(path: Path) -> str:
    """The file's text in whatever encoding. Raises UnreadableFile for an empty file and for bytes that are no text."""
    data = path.read_bytes()
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile("The file is empty." if not data else "The file holds nothing but blanks.")
    marked = any(data.startswith(mark) for mark, _ in _MARKS)
    if not marked and not (looks_like_text(data[:HEAD]) and looks_like_text(data[len(data) // 2 :][:HEAD])):
        raise UnreadableFile("This is not text: it holds binary data.")
    return decode_text(data)


def decode_text(data: bytes) -> str:
    """By byte order mark, then UTF-8, then the best guess of charset-normalizer, then Western European."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4:
            return data.decode("utf-8", "replace")
    if japanese := _japanese(data[:_GUESS_FROM]):
        return data.decode(japanese, "replace")
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:_GUESS_FROM]).best()
    return data.decode(best.encoding if best is not None else "cp1252", "replace")


def _japanese(data: bytes) -> str:
    """The Japanese encoding that explains every byte and gives kana, which no other text gives; empty if none does."""
    for encoding in ("cp932", "euc_jp"):
        # The end may be cut within a character.
        text = data.decode(encoding, "replace")[:-1]
        high = len(_BEYOND_ASCII.findall(text))
        if "\ufffd" not in text and high and len(_KANA.findall(text)) > high / 5:
            return encoding
    return ""


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The plain `key: value` lines (and lists) of YAML front matter, and the text behind it. Nothing is executed."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    found: dict[str, str] = {}
    key = ""
    for line in match[1].split("\n"):
        if pair := re.match(r"^([A-Za-z][\w-]*):[ \t]*(.*)$", line):
            key = pair[1].lower()
            found[key] = pair[2].strip().strip("\"'")
        elif key and (entry := re.match(r"^[ \t]*-[ \t]+(.+)$", line)):
            found[key] = f"{found[key]}; {entry[1].strip().strip(chr(34) + chr(39))}".removeprefix("; ")
    return found, text[match.end() :]


def _listed(text: str) -> list[str]:
    return [part.strip(" \"'") for part in re.split(r"[;,]", text.strip("[] ")) if part.strip(" \"'")]


def _level(match: "re.Match[str]") -> int:
    return len(match[1]) if match[1] else (1 if match[4].startswith("=") else 2)


def _heading_text(match: "re.Match[str]") -> str:
    return plain_markdown(match[2] or match[3]).strip()


def plain_markdown(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text


def _markdown_sections(body: str, headings: "list[re.Match[str]]") -> tuple[Section, ...]:
    starts = [0, *(match.start() for match in headings)]
    ends = [*(match.start() for match in headings), len(body)]
    places = ["", *(clean_line(_heading_text(match), 120) for match in headings)]
    pieces = (
        (plain_markdown(re.sub(r"^#+[ \t]+", "", body[a:b])).strip(), place)
        for a, b, place in zip(starts, ends, places, strict=True)
    )
    return tuple(Section(text, place) for text, place in pieces if text)


def _chapters(text: str) -> tuple[Section, ...]:
    marks = list(_CHAPTER.finditer(text))
    if len(marks) < 3:
        return (Section(text.strip()),)
    starts = [0, *(match.start() for match in marks)]
    ends = [*(match.start() for match in marks), len(text)]
    places = ["", *(clean_line(match[1], 120) for match in marks)]
    return tuple(
        Section(text[a:b].strip(), place) for a, b, place in zip(starts, ends, places, strict=True) if text[a:b].strip()
    )


def _first_line(text: str) -> str:
    """A short first line standing by itself reads as a title; else nothing."""
    lines = text.lstrip().split("\n", 2)
    line = clean_line(lines[0])
    alone = len(lines) > 1 and not lines[1].strip()
    if _CHAPTER.match(line):
        return ""
    if (
        alone
        and 3 <= len(line) <= 100
        and not line.endswith((".", ",", ";", ":"))
        and sum(map(str.isalpha, line)) > len(line) / 2
    ):
        return line
    return ""
