"""The two sliders reach every answer about the list, so that a place told of an item is its place on the screen."""

from collections.abc import Callable, Iterator

import pytest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Verdict
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.paths import Paths
from tests.chat.shelves import shelve
from tests.recommend.conftest import shelf

PLACES = (0.0, 0.3, 0.65, 1.0)


@pytest.fixture
def app(paths: Paths, encoder: OnnxEmbedder) -> Iterator[App]:
    one = App.open(paths, passphrase="a harbour in winter", embedder=encoder, llm=False)
    shelve(one, shelf())
    for item_id, verdict in (("i0", Verdict.LIKED), ("i1", Verdict.LIKED), ("i14", Verdict.DISLIKED)):
        one.feedback.record(Feedback(item_id, verdict))
    yield one
    one.close()


def listed(app: App, **wishes: object) -> list[str]:
    return [
        pick.item.id
        for pick in app.recommendations.recommend(app.recommendations.request(**wishes), fresh=False, explain=False)
    ]


@pytest.mark.parametrize("slider", ["surprise", "variety"])
def test_why_tells_the_place_in_the_list_as_the_slider_stands(app: App, slider: str):
    lists = []
    for place in PLACES:
        setattr(app.settings, slider, place)
        ids = listed(app)
        assert listed(app, n=9) == ids[:9] and listed(app, n=3) == ids[:3]
        assert [app.recommendations.why(one).rank for one in ids] == list(range(1, len(ids) + 1))
        lists.append(ids)
    assert lists[0] != lists[-1], "or the slider would prove nothing"


def test_why_not_and_what_if_and_similar_and_chat_hear_the_sliders(app: App):
    asked: dict[str, Callable[[], object]] = {
        "why not": lambda: app.recommendations.why_not("i40").rank,
        "what if": lambda: app.recommendations.what_if("i0"),
        "similar": lambda: [pick.item.id for pick in app.recommendations.similar("i24")],
        "chat": lambda: app.chat.ask("recommend me something", conversation="c1").cards,
    }
    for name, ask in asked.items():
        answers = []
        for place in (0.0, 1.0):
            app.settings.surprise = app.settings.variety = place
            answers.append(ask())
        assert answers[0] != answers[1], name


def test_what_is_asked_for_once_stands_above_the_sliders(app: App):
    app.settings.surprise = 1.0
    familiar = listed(app, surprise=0.0)
    assert familiar != listed(app)
    app.settings.surprise = 0.0
    assert familiar == listed(app)


def test_the_place_holds_after_many_lists(app: App):
    """A list counts the ones before it as seen; so do the answers about it, and no other ones."""
    for _ in range(9):  # more than are remembered
        shown = [pick.item.id for pick in app.recommendations.recommend(explain=False)]
        assert [app.recommendations.why(one).rank for one in shown[:-1]] == list(range(1, len(shown)))
