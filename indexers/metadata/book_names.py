"""What the name of a book's or a document's file tells, and the folders that it lies in."""

import re
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.language.names.abridged import without_abridged
from assistant.language.people import natural_order, people
from indexers.metadata.clean_metadata import clean_names, find_year
from indexers.metadata.comic_names import guess_comic
from indexers.metadata.folder_names import BOOK_FOLDERS, below, folders_above, is_generic, work_name
from indexers.metadata.guess import Guess
from indexers.metadata.person_names import KNOWN, LIKELY, NOBODY, sureness, surest
from indexers.metadata.title_marks import without_series

DASH = re.compile(r"\s+[-–—]\s+|_-_")
BRACKETED_YEAR = re.compile(r"\s*[(\[](1[5-9]\d\d|20\d\d)(?:, [^()\[\]]*)?[)\]]\s*")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_BY_YEAR = re.compile(r"^(?P<names>\D+?)\s+[-–]\s+(?P<year>1[5-9]\d\d|20\d\d)\s+[-–]\s+(?P<title>.+)$")
"""How Zotero names files: "Lee and Ray - 2001 - Low Water", "Lee et al. - 2001 - Low Water"."""
_NAME = r"[^\W\d_][\w'’ -]*, [^\W\d_][\w.'’-]*(?: [^\W\d_][\w.]*)?"
_INVERTED = re.compile(rf"^(?P<name>{_NAME}(?:; {_NAME})*) [-–] (?P<title>.+)$")
_BETWEEN_NAMES = re.compile(r"\s+(?:and|und|et|y|e|en|&)\s+")
_CATALOGUED = re.compile(r"\s+--\s+")
"""Between the title, the authors and all else that a catalogue knows."""
_PLACE = re.compile(r"^\d{1,3}[.)]\s+(?=\S)")
_ISBN = re.compile(r"^(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?=[\s_-])[\s_-]+(?=\S)|[\s_-]+97[89](?:-?\d){10}$")
_BY = re.compile(
    r"^(?P<title>.+\S)\s+(?P<word>by|von|par|door|di|de|por|av)\s+(?P<name>[^()]+)$"
    r"|^(?P<before>.+\S)\s+\((?P<behind>[^()]+)\)$|^\[(?P<first>[^\[\]]+)\]\s*(?P<rest>\S.*)$"
)
"""An author behind a title, or in brackets at an edge of it."""
_MANY_MEANINGS = frozenset({"di", "de", "por", "av"})
"""Words for "by" that stand within titles as well."""
_CHINESE = re.compile(r"^《(?P<title>[^《》]+)》.*?(?:作者|著者)\s*[:：]?\s*(?P<name>[^\s()（）]+)")
_BRACKETED_ASIAN = re.compile(r"^[\[【](?P<name>[\u3040-\u30ff\u3400-\u9fff・·]{2,12})[\]】]\s*(?P<title>\S.*)$")
_OF_COPIES = re.compile(
    r"(?:e-?book|epub|pdf|retail|scan|(?:un)?abridged|(?:un)?gekürzt|audiobook|hörbuch|livre audio|audiolibro|mp3|m4b|"
    r"(?:read|narrated) by .*|gelesen von .*|lu par .*|leído por .*|letto da .*)",
    re.I,
)
"""Parts of a name that tell of a copy or of who reads it."""
_SUBTITLE = re.compile(
    r"(?:(?:a|an|ein|eine|un|une|una|en|een)\s+)?(?:novel|novella|memoir|story|stories|history|biography|thriller|"
    r"mystery|romance|roman|geschichten?|erzählung(?:en)?|krimi|kriminalroman|biographie|histoire|récits?|nouvelles|"
    r"poems|gedichte|poèmes|novela|cuentos|poemas|romanzo|racconti|romance|contos|verhalen|noveller)",
    re.I,
)
_NUMBERED = re.compile(
    r"^(?:(?:book|vol\.?|volume|band|teil|tome|libro)\s*)?(?P<number>\d{1,4}(?:\.\d)?)\s+[-–]\s+"
    r"(?P<year>1[5-9]\d\d|20\d\d)\s+[-–]\s+(?P<title>\S.*)$"
    r"|^(?:book|vol\.?|volume|band|teil|tome|libro)\s*(?P<place>\d{1,3}(?:\.\d)?)\s+[-–]\s+(?P<named>\S.*)$",
    re.I,
)
"""How audiobook servers name a folder within that of a series: "2 - 2001 - Low Water", "Vol. 2 - Low Water"."""
_SERIES = re.compile(
    r"^[\[(](?P<series>.+?)[\s,#-]+(?:(?:book|vol\.?|band|tome)\s+)?(?P<number>\d+(?:\.\d+)?)[\])]$", re.I
)
"""A part of a name that tells the series and the place in it: "[North 1.5]"."""
_BARE_SERIES = re.compile(r"^(?P<series>[^\W\d].*?)[\s,]+(?:#|[Bb]ook |[Vv]ol\.? )?(?P<number>\d{1,2}(?:\.\d+)?)$")
"""The same without brackets, where an author stands before it and a title behind it."""
_SERIES_AT_EDGE = re.compile(
    r"^(?P<front>[\[(][^\[\]()]*\D[\s,#-]\d{1,3}(?:\.\d+)?[\])])\s+(?:[-–—]\s+)?(?P<rest>\S.*)$"
    r"|^(?P<other>.*\S)\s+(?P<end>[\[(][^\[\]()]*\D[\s,#-]\d{1,3}(?:\.\d+)?[\])])$"
)
_MOST_FOLDERS = 3
"""Folders above a file among which its author's may be: "Author/Series/Title/file"."""
_NOBODY = frozenset(
    {"various", "various authors", "aa.vv", "aavv", "vv.aa", "div. autoren", "diverse", "diverse autoren", "collectif",
     "unknown", "unknown author", "unbekannt", "inconnu", "desconocido", "sconosciuto"}
)  # fmt: skip # no words
"""What stands for an author where there are many, or none is known."""
_HOMES = frozenset({"home", "users", "documents and settings"})  # no words


