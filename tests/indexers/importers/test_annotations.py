"""What a person underlined and wrote elsewhere: every program's form of it, kept once, and by the right book."""

from pathlib import Path

import apsw
import pytest

from assistant.domain.entities import Kind, Verdict
from assistant.domain.notes import NoteKind
from indexers.importers.annotations.kindle import clippings
from indexers.importers.annotations.koreader import notes_in
from indexers.importers.apply import import_file
from indexers.importers.base import ImportedWork, find_importer
from indexers.importers.text.lua import lua_table
from tests.indexers.samples import write_epub

H, N, R = NoteKind.HIGHLIGHT, NoteKind.NOTE, NoteKind.REVIEW
BAR = "==========\n"


def works(path: Path) -> list[ImportedWork]:
    return [entry for entry in find_importer(path).read(path) if isinstance(entry, ImportedWork)]


def told(work: ImportedWork) -> list[tuple[NoteKind, str, str]]:
    return [(note.kind, note.text, note.place) for note in work.notes]


@pytest.mark.parametrize(
    ("stamps", "day"),
    [
        (
            ("- Your Highlight on page 12 | Location 120-122 | Added on Sunday, May 14, 2023 3:40:12 PM",
             "- Your Note on page 12 | Location 122 | Added on Sunday, May 14, 2023 3:41:00 PM",
             "- Your Bookmark on page 12 | Location 122 | Added on Sunday, May 14, 2023 3:41:00 PM"),
            "2023-05-14",
        ),
        (
            ("- Ihre Markierung auf Seite 12 | bei Position 120-122 | Hinzugefügt am Sonntag, 14. Mai 2023 15:40:12",
             "- Ihre Notiz auf Seite 12 | bei Position 122 | Hinzugefügt am Sonntag, 14. Mai 2023 15:41:00",
             "- Ihr Lesezeichen auf Seite 12 | bei Position 122 | Hinzugefügt am Sonntag, 14. Mai 2023 15:41:00"),
            "2023-05-14",
        ),
        (
            ("- Votre surlignement sur la page 12 | emplacement 120-122 | Ajouté le dimanche 14 mai 2023 15:40:12",
             "- Votre note sur la page 12 | emplacement 122 | Ajouté le dimanche 14 mai 2023 15:41:00",
             "- Votre signet sur la page 12 | emplacement 122 | Ajouté le dimanche 14 mai 2023 15:41:00"),
            "2023-05-14",
        ),
        (
            ("- 您在第 12 页（位置 #120-122）的标注 | 添加于 2023年5月14日星期日 下午3:40:12",
             "- 您在第 12 页（位置 #122）的笔记 | 添加于 2023年5月14日星期日 下午3:41:00",
             "- 您在第 12 页（位置 #122）的书签 | 添加于 2023年5月14日星期日 下午3:41:00"),
            "2023-05-14",
        ),
        (
            ("- 12ページ|位置No. 120-122のハイライト |作成日: 2023年5月14日日曜日 15:40:12",
             "- 12ページ|位置No. 122のメモ |作成日: 2023年5月14日日曜日 15:41:00",
             "- 12ページ|位置No. 122のブックマーク |作成日: 2023年5月14日日曜日 15:41:00"),
            "2023-05-14",
        ),
        (
            ("- Twoje podświetlenie na stronie 12 | lokalizacja 120-122 | Dodano: niedziela, 14 maja 2023 15:40:12",
             "- Twoja notatka na stronie 12 | lokalizacja 122 | Dodano: niedziela, 14 maja 2023 15:41:00",
             "- Twoja zakładka na stronie 12 | lokalizacja 122 | Dodano: niedziela, 14 maja 2023 15:41:00"),
            "2023-05-14",
        ),
    ],
)  # fmt: skip
def test_kindle_in_several_languages(stamps: tuple[str, ...], day: str) -> None:
    texts = ("The tide forgets\nnothing.", "So true <3", "")
    blocks = [
        f"The Salt Road (Marsh, Ada)\n{stamp}\n\n{text}\n{BAR}" for stamp, text in zip(stamps, texts, strict=True)
    ]
    (heading, book), *others = clippings("".join(blocks).split("\n")).items()
    assert (heading, others) == ("The Salt Road (Marsh, Ada)", [])
    assert [(note.kind, note.text, note.place) for note in book.notes] == [
        (H, "The tide forgets\nnothing.", "page 12, location 120-122"),
        (N, "So true <3", "page 12, location 122"),
    ]
    assert book.notes[0].at == 1684078812.0 and book.at == 1684078860.0


