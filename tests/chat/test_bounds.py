"""Bounds of year and length reach beyond the first candidates of a large shelf."""

import pytest

from assistant.app.app import App
from assistant.settings.paths import Paths
from tests.chat.shelves import book, shelve
from tests.stand_ins import HashEmbedder


@pytest.mark.parametrize(
    ("asked", "far"),
    [
        ("a book about the sea from before 1900", {"year": 1880}),
        ("a book about the sea of at most 20 minutes", {"words": 2_000}),
    ],
)
def test_what_keeps_to_the_bounds_is_found_on_a_large_shelf(tmp_path, asked, far):
    opened = App.open(Paths(tmp_path / "home"), passphrase="one two three four", embedder=HashEmbedder(), llm=False)
    near = [book(3 * n, title=f"The sea, part {n}", year=2000, words=90_000) for n in range(120)]
    apart = [book(1 + 3 * n, **{"year": 2000, "words": 90_000, **far}) for n in range(3)]
    shelve(opened, [*near, *apart])
    turn = opened.chat.ask(asked, conversation="bounds")
    opened.close()
    assert set(turn.cards) == {item.id for item in apart}