def guess_text(path: Path, kind: Kind | None) -> Guess:
    """From "Author - Title (Year)", "Author/Title", Calibre's "Author/Title (7)/Title - Author"."""
    stem, folders = work_name(path), folders_above(path)
    stem = _ISBN.sub("", stem).strip() or stem
    year = find_year(match[1]) if (match := BRACKETED_YEAR.search(stem)) else None
    stem = BRACKETED_YEAR.sub(" ", stem).strip() or stem
    if len(parts := _CATALOGUED.split(stem)) > 2:
        return Guess(parts[0], _authors(parts[1]), year=year or next(filter(None, map(find_year, parts[2:])), None))
    if path.suffix.lower() == ".cbz":
        return guess_comic(stem, year)
    if match := _CHINESE.match(stem) or _BRACKETED_ASIAN.match(stem):
        return Guess(match["title"].strip(), (match["name"],), year=year)
    if match := _BY_YEAR.match(stem):
        return Guess(match["title"], _last_names(match["names"]), year=int(match["year"]))
    if kind is not Kind.BOOK:
        # Only a name put the other way round is surely none of the title.
        match = _INVERTED.match(stem)
        return Guess(match["title"], _authors(match["name"]), year=year) if match else Guess(stem, year=year)
    return _guess_book(stem, folders, year)


def _guess_book(stem: str, folders: list[str], year: int | None) -> Guess:
    if match := _NUMBERED.match(stem):
        year = int(match["year"]) if match["year"] else year
        title, place = without_abridged(match["title"] or match["named"]), float(match["number"] or match["place"])
        return Guess(title, _author_folder(title, folders), year=year, series_index=place)
    stem = _PLACE.sub("", without_abridged(stem)) or stem
    parts, series, number = _without_series([part.strip() for part in DASH.split(stem) if part.strip()])
    for place in (-1, 0):
        if len(parts) > 2 and _YEAR.fullmatch(parts[place]):
            year = year or int(parts.pop(place))
    parts = _with_subtitles([part for part in parts if not _OF_COPIES.fullmatch(part)] or parts)
    if len(parts) >= 2 and not series:
        parts, series, number = _numbered_first(parts)
    if len(parts) >= 2:
        last = _is_last(parts, folders)
        author, rest = (parts[-1], parts[:-1]) if last else (parts[0], parts[1:])
        if len(rest) > 2 and re.fullmatch(r"\d{1,3}", rest[1]) and not series:
            series, number, rest = rest[0], float(rest[1]), rest[2:]
        title = " - ".join(rest)
        return Guess(
            title,
            _authors(author) or _author_folder(title, folders, numbered=author.isdigit()),
            year=year,
            series=series,
            series_index=number,
        )
    title = parts[0] if parts else stem
    if said := _said_by(title):
        title, named, at = without_series(said[0])
        return Guess(title, _authors(said[1]), year=year, series=series or named, series_index=number if series else at)
    return Guess(title, _author_folder(title, folders), year=year, series=series, series_index=number)


