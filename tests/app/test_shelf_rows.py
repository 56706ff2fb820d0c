"""Rows with a purpose, from real stores: what was begun, what comes next, what waits, what leads elsewhere."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.domain.shelf_rows import Purpose, ShelfRow
from assistant.domain.whole_text import Bookmark
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.paths import Paths
from assistant.storage.library.files import FileRecord, FileState

DAY = 86_400.0


def book(
    name: str, series: str = "", number: float | None = None, *, days: float = 1.0, kind: Kind = Kind.BOOK
) -> Item:
    added = time.time() - days * DAY
    path = Path(f"/shelf/{name}")
    return Item(name, kind, name, path=path, series=series, series_index=number, words=90_000, added=added)


SHELF = (
    book("one", "North", 1.0),
    book("two", "North", 2.0),
    book("three", "North", 3.0),
    book("begun"),
    book("dusty", days=400.0),
    book("piece", kind=Kind.MUSIC),
    book("paper", kind=Kind.DOCUMENT),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, encoder: OnnxEmbedder) -> Iterator[App]:
    home = tmp_path_factory.mktemp("rows") / "home"
    found = App.open(Paths(home), passphrase="four small words here", embedder=encoder, llm=False)
    for item in SHELF:
        record = FileRecord(item.path or home, 1, 1, 1, b"", item.id, FileState.INDEXED)
        found.stores.library.items.put(item, [], None, record)
    yield found
    found.close()


def row(app: App, purpose: Purpose) -> ShelfRow | None:
    return next((one for one in app.shelf_rows.all() if one.purpose is purpose), None)


def ids(found: ShelfRow | None) -> list[str]:
    return [item.id for item in found.items] if found is not None else []


def test_each_row_holds_what_its_purpose_says_and_nothing_else(app: App) -> None:
    assert row(app, Purpose.GO_ON) is None and row(app, Purpose.NEXT) is None and row(app, Purpose.ACROSS) is None
    assert ids(row(app, Purpose.WAITING)) == ["dusty"]
    app.feedback.record(Feedback("one", Verdict.FINISHED), at=time.time() - 9)
    assert ids(row(app, Purpose.NEXT)) == ["two"]
    app.feedback.record(Feedback("begun", Verdict.OPENED), at=time.time() - 8)
    app.reader.keep_bookmark("begun", Bookmark(1, 10, 0.4))
    found = row(app, Purpose.GO_ON)
    assert ids(found) == ["begun"] and found is not None and found.shares["begun"] == 0.4
    across = row(app, Purpose.ACROSS)
    assert across is not None and across.bridge is not None and across.bridge.id == "one"
    assert sorted(ids(across)) == ["paper", "piece"]
    app.feedback.record(Feedback("two", Verdict.READING), at=time.time() - 7)
    assert ids(row(app, Purpose.GO_ON)) == ["two", "begun"] and ids(row(app, Purpose.NEXT)) == ["three"]
    app.feedback.record(Feedback("two", Verdict.FINISHED), at=time.time() - 6)
    app.feedback.record(Feedback("begun", Verdict.ASIDE), at=time.time() - 5)
    app.feedback.record(Feedback("piece", Verdict.DISLIKED), at=time.time() - 4)
    assert row(app, Purpose.GO_ON) is None and ids(row(app, Purpose.ACROSS)) == ["paper"]


def test_a_row_that_is_put_away_comes_back(app: App) -> None:
    app.shelf_rows.put("waiting", True)
    assert app.shelf_rows.put_away() == ["waiting"]
    app.shelf_rows.put("waiting", False)
    assert app.shelf_rows.put_away() == []
