"""A disk without room for anything: reading goes on, what was said is kept, and the reason is named."""

from pathlib import Path

from tests.cli.program import Program
from tests.cli.test_backup import little_space


def test_reading_goes_on_and_nothing_is_lost(fresh: Program, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "tides.md").write_text("# Tide tables\n\nThe harbour is quiet in winter.\n")
    fresh("index", tmp_path / "papers")
    fresh("profile", "add", "I like orchids")
    with little_space(1000):
        assert fresh("recommend", "--no-llm", "--json").json[0]["title"] == "Tide tables"
        refused = fresh("profile", "add", "I like tides")
        assert refused.status == 1 and "is full" in refused.err and "restore" not in refused.err
    assert [one["text"] for one in fresh("profile", "--json").json] == ["I like orchids"]
