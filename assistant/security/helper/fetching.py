"""Downloads as the courier sees them: a process each, whose words are weighed before they are passed on."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from assistant.security.helper import fetcher
from assistant.security.helper.orders import ordered
from assistant.security.helper.pip_settings import pip_indexes
from assistant.security.helper.telling import LONGEST_LINE, Refused, Said, mark, understood
from assistant.security.helper.unpacking import Indexes
from assistant.security.privacy import bare_environment

_ROOT = Path(fetcher.__file__).resolve().parents[3]
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class Fetching:
    """One download that may be stopped from another thread."""

    def __init__(self, catalogue: Path, models: Path) -> None:
        self._catalogue = catalogue
        self._models = models
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def run(self, name: str, progress: Callable[[Said], None]) -> Said:
        """Brings the model of that name to its landing; returns what became of it. Raises Refused and OSError."""
        order = ordered(self._catalogue, name)
        pip = pip_indexes() if order.package else Indexes()
        process = self._started(order.name)
        if process is not None:
            with process:
                said = self._listen(process, pip, progress)
                # What is checked after its last word shall not change any more.
                process.kill()
            if said:
                return said
        if not self._stopped:
            raise Refused(mark("The download broke off. Ask for it again; it goes on from there."))
        return {"stopped": True}

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _started(self, name: str) -> "subprocess.Popen[bytes] | None":
        """None where it was stopped before it began."""
        environment = bare_environment(_ROOT, "SSL_CERT_", *_PROXIES, *map(str.upper, _PROXIES))
        command = [sys.executable, "-I", "-S", str(fetcher.__file__), str(self._catalogue), str(self._models), name]
        with self._lock:
            if not self._stopped:
                self._process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, stderr=subprocess.DEVNULL
                )
        return self._process

    def _listen(self, process: "subprocess.Popen[bytes]", pip: Indexes, progress: Callable[[Said], None]) -> Said:
        """Its last word; empty where it came to no end of its own."""
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(asdict(pip)).encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            return {}
        while line := process.stdout.readline(LONGEST_LINE):
            _, said = understood(line)
            if said and "progress" not in said:
                return said
            progress(said)
        return {}