def test_a_highlight_that_was_drawn_longer_stands_once_and_two_at_one_place_stay_two() -> None:
    stamp = "- Your Highlight on Location 120-{} | Added on Sunday, May 14, 2023 3:40:12 PM"
    marked = [(121, "The tide forgets"), (122, "The tide forgets nothing."), (122, "And so do we.")]
    text = "".join(f"A Book\n{stamp.format(end)}\n\n{words}\n{BAR}" for end, words in marked)
    assert [note.text for note in clippings(text.split("\n"))["A Book"].notes] == [
        "The tide forgets nothing.",
        "And so do we.",
    ]


def test_koreader_of_now_and_before() -> None:
    newer, _ = lua_table(
        """return {
        ["annotations"] = {
            [1] = { ["chapter"] = "Low Tide", ["datetime"] = "2024-03-01 10:00:00", ["drawer"] = "lighten",
                    ["note"] = "Look this up", ["page"] = "/body/DocFragment[7]/p.0", ["pageno"] = 31,
                    ["text"] = "The \\"grey\\" sea" },
            [2] = { ["datetime"] = "2024-03-02 10:00:00", ["pageno"] = 40, ["text"] = "in Low Tide" },
        },
        ["summary"] = { ["modified"] = "2024-03-05", ["note"] = "Best read aloud.", ["status"] = "complete" },
        }"""
    )
    assert [(one.kind, one.text, one.place) for one in notes_in(newer)] == [
        (H, 'The "grey" sea', "page 31, Low Tide"),
        (N, "Look this up", "page 31, Low Tide"),
        (R, "Best read aloud.", ""),
    ]
    older, _ = lua_table(
        """return {
        ["bookmarks"] = {
            [1] = { ["chapter"] = "One", ["datetime"] = "2020-03-01 10:00:00", ["highlighted"] = true,
                    ["notes"] = "Salt.", ["page"] = 3, ["text"] = "My own words" },
            [2] = { ["datetime"] = "2020-03-02 10:00:00", ["highlighted"] = true, ["notes"] = "Wind.", ["page"] = 4,
                    ["text"] = "Page 4 Wind. @ 2020-03-02 10:00:00" },
        },
        ["highlight"] = { [3] = { [1] = { ["text"] = "Salt." } }, [9] = { [1] = { ["text"] = "Foam." } } },
        }"""
    )
    assert [(one.kind, one.text, one.place) for one in notes_in(older)] == [
        (H, "Salt.", "page 3, One"),
        (N, "My own words", "page 3, One"),
        (H, "Wind.", "page 4"),
        (H, "Foam.", "page 9"),
    ]


def database(path: Path, script: str) -> Path:
    connection = apsw.Connection(str(path))
    connection.execute(script)
    connection.close()
    return path


def test_kobo(tmp_path: Path) -> None:
    (work, other) = works(
        database(
            tmp_path / "KoboReader.sqlite",
            """CREATE TABLE content (ContentID, ContentType, Title, Attribution, ReadStatus, DateLastRead, BookTitle);
            CREATE TABLE Bookmark (BookmarkID, VolumeID, ContentID, Text, Annotation, DateCreated, Type, Hidden,
                                   ChapterProgress);
            CREATE TABLE ratings (ContentID, Rating, Review, DateModified);
            INSERT INTO content VALUES
                ('file:///mnt/onboard/salt.epub', '6', 'The Salt Road', 'Ada Marsh', 2, '2023-05-14T08:00:00Z', NULL),
                ('file:///mnt/onboard/salt.epub#(1)c1', '9', 'Low Tide', NULL, 0, NULL, 'The Salt Road'),
                ('shop-1', '6', 'Never Opened', 'Somebody', 0, NULL, NULL),
                ('shop-2', '6', 'Begun', 'Jon Holm', 1, '2023-06-01T08:00:00.000', NULL);
            INSERT INTO Bookmark VALUES
                ('1', 'file:///mnt/onboard/salt.epub', 'file:///mnt/onboard/salt.epub#(1)c1', 'The grey sea',
                 'Why grey?', '2023-05-13T08:00:00.000', 'note', 'false', 0.4),
                ('2', 'file:///mnt/onboard/salt.epub', 'x', NULL, NULL, '2023-05-13T08:00:00', 'dogear', 'false', 0.5),
                ('3', 'file:///mnt/onboard/salt.epub', 'x', 'thrown away', NULL, '2023-05-13', 'highlight', 'true', 0);
            INSERT INTO ratings VALUES ('file:///mnt/onboard/salt.epub', 4, 'Slow and good.', '2023-05-15');""",
        )
    )
    assert told(work) == [(H, "The grey sea", "Low Tide"), (N, "Why grey?", "Low Tide"), (R, "Slow and good.", "")]
    assert [(act.verdict, act.value) for act in work.acts] == [(Verdict.FINISHED, 1.0), (Verdict.RATED, 4.0)]
    assert (other.title, [act.verdict for act in other.acts]) == ("Begun", [Verdict.READING])


