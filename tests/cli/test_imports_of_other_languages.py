"""`alcove import` of what programs write in other languages than English, and of what they write besides works."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.cli.program import Program


def brought(program: Program, path: Path, content: str, encoding: str = "utf-8") -> Any:
    path.write_bytes(content.encode(encoding))
    done = program("import", path, "--json")
    assert done.status == 0, done.err
    return done.json


def acts(program: Program, folder: Path) -> list[tuple[str, float, str]]:
    assert program("profile", "export", folder).status == 0
    rows = json.loads((folder / "profile.json").read_text(encoding="utf-8"))["feedback"]
    return [(row["verdict"], row["value"], f"{datetime.fromtimestamp(row['at'], UTC):%Y-%m-%d %H:%M}") for row in rows]


def test_a_table_of_songs_is_dated_by_when_each_was_last_heard(fresh: Program, tmp_path: Path) -> None:
    names = ["Name", "Interpret", "Album", "Hinzugefügt am", "Wiedergaben", "Zuletzt gespielt", "Meine Wertung"]
    row = ["Grey Ferry", "Otto Venn", "Reeds", "02.03.18, 10:00", "7", "03.04.20, 21:05", "80"]
    told = brought(fresh, tmp_path / "Musik.txt", "\r".join("\t".join(line) for line in (names, row, [])), "utf-16")
    assert told["unmatched_works"] == [{"kind": "music", "title": "Grey Ferry", "creators": ["Otto Venn"]}]
    when = "2020-04-03 21:05"
    assert acts(fresh, tmp_path / "out") == [("played", 7.0, when), ("rating", 4.0, when)]


def test_reviews_and_progress_in_tables_of_several_languages(fresh: Program, tmp_path: Path) -> None:
    books = "Título;Autor;Avaliação;Status;Resenha;Anotações\nEspuma;Ada Pell;4;Lido;Muito bom;Emprestado\n"
    assert brought(fresh, tmp_path / "livros.csv", books)["notes"] == 2
    told = [(row["kind"], row["text"]) for row in fresh("notes", "--json").json]
    assert sorted(told) == [("note", "Emprestado"), ("review", "Muito bom")]
    heard = (
        "Title,Authors,Narrators,Series,Book Numbers,Progress,ASIN\n"
        "Ice,Vera Holm,Ann Reader,North,2,Finished,B000000001\nFog,Vera Holm,Ann Reader,,,2h 3m left,B000000002\n"
    )
    told = brought(fresh, tmp_path / "heard.csv", heard)
    assert [work["creators"] for work in told["unmatched_works"]] == [["Vera Holm"]] * 2
    assert told["interactions"] == 1
    (ice,) = fresh("search", "Ice", "--json", "-n", 1).json
    assert ice["title"] == "Ice"


def test_clippings_in_korean_and_what_stands_beyond_the_limit(fresh: Program, tmp_path: Path) -> None:
    def clipping(stamp: str, text: str) -> str:
        when = "추가된 날짜: 2020년 3월 1일 일요일 오전 10:11:12"
        return f"소금 길 (김 바다)\r\n- {stamp} | {when}\r\n\r\n{text}\r\n==========\r\n"

    told = brought(
        fresh,
        tmp_path / "My Clippings.txt",
        clipping("12페이지 | 위치 170-172의 하이라이트", "바다")
        + clipping("13페이지 | 위치 180의 메모", "좋다")
        + clipping("14페이지 | 위치 190의 책갈피", "")
        + clipping("15페이지 | 위치 200-201의 하이라이트", " <이 항목의 클리핑 한도에 도달했습니다>"),
    )
    assert told["notes"] == 2
    found = {(row["kind"], row["text"], row["place"]) for row in fresh("notes", "--json").json}
    assert found == {("highlight", "바다", "page 12, location 170-172"), ("note", "좋다", "page 13, location 180")}


def test_a_notebook_that_a_reader_sends_as_a_table(fresh: Program, tmp_path: Path) -> None:
    rows = (
        '"Ihre Kindle-Notizen für:",,,\n"FOAM: A NOVEL",,,\n"von Ada Pell",,,\n"Kostenlose Leseprobe:",,,\n'
        '"https://read.amazon.de/kp/x",,,\n---------------,,,\n,,,\n"Anmerkungstyp","Position","Markiert?",'
        '"Anmerkung"\n"Markierung (Gelb)","Seite 12","","Grey, the sea."\n"Notiz","Seite 12","","Yes."\n'
        '"Lesezeichen","Seite 14","",""\n"Markierung (Blau)","Position 200","","<Sie haben das Limit erreicht>"\n'
    )
    told = brought(fresh, tmp_path / "Foam-Notizbuch.csv", rows)
    assert (told["source"], told["notes"], told["unmatched_works"][0]["creators"]) == ("kindle", 2, ["Ada Pell"])
    found = {(row["kind"], row["text"], row["place"]) for row in fresh("notes", "--json").json}
    assert found == {("highlight", "Grey, the sea.", "page 12"), ("note", "Yes.", "page 12")}


def test_what_was_watched_is_named_without_the_words_around_it(fresh: Program, tmp_path: Path) -> None:
    titles = ["「Dawn」を視聴しました", "Dusk을(를) 시청했습니다.", "Вы посмотрели видео Noon"]
    rows = [
        {
            "header": "YouTube Music",
            "title": title,
            "titleUrl": f"https://music.youtube.com/watch?v={n}",
            "subtitles": [{"name": "Otto Venn - トピック"}],
            "time": "2020-03-01T10:00:00Z",
        }
        for n, title in enumerate(titles)
    ]
    told = brought(fresh, tmp_path / "watch-history.json", json.dumps(rows))
    assert {work["title"] for work in told["unmatched_works"]} == {"Dawn", "Dusk", "Noon"}


def test_a_station_with_a_name_is_a_stream(fresh: Program, tmp_path: Path) -> None:
    tracks = "<track><location>http://radio.example/a</location><title>Radio Sea</title></track>"
    tracks += "<track><title>Ebbe</title><creator>Otto Venn</creator></track>"
    text = f'<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList>{tracks}</trackList></playlist>'
    told = brought(fresh, tmp_path / "a.xspf", text)
    assert told["left_out"] == {"stream": 1} and [work["title"] for work in told["unmatched_works"]] == ["Ebbe"]


def test_statuses_and_dates_under_headings_of_several_languages(fresh: Program, tmp_path: Path) -> None:
    korean = (
        "제목,저자,출판사,평점,독서상태,시작일,완독일,리뷰\n소금길,김바다,바다사,4.5,완독,2023.01.02,2023.02.03,좋아요\n"
        "추위,박산,산사,,읽는 중,2023.03.01,,\n꿈,박산,산사,,읽고 싶은,,,\n"
    )
    polish = (
        "Tytuł,Autor,Ocena,Status,Data przeczytania\nZimno,Ola Ek,,Chcę przeczytać,\nCiepło,Ola Ek,,Teraz czytam,\n"
    )
    turkish = "Kitap adı;Yazar;Puan;Durum\nTuz;Vera Holm;8/10;Okudum\nSis;Vera Holm;;Yarım bıraktım\n"
    french = '"Titre";"Auteur";"Date entrée";"Statut";"Note"\n"Sel";"Ada Pell";"03/04/2020";"Lu";"4.5"\n'
    told = [
        brought(fresh, tmp_path / f"{number}.csv", text)
        for number, text in enumerate((korean, polish, turkish, french))
    ]
    assert [row["interactions"] for row in told] == [3, 1, 3, 2] and told[0]["notes"] == 1
    done = acts(fresh, tmp_path / "out")
    midnight = "00:00"
    assert {(verdict, when) for verdict, _, when in done if when.endswith(midnight)} >= {
        ("finished", "2023-02-03 00:00"),
        ("rating", "2023-02-03 00:00"),
        ("reading", "2023-03-01 00:00"),
        ("finished", "2020-04-03 00:00"),
    }
    assert sorted(verdict for verdict, _, _ in done).count("dropped") == 1


def test_a_play_that_an_export_holds_twice_was_heard_once(fresh: Program, tmp_path: Path) -> None:
    def listen(at: int) -> str:
        return json.dumps({"listened_at": at, "track_metadata": {"artist_name": "Otto Venn", "track_name": "Ebbe"}})

    moments = (1_600_000_000, 1_600_000_000, 1_600_000_300, 1_600_000_300, 1_600_000_000)
    told = brought(fresh, tmp_path / "listens.jsonl", "\n".join(map(listen, moments)))
    assert (told["plays"], told["interactions"]) == (2, 1)
    days = "artist,track,date\n" + "Otto Venn,Foam,2020-03-01\n" * 3
    assert brought(fresh, tmp_path / "days.csv", days)["plays"] == 3
