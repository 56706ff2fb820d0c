"""Files brought from a server on the loopback that misbehaves in many ways, within this process."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.security.helper import transfer
from assistant.security.helper.addresses import Opener
from assistant.security.helper.telling import Refused, what_failed
from assistant.security.helper.transfer import Errand, Source, download
from tests.security.helper.index_server import IndexServer, running

CONTENT = os.urandom(1_500_000)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(transfer.time, "sleep", lambda seconds: None)
    with running() as one:
        one.files["/model"] = CONTENT
        yield one


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


@pytest.fixture
def part(target: Path) -> Path:
    return target.with_name("model.gguf.part")


def fetch(server: IndexServer, target: Path, url: str = "", hosts: tuple[str, ...] = (), size: int = len(CONTENT)):
    seen: list[int] = []
    errand = Errand(target, sha256(CONTENT).hexdigest(), size, seen.append)
    download(Source(url or f"{server.url}/model", Opener(hosts)), errand)
    return seen


def ranges(server: IndexServer) -> list[str]:
    return [asked for _, asked in server.asked]


def test_a_file_arrives_whole_and_checked(server, target):
    seen = fetch(server, target)
    assert target.read_bytes() == CONTENT and list(target.parent.iterdir()) == [target]
    assert seen == sorted(seen) and seen[-1] == len(CONTENT)
    assert Errand(target, sha256(CONTENT).hexdigest(), len(CONTENT), print).is_done()


def test_a_broken_connection_is_gone_on_with(server, target):
    server.cut = [400_000, 500_000]
    fetch(server, target)
    assert target.read_bytes() == CONTENT
    assert ranges(server) == ["", "bytes=400000-", "bytes=900000-"]


def test_an_earlier_piece_is_gone_on_with(server, target, part):
    part.write_bytes(CONTENT[:700_000])
    fetch(server, target)
    assert target.read_bytes() == CONTENT and ranges(server) == ["bytes=700000-"]


def test_a_server_that_knows_no_ranges_sends_all_of_it(server, target, part):
    part.write_bytes(CONTENT[:700_000])
    server.knows_ranges = False
    fetch(server, target)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("piece", [b"x" * 700_000, b"x" * len(CONTENT), b"x" * (len(CONTENT) + 5), CONTENT, b""])
def test_a_piece_of_another_file_is_found_out(server, target, part, piece):
    part.write_bytes(piece)
    fetch(server, target)
    assert target.read_bytes() == CONTENT


def test_another_file_than_expected_is_not_kept(server, target):
    target.write_bytes(b"the old model")
    server.files["/model"] = CONTENT[:-1] + b"!"
    with pytest.raises(Refused, match="not the file that was expected"):
        fetch(server, target)
    assert target.read_bytes() == b"the old model" and list(target.parent.iterdir()) == [target]


def test_more_than_expected_is_refused(server, target):
    with pytest.raises(Refused, match="more than"):
        fetch(server, target, size=1000)
    assert not target.exists()


def told(raised: pytest.ExceptionInfo[Refused]) -> str:
    return str(raised.value.told)


def test_less_than_expected_is_refused_after_some_tries(server, target, part):
    server.cut = [10, 10, 10, 10, 10, 10]
    with pytest.raises(Refused, match="try again"):
        fetch(server, target)
    assert len(server.asked) == transfer.ATTEMPTS and part.stat().st_size == 40


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_refusal_is_told_at_once(server, target, status):
    server.say["/model"] = status, {}
    with pytest.raises(Refused) as raised:
        fetch(server, target)
    assert str(status) in told(raised) and len(server.asked) == 1


def test_a_server_in_trouble_is_asked_again_and_the_piece_stays(server, target, part):
    part.write_bytes(CONTENT[:500])
    server.say["/model"] = 503, {}
    with pytest.raises(Refused) as raised:
        fetch(server, target)
    assert "503" in told(raised) and len(server.asked) == 4 and part.read_bytes() == CONTENT[:500]


def test_nobody_there_is_explained(server, target):
    with pytest.raises(Refused, match="could not be reached"):
        fetch(server, target, url="http://127.0.0.1:1/model")


@pytest.mark.parametrize(
    "url",
    ["http://example.org/x", "ftp://localhost/x", "file:///etc/passwd", "/etc/passwd", "https://", "http://[bad",
     "http://127.0.0.1.example.org/x", "http://localhost@example.org/x", "data:text/plain,x"],
)  # fmt: skip
def test_only_safe_addresses_are_fetched_from(server, target, url):
    with pytest.raises(Refused, match="address"):
        fetch(server, target, url=url)


@pytest.mark.parametrize("where", ["file:///etc/passwd", "http://example.org/x", "ftp://localhost/x"])
def test_a_redirect_leads_to_safe_addresses_only(server, target, where):
    server.say["/model"] = 302, {"Location": where}
    with pytest.raises(Refused) as raised:
        fetch(server, target, hosts=("example.org", "localhost"))
    assert "address" in told(raised) or "not allowed" in told(raised)


def test_a_redirect_leads_to_hosts_that_the_entry_names_only(server, target):
    with running() as other:
        other.files["/elsewhere"] = CONTENT
        server.say["/model"] = 302, {"Location": f"{other.url}/elsewhere"}
        with pytest.raises(Refused, match="does not name"):
            fetch(server, target)
        assert other.asked == []
        fetch(server, target, hosts=(f"127.0.0.1:{other.server_port}",))
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("host", "known"), [("a.hf.co", True), ("hf.co", False), ("evilhf.co", False), ("hf.co.evil.org", False)]
)
def test_a_name_for_all_below_it(host, known):
    from assistant.security.helper.addresses import is_among

    assert is_among(host, ("*.hf.co", "example.org")) is known


def test_a_disk_without_room_is_told_beforehand(server, target):
    with pytest.raises(Refused, match="Free some space"):
        fetch(server, target, size=2**60)
    assert server.asked == []


def test_a_disk_that_fills_up_meanwhile_is_told_in_words():
    assert str(what_failed(OSError(28, "No space left on device"))["says"]).startswith("The disk is full.")
