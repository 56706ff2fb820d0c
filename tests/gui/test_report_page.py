"""The report card on the stand-in: worked out beside the window, stopped, and told in words."""

from collections.abc import Callable

import pytest

from assistant.recommend.offline_evaluation import Interval, Marks, TooLittleFeedback
from gui.pages.profile.report import ReportPage, gain_words, share_words
from gui.shell.shell import Shell
from gui.widgets.interval_bar import IntervalBar
from gui.widgets.text import Text
from tests.gui.fake_assistant import FakeAssistant

Wait = Callable[..., None]


@pytest.fixture
def page(fake_shell: Shell) -> ReportPage:
    fake_shell.go("report")
    page = fake_shell.page(ReportPage)
    assert isinstance(page, ReportPage)
    return page


def words(page: ReportPage) -> str:
    return " ".join(text.text() for text in page.findChildren(Text) if text.isVisible())


def test_figures_stand_in_plain_words(page: ReportPage, wait_until: Wait):
    page.start_button.click()
    wait_until(lambda: "above 83 of 100 other works" in words(page))
    assert "21 more than plain similarity (between 12 and 30)" in words(page)
    assert "nobody else's choices are known here" in words(page)
    names = [bar.accessibleName() for bar in page.findChildren(IntervalBar)]
    assert names[0] == "Alcove: 83%, between 76% and 89%" and len(names) == 3


def test_it_can_be_stopped(page: ReportPage, fake: FakeAssistant, wait_until: Wait):
    fake.pause, fake.judged = 0.01, 1000
    page.start_button.click()
    wait_until(lambda: page.bar.value() > 2)
    assert page.cancel_button.isVisible() and not page.start_button.isVisible()
    page.cancel_button.click()
    wait_until(page.start_button.isVisible)
    assert "Stopped" in page.state.text() and not page.findChildren(IntervalBar)


def test_too_little_feedback_is_no_error(page: ReportPage, fake: FakeAssistant, fake_shell: Shell, wait_until: Wait):
    fake.evaluate_error = TooLittleFeedback(2)
    page.start_button.click()
    wait_until(lambda: "Too early to tell" in words(page))
    assert "Only 2 likes" in words(page) and fake_shell.toast.notice is None


def test_small_and_lost_leads_are_told_as_such():
    close = Marks("popularity", gain=Interval(0.01, -0.05, 0.07))
    assert gain_words(close) == "Compared with popularity, the difference is too small to tell yet (between -5 and 7)."
    behind = Marks("plain similarity", gain=Interval(-0.1, -0.2, -0.02))
    assert gain_words(behind) == "That is 10 fewer than plain similarity (between 2 and 20)."
    assert share_words(Marks("random", ahead=Interval(0.5, 0.5, 0.5))) == "50 in 100"
