import ast
import hashlib
import http.server
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from assistant.domain.errors import Cancelled
from assistant.security import network_helper_process
from assistant.security.network_helper import Courier, CourierError, Wanted

CONTENT = os.urandom(1_500_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Source(http.server.ThreadingHTTPServer):
    """A loopback server that can be told to misbehave, and remembers the ranges that it was asked for."""

    daemon_threads = True
    content = CONTENT
    ranges: list[str | None]
    stop_after: list[int]
    """For each request to come, how many bytes it gets before the connection breaks."""
    hang = False
    ignore_range = False
    say: tuple[int, dict[str, str]] | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ranges, self.stop_after, self.release = [], [], threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/model.gguf"

    def handle_error(self, request, client_address) -> None:
        """Broken connections are what these tests are about."""


class Handler(http.server.BaseHTTPRequestHandler):
    server: Source

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        self.server.ranges.append(asked)
        if self.server.say:
            status, headers = self.server.say
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            return
        whole = self.server.content
        start = int(asked[6:-1]) if asked and not self.server.ignore_range else 0
        if start >= len(whole):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(whole) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(whole) - 1}/{len(whole)}")
        self.end_headers()
        end = start + self.server.stop_after.pop(0) if self.server.stop_after else len(whole)
        self.wfile.write(whole[start:end])
        if self.server.hang:
            self.wfile.flush()
            self.server.release.wait(30)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def source():
    server = Source()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.release.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def courier():
    with Courier() as started:
        yield started


@pytest.fixture
def target(tmp_path):
    return tmp_path / "models" / "model.gguf"


def fetch(courier, source, target, **changes):
    wanted = Wanted(target, SHA256, changes.pop("size", len(CONTENT)))
    return courier.download(changes.pop("url", source.url), wanted, **changes)


# Downloads


def test_a_file_arrives_whole_and_checked(courier, source, target):
    seen = []
    assert fetch(courier, source, target, progress=lambda here, total: seen.append((here, total))) == target
    assert target.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)
    assert list(target.parent.iterdir()) == [target]


def test_what_is_there_already_is_not_fetched_again(courier, source, target):
    target.parent.mkdir()
    target.write_bytes(CONTENT)
    fetch(courier, source, target)
    assert source.ranges == []


def test_a_broken_connection_is_gone_on_with(courier, source, target):
    source.stop_after = [400_000, 500_000]
    fetch(courier, source, target)
    assert target.read_bytes() == CONTENT
    assert source.ranges == [None, "bytes=400000-", "bytes=900000-"]


def test_an_earlier_piece_is_gone_on_with(courier, source, target):
    target.parent.mkdir()
    target.with_name("model.gguf.part").write_bytes(CONTENT[:700_000])
    fetch(courier, source, target)
    assert target.read_bytes() == CONTENT
    assert source.ranges == ["bytes=700000-"]


def test_a_server_that_knows_no_ranges_sends_all_of_it(courier, source, target):
    target.parent.mkdir()
    target.with_name("model.gguf.part").write_bytes(CONTENT[:700_000])
    source.ignore_range = True
    fetch(courier, source, target)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("piece", [b"x" * 700_000, b"x" * len(CONTENT), b"x" * (len(CONTENT) + 5), CONTENT, b""])
def test_a_piece_of_another_file_is_found_out(courier, source, target, piece):
    target.parent.mkdir()
    target.with_name("model.gguf.part").write_bytes(piece)
    fetch(courier, source, target)
    assert target.read_bytes() == CONTENT


def test_another_file_than_expected_is_not_kept(courier, source, target):
    target.parent.mkdir()
    target.write_bytes(b"the old model")
    source.content = CONTENT[:-1] + b"!"
    with pytest.raises(CourierError, match="not the file that was expected"):
        fetch(courier, source, target)
    assert target.read_bytes() == b"the old model"
    assert list(target.parent.iterdir()) == [target]


def test_more_than_expected_is_refused(courier, source, target):
    with pytest.raises(CourierError, match="more than"):
        fetch(courier, source, target, size=1000)
    assert not target.exists()


def test_less_than_expected_is_refused_after_some_tries(courier, source, target):
    source.stop_after = [10, 10, 10, 10, 10, 10]
    with pytest.raises(CourierError, match="try again"):
        fetch(courier, source, target)
    assert len(source.ranges) == network_helper_process.ATTEMPTS
    assert target.with_name("model.gguf.part").stat().st_size == 40


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_refusal_is_told_at_once(courier, source, target, status):
    source.say = (status, {})
    with pytest.raises(CourierError, match=str(status)):
        fetch(courier, source, target)
    assert len(source.ranges) == 1


