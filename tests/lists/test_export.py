"""Lists written as files."""

import os
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.errors import AssistantError, UsageError
from assistant.lists.export import catalogue, playlist, reading_plan, write_list

SONG = Item("m1", Kind.MUSIC, "Paper Lanterns", ("The Hollow Pines",), path=Path("/music/a b.flac"), duration=190.4)
ODD = Item("m2", Kind.MUSIC, "Line\nbreak <b>", (), path=Path(os.fsdecode(b"/music/\xff.mp3")))
BOOK = Item("b1", Kind.BOOK, "The Salt [Road]", ("Mara *Venn*",), words=15_000, path=Path("/books/salt & road.epub"))
LONG = Item("b2", Kind.BOOK, "Iron Orchard", words=150_000)


def test_a_playlist_holds_paths_as_they_are():
    assert playlist("Evening", [SONG, ODD]).split(b"\n") == [
        b"#EXTM3U",
        b"#PLAYLIST:Evening",
        b"#EXTINF:190,The Hollow Pines - Paper Lanterns",
        b"/music/a b.flac",
        b"#EXTINF:-1,Line break <b>",
        b"/music/\xff.mp3",
        b"",
    ]


def test_a_reading_plan_has_days_lengths_and_reasons():
    text = reading_plan("March", [BOOK, LONG], {"b1": "It is close to “X”."}, start=date(2024, 3, 1))
    assert "1. **“The Salt \\[Road\\]” by Mara \\*Venn\\*** (2024-03-01 to 2024-03-02, about 60 minutes)" in text
    assert "   It is close to “X”." in text
    assert "2. **“Iron Orchard”** (2024-03-03 to 2024-03-22, about 10 hours)" in text


def test_a_catalogue_is_well_formed():
    feed = ElementTree.fromstring(catalogue("A & B", [BOOK, ODD], {"b1": "<because>"}, now=0.0))
    titles = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["A & B", "The Salt [Road]", "Line break <b>"]
    links = [(one.get("href"), one.get("type")) for one in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert links == [
        ("file:///books/salt%20%26%20road.epub", "application/epub+zip"),
        ("file:///music/%FF.mp3", "audio/mpeg"),
    ]


def test_the_ending_says_the_form(tmp_path):
    assert write_list(tmp_path / "a.m3u8", "A", [SONG, BOOK], {}, now=0.0) == (SONG,)
    assert write_list(tmp_path / "a.md", "A", [SONG, BOOK], {}, now=0.0) == (SONG, BOOK)
    assert write_list(tmp_path / "a.opds", "A", [SONG, BOOK], {}, now=0.0) == (SONG, BOOK)
    assert (tmp_path / "a.md").read_text("utf-8").startswith("# A\n")


@pytest.mark.parametrize("name", ["a.txt", "a", "a.m3u9"])
def test_other_endings_are_wrong_usage(tmp_path, name):
    with pytest.raises(UsageError):
        write_list(tmp_path / name, "A", [SONG], {}, now=0.0)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(AssistantError, match="could not be written"):
        write_list(tmp_path / "no" / "a.md", "A", [SONG], {}, now=0.0)
