"""What file and folder names suggest, and when book or document is decided."""

from pathlib import Path

import pytest

from assistant.domain.entities import Kind
from assistant.language.people import natural_order, people
from indexers.metadata.clean_metadata import find_year, language_code, split_subjects
from indexers.metadata.filename_metadata import fill_from_names, guess_music, guess_text
from indexers.metadata.identifiers import doi_in, identifier, isbn13, isbns_in
from indexers.metadata.kind_classifier import decide_kind
from indexers.readers.base import Reading, Section
from indexers.readers.markup import clean_description
from indexers.works import work_keys


@pytest.mark.parametrize(
    ("path", "title", "artist", "album", "track"),
    [
        ("/home/a/Music/The Captains/Sea (1999)/03 - Harbour.flac", "Harbour", "The Captains", "Sea", 3),
        ("/home/a/Music/The Captains/Sea/Harbour.flac", "Harbour", "The Captains", "Sea", None),
        ("/home/a/Music/The Captains - Sea/CD1/03. Harbour.flac", "Harbour", "The Captains", "Sea", 3),
        ("/home/a/Downloads/The Captains - Harbour.mp3", "Harbour", "The Captains", "", None),
        ("/home/a/Downloads/harbour.mp3", "harbour", "", "", None),
        ("/mnt/x/The_Captains_-_Harbour.mp3", "Harbour", "The Captains", "", None),
        ("/mnt/x/Band/Album/1-07 Song.mp3", "Song", "Band", "Album", 7),
        ("/mnt/x/Band - Album - 07 - Song.mp3", "Song", "Band", "Album", 7),
        ("/mnt/x/99 Luftballons.mp3", "99 Luftballons", "", "", None),
        ("/mnt/x/2-4 Motorway.mp3", "2-4 Motorway", "", "", None),
        ("/mnt/x/Band - Song in F - 2. Adagio.mp3", "Song in F - 2. Adagio", "Band", "", None),
    ],
)
def test_music_names(path, title, artist, album, track) -> None:
    guess = guess_music(Path(path))
    assert (guess.title, guess.album, guess.track) == (title, album, track)
    assert guess.creators == ((artist,) if artist else ())


@pytest.mark.parametrize(
    ("path", "title", "author"),
    [
        ("/b/Ursula K. Le Guin - The Dispossessed (1974).epub", "The Dispossessed", "Ursula K. Le Guin"),
        ("/b/Le Guin, Ursula K. - The Dispossessed.epub", "The Dispossessed", "Ursula K. Le Guin"),
        ("/b/Calibre Library/Ann Smith/The Sea (7)/The Sea - Ann Smith.epub", "The Sea", "Ann Smith"),
        ("/b/Books/Ann Smith/The Sea.epub", "The Sea", "Ann Smith"),
        ("/b/Ann Smith - [Harbour 02] - The Sea.epub", "The Sea", "Ann Smith"),
        ("/b/the_sea.epub", "the sea", ""),
    ],
)
def test_book_names(path, title, author) -> None:
    guess = guess_text(Path(path), Kind.BOOK)
    assert (guess.title, guess.creators) == (title, (author,) if author else ())


@pytest.mark.parametrize(
    "name",
    [
        "Vera Holm - [North 1.5] - Low Water",
        "[North 1.5] Vera Holm - Low Water",
        "[North 1.5] - Low Water - Vera Holm",
        "Low Water (North #1.5) - Vera Holm",
        "Holm, Vera - North 1.5 - Low Water",
        "Vera Holm - Low Water [North, 1.5]",
    ],
)
def test_a_series_may_stand_anywhere_in_a_name(name) -> None:
    guess = guess_text(Path("/b") / f"{name}.txt", Kind.BOOK)
    found = (guess.title, guess.creators, guess.series, guess.series_index)
    assert found == ("Low Water", ("Vera Holm",), "North", 1.5)


def test_numbers_in_titles_are_no_series() -> None:
    names = ["Vera Holm - 1984", "Fahrenheit 451 - Ray Bradbury", "Vera Holm - Low Water - A Novel", "Ubik"]
    assert not any(guess_text(Path("/b") / f"{name}.txt", Kind.BOOK).series for name in names)


@pytest.mark.parametrize(
    ("name", "title", "authors", "year"),
    [
        ("Lee - 2001 - Low Water.pdf", "Low Water", ("Lee",), 2001),
        ("Lee and Ray - 2001 - Low Water - A Survey.pdf", "Low Water - A Survey", ("Lee", "Ray"), 2001),
        ("Lee et al. - 2001 - Low Water.pdf", "Low Water", ("Lee",), 2001),
        ("Lee, Ann - Low Water (2001).pdf", "Low Water", ("Ann Lee",), 2001),
        ("Minutes - Low Water.pdf", "Minutes - Low Water", (), None),
        ("Minutes, March 2001 - Low Water.pdf", "Minutes, March 2001 - Low Water", (), None),
    ],
)
def test_names_of_papers(name, title, authors, year) -> None:
    guess = guess_text(Path("/p") / name, Kind.DOCUMENT)
    assert (guess.title, guess.creators, guess.year) == (title, authors, year)


