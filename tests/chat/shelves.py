"""A small library behind the real App, and a model that says every fact back."""

from dataclasses import replace

from assistant.app.app import App
from assistant.cards.making import make_cards
from assistant.domain.entities import Item, Kind, Passage
from assistant.llm.client import USUAL
from assistant.settings.paths import Paths
from assistant.storage.library.files import FileRecord, FileState

SUBJECTS = ("sea", "gardens", "robots")


class Wordy:
    """Says the fact back, as a model that is never wrong; counts how often it is asked."""

    name = "wordy"

    def __init__(self):
        self.asked = 0
        self.during = None

    def stream(self, messages, how=USUAL):
        self.asked += 1
        if self.during is not None:
            self.during()
        fact = messages[-1].content.removeprefix("Fact: ")
        for letter in fact:
            if how.cancelled is not None and how.cancelled():
                return
            yield letter

    def close(self):
        pass


def shelve(app, rows, texts=None):
    """Puts items on the shelves as indexing would, with their vectors; by id, the text of those whose file holds more
    than their description."""
    for item in rows:
        path = app.stores.paths.home / f"{item.id}.txt"
        record = FileRecord(path, 1, 1, 1, b"x", item.id, FileState.INDEXED)
        text = (texts or {}).get(item.id, item.description)
        app.stores.library.items.put(replace(item, path=path), [Passage(item.id, 0, text)], None, record)
    items = [item for item in app.stores.library.items.all() if item.form == ""]
    vectors = app.encoder().embed_batch([f"{item.title} {' '.join(item.subjects)}" for item in items])
    app.stores.library.vectors.set_item_vectors([item.id for item in items], vectors)


def opened(folder, rows, texts=None):
    """The App in a new home with these items on its shelves, and their cards; whoever asks for it closes it."""
    app = App.open(Paths(folder), passphrase="a harbour in winter", llm=False)
    shelve(app, rows, texts)
    make_cards(app.stores.library, app.encoder.worldly(), lambda *_: None, app.stores.journal.edits())
    return app


def said(app, *lines):
    """Says lines one after the other in one conversation; returns all turns."""
    conversation = app.chat.new()
    return [app.chat.ask(line, conversation=conversation) for line in lines]


def book(number, **changes):
    subject = SUBJECTS[number % 3]
    made = Item(f"b{number}", Kind.BOOK, f"Volume {number} of {subject}", (f"Writer {number % 4}",),
                subjects=(subject,), words=9_000 + 1000 * number, description=f"A tale of {subject}.")  # fmt: skip
    return replace(made, **changes)