def test_readwise_goodreads_and_librarything(tmp_path: Path) -> None:
    readwise = tmp_path / "readwise.csv"
    readwise.write_text(
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at\n"
        '"One, two",The Salt Road,Ada Marsh,,mine,yellow,,page,7,2024-03-01 10:00:00+00:00\n'
        "Three,The Salt Road,Ada Marsh,,,,,location,99,\n,,,,,,,,,\nLost,,,,,,,,,\n"
    )
    (work,) = works(readwise)
    assert told(work) == [(H, "One, two", "page 7"), (N, "mine", "page 7"), (H, "Three", "location 99")]
    goodreads = tmp_path / "goodreads.csv"
    goodreads.write_text(
        "Book Id,Title,Author,My Rating,Date Read,Exclusive Shelf,My Review,Private Notes\n"
        '1,The Salt Road,Ada Marsh,4,2023/05/14,read,"Slow.<br/><br/>But <i>how</i> salty &amp; good!",lent to Kim\n'
        "2,Tide Tables,Jon Holm,0,,read,,\n"
    )
    first, second = works(goodreads)
    assert told(first) == [(R, "Slow.\n\nBut how salty & good!", ""), (N, "lent to Kim", "")]
    assert first.notes[0].at == 1684022400.0 and second.notes == ()
    librarything = tmp_path / "lt.tsv"
    librarything.write_text(
        "Title\tPrimary Author\tISBNs\tReview\tPrivate Comment\nSea\tSmith, Ann\t\tGood 3 < 4\tgift\n"
    )
    assert told(works(librarything)[0]) == [(R, "Good 3 < 4", ""), (N, "gift", "")]


