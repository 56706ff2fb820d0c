"""What the tags of a recording say of it, whatever family they are of: ID3, Vorbis comments, MP4 atoms, APEv2, ASF."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind
from assistant.language.names.abridged import without_abridged
from assistant.language.names.discs import split_disc
from assistant.language.people import distinct, natural_order, people, performers
from indexers.metadata.authors import told_publisher
from indexers.metadata.clean_metadata import (
    clean_line,
    clean_names,
    clean_text,
    find_year,
    language_code,
    positive_number,
    word_set,
)
from indexers.metadata.title_marks import spelt_out
from indexers.readers.audio.mojibake import mender
from indexers.readers.audio.tags import genre_name
from indexers.readers.base import Reading, Section

Fields = Mapping[str, Sequence[str]]
"""Values by their names in lower case, as their family calls them."""
VARIOUS = "Various Artists"  # no words
_GENRE_SEPARATOR = re.compile(r"\s*[;,/|\0]\s*")
_PARTS = re.compile(r"\s*;\s*")
_BARE_SLASH = re.compile(r"\s+/\s+")
"""Between blanks it parts artists, as Picard and Navidrome have it; that of "AC/DC" is the name's own."""
_MUSICBRAINZ = {
    "musicbrainz_trackid": "musicbrainz", "musicbrainz track id": "musicbrainz",
    "musicbrainz_albumid": "musicbrainz-album", "musicbrainz album id": "musicbrainz-album",
    "musicbrainz_artistid": "musicbrainz-artist", "musicbrainz artist id": "musicbrainz-artist", "isrc": "isrc",
}  # fmt: skip
_CLASSICAL = frozenset(
    {"classical", "klassik", "opera", "symphony", "baroque", "chamber music", "early music"}
)  # no words
_UNKNOWN = frozenset(
    {"unknown", "unknown artist", "unknown album", "untitled", "no title", "<unknown>", "track"}
)  # no words
_VARIOUS = word_set("va various diverse compilation") | {
    "various artists", "various artist", "v.a", "v/a", "verschiedene interpreten", "artistes divers",
}  # fmt: skip # no words
_AUDIOBOOK_GENRE = re.compile(
    r"audio[- ]?(?:book|buch)|h(?:ö|oe)rb(?:u|ü|ue)ch|h(?:ö|oe)rspiel|livres? audio|audiolibro|audiolivro|luisterboek|"
    r"ljudbok|lydbok|audioteatr|аудиокниг|books? & spoken|オーディオブック|有声书",
    re.I,
)
_AUDIOBOOK_FOLDERS = word_set(
    "audiobooks audiobook hörbücher hörbuch hörspiele audiolibros audiolivres luisterboeken"
) | {"livres audio", "audio books"}  # no words
_STIK_AUDIOBOOK, _STIK_PODCAST = "2", "21"
"""Media kinds as iTunes numbers them."""
_ALBUM_ARTIST = ("albumartist", "album artist", "album_artist")  # no words
_NARRATOR = ("narrator", "narratedby", "narrated by", "narrators", "readby", "\xa9nrt")  # no words
_PODCAST_FIELDS = ("podcast", "pcst", "wfed", "podcasturl", "podcastid")  # no words
_READ_BY = re.compile(r"^(?:read|narrated|performed|gelesen|gesprochen|lu|narrado|leído)\s+(?:by|von|par|por)\s+", re.I)
_CAME_OUT = (
    "originalyear",
    "originaldate",
    "original year",
    "original date",
    "tdor",
    "tory",
    "year",
    "date",
)  # no words
"""When the music came out before when this copy of it did."""
_SLOWEST, _FASTEST = 20.0, 400.0
"""Beats a minute that a tag may state."""


