"""Places as other programs write them, and the files that they mean."""

from pathlib import Path

import pytest

from indexers.importers.places import Places, local_path, written_paths

SONG = "/home/ann/Music/Vera Holm/Tides/02 Über Eis.mp3"
KNOWN = {SONG: "eis", "/home/ann/Music/Vera Holm/Tides/03 50% Rain.mp3": "rain", "/home/ann/x/Tides/01 A.mp3": "a",
         "/home/ann/y/Tides/01 A.mp3": "b", "/home/ann/Music/Who_ Us_/04 Why_.mp3": "why"}  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (SONG, "eis"),
        ("Vera Holm/Tides/02 U\u0308ber Eis.mp3", "eis"),
        ("vera holm\\TIDES\\02 über eis.MP3", "eis"),
        ("file:///home/ann/Music/Vera%20Holm/Tides/02%20%C3%9Cber%20Eis.mp3", "eis"),
        ("file://localhost/home/ann/Music/Vera%20Holm/Tides/02%20U%CC%88ber%20Eis.mp3", "eis"),
        ("Vera%20Holm/Tides/03%2050%25%20Rain.mp3", "rain"),
        ("Vera Holm/Tides/03 50% Rain.mp3", "rain"),
        ("D:\\Musik\\Vera Holm\\Tides\\03 50% Rain.mp3", "rain"),
        ("/mnt/old/Vera Holm/Tides/03 50% Rain.mp3", "rain"),
        ("/mnt/old/Tides/01 A.mp3", None),
        ("file:///home/ann/Music/Vera%20Holm/Tides/02%20%DCber%20Eis.mp3", "eis"),
        ("Vera%2520Holm/Tides/02%2520%25C3%259Cber%2520Eis.mp3", "eis"),
        ("smb://nas/music/Vera Holm/Tides/03 50% Rain.mp3", "rain"),
        ("/mnt/R&amp;B/Vera Holm/Tides/03 50% Rain.mp3", "rain"),
        ("/home/ann/q&amp;a/Tides/01 A.mp3", None),
        ("/home/ann/y/Tides/01 A.mp3", "b"),
        ("Who? Us*/04 Why?.mp3", "why"),
        ("03 50% Rain.mp3", None),
        ("https://radio.example/Tides/03 50% Rain.mp3", None),
        ("", None),
    ],
)
def test_a_written_place_finds_its_file(entry: str, found: str | None) -> None:
    assert Places(KNOWN).find(entry, Path("/home/ann/Music")) == found


def test_drives_and_servers_of_addresses() -> None:
    assert written_paths("file:///C:/Music/a%20b.mp3")[0] == "C:/Music/a b.mp3"
    assert written_paths("file://server/share/a.mp3") == ("//server/share/a.mp3",)
    assert local_path("http://radio.example/a") is None and local_path(b"/m/a.mp3") == Path("/m/a.mp3")
