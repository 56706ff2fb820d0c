"""`alcove related`, as a person types it, on real files: edges with what stands behind each."""

import pytest

from tests.cli.program import Program, make_program
from tests.indexers.samples import prose, write_epub, write_flac


@pytest.fixture(scope="module")
def tied(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Two parts of a series, a record called like the first, a biography, and a diary that speaks of them."""
    folder = tmp_path_factory.mktemp("tied")
    series = "<meta name='calibre:series' content='Glass Rivers'/><meta name='calibre:series_index' content='{}'/>"
    for number, title in ((1, "The Glass Heron"), (2, "The Glass Otter")):
        metadata = series.format(number) + "<dc:subject>River birds</dc:subject>"
        write_epub(folder / f"{number}.epub", title, ("Ines Vael",), metadata=metadata, chapters=(prose(80),))
    write_epub(folder / "life.epub", "Ines Vael: A Life", ("Bo Larch",), chapters=(prose(80, "letters"),))
    write_flac(folder / "heron.flac", TITLE="The Glass Heron", ARTIST="Tarn Choir", GENRE="Choral")
    diary = f"# March\n\n{prose(40)}\n\nOn Sunday I finished The Glass Otter and slept badly. Bo Larch wrote back."
    (folder / "diary.md").write_text(diary)
    program = make_program(tmp_path_factory.mktemp("alcove"))
    assert program("index", folder).status == 0
    return program


def test_every_edge_tells_what_stands_behind_it(tied: Program) -> None:
    rows = {(row["relation"], row["title"]): row for row in tied("related", "The Glass Otter", "--json").json}
    assert set(rows) == {
        ("before", "The Glass Heron"),
        ("about this creator", "Ines Vael: A Life"),
        ("mentioned by", "March"),
        ("shared subject", "The Glass Heron"),
    }
    assert rows["before", "The Glass Heron"]["behind"] == {"names": ["Glass Rivers"]}
    said = rows["mentioned by", "March"]["behind"]
    assert said["sentence"] == "On Sunday I finished The Glass Otter and slept badly." and said["place"] == "March"
    assert rows["shared subject", "The Glass Heron"]["behind"]["names"] == ["River birds"]


def test_an_edge_leads_both_ways(tied: Program) -> None:
    diary = {(row["relation"], row["title"]) for row in tied("related", "March", "--json").json}
    assert diary == {("mentions", "The Glass Otter"), ("mentions", "Ines Vael: A Life")}
    life = {(row["relation"], row["title"]) for row in tied("related", "Ines Vael: A Life", "--json").json}
    assert {("about its creator", "The Glass Heron"), ("about its creator", "The Glass Otter")} <= life
    heron = tied("related", tied("search", "Tarn Choir", "--json").json[0]["id"], "--json").json
    assert [(row["relation"], row["kind"]) for row in heron] == [("same title", "book")]


def test_what_was_used_on_the_same_days_goes_together(tied: Program) -> None:
    for day in ("2024-03-01", "2024-03-05", "2024-03-09"):
        for item in ("March", "Ines Vael: A Life"):
            assert tied("feedback", item, "opened", "--date", day).status == 0
    for day in ("2024-03-02", "2024-03-06", "2024-03-07", "2024-03-12"):
        assert tied("feedback", "The Glass Otter", "opened", "--date", day).status == 0
    rows = {row["relation"]: row for row in tied("related", "March", "--json").json}
    assert rows["goes with"]["title"] == "Ines Vael: A Life" and rows["goes with"]["behind"] == {"days": 3}
    shown = tied("related", "March").out
    assert "Goes with" in shown and "Used on the same day 3 times of 3" in shown


def test_what_is_not_there_is_said_in_one_line(tied: Program) -> None:
    failed = tied("related", "No such book")
    assert failed.status == 1 and failed.out == "" and len(failed.err.strip().splitlines()) == 1


def test_each_work_has_a_place_on_the_map(tied: Program) -> None:
    rows = tied("map", "--json").json
    titles = sorted(row["title"] for row in rows)
    assert titles == ["Ines Vael: A Life", "March", "The Glass Heron", "The Glass Heron", "The Glass Otter"]
    assert len({(row["x"], row["y"]) for row in rows}) == len(rows)
    assert tied("map", "--json").json == rows
    shown = tied("map").out
    assert "The Glass Otter" in shown and len(shown.strip().splitlines()) == len(rows)


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Six books of the sea and six of the kitchen, all of them novels, and two recordings."""
    folder = tmp_path_factory.mktemp("divided")
    told = {
        "Seafaring": ("Storm", "Harbour", "Keel", "Anchor", "Lighthouse", "Sailcloth"),
        "Cooking": ("Bread", "Soup", "Dumpling", "Oven", "Butter", "Yeast"),
    }
    for subject, titles in told.items():
        for title in titles:
            metadata = f"<dc:subject>{subject}</dc:subject><dc:subject>Novels</dc:subject>"
            write_epub(
                folder / f"{title}.epub", title, (f"{title} Marsh",), metadata=metadata, chapters=(prose(60, subject),)
            )
    for title in ("Low Water", "Steam Reel"):
        write_flac(folder / f"{title}.flac", TITLE=title, ARTIST="The Pilots", GENRE="Folk")
    program = make_program(tmp_path_factory.mktemp("alcove"))
    assert program("index", folder).status == 0
    return program


def test_shelves_divide_and_name_themselves(divided: Program, tmp_path_factory: pytest.TempPathFactory) -> None:
    found = divided("shelves", "--json").json
    # What stands on all of them names none, and of two recordings no shelf is made.
    assert {(one["name"], one["kind"], len(one["items"])) for one in found} == {
        ("Seafaring", "book", 6),
        ("Cooking", "book", 6),
    }
    assert len({item for one in found for item in one["items"]}) == 12
    assert "Seafaring  (book, 6 items): “" in divided("shelves").out
    assert "too little" in make_program(tmp_path_factory.mktemp("empty"))("shelves").out


def test_regions_of_the_map_are_named_by_what_tells_their_works_apart_as_shelves_are(divided: Program) -> None:
    regions = {row["title"]: row["region"] for row in divided("map", "--json").json}
    recordings = {regions.pop(title) for title in ("Low Water", "Steam Reel")}
    # That they are novels is said of works of which nothing else is to be said.
    assert recordings == {"Folk · The Pilots"} and set(regions.values()) == {"Cooking · Seafaring"}
