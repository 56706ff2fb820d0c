"""Acts are known by item, kind and time; verdicts and shelves are told in the words of their programs."""

import json
from datetime import UTC, datetime

import pytest

from assistant.domain.entities import Verdict
from assistant.domain.feedback import liking
from indexers.importers.apply import apply_works, import_file
from indexers.importers.base import Entry, ImportedAct, ImportedWork, Source
from indexers.importers.listening import Listen, group_listens
from indexers.importers.statuses import status_of
from indexers.importers.text.dates import number, puts_day_first, unix_time
from indexers.importers.text.ratings import stars
from indexers.wishes import shelve_wishes
from tests.indexers.importers.conftest import Entries, works

HEAD = "Book Id,Title,Author,My Rating,Date Read,Date Added,Bookshelves,Exclusive Shelf\n"


def day(at: float | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")


def rows(home) -> list[tuple[str, float, str]]:
    return [(str(row.verdict), row.value, day(row.at)) for row in home.journal.interactions()]


def test_readings_and_ratings_that_change_back(home, tmp_path) -> None:
    export, new = tmp_path / "g.csv", []
    states = [(3, "2015/06/01"), (5, "2015/06/01"), (3, "2015/06/01"), (3, "2024/02/29"), (3, "2024/02/29")]
    for rating, read in states:
        export.write_text(f"{HEAD}1,Ice,Vera Holm,{rating},{read},2014/01/01,,read\n")
        new.append(import_file(export, home.library, home.journal).interactions)
    assert new == [2, 1, 1, 2, 0]
    assert rows(home)[-2:] == [("finished", 1.0, "2024-02-29"), ("rating", 3.0, "2024-02-29")]
    assert set(liking(home.journal.interactions()).values()) == {0.1}


def test_states_without_a_date_are_known_by_the_last(home) -> None:
    def taken(*verdicts: Verdict) -> int:
        done = tuple(ImportedAct(verdict, 1.0, None, exact=False) for verdict in verdicts)
        work = ImportedWork("book", "Ice", ("Vera Holm",), acts=done)
        return apply_works(Source("any"), [work], home.library, home.journal).interactions

    new = [taken(Verdict.READING), taken(Verdict.READING), taken(Verdict.DROPPED), taken(Verdict.READING)]
    assert new == [1, 0, 1, 1]
    assert taken(Verdict.DROPPED, Verdict.READING) == 0  # two editions, each with its own


def test_plays_by_month_in_parts_and_again(home) -> None:
    def heard(*plays: tuple[float, float, float]) -> int:
        acts = tuple(ImportedAct(Verdict.PLAYED, count, last, True, first) for count, first, last in plays)
        work = ImportedWork("music", "Ice", ("Holm",), acts=acts)
        return apply_works(Source("any"), [work], home.library, home.journal).interactions

    january, february = (3.0, 1_704_100_000.0, 1_704_500_000.0), (2.0, 1_706_800_000.0, 1_706_900_000.0)
    assert heard(january) == 1 and heard(january, february) == 1 and heard(january, february) == 0
    assert heard((4.0, 1_704_600_000.0, 1_704_700_000.0)) == 1  # the next part of the same month
    assert sum(row.value for row in home.journal.interactions()) == 9


def test_plays_that_an_earlier_version_kept_in_one_row_are_not_counted_again(home) -> None:
    from assistant.domain.entities import Feedback

    work = ImportedWork("music", "Ice", ("Holm",))
    apply_works(Source("other"), [work], home.library, home.journal)
    (wish,) = home.journal.wishes()
    home.journal.record(Feedback(wish.id, Verdict.PLAYED, 5.0), 1_706_900_000.0, "any")
    acts = (
        ImportedAct(Verdict.PLAYED, 3.0, 1_704_500_000.0, True, 1_704_100_000.0),
        ImportedAct(Verdict.PLAYED, 3.0, 1_706_950_000.0, True, 1_706_800_000.0),
    )
    heard = ImportedWork("music", "Ice", ("Holm",), acts=acts)
    for _ in range(2):
        apply_works(Source("any"), [heard], home.library, home.journal)
        assert sum(row.value for row in home.journal.interactions()) == 6


def test_every_reading_of_a_book_counts_with_its_own_date(entries: Entries) -> None:
    text = (
        "Title,Authors,Read Status,Star Rating,Date Added,Last Date Read,Dates Read\n"
        'Ice,"Vera Holm, Jr., Piet Aas",read,4.25,2021/01/02,2024/02/29,'
        '"2021/03/01-2021/03/09, 2024/02/20-2024/02/29"\n'
        "Fog,Vera Holm,paused,,2021/01/02,,\nSea,Vera Holm,to-read,,2021/01/02,,\n"
    )
    ice, fog, sea = works(entries("s.csv", text, "storygraph"))
    assert ice.creators == ("Vera Holm, Jr.", "Piet Aas")
    assert [(act.verdict, act.value, day(act.at)) for act in ice.acts] == [
        ("finished", 1.0, "2021-03-09"), ("finished", 1.0, "2024-02-29"), ("rating", 4.25, "2024-02-29"),
    ]  # fmt: skip
    assert [act.verdict for act in fog.acts] == ["aside"] and sea.wanted and not sea.acts


def test_shelves(entries: Entries) -> None:
    shelves = ["abandoned", "gave-up-on", "on-hold", "currently-reading", "to-read", "favourites", "read"]
    text = HEAD + "".join(f'{n},T{n},A B,0,,2020/01/01,"{name}, sea",{name}\n' for n, name in enumerate(shelves))
    found = works(entries("g.csv", text))
    assert [[str(act.verdict) for act in work.acts] for work in found] == [
        ["dropped"], ["dropped"], ["aside"], ["reading"], [], [], ["finished"],
    ]  # fmt: skip
    assert [work.subjects for work in found] == [("sea",)] * 5 + [("favourites", "sea"), ("sea",)]
    assert not found[0].acts[0].exact


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Did not finish", "dropped"), ("DNF for now", "dropped"), ("abgebrochen", "dropped"), ("abandonné", "dropped"),
        ("Not finished", "dropped"), ("Pausiert", "aside"), ("en pause", "aside"), ("set-aside", "aside"),
        ("Want to Read", "wished"), ("À lire", "wished"), ("nicht gelesen", "wished"), ("Unread", "wished"),
        ("Lese ich gerade", "reading"), ("En cours", "reading"), ("leyendo", "reading"), ("In progress", "reading"),
        ("gelesen", "finished"), ("Lu", "finished"), ("leído", "finished"), ("読了", "finished"),
        ("read-in-2020", ""), ("to-be-signed", ""), ("sci-fi", ""), ("", ""),
    ],
)  # fmt: skip
def test_statuses(words: str, status: str) -> None:
    assert status_of(words) == status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024/02/29", "2024-02-29"), ("29.02.2024 10:11", "2024-02-29"), ("Feb 29, 2024", "2024-02-29"),
        ("29. Februar 2024", "2024-02-29"), ("29 février 2024", "2024-02-29"), ("2024年2月29日", "2024-02-29"),
        ("mardi 5 avril 2022", "2022-04-05"), ("2/29/24", "2024-02-29"), ("20240229", "2024-02-29"),
        ("1709164800000", "2024-02-29"), ("2024-02-29 23:30:00 -0500", "2024-03-01"), ("2024-02", "2024-02-01"),
        ("Thu, 29 Feb 2024 10:11:12 GMT", "2024-02-29"), ("0101-01-01T00:00:00+00:00", ""), ("2024-13-45", ""),
        ("nothing", ""), ("12", ""), ("1 lutego 2016", "2016-02-01"), ("5. července 2016", "2016-07-05"),
        ("5. června 2016", "2016-06-05"), ("Çarşamba, 5 Ağustos 2016", "2016-08-05"), ("5 maart 2016", "2016-03-05"),
        ("5. marraskuuta 2016", "2016-11-05"), ("5. desember 2016", "2016-12-05"), ("5 Μαΐου 2016", "2016-05-05"),
        ("середа, 5 серпня 2016", "2016-08-05"), ("2016. szeptember 5.", "2016-09-05"), ("5 blah 2016", ""),
    ],
)  # fmt: skip
def test_dates(text: str, expected: str) -> None:
    assert day(unix_time(text)) == expected


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2016年2月1日星期一 下午9:04:17", 21), ("2016年2月1日星期一 上午12:04", 0),
        ("2016年2月1日月曜日 午後9:04", 21), ("2016년 2월 1일 월요일 오후 9:04:17", 21),
        ("1 de febrero de 2016 9:04 p. m.", 21), ("1 février 2016 à 21h04", 21), ("Feb 1, 2016 12:04 AM", 0),
    ],
)  # fmt: skip
def test_hours_in_halves_of_a_day(text: str, hour: int) -> None:
    at = unix_time(text)
    assert at is not None and (day(at), int(at) // 3600 % 24) == ("2016-02-01", hour)


def test_days_and_months_by_their_column() -> None:
    assert puts_day_first(["03/04/2024", "31/12/2023"]) and not puts_day_first(["03/04/2024", "12/31/2023"])
    assert day(unix_time("03/04/2024", day_first=False)) == "2024-03-04"


def test_dates_as_a_spreadsheet_in_america_writes_them(entries: Entries) -> None:
    text = "Book Id,Title,Author,My Rating,Date Read,Date Added,Exclusive Shelf\n1,Ice,Holm,4,1/5/21,2/3/20,read\n"
    (ice,) = works(entries("g.csv", text, "goodreads"))
    assert datetime.fromtimestamp(ice.acts[0].at, UTC).strftime("%Y-%m-%d") == "2021-01-05"
    text = "Title,Authors,Read Status,Star Rating,Dates Read\nIce,Vera Holm,read,4,2019-2020\n"
    (ice,) = works(entries("s.csv", text, "storygraph"))
    assert datetime.fromtimestamp(ice.acts[0].at, UTC).strftime("%Y-%m-%d") == "2020-01-01"


def test_stars_and_numbers() -> None:
    scales = [stars("4,5"), stars("9/10"), stars("★★★★½"), stars("80 %"), stars("8", 10), stars("")]
    assert scales == [4.5, 4.5, 4.5, 4.0, 4.0, 0.0]
    assert [number(text) for text in ("1.234,5", "1,234.5", "1,234", "2,5", "x")] == [1234.5, 1234.5, 1234.0, 2.5, 0.0]


def test_a_history_told_in_parts_is_the_same_history(home) -> None:
    at = datetime(2020, 1, 5, tzinfo=UTC).timestamp()
    listens = [Listen("Otto Venn", f"Song {n % 4}", at=at + 9 * 86_400 * n) for n in range(40)]
    parts = list(group_listens(listens, most_held=7))
    assert len(parts) > 8

    def told(source: str, works: list[Entry]) -> tuple[int, int, int, list[tuple[float, float]]]:
        report = apply_works(Source(source), works, home.library, home.journal)
        rows = sorted((row.at, row.value) for row in home.journal.interactions() if row.source == source)
        return len(report.unmatched), report.plays, report.interactions, rows

    whole = told("whole", list(group_listens(listens)))
    assert (len(whole[3]), sum(value for _, value in whole[3])) == (whole[2], 40)
    assert told("parts", parts) == whole
    assert told("parts", parts)[2] == 0


def test_what_a_long_history_names_and_nobody_has_is_listed_whole_and_in_order(home, tmp_path) -> None:
    export = tmp_path / "endsong.json"
    heard = [("Otto Venn", f"Song {n}", 1_500_000_000 + 40 * 86_400 * (n % 3) + n) for n in (*range(2100), *range(9))]
    plays = [
        {"ts": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "ms_played": 180_000,
         "master_metadata_track_name": title, "master_metadata_album_artist_name": artist}
        for artist, title, at in heard
    ]  # fmt: skip
    export.write_text(json.dumps(plays))
    report = import_file(export, home.library, home.journal)
    assert [work.title for work in report.unmatched] == [f"Song {n}" for n in range(2100)]
    assert (len(report.unmatched), report.interactions) == (2100, 2100)
    shelve_wishes(home.library, home.journal)
    assert sorted(item.title for item in home.library.items.all()) == sorted(f"Song {n}" for n in range(2100))
    assert import_file(export, home.library, home.journal).interactions == 0