def fields_of(tag: Any) -> dict[str, list[str]]:
    """The fields of a tinytag.TinyTag."""
    found = {
        key.lower(): [value for value in values if isinstance(value, str)]
        for key, values in tag.other.items()
        if isinstance(values, list)
    }
    for name in ("title", "artist", "albumartist", "album", "composer", "genre", "year", "comment", "track", "disc"):
        if first := getattr(tag, name):
            found[name] = [str(first), *found.get(name, ())]
    return found


def cover_of(tag: Any) -> bytes | None:
    """The front cover of a tinytag.TinyTag, or any picture."""
    image = tag.images.front_cover or tag.images.any
    return bytes(image.data) if image is not None and image.data else None


def describe(fields: Fields, path: Path, *, duration: float | None = None, cover: bytes | None = None) -> Reading:
    """A Reading out of a recording's fields; the folders of `path` may say that it is an audiobook."""
    mend = mender([value for name in ("title", "artist", "album") for value in fields.get(name, ())[:1]])

    def every(*names: str) -> list[str]:
        parts = (part for name in names for value in fields.get(name, ()) for part in value.split("\0"))
        return [known for part in parts if (known := _known(mend(part)))]

    def first(*names: str) -> str:
        return next(iter(every(*names)), "")

    genres = clean_names(genre_name(part) for genre in every("genre") for part in _GENRE_SEPARATOR.split(genre))
    kind = _kind(fields, genres, path)
    named = without_abridged(first("album")) if kind is Kind.BOOK else first("album")
    album, disc = split_disc(named)
    narrators = _narrators(every) if kind is Kind.BOOK else ()
    track = positive_number(next(iter(fields.get("track") or fields.get("tracknumber") or ()), None))
    lyrics = clean_text("\n".join(map(mend, [*fields.get("lyrics", ()), *fields.get("unsynced lyrics", ())])))
    remark = clean_line(mend(next(iter(fields.get("description") or fields.get("comment") or ()), "")), 2000)
    creators = _authors(every, narrators) if kind is Kind.BOOK else _artists(every, genres)
    return Reading(
        kind=kind,
        title=without_abridged(first("title")) if kind is Kind.BOOK else first("title"),
        creators=creators,
        narrators=narrators,
        year=next((year for value in every(*_CAME_OUT) if (year := find_year(value))), None),
        publisher=told_publisher(first("publisher", "label", "organization")),
        language=next((code for value in every("language", "tlan") if (code := language_code(value))), ""),
        subjects=genres,
        description=remark if len(remark) > 30 else "",
        identifiers=_identifiers(fields),
        album=album or named,
        album_artist=_album_artist(fields, next(iter(performers(first(*_ALBUM_ARTIST))), ""), creators),
        disc=_disc(fields) or (disc if album else None),
        track=int(track) if track and track < 10_000 else None,
        tempo=_tempo(fields),
        duration=round(duration, 3) if duration and 0 < duration < 10_000_000 else None,
        sections=(Section(lyrics, "lyrics"),) if len(lyrics) > 40 else (),
        cover=cover,
    )


def _kind(fields: Fields, genres: Sequence[str], path: Path) -> Kind:
    """BOOK for an audiobook, DOCUMENT for an episode of a podcast, which is nothing to play among songs."""
    stik = next(iter(fields.get("stik", ())), "")
    media = " ".join(value for name in ("itunesmediatype", "mediatype") for value in fields.get(name, ())).casefold()
    if stik == _STIK_AUDIOBOOK or "audiobook" in media or any(map(_AUDIOBOOK_GENRE.search, genres)):
        return Kind.BOOK
    if (
        stik == _STIK_PODCAST
        or "podcast" in {genre.casefold() for genre in genres}
        or _is_flagged(fields, _PODCAST_FIELDS)
    ):
        return Kind.DOCUMENT
    return Kind.BOOK if is_audiobook_path(path) else Kind.MUSIC


def is_audiobook_path(path: Path) -> bool:
    """Whether a recording is an audiobook by its suffix or by where it lies."""
    folders = {name.casefold() for name in path.parent.parts}
    return path.suffix.lower() == ".m4b" or bool(folders & _AUDIOBOOK_FOLDERS)


