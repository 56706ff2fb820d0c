"""What files say of themselves besides their names: subjects, pages, tempo, language, the heading of a text."""

import json
from pathlib import Path

import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import minutes_of
from indexers.metadata.clean_metadata import listed_subjects, page_count, split_subjects
from indexers.readers.base import Reading
from indexers.worker.reading import read_file
from indexers.works import make_item
from tests.indexers import samples


def read(path: Path) -> Reading:
    reading = read_file(path).reading
    assert reading is not None
    return reading


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("sea, boats; Fiction -- History", ("sea", "boats", "Fiction", "History")),
        ("World War, 1939-1945", ("World War, 1939-1945",)),
        ("boats, World War, 1914-1918, quays", ("boats", "World War, 1914-1918", "quays")),
        ("Oak, Ann (Fictitious character), sea", ("Oak, Ann (Fictitious character)", "sea")),
        ("Elm, Ben, 1809-1882", ("Elm", "Ben, 1809-1882")),
    ],
)
def test_commas_of_libraries_stay(text: str, subjects: tuple[str, ...]) -> None:
    assert split_subjects(text) == subjects


def test_a_ready_made_list_of_subjects_keeps_its_commas(tmp_path: Path) -> None:
    listed = ["Detective stories, English", "Oak, Ann (Fictitious character)", "sea, boats, quays"]
    assert listed_subjects(listed) == (*listed[:2], "sea", "boats", "quays")
    assert listed_subjects(["sea, boats"]) == ("sea", "boats")
    metadata = "".join(f"<dc:subject>{subject}</dc:subject>" for subject in listed[:2])
    assert read(samples.write_epub(tmp_path / "a.epub", metadata=metadata)).subjects == tuple(listed[:2])


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("320 pages", 320),
        ("xii, 320 p. : ill.", 320),
        ("320", 320),
        ("12 S.", 12),
        ("2.3 MB", None),
        ("", None),
        (None, None),
    ],
)
def test_pages(text: str | None, pages: int | None) -> None:
    assert page_count(text) == pages


def test_pages_are_read_where_a_file_states_them(tmp_path: Path) -> None:
    extent = '<meta property="dcterms:extent">212 pages</meta>'
    column = json.dumps({"#value#": 345, "name": "Pages", "datatype": "int"}).replace('"', "&quot;")
    own = f'<meta name="calibre:user_metadata:#pages" content="{column}"/>'
    assert read(samples.write_epub(tmp_path / "a.epub", metadata=extent)).pages == 212
    assert read(samples.write_epub(tmp_path / "b.epub", metadata=own)).pages == 345
    assert minutes_of(Item("b1", Kind.BOOK, "Sea", pages=100)) == pytest.approx(110)


def test_a_stated_tempo_says_what_listening_would(tmp_path: Path) -> None:
    slow = read(samples.write_flac(tmp_path / "a.flac", title="Sea", artist="Ann", BPM="62"))
    assert make_item(slow, "m1", tmp_path / "a.flac", 1.0).moods == ("slow",)
    assert (
        make_item(read(samples.write_flac(tmp_path / "b.flac", title="Sea", BPM="0")), "m2", tmp_path, 1.0).moods == ()
    )


@pytest.mark.parametrize(
    ("text", "title", "creators"),
    [
        ("On Mending Nets\n\nIt takes patience.", "On Mending Nets", ()),
        ("On Mending Nets\n===============\nIt takes patience.", "On Mending Nets", ()),
        ("# On Mending Nets\nIt takes patience.", "On Mending Nets", ()),
        ("#+TITLE: On Mending Nets\nIt takes patience.", "On Mending Nets", ()),
        ("\n\nOn Mending Nets\nby Ann Oak\n\nIt takes patience.", "On Mending Nets", ("Ann Oak",)),
        ("It takes patience to mend nets, and\nthe old men know it.", "note", ()),
        ("It takes patience.\n\nThe old men know it.", "note", ()),
    ],
)
def test_a_text_is_called_what_its_heading_says(
    tmp_path: Path, text: str, title: str, creators: tuple[str, ...]
) -> None:
    (tmp_path / "note.txt").write_text(text)
    reading = read(tmp_path / "note.txt")
    assert (reading.title, reading.creators) == (title, creators)


def test_a_list_in_front_matter_keeps_its_commas(tmp_path: Path) -> None:
    page = '---\nauthor: [Ann Lee, "Crane, Abel"]\ntags: [sea, "World War, 1939-1945"]\n---\n# Salt\n\nA text.\n'
    (tmp_path / "a.md").write_text(page)
    told = read(tmp_path / "a.md")
    assert told.creators == ("Ann Lee", "Abel Crane")
    assert told.subjects == ("sea", "World War, 1939-1945")
    page = '---\nauthor:\n  - "Crane, Abel"\ntags:\n  - "World War, 1939-1945"\n---\n# Salt\n'
    (tmp_path / "b.md").write_text(page)
    told = read(tmp_path / "b.md")
    assert (told.creators, told.subjects) == (("Abel Crane",), ("World War, 1939-1945",))


def test_every_text_has_a_language(home, shelf) -> None:
    (shelf / "a.txt").write_text("Der alte Fischer flickt seine Netze am Kai.")
    (shelf / "b.md").write_text("# Filets\n\nLe vieux pêcheur répare ses filets.")
    samples.write_pdf(shelf / "c.pdf", ("The old fisherman mends his nets on the quay.",))
    home.sync(shelf)
    assert {item.path.name: item.language for item in home.library.items.all()} == {
        "a.txt": "de",
        "b.md": "fr",
        "c.pdf": "en",
    }