def test_what_a_file_states_is_never_replaced_and_guesses_are_marked() -> None:
    stated = Reading(kind=Kind.BOOK, title="The Sea", creators=("Real Name",))
    assert fill_from_names(stated, Path("/b/Ann Smith - The Sea (1990).epub")).inferred == {"year"}
    bare = fill_from_names(Reading(kind=Kind.BOOK), Path("/b/Ann Smith - The Sea.epub"))
    assert bare.inferred == {"title", "creators"}


def test_book_or_document_by_evidence() -> None:
    long = (Section("word " * 60_000),)
    chapters = tuple(Section("word " * 6000, f"Chapter {number}") for number in range(8))
    assert decide_kind(Reading(sections=long, words=60_000), Path("/x/a.txt")) is Kind.BOOK
    assert decide_kind(Reading(sections=chapters, words=48_000), Path("/x/a.txt")) is Kind.DOCUMENT
    assert decide_kind(Reading(sections=chapters, words=48_000, pages=200), Path("/x/a.pdf")) is Kind.BOOK
    assert decide_kind(Reading(words=3000), Path("/x/a.pdf")) is Kind.DOCUMENT
    assert decide_kind(Reading(words=30_000, identifiers=(("isbn", "1"),)), Path("/x/a.pdf")) is Kind.BOOK
    assert decide_kind(Reading(words=30_000), Path("/home/Books/a.pdf")) is Kind.BOOK
    assert decide_kind(Reading(words=60_000, title="User manual"), Path("/x/a.pdf")) is Kind.DOCUMENT


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0-441-47812-3", "9780441478125"),
        ("978-0-441-47812-5", "9780441478125"),
        ("080442957X", "9780804429573"),
        ("0-441-47812-4", ""),
        ("12345", ""),
    ],
)
def test_isbn(text, number) -> None:
    assert isbn13(text) == number


def test_identifiers_in_text() -> None:
    assert isbns_in("First ISBN 0-441-47812-3, then ISBN-13: 978-0-441-47812-5.") == ("9780441478125",)
    assert doi_in("see https://doi.org/10.1000/182.") == "10.1000/182"
    assert identifier("", "urn:isbn:9780441478125") == ("isbn", "9780441478125")
    assert identifier("uuid", "urn:uuid:1234") is None


def test_tidying() -> None:
    assert natural_order("Le Guin, Ursula K.") == "Ursula K. Le Guin"
    assert natural_order("Sammy Davis, Jr.") == "Sammy Davis, Jr."
    assert natural_order("Tolkien, John Ronald Reuel R.") == "John Ronald Reuel R. Tolkien"
    assert natural_order("Harbours, quays and boats of the sea") == "Harbours, quays and boats of the sea"
    assert people("Ann Smith, Bob Jones, Cy Young") == ("Ann Smith", "Bob Jones", "Cy Young")
    assert people("Smith, Ann") == ("Ann Smith",)
    assert people("Ann Smith; Bob Jones & Cy Young") == ("Ann Smith", "Bob Jones", "Cy Young")
    assert clean_description("<p>A &amp; B</p><p>C</p>") == "A & B\nC"
    assert (find_year("D:20150301"), find_year("c. 1969?"), find_year("12")) == (2015, 1969, None)
    assert [language_code(code) for code in ("en-US", "ger", "und", "xx-klingon")] == ["en", "de", "", "xx"]


def test_work_keys_are_careful() -> None:
    song = Reading(kind=Kind.MUSIC, title="Song", creators=("Band",), album="A", duration=200.0)
    near = Reading(kind=Kind.MUSIC, title="song!", creators=("BAND",), album="a", duration=201.9)
    far = Reading(kind=Kind.MUSIC, title="Song", creators=("Band",), album="A", duration=230.0)
    assert set(work_keys(song)) & set(work_keys(near))
    assert not set(work_keys(song)) & set(work_keys(far))
    assert work_keys(Reading(kind=Kind.DOCUMENT, title="Report", creators=("Ann",))) == []
    assert work_keys(Reading(kind=Kind.BOOK, title="Sea")) == []
    first = Reading(kind=Kind.BOOK, title="The Séa", creators=("Ann Smith",))
    assert work_keys(first) == work_keys(Reading(kind=Kind.BOOK, title="Sea", creators=("Smith Ann",)))


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("en-US", "en"), ("pt_BR", "pt"), ("ger", "de"), ("hin", "hi"), ("CYM", "cy"), ("Deutsch", "de"),
        ("français", "fr"), ("English", "en"), ("und", ""), ("mul", ""), ("", ""), ("Klingonese", ""), ("x", ""),
    ],
)  # fmt: skip
def test_languages_by_code_and_by_name(stated: str, code: str) -> None:
    assert language_code(stated) == code


def test_subjects_are_parted_and_sentences_left_out() -> None:
    assert split_subjects("sea, boats; Fiction -- History", "sea", "x" * 61) == ("sea", "boats", "Fiction", "History")


