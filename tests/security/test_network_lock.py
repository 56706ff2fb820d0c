import json
import subprocess
import sys
import textwrap

import pytest

from assistant.security.kernel.calls import MACHINES
from assistant.security.network_lock import lock_state, probe, program

linux = sys.platform == "linux"

PROLOGUE = """
import ctypes, errno, json, os, socket, subprocess, sys, threading
from assistant.security.network_lock import lock_network, lock_state, probe
libc = ctypes.CDLL(None, use_errno=True)
def refused(call):
    try:
        call()
    except PermissionError:
        return True
    except OSError as error:
        return str(error)
    return False
def syscall(*numbers):
    outcome = libc.syscall(*map(ctypes.c_long, numbers))
    return errno.errorcode[ctypes.get_errno()] if outcome < 0 else "done"
"""


def locked(body: str, before: str = "") -> dict:
    """What a process of its own finds out, since the lock cannot be taken off this one."""
    script = PROLOGUE + textwrap.dedent(before) + "\nlock_network()\n" + textwrap.dedent(body)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_this_process_is_not_locked_and_the_control_says_so():
    assert lock_state()[0] == "none"
    assert not probe()


def test_the_control_is_caught_once_locked():
    found = locked(
        before="open_before = probe()",
        body="""
            first = lock_state()
            lock_network()
            print(json.dumps([open_before, probe(), first, lock_state()]))
        """,
    )
    assert found[:2] == [False, True]
    assert found[2] == found[3]
    assert found[2][0] == ("seccomp" if linux else "audit hook")


def test_every_family_but_one_is_refused():
    found = locked("""
        families = {f.name: refused(lambda: socket.socket(f)) for f in socket.AddressFamily if f != socket.AF_UNIX}
        left, right = socket.socketpair()
        left.send(b"x")
        numbers = {str(n): refused(lambda: socket.socket(n, socket.SOCK_RAW)) for n in range(2, 46)}
        print(json.dumps([families, numbers, right.recv(1).decode()]))
    """)
    assert set(found[0].values()) == set(found[1].values()) == {True}
    assert found[2] == "x"


def test_threads_that_ran_before_are_locked_too():
    found = locked(
        before="""
            go, results = threading.Event(), []
            def late():
                go.wait()
                results.append(refused(socket.socket))
            threads = [threading.Thread(target=late) for _ in range(5)]
            for thread in threads: thread.start()
        """,
        body="""
            go.set()
            for thread in threads: thread.join()
            print(json.dumps(results))
        """,
    )
    assert found == [True] * 5


def test_children_and_their_children_are_locked():
    found = locked("""
        inner = "import socket\\ntry: socket.socket()\\nexcept PermissionError: print('refused')"
        middle = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
        outputs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip()
                   for code in (inner, middle)]
        pid = os.fork()
        if not pid:
            os._exit(refused(socket.socket) is not True)
        print(json.dumps([outputs, os.waitpid(pid, 0)[1]]))
    """)
    assert found == [["refused", "refused"], 0]


def test_the_kernel_says_so_in_every_thread():
    found = locked(
        before="threading.Thread(target=threading.Event().wait, daemon=True).start()",
        body="""
            lines = [line for task in os.listdir("/proc/self/task")
                     for line in open(f"/proc/self/task/{task}/status") if line.startswith(("Seccomp:", "NoNewPrivs:"))]
            print(json.dumps(["".join(line.split()) for line in lines]), flush=True)
            os._exit(0)
        """,
    )
    assert sorted(found) == ["NoNewPrivs:1"] * 2 + ["Seccomp:2"] * 2


def test_ways_around_the_socket_call_are_closed():
    found = locked("""
        import platform
        numbers = {"x86_64": (41, 53), "aarch64": (198, 199)}[platform.machine()]
        tried = {
            "socket": syscall(numbers[0], 2, 1, 0),
            "socket, high word set": syscall(numbers[0], 2 | (1 << 32), 1, 0),
            "socketpair": syscall(numbers[1], 2, 1, 0, 0),
            "io_uring_setup": syscall(425, 8, 0), "io_uring_enter": syscall(426, 3, 0, 0, 0),
            "io_uring_register": syscall(427, 3, 0, 0, 0), "pidfd_getfd": syscall(438, 3, 0, 0),
            "x32 socket": syscall(0x40000000 | 41, 2, 1, 0), "x32 read": syscall(0x40000000, 0, 0, 0),
        }
        print(json.dumps(tried))
    """)
    assert set(found.values()) == {"EACCES"}


