"""Infers what a file does not say from its own name and its folders' names, and marks it as inferred."""

import re
from dataclasses import replace
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.language.names.discs import split_disc
from assistant.language.people import natural_order
from indexers.metadata.book_names import BRACKETED_YEAR, DASH, guess_text
from indexers.metadata.clean_metadata import clean_names
from indexers.metadata.folder_names import MUSIC_FOLDERS, below, is_generic, readable, work_name
from indexers.metadata.guess import Guess
from indexers.metadata.person_names import LIKELY, sureness
from indexers.readers.base import Reading

_TRACK = re.compile(
    r"^(?:(?P<disc>\d{1,2})[-.](?P<on>\d\d)(?:\s*[-–._)]+\s*|\s+)|(?P<track>\d{1,3})\s*[-–._)]+(?:\s+|(?=\D))"
    r"|(?P<bare>0\d|[12]\d)\s+"
    r"|[A-H](?P<side>\d{1,2})\s*[-–.)]\s+)(?=\S)"
)
"""A number before the title: "03 - ", "1-07 ", "01-03 - ", and "A1 - " of records with sides."""
_SCENE = re.compile(r"^(?P<track>\d{2,3})-(?P<artist>[^\s-]+)-(?P<title>[^\s-]+?)(?:-[^\s-]+)?$")
"""How those name files who pass on whole records: "101-the_pilots-low_water"."""
_OF_A_CLIP = re.compile(
    r"\s*[(\[](?:(?:the )?(?:official|offizielles?|officiel|oficial|ufficiale)\b[^()\[\]]*|(?:clip|vid[eé]o) officiel"
    r"|(?:with )?lyrics?(?: video)?|lyric video|(?:music )?video|audio|visuali[sz]er|hd|hq|4k)[)\]]"
    r"|\s*\[[\w-]{11}\]$|\s+\d{3}\s?kbps\b",
    re.I,
)
"""What stands in the name of a recording that comes from a site of videos, and the number that it has there."""
_NO_TITLE = re.compile(r"(?:audio\s?)?(?:track|titel|titre|piste|pista|traccia|faixa|spur|трек|дорожка)\s*\d+$", re.I)
"""What programs call a piece of which they know nothing."""
_LEADING_YEAR = re.compile(r"^(1[5-9]\d\d|20\d\d)\s+[-–]\s+(?=\S)")


def fill_from_names(reading: Reading, path: Path) -> Reading:
    """The reading with its empty fields filled from file and folder names, each named in `inferred`."""
    guess = guess_music(path) if reading.kind is Kind.MUSIC else guess_text(path, reading.kind)
    told = guess.creators and (reading.kind is Kind.BOOK or _unlike(reading.title, guess.title))
    first_line = "title" in reading.inferred and told and reading.kind is not Kind.MUSIC
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
    folders = [readable(name) for name in path.parent.parts[1:]]
    if match := _SCENE.match(path.stem):
        # Words are parted by underscores there, and only there.
        told = [match[name].replace("_", " ") for name in ("artist", "title")]
        artist, album = _artist_and_album(folders, numbered=True)
        return Guess(told[1], clean_names(told[:1]), album, int(match["track"][-2:]))
    stem = _OF_A_CLIP.sub("", work_name(path)).strip() or readable(path.stem)
    track: int | None = None
    if match := _TRACK.match(stem):
        track, stem = int(next(filter(None, map(match.group, ("on", "track", "bare", "side"))))), stem[match.end() :]
    parts = [part.strip() for part in DASH.split(stem) if part.strip()]
    artist, album = _artist_and_album(folders, track is not None)
    if len(parts) >= 3 and (match := re.fullmatch(r"\d{1,3}", parts[-2])):
        artist, album, track, title = parts[0], parts[-3] if len(parts) > 3 else album, int(match[0]), parts[-1]
    elif len(parts) > 1 and not parts[0].isdigit() and (len(parts) == 2 or not artist):
        artist, title = parts[0], " - ".join(parts[1:])
    else:
        title = stem
    dated = _LEADING_YEAR.match(album) or BRACKETED_YEAR.search(album)
    year = int(dated[1]) if dated else None
    album = BRACKETED_YEAR.sub(" ", _LEADING_YEAR.sub("", album)).strip()
    return Guess(title or readable(path.stem), clean_names([_in_order(artist)]), album, track, year)


def _artist_and_album(folders: list[str], numbered: bool) -> tuple[str, str]:
    """Trusts the two folders above only under a music folder or for numbered tracks."""
    inside = below(folders, MUSIC_FOLDERS)
    named = list(inside if inside is not None else folders)
    if named and (disc := split_disc(named[-1]))[1] is not None:
        named[-1:] = [disc[0]] if disc[0] else []
    named = [name for name in (named if inside is not None else named[-2:]) if not is_generic(name)]
    if inside is None and not numbered:
        return "", ""
    if not named:
        return "", ""
    artist, dash, album = named[-1].partition(" - ")
    if dash and not artist.strip().isdigit() and (len(named) == 1 or inside is None):
        return artist.strip(), album.strip()
    if len(named) == 1:
        return ("", named[0]) if numbered else (named[0], "")
    album = named[-1]
    artist, dash, rest = album.partition(" - ")
    return named[-2], rest.strip() if dash and artist.casefold() == named[-2].casefold() else album


def _in_order(artist: str) -> str:
    """ "Bach, Johann Sebastian" the other way round; bands keep their commas."""
    return natural_order(artist) if artist.count(",") == 1 and sureness(artist) >= LIKELY else artist
