import csv

import pytest

from assistant.evaluation.replay.replay import replay
from assistant.recommend.packs.build import build_pack
from assistant.recommend.packs.packs import PackError
from assistant.recommend.packs.tables import TableError


def ranked(path):
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    lists = {}
    for row in rows:
        lists.setdefault(row["user"], []).append((int(row["rank"]), row["item"]))
    return {user: [item for _, item in sorted(pairs)] for user, pairs in lists.items()}


def test_each_person_gets_every_item_outside_their_history(replay_folder, embedder, tmp_path):
    out = tmp_path / "ranks.tsv"
    said = []
    summary = replay(replay_folder, out, embedder=embedder, progress=said.append)
    lists = ranked(out)
    assert summary["people"] == 4 and summary["items"] == 40 and said
    assert set(lists) == {"p0", "p1", "p2", "p3"}
    assert all(len(shown) == len(set(shown)) == 32 for shown in lists.values())
    assert all(int(item[1:]) % 2 == 0 for item in lists["p0"][:8]), "who reads of space engines gets more of them"


def test_a_blind_set_and_a_pack(replay_folder, embedder, tmp_path):
    (replay_folder / "future.tsv").unlink()
    pack = tmp_path / "crowd.pack"
    built = build_pack(replay_folder / "crowd.tsv", replay_folder / "items.tsv", pack, embedder)
    assert built["items"] == 40 and built["bytes"] == pack.stat().st_size
    out = tmp_path / "ranks.tsv"
    replay(replay_folder, out, pack=pack, embedder=embedder)
    assert all(int(item[1:]) % 2 == 1 for item in ranked(out)["p1"][:8])
    pack.write_bytes(pack.read_bytes()[:-5])
    with pytest.raises(PackError):
        replay(replay_folder, out, pack=pack, embedder=embedder)


def test_the_profile_alone_knows_the_way_and_lists_nothing_known(replay_folder, embedder, tmp_path):
    out = tmp_path / "ranks.tsv"
    replay(replay_folder, out, embedder=embedder, profile_alone=True)
    lists = ranked(out)
    known = {f"k{k}" for k in range(0, 16, 2)}
    assert all(len(shown) == 32 for shown in lists.values()) and not known & set(lists["p0"])
    assert all(int(item[1:]) % 2 == 0 for item in lists["p0"][:8])


def test_papers_with_little_said_of_them_are_ranked_as_well(replay_folder, embedder, tmp_path):
    lines = ["item\tkind\ttitle\tcreators\tyear\ttags\ttext"]
    lines += [f"k{k}\tdocument\t{('Sparse graphs', 'Protein folding')[k % 2]} {k}\t\t\t\t" for k in range(39)]
    (replay_folder / "items.tsv").write_text("\n".join([*lines, "k39\tdocument\t\t\t\t\t", ""]), encoding="utf-8")
    out, pack = tmp_path / "ranks.tsv", tmp_path / "crowd.pack"
    build_pack(replay_folder / "crowd.tsv", replay_folder / "items.tsv", pack, embedder)
    for using in (None, pack):
        replay(replay_folder, out, pack=using, embedder=embedder)
        assert all(int(item[1:]) % 2 == 0 for item in ranked(out)["p0"][:8])


def test_requests_need_no_people(replay_folder, embedder, tmp_path):
    for name in ("people", "future", "crowd"):
        (replay_folder / f"{name}.tsv").unlink()
    out = tmp_path / "ranks.tsv"
    summary = replay(replay_folder, out, embedder=embedder, requests=replay_folder / "requests.tsv")
    lists = ranked(out)
    assert summary["requests"] == 2 and lists["r1"][0] == "k6"
    assert all(int(item[1:]) % 2 == 1 for item in lists["r2"][:10])


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("items", "item\tkind\ttitle\n", "lacks the column creators, year, tags, text"),
        ("people", "user\titem\n", "lacks the column value, time"),
        ("people", "", "lacks the column"),
        ("people", "user\titem\tvalue\ttime\np\tk1\tmany\t\n", "is not a number"),
        ("items", "item\tkind\ttitle\tcreators\tyear\ttags\ttext\nx\tfilm\tT\t\t\t\t\n", "is no kind"),
    ],
)
def test_damaged_sets_are_named(replay_folder, embedder, tmp_path, name, text, message):
    (replay_folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=message):
        replay(replay_folder, tmp_path / "out.tsv", embedder=embedder)


def test_missing_files_are_named(tmp_path, embedder):
    with pytest.raises(TableError, match="cannot be read"):
        replay(tmp_path / "nowhere", tmp_path / "out.tsv", embedder=embedder)


def test_odd_values_and_unknown_items_do_no_harm(replay_folder, embedder, tmp_path):
    people = "user\titem\tvalue\ttime\nq\tk1\t\t\nq\tgone\t5\t\nq\tk3\t\t1700000000\n"
    (replay_folder / "people.tsv").write_text(people, encoding="utf-8")
    out = tmp_path / "ranks.tsv"
    replay(replay_folder, out, embedder=embedder)
    assert len(ranked(out)["q"]) == 38
