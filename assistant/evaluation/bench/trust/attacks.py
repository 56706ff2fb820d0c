"""What a process might try that a hostile file has taken over. Each runs inside it, after all its limits.

An attack returns whether it got what it wanted; one that raises did not. They speak to the system directly: nothing
that our own code does to Python's functions stands in their way. Linux alone.
"""

import _socket
import ctypes
import fcntl
import os
import posix
import signal
import stat
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from assistant.domain.rows import RowView

_libc = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_DETACH, _ANY_CHILD = 0x4206, 0x4207, 17, 0x40000000
CLONE_NEWUSER, IPC_PRIVATE_KEY = 0x10000000, 0x0A1C0E
_HERE, _AS_OF_A_DESCRIPTOR, _SIZE_AT, _PROCESSOR_TIME = -100, 0x1000, 48, 2
_X86 = {"process_vm_readv": 310, "ptrace": 101, "unshare": 272, "pidfd_open": 434, "pidfd_getfd": 438, "shmget": 29}
_ARM = {"process_vm_readv": 270, "ptrace": 117, "unshare": 97, "pidfd_open": 434, "pidfd_getfd": 438, "shmget": 194}
_X86["newfstatat"], _ARM["newfstatat"] = 262, 79
NUMBERS = _ARM if os.uname().machine == "aarch64" else _X86


@dataclass(frozen=True, slots=True)
class Prey:
    """What there is to be had: processes, files and sockets that the attacks know of, as a real attacker would."""

    parent: int
    helper: int
    bystander: int
    address: int
    """Where in the parent's memory the secret stands."""
    secret: str
    key_file: str
    autostart: str
    document: str
    """A file of the person that is not the one at hand."""
    model: str
    """A language model that the person has put among those of the catalogue."""
    landing: str
    """The folder in which a download may write."""
    bus: str
    """The session bus's socket."""
    abstract: str
    port: int

    @classmethod
    def of(cls, row: RowView) -> "Prey":
        return cls(**row)

    def row(self) -> RowView:
        return asdict(self)


Attack = Callable[[Prey], bool]
ATTACKS: dict[str, Attack] = {}


def attack(name: str) -> Callable[[Attack], Attack]:
    def known(one: Attack) -> Attack:
        ATTACKS[name] = one
        return one

    return known


def attempt(name: str, prey: Prey) -> bool:
    try:
        return ATTACKS[name](prey)
    # A refusal of the system, a module that could not be loaded, nothing where something should be.
    except (OSError, ImportError, LookupError):
        return False


def _read(path: str, size: int = 1 << 16, at: int = 0) -> bytes:
    return posix.pread(posix.open(path, posix.O_RDONLY), size, at)


def _call(name: str, *arguments: int) -> int:
    result = int(_libc.syscall(NUMBERS[name], *(ctypes.c_long(value) for value in arguments)))
    if result < 0:
        raise OSError(ctypes.get_errno(), name)
    return result


@attack("requests into the network helper")
def _into_the_helper(prey: Prey) -> bool:
    line = b'{"id": 990, "verb": "open", "path": "/nowhere/%s"}\n' % prey.secret.encode()
    folder = f"/proc/{prey.helper}/fd"
    lines = [f"{folder}/{name}" for name in posix.listdir(folder) if _is_line(posix.stat(f"{folder}/{name}").st_mode)]
    return any(posix.write(posix.open(one, posix.O_WRONLY), line) == len(line) for one in lines[:1])


def _is_line(mode: int) -> bool:
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


@attack("the network helper's own descriptors")
def _taken_from_the_helper(prey: Prey) -> bool:
    process = _call("pidfd_open", prey.helper, 0)
    return any(_call("pidfd_getfd", process, number, 0) >= 0 for number in range(3, 6))


@attack("memory of the helper")
def _helper_memory(prey: Prey) -> bool:
    return posix.open(f"/proc/{prey.helper}/mem", posix.O_RDWR) >= 0


