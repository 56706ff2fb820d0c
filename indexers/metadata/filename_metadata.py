"""Infers what a file does not say from its own name and its folders' names, and marks it as inferred."""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.language.names.discs import split_disc
from assistant.language.names.given_names import are_given_names
from assistant.language.people import natural_order, people
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year, word_set
from indexers.metadata.titles import without_marks
from indexers.readers.base import Reading

MUSIC_FOLDERS = word_set("music musik musique música musica songs audio mp3 flac sounds albums alben itunes")
BOOK_FOLDERS = word_set(
    "books book ebooks ebook e-books bücher buecher livres libros libri romane novels fiction calibre library",
    "bibliothek audiobooks hörbücher comics",
)
_OTHER_FOLDERS = word_set(
    "documents document dokumente downloads download desktop files file home user users media mnt data tmp temp shared",
    "public inbox misc new unsorted various backup backups archive papers pdf pdfs epub texts text docs doc scans",
    "unknown samples tests test src root var",
) | {
    "calibre library",
    "my music",
    "my documents",
    "my books",
    "itunes media",
    "compilations",
    "various artists",
}  # no words

_TRACK = re.compile(r"^(?:(?P<disc>\d)[-.](?=\d\d))?(?:(?P<track>\d{1,3})\s*[-–._)]+\s*|(?P<bare>0\d|[12]\d)\s+)(?=\S)")
_NO_TITLE = re.compile(r"(?:audio\s?)?(?:track|titel|titre|piste|pista|traccia|faixa|spur|трек|дорожка)\s*\d+$", re.I)
"""What programs call a piece of which they know nothing."""
_DASH = re.compile(r"\s+[-–—]\s+|_-_")
_BY_YEAR = re.compile(r"^(?P<names>\D+?)\s+[-–]\s+(?P<year>1[5-9]\d\d|20\d\d)\s+[-–]\s+(?P<title>.+)$")
"""How Zotero names files: "Lee and Ray - 2001 - Low Water", "Lee et al. - 2001 - Low Water"."""
_INVERTED = re.compile(r"^(?P<name>[^\W\d_][\w'’-]*, [^\W\d_][\w.'’-]*(?: [^\W\d_][\w.]*)?) [-–] (?P<title>.+)$")
_BETWEEN_NAMES = re.compile(r"\s+(?:and|und|et|y|e|en|&)\s+")
_BRACKETED_YEAR = re.compile(r"\s*[(\[](1[5-9]\d\d|20\d\d)(?:, [^()\[\]]*)?[)\]]\s*")
_LEADING_YEAR = re.compile(r"^(1[5-9]\d\d|20\d\d)\s+[-–]\s+(?=\S)")
_CATALOGUED = re.compile(r"\s+--\s+")
"""Between the title, the authors and all else that a catalogue knows."""
_PLACE = re.compile(r"^\d{1,3}[.)]\s+(?=\S)")
_BY = re.compile(
    r"^(?P<title>.+\S)\s+by\s+(?P<name>[^()]+)$|^(?P<before>.+\S)\s+\((?P<behind>[^()]+)\)$"
    r"|^\[(?P<first>[^\[\]]+)\]\s*(?P<rest>\S.*)$"
)
"""An author behind a title, or in brackets at an edge of it."""
_CALIBRE_NUMBER = re.compile(r"\s*\(\d+\)$")
_IN_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_ISSUE = re.compile(
    r"^(?P<series>.*?\w.*?)[\s,_-]+(?:#|vol\.?\s*|v\.?\s*|no\.?\s*|issue\s+)?(?P<number>\d{1,3}(?:\.\d)?)$", re.I
)
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


@dataclass(frozen=True, slots=True)
class Guess:
    """What names suggest; empty where they suggest nothing."""

    title: str = ""
    creators: tuple[str, ...] = ()
    album: str = ""
    track: int | None = None
    year: int | None = None
    series: str = ""
    series_index: float | None = None


