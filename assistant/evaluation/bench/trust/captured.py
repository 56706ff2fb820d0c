"""A process of ours as a hostile file leaves it: `python -m assistant.evaluation.bench.trust.captured reader`, `model`,
`fetcher` as a hostile server leaves it, or any with `-alone` behind it for what holds without Landlock, or with
`-unconfined` for what the attacks can do where nothing holds. The decoders are in gui.measuring.captured.

It is the real one with all its limits. Only what it does with the file is another: it attempts the attacks that it is
told.
"""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from assistant.domain.errors import ModelError
from assistant.evaluation.bench.trust.attacks import Prey, attempt
from assistant.security.kernel import confinement, landlock


def captured_reader() -> None:
    from indexers.worker import process, reading
    from indexers.worker.protocol import Answer

    def attacked(path: Path, known: bytes = b"", said: object = None) -> Answer:
        told = json.loads(known)
        return Answer("indexed", extra=attempt(told["attack"], Prey.of(told["prey"])))

    reading.read_file = attacked
    process.main(*sys.argv[2:])


def captured_model() -> None:
    from assistant.llm.server import process

    def attacked(api: object, request: Any, sign: object, log: object) -> NoReturn:
        raise ModelError(json.dumps(attempt(request["attack"], Prey.of(request["prey"]))))

    setattr(process, "Model", attacked)  # noqa: B010  # what the hostile file made of it
    process.main()


def attacks_by_line() -> None:
    """Attempts what is told on the standard input, one attack a line, until it ends."""
    for line in sys.stdin:
        told = json.loads(line)
        print(json.dumps({"won": attempt(told["attack"], Prey.of(told["prey"]))}), flush=True)


def captured_fetcher() -> None:
    from assistant.security.helper import fetcher

    def attacked(*_: object) -> None:
        attacks_by_line()

    setattr(fetcher, "download", attacked)  # noqa: B010  # what the hostile server made of it
    setattr(fetcher, "_end_with_input", tuple)  # noqa: B010  # the attacks come that way
    fetcher.main(*sys.argv[2:])


if __name__ == "__main__":
    captured, _, without = sys.argv[1].partition("-")
    if without == "alone":
        # As on a kernel that has none.
        landlock.version = lambda: 0
    if without == "unconfined":
        for hold in ("install", "leave_all_places"):
            setattr(confinement, hold, lambda *_: None)  # nothing holds
        landlock.version = lambda: 0
    {"reader": captured_reader, "model": captured_model, "fetcher": captured_fetcher}[captured]()
