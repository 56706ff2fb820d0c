"""A home that 4edae43 made: its journal opens with all that the person had said and done."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.program import Program

HOME = Path(__file__).parent / "home_of_4edae43"
"""Journal and vault, without the library, which is made again from the files."""
TEXTS = {
    "lamp.md": "# The Lamp Keeper\n\n"
    "A keeper counts ships from a tower by the sea, and writes a letter each night to a brother who never answers. "
    "The winter is long and calm.\n",
    "bread.md": "# Bread on Sundays\n\n"
    "Mix flour, water and salt in the evening; fold twice, bake at dawn in a hot pot. The crust sings when it cools.\n",
    "minutes.md": "# Minutes of the Rowing Club\n\n"
    "The boathouse roof was discussed. Ada will ask three roofers for prices before the tenth of May.\n",
}


@pytest.fixture
def old(tmp_path: Path) -> Program:
    shutil.copytree(HOME, tmp_path / "home")
    for name, text in TEXTS.items():
        (tmp_path / "papers").mkdir(exist_ok=True)
        (tmp_path / "papers" / name).write_text(text, encoding="utf-8")
    (tmp_path / "words").write_text("grey boats at dawn\n")
    return Program(tmp_path / "home", tmp_path / "words")


def test_it_opens_with_all_in_it(old: Program, tmp_path: Path) -> None:
    assert old("index", tmp_path / "papers", "--json").json["added"] == 3
    assert old("profile", "export", tmp_path / "out").status == 0
    kept = json.loads((tmp_path / "out" / "profile.json").read_text())
    assert [one["text"] for one in kept["statements"]] == ["I like calm stories by the sea"]
    acts = [(one["title"], one["verdict"], one["value"], one["because"]) for one in kept["feedback"]]
    assert acts == [("The Lamp Keeper", "like", 1.0, "the letters"), ("Bread on Sundays", "rating", 2.0, "")]
    (entry,) = old("list", "show", "l1", "--json").json["items"]
    assert entry["path"] == str(tmp_path / "papers" / "minutes.md")
    assert "roofs" in old("hide").out
    assert "something calm" in old("chat", "--list").out
