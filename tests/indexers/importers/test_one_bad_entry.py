"""One bad entry loses no other, and says where it stands."""

import io
import json
import zipfile

import apsw
import pytest

from indexers.importers.import_transfer import read_works
from indexers.importers.text.json_entries import Entries as Json
from indexers.importers.text.lines import text_blocks
from indexers.importers.text.lua import lua_table
from tests.indexers.importers.conftest import Entries, left_out, problems, works

HEAD = "Book Id,Title,Author,My Rating,Date Read,Exclusive Shelf\n"


@pytest.mark.parametrize(
    ("text", "titles", "line"),
    [
        ('1,Fjord,Vera Holm,4,,read\n2,"Ice,Vera Holm,4,,read\n3,Snow,Vera Holm,4,,read\n', ["Fjord", "Snow"], 3),
        ("1,Fjord,Vera Holm,4,,read\n2,Ice, and Snow,Vera Holm,4,,read\n3,Snow,V H,4,,read\n", ["Fjord", "Snow"], 3),
        ("1,Fjord,Vera Holm,4,,read\n2,,Vera Holm,4,,read\n", ["Fjord"], 3),
        ('1,"Fjord\nand more",Vera Holm,4,,read\n2,"",X Y,,,read\n', ["Fjord and more"], 4),
    ],
)
def test_rows(entries: Entries, text: str, titles: list[str], line: int) -> None:
    found = entries("g.csv", HEAD + text, "goodreads")
    assert [work.title for work in works(found)] == titles
    assert [problem.line for problem in problems(found)] == [line]


def test_a_byte_of_another_encoding_stays_in_its_line(entries: Entries) -> None:
    rows = b"1,Caf\xe9,Ann Smith,4,,read\n2,\xc3\x9cber Eis,Ann Smith,4,,read\n\x00\n"
    assert [work.title for work in works(entries("g.csv", HEAD.encode() + rows))] == ["Café", "Über Eis"]


def test_wide_letters_semicolons_and_decimal_commas(entries: Entries) -> None:
    text = "sep=;\r\nTitel;Autor;Meine Bewertung;Gelesen am\r\nÜber Eis;Holm, Vera;4,5;29.02.2024\r\n"
    (work,) = works(entries("t.csv", text, "table", "utf-16"))
    assert (work.title, work.creators, work.acts[-1].value) == ("Über Eis", ("Vera Holm",), 4.5)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_greek_table_in_wide_letters_without_a_mark(entries: Entries, encoding: str) -> None:
    text = "Τίτλος;Συγγραφέας;Βαθμολογία;Ημερομηνία ανάγνωσης\r\nΟ φάρος;Άννα Λύρα;4,5;29.02.2024\r\n"
    (work,) = works(entries("t.csv", text, "table", encoding))
    assert (work.title, work.creators, work.acts[-1].value) == ("Ο φάρος", ("Άννα Λύρα",), 4.5)


def test_json(entries: Entries) -> None:
    listen = {"listened_at": 1600000000, "track_metadata": {"artist_name": "Holm", "track_name": "A\u2028B"}}
    good = json.dumps(listen, ensure_ascii=False)
    text = f'{good}\n{good.replace("A", "Other").replace(":", "", 1)}\n{good.replace("A", "C")}\n{{"listened_at": 1}}\n'
    found = entries("l.jsonl", text, "listenbrainz")
    assert [work.title for work in works(found)] == ["A B", "C B"]
    assert [(problem.line, problem.entry) for problem in problems(found)] == [(2, "2"), (None, "4")]


@pytest.mark.parametrize(
    ("text", "values", "damaged"),
    [
        ('[{"a": 1}, {"a": 2}]', [1, 2], 0),
        ('{"a": 1}\n{"a": 2,\n{"a": 3}', [1, 3], 1),
        ('[{"a": 1, "b": [{"c": 9}]}, {"a": 2 "x"}, null, {"a": 3}]', [1, 3], 1),
        ('{"who": {"x": 1}, "plays": [{"a": 1}, {"a": 2}], "more": 1}', [1, 2], 0),
        ('[{"a": 1}, {"a": "never clo', [1], 1),
        ("", [], 0),
    ],
)
def test_json_in_every_packing(text: str, values: list[int], damaged: int) -> None:
    found = list(Json(text_blocks(io.BytesIO(text.encode())), ("plays",)))
    assert [one[1]["a"] for one in found if isinstance(one, tuple)] == values
    assert sum(not isinstance(one, tuple) for one in found) == damaged


