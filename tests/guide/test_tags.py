"""The tags of the guide's works, by what the guide says of an item."""

from dataclasses import replace

import numpy as np

from assistant.domain.entities import Item, Kind
from assistant.guide.entries import entries, sayings
from assistant.guide.finding import with_guide
from assistant.guide.tags import kind_of_tag, kinds_tagged, tagged, vocabulary


def tags_of(item: Item) -> set[str]:
    found = tagged([item])
    return {vocabulary()[code] for code in found.codes.tolist()}


def test_every_entry_has_tags_of_its_kind_alone() -> None:
    known = [Item(str(at), one.kind, one.title, one.creators, guide=one.says) for at, one in enumerate(entries())]
    found = tagged(known)
    assert np.count_nonzero(found.kinds >= 0) > 0.99 * len(known)
    assert (kind_of_tag()[found.codes] == found.kinds[found.rows]).all()
    assert set(kinds_tagged()) == {"book", "music"}
    assert np.bincount(found.rows).min() >= 5


def test_a_work_has_its_tags_and_one_that_nobody_knows_has_none() -> None:
    known = with_guide(Item("a", Kind.BOOK, "Gone Girl", ("Gillian Flynn",)))
    assert {"book page-turner", "book plot-twist", "book marriage"} <= tags_of(known)
    assert "book happy-ending" not in tags_of(known)
    assert tags_of(replace(known, guide="")) == set()
    paper = Item("b", Kind.DOCUMENT, "Gone Girl", ("Gillian Flynn",))
    found = tagged([with_guide(paper), known])
    assert found.kinds.tolist() == [-1, kinds_tagged().index("book")]


def test_a_track_has_the_tags_of_its_album_or_maker() -> None:
    track = Item("t", Kind.MUSIC, "An unknown take", ("Bill Evans",), album="Waltz for Debby")
    told = with_guide(track)
    assert ": " in told.guide and "music piano-led" in tags_of(told)


def test_what_tags_are_worth_is_summed_by_item() -> None:
    items = [with_guide(Item("a", Kind.BOOK, "Gone Girl", ("Gillian Flynn",))), Item("b", Kind.BOOK, "Unknown")]
    found = tagged(items)
    worth = np.zeros(len(vocabulary()), np.float32)
    worth[vocabulary().index("book page-turner")] = 2
    worth[vocabulary().index("book plot-twist")] = 0.5
    worth[vocabulary().index("music waltz")] = 9
    assert found.sums(worth).tolist() == [2.5, 0]
    assert (found.matrix() @ worth).tolist() == [2.5, 0]


def test_what_is_said_is_read_without_the_rest() -> None:
    assert list(sayings()) == [(e.kind.value, e.title, "; ".join(e.creators), e.says) for e in entries()]


def test_what_is_usual_is_taken_off_what_is_known() -> None:
    items = [with_guide(Item("a", Kind.BOOK, "Gone Girl", ("Gillian Flynn",))), Item("b", Kind.BOOK, "Unknown")]
    found = tagged(items)
    usual = np.random.default_rng(1).random(len(vocabulary())).astype(np.float32)
    every = np.eye(len(vocabulary()), dtype=np.float32)
    of_books = kind_of_tag() == kinds_tagged().index("book")
    more = found.beyond_usual(usual, slice(0, 2), every)
    np.testing.assert_allclose(more[0], (found.matrix()[0] - usual) * of_books, atol=1e-6)
    assert not more[1].any()
