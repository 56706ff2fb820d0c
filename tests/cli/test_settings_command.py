"""`alcove settings`, run as a person runs it."""

import os
import subprocess
import sys

import pytest

from assistant.settings.declarations import Settings
from tests.cli.program import Program

FIELDS = {"value", "default", "choices", "help"}


def test_every_setting_is_told(fresh: Program):
    done = fresh("settings", "--json")
    assert done.status == 0 and not done.err
    assert done.json.keys() == Settings.declared().keys()
    assert all(row.keys() >= FIELDS and row["help"] for row in done.json.values())
    assert done.json["appearance"]["choices"] == ["system", "light", "dark", "contrast"]
    assert done.json["surprise"].items() >= {"value": 0.3, "default": 0.3, "choices": None, "range": [0, 1]}.items()
    assert not fresh.home.exists(), "looking changes nothing"
    lines = fresh("settings").out
    assert all(f"{key} = " in lines for key in done.json)


def test_one_is_set_and_set_back(fresh: Program):
    for key, text, value in (("surprise", "0.8", 0.8), ("gpu_layers", "-1", -1), ("language", "de", "de")):
        done = fresh("settings", key, text, "--json")
        assert done.status == 0 and done.json.keys() == {key} and done.json[key]["value"] == value
        assert fresh("settings", key, "--json").json[key]["value"] == value
    fresh("settings", "surprise", "0.3")
    assert "surprise" not in (fresh.home / "settings.toml").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ("surprise", "2"),
        ("surprise", "much"),
        ("surprise", "nan"),
        ("appearance", "pink"),
        ("threads", "0"),
        ("threads", "9" * 5000),
        ("gpu_layers", "1.5"),
        ("language", "xx"),
        ("nothing",),
        ("nothing", "1"),
    ],
)
def test_what_is_wrong_is_one_line_and_wrong_usage(fresh: Program, arguments: tuple[str, ...]):
    done = fresh("settings", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert arguments[0] in done.err and not fresh.home.exists()


def test_a_broken_file_is_something_to_mend(fresh: Program):
    fresh.home.mkdir()
    (fresh.home / "settings.toml").write_text("surprise = ")
    for arguments in ((), ("surprise",), ("surprise", "0.5")):
        done = fresh("settings", *arguments)
        assert done.status == 1 and done.err.count("\n") == 1 and "TOML" in done.err
    assert (fresh.home / "settings.toml").read_text() == "surprise = "


def test_the_environment_stands_above_the_file(fresh: Program):
    assert fresh("settings", "threads", "3", "--json").json["threads"]["value"] == 3
    done = fresh("settings", "threads", ALCOVE_THREADS="7")
    assert "threads = 7" in done.out and "ALCOVE_THREADS" in done.out
    assert fresh("settings", "threads", "--json").json["threads"]["value"] == 3


def test_the_sample_library_has_settings_of_its_own(fresh: Program):
    fresh("settings", "variety", "0.9", "--demo")
    assert fresh("settings", "variety", "--json").json["variety"]["value"] == 0.3
    assert fresh("--demo", "settings", "variety", "--json").json["variety"]["value"] == 0.9


def test_why_tells_the_places_of_the_list_as_the_sliders_stand(alcove: Program):
    lists = []
    for surprise in ("1", "0"):
        assert alcove("settings", "surprise", surprise).status == 0
        lists.append([row["id"] for row in alcove("recommend", "--no-llm", "--json").json])
        places = [alcove("why", item_id, "--no-llm", "--json").json["rank"] for item_id in lists[-1][:3]]
        assert places == [1, 2, 3]
    alcove("settings", "surprise", "0.3")


SPEAKS = """
from assistant.cli.main import main
from assistant.messages import decimal
main(["settings", "model"])
print(decimal(1204))
"""


def test_the_chosen_language_is_spoken_from_the_start(fresh: Program):
    fresh("settings", "language", "de")
    variables = {**os.environ, "ALCOVE_HOME": str(fresh.home), "LANGUAGE": "en"}
    done = subprocess.run([sys.executable, "-c", SPEAKS], env=variables, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "1.204"
