"""What asks for a radio, and what only speaks of one."""

import pytest

from assistant.chat.tools.registry import cued_act
from assistant.language.normalise import fold


@pytest.mark.parametrize(
    "said",
    (
        "Play me a radio like Low Water",
        "start a station from this",
        "could you start a Low Water radio?",
        "turn this into a radio",
        "Spiel mir ein Radio wie Low Water",
        "Kannst du bitte einen Sender zu Low Water starten",
        "Lance une radio à partir de ce morceau",
        "joue-moi une radio inspirée de Low Water",
    ),
)
def test_a_radio_is_asked_for(said: str) -> None:
    assert cued_act(fold(said)) == "radio"


@pytest.mark.parametrize(
    "said",
    (
        "books about radio",
        "play a radio play",
        "a novel set in a radio station",
        "play Station to Station",
        "ein Buch über das Radio",
        "un livre sur la radio",
    ),
)
def test_a_radio_is_only_spoken_of(said: str) -> None:
    assert cued_act(fold(said)) != "radio"