def readable(name: str) -> str:
    """A file name as a person reads it: bytes that are no UTF-8 taken as Western, underscores as blanks."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("cp1252", "replace")
    if " " not in name:
        name = name.replace("_", " ").replace("+", " ")
        name = name.replace(".", " ") if name.count(".") > 2 else name
    # Where a colon may not stand in a name, programs write an underscore.
    name = re.sub(r"(?<=\w)_ (?=\S)", ": ", name)
    return without_marks(clean_line(name.replace("_", " ") if name.count("_") > 1 else name))


def fill_from_names(reading: Reading, path: Path) -> Reading:
    """The reading with its empty fields filled from file and folder names, each named in `inferred`."""
    guess = guess_music(path) if reading.kind is Kind.MUSIC else guess_text(path, reading.kind)
    first_line = "title" in reading.inferred and guess.creators and reading.kind is Kind.BOOK
    numbered = reading.kind is Kind.MUSIC and _NO_TITLE.match(reading.title) and not _NO_TITLE.match(guess.title)
    if first_line or numbered:
        # "Author - Title" as a name says more than a first line that looks like a title, or than "Track 7".
        reading = replace(reading, title="")
    inferred = set(reading.inferred)
    changes: dict[str, object] = {}
    fields = ["title", "creators", "year", "series", "series_index"]
    if reading.kind is Kind.MUSIC:
        fields += ["album", "track"]
    if reading.title and _unlike(reading.title, guess.title):
        fields = [name for name in fields if name != "creators" or reading.kind is Kind.MUSIC]
    for name in fields:
        value = getattr(guess, name)
        if value and not getattr(reading, name):
            changes[name] = value
            inferred.add(name)
    return replace(reading, **changes, inferred=frozenset(inferred))  # type: ignore[arg-type]


def _unlike(title: str, guessed: str) -> bool:
    """Whether the stated title shows that the file's name was taken apart wrongly."""
    mine, other = title.casefold(), guessed.casefold()
    return not (mine in other or other in mine)


def guess_music(path: Path) -> Guess:
    """From "Artist/Album (Year)/01 Title", "Artist - Title", "Artist - Album - 01 - Title"."""
    stem, folders = readable(path.stem), [readable(name) for name in path.parent.parts[1:]]
    track: int | None = None
    if match := _TRACK.match(stem):
        track, stem = int(match["track"] or match["bare"]), stem[match.end() :]
    parts = [part.strip() for part in _DASH.split(stem) if part.strip()]
    artist, album = _artist_and_album(folders, track is not None)
    if len(parts) >= 3 and (match := re.fullmatch(r"\d{1,3}", parts[-2])):
        artist, album, track, title = parts[0], parts[-3] if len(parts) > 3 else album, int(match[0]), parts[-1]
    elif len(parts) == 2 and not parts[0].isdigit():
        artist, title = parts[0], parts[1]
    else:
        title = stem
    dated = _LEADING_YEAR.match(album) or _BRACKETED_YEAR.search(album)
    year = int(dated[1]) if dated else None
    album = _BRACKETED_YEAR.sub(" ", _LEADING_YEAR.sub("", album)).strip()
    return Guess(title or readable(path.stem), clean_names([artist]), album, track, year)


def _artist_and_album(folders: list[str], numbered: bool) -> tuple[str, str]:
    """Trusts the two folders above only under a music folder or for numbered tracks."""
    below = _below(folders, MUSIC_FOLDERS)
    named = list(below if below is not None else folders)
    if named and (disc := split_disc(named[-1]))[1] is not None:
        named[-1:] = [disc[0]] if disc[0] else []
    named = [name for name in (named if below is not None else named[-2:]) if not is_generic(name)]
    if below is None and not numbered:
        return "", ""
    if not named:
        return "", ""
    artist, dash, album = named[-1].partition(" - ")
    if dash and not artist.strip().isdigit() and (len(named) == 1 or below is None):
        return artist.strip(), album.strip()
    if len(named) == 1:
        return ("", named[0]) if numbered else (named[0], "")
    album = named[-1]
    artist, dash, rest = album.partition(" - ")
    return named[-2], rest.strip() if dash and artist.casefold() == named[-2].casefold() else album


def guess_text(path: Path, kind: Kind | None) -> Guess:
    """From "Author - Title (Year)", "Author/Title", Calibre's "Author/Title (7)/Title - Author"."""
    stem, folders = readable(path.stem), _folders(path)
    year = find_year(match[1]) if (match := _BRACKETED_YEAR.search(stem)) else None
    stem = _BRACKETED_YEAR.sub(" ", stem).strip() or stem
    if len(parts := _CATALOGUED.split(stem)) > 2:
        return Guess(parts[0], _authors(parts[1]), year=year or next(filter(None, map(find_year, parts[2:])), None))
    if path.suffix.lower() == ".cbz":
        return _guess_comic(stem, year)
    if match := _BY_YEAR.match(stem):
        return Guess(match["title"], _last_names(match["names"]), year=int(match["year"]))
    if kind is not Kind.BOOK:
        # Only a name put the other way round is surely none of the title.
        match = _INVERTED.match(stem)
        return Guess(match["title"], _authors(match["name"]), year=year) if match else Guess(stem, year=year)
    stem = _PLACE.sub("", stem) or stem
    parts, series, number = _without_series([part.strip() for part in _DASH.split(stem) if part.strip()])
    if len(parts) >= 2:
        calibre = len(folders) > 1 and parts[-1].casefold() == folders[-2].casefold()
        last = calibre or (len(parts) == 2 and _names_a_person(parts[1]) and not _could_name_a_person(parts[0]))
        author, title = (parts[-1], " - ".join(parts[:-1])) if last else (parts[0], " - ".join(parts[1:]))
        return Guess(title, _authors(author), year=year, series=series, series_index=number)
    title = parts[0] if parts else stem
    match = _BY.match(title)
    author = (match["name"] or match["behind"] or match["first"]) if match else ""
    if match and _names_a_person(author):
        title = match["title"] or match["before"] or match["rest"]
        return Guess(title, _authors(author), year=year, series=series, series_index=number)
    return Guess(title, _author_folder(folders), year=year, series=series, series_index=number)