@attack("memory of the parent, as a file")
def _parent_memory(prey: Prey) -> bool:
    return _read(f"/proc/{prey.parent}/mem", len(prey.secret), prey.address) == prey.secret.encode()


@attack("memory of the parent, by system call")
def _parent_memory_by_call(prey: Prey) -> bool:
    size = len(prey.secret)
    here = ctypes.create_string_buffer(size)
    local = (ctypes.c_ulong * 2)(ctypes.addressof(here), size)
    remote = (ctypes.c_ulong * 2)(prey.address, size)
    _call("process_vm_readv", prey.parent, ctypes.addressof(local), 1, ctypes.addressof(remote), 1, 0)
    return here.raw == prey.secret.encode()


@attack("tracing another process")
def _trace(prey: Prey) -> bool:
    _call("ptrace", PTRACE_SEIZE, prey.bystander, 0, 0)
    _call("ptrace", PTRACE_INTERRUPT, prey.bystander, 0, 0)
    # Let go again, or nobody else could see it end.
    posix.waitpid(prey.bystander, _ANY_CHILD)
    return _call("ptrace", PTRACE_DETACH, prey.bystander, 0, 0) == 0


@attack("a descriptor out of the parent")
def _take_descriptor(prey: Prey) -> bool:
    return _call("pidfd_getfd", _call("pidfd_open", prey.parent, 0), 0, 0) >= 0


@attack("environment of the parent")
def _parent_environment(prey: Prey) -> bool:
    return b"ALCOVE_PASSPHRASE_FILE" in _read(f"/proc/{prey.parent}/environ")


@attack("passphrase file through the environment")
def _passphrase(prey: Prey) -> bool:
    kept = [line for line in _read("/proc/self/environ").split(b"\0") if line.startswith(b"ALCOVE_PASSPHRASE_FILE=")]
    path = kept[0].partition(b"=")[2].decode() if kept else os.environ["ALCOVE_PASSPHRASE_FILE"]
    return prey.secret.encode() in _read(path)


@attack("keys in ~/.ssh")
def _keys(prey: Prey) -> bool:
    return prey.secret.encode() in _read(prey.key_file)


@attack("another file of the person, read")
def _other_file(prey: Prey) -> bool:
    return prey.secret.encode() in _read(prey.document)


@attack("what files the person has")
def _list(prey: Prey) -> bool:
    return len(posix.listdir(prey.document.rpartition("/")[0])) > 0


@attack("whether a file is there, and its size")
def _look_at(prey: Prey) -> bool:
    return posix.stat(prey.document).st_size > 0


@attack("whether a file is there, asked as if of a descriptor")
def _look_at_by_descriptor(prey: Prey) -> bool:
    found = ctypes.create_string_buffer(256)
    path = ctypes.create_string_buffer(os.fsencode(prey.document))
    _call("newfstatat", _HERE, ctypes.addressof(path), ctypes.addressof(found), _AS_OF_A_DESCRIPTOR)
    return int.from_bytes(found.raw[_SIZE_AT : _SIZE_AT + 8], "little") == len(prey.secret)


@attack("another file of the person, emptied")
def _truncate(prey: Prey) -> bool:
    posix.truncate(prey.document, 0)
    return True


@attack("another file of the person, renamed")
def _rename(prey: Prey) -> bool:
    posix.rename(prey.document, f"{prey.document}.gone")
    return True


@attack("another file of the person, deleted")
def _delete(prey: Prey) -> bool:
    posix.unlink(prey.document)
    return True


@attack("another file of the person, opened to the world")
def _open_up(prey: Prey) -> bool:
    posix.chmod(prey.document, 0o777)
    return True


@attack("the person's own model, exchanged")
def _exchange(prey: Prey) -> bool:
    posix.write(posix.open(prey.model, posix.O_WRONLY), b"another")
    return True


@attack("another model in the place of the person's own")
def _put_in_its_place(prey: Prey) -> bool:
    made = f"{prey.landing}/made"
    posix.close(posix.open(made, posix.O_WRONLY | posix.O_CREAT))
    posix.replace(made, prey.model)
    return True


