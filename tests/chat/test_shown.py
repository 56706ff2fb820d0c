"""Which of the cards shown last a message speaks of, by a piece of its name or by its place."""

import pytest

from assistant.chat.understand.heads import Earlier
from assistant.chat.understand.shown import card_said

BEFORE = (
    Earlier(True, "what for the train?"),
    Earlier(False, "These.", ("Pebble Days by Ann Thorn", "Slow Water by Lee Marsh", "The Kiln by Ann Ferrers")),
    Earlier(True, "hm"),
    Earlier(False, "Take your time."),
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("is pebble days a hard read", 1), ("marsh ist mir zu lang", 2), ("how long is ferers", 3),
        ("ferrerss then, please", 3), ("die zweite bitte", 2), ("la troisième, c'est triste ?", 3),
        ("apra la terza", 3), ("why the first?", 1), ("open nr 2", 2), ("play #3", 3), ("card 7", None),
        ("the third time today", None), ("ann is my favourite", None), ("marsh or the kiln?", None), ("shorter", None),
    ],
)  # fmt: skip
def test_a_card_is_known_by_name_or_place(text: str, place: int | None) -> None:
    assert card_said(text, BEFORE) == place


def test_without_cards_nothing_is_meant() -> None:
    assert card_said("the second one", ()) is None
