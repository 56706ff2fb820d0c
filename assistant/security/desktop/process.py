"""The broker between the window and the desktop: a process of its own, which holds neither key nor text.

It carries to the session's bus, the system's and that of screen readers only what rules.py lists, and starts programs
of a list that it is given as it starts, which may reach sockets of this machine when the window no longer may.
`process.py PROGRAMS`: {name: [arguments of Python, prefixes of variables to keep]} in JSON; its input is a socket. It
says {variable: address} in a line, reads {"start": name} with an end of a line for the program behind it, and answers
{"started": process id} with a handle of the process; to {} it makes itself private. It ends when the socket does.
"""

import json
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_CREDENTIALS = struct.Struct("3i")


def main() -> None:
    sys.path.append(str(_ROOT))
    from assistant.security.desktop.addresses import accessibility_bus, session_bus, system_bus
    from assistant.security.desktop.rules import ACCESSIBILITY, SESSION, SYSTEM
    from assistant.security.desktop.talk import relay

    line = socket.socket(fileno=os.dup(0))
    programs, window, session = json.loads(sys.argv[1]), os.getppid(), session_bus()
    buses = ((SESSION, session), (SYSTEM, system_bus()), (ACCESSIBILITY, accessibility_bus(session)))
    # Where there is none, nothing else is looked for either.
    addresses = {rules.variable: "disabled:" for rules, _ in buses[:2]}
    for rules, name in buses:
        if name is not None:
            listener = socket.socket(socket.AF_UNIX)
            listener.bind("")
            listener.listen()
            addresses[rules.variable] = f"unix:abstract={listener.getsockname()[1:].decode()}"
            threading.Thread(
                target=_serve, args=(listener, window, partial(relay, name=name, rules=rules)), daemon=True
            ).start()
    line.sendall(json.dumps(addresses).encode() + b"\n")
    while True:
        said, files, _, _ = socket.recv_fds(line, 1024, 1)
        if not said:
            # A bus that hangs is not waited for.
            os._exit(0)
        _obey(json.loads(said), files, line, programs)


def _serve(listener: socket.socket, window: int, relay: Callable[[socket.socket], None]) -> None:
    while True:
        client, _ = listener.accept()
        asking = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        if _CREDENTIALS.unpack(asking)[0] == window:
            threading.Thread(target=relay, args=(client,), daemon=True).start()
        else:
            client.close()


def _obey(wish: dict[str, str], files: list[int], line: socket.socket, programs: dict[str, list[list[str]]]) -> None:
    import subprocess

    from assistant.security.privacy import bare_environment, keep_private

    if "start" not in wish:
        # Not from the beginning: the desktop's portal refuses one whom it cannot look at.
        keep_private()
        line.sendall(b"{}")
        return
    arguments, kept = programs[wish["start"]]
    command, environment = [sys.executable, *arguments], bare_environment(_ROOT, *kept)
    (end,) = files
    process = subprocess.Popen(
        command, stdin=end, stdout=end, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    )
    os.close(end)
    handle = os.pidfd_open(process.pid)
    socket.send_fds(line, [json.dumps({"started": process.pid}).encode()], [handle])
    os.close(handle)
    threading.Thread(target=process.wait, daemon=True).start()


if __name__ == "__main__":
    main()
