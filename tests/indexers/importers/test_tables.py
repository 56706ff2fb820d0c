"""Tables of programs that nobody knows: told by the names of their columns, or by hand."""

import json

import pytest

from assistant.domain.errors import AssistantError, UsageError
from indexers.importers.import_transfer import preview_table as preview
from indexers.importers.import_transfer import read_works
from tests.indexers.importers.conftest import Entries, left_out, problems, works
from tests.indexers.importers.test_doors import told


def test_tables_that_call_things_by_other_names(entries: Entries) -> None:
    table = (
        "author_sort,authors,comments,rating,series,series_index,tags,title,title_sort,pubdate,isbn\n"
        '"Holm, Vera",Vera Holm & Piet Aas,<p>A blurb.</p>,4,North,2.0,"ice,sea",Ice,Ice,2011-02-03T00:00:00+00:00,\n'
    )
    (ice,) = works(entries("calibre.csv", table, "calibre"))
    assert (ice.creators, ice.description, ice.notes) == (("Vera Holm", "Piet Aas"), "A blurb.", ())
    assert told(ice) == [("rating", 2.0, "")] and (ice.series, ice.series_index) == ("North", 2.0)
    (fog,) = works(entries("h.csv", "Title,Author,Series,Status,Rating\nFog,Vera Holm,North #2.5,Paused,3.5\n"))
    assert (fog.series, fog.series_index, told(fog)[0][0]) == ("North", 2.5, "aside")


def test_ratings_of_others_and_columns_of_yes_and_no(entries: Entries) -> None:
    table = "asin\ttitle\tauthors\tseries_title\tseries_sequence\tis_finished\trating\tnum_ratings\n"
    ice, fog = works(
        entries(
            "a.tsv", table + "B00ABC1234\tIce\tVera Holm\tNorth\t2\tTrue\t4.6\t900\nB\tFog\tHolm\t\t\tFalse\t4\t9\n"
        )
    )
    assert [act[0] for act in told(ice)] == ["finished"] and (ice.series, ice.series_index) == ("North", 2.0)
    assert fog.acts == ()
    table = "RYM Album, First Name,Last Name,Title,Release_Date,Rating,Ownership\n"
    table += "1,Vera,Holm,Ice,2001,8,o\n2,,The Tides,Fog,2003,10,o\n"
    assert [(work.kind, work.creators, told(work)[0][1]) for work in works(entries("rym.csv", table))] == [
        ("music", ("Vera Holm",), 4.0), ("music", ("The Tides",), 5.0)
    ]  # fmt: skip
    (ice,) = works(entries("d.csv", "Artist,Title,Label,Rating,release_id,Album\nVera Holm (2),Ice,Quay,4,1,North\n"))
    assert ice.creators == ("Vera Holm",)


def test_tables_of_unknown_programs(entries: Entries) -> None:
    text = "Nota;Estado;Título;Autor;Fecha de lectura;Tipo\n8;Terminado;Hielo;Vera Holm;31/01/2024;libro\n"
    text += "3;Abandonado;Niebla;Piet Aas;;libro\n;;Cine;X Y;;película\n"
    found = entries("x.csv", text, "table")
    ice, fog = works(found)
    assert told(ice) == [("finished", 1.0, "2024-01-31"), ("rating", 4.0, "2024-01-31")]
    assert [act[:2] for act in told(fog)] == [("dropped", 1.0), ("rating", 1.5)] and left_out(found) == ["film"]
    rows = [{"book": {"title": "Ice", "authors": [{"name": "Vera Holm"}]}, "status": "paused", "rating": 4},
            {"type": "movie", "movie": {"title": "Film"}, "watched_at": "2024-02-29"},
            {"book": {"authors": []}}]  # fmt: skip
    found = entries("x.json", json.dumps(rows), "table")
    assert [(work.title, work.creators) for work in works(found)] == [("Ice", ("Vera Holm",))]
    assert left_out(found) == ["film"] and problems(found)[0].entry == "3"


def test_a_table_of_plays(entries: Entries) -> None:
    text = "Artist;Song;Played at\nHolm;Ice;01.02.2024 10:00\nHolm;Ice;13.02.2024 10:00\nHolm;Ice;01.03.2024 10:00\n"
    (work,) = works(entries("plays.csv", text, "table"))
    assert told(work) == [("played", 2.0, "2024-02-13"), ("played", 1.0, "2024-03-01")]


def test_columns_assigned_by_hand(tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("A,B,C\nIce,Vera Holm,9\nFog,Piet Aas,10\n")
    shown = preview(path)
    assert (shown.names, shown.understood) == (("A", "B", "C"), False)
    chosen = {"title": "a", "creator": "B", "rating": "C"}
    assert [work.title for work in preview(path, chosen).works] == ["Ice", "Fog"]
    assert [work.acts[0].value for work in read_works(path, chosen).works] == [4.5, 5.0]
    for wrong in ({"title": "D"}, {"colour": "A"}, {"creator": "B"}):
        with pytest.raises(UsageError):
            preview(path, wrong)
    (tmp_path / "x.bin").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(AssistantError, match="no table"):
        preview(tmp_path / "x.bin")