def _is_flagged(fields: Fields, names: Iterable[str]) -> bool:
    return any(value.strip() not in ("", "0", "false", "no") for name in names for value in fields.get(name, ()))


def _artists(every: Any, genres: Sequence[str]) -> tuple[str, ...]:
    """The artists: a list that comes ready-made before one line that joins them; of classical music the composer first,
    whom people look for. Who plays, conducts, produces or writes words stands apart from them."""
    listed = every("artists", "wm/artists")
    stated = listed or every("artist") or every(*_ALBUM_ARTIST) or every("performer")
    composers = [natural_order(name) for name in every("composer")]
    classical = any(genre.casefold() in _CLASSICAL for genre in genres)
    names = composers + stated if classical else stated or composers
    parted = _named(names) if listed else (part for one in _named(names) for part in _at_slashes(one))
    return distinct(name for one in parted for name in ([one] if listed else performers(one)))


def _at_slashes(names: str) -> list[str]:
    """Artists between slashes, as old ID3 parts them; without blanks only where each has two words, unlike "AC/DC"."""
    parts = names.split("/")
    return parts if all(" " in part.strip() for part in parts) else _BARE_SLASH.split(names)


def _authors(every: Any, narrators: Sequence[str]) -> tuple[str, ...]:
    """Who wrote an audiobook: those who read it aloud are often named beside the author, or in the author's place."""
    stated = every("author", "\xa9aut", "writer")
    albums = [name for name in every(*_ALBUM_ARTIST) if not _is_various(name)]
    named = distinct(name for one in stated or albums or every("artists") or every("artist") for name in people(one))
    read = {name.casefold() for name in narrators}
    return tuple(name for name in named if name.casefold() not in read) or named


def _narrators(every: Any) -> tuple[str, ...]:
    """Audiobooks name who reads them in a field of its own, or in that of the composer."""
    stated = every(*_NARRATOR) or every("composer")
    return distinct(name for one in stated for name in people(_READ_BY.sub("", one)))


def _named(values: Iterable[str]) -> tuple[str, ...]:
    return clean_names(_known(part) for value in values for part in _PARTS.split(value))


def _album_artist(fields: Fields, stated: str, creators: Sequence[str]) -> str:
    """Who an album is by. A compilation is by various artists, unless its tracks name one who made it."""
    if _is_various(stated):
        return VARIOUS
    flagged = _is_flagged(fields, ("compilation", "tcmp", "cpil", "itunescompilation", "wm/iscompilation"))
    own = {name.casefold() for name in [*creators, *fields.get("artist", ())]}
    return VARIOUS if flagged and (not stated or stated.casefold() in own) else stated


def _is_various(name: str) -> bool:
    return name.casefold().strip(" .") in _VARIOUS


def _disc(fields: Fields) -> int | None:
    """The number of a disc."""
    number = positive_number(next(iter(fields.get("disc") or fields.get("discnumber") or ()), None))
    return int(number) if number and number < 1000 else None


def _tempo(fields: Fields) -> float | None:
    """Beats a minute."""
    stated = next(
        (value for name in ("bpm", "tbpm", "tempo", "tmpo", "wm/beatsperminute") for value in fields.get(name, ())), ""
    )
    number = positive_number(stated)
    return number if number and _SLOWEST <= number <= _FASTEST else None


def _known(text: str | None) -> str:
    line = clean_line(spelt_out(text or ""))
    return "" if line.casefold() in _UNKNOWN else line


def _identifiers(fields: Fields) -> tuple[tuple[str, str], ...]:
    found = (
        (scheme, clean_line(value, 60)) for name, scheme in _MUSICBRAINZ.items() for value in fields.get(name, ())[:1]
    )
    return tuple(dict.fromkeys((scheme, value) for scheme, value in found if value))
