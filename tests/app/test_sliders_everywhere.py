"""The two sliders reach every answer about the list, so that a place told of an item is its place on the screen."""

import time
from collections.abc import Callable, Iterator

import pytest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Kind, Verdict
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.paths import Paths
from tests.chat.shelves import shelve
from tests.recommend.conftest import shelf

PLACES = (0.0, 0.3, 0.65, 1.0)
HOUR, DAY = 3_600.0, 86_400.0
_NOW = time.localtime()
NOON = time.mktime((_NOW.tm_year, _NOW.tm_mon, _NOW.tm_mday + 9 - _NOW.tm_wday, 12, 0, 1, 0, 0, -1))
"""Of next week's Wednesday, where the person lives."""


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


def tries(app: App, **wishes: object) -> list[str]:
    picks = app.recommendations.recommend(app.recommendations.request(**wishes), fresh=False)
    return [pick.item.id for pick in picks if pick.propensity is not None]


def test_the_slider_says_how_much_is_tried_and_every_door_knows_the_same_tries(app: App):
    app.settings.surprise = 0.0
    assert tries(app) == []
    app.settings.surprise = 0.5
    (tried,) = tries(app)
    assert listed(app).index(tried) + 1 == app.recommendations.why(tried).rank, "asked about, it stands where it stood"
    assert app.recommendations.why_not(tried).rank == listed(app).index(tried) + 1
    assert "try" in app.recommendations.why(tried).recommendation.explanation.text
    app.settings.surprise = 1.0
    assert len(tries(app)) == 2


def test_a_try_is_drawn_once_a_day_and_its_chance_is_written_down(app: App):
    app.settings.surprise = 0.5
    assert tries(app, now=NOON) == tries(app, now=NOON + HOUR)
    drawn = {tuple(tries(app, now=NOON + day * DAY)) for day in range(6)}
    assert len(drawn) > 1
    picks = app.recommendations.recommend(app.recommendations.request(), fresh=True)
    (kept,) = app.stores.journal.recent_slates(1)
    assert [row.get("propensity") for row in kept.rows] == [pick.propensity for pick in picks]
    assert any(pick.propensity for pick in picks)


def test_a_sentence_about_the_evening_counts_in_the_evening(app: App):
    app.profile.add("In the evening I like folk music.")
    evening, noon = NOON + 8 * HOUR, NOON + HOUR

    def folk(now: float) -> int:
        found = app.recommendations.request(kind=Kind.MUSIC, now=now, explore=0.0)
        picks = app.recommendations.recommend(found, fresh=False, explain=False)
        return min((place for place, pick in enumerate(picks) if "folk" in pick.item.subjects), default=99)

    assert folk(evening) < folk(noon)
    asked = app.recommendations.request(kind=Kind.MUSIC, now=noon, said=("evening",), explore=0.0)
    assert asked.contexts == app.recommendations.request(now=evening).contexts
