"""Alcove as an attack finds it: the network helper runs, the network is locked, a key lies in memory.

`python -m assistant.evaluation.bench.trust.attacked reader|model` reads one attack a line and answers with what the
captured process claims. The reader, the model's process and the helper are the real ones.
"""

import ctypes
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.domain.rows import RowView
from assistant.evaluation.bench.trust.attacks import Prey
from assistant.llm.connection import ModelConnection
from assistant.security.network_helper import Courier
from assistant.security.network_lock import lock_network
from assistant.security.privacy import keep_private
from indexers.worker.pool import ReaderProcess

_Ask = Callable[[RowView], object]
_CAPTURED = "assistant.evaluation.bench.trust.captured"


def main(which: str) -> None:
    with Courier() as courier:
        lock_network()
        keep_private()
        secret = ctypes.create_string_buffer(64)
        ask = _reader(which) if which.startswith("reader") else _model(which)
        for line in sys.stdin:
            told = json.loads(line)
            secret.value = told["prey"]["secret"].encode()
            told["prey"] |= {"parent": os.getpid(), "helper": courier.pid, "address": ctypes.addressof(secret)}
            print(json.dumps(bool(ask(told))), flush=True)


def _reader(which: str) -> _Ask:
    reader = ReaderProcess(program=("-m", _CAPTURED, which))

    def ask(told: RowView) -> object:
        return reader.read(Path(told["prey"]["at_hand"]), json.dumps(_plain(told)).encode()).extra

    return ask


def _model(which: str) -> _Ask:
    program = ("-m", _CAPTURED, which)
    connections: list[ModelConnection] = []

    def ask(told: RowView) -> object:
        """The process may have died over the attack before."""
        if not connections or not connections[-1].alive:
            connections.append(ModelConnection(program=program))
        request = {**_plain(told), "op": "open", "path": told["prey"]["at_hand"], "gpu_layers": 0}
        try:
            return list(connections[-1].call(request)) == []
        except AssistantError as error:
            return json.loads(str(error)) if str(error) in ("true", "false") else False

    return ask


def _plain(told: RowView) -> RowView:
    names = Prey.__slots__
    return {"attack": told["attack"], "prey": {name: told["prey"][name] for name in names}}


if __name__ == "__main__":
    main(sys.argv[1])
    os._exit(0)