def test_a_history_larger_than_a_block_is_read_in_blocks() -> None:
    whole = "[" + ",".join(json.dumps({"a": n, "b": "ü" * 400}) for n in range(12_000)) + "]"
    found = list(Json(text_blocks(io.BytesIO(whole.encode()))))
    assert len(whole.encode()) > 4 << 20 and [one[1]["a"] for one in found if isinstance(one, tuple)] == list(
        range(12_000)
    )


def test_parts_of_an_archive(entries: Entries) -> None:
    play = {"ts": "2023-05-01T10:00:00Z", "ms_played": 99_000, "master_metadata_track_name": "Fjord",
            "master_metadata_album_artist_name": "Holm", "episode_name": None}  # fmt: skip
    told = {**play, "master_metadata_track_name": None, "episode_name": "Talk"}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("MyData/endsong_3.json", json.dumps([play, told]))
        archive.writestr("MyData/endsong_4.json", json.dumps([{**play, "ts": "2023-05-02T10:00:00Z"}])[:-1])
        archive.writestr("MyData/Streaming_History_Video_1.json", json.dumps([play]))
    found = entries("my.zip", packed.getvalue(), "spotify")
    (work,) = works(found)
    assert [act.value for act in work.acts] == [2.0] and left_out(found) == ["podcast"]


def test_xml(entries: Entries) -> None:
    def track(name: str, extra: str = "") -> str:
        known = f"<key>Track ID</key><integer>1</integer><key>Name</key><string>{name}</string>"
        return f"<key>1</key><dict>{known}{extra}</dict>"

    text = (
        '<?xml version="1.0"?><plist version="1.0"><dict><key>Tracks</key><dict>'
        + track("Low\x04 Ice &#2; & Snow", "<key>Disliked</key><true/>")
        + track("Talk", "<key>Genre</key><string>News</string><key>Podcast</key><true/>")
        + track("Film", "<key>Home Video</key><true/>")
        + track("I <3 Snow")
        + track("Tale", "<key>Kind</key><string>Audible file</string><key>Play Count</key><integer>2</integer>")
        + "</dict></dict></plist>"
    )
    found = entries("Library.xml", text, "itunes")
    assert [(work.kind, work.title) for work in works(found)] == [
        ("music", "Low Ice & Snow"), ("music", "I <3 Snow"), ("book", "Tale"),
    ]  # fmt: skip
    assert [act.verdict for work in works(found) for act in work.acts] == ["dislike", "finished"]
    assert left_out(found) == ["podcast", "film"]
    cut = entries("Library.xml", text[: text.index("<string>Tale")], "itunes")
    assert len(works(cut)) == 2 and problems(cut)[0].line == 1


def test_bibtex(entries: Entries) -> None:
    text = (
        "% comments\n@dataset{d1, title = {Ice Cores}, author = {{Tide, Wave and Sons} and Holm, Vera and others}}\n"
        "@thesis{t1,\n title = {Open {brace},\n author = {Lost}\n}\n"
        '@mvbook{m1, title = "Fjords" # " of the " # {North},\n'
        " editor = {Aas, Piet}, translator = {Lund, Ada}, readstatus = {read}, ranking = {rank4},\n"
        " file = {:papers/fjords\\:1.pdf:PDF}}\n@misc{n1, note = {x}}\n@movie{f1, title = {Film}}\n"
    )
    found = entries("a.bib", text, "bibtex")
    data, whole = works(found)[0], works(found)[-1]
    named = entries("c.bib", "@book{c, title={Sea}, author={H{\\'e}lo{\\\"i}se {van der Berg} and {NASA} and \\c{C}a}}")
    assert works(named)[0].creators == ("Héloïse van der Berg", "NASA", "Ça")
    assert data.creators == ("Tide, Wave and Sons", "Vera Holm")
    assert (whole.kind, whole.title, whole.creators) == ("book", "Fjords of the North", ("Piet Aas",))
    assert [(act.verdict, act.value) for act in whole.acts] == [("finished", 1.0), ("rating", 4.0)]
    assert str(whole.path) == "papers/fjords:1.pdf"
    assert [problem.entry for problem in problems(found)] == ["t1", "n1"] and left_out(found) == ["film"]
    assert entries("b.bib", "%" + "x" * 70_000 + "\n@artwork{a, title = {Ice}}\n", "bibtex")


