"""A disk without room for anything: reading goes on, what was said is kept, and the reason is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


_LIMITED = """
import resource, sys
from assistant.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (40 << 20, 40 << 20))
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_no_room_for_temporary_files_hinders_no_index(fresh: Program, tmp_path: Path) -> None:
    """A library that tells languages apart unpacks 68 MB into such a file."""
    (tmp_path / "papers").mkdir()
    words = "Die Fähre kam spät, und der Hafen wartete im Regen auf die Leute aus der Stadt. "
    (tmp_path / "papers" / "hafen.md").write_text(f"# Der Hafen\n\n{words * 4}\n")
    variables = {"ALCOVE_HOME": str(fresh.home), "ALCOVE_PASSPHRASE_FILE": str(fresh.passphrase)}
    command = [sys.executable, "-c", _LIMITED, "index", str(tmp_path / "papers")]
    done = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr
    assert [one["title"] for one in fresh("search", "Hafen", "--json").json] == ["Der Hafen"]
