"""The person's side through the command line: odd input told in one line, and what the new commands do."""

from pathlib import Path

import pytest

from assistant.recommend.packs.build import build_pack
from assistant.recommend.packs.packs import Pack, PackError
from tests.cli.program import Program
from tests.indexers.samples import write_epub
from tests.recommend.conftest import HashEmbedder


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("pack")
    items = ["item\tkind\ttitle\tcreators\tyear\ttags\ttext"]
    items += [f"k{k}\tbook\tTitle {k}\tName {k % 4}\t{1980 + k}\tsea\t" for k in range(12)]
    crowd = ["user\titem\tvalue\ttime"]
    crowd += [f"c{user}\tk{k}\t5\t" for user in range(12) for k in range(12) if (k + user) % 2]
    for name, lines in (("items", items), ("crowd", crowd)):
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n")
    build_pack(folder / "crowd.tsv", folder / "items.tsv", folder / "made.pack", HashEmbedder())
    return (folder / "made.pack").read_bytes()


def told(done: object, status: int, said: str) -> None:
    assert done.status == status, done.err
    assert said in done.err and len(done.err.splitlines()) == 1 and "Traceback" not in done.err


def test_a_pack_cut_short_or_changed_is_refused(fresh: Program, tmp_path: Path, pack: bytes) -> None:
    for name, content in (("short", pack[:-20]), ("changed", pack[:90] + bytes([pack[90] ^ 1]) + pack[91:])):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(PackError, match=name):
            Pack.load(tmp_path / name)
    told(fresh("pack", "use", tmp_path / "changed"), 1, "changed")
    assert not (fresh.home / "taste.pack").exists()
    (tmp_path / "whole").write_bytes(pack)
    assert fresh("pack", "use", tmp_path / "whole", "--json").json["items"] == 12
    assert (fresh.home / "taste.pack").exists()
    assert fresh("pack", "drop", "--json").json == {} and not (fresh.home / "taste.pack").exists()


def test_a_replay_set_with_missing_columns_is_named(fresh: Program, tmp_path: Path) -> None:
    (tmp_path / "items.tsv").write_text("item\tkind\n")
    (tmp_path / "people.tsv").write_text("user\titem\tvalue\ttime\n")
    told(fresh("replay", tmp_path, "--out", tmp_path / "out.tsv"), 1, "lacks the column")


def test_an_empty_library_and_one_with_a_single_disliked_book(fresh: Program, tmp_path: Path) -> None:
    assert fresh("onboard", "--json").json["questions"] == []
    write_epub(tmp_path / "one.epub", title="The Only One")
    fresh("index", tmp_path / "one.epub")
    assert [pick["title"] for pick in fresh("recommend", "--no-llm", "--json").json] == ["The Only One"]
    fresh("feedback", "The Only One", "dislike")
    assert fresh("recommend", "--no-llm", "--json").json == []
    told(fresh("evaluate"), 1, "No like")


def test_a_first_list_says_once_that_nothing_is_known_yet(alcove: Program) -> None:
    *picks, told_once = alcove("recommend", "--no-llm").out.splitlines()
    assert [pick[:2] for pick in picks[:9]] == [f"{place}." for place in range(1, 10)]
    assert "Nothing is known of your taste yet" in told_once and "new in your library" not in str(picks)


def test_a_list_keeps_to_a_genre_a_language_and_a_decade(alcove: Program) -> None:
    asked = ("recommend", "--no-llm", "--json")
    ambient = alcove(*asked, "--genre", "ambient").json
    # Of a piece and the album that it stands on, a list shows one.
    assert len(ambient) == 1 and ambient[0]["title"] in ("Low Water", "Charts")
    assert float(ambient[0]["score"]) == pytest.approx(sum(ambient[0]["parts"].values()), abs=1e-6)
    # No book of the shelf states its year.
    assert alcove(*asked, "--decade", "1890s").json == []
    short = alcove(*asked, "--minutes", "1").json
    assert 0 < len(short) < len(alcove(*asked).json)
    english = alcove(*asked, "--kind", "book", "--language", "German").json
    assert len(english) < len(alcove(*asked, "--kind", "book").json)
    told(alcove("recommend", "--genre", "polka"), 1, "polka")
    told(alcove("recommend", "--decade", "soon"), 2, "1890")
    told(alcove("recommend", "--language", "Elvish"), 2, "Elvish")


