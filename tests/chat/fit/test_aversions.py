"""What the profile rules out for good is kept out of wishes and of the list, and said to be; through the real App."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.embedding.encoder import OnnxEmbedder
from assistant.explain.change_words import what_would_change_it
from assistant.settings.paths import Paths
from tests.chat.shelves import shelve

SHELF = (
    Item("ghosts", Kind.BOOK, "The Cold Stair", ("Ina Wolt",), subjects=("Horror", "Houses"), words=50_000,
         description="A dark house, and what walks in it by night."),
    Item("spies", Kind.BOOK, "The Grey Courier", ("Otto Brandt",), subjects=("Spies", "Thriller"), words=60_000,
         description="A dark, tense winter on the border."),
    Item("village", Kind.BOOK, "Apple Lane", ("May Pell",), subjects=("Villages", "Humour"), words=40_000,
         description="A cheerful summer among neighbours."),
    Item("carols", Kind.MUSIC, "Snow on the Roof", ("The Larks",), subjects=("Folk", "Christmas"), duration=180.0,
         description="A carol for two voices."),
    Item("ballad", Kind.MUSIC, "Ferry Home", ("The Larks",), subjects=("Folk",), duration=200.0,
         description="A ballad, sung softly."),
    Item("strings", Kind.MUSIC, "Evening Air", ("Ada Stone",), subjects=("Classical", "Strings"), duration=300.0,
         description="For string quartet, calm."),
)  # fmt: skip


@pytest.fixture
def app(tmp_path: Path, encoder: OnnxEmbedder) -> Iterator[App]:
    found = App.open(Paths(tmp_path / "home"), passphrase="four small words here", embedder=encoder, llm=False)
    shelve(found, SHELF)
    yield found
    found.close()


def ids(app: App, text: str) -> tuple[set[str], str]:
    turn = app.chat.ask(text, conversation="wishes")
    return set(turn.cards), turn.reply


def test_what_is_ruled_out_for_good_does_not_come_and_is_named(app: App) -> None:
    app.chat.ask("remember that I can't abide horror", conversation="wishes")
    cards, reply = ids(app, "a dark book for tonight")
    assert "spies" in cards and "ghosts" not in cards
    assert "Left out, by your profile: “The Cold Stair”." in reply
    cards, reply = ids(app, "horror, for once")
    assert "ghosts" in cards and "Left out" not in reply


def test_what_a_sentence_joins_is_ruled_out_only_together(app: App) -> None:
    app.profile.add("I can't stand christmas songs")
    cards, reply = ids(app, "something by The Larks")
    assert "ballad" in cards and "carols" not in cards
    assert "“Snow on the Roof”" in reply


@pytest.mark.parametrize(
    ("kept", "wish"),
    [
        ("never anything with vocals after a night shift", "back from my night shift, some music"),
        ("merk dir: nach dem Nachtdienst nie was mit Gesang", "der Nachtdienst ist vorbei. Musik"),
    ],
)
def test_one_of_an_occasion_holds_on_that_occasion_alone(app: App, kept: str, wish: str) -> None:
    app.profile.add(kept)
    assert not {"ballad", "carols"} & ids(app, wish)[0]
    assert {"ballad", "strings"} <= ids(app, "some music for the kitchen")[0]


@pytest.mark.parametrize(
    "milder",
    ["I prefer villages to horror", "not so keen on horror", "fewer horror stories", "I love spies without horror"],
)
def test_what_is_only_liked_less_still_comes(app: App, milder: str) -> None:
    app.profile.add(milder)
    assert "ghosts" in ids(app, "a dark book for tonight")[0]


def test_the_list_keeps_it_out_names_it_and_tells_the_sentence(app: App) -> None:
    request = app.recommendations.request(kind=Kind.BOOK)
    assert "ghosts" in {pick.item.id for pick in app.recommendations.recommend(request)}
    sentence = app.profile.add("horror is not for me").row.statement
    request = app.recommendations.request(kind=Kind.BOOK)
    assert "ghosts" not in {pick.item.id for pick in app.recommendations.recommend(request)}
    assert [item.id for item in app.recommendations.left_out(request)] == ["ghosts"]
    answer = app.recommendations.why_not("ghosts")
    assert answer.rank is None and "Mute “horror is not for me” in your profile" in what_would_change_it(answer)
    app.profile.mute(sentence.id)
    assert "ghosts" in {pick.item.id for pick in app.recommendations.recommend(request)}
    assert app.recommendations.left_out(request) == ()


def test_what_is_like_a_work_that_is_asked_for_comes(app: App) -> None:
    app.profile.add("horror is not for me")
    app.feedback.record(Feedback("village", Verdict.LIKED))
    shelve(app, [Item("more", Kind.BOOK, "The Cellar", ("Ina Wolt",), subjects=("Horror", "Houses"), words=50_000)])
    assert "more" in ids(app, "more like The Cold Stair")[0]
