"""Who made a work, and who only helped: what the source says of it, in every family of tags and formats."""

from pathlib import Path

import pytest

from assistant.domain.entities import Kind
from indexers.readers.audio.described import VARIOUS, describe
from indexers.readers.base import Reading
from indexers.worker.reading import read_file
from tests.indexers import samples

BOOK, SONG = Path("/shelf/Audiobooks/a.mp3"), Path("/shelf/a.mp3")


def read(path: Path) -> Reading:
    reading = read_file(path).reading
    assert reading is not None
    return reading


def person(name: str, *roles: str, kind: str = "creator", more: str = "") -> str:
    refined = "".join(
        f'<meta refines="#{name[0]}" property="role" scheme="marc:relators">{role}</meta>' for role in roles
    )
    return f'<dc:{kind} id="{name[0]}">{name}</dc:{kind}>{refined}{more}'


@pytest.mark.parametrize(
    ("people", "creators"),
    [
        (person("Ann Oak", "aut", "ill") + person("Ben Elm", "aut"), ("Ann Oak", "Ben Elm")),
        (person("Ann Oak", "ill", "aut") + person("Ben Elm", "trl"), ("Ann Oak",)),
        (person("Ann Oak") + person("Ben Elm", "ill"), ("Ann Oak",)),
        (person("Ann Oak", "edt") + person("Ben Elm", "trl"), ("Ann Oak",)),
        (person("Ben Elm", "nrt"), ()),
        (person("Ann Oak", "AUT") + person("Ben Elm", "aut", kind="contributor"), ("Ann Oak", "Ben Elm")),
        (person("Ann Oak", "aut") + person("calibre", "bkp", kind="contributor"), ("Ann Oak",)),
        (
            person("Ann Oak", "aut", more='<meta refines="#A" property="display-seq">2</meta>')
            + person("Ben Elm", "aut", more='<meta refines="#B" property="display-seq">1</meta>'),
            ("Ben Elm", "Ann Oak"),
        ),
        ('<dc:creator opf:role="aut">Ann Oak</dc:creator><dc:creator opf:role="trl">Cy Fir</dc:creator>', ("Ann Oak",)),
    ],
)
def test_the_creators_of_an_epub_are_its_authors(tmp_path: Path, people: str, creators: tuple[str, ...]) -> None:
    assert read(samples.write_epub(tmp_path / "a.epub", creators=(), metadata=people)).creators == creators


@pytest.mark.parametrize(
    ("roles", "creators"),
    [
        (
            "<Writer>Ann Oak, Ben Elm</Writer><Letterer>Cy Fir</Letterer><Translator>Di Ash</Translator>",
            ("Ann Oak", "Ben Elm"),
        ),
        ("<Writer>Ann Oak</Writer><Penciller>Ben Elm</Penciller><Inker>Cy Fir</Inker>", ("Ann Oak", "Ben Elm")),
        ("<CoverArtist>Cy Fir</CoverArtist><Editor>Di Ash</Editor>", ("Cy Fir",)),
    ],
)
def test_the_creators_of_a_comic_wrote_and_drew_it(tmp_path: Path, roles: str, creators: tuple[str, ...]) -> None:
    info = f"<ComicInfo><Series>Sea</Series><Number>2,5</Number>{roles}</ComicInfo>"
    reading = read(samples.write_zip(tmp_path / "a.cbz", {"ComicInfo.xml": info, "1.png": samples.picture()}))
    assert (reading.creators, reading.series_index) == (creators, 2.5)


def test_a_fictionbook_keeps_its_translator_apart(tmp_path: Path) -> None:
    info = (
        "<book-title>Sea</book-title><author><first-name>Ann</first-name><last-name>Oak</last-name></author>"
        "<translator><first-name>Ben</first-name><last-name>Elm</last-name></translator>"
    )
    path = tmp_path / "a.fb2"
    path.write_text(f"<FictionBook><description><title-info>{info}</title-info></description><body/></FictionBook>")
    assert read(path).creators == ("Ann Oak",)


@pytest.mark.parametrize(
    ("fields", "creators"),
    [
        ({"artist": ["Ann ft Ben"], "artists": ["Ann", "Ben"]}, ("Ann", "Ben")),
        ({"artist": ["Ann / Ben"], "wm/artists": ["Ann", "Ben"]}, ("Ann", "Ben")),
        ({"artist": ["Ann", "Ben"]}, ("Ann", "Ben")),
        ({"artist": ["Ann; Ben"]}, ("Ann", "Ben")),
        ({"artist": ["Ann\0Ben"]}, ("Ann", "Ben")),
        ({"artist": ["Ann / Ben"]}, ("Ann", "Ben")),
        ({"artist": ["AC/DC"]}, ("AC/DC",)),
        ({"artists": ["Loona / Odd Eye"]}, ("Loona / Odd Eye",)),
        ({"artist": ["Ann"], "composer": ["Cy"], "lyricist": ["Di"], "tipl": ["producer\0Ed"]}, ("Ann",)),
        ({"artist": ["Ann"], "conductor": ["Cy"], "performer": ["Di (cello)"], "remixer": ["Ed"]}, ("Ann",)),
        ({"composer": ["Cy"]}, ("Cy",)),
        ({"albumartist": ["Ann"]}, ("Ann",)),
        ({"artist": ["Ann"], "composer": ["Cy"], "genre": ["Classical"]}, ("Cy", "Ann")),
    ],
)
def test_the_creators_of_music_are_its_artists(fields: dict[str, list[str]], creators: tuple[str, ...]) -> None:
    assert describe(fields, SONG).creators == creators


