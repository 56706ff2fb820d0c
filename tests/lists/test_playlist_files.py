"""Playlists that lie in the folders become lists, and follow their files."""

from pathlib import Path

from assistant.app.app import App
from assistant.settings.paths import Paths
from assistant.storage.library.files import FileState
from tests.indexers.samples import write_flac
from tests.stand_ins import HashEmbedder


def test_a_playlist_in_a_folder_is_a_list_that_follows_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    for number in range(3):
        write_flac(folder / f"{number}.flac", TITLE=f"Song {number}", ARTIST="The Hollow Pines")
    file = folder / "Evening.m3u8"
    file.write_text("#EXTM3U\n1.flac\n0.flac\nnot-here.flac\n")
    (folder / "odd.m3u").write_bytes(bytes(range(256)) * 40)
    opened = App.open(Paths(tmp_path / "home"), passphrase="one two three four", embedder=HashEmbedder(), llm=False)

    def titles() -> list[str]:
        (made,) = opened.lists.all()
        assert (made.title, made.form) == ("Evening", "playlist")
        return [item.title for item in opened.lists.items_of(made)]

    opened.indexing.index([folder])
    assert titles() == ["Song 1", "Song 0"]
    assert len(opened.library.items()) == 3, "no wish comes of a file that is missing"
    assert [record.path.name for record in opened.stores.library.files.in_state(FileState.SKIPPED)] == ["odd.m3u"]
    file.write_text("#EXTM3U\n2.flac\n1.flac\n0.flac\n")
    opened.indexing.index()
    assert titles() == ["Song 2", "Song 1", "Song 0"]
    file = file.rename(folder / "Night.m3u8")
    opened.indexing.index()
    assert titles() == ["Song 2", "Song 1", "Song 0"], "a file that moved keeps its list"
    opened.lists.remove(opened.lists.all()[0].id)
    opened.indexing.index()
    assert opened.lists.all() == [], "what the person took out stays out"
    opened.close()