def test_bibtex_as_programs_and_people_write_it(entries: Entries) -> None:
    text = (
        "@book{Holm 2010,title={On $\\alpha$-rays},author={Holm, Vera}}\n"
        "@book{a1\n title={No comma},author={Aas, Piet}}\n"
        "@book{a2,title={Open {brace},author={Lund, Ada},year={2000}\n}\n"
        "@incollection{a3,title={A Chapter},author={Lund, Ada},crossref={a4}}\n"
        "@book{a4,title={The Whole},editor={Holm, Vera},year={1999},publisher={Quay}}\n@book{a5,crossref={A4}}\n"
    )
    found = entries("d.bib", text, "bibtex")
    assert [(work.title, work.creators) for work in works(found)] == [
        ("On α-rays", ("Vera Holm",)), ("No comma", ("Piet Aas",)), ("Open brace", ("Ada Lund",)),
        ("A Chapter", ("Ada Lund",)), ("The Whole", ("Vera Holm",)), ("The Whole", ("Vera Holm",)),
    ]  # fmt: skip
    assert works(found)[3].year == 1999 and [problem.entry for problem in problems(found)] == ["a2"]


def test_lua_tables() -> None:
    cut, damage = lua_table('return { ["a"] = 1, ["b"] = { ["c"] = "x", ["d')
    assert cut == {"a": 1.0, "b": {"c": "x"}} and damage
    assert lua_table("return { a = -nan, b = inf, c = 2 }")[0] == {"a": None, "b": None, "c": 2.0}
    text = '-- note\nreturn { ["a"] = "x\\\ny \\"z\\"", [1] = [[long\none]], b = { 1, true, nil }, ["c"] = -2.5, }'
    table = {"a": 'x\ny "z"', "1": "long\none", "b": {"1": 1.0, "2": True, "3": None}, "c": -2.5}
    assert lua_table(text) == (table, "")
    assert lua_table(r'{ a = "Jos\195\169 \xC3\xA9\u{e9}\9" }')[0] == {"a": "José éé\t"}
    assert "damaged" in lua_table('{ ["a"] = "never')[1] and "deep" in lua_table("{" * 200)[1]
    with pytest.raises(ValueError, match="no {"):
        lua_table("return 3")


def test_a_damaged_page_of_a_database_loses_its_own_table_alone(tmp_path) -> None:
    path = tmp_path / "KoboReader.sqlite"
    connection = apsw.Connection(str(path))
    connection.execute("""
        CREATE TABLE Bookmark (a); CREATE TABLE Shelf (a);
        CREATE TABLE content (ContentID, ContentType, Title, ReadStatus);
        CREATE TABLE ratings (ContentID, Rating, DateModified); INSERT INTO content VALUES ('a', 6, 'Ice', 2);
        INSERT INTO ratings VALUES ('a', 4, '');
    """)
    (page,) = next(connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ratings'"))
    connection.close()
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18])
    data[(page - 1) * size : page * size] = b"\xee" * size
    path.write_bytes(bytes(data))
    export = read_works(path)
    assert [work.title for work in export.works] == ["Ice"]
    assert len(export.problems) == 1 and "malformed" in export.problems[0].reason


def test_what_was_written_of_a_database_that_was_cut_off_comes_in(tmp_path) -> None:
    """A copy that broke off is shorter than its first page says, and SQLite opens none of it."""
    path = tmp_path / "metadata.db"
    made = apsw.Connection(str(path))
    made.execute(
        "CREATE TABLE books (id INTEGER PRIMARY KEY, title, pubdate, series_index, path);"
        "CREATE TABLE authors (id INTEGER PRIMARY KEY, name); CREATE TABLE comments (book, text);"
        "CREATE TABLE books_authors_link (id INTEGER PRIMARY KEY, book, author);"
        "CREATE TABLE identifiers (book, type, val);"
        "CREATE TABLE data (book, format, name); INSERT INTO authors VALUES (1, 'Ada Marsh');"
        "INSERT INTO books_authors_link VALUES (1, 1, 1);"
    )
    made.executemany("INSERT INTO books (title) VALUES (?)", [(f"Tide {number} {'x' * 200}",) for number in range(400)])
    made.close()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 + 100])
    export = read_works(path)
    found = list(export.works)
    assert 100 < len(found) < 400 and found[0].creators == ("Ada Marsh",)
    assert len(export.problems) == 1 and "metadata.db" in export.problems[0].reason
