"""The process that owns llama.cpp: `python -m assistant.llm.server.process`, spoken to over its standard streams.

It is apart because llama.cpp may crash, and it is network-locked before a model is opened. Texts come and go through
the pipes alone: none stands on the command line, in a file or in a log. It ends with the program that started it.
"""

import ctypes
import importlib
import importlib.util
import os
import queue
import signal
import sys
import threading
import types
from pathlib import Path
from typing import Any, BinaryIO

from assistant.domain.errors import Cancelled, ContextOverflow, ModelError
from assistant.domain.rows import Row, RowView
from assistant.llm.protocol import read_frame, write_frame
from assistant.llm.server.backend import Log, describe
from assistant.llm.server.calls import Model
from assistant.llm.server.confined import confine_to_model
from assistant.llm.server.context import StopSign
from assistant.llm.server.limits import watched_memory
from assistant.messages import current_language, tr, use_language
from assistant.security.kernel.loading import load_encodings
from assistant.security.network_lock import lock_network
from assistant.security.privacy import keep_private

PR_SET_PDEATHSIG = 1
_LATE = "_strptime jinja2.debug jinja2.ext jinja2.sandbox linecache numpy.ctypeslib numpy.random"  # no words


def main() -> None:
    end_with_parent()
    keep_private()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lock_network()
    requests, answers = private_streams()
    Server(requests, answers).run()


def end_with_parent() -> None:
    """Linux: die with the thread that started us, even if it could not close the pipe."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))


def private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Our ends of the pipes. What C code prints goes nowhere from here on, rather than among the frames."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return requests, answers


def bindings() -> Any:
    """The C functions alone. The package's own front would bring a web server and a cache on disk made with pickle."""
    found = importlib.util.find_spec("llama_cpp")
    if found is None or found.submodule_search_locations is None:
        raise ModelError(tr("llama-cpp-python is not installed. Run `make setup`; Alcove works without a model too."))
    package = types.ModuleType("llama_cpp")
    package.__path__ = list(found.submodule_search_locations)
    # Whoever asks again where the package lies gets the same answer.
    package.__spec__ = found
    _prefer_the_systems_symbols(Path(os.environ.get("LLAMA_CPP_LIB_PATH") or Path(package.__path__[0], "lib")))
    sys.modules["llama_cpp"] = package
    return importlib.import_module("llama_cpp.llama_cpp")


def _prefer_the_systems_symbols(folder: Path) -> None:
    """CUDA's libraries bring C++ symbols of their own, with which the tokenizer's expressions crash: what is loaded
    before them, for all, is found first."""
    if sys.platform == "linux" and any(folder.glob("libggml-cuda*")):
        ctypes.CDLL("libstdc++.so.6", mode=ctypes.RTLD_GLOBAL)


def load_all() -> Any:
    """The bindings, and all else that is loaded when it is first needed: later it cannot be."""
    for name in _LATE.split():
        importlib.import_module(name)
    load_encodings()
    watched_memory()
    api = bindings()
    api.llama_backend_init()
    return api


class Server:
    """Takes requests one after the other; a second thread listens for `cancel` and for the end of the pipe."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests = requests
        self._answers = answers
        self._waiting: queue.SimpleQueue[Row] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._current = 0
        self._unwanted: set[int] = set()
        self._sign: StopSign | None = None
        self._model: Model | None = None
        self._api: Any = None
        self._confined = False
        # llama.cpp keeps calling it: it must live as long as the process.
        self._log: Log | None = None

    def run(self) -> None:
        first = read_frame(self._requests)
        if first is None:
            return
        # Before the second thread is there, which Landlock would leave free.
        if first["op"] == "open":
            self._api = load_all()
            confine_to_model(first)
            self._confined = True
        self._waiting.put(first)
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            request = self._waiting.get()
            number = int(request["id"])
            with self._guard:
                unwanted = number in self._unwanted
                self._unwanted.discard(number)
                self._current = 0 if unwanted else number
                if self._sign:
                    self._sign.clear()
            self._send({"id": number, **({"error": cancelled()} if unwanted else self._answer(request))})

    def _listen(self) -> None:
        while (request := read_frame(self._requests)) is not None:
            if request["op"] != "cancel":
                self._waiting.put(request)
                continue
            with self._guard:
                if request["id"] != self._current:
                    self._unwanted.add(request["id"])
                elif self._sign is not None:
                    self._sign.set()
        # The client is gone, so nobody waits for what may be going on.
        os._exit(0)

    def _answer(self, request: RowView) -> Row:
        """The last frame of a call, without its id."""
        try:
            return {"done": self._do(request)}
        except Cancelled:
            return {"error": cancelled()}
        except ContextOverflow as error:
            return {"error": {"kind": "overflow", "tokens": error.tokens, "limit": error.limit}}
        except ModelError as error:
            return {"error": {"kind": "model", "message": str(error)}}
        # A bug in one call must not end the process: the caller raises it again. Its text could hold the person's.
        except Exception as error:
            where = error.__traceback__
            while where is not None and where.tb_next is not None:
                where = where.tb_next
            line = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
            return {"error": {"kind": "bug", "message": f"{type(error).__name__} at {line}"}}

    def _do(self, request: RowView) -> Row:
        number = request["id"]
        use_language(request.get("language", current_language()))
        if request["op"] == "backend":
            return describe(bindings())
        if request["op"] == "open":
            if not self._confined:
                raise ModelError(tr("No model is open."))
            api = self._api
            self._sign = StopSign(api)
            self._log = Log(api)
            self._model = Model(api, request, self._sign, self._log)
            return self._model.facts()
        if self._model is None:
            raise ModelError(tr("No model is open."))
        return self._model.do(request, lambda piece: self._send({"id": number, "text": piece}))

    def _send(self, message: RowView) -> None:
        try:
            write_frame(self._answers, message)
        except OSError:
            os._exit(0)


def cancelled() -> dict[str, str]:
    return {"kind": "cancelled"}


if __name__ == "__main__":
    main()
