"""`alcove index` with its options for files that cannot be read."""

from pathlib import Path

from tests.cli.program import Program
from tests.indexers.test_audiobooks import write_book


def test_files_are_ignored_and_taken_back(fresh: Program, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "note.md").write_text("# A note\n\nwith a few words")
    (folder / "empty.txt").touch()
    empty = str(folder / "empty.txt")
    told = fresh("index", folder, "--json").json
    assert told["problems"] == [{"path": empty, "reason": "The file is empty.", "state": "failed"}]
    told = fresh("index", "--ignore", empty, "--json").json
    assert (told["failed"], told["skipped"], told["problems"]) == (0, 1, [])
    (folder / "empty.txt").write_text("no longer empty")
    told = fresh("index", "--stop-ignoring", "--json").json
    assert (told["unchanged"] + told["changed"], told["skipped"], told["problems"]) == (2, 0, [])
    assert fresh("index", "--ignore").status == 2
    unknown = fresh("index", "--retry", tmp_path / "nothing")
    assert unknown.status == 1 and unknown.err.count("\n") == 1


def test_a_folder_that_moved_is_pointed_to_its_new_place(fresh: Program, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "note.md").write_text("# A note\n\nwith a few words")
    fresh("index", folder)
    assert fresh("feedback", "A note", "like").status == 0
    there = tmp_path / "elsewhere"
    folder.rename(there)
    told = fresh("index", "--moved", folder, there, "--json").json
    assert (told["added"], told["gone"], told["unchanged"], told["problems"]) == (0, 0, 1, [])
    assert fresh("search", "note", "--json").json[0]["path"] == str(there / "note.md")
    assert fresh("index", "--moved", folder).status == 2
    assert fresh("index", "--moved", folder, there).status == 1
    assert fresh("index", "--moved", there, tmp_path / "nowhere").status == 1


def test_a_work_of_several_files_is_taken_apart_and_put_together(fresh: Program, tmp_path: Path) -> None:
    write_book(tmp_path / "Salt Roads", count=2)
    fresh("index", tmp_path / "Salt Roads")
    assert [row["title"] for row in fresh("search", "salt", "--json").json] == ["Salt Roads"]
    assert fresh("index", "--apart", tmp_path / "Salt Roads").status == 0
    assert {row["title"] for row in fresh("search", "chapter", "--json").json} == {"Chapter 1", "Chapter 2"}
    assert fresh("index", "--together", tmp_path / "Salt Roads").status == 0
    assert [row["title"] for row in fresh("search", "salt", "--json").json] == ["Salt Roads"]
    assert fresh("index", "--apart", tmp_path / "nothing").status == 1


def test_a_name_with_line_ends_forges_no_line_and_steers_no_terminal(fresh: Program, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bad\n  all is well\x1b[2J\u202efdp.epub").touch()
    (folder / "Tides\nRemoved: everything\r.md").write_text("High water at nine, low water at three.\n" * 9)
    told = fresh("index", folder).out.splitlines()
    assert len(told) == 2 and "all is well" in told[1] and "The file is empty." in told[1]
    found = fresh("search", "water").out.splitlines()
    assert sum("Removed" in line for line in found) == 1 and not any(line.startswith("Removed") for line in found)
    gone = fresh("index", "--retry", folder / "no\nsuch\x1b[2J.md")
    assert gone.status == 1 and gone.err.count("\n") == 1 and "\x1b" not in gone.err