def _without_series(parts: list[str]) -> tuple[list[str], str, float | None]:
    """(the parts of a name but for its series, the series, the place in it): "Holm - [North 1.5] - Low Water", "[North
    1.5] Holm - Low Water", "Low Water (North #1.5) - Holm", "Holm - North 01 - Low Water"."""
    for place, part in enumerate(parts):
        if len(parts) > 1 and (match := _SERIES.match(part)):
            return parts[:place] + parts[place + 1 :], match["series"], float(match["number"])
        if (edge := _SERIES_AT_EDGE.match(part)) and (match := _SERIES.match(edge["front"] or edge["end"])):
            rest = edge["rest"] or edge["other"]
            return [*parts[:place], rest, *parts[place + 1 :]], match["series"], float(match["number"])
    if len(parts) == 3 and (match := _BARE_SERIES.match(parts[1])) and _could_name_a_person(parts[0]):
        return [parts[0], parts[2]], match["series"], float(match["number"])
    return parts, "", None


def _names_a_person(text: str) -> bool:
    """Whether some words begin with a first name and go on as a name does: "Vera Holm", "Holm, Vera"."""
    last, comma, first = text.partition(",")
    words = (f"{first} {last}" if comma else text).split()
    return 2 <= len(words) <= 4 and are_given_names(words[0]) and words[0][0].isupper() and words[-1][0].isupper()


def _could_name_a_person(text: str) -> bool:
    """Whether some words may be a name: one alone, one with initials, or one that holds a first name."""
    words = text.replace(",", " ").split()
    if ":" in text or any(map(str.isdigit, text)):
        return False
    return len(words) == 1 or any(len(word.strip(".")) == 1 or are_given_names(word) for word in words)


def _guess_comic(stem: str, year: int | None) -> Guess:
    """From "Series 004 (Digital) (Group)", as those who scan comics name them."""
    plain = _IN_BRACKETS.sub(" ", stem).strip() or stem
    match = _ISSUE.match(plain)
    if not match:
        return Guess(plain, year=year)
    # "v02" before an issue's number is the run of the series.
    series, number = re.sub(r"(?<=\S)\s+v\d{1,4}$", "", match["series"].strip()), float(match["number"])
    return Guess(f"{series} #{number:g}", year=year, series=series, series_index=number)


def _authors(text: str) -> tuple[str, ...]:
    if len(text.split()) > 8 or any(character.isdigit() for character in text):
        return ()
    return clean_names(natural_order(name) for name in people(text))


def _last_names(text: str) -> tuple[str, ...]:
    """The authors of a file's name, who may be there by their last names alone."""
    plain = text.removesuffix(" et al.").removesuffix(" et al")
    parts = _BETWEEN_NAMES.split(plain) if "," not in plain else [plain]
    return clean_names(name for part in parts for name in _authors(part))


def _author_folder(folders: list[str]) -> tuple[str, ...]:
    """The folder right below a book folder: "Books/Ursula K. Le Guin/…"."""
    below = _below(folders, BOOK_FOLDERS)
    if not below or is_generic(below[0]) or not 2 <= len(below[0].split()) <= 5:
        return ()
    return _authors(below[0])


def _folders(path: Path) -> list[str]:
    return [_CALIBRE_NUMBER.sub("", readable(name)) for name in path.parent.parts[1:]]


def _below(folders: list[str], anchors: frozenset[str]) -> list[str] | None:
    """The folders below the last one whose name is in `anchors`; None without such a one."""
    for place in range(len(folders) - 1, -1, -1):
        if folders[place].casefold() in anchors:
            return folders[place + 1 :]
    return None


def is_generic(name: str) -> bool:
    """Whether a folder's name speaks of folders and not of works."""
    lowered = name.casefold()
    return lowered in MUSIC_FOLDERS or lowered in BOOK_FOLDERS or lowered in _OTHER_FOLDERS
