"""A download: a process that may reach the network, write in a folder of its own, and nothing else.

`fetcher.py CATALOGUE MODELS NAME`, what pip is told to use as a line of JSON on standard input, and answers as lines
on standard output: {"progress": [bytes here, bytes in all]}, then {"done": true} or {"error": …}. It ends when its
input does, and may be killed at any time: what came until then is gone on with. It cannot write among the models:
whoever asked moves the file there, having read it for themselves.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

# Isolated from folders and environment, and without site packages: the standard library first, then what is ours.
sys.path.append(str(Path(__file__).resolve().parents[3]))

import ssl

from assistant.security.helper.addresses import Opener, host_of
from assistant.security.helper.orders import landing, ordered
from assistant.security.helper.telling import Report, what_failed
from assistant.security.helper.transfer import Errand, Source, download
from assistant.security.helper.unpacking import Indexes, unpack
from assistant.security.kernel.confinement import Leave, confine
from assistant.security.privacy import keep_private

_RESOLVER = ("resolv.conf", "hosts", "host.conf", "nsswitch.conf", "gai.conf", "services", "protocols", "ld.so.cache")
_CERTIFICATES = ("/etc/ssl", "/etc/pki", "/etc/ca-certificates", "/etc/crypto-policies")
_PROGRAMS = ("/usr", "/lib", "/lib64")
TELL_EVERY = 0.1
"""Seconds between two words on how far it is."""


def main(catalogue: str, models: str, name: str) -> None:
    keep_private()
    pip = _pip(sys.stdin.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        bring(Path(catalogue), Path(models), name, pip)
    # Whatever went wrong must reach the one who waits.
    except Exception as error:
        say(error=what_failed(error))
    else:
        say(done=True)


def bring(catalogue: Path, models: Path, name: str, pip: Indexes) -> None:
    """Confines this process, then brings the model of that name to its landing. Raises Refused and OSError."""
    order = ordered(catalogue, name)
    target = landing(models, order.file)
    target.parent.mkdir(parents=True, exist_ok=True)
    confine(Leave(_readable(pip.cert), writable=[target.parent], network=True))
    errand = Errand(target, order.sha256, order.bytes, _throttled(order.bytes))
    if errand.is_done():
        return
    if order.url:
        download(Source(order.url, Opener((host_of(order.url), *order.hosts))), errand)
    else:
        unpack(order, pip, errand)


def say(**content: object) -> None:
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


def _pip(line: str) -> Indexes:
    told = json.loads(line)
    return Indexes(tuple(told["indexes"]), told["cert"], told["proxy"])


def _readable(cert: str) -> list[Path]:
    """Python and its libraries, host names, and whom to trust."""
    python = [Path(sys.base_prefix, "lib"), Path(__file__).resolve().parents[2]]
    trusted = [one for one in (*ssl.get_default_verify_paths()[:2], cert) if one]
    resolver = [f"/etc/{name}" for name in _RESOLVER]
    return [*python, *map(Path, (*_PROGRAMS, *_CERTIFICATES, *resolver, *trusted))]


def _throttled(size: int) -> Report:
    """Tells of progress ten times a second at most, and of the end."""
    last = 0.0

    def report(here: int) -> None:
        nonlocal last
        now = time.monotonic()
        if here == size or now - last >= TELL_EVERY:
            last = now
            say(progress=[here, size])

    return report


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
    # The thread that waits for the end of the input is not waited for.
    sys.stdout.flush()
    os._exit(0)
