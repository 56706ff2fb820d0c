"""A song as a player's own database knows it: by the tags of its file."""

import re
from collections.abc import Iterable

from assistant.domain.entities import Kind
from assistant.language.people import performers
from indexers.importers.base import ImportedWork
from indexers.importers.places import local_path
from indexers.metadata.clean_metadata import clean_line, clean_names

_UNKNOWN = re.compile(r"^\W*(?:unknown|unbekannt\w*|inconnue?|desconocid[oa]|sconosciuto)(?: \w+)?\W*$", re.I)
"""What players write where a tag says nothing: "<Unknown Artist>"."""


def known(stated: object) -> str:
    """A tag on one line; empty for what says that nothing is known."""
    line = clean_line(stated)
    return "" if _UNKNOWN.match(line) else line


def tagged_song(
    title: object, artist: object, album: object, genres: Iterable[object], place: str | bytes | None
) -> ImportedWork | None:
    """The work of these tags, whose file is at `place`, a path or an address; None without a title."""
    if not title:
        return None
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(title),
        creators=performers(known(artist)),
        subjects=clean_names(map(known, genres)),
        album=known(album),
        path=local_path(place),
    )
