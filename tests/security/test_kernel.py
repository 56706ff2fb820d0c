"""The filter of system calls on both architectures, by a small interpreter, and what Landlock leaves open."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.security.kernel import landlock
from assistant.security.kernel.bpf import If, allow_list
from assistant.security.kernel.calls import MACHINES, this_machine
from assistant.security.privacy import bare_environment

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone")


def verdict(steps, audit: int, number: int, *arguments: int) -> str | int:
    """What a filter says of a call: allow, kill, or the error that it fails with."""
    data = {0: number, 4: audit} | {16 + 8 * place: value & 0xFFFFFFFF for place, value in enumerate(arguments)}
    place = word = 0
    while True:
        code, yes, no, operand = steps[place]
        place += 1
        match code:
            case 0x20:
                word = data.get(operand, 0)
            case 0x54:
                word &= operand
            case 0x15 | 0x35:
                place += yes if (word == operand if code == 0x15 else word >= operand) else no
            case 0x06:
                return {0x7FFF0000: "allow", 0x80000000: "kill"}.get(operand, operand & 0xFFFF)


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_an_allow_list_refuses_what_it_does_not_name(machine) -> None:
    rules = {"read": (), "clone": [If(0, 0x10000, 0x10000)], "fcntl": [If(1, 1), If(1, 3)]}
    steps = allow_list(machine, rules, {"clone3": errno.ENOSYS})

    def said(name: str, *arguments: int) -> str | int:
        return verdict(steps, machine.audit, machine.number(name), *arguments)

    assert said("read") == "allow"
    assert (said("clone", 0x3D0F00), said("clone", 0x11)) == ("allow", errno.EPERM)
    assert (said("fcntl", 0, 1), said("fcntl", 0, 3), said("fcntl", 0, 8)) == ("allow", "allow", errno.EPERM)
    assert said("clone3") == errno.ENOSYS
    assert {said(name) for name in ("openat", "socket", "write")} == {errno.EPERM}
    assert verdict(steps, machine.audit, 0x40000000) == errno.EACCES
    assert verdict(steps, machine.audit ^ 1, 0) == "kill"


def confined(body: str) -> object:
    script = f"import json, os\nfrom pathlib import Path\nfrom assistant.security.kernel import landlock\n{body}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@linux
def test_landlock_leaves_what_it_is_told_to(tmp_path: Path) -> None:
    if not landlock.version():
        pytest.skip("this kernel has no Landlock")
    (tmp_path / "open").mkdir()
    for place in ("open/a", "b"):
        (tmp_path / place).write_text("x")
    found = confined(f"""
here = Path({str(tmp_path)!r})
held = landlock.restrict([here / "open", here / "nowhere"])
def tried(act):
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "done"
acts = [(here / "open/a").read_text, (here / "b").read_text, lambda: (here / "open/a").write_text("y")]
print(json.dumps([held, *map(tried, acts)]))
""")
    assert found == [landlock.version(), "done", "PermissionError", "PermissionError"]


@linux
def test_this_machine_is_one_of_the_two() -> None:
    assert this_machine() in MACHINES.values()


@linux
def test_a_private_process_shows_nothing_and_leaves_no_core(tmp_path: Path) -> None:
    """As another process of the same person sees it; one with all rights sees everything, so the flag is asked for."""
    script = (
        "import ctypes, resource; from assistant.security.privacy import keep_private; keep_private();"
        "print(ctypes.CDLL(None).prctl(3), resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["0", "0"]


def test_an_environment_holds_nothing_of_the_persons(monkeypatch) -> None:
    for name in ("ALCOVE_PASSPHRASE_FILE", "ALCOVE_HOME", "HOME", "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK"):
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    kept = bare_environment(Path("/code"), "CUDA_")
    assert "secret" not in kept.values()
    assert kept["CUDA_VISIBLE_DEVICES"] == "0" and kept["PYTHONPATH"].split(os.pathsep)[0] == "/code"


@linux
def test_open_files_can_be_asked_of_where_no_place_can_be_left() -> None:
    """As where the system grants no users of one's own."""
    found = confined("""
from assistant.security.kernel import confinement, nowhere
confinement.leave_all_places = lambda: False
file = open("/proc/self/statm")
needed = nowhere.asks_of_files_by_path()
confinement.confine()
print(json.dumps([needed, os.fstat(file.fileno()).st_size]))
""")
    version = tuple(map(int, (os.confstr("CS_GNU_LIBC_VERSION") or "glibc 0.0").split()[1].split(".")[:2]))
    assert found[1:] == [0]
    assert found[0] or not (2, 33) <= version < (2, 37)


@linux
@pytest.mark.parametrize("rights", ["root", "none"])
def test_a_confined_process_learns_nothing_of_files_and_processes(tmp_path: Path, rights: str) -> None:
    """By the calls that it needs for its own open files and clock; as a person who may do nothing special, too."""
    if rights == "root" and os.getuid() != 0:
        pytest.skip("nobody gives these rights")
    drop = "" if rights == "root" else "drop_to_nobody()"
    (tmp_path / "there").write_text("x")
    found = confined(f"""
import ctypes, time
from assistant.security.kernel.confinement import confine
from assistant.security.kernel.calls import this_machine
libc = ctypes.CDLL(None, use_errno=True)
own, other = open({str(tmp_path / "there")!r}), os.getppid()
def drop_to_nobody():
    if os.getuid() == 0:
        os.setgroups([]), os.setgid(65534), os.setuid(65534)
{drop}
confine()
number = this_machine().number("newfstatat")
def size(path, folder=-100):
    there = ctypes.create_string_buffer(256)
    return libc.syscall(number, folder, path, there, 0x1000)
def tried(act, *arguments):
    try:
        act(*arguments)
    except OSError:
        return False
    return True
print(json.dumps([
    os.fstat(own.fileno()).st_size, size({os.fsencode(tmp_path / "there")!r}), size(b"../etc/passwd"),
    size(b"/etc/passwd"), tried(os.sched_getaffinity, other), tried(time.clock_gettime, ~other << 3 | 2),
    tried(time.clock_gettime, time.CLOCK_THREAD_CPUTIME_ID), tried(os.sched_getaffinity, 0),
]))
""")
    assert found == [1, -1, -1, -1, False, False, True, True]