def test_hidden_things_are_listed_and_wrong_ones_told(alcove: Program) -> None:
    assert alcove("hide", "--json").json == {"hidden": []}
    told(alcove("what-if", "--without", "No Such Book"), 1, "No Such Book")


def test_a_profile_goes_out_comes_back_and_is_destroyed(fresh: Program, tmp_path: Path) -> None:
    fresh("profile", "add", "I like poems")
    fresh("profile", "export", tmp_path / "out")
    assert fresh("profile", "erase", "--json").json == {"erased": 1, "versions": 1}
    done = fresh("profile", "import", tmp_path / "out" / "profile.json", "--json").json
    assert [one["text"] for one in done["added"]] == ["I like poems"]
    told(fresh("profile", "accept", "p1"), 1, "p1")


def test_tries_and_occasions_are_asked_for_at_the_command_line(stocked: Program, tmp_path: Path) -> None:
    subjects = ("gardens", "chess", "bridges", "weather", "bees", "maps", "bread", "clocks")
    more = tmp_path / "more"
    more.mkdir()
    for subject in subjects:
        write_epub(more / f"{subject}.epub", title=f"All about {subject}", chapters=(f"A book on {subject}. " * 20,))
    stocked("index", more)
    for title in ("The Salt Road", "Harbour Lights"):
        assert stocked("feedback", title, "like").status == 0
    asked = (
        "recommend",
        "--no-llm",
        "--json",
        "--length",
        "0",
        "--explore",
        "0.2",
        "--seed",
        "3",
        "--at",
        "2030-03-02T21:30",
    )
    picks = stocked(*asked, "--context", "weekend").json
    assert any("long" in pick["parts"] for pick in picks)
    assert any(0 < pick.get("propensity", 0) <= 1 for pick in picks)
    assert not any("propensity" in pick for pick in stocked("recommend", "--no-llm", "--json", "--explore", "0").json)
    told(stocked("recommend", "--at", "yesterday evening"), 2, "2026-11-28T21:30")
    assert "Nothing is compared" in stocked("evaluate", "--interleave").out
    assert stocked("settings", "compare", "similar").status == 0
    picks = stocked("recommend", "--no-llm", "--json").json
    theirs = [pick["title"] for pick in picks if pick.get("team") == "theirs"]
    assert theirs and all(pick["score"] == pytest.approx(sum(pick["parts"].values())) for pick in picks)
    stocked("feedback", theirs[0], "like")
    found = stocked("evaluate", "--interleave", "--json").json
    assert (found["rival"], found["lists"], found["ours"], found["theirs"]) == ("similar", 1, 0, 1)
    assert found["evidence"] == 1.0 and not found["over"] and found["winner"] == ""


def test_what_was_liked_long_ago_counts_less_than_what_is_liked_now(fresh: Program, tmp_path: Path) -> None:
    for maker in ("Old Love", "New Love"):
        for number in (1, 2):
            write_epub(tmp_path / f"{maker}{number}.epub", f"{maker} {number}", (maker,))
    assert fresh("index", tmp_path).status == 0
    assert fresh("feedback", "Old Love 1", "like", "--date", "2015-03-01").status == 0
    assert fresh("feedback", "New Love 1", "like").status == 0
    old, new = (fresh("why", f"{maker} 2", "--json").json["parts"]["creator"] for maker in ("Old Love", "New Love"))
    assert 0 < old < new
    # Half of it stays, however long ago: w/(1+w) of one half and of one.
    assert old / new == pytest.approx((0.5 / 1.5) / (1 / 2), abs=0.01)
