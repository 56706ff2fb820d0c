"""Alcove as an attack finds it: the network helper runs, the network is locked, a key lies in memory.

`python -m assistant.evaluation.bench.trust.attacked reader model fetcher …` reads one attack a line, with the process
that is to attempt it, and answers with what that process claims. The reader, the model's process, the download and the
helper are the real ones.
"""

import ctypes
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.domain.rows import RowView
from assistant.evaluation.bench.trust.attacks import Prey
from assistant.llm.connection import ModelConnection
from assistant.security.helper.orders import CATALOGUE, landing
from assistant.security.helper.unpacking import Indexes
from assistant.security.network_helper import Courier
from assistant.security.network_lock import lock_network
from assistant.security.privacy import bare_environment, keep_private
from indexers.worker.pool import ReaderProcess
from indexers.worker.wire import Line, receive, send, send_file

_Ask = Callable[[RowView], object]
_ROOT = Path(__file__).resolve().parents[4]
_CAPTURED, _CAPTURED_DECODER = "assistant.evaluation.bench.trust.captured", "gui.measuring.captured"


def main(*captured: str) -> None:
    kinds = {"reader": _reader, "decoder": _decoder, "player": _player, "model": _model, "fetcher": _fetcher}
    with Courier() as courier:
        # Downloads are outside the network lock, as the courier is that starts them.
        asks = {which: kinds[which.partition("-")[0]](which) for which in captured}
        lock_network()
        keep_private()
        secret = ctypes.create_string_buffer(64)
        for line in sys.stdin:
            told = json.loads(line)
            secret.value = told["prey"]["secret"].encode()
            told["prey"] |= {"parent": os.getpid(), "helper": courier.pid, "address": ctypes.addressof(secret)}
            told["prey"]["landing"] = str(landing(_models(), _offered()["file"]).parent)
            print(json.dumps(bool(asks[told["which"]](told))), flush=True)


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


def _decoder(which: str) -> _Ask:
    command, environment = [sys.executable, "-P", "-m", _CAPTURED_DECODER, which], bare_environment(_ROOT, "QT_")
    pipe = subprocess.PIPE
    decoder = _by_line(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment))
    return lambda told: decoder(_plain(told))


def _player(which: str) -> _Ask:
    player = Line([sys.executable, "-P", "-m", _CAPTURED_DECODER, which], bare_environment(_ROOT))
    assert player.line is not None
    send(player.requests, {"rate": 44_100, "start": 0, "path": ""})
    with open(os.devnull, "rb") as nothing:
        send_file(player.line, nothing.fileno())

    def ask(told: RowView) -> object:
        send(player.requests, dict(_plain(told)))
        return receive(player.answers)[0]["won"]

    return ask


def _by_line(process: "subprocess.Popen[str]") -> _Ask:
    """Asks a process that takes one attack a line, and answers so."""
    assert process.stdin is not None and process.stdout is not None
    requests, answers = process.stdin, process.stdout

    def ask(told: RowView) -> object:
        print(json.dumps(told), file=requests, flush=True)
        return json.loads(answers.readline())["won"]

    return ask


def _fetcher(which: str) -> _Ask:
    command = [sys.executable, "-m", _CAPTURED, which, str(CATALOGUE), str(_models()), _offered()["name"]]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    download = _by_line(process)
    assert process.stdin is not None
    print(json.dumps(asdict(Indexes())), file=process.stdin, flush=True)
    return lambda told: download(_plain(told))


def _offered() -> RowView:
    """The model of the catalogue that is downloaded."""
    found: RowView = next(row for row in tomllib.loads(CATALOGUE.read_text())["model"] if "url" in row)
    return found


def _models() -> Path:
    return Path(os.environ["HOME"]).parent / "models"


def _plain(told: RowView) -> RowView:
    names = Prey.__slots__
    return {"attack": told["attack"], "prey": {name: told["prey"][name] for name in names}}


if __name__ == "__main__":
    main(*sys.argv[1:])
    os._exit(0)