def test_zotero_and_calibre(tmp_path: Path) -> None:
    (paper,) = works(
        database(
            tmp_path / "zotero.sqlite",
            """CREATE TABLE items (itemID, itemTypeID, dateAdded, key);
            CREATE TABLE itemTypes (itemTypeID, typeName); CREATE TABLE fields (fieldID, fieldName);
            CREATE TABLE itemData (itemID, fieldID, valueID); CREATE TABLE itemDataValues (valueID, value);
            CREATE TABLE creators (creatorID, firstName, lastName); CREATE TABLE tags (tagID, name);
            CREATE TABLE itemCreators (itemID, creatorID, orderIndex); CREATE TABLE itemTags (itemID, tagID);
            CREATE TABLE itemAttachments (itemID, parentItemID, path); CREATE TABLE deletedItems (itemID);
            CREATE TABLE itemNotes (itemID, parentItemID, note);
            CREATE TABLE itemAnnotations (itemID, parentItemID, type, text, comment, pageLabel, sortIndex);
            INSERT INTO itemTypes VALUES (1, 'journalArticle'), (2, 'attachment'), (3, 'annotation'), (4, 'note');
            INSERT INTO items VALUES (1, 1, '2024-01-01 00:00:00', 'A'), (2, 2, '2024-01-01 00:00:00', 'B'),
                (3, 3, '2024-02-01 00:00:00', 'C'), (4, 4, '2024-02-02 00:00:00', 'D'), (5, 3, '2024-02-01', 'E'),
                (6, 3, '2024-02-01 00:00:00', 'F');
            INSERT INTO fields VALUES (1, 'title'); INSERT INTO itemDataValues VALUES (1, 'On Tides');
            INSERT INTO itemData VALUES (1, 1, 1); INSERT INTO itemAttachments VALUES (2, 1, 'storage:t.pdf');
            INSERT INTO itemAnnotations VALUES (3, 2, 1, 'The moon pulls', 'obviously', 'xii', '00001'),
                (5, 2, 4, NULL, NULL, '3', '00002'), (6, 2, 1, 'in the bin', NULL, '4', '00003');
            INSERT INTO deletedItems VALUES (6);
            INSERT INTO itemNotes VALUES (4, 1, '<div><p>Read <b>again</b></p></div>');""",
        )
    )
    assert told(paper) == [(H, "The moon pulls", "page xii"), (N, "obviously", "page xii"), (N, "Read again", "")]
    data = (
        '{"highlighted_text": "Grey", "notes": "why", "toc_family_titles": ["Part", "Low Tide"], "type": "highlight"}'
    )
    (book,) = works(
        database(
            tmp_path / "metadata.db",
            f"""CREATE TABLE books (id, title, pubdate, series_index, path); CREATE TABLE data (book, format, name);
            CREATE TABLE books_authors_link (id, book, author); CREATE TABLE authors (id, name);
            CREATE TABLE comments (book, text); CREATE TABLE identifiers (book, type, val);
            CREATE TABLE custom_columns (id, label, name, datatype); CREATE TABLE custom_column_1 (book, value);
            CREATE TABLE annotations (id, book, annot_type, annot_data);
            INSERT INTO books VALUES (1, 'The Salt Road', '2001-01-01', 1, 'a');
            INSERT INTO comments VALUES (1, 'Blurb');
            INSERT INTO custom_columns VALUES (1, 'my_review', 'My review', 'comments');
            INSERT INTO custom_column_1 VALUES (1, '<p>Salty.</p>');
            INSERT INTO annotations VALUES (1, 1, 'highlight', '{data}'), (2, 1, 'highlight', 'no json');""",
        )
    )
    assert told(book) == [(H, "Grey", "Low Tide"), (N, "why", "Low Tide"), (R, "Salty.", "")]


def test_imported_twice_is_once_and_notes_wait_for_a_book_that_comes_later(home, tmp_path: Path) -> None:
    file = tmp_path / "My Clippings.txt"
    stamp = "- Your Highlight on page 3 | Added on Sunday, May 14, 2023 3:40:12 PM"
    long = "word " * 10_000
    file.write_text(
        f"The Salt Road: A Novel (Marsh, Ada)\n{stamp}\n\nThe grey sea\0\n{BAR}"
        f"Nobody's Pamphlet\n{stamp}\n\nNo author at all\n{BAR}"
        f"The Salt Road: A Novel (Marsh, Ada)\n{stamp}\n\n{long}\n{BAR}"
    )
    report = import_file(file, home.library, home.journal)
    assert (report.notes, report.matched, len(report.unmatched)) == (3, 0, 2)
    assert import_file(file, home.library, home.journal).notes == 0
    (tmp_path / "books").mkdir()
    write_epub(tmp_path / "books" / "salt.epub", title="The Salt Road", creators=("Ada Marsh",))
    (tmp_path / "books" / "pamphlet.txt").write_text("Nobody's Pamphlet\n\nIt is short.\n")
    home.sync(tmp_path / "books")
    by_title = {item.title: item.id for item in home.library.items.all() if item.owned}
    salt = home.journal.notes.all(by_title["The Salt Road"])
    assert [note.text for note in salt] == ["The grey sea", long.strip()] and salt[0].source == "kindle"
    assert import_file(file, home.library, home.journal).notes == 0
    assert len(home.journal.notes.all()) == 3


def test_a_great_many_highlights_come_in(home, tmp_path: Path) -> None:
    write_epub(tmp_path / "salt.epub", title="The Salt Road", creators=("Ada Marsh",))
    home.sync(tmp_path)
    file = tmp_path / "My Clippings.txt"
    stamp = "- Your Highlight on Location {0} | Added on Sunday, May 14, 2023 3:40:12 PM"
    file.write_text(
        "".join(f"The Salt Road (Marsh, Ada)\n{stamp}\n\nWave {{0}}\n{BAR}".format(k) for k in range(5_000))
    )
    assert import_file(file, home.library, home.journal).notes == 5_000
    home.sync(tmp_path)
    assert home.library.noted.text("4777", Kind.BOOK, 5)
