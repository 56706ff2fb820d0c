"""`alcove index` with its options for files that cannot be read."""

from pathlib import Path

from tests.cli.program import Program


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
