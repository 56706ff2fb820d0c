"""Scans by the command line: put off, reported, read, found and marked."""

from pathlib import Path

from tests.cli.program import Program
from tests.indexers.ocr.pages import HARBOUR, page, write_scan


def test_a_scan_is_read_found_and_marked_as_recognised(fresh: Program, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    write_scan(tmp_path / "papers" / "harbour.pdf", page(HARBOUR))
    report = fresh("index", tmp_path / "papers", "--scans", "--json").json
    assert (report["added"], report["pending"], report["pending_pages"], report["problems"]) == (1, 0, 0, [])
    (hit,) = fresh("search", "tusk marks", "-n", "1", "--json").json
    assert "tusk marks" in hit["passage"] and hit["passage_from"] == "recognised text"
    assert "recognised text: Nobody" in fresh("search", "tusk marks").out
