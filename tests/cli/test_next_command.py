"""`alcove next`, as a person types it: gaps, wishes, what crowds enjoy, more by whom one likes; and nothing made up."""

from pathlib import Path

import pytest

from assistant.recommend.packs.build import build_pack
from tests.cli.program import Program, make_program
from tests.indexers.samples import write_epub
from tests.recommend.conftest import HashEmbedder


def part(folder: Path, title: str, author: str, series: str = "", number: int = 0) -> None:
    told = f'<meta name="calibre:series" content="{series}"/><meta name="calibre:series_index" content="{number}"/>'
    write_epub(folder / f"{title}.epub", title, (author,), metadata=told if series else "")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Of one series the second part is missing, of another all parts are read; all of Ada Marsh's books are liked."""
    folder = tmp_path_factory.mktemp("shelf")
    for number, title in ((1, "Ebb"), (3, "Flood")):
        part(folder, title, "Jon Holm", "Tidal", number)
    for number, title in ((1, "Spark"), (2, "Flame")):
        part(folder, title, "Vera Quist", "Fires", number)
    for title in ("The Salt Road", "Harbour Lights"):
        part(folder, title, "Ada Marsh")
    part(folder, "Night Kitchen", "Paul Ferro")
    program = make_program(tmp_path_factory.mktemp("alcove"))
    assert program("index", folder).status == 0
    for title in ("Ebb", "Spark", "Flame", "The Salt Road", "Harbour Lights"):
        assert program("feedback", title, "finished").status == 0
    return program


def test_gaps_ends_and_creators_are_told_from_the_shelves_alone(reader: Program) -> None:
    found = {row["cause"]: row for row in reader("next", "--json").json if row["cause"] != "creator"}
    assert found["gap"]["title"] == "Tidal, part 2" and found["gap"]["creators"] == ["Jon Holm"]
    assert found["gap"]["reason"] == "It is missing beside “Ebb” and “Flood”." and len(found["gap"]["owned"]) == 2
    assert found["further"]["title"] == "Fires, after part 2" and "“Flame”" in found["further"]["reason"]
    makers = {row["title"]: row["reason"] for row in reader("next", "--json").json if row["cause"] == "creator"}
    assert makers.keys() == {"More by Ada Marsh", "More by Vera Quist"}
    assert "“The Salt Road”" in makers["More by Ada Marsh"]
    lines = reader("next", "-n", "1").out
    assert "Tidal, part 2" in lines and "missing beside" in lines
    assert reader("next", "--kind", "music").out.startswith("Nothing yet.")


def test_what_is_declined_stays_away_until_it_is_wanted_again(reader: Program) -> None:
    gap = next(row["id"] for row in reader("next", "--json").json if row["cause"] == "gap")
    assert gap not in [row["id"] for row in reader("next", "--decline", gap, "--json").json]
    assert gap not in [row["id"] for row in reader("next", "--json").json]
    assert gap in [row["id"] for row in reader("next", "--reconsider", gap, "--json").json]


def test_wishes_and_what_a_pack_knows_beyond_the_shelves(reader: Program, tmp_path: Path) -> None:
    shelf = "Title,Author,My Rating,Exclusive Shelf\nThe Long Tide,Mara Quill,0,to-read\n"
    (tmp_path / "goodreads.csv").write_text(shelf)
    assert reader("import", tmp_path / "goodreads.csv").status == 0
    works = [
        ("k1", "The Salt Road", "Ada Marsh"),
        ("k2", "Sea Glass", "Nell Orr"),
        ("k3", "Night Kitchen", "Paul Ferro"),
    ]
    items = ["item\tkind\ttitle\tcreators\tyear\ttags\ttext", *(f"{k}\tbook\t{t}\t{c}\t\t\t" for k, t, c in works)]
    crowd = ["user\titem\tvalue\ttime", *(f"u{n}\t{k}\t5\t" for n in range(40) for k in ("k1", "k2"))]
    crowd += [f"v{n}\tk3\t5\t" for n in range(40)]
    (tmp_path / "items.tsv").write_text("\n".join(items) + "\n")
    (tmp_path / "crowd.tsv").write_text("\n".join(crowd) + "\n")
    build_pack(tmp_path / "crowd.tsv", tmp_path / "items.tsv", tmp_path / "made.pack", HashEmbedder())
    assert reader("pack", "use", tmp_path / "made.pack").status == 0
    rows = reader("next", "--json").json
    (wish,) = [row for row in rows if row["cause"] == "wish"]
    assert wish["title"] == "The Long Tide" and wish["item"] and wish["reason"]
    (beyond,) = [row for row in rows if row["cause"] == "crowd"]
    assert beyond["title"] == "Sea Glass" and beyond["creators"] == ["Nell Orr"]
    assert beyond["reason"] == "Others who enjoyed “The Salt Road” enjoyed it, too."
