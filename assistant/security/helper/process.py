"""The courier: the process outside the network lock. It starts downloads and opens files in other programs.

`process.py CATALOGUE MODELS`, started before the lock from this file alone. It holds neither database nor key and
speaks to nobody on the network itself. Requests and answers are lines of JSON on one socket, which is its standard
input and output and which no other process can open; it ends when that does, which is when its parent ends.

Requests: {"id", "verb": "open", "path"}, {"id", "verb": "download", "name"}, {"id", "verb": "cancel"}. Answers:
{"id", "done"}, {"id", "stopped"}, {"id", "error"}, and during a download {"id", "progress": [bytes here, in all]}.
An error is a message of the catalogue with its values (see telling.py).
"""

import os
import sys
from pathlib import Path

# Isolated from folders and environment, and without site packages: the standard library first, then what is ours.
sys.path.append(str(Path(__file__).resolve().parents[3]))

from assistant.security.helper.desk import Desk, requests
from assistant.security.privacy import keep_private


def main(catalogue: str, models: str) -> None:
    keep_private()
    # The way to the parent is kept from programs that are started here: nothing else may hold or write to it.
    source, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    desk = Desk(answers, Path(catalogue), Path(models))
    for number, request in requests(source):
        desk.take(number, request)
    desk.stop_all()
    # Threads may be waiting for a program that stays silent; nothing of theirs needs to be kept.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
