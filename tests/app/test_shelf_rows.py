"""Rows with a purpose, from real stores: what was begun, what comes next, what waits, what leads elsewhere."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.app.app import App
from assistant.app.recommend.timed_rows import habit
from assistant.domain.entities import Feedback, Interaction, Item, Kind, Recommendation, Score, Verdict
from assistant.domain.evidence import PartId
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
    replace(book("piece", kind=Kind.MUSIC), subjects=("Piano", "Quiet")),
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


def test_rows_of_the_hour_follow_the_profile_and_else_a_habit(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    evening = time.mktime((2026, 3, 4, 20, 0, 0, 0, 0, -1))
    noon = evening - 7 * 3600

    def at(when: float) -> ShelfRow | None:
        return next((one for one in app.shelf_rows.all(when) if one.purpose is Purpose.HOUR), None)

    assert at(evening) is None, "nothing is known of any hour"
    kinds = {"piece": Kind.MUSIC, "one": Kind.BOOK}

    def deeds(days: int) -> list[Interaction]:
        heard = [Interaction(day, "piece", Verdict.PLAYED, evening - day * DAY) for day in range(1, days)]
        return heard + [Interaction(day, "one", Verdict.OPENED, noon - day * DAY) for day in range(1, days)]

    assert habit(deeds(9), kinds, evening) is Kind.MUSIC and habit(deeds(9), kinds, noon) is Kind.BOOK
    assert habit(deeds(5), kinds, evening) is None, "too few to call it a habit"
    always = [Interaction(day, "one", Verdict.OPENED, day * 12 * 3600.0) for day in range(40)]
    assert habit(always, kinds, 40 * 12 * 3600.0) is None, "at every hour the same"
    said = app.profile.add("In the evening I like quiet piano music.").row.statement
    part = PartId.of_statement(said.id)
    told = [Recommendation(item, Score({part: 0.4 if item.id == "piece" else 0.01})) for item in SHELF]
    monkeypatch.setattr(app.ranking, "candidates", lambda request: told)
    found = at(evening)
    assert found is not None and found.when == "evening" and not found.habit
    assert ids(found) == ["piece"] and at(noon) is None
    app.profile.undo()


def test_a_try_comes_with_the_work_that_leads_to_it(app: App) -> None:
    for number in range(40):
        more = replace(book(f"more{number}"), subjects=("Harbours" if number % 3 else "Gardens",))
        record = FileRecord(Path(f"/shelf/more{number}"), 1, 1, 1, b"", more.id, FileState.INDEXED)
        app.stores.library.items.put(more, [], None, record)
    app.feedback.record(Feedback("more0", Verdict.LIKED))
    app.feedback.record(Feedback("more1", Verdict.LIKED))
    shown = {pick.item.id for pick in app.recommendations.recommend(fresh=False)}
    found = row(app, Purpose.TRY)
    assert found is not None and found.bridge is not None and found.bridge.id in ("more0", "more1")
    assert ids(found) and not shown & set(ids(found))
