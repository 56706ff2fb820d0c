"""Albums as items: what makes one, what it is made of, and that it lasts as long as its tracks do."""

from pathlib import Path

from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.storage.library.albums import album_key
from indexers.albums import VARIOUS, album_of
from tests.indexers import samples


def write_album(folder: Path, album: str, artist: str, *titles: str, **more: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, title in enumerate(titles, 1):
        tag = {"title": title, "artist": artist, "album": album, "tracknumber": str(number), "date": "1999", **more}
        samples.write_flac(folder / f"{number} {title}.flac", 1.0 + number, **tag)


def albums(home) -> list[Item]:
    return [item for item in home.library.items.all() if item.form == "album"]


def test_two_tracks_make_an_album_and_one_does_not(home, shelf) -> None:
    write_album(shelf / "a", "Harbours", "The Band", "First", "Second", "Third", genre="Jazz")
    write_album(shelf / "b", "Single", "Other Band", "Alone")
    assert home.sync(shelf).added == 4
    (album,) = albums(home)
    assert (album.title, album.creators, album.kind, album.year) == ("Harbours", ("The Band",), Kind.MUSIC, 1999)
    assert album.duration == 9.0 and album.subjects == ("Jazz",) and album.path == shelf / "a"
    assert [track.title for track in home.library.albums.tracks(album.id)] == ["First", "Second", "Third"]
    assert "First, Second, Third" in album.description
    assert album.id in home.library.vectors.item_vectors()[0]
    assert home.library.vectors.waiting_items(9) == []
    assert home.library.search.text("harbours")[0].item_id in {album.id, *home.library.albums.track_albums()}
    assert home.sync(shelf).unchanged == 4


def test_an_album_follows_its_tracks_and_goes_with_the_last_but_one(home, shelf) -> None:
    write_album(shelf / "a", "Harbours", "The Band", "First", "Second")
    home.sync(shelf)
    (album,) = albums(home)
    home.journal.record(Feedback(album.id, Verdict.LIKED), 1.0)
    samples.write_flac(shelf / "a" / "3.flac", 5, title="Third", artist="The Band", album="Harbours", tracknumber="3")
    home.sync(shelf)
    (grown,) = albums(home)
    assert grown.id == album.id and "Third" in grown.description
    assert [found.item.id for found in home.library.vectors.waiting_items(9)] == []
    (shelf / "a" / "3.flac").unlink()
    (shelf / "a" / "2 Second.flac").unlink()
    home.sync(shelf)
    assert albums(home) == [] and home.library.items.count() == 1
    samples.write_flac(shelf / "a" / "2 Second.flac", 3, title="Second", artist="The Band", album="Harbours")
    home.sync(shelf)
    assert [found.id for found in albums(home)] == [album.id]


def test_an_album_that_moves_or_is_renamed_keeps_its_identity(home, shelf) -> None:
    write_album(shelf / "a", "Harbours", "The Band", "First", "Second")
    home.sync(shelf)
    (album,) = albums(home)
    (shelf / "a").rename(shelf / "b")
    home.sync(shelf)
    (moved,) = albums(home)
    assert (moved.id, moved.path) == (album.id, shelf / "b")
    write_album(shelf / "b", "Harbours (Remastered)", "The Band", "First", "Second")
    home.sync(shelf)
    (renamed,) = albums(home)
    assert (renamed.id, renamed.title) == (album.id, "Harbours (Remastered)")


def test_a_rebuilt_library_finds_its_albums_again(home, shelf) -> None:
    write_album(shelf / "a", "Harbours", "The Band", "First", "Second")
    home.sync(shelf)
    (album,) = albums(home)
    for path in list(home.library.files.all()):
        home.library.files.forget_many([path])
    home.sync(shelf)
    assert [found.id for found in albums(home)] == [album.id]


def test_two_discs_are_one_album_and_two_bands_are_two(home, shelf) -> None:
    write_album(shelf / "x" / "CD 1", "Harbours", "The Band", "First", "Second")
    write_album(shelf / "x" / "CD 2", "Harbours", "The Band", "Third", "Fourth")
    write_album(shelf / "y", "Harbours", "Nobody", "Fifth", "Sixth")
    home.sync(shelf)
    by_artist = {album.creators: album for album in albums(home)}
    assert set(by_artist) == {("The Band",), ("Nobody",)}
    both = by_artist[("The Band",)]
    assert both.path == shelf / "x" and len(home.library.albums.tracks(both.id)) == 4


def track(number: int, artist: str, **more: object) -> Item:
    usual = {"album": "Mix", "track": number, "path": Path(f"/m/{number}.mp3"), "duration": 60.0}
    return Item(f"m{number}", Kind.MUSIC, f"Song {number}", (artist,), **{**usual, **more})


def test_many_artists_are_various_unless_the_album_names_one() -> None:
    mixed = [track(1, "A"), track(2, "B"), track(3, "C")]
    assert album_of("m", mixed).creators == (VARIOUS,)
    assert album_of("m", [track(number, "A", album_artist="DJ") for number in (1, 2)]).creators == ("DJ",)
    assert album_of("m", [track(1, "A"), track(2, "A"), track(3, "B")]).creators == ("A",)


def test_what_tracks_share() -> None:
    assert album_key(track(1, "A")) == album_key(track(2, "B")) != album_key(track(3, "A", album="Other"))
    assert album_key(track(1, "A", album_artist="DJ", path=Path("/x/1"))) == album_key(track(2, "B", album_artist="dj"))
    assert album_key(track(1, "A", album="")) == album_key(Item("b", Kind.BOOK, "T", album="X")) == ""


def test_discs_in_one_folder_and_artists_of_albums_are_told_by_tags(home, shelf) -> None:
    for disc, title, artist in ((2, "Third", "C"), (1, "Second", "B"), (1, "First", "A")):
        number = {"First": "1", "Second": "2", "Third": "1"}[title]
        tags = {"title": title, "artist": artist, "album": "Mix", "albumartist": "DJ", "tracknumber": number}
        samples.write_flac(shelf / f"{title}.flac", 1.0 + disc, **tags, discnumber=str(disc))
    home.sync(shelf)
    (album,) = albums(home)
    assert album.creators == ("DJ",)
    assert [(track.disc, track.title) for track in home.library.albums.tracks(album.id)] == [
        (1, "First"), (1, "Second"), (2, "Third"),
    ]  # fmt: skip


def test_an_albums_cover_is_that_of_a_track(home, shelf) -> None:
    write_album(shelf, "Harbours", "The Band", "First")
    cover = samples.picture()
    samples.write_flac(shelf / "2.flac", 4, cover, title="Second", artist="The Band", album="Harbours")
    home.sync(shelf)
    (album,) = albums(home)
    assert home.library.items.cover(album.id) is not None


def test_a_compilation_is_one_album_across_the_folders_of_its_artists(home, shelf) -> None:
    for number, name in enumerate(("Ann Oak", "Ben Elm", "Cy Fir"), 1):
        folder = shelf / name / "Quay Hits"
        folder.mkdir(parents=True)
        tags = {"title": f"Song {number}", "artist": name, "album": "Quay Hits", "tracknumber": str(number)}
        samples.write_flac(folder / f"{number}.flac", number, compilation="1", **tags)
    home.sync(shelf)
    (album,) = albums(home)
    assert (album.title, album.creators) == ("Quay Hits", (VARIOUS,))
    assert [track.creators for track in home.library.albums.tracks(album.id)] == [
        ("Ann Oak",),
        ("Ben Elm",),
        ("Cy Fir",),
    ]


def test_discs_named_in_titles_or_folders_are_one_album(home, shelf) -> None:
    write_album(shelf / "Twin (Disc 1)", "Twin (Disc 1)", "The Band", "First", "Second")
    write_album(shelf / "Twin (Disc 2)", "Twin (Disc 2: Live)", "The Band", "Third", "Fourth")
    write_album(shelf / "Pair" / "CD1", "Pair", "The Band", "Fifth", "Sixth")
    write_album(shelf / "Pair" / "CD2", "Pair", "The Band", "Seventh", "Eighth")
    home.sync(shelf)
    twin, pair = sorted(albums(home), key=lambda item: item.title, reverse=True)
    assert (twin.title, pair.title, pair.path) == ("Twin", "Pair", shelf / "Pair")
    tracks = home.library.albums.tracks(twin.id)
    assert [(track.disc, track.title) for track in tracks] == [(1, "First"), (1, "Second"), (2, "Third"), (2, "Fourth")]
    assert len(home.library.albums.tracks(pair.id)) == 4
