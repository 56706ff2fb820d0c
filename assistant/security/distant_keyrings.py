"""The keyring of this system, asked of a process of its own (see keyring_process)."""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator

from assistant.domain.errors import VaultLocked
from assistant.messages import current_language, one_line, tr
from assistant.security import keyring_process
from assistant.security.keyrings import PATIENCE, Keyrings

_LONGEST_LINE = 64 * 1024
_MORE_PATIENCE = PATIENCE * 3
"""Seconds for one question, which may be several calls of a keyring, each with a time of its own."""
_at_hand: "list[subprocess.Popen[str]]" = []


class DistantKeyrings(Keyrings):
    """Each question starts a process, and ends it, but where one is kept at hand."""

    def name(self) -> str:
        return self._ask("name")

    def keep(self, entry: str, secret: str) -> str:
        return self._ask("keep", entry, secret)

    def fetch(self, entry: str, holder: str) -> str:
        return self._ask("fetch", entry, holder)

    def drop(self, entry: str, holder: str) -> None:
        with contextlib.suppress(VaultLocked):
            self._ask("drop", entry, holder)

    def _ask(self, verb: str, *arguments: str) -> str:
        """Raises VaultLocked."""
        if _at_hand:
            return _answer(_at_hand[-1], verb, arguments)
        with _started() as process:
            return _answer(process, verb, arguments)


@contextlib.contextmanager
def keyring_at_hand() -> Iterator[None]:
    """Starts the process now, for questions of a process that may soon speak to no other program."""
    with _started() as process:
        _at_hand.append(process)
        try:
            yield
        finally:
            _at_hand.remove(process)


@contextlib.contextmanager
def _started() -> "Iterator[subprocess.Popen[str]]":
    # -I -S: neither folder nor environment can slip a module in, and nothing is read before it is needed.
    command = [sys.executable, "-I", "-S", str(keyring_process.__file__)]
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=quiet, encoding="utf-8", start_new_session=True)
    with process:
        try:
            yield process
        finally:
            process.kill()


def _answer(process: "subprocess.Popen[str]", verb: str, arguments: tuple[str, ...]) -> str:
    assert process.stdin is not None and process.stdout is not None
    request = {"verb": verb, "arguments": arguments, "language": current_language()}
    late = threading.Timer(_MORE_PATIENCE, process.kill)
    late.start()
    try:
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        match json.loads(process.stdout.readline(_LONGEST_LINE)):
            case {"done": str(done)}:
                return done
            case {"done": None}:
                return ""
            case {"error": str(error)}:
                raise VaultLocked(one_line(error))
    except (OSError, ValueError):
        pass
    finally:
        late.cancel()
    raise VaultLocked(tr("The process that asks the keyring of this system ended. Start Alcove again."))
