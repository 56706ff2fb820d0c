"""The report card: worked out beside the window, stopped, and told in words."""

import pytest

from assistant.app.app import App
from assistant.domain.entities import Feedback, Verdict
from assistant.evaluation.report_card import curve_words, gain_words, likes_until_told, share_words
from assistant.recommend.offline_evaluation import Interval, Marks, ReportCard, TooLittleFeedback
from gui.pages.for_you.page import ForYouPage
from gui.pages.profile.learning_curve import LearningCurve
from gui.pages.profile.report import ReportPage
from gui.shell.shell import Shell
from gui.widgets.interval_bar import IntervalBar, ShareBar
from gui.widgets.text import Text
from tests.gui.shelf import OpenShelf, Wait, titled

LIKED = (
    "The Sea Road",
    "Cold Hearth",
    "Salt and Canvas",
    "Winter Birds",
    "The Last Lamp",
    "The Quiet Orchard",
    "Slack",
)


def much_liked(app: App) -> None:
    for title in LIKED:
        app.feedback.record(Feedback(titled(app, title).id, Verdict.LIKED))


def report(shell: Shell) -> ReportPage:
    shell.go("report")
    page = shell.page(ReportPage)
    assert isinstance(page, ReportPage)
    return page


def words(page: ReportPage) -> str:
    return " ".join(text.text() for text in page.findChildren(Text) if text.isVisible())


def test_figures_stand_in_plain_words(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(much_liked)
    page = report(shell)
    page.start_button.click()
    wait_until(lambda: "of 100 other works" in words(page), 60)
    card = shell.session.app.maintenance.report_card()
    ours = card.rankers[0].ahead
    assert ours is not None and f"above {round(100 * ours.mean)} of 100 other works" in words(page)
    assert f"Measured with {card.likes} works" in words(page)
    judged = [marks for marks in card.rankers if marks.ahead is not None]
    names = [bar.accessibleName() for bar in page.findChildren(IntervalBar)]
    assert len(names) == len(judged) > 1
    low, high = round(100 * ours.low), round(100 * ours.high)
    assert names[0] == f"Alcove: {round(100 * ours.mean)}%, between {low}% and {high}%"
    for marks in card.rankers:
        assert marks.note in words(page)
    (curve,) = page.findChildren(LearningCurve)
    assert f"{card.curve[-1].pieces}: {round(100 * card.curve[-1].ahead.mean)}%" in curve.accessibleName()
    assert curve_words(card)[0] in words(page)
    shares = [bar.accessibleName() for bar in page.findChildren(ShareBar)]
    assert f"Reach: {card.coverage:.0%}" in shares and len(shares) == 4
    assert not curve.grab().isNull()


def test_it_can_be_stopped(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(much_liked)
    page = report(shell)
    page.start_button.click()
    assert page.cancel_button.isVisible() and not page.start_button.isVisible()
    page.cancel_button.click()
    wait_until(page.start_button.isVisible)
    assert "Stopped" in page.state.text() and not page.findChildren(IntervalBar)
    page.start_button.click()
    wait_until(lambda: page.findChildren(IntervalBar), 60)


def test_another_way_takes_turns_and_is_told_of(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(much_liked)
    page = report(shell)
    page.comparison.rows["compare"].control.buttons["lately"].click()
    wait_until(page.comparison.standing.isVisible)
    assert "In 0 lists you chose 0 of Alcove's picks" in page.comparison.standing.text()
    shell.go("for-you")
    for_you = shell.page(ForYouPage)
    wait_until(for_you.turns.isVisible)
    assert {card.recommendation.team for card in for_you.cards} >= {"ours", "theirs"}
    for_you.turns.click()
    assert shell.place == "report"


def test_too_little_feedback_is_no_error(real_shell: Shell, wait_until: Wait):
    page = report(real_shell)
    page.start_button.click()
    wait_until(lambda: "Too early to tell" in words(page))
    assert str(TooLittleFeedback(0)) in words(page) and real_shell.toast.notice is None


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        ((0.01, -0.05, 0.07), "Compared with popularity, the difference is too small to tell yet (between -5 and 7)."),
        ((-0.1, -0.2, -0.02), "That is 10 fewer than popularity (between 2 and 20)."),
        ((0.21, 0.12, 0.3), "That is 21 more than popularity (between 12 and 30)."),
    ],
)
def test_leads_are_told_as_what_they_are(gain: tuple[float, float, float], said: str):
    assert gain_words(Marks("popularity", gain=Interval(*gain))) == said


@pytest.mark.parametrize(
    ("gain", "more"),
    [((0.1, 0.05, 0.2), 0), ((-0.1, -0.2, -0.05), 0), ((0.1, -0.02, 0.22), 5), ((0.01, -0.2, 0.2), None)],
)
def test_how_many_more_likes_it_takes(gain: tuple[float, float, float], more: int | None):
    """An interval of ±.12 around .1 from 10 likes is as narrow as ±.1 with 10·(.12/.1)² = 14.4 of them."""
    card = ReportCard(10, 0, 30, (), 0.5, 1.0, 0.5, 0.1)
    assert likes_until_told(card, Marks("popularity", gain=Interval(*gain))) == more


def test_shares_in_words():
    assert share_words(Marks("random", ahead=Interval(0.5, 0.5, 0.5))) == "50 in 100"
