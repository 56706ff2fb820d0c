"""Models brought here through the courier, from a server on the loopback, and taken away again."""

import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.errors import ModelError, ModelMissing
from assistant.llm.models import install
from assistant.llm.models.catalogue import catalogue, checker, installed
from assistant.llm.models.entries import ModelEntry
from assistant.security.helper import process
from assistant.security.helper.orders import CATALOGUE, DOWNLOADS, landing, ordered
from assistant.security.kernel import landlock
from assistant.security.network_helper import Courier, CourierError
from tests.llm.gguf_files import sound, tiny_model
from tests.security.helper.index_server import IndexServer, running

CONTENT = sound(name="Small") + os.urandom(600_000)
ENTRY = ModelEntry(
    "small", Path("small.gguf"), len(CONTENT), hashlib.sha256(CONTENT).hexdigest(), "mit", 1_000_000, 2048, "a test"
)


@pytest.fixture
def server():
    with running() as one:
        one.files["/small.gguf"] = CONTENT
        yield one


@pytest.fixture
def entry(server: IndexServer) -> ModelEntry:
    return replace(ENTRY, url=f"{server.url}/small.gguf")


@pytest.fixture
def courier(entry: ModelEntry, tmp_path: Path):
    offered = tmp_path / "models.toml"
    offered.write_text(
        f'[[model]]\nname = "small"\nfile = "small.gguf"\nbytes = {entry.bytes}\nsha256 = "{entry.sha256}"\n'
        f'url = "{entry.url}"\n'
    )
    with Courier(tmp_path / "models", offered) as one:
        yield one


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


# From an address


def test_a_model_arrives_whole_and_is_known_then(server, entry, courier, tmp_path, monkeypatch):
    folder = tmp_path / "models"
    here = install.install(entry, folder, courier)
    assert here.file == folder / "small.gguf" and here.file.read_bytes() == CONTENT
    assert left(folder) == ["small.gguf"] and left(folder.with_name(DOWNLOADS)) == []
    assert [one.name for one in installed(folder)] == ["small"]
    install.install(entry, folder, courier)
    assert len(server.asked) == 1
    monkeypatch.setattr("assistant.llm.models.catalogue.listed", lambda path: ENTRY)
    checker(folder)(here.file)
    with here.file.open("r+b") as file:
        file.write(b"X")
    with pytest.raises(ModelError, match="not the file that was checked"):
        checker(folder)(here.file)


def test_what_came_before_is_kept_for_the_next_time(server, entry, courier, tmp_path):
    folder = tmp_path / "models"
    server.cut = [100_000] * 4
    with pytest.raises(CourierError, match="goes on from there"):
        install.install(entry, folder, courier)
    assert left(landing(folder, "small.gguf").parent) == ["small.gguf.part"] and left(folder) == []
    seen: list[int] = []
    install.install(entry, folder, courier, lambda here, total: seen.append(here))
    assert server.asked[-1] == ("/small.gguf", "bytes=400000-")
    assert seen[0] == 400_000 and seen[-1] == len(CONTENT)


COURIER = """
import sys
sys.path.append({root!r})
from assistant.security.helper import fetcher, process
fetcher.__file__ = {download!r}
process.main(*sys.argv[1:])
"""
TAKEN_OVER = """
import sys, time
sys.path.append({root!r})
from assistant.security.helper import fetcher
def another(source, errand):
    errand.target.write_bytes({content!r})
    try:
        errand.target.parents[2].joinpath("models", "mine.gguf").unlink()
    except OSError as error:
        fetcher.say(progress=[error.errno, 100])
fetcher.download = another
fetcher.main(*sys.argv[1:])
time.sleep(600)
"""


@pytest.fixture
def overtaken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """From now on a download, confined as any, brings that content, tries to delete a model, and never ends."""

    def set_up(content: bytes) -> None:
        root = str(Path(__file__).parents[2])
        download, courier = tmp_path / "fetcher.py", tmp_path / "process.py"
        download.write_text(TAKEN_OVER.format(root=root, content=content))
        courier.write_text(COURIER.format(root=root, download=str(download)))
        monkeypatch.setattr(process, "__file__", str(courier))

    return set_up


