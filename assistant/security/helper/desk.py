"""Takes requests, one a line, runs each in a thread of its own, and answers. A line that is none is passed over."""

import contextlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from assistant.security.helper.fetching import Fetching
from assistant.security.helper.opening import open_elsewhere
from assistant.security.helper.telling import LONGEST_LINE, Refused, Said, mark, what_failed

Request = dict[str, object]


class Desk:
    """`catalogue`: what may be downloaded; `models`: the folder beside which downloads are kept."""

    def __init__(self, answers: BinaryIO, catalogue: Path, models: Path) -> None:
        self._answers = answers
        self._catalogue = catalogue
        self._models = models
        self._lock = threading.Lock()
        self._downloads: dict[int, tuple[str, Fetching]] = {}

    def take(self, number: int, request: Request) -> None:
        if request.get("verb") != "cancel":
            threading.Thread(target=self._run, args=(number, request), daemon=True).start()
        elif number in self._downloads:
            self._downloads[number][1].stop()

    def stop_all(self) -> None:
        for _, download in list(self._downloads.values()):
            download.stop()

    def answer(self, number: int, **content: object) -> None:
        if content:
            line = json.dumps({"id": number, **content}).encode() + b"\n"
            # Nobody waits for an answer when the one who asked has gone.
            with self._lock, contextlib.suppress(OSError):
                self._answers.write(line)
                self._answers.flush()

    def _run(self, number: int, request: Request) -> None:
        try:
            said = self._done(number, request)
        # Whatever goes wrong must reach the one who waits for this answer.
        except Exception as error:
            said = {"error": what_failed(error)}
        self.answer(number, **said)

    def _done(self, number: int, request: Request) -> Said:
        match request:
            case {"verb": "open", "path": str(path)}:
                open_elsewhere(Path(path))
                return {"done": True}
            case {"verb": "download", "name": str(name)}:
                with self._claimed(number, name) as download:
                    return download.run(name, lambda said: self.answer(number, **said))
            case _:
                raise Refused(mark("The courier does not know the errand {verb}."), verb=str(request.get("verb")))

    @contextlib.contextmanager
    def _claimed(self, number: int, name: str) -> Iterator[Fetching]:
        """One download of a name: two would write to the same piece."""
        download = Fetching(self._catalogue, self._models)
        with self._lock:
            if any(name == other for other, _ in self._downloads.values()):
                raise Refused(mark("{name} is being downloaded already. Wait a moment and try again."), name=name)
            self._downloads[number] = name, download
        try:
            yield download
        finally:
            del self._downloads[number]


def requests(source: BinaryIO) -> Iterator[tuple[int, Request]]:
    """Requests with their numbers, until the input ends."""
    while line := source.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            _skip_rest(source)
            continue
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(request, dict) and isinstance(number := request.get("id"), int):
            yield number, request


def _skip_rest(source: BinaryIO) -> None:
    while (piece := source.readline(LONGEST_LINE)) and not piece.endswith(b"\n"):
        pass