def test_a_comic_named_by_brackets_alone_keeps_its_name() -> None:
    assert guess_text(Path("/comics/(Only Brackets).cbz"), None).title == "(Only Brackets)"


@pytest.mark.parametrize(
    ("name", "title", "creator"),
    [
        ("Grey Kelp - Vera Holm", "Grey Kelp", "Vera Holm"),
        ("Grey Kelp - Holm, Vera", "Grey Kelp", "Vera Holm"),
        ("Vera Holm - Grey Kelp", "Grey Kelp", "Vera Holm"),
        ("Tolstoy - Anna Karenina", "Anna Karenina", "Tolstoy"),
        ("L. N. Tolstoy - Anna Karenina", "Anna Karenina", "L. N. Tolstoy"),
        ("Bronte Charlotte - Jane Eyre", "Jane Eyre", "Bronte Charlotte"),
    ],
)
def test_the_author_may_stand_behind_the_title(name: str, title: str, creator: str) -> None:
    guess = guess_text(Path(f"/x/{name}.epub"), Kind.BOOK)
    assert (guess.title, guess.creators) == (title, (creator,))


def test_a_name_says_more_than_the_number_that_stands_for_no_title() -> None:
    def titled(title: str, name: str) -> str:
        return fill_from_names(Reading(kind=Kind.MUSIC, title=title), Path("/m") / name).title

    assert [titled("Track 07", "07 - Tide.mp3"), titled("Titel 7", "Otto Venn - Tide.flac")] == ["Tide", "Tide"]
    assert [titled("Track 07", "track07.mp3"), titled("Ebb", "07 - Tide.mp3")] == ["Track 07", "Ebb"]


@pytest.mark.parametrize(
    ("name", "title", "series", "number"),
    [
        ("Kelp Men v09 - Low Tide Part 1 (2008) (Digital)", "Kelp Men #9: Low Tide Part 1", "Kelp Men", 9),
        ("2.5 Sided Sea v01 (2022)", "2.5 Sided Sea #1", "2.5 Sided Sea", 1),
        ("[Group] Kelp Men - c03 (v01) [x]", "Kelp Men #3", "Kelp Men", 3),
        ("Kelp Men Ch. 12.5", "Kelp Men #12.5", "Kelp Men", 12.5),
        ("Kelp Men v2 012 (2013)", "Kelp Men #12", "Kelp Men", 12),
    ],
)
def test_volumes_chapters_and_issues_of_comics(name, title, series, number) -> None:
    guess = guess_text(Path("/c") / f"{name}.cbz", None)
    assert (guess.title, guess.series, guess.series_index) == (title, series, number)


def test_chinese_and_japanese_names_of_files() -> None:
    found = [
        guess_text(Path("/x") / name, Kind.BOOK) for name in ("《海图》作者：林小明.txt", "[夏川一郎] 海の図.epub")
    ]
    assert [(guess.title, guess.creators) for guess in found] == [("海图", ("林小明",)), ("海の図", ("夏川一郎",))]


@pytest.mark.parametrize(
    ("path", "title", "authors", "series", "number"),
    [
        ("Vera Holm/Piet Aas/Piet Aas 2 - Low Water.epub", "Low Water", ("Vera Holm",), "Piet Aas", 2),
        ("Piet Aas/01 - Low Water.epub", "Low Water", (), "", None),
        ("North 2 - Low Water - Vera Holm.epub", "Low Water", ("Vera Holm",), "North", 2),
        ("Low Water (North Book 2) by Vera Holm.epub", "Low Water", ("Vera Holm",), "North", 2),
        ("Catch 9 - Vera Holm.epub", "Catch 9", ("Vera Holm",), "", None),
        ("Low Water - A Novel.epub", "Low Water - A Novel", (), "", None),
        ("Mein Kater - Eine Geschichte.epub", "Mein Kater - Eine Geschichte", (), "", None),
        ("The Odyssey - Homer.epub", "The Odyssey", ("Homer",), "", None),
        ("Homer - The Odyssey.epub", "The Odyssey", ("Homer",), "", None),
        ("2001 - Vera Holm - Low Water.epub", "Low Water", ("Vera Holm",), "", None),
        ("AA.VV. - Low Water.epub", "Low Water", (), "", None),
        ("Vera Holm - Low Water (html).epub", "Low Water", ("Vera Holm",), "", None),
    ],
)
def test_series_subtitles_and_those_who_are_nobody(path, title, authors, series, number) -> None:
    guess = guess_text(Path("/b") / path, Kind.BOOK)
    assert (guess.title, guess.creators, guess.series, guess.series_index) == (title, authors, series, number)


def test_whose_home_a_folder_is_says_nothing_of_the_author() -> None:
    assert guess_text(Path("/home/Vera Holm/stuff/Kelp.epub"), Kind.BOOK).creators == ()
    assert guess_text(Path("/data/Vera Holm/Vera Holm's Kelp/Kelp.epub"), Kind.BOOK).creators == ("Vera Holm",)
