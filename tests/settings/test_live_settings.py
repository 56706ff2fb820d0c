"""The live settings of a home: read, changed, told, written, and merged with what other processes write."""

import resource
import threading
from pathlib import Path

import pytest

from assistant.domain.errors import AssistantError
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from assistant.settings.threads import usual_threads


def keep(paths: Paths, **values: object) -> Settings:
    settings = Settings.load(paths)
    for key, value in values.items():
        settings.set(Settings.declared()[key], value)
    settings.flush()
    return settings


def values_of(settings: Settings) -> dict[str, object]:
    return {key: settings.value(one) for key, one in Settings.declared().items()}


def test_they_come_back_as_written(paths):
    chosen = keep(paths, threads=7, model="other", gpu_layers=-1, appearance="dark", surprise=0.9, variety=0.0)
    assert values_of(Settings.load(paths)) == values_of(chosen)
    assert Settings.load(paths).surprise == 0.9 and Settings.load(paths).threads == 7


def test_without_a_file_everything_is_usual(paths):
    settings = Settings.load(paths)
    assert values_of(settings) == {key: one.default for key, one in Settings.declared().items()}
    assert settings.threads == usual_threads() and not paths.home.exists()


def test_what_is_usual_is_left_out_of_the_file(paths):
    settings = keep(paths, model="other", variety=0.8)
    settings.variety = Settings.variety.default
    settings.flush()
    assert paths.settings.read_text() == 'model = "other"\n'


def test_names_of_a_newer_version_are_kept(paths):
    paths.create_home()
    paths.settings.write_text('later = "yes"\nmodel = "old"\n')
    keep(paths, model="new")
    assert 'later = "yes"' in paths.settings.read_text()
    assert Settings.load(paths).model == "new"


def test_threads_of_the_environment_are_for_this_run_only(monkeypatch, paths):
    keep(paths, threads=3)
    monkeypatch.setenv("ALCOVE_THREADS", "9")
    loaded = Settings.load(paths)
    assert loaded.threads == 9
    loaded.variety = 0.5
    loaded.flush()
    monkeypatch.delenv("ALCOVE_THREADS")
    assert Settings.load(paths).threads == 3


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("surprise = 2", "surprise"),
        ("surprise = true", "surprise"),
        ('appearance = "pink"', "appearance"),
        ('language = "xx"', "language"),
        ("threads = 0", "threads"),
        ("model = 3", "model"),
        ("gpu_layers = 1.5", "gpu_layers"),
        ("variety = nan", "variety"),
    ],
)
def test_a_wrong_value_is_named(paths, text, named):
    paths.create_home()
    paths.settings.write_text(text)
    with pytest.raises(AssistantError, match=named) as told:
        Settings.load(paths)
    assert "\n" not in str(told.value) and str(paths.settings) in str(told.value)


def test_a_wrong_value_is_refused_and_nothing_changes(paths):
    settings = Settings.load(paths)
    for key, value in (("surprise", 1.5), ("appearance", "pink"), ("threads", True), ("model", 3)):
        with pytest.raises(AssistantError, match=key):
            settings.set(Settings.declared()[key], value)
    assert values_of(settings) == values_of(Settings()) and not settings.unwritten


@pytest.mark.parametrize("content", [b"surprise = ", b"\xff\xfe", b"[["])
def test_a_broken_file_is_explained_and_left_alone(paths, content):
    paths.create_home()
    paths.settings.write_bytes(content)
    with pytest.raises(AssistantError, match="TOML"):
        Settings.load(paths)
    settings = Settings(paths)
    settings.model = "x"
    with pytest.raises(AssistantError, match="TOML"):
        settings.flush()
    assert paths.settings.read_bytes() == content
    paths.settings.write_text("variety = 0.7")
    settings.flush()
    assert Settings.load(paths).model == "x" and Settings.load(paths).variety == 0.7, "kept until it could be written"


def test_a_folder_in_place_of_the_settings_is_explained(paths):
    paths.create_home()
    Path(paths.settings).mkdir()
    with pytest.raises(AssistantError, match="cannot be read"):
        Settings.load(paths)


