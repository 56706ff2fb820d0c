"""A start reads no more of the program than its first list needs, and every thread gets the same part."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from assistant.app.app import App
from assistant.app.part import Part
from assistant.settings.paths import Paths

LATER = ("assistant.chat", "assistant.lists", "assistant.search.answers.finding", "assistant.cards.making")


class Whole:
    """Stands for the App."""

    def __init__(self) -> None:
        self.making = threading.RLock()
        self.made = 0

    @Part
    def chat(self) -> object:  # type: ignore[misc]
        time.sleep(0.01)
        self.made += 1
        return object()


def test_a_part_is_made_once_whoever_asks() -> None:
    whole = Whole()
    assert whole.made == 0
    with ThreadPoolExecutor(4) as threads:
        found = set(threads.map(lambda _: whole.chat, range(8)))  # type: ignore[call-overload]
    assert (len(found), whole.made) == (1, 1)


def test_a_start_reads_nothing_of_the_conversation() -> None:
    told = "import sys, assistant.app.app; print(*sys.modules)"
    read = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()
    assert "assistant.app.recommend.ranking" in read
    assert [name for name in read if name.startswith(LATER)] == []


def test_all_parts_are_made_at_once_and_stay_the_same(paths: Paths) -> None:
    app = App.open(paths, passphrase="a harbour in winter", llm=False)
    chat = app.chat
    app.make_parts()
    waiting = {name for name, part in vars(App).items() if isinstance(part, Part)}
    assert {"chat", "lists", "indexing", "background"} <= waiting <= vars(app).keys()
    assert app.chat is chat
    app.close()
