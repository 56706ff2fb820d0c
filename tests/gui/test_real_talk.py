"""Questions and report on the small shelf."""

from collections.abc import Callable

from gui.pages.first_run.onboarding import OnboardingPage
from gui.pages.profile.report import ReportPage
from gui.shell.shell import Shell

Wait = Callable[..., None]


def test_a_report_on_little_feedback_says_so(real_shell: Shell, wait_until: Wait):
    real_shell.go("report")
    page = real_shell.page(ReportPage)
    page.start_button.click()
    wait_until(lambda: page.start_button.isVisible() and page._results.count() == 1, 30)


def test_questions_end_where_the_shelf_is_small(real_shell: Shell, wait_until: Wait):
    real_shell.go("onboarding")
    page = real_shell.page(OnboardingPage)
    wait_until(lambda: page.question_id or page.picks_button.isVisible(), 30)
    while page.question_id:
        asked = page.question_id
        page.answer(0)
        wait_until(lambda asked=asked: page.question_id != asked, 30)
        wait_until(lambda: page.question_id or page.picks_button.isVisible(), 30)
    assert len(real_shell.session.app.onboarding.state().answers) <= 8
