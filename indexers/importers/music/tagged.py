"""A song as a player's own database knows it: by the tags of its file."""

from collections.abc import Iterable

from assistant.domain.entities import Kind
from assistant.language.people import performers
from indexers.importers.base import ImportedWork
from indexers.importers.places import local_path
from indexers.metadata.clean_metadata import clean_line, clean_names


def tagged_song(
    title: object, artist: object, album: object, genres: Iterable[object], place: str | bytes | None
) -> ImportedWork | None:
    """The work of these tags, whose file is at `place`, a path or an address; None without a title."""
    if not title:
        return None
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(title),
        creators=performers(str(artist or "")),
        subjects=clean_names(genres),
        album=clean_line(album),
        path=local_path(place),
    )