def test_names_are_not_looked_up_on_the_persons_behalf():
    found = locked("""
        asked = [refused(lambda: call("example.org", *rest)) for call, rest in
                 ((socket.getaddrinfo, (80,)), (socket.gethostbyname, ()), (socket.gethostbyname_ex, ()))]
        asked.append(refused(lambda: socket.gethostbyaddr("192.0.2.1")))
        libc.gethostbyname.restype = ctypes.c_void_p
        print(json.dumps([asked, libc.gethostbyname(b"example.org"), lock_state()[1]]))
    """)
    assert found[0] == [True] * 4
    assert found[1] is None
    assert "host names" in found[2]


def test_sockets_left_open_are_told():
    found = locked(before="early = socket.socket()", body="print(json.dumps(lock_state()[1]))")
    assert "1 internet socket was open before" in found
    assert "were open" not in locked("print(json.dumps(lock_state()[1]))")


def test_the_stores_and_local_sockets_work_behind_the_lock(tmp_path):
    found = locked(f"""
        from pathlib import Path
        from assistant.domain.entities import Feedback, Verdict
        from assistant.storage.journal.store import open_journal
        from assistant.settings.paths import Paths
        from assistant.security.vault import open_vault
        paths = Paths(Path({str(tmp_path / "home")!r}))
        journal = open_journal(paths, open_vault(paths, "secret"))
        journal.record(Feedback("b1", Verdict.LIKED), 1.0)
        server = socket.socket(socket.AF_UNIX)
        server.bind({str(tmp_path / "s")!r})
        server.listen()
        client = socket.socket(socket.AF_UNIX)
        client.connect({str(tmp_path / "s")!r})
        print(json.dumps([len(journal.interactions()), journal.database.integrity()]))
    """)
    assert found == [1, "ok"]


def test_where_there_is_no_kernel_lock_python_is_held_back_and_it_is_said():
    """The stand-in of other systems, tried here by telling the module that this is one."""
    found = locked(
        before="sys.platform = 'darwin'",
        body="""
            made = socket.socket()
            server = socket.socket(socket.AF_UNIX)
            tried = [refused(lambda: made.connect(("127.0.0.1", 9))), refused(lambda: made.bind(("127.0.0.1", 0))),
                     refused(lambda: socket.getaddrinfo("example.org", 80)),
                     refused(lambda: socket.create_connection(("127.0.0.1", 9))),
                     refused(lambda: server.bind("\\0alcove test")), probe()]
            print(json.dumps([tried, lock_state()]))
            sys.platform = "linux"
        """,
    )
    assert found[0] == [True, True, True, True, False, True]
    assert found[1][0] == "audit hook"
    assert "not held back" in found[1][1]


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ("import platform; platform.machine = lambda: 'vax'", "vax"),
        ("from assistant.security.kernel import calls; calls._NUMBERS['seccomp'] = (100_000, 100_000)",
         "not implemented"),
    ],
)  # fmt: skip
def test_a_kernel_that_refuses_is_explained(before, reason):
    script = f"{PROLOGUE}{before}\nlock_network()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "NetworkLockFailed" in done.stderr
    assert "no personal data is opened" in done.stderr
    assert reason in done.stderr


def run_filter(machine, architecture: int, number: int, argument: int) -> str:
    """The filter by a small interpreter of classic BPF, for the architecture that this machine is not."""
    data = {0: number, 4: architecture, 16: argument & 0xFFFFFFFF}
    steps, place, word = program(machine), 0, 0
    while True:
        code, yes, no, operand = steps[place]
        place += 1
        if code == 0x20:
            word = data[operand]
        elif code == 0x06:
            return {0x7FFF0000: "allow", 0x80000000: "kill"}.get(operand, "refuse")
        else:
            place += yes if (word == operand if code == 0x15 else word >= operand) else no


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_the_filter_on_each_architecture(machine):
    other = next(found for found in MACHINES.values() if found != machine)
    for call in (machine.number("socket"), machine.number("socketpair")):
        assert run_filter(machine, machine.audit, call, 1) == "allow"
        assert {run_filter(machine, machine.audit, call, family) for family in (0, 2, 10, 16, 17, 40)} == {"refuse"}
        assert run_filter(machine, machine.audit, call | 0x40000000, 1) == "refuse"
    assert {run_filter(machine, machine.audit, call, 1) for call in (425, 426, 427, 438)} == {"refuse"}
    assert {run_filter(machine, machine.audit, call, 2) for call in (0, 1, 56, 100, 424, 428, 450)} == {"allow"}
    assert run_filter(machine, other.audit, 0, 0) == run_filter(machine, 0x40000003, 102, 1) == "kill"
