from pathlib import Path

import pytest

from assistant.domain.errors import AssistantError
from assistant.settings.settings import Paths, Settings, default_threads, models_folder, write_atomically


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


def test_settings_come_back_as_saved(paths):
    chosen = Settings(threads=7, model="other", gpu_layers=-1, appearance="dark", surprise=0.9, variety=0.0)
    chosen.save(paths)
    assert Settings.load(paths) == chosen


def test_without_a_file_everything_is_usual(paths):
    assert Settings.load(paths) == Settings(threads=default_threads())


def test_names_of_a_newer_version_are_kept(paths):
    paths.create_home()
    paths.settings.write_text('later = "yes"\nmodel = "old"\n')
    Settings(model="new").save(paths)
    assert 'later = "yes"' in paths.settings.read_text()
    assert Settings.load(paths).model == "new"


def test_threads_of_the_environment_are_for_this_run_only(monkeypatch, paths):
    Settings(threads=3).save(paths)
    monkeypatch.setenv("ALCOVE_THREADS", "9")
    loaded = Settings.load(paths)
    assert loaded.threads == 9
    loaded.save(paths)
    monkeypatch.delenv("ALCOVE_THREADS")
    assert Settings.load(paths).threads == 3


@pytest.mark.parametrize("value", ["0", "-1", "four", "1.5", "257", "9" * 5000, "²"])
def test_a_wrong_number_of_threads_is_explained(monkeypatch, value):
    monkeypatch.setenv("ALCOVE_THREADS", value)
    with pytest.raises(AssistantError, match="ALCOVE_THREADS"):
        default_threads()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("surprise = 2", "surprise"),
        ("surprise = true", "surprise"),
        ('appearance = "pink"', "appearance"),
        ("threads = 0", "threads"),
        ("model = 3", "model"),
        ("gpu_layers = 1.5", "gpu_layers"),
        ("variety = nan", "variety"),
    ],
)
def test_a_wrong_value_is_named(paths, text, named):
    paths.create_home()
    paths.settings.write_text(text)
    with pytest.raises(AssistantError, match=named):
        Settings.load(paths)


@pytest.mark.parametrize("content", [b"surprise = ", b"\xff\xfe", b"[["])
def test_a_broken_file_is_explained_and_left_alone(paths, content):
    paths.create_home()
    paths.settings.write_bytes(content)
    with pytest.raises(AssistantError, match="TOML"):
        Settings.load(paths)
    with pytest.raises(AssistantError, match="TOML"):
        Settings(model="x").save(paths)
    assert paths.settings.read_bytes() == content


def test_a_file_is_replaced_whole_for_its_owner_alone(tmp_path):
    target = tmp_path / "file"
    target.write_text("old")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_cannot_be_written_is_explained(tmp_path):
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "missing" / "file", tmp_path / "folder"):
        with pytest.raises(AssistantError, match="cannot be written"):
            write_atomically(target, b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]


def test_a_folder_in_place_of_the_settings_is_explained(paths):
    paths.create_home()
    Path(paths.settings).mkdir()
    with pytest.raises(AssistantError, match="cannot be read"):
        Settings.load(paths)
