"""The list of the last start, painted before anything is ranked, and how that of this one takes its place."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.app.recommend.recommendations import Recommendations
from assistant.domain.entities import Feedback, Item, Kind, Recommendation, Score, Verdict
from assistant.domain.targets import Target
from assistant.recommend.text import topics
from assistant.settings.paths import Paths
from gui.pages.for_you.ledger import LedgerView
from gui.pages.for_you.page import ForYouPage
from gui.pages.for_you.steady_list import settled
from gui.shell.main_window import OpenApp
from tests.gui.shelf import OpenShelf, Wait, titled


def pick(name: str) -> Recommendation:
    return Recommendation(Item(name, Kind.BOOK, name), Score())


def test_picks_that_are_shown_stay_where_they_are() -> None:
    found = settled([pick("a"), pick("b"), pick("c")], [pick("d"), pick("c"), pick("a"), pick("e")])
    assert [one.item.id for one in found] == ["a", "d", "c", "e"]
    assert [one.item.id for one in settled([pick("a"), pick("b")], [pick("b")])] == ["b"]


def test_the_last_list_is_shown_while_the_next_is_worked_out(
    open_shelf: OpenShelf, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Recommendation] = []
    ranked, may_rank = Recommendations.recommend, threading.Event()

    def slow(*args: Any, **options: Any) -> list[Recommendation]:
        assert may_rank.wait(60)
        return ranked(*args, **options)

    def before(app: App) -> None:
        app.feedback.record(Feedback(titled(app, "The Sea Road").id, Verdict.LIKED))
        kept.extend(app.recommendations.recommend(llm=False))
        app.last_list.keep(kept, [True] * len(kept))
        # What was worked out for it is on the disk: no other start works it out again.
        monkeypatch.setattr(topics, "_principal_terms", None)
        monkeypatch.setattr(Recommendations, "recommend", slow)

    shell = open_shelf(before)
    page = shell.page(ForYouPage)
    wait_until(lambda: page.cards)
    first = page.cards[0]
    assert not first.recommendation.score.parts, "nothing is ranked yet"
    assert first.recommendation.item.id == kept[0].item.id and kept[0].explanation is not None
    assert first.reason.text() and kept[0].explanation.text.startswith(first.reason.text())
    first.setFocus(Qt.FocusReason.TabFocusReason)
    may_rank.set()
    wait_until(lambda: "in your library" in page.subtitle.text(), 60)
    assert page.cards[0] is first, "somebody looks at it"
    QTest.mouseClick(first.why, Qt.MouseButton.LeftButton)
    wait_until(lambda: shell.window().findChildren(LedgerView), 30)


def test_a_short_list_of_before_grows_though_somebody_judges_it(
    open_shelf: OpenShelf, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked, may_rank = Recommendations.recommend, threading.Event()

    def slow(*args: Any, **options: Any) -> list[Recommendation]:
        assert may_rank.wait(60)
        return ranked(*args, **options)

    def before(app: App) -> None:
        picks = app.recommendations.recommend(llm=False)[:3]
        app.last_list.keep(picks, [True] * len(picks))
        monkeypatch.setattr(Recommendations, "recommend", slow)

    shell = open_shelf(before)
    page = shell.page(ForYouPage)
    wait_until(lambda: len(page.cards) == 3)
    first = page.cards[:3]
    QTest.mouseClick(first[1].verdicts.buttons[Verdict.LIKED], Qt.MouseButton.LeftButton)
    may_rank.set()
    wait_until(lambda: len(page.cards) > 3, 60)
    wait_until(lambda: "Like or dislike" not in page.subtitle.text(), 30)
    assert page.cards[:3] == first and len(page.cards) > 3


def test_a_list_of_before_tells_nothing_that_is_not_so_any_more(open_real: OpenApp, read_home: Path) -> None:
    app = open_real(Paths(read_home), None)
    picks = app.recommendations.recommend(llm=False)
    app.last_list.keep(picks, [True] * len(picks))
    assert [one.explanation for one in app.last_list.picks()] == [one.explanation for one in picks]
    app.feedback.record(Feedback(picks[0].item.id, Verdict.DISLIKED))
    found = app.last_list.picks()
    assert [one.item.id for one in found] == [one.item.id for one in picks[1:]]
    assert all(one.explanation is None for one in found), "a reason may rest on what is no more"
    app.feedback.hide(Target.item(picks[1].item.id))
    assert app.last_list.picks() == []
    app.feedback.unhide(Target.item(picks[1].item.id))
    app.profile.erase()
    assert app.last_list.picks() == []
    app.feedback.undo()
    app.close()