@attack("the person's own model, deleted")
def _delete_model(prey: Prey) -> bool:
    posix.unlink(prey.model)
    return True


@attack("a program in the autostart folder")
def _autostart(prey: Prey) -> bool:
    posix.open(f"{prey.autostart}/made.desktop", posix.O_WRONLY | posix.O_CREAT)
    return True


@attack("a link in the autostart folder")
def _autostart_link(prey: Prey) -> bool:
    posix.symlink("/bin/sh", f"{prey.autostart}/link.desktop")
    return True


@attack("the session bus")
def _bus(prey: Prey) -> bool:
    talk = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    talk.connect(prey.bus)
    return talk.send(b"\0AUTH EXTERNAL\r\n") > 0


@attack("an abstract socket")
def _abstract(prey: Prey) -> bool:
    talk = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    talk.connect(f"\0{prey.abstract}")
    return True


@attack("a connected socket that another process passes")
def _passed(prey: Prey) -> bool:
    talk = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    talk.connect(f"\0{prey.abstract}")
    _, carried, _, _ = talk.recvmsg(1, _socket.CMSG_SPACE(4))
    number = int.from_bytes(carried[0][2][:4], "little")
    line = f"GET /{prey.secret} HTTP/1.0\r\n\r\n".encode()
    return posix.write(number, line) == len(line)


@attack("a TCP connection")
def _tcp(prey: Prey) -> bool:
    _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM).connect(("127.0.0.1", prey.port))
    return True


@attack("descriptors that were inherited")
def _inherited(prey: Prey) -> bool:
    """Anything beyond the channel and the quiet device that can be written to, or is a socket with a peer elsewhere."""
    found = 0
    for number in range(3, 256):
        try:
            mode = fcntl.fcntl(number, fcntl.F_GETFL) & posix.O_ACCMODE
            kind = posix.fstat(number).st_mode >> 12
        except OSError:
            continue
        found += kind == 8 and mode != posix.O_RDONLY
    return found > 0


@attack("a signal to another process")
def _signal(prey: Prey) -> bool:
    posix.kill(prey.bystander, signal.SIGTERM)
    return True


@attack("a signal by way of a descriptor's owner")
def _owner_signal(prey: Prey) -> bool:
    fcntl.fcntl(0, fcntl.F_SETOWN, prey.bystander)
    fcntl.fcntl(0, fcntl.F_SETFL, posix.O_ASYNC)
    return True


@attack("limits of another process")
def _limits(prey: Prey) -> bool:
    import resource

    return resource.prlimit(prey.bystander, resource.RLIMIT_NOFILE, (3, 3)) is not None


@attack("a new program")
def _program(prey: Prey) -> bool:
    posix.posix_spawn("/bin/sh", ["sh", "-c", f"echo > {prey.autostart}/spawned"], {})
    return True


@attack("another program in its place")
def _replaced(prey: Prey) -> bool:
    try:
        posix.execv(f"{prey.autostart}/nothing", ["nothing"])
    # It was looked for: with another name it would run.
    except FileNotFoundError:
        return True


@attack("a new process")
def _fork(prey: Prey) -> bool:
    child = posix.fork()
    if child == 0:
        posix._exit(0)
    return child > 0


@attack("a namespace of its own")
def _namespace(prey: Prey) -> bool:
    return _call("unshare", CLONE_NEWUSER) == 0


@attack("shared memory of the display")
def _shared_memory(prey: Prey) -> bool:
    return _call("shmget", IPC_PRIVATE_KEY, 4096, 0o1600) >= 0


@attack("the processors of another process")
def _processors(prey: Prey) -> bool:
    posix.sched_setaffinity(prey.bystander, {0})
    return True


@attack("how long another process has run")
def _processor_time(prey: Prey) -> bool:
    time.clock_gettime(~prey.bystander << 3 | _PROCESSOR_TIME)
    return True
