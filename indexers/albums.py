"""Albums as items: made from their tracks, kept in step with them, and gone with the last but one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.domain.entities import Item, Kind
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.albums import ALBUM
from assistant.storage.library.store import LibraryStore
from indexers.readers.audio.described import VARIOUS
from indexers.shelve.wholes import commonest
from indexers.works import normal_form

AT_ONCE = 50
FEWEST = 2
"""Tracks that make an album."""
_MOST_SUBJECTS = 12
_LONGEST_LIST = 2000


def shelve_albums(library: LibraryStore, journal: JournalStore) -> None:
    """Brings every album up to date whose tracks came, went or changed. May be killed at any time and run again."""
    while keys := library.albums.stale(AT_ONCE):
        tracks = {key: library.albums.tracks_by_key(key) for key in keys}
        with journal.atomic():
            ids = {key: _identify(journal, key, found) for key, found in tracks.items()}
        before = [library.albums.of_key(key) for key in keys]
        edits = journal.edits()
        with library.database.atomic(bulk=True):
            library.albums.assign(ids.items())
            for album_id in dict.fromkeys(filter(None, [*before, *ids.values()])):
                found = library.albums.tracks(album_id)
                if len(found) >= FEWEST:
                    library.items.put_unfiled([album_of(album_id, found)], ALBUM, edits)
                else:
                    library.items.remove_unfiled([album_id], ALBUM)


def _identify(journal: JournalStore, key: str, tracks: Sequence[Item]) -> str:
    """The album's id by where its tracks lie, by MusicBrainz, by title and artist, and by its first track."""
    if len(tracks) < FEWEST:
        return ""
    title, artist = commonest(track.album for track in tracks), " ".join(_creators(tracks))
    stated = _identifiers(tracks)
    keys = [f"album-tracks:{key}", *(f"{scheme}:{value}" for scheme, value in stated)]
    keys += [f"album:{normal_form(title)}|{normal_form(artist)}", f"album-track:{tracks[0].id}"]
    return journal.identify(Kind.MUSIC, keys)


def album_of(album_id: str, tracks: Sequence[Item]) -> Item:
    """The album that tracks make, which lie in its order. It has no file of its own, but their folder if they share
    one; its description lists their titles, so that it is found by them and its vector knows them."""
    folders = {track.path.parent for track in tracks if track.path is not None}
    years = [track.year for track in tracks if track.year]
    languages = {track.language for track in tracks if track.language}
    subjects = Counter(subject for track in tracks for subject in track.subjects)
    moods = Counter(mood for track in tracks for mood in track.moods)
    inferred = {"title"} if all("album" in track.inferred for track in tracks) else set()
    return Item(
        id=album_id,
        kind=Kind.MUSIC,
        form=ALBUM,
        title=commonest(track.album for track in tracks),
        creators=_creators(tracks),
        path=next(iter(folders)) if len(folders) == 1 else _shared_parent(folders),
        year=commonest(years) if years else None,
        publisher=commonest(track.publisher for track in tracks),
        language=languages.pop() if len(languages) == 1 else "",
        subjects=tuple(name for name, _ in subjects.most_common(_MOST_SUBJECTS)),
        description=_track_list(tracks),
        identifiers=_identifiers(tracks),
        duration=sum(track.duration or 0.0 for track in tracks) or None,
        added=min(track.added for track in tracks),
        inferred=frozenset(inferred),
        moods=tuple(mood for mood, count in moods.most_common() if 2 * count > len(tracks)),
    )


def _creators(tracks: Sequence[Item]) -> tuple[str, ...]:
    """The album's artist where the tracks state one, else the artist of at least half of them."""
    if stated := commonest(track.album_artist for track in tracks):
        return (stated,)
    counts = Counter(track.creators[0] for track in tracks if track.creators)
    if not counts:
        return ()
    name, count = counts.most_common(1)[0]
    return (name,) if 2 * count >= len(tracks) else (VARIOUS,)


def _identifiers(tracks: Sequence[Item]) -> tuple[tuple[str, str], ...]:
    """The album's own, if all its tracks that state one state the same."""
    found = {pair for track in tracks for pair in track.identifiers if pair[0] == "musicbrainz-album"}
    return tuple(found) if len(found) == 1 else ()


def _shared_parent(folders: Iterable[Path]) -> Path | None:
    """The folder above “CD 1” and “CD 2”."""
    parents = {folder.parent for folder in folders}
    return parents.pop() if len(parents) == 1 else None


def _track_list(tracks: Sequence[Item]) -> str:
    text = f"Tracks: {', '.join(track.title for track in tracks if track.title)}"  # no words
    return text if len(text) <= _LONGEST_LIST else text[:_LONGEST_LIST].rpartition(",")[0]