def test_a_server_in_trouble_is_asked_again_and_the_piece_stays(courier, source, target):
    target.parent.mkdir()
    target.with_name("model.gguf.part").write_bytes(CONTENT[:500])
    source.say = (503, {})
    with pytest.raises(CourierError, match="503"):
        fetch(courier, source, target)
    assert target.with_name("model.gguf.part").read_bytes() == CONTENT[:500]


def test_nobody_there_is_explained(courier, source, target):
    url = "http://127.0.0.1:1/model"
    with pytest.raises(CourierError, match="could not be reached"):
        fetch(courier, source, target, url=url)


@pytest.mark.parametrize(
    "url",
    ["http://example.org/x", "ftp://localhost/x", "file:///etc/passwd", "/etc/passwd", "", "https://", "http://[bad",
     "http://127.0.0.1.example.org/x", "http://localhost@example.org/x", "data:text/plain,x"],
)  # fmt: skip
def test_only_safe_addresses_are_fetched_from(courier, target, url):
    with pytest.raises(CourierError, match="address"):
        courier.download(url, Wanted(target, SHA256, len(CONTENT)))
    assert not target.parent.exists()


@pytest.mark.parametrize("where", ["file:///etc/passwd", "http://example.org/x", "ftp://localhost/x"])
def test_a_redirect_leads_to_safe_addresses_only(courier, source, target, where):
    source.say = (302, {"Location": where})
    with pytest.raises(CourierError, match="address|not allowed"):
        fetch(courier, source, target)
    assert not target.exists()


def test_a_disk_without_room_is_told_beforehand(courier, source, target):
    with pytest.raises(CourierError, match="Free some space"):
        fetch(courier, source, target, size=2**60)
    assert source.ranges == []


def test_a_folder_that_cannot_be_made_is_explained(courier, source, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CourierError, match="file"):
        fetch(courier, source, tmp_path / "file" / "model")


def test_a_download_can_be_stopped_and_gone_on_with(courier, source, target):
    source.hang, source.stop_after = True, [600_000]
    asked = threading.Event()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        fetch(courier, source, target, progress=lambda here, total: asked.set(), cancelled=asked.is_set)
    assert time.monotonic() - started < 5
    assert not target.exists()
    source.hang = False
    source.release.set()
    deadline = time.monotonic() + 10
    while True:
        try:
            fetch(courier, source, target)
            break
        except CourierError as error:
            assert "already" in str(error)
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert target.read_bytes() == CONTENT


def test_two_downloads_to_one_place_do_not_mix(courier, source, target):
    source.hang, source.stop_after = True, [1000]
    began, stop = threading.Event(), threading.Event()

    def first() -> None:
        with pytest.raises(Cancelled):
            fetch(courier, source, target, progress=lambda here, total: began.set(), cancelled=stop.is_set)

    thread = threading.Thread(target=first)
    thread.start()
    began.wait(10)
    with pytest.raises(CourierError, match="already"):
        fetch(courier, source, target)
    stop.set()
    thread.join()


def test_downloads_and_other_errands_go_side_by_side(courier, source, tmp_path):
    threads = [threading.Thread(target=fetch, args=(courier, source, tmp_path / f"m{number}")) for number in range(3)]
    for thread in threads:
        thread.start()
    assert answers(courier)
    for thread in threads:
        thread.join()
    assert [(tmp_path / f"m{number}").read_bytes() == CONTENT for number in range(3)] == [True] * 3


# Opening files in other programs


