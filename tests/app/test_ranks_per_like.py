"""A like ranks once: the places before it are those of the list that stands, and who asks next meets those after it."""

import itertools
from collections.abc import Callable, Iterator

import pytest

from assistant.app.app import App
from assistant.app.changes import Changes, moves
from assistant.domain.entities import Feedback, Kind, Verdict
from assistant.embedding.encoder import OnnxEmbedder
from assistant.recommend import ranker
from assistant.settings.paths import Paths
from tests.chat.shelves import Wordy, shelve
from tests.recommend.conftest import shelf


@pytest.fixture
def app(paths: Paths, encoder: OnnxEmbedder) -> Iterator[App]:
    one = App.open(paths, passphrase="a harbour in winter", embedder=encoder, llm=False)
    shelve(one, shelf())
    for item_id, verdict in (("i0", Verdict.LIKED), ("i1", Verdict.LIKED), ("i14", Verdict.DISLIKED)):
        one.feedback.record(Feedback(item_id, verdict))
    yield one
    one.close()


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One entry for every request that was solved: each composes one slate."""
    found: list[object] = []
    compose = ranker.compose

    def counted(*args: object, **options: object) -> object:
        found.append(args)
        return compose(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ranker, "compose", counted)
    return found


ACTS: dict[str, Callable[[App], Changes[object]]] = {
    "like": lambda app: app.feedback.record(Feedback("i24", Verdict.LIKED)),
    "undo": lambda app: app.feedback.undo(),
    "hide": lambda app: app.feedback.hide("i24"),
    "sentence": lambda app: app.profile.add("I like jazz"),
}


BACK: dict[str, Callable[[App], object]] = {
    "like": lambda app: app.feedback.undo(),
    "undo": lambda app: app.feedback.record(Feedback("i14", Verdict.DISLIKED)),
    "hide": lambda app: app.feedback.unhide("i24"),
    "sentence": lambda app: app.profile.remove(app.profile.statements()[0].id),
}
"""What takes each act back, so that the next begins where it began."""


def test_an_act_on_the_list_that_is_shown_ranks_once(app: App, solved: list[object]) -> None:
    for name, kind, fresh in itertools.product(ACTS, (None, Kind.BOOK), (True, False)):
        acts_on_what_is_shown(app, solved, name, kind, fresh)
        BACK[name](app)


def acts_on_what_is_shown(app: App, solved: list[object], name: str, kind: Kind | None, fresh: bool) -> None:
    app.ranking.forget()
    asked = {"n": 9, "kind": kind}
    app.recommendations.recommend(app.recommendations.request(**asked), fresh=fresh, llm=False)
    solved.clear()
    ACTS[name](app)
    assert len(solved) == 1
    picks = app.recommendations.recommend(app.recommendations.request(**asked), fresh=False, llm=False)
    for place, pick in enumerate(picks, 1):
        assert app.recommendations.why(pick.item.id).rank == place
    assert len(solved) == 1, "the list and its reasons are read from what was solved"


def test_what_rose_and_fell_is_what_a_new_ranker_finds(app: App) -> None:
    app.recommendations.recommend(app.recommendations.request(n=9), llm=False)

    def anew() -> dict[str, int]:
        app.ranking.forget()
        return app.ranking.places()

    for act in ACTS.values():
        before = anew()
        changes = act(app)
        assert (changes.rose, changes.fell) == moves(before, anew())
        assert changes.rose or changes.fell


def test_work_ahead_leaves_the_standing_list_at_hand(
    app: App, solved: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.models, "_model", Wordy())
    app.recommendations.recommend(app.recommendations.request(n=9), llm=False)
    app.background.work(top=4)
    assert len(solved) > 4, "or nothing was ranked ahead"
    solved.clear()
    app.feedback.record(Feedback("i24", Verdict.LIKED))
    assert len(solved) == 1
