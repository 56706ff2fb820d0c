"""What an item's vector is made of."""

import numpy as np

from assistant.domain.entities import Item, Kind, Passage
from indexers.embed import DESCRIPTION_SHARE, item_text, lead_text
from indexers.metadata.language import detect_language
from tests.indexers import samples

IMPRINT = "Copyright 1969 by the author. All rights reserved. ISBN 0-441-47812-3. First published by Ace Books. " * 3
STORY = "The harbour master counted the boats twice that evening, for one of them had come back without a name. " * 3


def passages(*texts: str) -> list[Passage]:
    return [Passage("b", position, text) for position, text in enumerate(texts)]


def test_a_books_text_is_not_its_imprint() -> None:
    assert lead_text(passages(IMPRINT, STORY)).startswith("The harbour master")
    assert lead_text(passages(IMPRINT)).startswith("Copyright")
    assert lead_text([]) == ""


def test_an_items_text_names_all_that_is_known() -> None:
    book = Item("b", Kind.BOOK, "The Sea", ("Ann Smith",), subjects=("gulls", "harbours"), description="A quiet book.")
    assert item_text(book, passages(STORY)).startswith(
        "The Sea by Ann Smith. gulls, harbours. A quiet book. The harbour"
    )
    song = Item("m", Kind.MUSIC, "Song", ("Band",), album="Disc", subjects=("Jazz",))
    assert item_text(song, passages(STORY)) == "Song by Band. from Disc. Jazz"


def test_a_longer_texts_vector_mixes_description_and_passages(home, shelf) -> None:
    samples.write_epub(shelf / "a.epub", "Gulls", ("Ann Smith",), chapters=tuple(samples.prose(300) for _ in range(4)))
    home.sync(shelf)
    (item,) = home.library.items.all()
    ids, vectors = home.library.vectors.item_vectors()
    described = home.embedder.embed(item_text(item, home.library.items.passages(item.id)))
    total = sum(home.embedder.embed(passage.text) for passage in home.library.items.passages(item.id))
    mixed = DESCRIPTION_SHARE * described + (1 - DESCRIPTION_SHARE) * total / np.linalg.norm(total)
    assert ids == [item.id]
    assert np.allclose(vectors[0], mixed / np.linalg.norm(mixed), atol=1e-5)


def test_languages_are_told_from_enough_text() -> None:
    assert detect_language([samples.prose(60)]) == "en"
    assert (
        detect_language(["Der alte Kapitän sah auf das winterliche Meer und dachte an die Leute im Hafen. " * 4])
        == "de"
    )
    assert detect_language(["Das ist ein kurzer Satz."]) == "de"
    assert detect_language(["Short."]) == "" == detect_language([]) == detect_language(["x = 3; y = foo(x)"])