def _with_subtitles(parts: list[str]) -> list[str]:
    """The parts, with one that says what kind of book it is put behind the title before it: "A Novel"."""
    found: list[str] = []
    for part in parts:
        if found and _SUBTITLE.fullmatch(part) and not (len(found) == 1 and surest(people(found[0])) >= LIKELY):
            found[-1] = f"{found[-1]} - {part}"
        else:
            found.append(part)
    return found


def _numbered_first(parts: list[str]) -> tuple[list[str], str, float | None]:
    """The same as `_without_series` for a series that begins the name: "North 2 - Low Water", "North 2 - Low Water -
    Vera Holm"; "Catch 22 - Joseph Heller" has none."""
    match = _BARE_SERIES.match(parts[0])
    told = surest(people(parts[-1])) >= LIKELY
    if match and told == (len(parts) > 2):
        return parts[1:], match["series"], float(match["number"])
    return parts, "", None


def _is_last(parts: list[str], folders: list[str]) -> bool:
    """Whether the author stands behind the title: as Calibre has it, or since that is more likely somebody's name."""
    if len(folders) > 1 and parts[-1].casefold() == folders[-2].casefold():
        return True
    first, last = surest(people(parts[0])), surest(people(parts[-1]))
    return last >= LIKELY and last > first


def _said_by(title: str) -> tuple[str, str] | None:
    """(title, author) of "Low Water by Vera Holm", "Low Water (Vera Holm)" and "[Vera Holm] Low Water"."""
    match = _BY.match(title)
    if match is None:
        return None
    author = match["name"] or match["behind"] or match["first"]
    enough = KNOWN if match["word"] in _MANY_MEANINGS else LIKELY
    bracketed = match["first"] and " " in author and sureness(author) > NOBODY
    named = " " in author and surest(people(author)) >= enough
    return ((match["title"] or match["before"] or match["rest"]), author) if named or bracketed else None


def _without_series(parts: list[str]) -> tuple[list[str], str, float | None]:
    """(the parts of a name but for its series, the series, the place in it): "Holm - [North 1.5] - Low Water", "[North
    1.5] Holm - Low Water", "Low Water (North #1.5) - Holm", "Holm - North 01 - Low Water"."""
    for place, part in enumerate(parts):
        if len(parts) > 1 and (match := _SERIES.match(part)):
            return parts[:place] + parts[place + 1 :], match["series"], float(match["number"])
        if (edge := _SERIES_AT_EDGE.match(part)) and (match := _SERIES.match(edge["front"] or edge["end"])):
            rest = edge["rest"] or edge["other"]
            return [*parts[:place], rest, *parts[place + 1 :]], match["series"], float(match["number"])
    if len(parts) > 2 and (match := _BARE_SERIES.match(parts[1])) and _could_name_a_person(parts[0]):
        return [parts[0], *parts[2:]], match["series"], float(match["number"])
    return parts, "", None


def _could_name_a_person(text: str) -> bool:
    return sureness(text) > NOBODY or (len(text.split()) == 1 and text.isalpha())


def _authors(text: str) -> tuple[str, ...]:
    if text.casefold().strip(".") in _NOBODY or len(text.split()) > 8 or any(character.isdigit() for character in text):
        return ()
    return clean_names(natural_order(name) for name in people(text))


def _last_names(text: str) -> tuple[str, ...]:
    """The authors of a file's name, who may be there by their last names alone."""
    plain = text.removesuffix(" et al.").removesuffix(" et al")
    parts = _BETWEEN_NAMES.split(plain) if "," not in plain else [plain]
    return clean_names(name for part in parts for name in _authors(part))


def _author_folder(title: str, folders: list[str], *, numbered: bool = False) -> tuple[str, ...]:
    """The folder right below a book folder, "Books/Ursula K. Le Guin/…", or one near the file that has a name for its
    name: the outermost, since series have people's names too. `numbered`: the folder that holds the file may be one."""
    inside = below(folders, BOOK_FOLDERS)
    if inside and not is_generic(inside[0]) and 2 <= len(inside[0].split()) <= 5:
        return _authors(inside[0])
    # Whose home a folder is says nothing of what lies in it.
    own = next((place + 2 for place, name in enumerate(folders) if name.casefold() in _HOMES), 0)
    near = [name for name in folders[own:][-_MOST_FOLDERS:] if name.casefold() != title.casefold()]
    if numbered and near and surest(people(near[-1])) < KNOWN:
        near.pop()
    return next((_authors(name) for name in near if " " in name and surest(people(name)) >= LIKELY), ())
