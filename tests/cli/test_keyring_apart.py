"""The keyring is asked by a process of its own: commands about the vault reach no other program of the machine."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import make_program

ROOT = Path(__file__).parents[2]

KEYRING = """
import json, sys
from functools import partial
from pathlib import Path
sys.path.append({root!r})
from assistant.security import keyring_process, keyrings

FILE = Path({secrets!r})

class Kept:
    def _all(self):
        return json.loads(FILE.read_text()) if FILE.exists() else {{}}

    def set_password(self, service, name, secret):
        FILE.write_text(json.dumps(self._all() | {{name: secret}}))

    def get_password(self, service, name):
        return self._all().get(name)

    def delete_password(self, service, name):
        FILE.write_text(json.dumps({{one: kept for one, kept in self._all().items() if one != name}}))

keyrings.Keyrings = partial(keyrings.Keyrings, find=Kept, accepted={{"__main__.Kept": "Test keyring"}})
keyring_process.main()
"""
"""The process that asks the keyring, with one that stands in for the system's."""

COMMAND = """
import importlib, json, socket, sys
from assistant.cli.main import main
from assistant.security import keyring_process

keyring_process.__file__, bus, place, *arguments = sys.argv[1:]
module, name = place.split(":")
within = importlib.import_module(module)
act = getattr(within, name)
before = socket.socket(socket.AF_UNIX)
before.connect(bus)

def says(attempt):
    try:
        attempt()
    except OSError as error:
        return type(error).__name__
    return "done"

def captured(*given, **named):
    print(json.dumps([
        says(lambda: socket.socket(socket.AF_UNIX).connect(bus)), says(lambda: before.sendall(b"x")),
    ]))
    return act(*given, **named)

setattr(within, name, captured)
sys.exit(main(arguments))
"""
"""A command as code leaves it that has taken it over where it is at the vault."""
SAFEKEEPING, RESTORE = "assistant.cli.commands.safekeeping", "assistant.security.restore"
COMMANDS = (
    (f"{SAFEKEEPING}:set_passphrase", ("passphrase", "--new", "NEW")),
    (f"{SAFEKEEPING}:keep_in_keyring", ("passphrase", "--keyring")),
    ("assistant.app.upkeep.doctor:describe_vault", ("doctor",)),
    ("assistant.app.stores:open_vault", ("backup", "FILE")),
    (f"{RESTORE}:check_backup", ("backup", "--check", "FILE")),
    (f"{RESTORE}:restore_backup", ("restore", "FILE")),
    (f"{SAFEKEEPING}:leave_keyring", ("passphrase", "--no-keyring")),
    ("assistant.security.erasure:erase_everything", ("erase", "--everything", "--yes")),
)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere doctor says what is not held back")
def test_no_command_reaches_the_bus_while_it_is_at_the_vault(tmp_path: Path) -> None:
    program, secrets = make_program(tmp_path), tmp_path / "secrets.json"
    (tmp_path / "new").write_text("another passphrase")
    keyring = tmp_path / "keyring.py"
    keyring.write_text(KEYRING.format(root=str(ROOT), secrets=str(secrets)))
    places = {"NEW": str(tmp_path / "new"), "FILE": str(tmp_path / "copy.alcove")}
    variables = {**os.environ, "ALCOVE_HOME": str(program.home), "ALCOVE_PASSPHRASE_FILE": str(program.passphrase)}
    program("profile", "add", "I like the sea.")
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        bus.listen()

        def run(place: str, *arguments: str) -> list[str]:
            command = [sys.executable, "-c", COMMAND, str(keyring), str(tmp_path / "bus"), place, *arguments]
            done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=120)
            assert done.returncode == 0 or arguments[0] == "doctor", done.stderr
            return done.stdout.splitlines()

        for place, arguments in COMMANDS:
            first, *said = run(place, *(places.get(one, one) for one in arguments))
            assert json.loads(first) == ["PermissionError", "BrokenPipeError"], (arguments, said)
            if arguments == ("passphrase", "--keyring"):
                # From now on the keyring alone is asked.
                assert "keyring" in said[0] and len(json.loads(secrets.read_text())) == 1
                del variables["ALCOVE_PASSPHRASE_FILE"]
            if arguments == ("passphrase", "--new", "NEW"):
                variables["ALCOVE_PASSPHRASE_FILE"] = places["NEW"]
            if arguments == ("passphrase", "--no-keyring"):
                assert json.loads(secrets.read_text()) == {}
                variables["ALCOVE_PASSPHRASE_FILE"] = places["NEW"]
    assert not program.home.exists() or not list(program.home.glob("*.db"))


@pytest.mark.skipif(sys.platform != "linux", reason="where there is such a keyring, its library has to be found")
def test_no_compiler_is_run_to_look_for_keyrings(tmp_path: Path) -> None:
    """Python's search for a library runs one, out of PATH, with a file in the folder for temporary ones."""
    tools, mark, temporary = tmp_path / "tools", tmp_path / "was run", tmp_path / "temporary"
    for folder in (tools, temporary):
        folder.mkdir()
    for name in ("gcc", "cc", "ld", "objdump"):
        (tools / name).write_text(f"#!/bin/sh\necho {name} >> '{mark}'\n")
        (tools / name).chmod(0o700)
    alcove = make_program(tmp_path)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    asked = alcove("backup", tmp_path / "one.alcove", PATH=path, TMPDIR=str(temporary))
    assert asked.status == 0, asked.err
    assert not mark.exists() and not any(temporary.iterdir())
