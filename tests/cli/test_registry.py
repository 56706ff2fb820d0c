"""A command is one declaration: a new one is met by its name, in the help and in the manners of all the others."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli.main import EXIT_USAGE, main
from assistant.cli.output import Output
from assistant.cli.registry import argument, command, commands, count, withdraw
from assistant.settings.paths import Paths


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("ALCOVE_HOME", str(tmp_path))

    @command("echo", "Say words again.", argument("words", nargs="+"), argument("--times", type=count, default=1))
    def run(options: argparse.Namespace, paths: Paths) -> None:
        said = " ".join(options.words * options.times)
        Output(options).result({"said": said, "home": str(paths.home)}, [said])

    yield
    withdraw("echo")


def test_a_new_command_runs(echo: None, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["echo", "calm", "sea", "--times", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"said": "calm sea calm sea", "home": str(tmp_path)}


def test_a_new_command_stands_in_the_help(echo: None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "Say words again." in capsys.readouterr().out


def test_wrong_usage_of_it_is_told_in_one_line(echo: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["echo", "sea", "--times", "0"]) == EXIT_USAGE
    told = capsys.readouterr().err
    assert "from 1 to" in told and "alcove echo --help" in told and told.count("\n") == 1


def test_a_name_is_given_once(echo: None) -> None:
    with pytest.raises(ValueError, match="echo"):
        command("echo", "Again.")(lambda options, paths: None)


def test_every_command_says_what_it_is_for() -> None:
    assert len(commands()) >= 24
    assert all(one.help.endswith(".") for one in commands())
