"""A process of ours as a hostile file leaves it: `python -m assistant.evaluation.bench.trust.captured reader`, `model`,
or either with `-alone` behind it for what holds without Landlock, or with `-unconfined` for
what the attacks can do where nothing holds.

It is the real one with all its limits. Only what it does with the file is another: it attempts the attack that the
request names.
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


if __name__ == "__main__":
    captured, _, without = sys.argv[1].partition("-")
    if without == "alone":
        # As on a kernel that has none.
        landlock.version = lambda: 0
    if without == "unconfined":
        setattr(confinement, "install", lambda _: None)  # noqa: B010  # nothing holds
        landlock.version = lambda: 0
    {"reader": captured_reader, "model": captured_model}[captured]()