@pytest.mark.parametrize(
    ("fields", "creators", "narrators"),
    [
        ({"artist": ["Ann Oak"], "composer": ["Read by Jo Sand"]}, ("Ann Oak",), ("Jo Sand",)),
        ({"artist": ["Jo Sand"], "albumartist": ["Ann Oak"], "composer": ["Jo Sand"]}, ("Ann Oak",), ("Jo Sand",)),
        ({"artist": ["Ann Oak; Jo Sand"], "narrator": ["Jo Sand"]}, ("Ann Oak",), ("Jo Sand",)),
        ({"artist": ["Jo Sand"], "author": ["Ann Oak"], "\xa9nrt": ["Jo Sand"]}, ("Ann Oak",), ("Jo Sand",)),
        ({"artist": ["Ann Oak"], "albumartist": ["Various Artists"]}, ("Ann Oak",), ()),
    ],
)
def test_an_audiobook_is_by_who_wrote_it(
    fields: dict[str, list[str]], creators: tuple[str, ...], narrators: tuple[str, ...]
) -> None:
    reading = describe(fields, BOOK)
    assert (reading.kind, reading.creators, reading.narrators) == (Kind.BOOK, creators, narrators)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"genre": ["Hörbuch"]}, Kind.BOOK),
        ({"genre": ["Books & Spoken"]}, Kind.BOOK),
        ({"stik": ["2"]}, Kind.BOOK),
        ({"stik": ["21"]}, Kind.DOCUMENT),
        ({"genre": ["Podcast"]}, Kind.DOCUMENT),
        ({"pcst": ["1"]}, Kind.DOCUMENT),
        ({"podcast": ["0"], "genre": ["Jazz"]}, Kind.MUSIC),
    ],
)
def test_what_a_recording_is(fields: dict[str, list[str]], kind: Kind) -> None:
    assert describe(fields, SONG).kind is kind


@pytest.mark.parametrize(
    ("fields", "artist"),
    [
        ({"compilation": ["1"]}, VARIOUS),
        ({"tcmp": ["1"], "albumartist": ["Ann"], "artist": ["Ann"]}, VARIOUS),
        ({"wm/iscompilation": ["1"], "albumartist": ["DJ Cy"], "artist": ["Ann"]}, "DJ Cy"),
        ({"cpil": ["0"], "albumartist": ["Ann"]}, "Ann"),
        ({"albumartist": ["V.A."]}, VARIOUS),
    ],
)
def test_who_an_album_is_by(fields: dict[str, list[str]], artist: str) -> None:
    assert describe({"album": ["Hits"], **fields}, SONG).album_artist == artist


def test_files_of_three_families_say_the_same(tmp_path: Path) -> None:
    flac = samples.write_flac(tmp_path / "a.flac", title="Sea", ARTIST="Ann ft Ben", ARTISTS=("Ann", "Ben"), BPM="96")
    mp3 = samples.write_mp3(
        tmp_path / "a.mp3", samples.id3(TIT2="Sea", TPE1="Ann ft Ben", TXXX="ARTISTS\0Ann\0Ben", TBPM="96", TCMP="1")
    )
    artists = samples.freeform("ARTISTS", "Ann", "Ben")
    tempo = samples.numbers(b"tmpo", 0, 96)
    m4a = samples.write_m4a(tmp_path / "a.m4a", title="Sea", artist="Ann ft Ben", more=artists + tempo)
    for path in (flac, mp3, m4a):
        reading = read(path)
        assert (reading.creators, reading.tempo) == (("Ann", "Ben"), 96.0)


def test_flags_of_itunes_are_read_though_they_do_not_say_that_they_are_numbers(tmp_path: Path) -> None:
    flags = samples.numbers(b"cpil", 1) + samples.numbers(b"stik", 1)
    reading = read(samples.write_m4a(tmp_path / "a.m4a", title="Sea", artist="Ann", album="Hits", more=flags))
    assert (reading.album_artist, reading.kind) == (VARIOUS, Kind.MUSIC)
    told = read(samples.write_m4a(tmp_path / "b.m4a", title="Sea", more=samples.numbers(b"stik", 2)))
    assert told.kind is Kind.BOOK


@pytest.mark.parametrize(
    ("metadata", "kind"),
    [
        ('<meta name="calibre:publication_type" content="periodical:magazine:Sea News"/>', Kind.DOCUMENT),
        ("<dc:type>feed</dc:type>", Kind.DOCUMENT),
        ("<dc:type>Text</dc:type>", Kind.BOOK),
        ("", Kind.BOOK),
    ],
)
def test_news_that_a_program_fetched_are_no_book(tmp_path: Path, metadata: str, kind: Kind) -> None:
    assert read(samples.write_epub(tmp_path / "a.epub", metadata=metadata)).kind is kind
