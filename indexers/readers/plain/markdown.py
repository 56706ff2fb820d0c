"""Reads Markdown with its front matter.

python-frontmatter was measured for the latter: it takes five times as long, and loses all of it to a title with a colon
in it.
"""

import re
from pathlib import Path

from assistant.language.people import people
from indexers.metadata.authors import stated_names
from indexers.metadata.bylines import written_by
from indexers.metadata.clean_metadata import clean_line, clean_names, clean_text, find_year, language_code
from indexers.metadata.titles import given_title
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.decoding import read_text
from indexers.readers.registry import reader
from indexers.readers.sections import cut_at, with_text

_FRONT_MATTER = re.compile(
    r"\A(?:---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(.{0,20000}?)\n\+\+\+)[ \t]*(?:\n|\Z)", re.S
)
"""YAML between dashes, TOML between plus signs."""
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$|^([^\s#>|-].{0,150})\n(={3,}|-{3,})[ \t]*$", re.M)
_ENTRY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,]+))\s*(?:,|$)""")
_BELOW = 1000
"""Characters below a heading that are looked at for who wrote the page."""
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


@reader("Markdown", {  # no words
    ".md": "text/markdown", ".markdown": "text/markdown", ".mkd": "text/markdown", ".mdown": "text/markdown",
}, largest=32 * MEGABYTE)  # fmt: skip
def read_markdown(path: Path) -> Reading:
    text = clean_text(read_text(path))
    front, body = split_front_matter(text)
    headings = list(_HEADING.finditer(body))
    heading = next((match for match in headings if _level(match) == 1), None)
    title = given_title(front.get("title", "")) or (_heading_text(heading) if heading else "")
    stated = stated_names(people(front.get("author", "") or front.get("authors", "")))
    subjects = front.get("tags", "") or front.get("keywords", "") or front.get("categories", "")
    return Reading(
        title=clean_line(plain_markdown(title)),
        creators=stated or (_byline(body[heading.end() if heading else 0 :]) if title else ()),
        year=find_year(front.get("date", "") or front.get("year", "")),
        language=language_code(front.get("lang", "") or front.get("language", "")),
        subjects=clean_names(name.lstrip("#") for name in _listed(subjects)),
        description=clean_line(front.get("description", "") or front.get("summary", ""), 2000),
        sections=_markdown_sections(body, headings),
    )


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The plain `key: value` lines (and lists) of YAML front matter, or those of TOML, and the text behind it. Nothing
    is executed."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    found: dict[str, str] = {}
    key = part = ""
    pairs = re.compile(r"^([A-Za-z][\w-]*)(?::|[ \t]*=)[ \t]*(.*)$" if match[2] else r"^([A-Za-z][\w-]*):[ \t]*(.*)$")
    for line in (match[1] or match[2] or "").split("\n"):
        if pair := pairs.match(line):
            key = pair[1].lower()
            found[key] = _one_a_part(pair[2].strip()) or pair[2].strip().strip("\"'")
        elif key and (typed := re.match(r"^[ \t]*-[ \t]+(?:type|role):[ \t]*(\S+)$", line)):
            part = typed[1].lower()
        elif key and part and (worded := re.match(r"^[ \t]+(?:text|name):[ \t]*(.+)$", line)):
            _add_part(found, "author" if key == "creator" else key, part, worded[1].strip().strip("\"'"))
            part = ""
        elif key and (entry := re.match(r"^[ \t]*-[ \t]+(?:name:[ \t]*)?(.+)$", line)):
            before = found[key] if found[key].endswith("; ") or not found[key] else f"{found[key]}; "
            found[key] = f"{before}{entry[1].strip().strip(chr(34) + chr(39))}; "
    return found, text[match.end() :]


def _add_part(found: dict[str, str], key: str, part: str, words: str) -> None:
    """Adds what Pandoc writes in two lines: "title: - type: main, text: …" and "creator: - role: author, text: …"."""
    if key == "author":
        found[key] = found.get(key, "") + (f"{words}; " if part in ("author", "aut") else "")
    elif part == "main" or not found.get(key):
        found[key] = words


def _one_a_part(stated: str) -> str:
    """A list in brackets with a semicolon behind each entry, whose own commas stand in quotes; else empty."""
    if not (stated.startswith("[") and stated.endswith("]")):
        return ""
    entries = (double or single or bare for double, single, bare in _ENTRY.findall(stated[1:-1]))
    return "".join(f"{entry.strip()}; " for entry in entries if entry.strip())


def _listed(text: str) -> list[str]:
    return [part.strip(" \"'") for part in text.split(";" if ";" in text else ",") if part.strip(" \"'")]


def _byline(text: str) -> tuple[str, ...]:
    """Who wrote a page, in the lines below its heading."""
    return written_by(plain_markdown(text[:_BELOW]).split("\n"))


def _level(match: "re.Match[str]") -> int:
    return len(match[1]) if match[1] else (1 if match[4].startswith("=") else 2)


def _heading_text(match: "re.Match[str]") -> str:
    return plain_markdown(match[2] or match[3]).strip()


def plain_markdown(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text


def _markdown_sections(body: str, headings: "list[re.Match[str]]") -> tuple[Section, ...]:
    pieces = cut_at(body, headings, _heading_text)
    return with_text((plain_markdown(re.sub(r"^#+[ \t]+", "", piece)), place) for piece, place in pieces)