@pytest.fixture
def desktop(tmp_path, monkeypatch):
    """A desktop whose opener writes down what it was asked to open, and ends as it is told."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "xdg-open"
    script.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {tmp_path}/opened\nexit $(cat {tmp_path}/status)\n')
    script.chmod(script.stat().st_mode | stat.S_IEXEC)
    (tmp_path / "status").write_text("0")
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return tmp_path


def test_a_file_is_opened_by_the_desktop(desktop):
    file = desktop / "odd 'name' \udcff $(x).epub"
    file.touch()
    with Courier() as courier:
        courier.open_file(file)
        courier.open_file(desktop)
    assert os.fsdecode((desktop / "opened").read_bytes()) == str(desktop)


def test_an_odd_name_arrives_as_it_is(desktop):
    file = desktop / "-odd 'name' \udcff $(x)\n.epub"
    file.touch()
    with Courier() as courier:
        courier.open_file(file)
    assert os.fsdecode((desktop / "opened").read_bytes()) == str(file)


def test_what_cannot_be_opened_is_explained(desktop, monkeypatch):
    file, program = desktop / "book.epub", desktop / "setup.EXE"
    program.touch()
    with Courier() as courier:
        with pytest.raises(CourierError, match="not there any more"):
            courier.open_file(file)
        with pytest.raises(CourierError, match="program"):
            courier.open_file(program)
        file.touch()
        (desktop / "status").write_text("4")
        with pytest.raises(CourierError, match="No program opened book.epub"):
            courier.open_file(file)
    monkeypatch.setenv("PATH", str(desktop))
    with Courier() as courier, pytest.raises(CourierError, match="xdg-utils"):
        courier.open_file(file)


# The process


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def answers(courier: Courier) -> bool:
    """Whether it is there and says what is wrong with an errand."""
    with pytest.raises(CourierError) as told:
        courier.open_file(Path("/no such folder/no such file"))
    return "not there any more" in str(told.value)


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while not gone(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_imports_nothing_of_ours():
    tree = ast.parse(Path(network_helper_process.__file__).read_text())
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_it_does_not_learn_where_the_passphrase_is(monkeypatch):
    monkeypatch.setenv("ALCOVE_PASSPHRASE_FILE", "/somewhere/secret")
    monkeypatch.setenv("ALCOVE_HOME", "/somewhere/home")
    with Courier() as courier:
        assert answers(courier)
        assert b"/somewhere" not in Path(f"/proc/{courier.pid}/environ").read_bytes()


def test_it_answers_and_ends(courier):
    assert answers(courier)
    pid = courier.pid
    courier.close()
    courier.close()
    assert gone(pid)
    assert not answers(courier)
    assert courier.pid is None


def test_it_ends_when_its_parent_is_killed():
    script = (
        "import os, signal\nfrom assistant.security.network_helper import Courier\n"
        "courier = Courier(); courier.start()\n"
        "print(courier.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    wait_until_gone(int(done.stdout))


def test_a_courier_that_was_killed_is_reported(courier, source, target):
    source.hang, source.stop_after = True, [1000]

    def kill(here: int, total: int) -> None:
        os.kill(courier.pid, signal.SIGKILL)

    with pytest.raises(CourierError, match="has ended"):
        fetch(courier, source, target, progress=kill)
    with pytest.raises(CourierError, match="has ended"):
        courier.open_file(target)


def test_one_that_never_started_is_reported(tmp_path):
    with pytest.raises(CourierError, match="Start Alcove again"):
        Courier().open_file(tmp_path)


def test_it_stays_outside_the_lock_and_cannot_start_inside(source, target):
    script = (
        "import json, sys\nfrom pathlib import Path\n"
        "from assistant.security.network_helper import Courier, CourierError, Wanted\n"
        "from assistant.security.network_lock import lock_network, probe\n"
        "url, target, sha256, size = json.loads(sys.argv[1])\n"
        "courier = Courier(); courier.start(); lock_network(); assert probe()\n"
        "courier.download(url, Wanted(Path(target), sha256, size))\n"
        "status = Path(f'/proc/{courier.pid}/status').read_text()\n"
        "print([line.split()[1] for line in status.splitlines() if line.startswith(('Seccomp:', 'NoNewPrivs:'))])\n"
        "courier.close()\n"
        "try: Courier().start()\nexcept CourierError as error: print(error)\n"
    )
    asked = json.dumps([source.url, str(target), SHA256, len(CONTENT)])
    done = subprocess.run([sys.executable, "-c", script, asked], capture_output=True, text=True)
    assert done.stderr == ""
    assert target.read_bytes() == CONTENT
    mine = Path("/proc/self/status").read_text()
    assert done.stdout.splitlines()[0] == str(
        [line.split()[1] for line in mine.splitlines() if line.startswith(("Seccomp:", "NoNewPrivs:"))]
    )
    assert "before the network is locked" in done.stdout


def test_an_unknown_errand_is_refused(courier):
    with pytest.raises(CourierError, match="does not know"):
        courier._wait({"verb": "dance"})
