"""Where the home lies, and who may look into it."""

import pytest

from assistant.domain.errors import AssistantError
from assistant.settings.paths import Paths, models_folder


def test_home_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("ALCOVE_HOME", str(tmp_path / "mine"))
    paths = Paths.default()
    assert paths.home == tmp_path / "mine"
    assert paths.library.parent == paths.journal.parent == paths.vault.parent == paths.settings.parent == paths.home
    assert paths.demo().home == tmp_path / "mine" / "demo"


def test_home_may_be_relative_or_in_the_users_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALCOVE_HOME", "here")
    assert Paths.default().home == tmp_path / "here"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ALCOVE_HOME", "~/there")
    assert Paths.default().home == tmp_path / "there"


def test_home_without_the_environment_is_the_systems_place(monkeypatch):
    assert Paths.default().home.is_absolute()
    assert Paths.default().home.name == "Alcove"


def test_models_lie_outside_the_home():
    assert models_folder().parts[-2:] == ("share", "alcove")


def test_a_new_home_belongs_to_its_owner_alone(tmp_path):
    paths = Paths(tmp_path / "a" / "b")
    paths.create_home()
    assert [folder.stat().st_mode & 0o777 for folder in (paths.home, paths.home.parent)] == [0o700, 0o700]


def test_an_empty_folder_is_closed_to_others_and_a_used_one_keeps_its_rights(tmp_path):
    empty, used = tmp_path / "empty", tmp_path / "used"
    for folder in (empty, used):
        folder.mkdir()
        folder.chmod(0o755)
    (used / "something").touch()
    for folder in (empty, used):
        Paths(folder).create_home()
    assert [folder.stat().st_mode & 0o777 for folder in (empty, used)] == [0o700, 0o755]


def test_a_home_that_is_a_file_is_explained(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(AssistantError, match="ALCOVE_HOME"):
        Paths(tmp_path / "file" / "home").create_home()