@pytest.mark.skipif(not landlock.version(), reason="it may write anywhere then, as SECURITY.md says")
@pytest.mark.parametrize("brings", [CONTENT, CONTENT[:-1] + b"!"])
def test_a_download_that_a_server_has_taken_over_changes_no_model(entry, overtaken, request, tmp_path, brings):
    overtaken(brings)
    courier, folder = request.getfixturevalue("courier"), tmp_path / "models"
    mine = tiny_model(tmp_path / "mine.gguf", "llama")
    install.install(install.offered(str(mine)), folder)
    errors: list[int] = []

    def bring() -> None:
        install.install(entry, folder, courier, lambda error, _: errors.append(error))

    if brings == CONTENT:
        bring()
        assert (folder / "small.gguf").read_bytes() == CONTENT
    else:
        with pytest.raises(ModelError, match="It was deleted"):
            bring()
        assert left(landing(folder, "small.gguf").parent) == [] and not (folder / "small.gguf").exists()
    assert errors == [errno.EACCES]
    assert (folder / "mine.gguf").read_bytes() == mine.read_bytes()


def test_more_memory_than_there_is_is_refused_before_the_download(server, entry, tmp_path):
    with pytest.raises(ModelError, match="needs about 9,000.0 GB"):
        install.install(replace(entry, memory=9_000_000_000_000), tmp_path, Courier())
    assert not server.asked


def test_without_a_courier_nothing_is_fetched(entry, tmp_path):
    with pytest.raises(ModelError, match="alcove models install"):
        install.install(entry, tmp_path)


def test_what_nobody_offers_is_to_be_put_there_by_hand(tmp_path):
    with pytest.raises(ModelError, match="Put small.gguf into"):
        install.install(ENTRY, tmp_path, Courier())


def test_the_default_model_comes_in_a_package_and_the_others_over_https():
    first, *others = catalogue()
    assert first.package and first.member.endswith(first.file.name) and not first.url
    assert all(one.url.startswith("https://") and one.url.endswith(one.file.name) for one in others)
    assert not first.hosts and all(one.hosts for one in others)
    assert not {host for one in others for host in one.hosts} & {"*", "*.com"}
    assert [ordered(CATALOGUE, one.name).sha256 for one in catalogue()] == [one.sha256 for one in catalogue()]


# A file of one's own


def test_a_file_of_ones_own_is_copied(tmp_path):
    mine = tiny_model(tmp_path / "mine.gguf", "llama")
    folder = tmp_path / "models"
    entry = install.install(install.offered(str(mine)), folder)
    assert (entry.name, entry.file) == ("mine", folder / "mine.gguf")
    assert left(folder) == ["mine.gguf"] and mine.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Dear reader, this is a letter.", "mine.gguf cannot be used as a model"),
        (sound()[:60], "cut off"),
        (sound("imaginary"), "imaginary"),
        (sound(**{"tokenizer.chat_template": False}), "no chat template"),
    ],
)
def test_a_file_that_is_no_model_is_refused_in_one_line(tmp_path, content, told):
    (tmp_path / "mine.gguf").write_bytes(content)
    with pytest.raises(ModelError, match=told) as error:
        install.offered(str(tmp_path / "mine.gguf"))
    assert "\n" not in str(error.value)


def test_a_file_under_a_checked_name_has_to_be_that_file(tmp_path):
    name = catalogue()[1].file.name
    (tmp_path / name).write_bytes(sound())
    with pytest.raises(ModelError, match="not the file that was checked"):
        install.install(install.offered(str(tmp_path / name)), tmp_path / "models")
    assert left(tmp_path / "models") == []


def test_names_that_are_not_there(tmp_path):
    with pytest.raises(ModelError, match="no model called “gigantic”. It has: smollm2-135m, "):
        install.offered("gigantic")
    with pytest.raises(ModelMissing):
        install.offered(str(tmp_path / "gone.gguf"))


# Removing


def test_removing_takes_the_file_and_what_was_begun(tmp_path):
    (tmp_path / "mine.gguf").write_bytes(sound())
    (tmp_path / "mine.gguf.part").write_bytes(b"x")
    assert install.remove("mine", tmp_path).name == "mine"
    assert left(tmp_path) == []
    with pytest.raises(ModelError, match="is installed"):
        install.remove("mine", tmp_path)


def test_a_download_that_was_only_begun_can_be_removed(tmp_path):
    name = catalogue()[1].name
    with pytest.raises(ModelError, match="is not installed"):
        install.remove(name, tmp_path)
    folder = tmp_path / "models"
    begun = landing(folder, catalogue()[1].file.name)
    begun.parent.mkdir(parents=True)
    begun.with_name(f"{begun.name}.part").write_bytes(b"x")
    install.remove(name, folder)
    assert left(begun.parents[1]) == []


def test_a_model_of_another_program_is_only_read(tmp_path):
    with pytest.raises(ModelError, match="belongs to another program"):
        install.remove("ollama/llama3.2:1b", tmp_path)