def test_a_full_disk_is_explained_and_leaves_the_file_as_it_was(paths):
    settings = keep(paths, model="old")
    settings.model = "new"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3, before[1]))
    try:
        with pytest.raises(AssistantError, match="cannot be written"):
            settings.flush()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert Settings.load(paths).model == "old" and settings.model == "new" and settings.unwritten
    settings.flush()
    assert Settings.load(paths).model == "new"


def test_a_file_that_may_only_be_read_is_replaced_all_the_same(paths):
    settings = keep(paths, model="old")
    paths.settings.chmod(0o400)
    settings.model = "new"
    settings.flush()
    assert Settings.load(paths).model == "new"


def test_a_change_is_told_at_once_to_those_who_asked_for_it(paths):
    settings, heard, all_heard = Settings.load(paths), [], []
    settings.listen(heard.append, Settings.surprise, Settings.variety)
    deaf = settings.listen(all_heard.append)
    settings.surprise = 0.5
    settings.model = "other"
    settings.surprise = 0.5
    assert heard == [{"surprise"}] and all_heard == [{"surprise"}, {"model"}], "what is as it was is not told"
    deaf()
    settings.variety = 0.9
    assert heard[-1] == {"variety"} and len(all_heard) == 2


def test_two_that_write_lose_nothing_of_each_other(paths):
    ours, theirs = Settings.load(paths), Settings.load(paths)
    theirs.model, theirs.gpu_layers, theirs.surprise = "chosen", 12, 0.1
    theirs.flush()
    heard = []
    ours.listen(heard.append)
    ours.surprise = 0.9
    ours.flush()
    assert (ours.model, ours.gpu_layers, ours.surprise) == ("chosen", 12, 0.9)
    assert heard == [{"surprise"}, {"model", "gpu_layers"}]
    kept = Settings.load(paths)
    assert (kept.model, kept.gpu_layers, kept.surprise) == ("chosen", 12, 0.9)


def test_what_another_process_wrote_is_seen_and_told_once(paths):
    ours, heard = Settings.load(paths), []
    ours.listen(heard.append)
    keep(paths, appearance="dark")
    ours.look()
    ours.look()
    assert ours.appearance == "dark" and heard == [{"appearance"}]
    paths.settings.unlink()
    ours.look()
    assert ours.appearance == "system" and heard == [{"appearance"}, {"appearance"}]


def test_what_another_process_wrote_wrongly_is_told_once_and_the_rest_is_taken(paths):
    ours = keep(paths, surprise=0.4)
    paths.settings.write_text('surprise = 7\nmodel = "theirs"')
    with pytest.raises(AssistantError, match="surprise"):
        ours.look()
    ours.look()
    assert ours.model == "theirs" and ours.surprise == Settings.surprise.default


def test_our_change_stands_until_it_is_written(paths):
    ours = Settings.load(paths)
    ours.surprise = 0.9
    keep(paths, surprise=0.1)
    ours.look()
    assert ours.surprise == 0.9 and ours.unwritten
    ours.flush()
    assert Settings.load(paths).surprise == 0.9 and not ours.unwritten


def test_many_changes_are_one_writing(paths):
    settings = Settings.load(paths)
    for step in range(20):
        settings.surprise = step / 20
    assert not paths.settings.exists()
    settings.flush()
    before = paths.settings.stat()
    settings.flush()
    assert paths.settings.stat().st_ino == before.st_ino and Settings.load(paths).surprise == 0.95


def test_threads_that_change_and_write_at_once_lose_nothing(paths):
    stores = [Settings.load(paths) for _ in range(2)]
    changes = {"model": "m{}", "surprise": "{}", "variety": "{}", "gpu_layers": "{}"}

    def work(store: Settings, key: str) -> None:
        for step in range(1, 21):
            value = f"m{step}" if key == "model" else step if key == "gpu_layers" else step / 20
            store.set(Settings.declared()[key], value)
            store.flush()

    workers = [threading.Thread(target=work, args=(stores[n % 2], key)) for n, key in enumerate(changes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    kept = Settings.load(paths)
    assert (kept.model, kept.surprise, kept.variety, kept.gpu_layers) == ("m20", 1.0, 1.0, 20)


def test_without_a_home_nothing_is_written():
    settings = Settings()
    settings.model = "x"
    settings.look()
    settings.flush()
    assert settings.model == "x"
