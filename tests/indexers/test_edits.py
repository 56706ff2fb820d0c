"""What the person put right survives every rescan, and can be taken back."""

import pytest

from assistant.domain.entities import Item, Kind
from assistant.domain.errors import UsageError
from assistant.storage.user_edits import checked, with_edits
from tests.indexers import samples


def edit(home, item_id: str, field: str, value: object) -> None:
    home.journal.set_edit(item_id, field, value)
    home.library.items.edit(item_id, home.journal.edits().get(item_id, {}))


def test_an_edit_survives_changes_of_the_file_and_is_taken_back(home, shelf) -> None:
    path = samples.write_epub(shelf / "a.epub", "The Sea", ("Ann Smith",))
    home.sync(shelf)
    (item,) = home.library.items.all()
    edit(home, item.id, "title", "The Ocean")
    edit(home, item.id, "creators", ["Bea Jones", "Carl May"])
    samples.write_epub(path, "The Sea, revised", ("Ann Smith",), chapters=(samples.prose(300, "summer"),))
    home.sync(shelf)
    (changed,) = home.library.items.all()
    assert (changed.id, changed.title, changed.creators) == (item.id, "The Ocean", ("Bea Jones", "Carl May"))
    assert "summer" in home.library.items.passages(item.id)[0].text
    assert home.library.search.text("ocean")[0].item_id == item.id
    edit(home, item.id, "title", None)
    assert home.library.items.get(item.id).title == "The Sea, revised"
    edit(home, item.id, "creators", None)
    assert home.library.items.get(item.id).creators == ("Ann Smith",)


def test_a_book_becomes_a_document_and_stays_one(home, shelf) -> None:
    path = samples.write_epub(shelf / "a.epub", "Manual", ("Ann Smith",))
    home.sync(shelf)
    (item,) = home.library.items.all()
    edit(home, item.id, "kind", "document")
    home.sync(shelf)
    assert home.library.items.get(item.id).kind is Kind.DOCUMENT
    assert home.library.vectors.waiting_items(1) == [] == home.library.vectors.unembedded_passages(1)
    vector = home.embedder.embed("captain harbour winter sea")
    assert [hit.item_id for hit in home.library.search.passages(vector, Kind.DOCUMENT, 1)] == [item.id]
    samples.write_epub(path, "Manual", ("Ann Smith",), chapters=(samples.prose(400, "autumn"),))
    home.sync(shelf)
    assert [(found.id, found.kind) for found in home.library.items.all()] == [(item.id, Kind.DOCUMENT)]
    edit(home, item.id, "kind", None)
    assert home.library.items.get(item.id).kind is Kind.BOOK


def test_an_edited_file_that_was_gone_comes_back_edited(home, shelf) -> None:
    data = samples.write_epub(shelf / "a.epub", "The Sea", ("Ann Smith",)).read_bytes()
    home.sync(shelf)
    (item,) = home.library.items.all()
    edit(home, item.id, "title", "The Ocean")
    (shelf / "a.epub").unlink()
    home.sync(shelf)
    (shelf / "b.epub").write_bytes(data)
    home.sync(shelf)
    assert [(found.id, found.title) for found in home.library.items.all()] == [(item.id, "The Ocean")]


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "  "), ("year", "soon"), ("kind", "film"), ("path", "/etc"), ("series_index", "nan"), ("language", "1")],
)
def test_what_cannot_be_is_refused(field: str, value: str) -> None:
    with pytest.raises(UsageError):
        checked(field, value)
    item = Item("b", Kind.BOOK, "T")
    assert with_edits(item, {field: value}) == item


def test_values_are_brought_into_shape() -> None:
    assert checked("creators", "Ann Smith; Bob;; Ann Smith") == ("Ann Smith", "Bob")
    assert checked("year", "1984") == 1984 and checked("language", "EN") == "en"
    item = Item("b", Kind.BOOK, "T", inferred=frozenset({"title", "year"}))
    assert with_edits(item, {"title": " New  title "}).title == "New title"
    assert with_edits(item, {"title": "x"}).inferred == {"year"}
