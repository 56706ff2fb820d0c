"""The first questions: answered, left out, taken back, and the list that follows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.domain.entities import Verdict
from gui.pages.first_run.onboarding import OnboardingPage, PickRow
from gui.pages.for_you.page import ForYouPage
from gui.shell.shell import Shell
from tests.gui.shelf import OpenShelf, Wait, at_rest


@pytest.fixture
def page(open_shelf: OpenShelf, wait_until: Wait) -> OnboardingPage:
    """The first question, and the list as it is before anything was answered."""
    shell = open_shelf()
    shell.go("onboarding")
    page = shell.page(OnboardingPage)
    assert isinstance(page, OnboardingPage)
    wait_until(lambda: page.question_id and picks(page), 30)
    return page


def shell_of(page: OnboardingPage) -> Shell:
    shell = page.window().findChild(Shell)
    assert isinstance(shell, Shell)
    return shell


def picks(page: OnboardingPage) -> dict[str, str]:
    """The list beside the questions: what is news of each, by id."""
    return {row.item.id: row.news for row in page.findChildren(PickRow) if row.isVisible()}


def verdicts(page: OnboardingPage) -> dict[str, Verdict]:
    return shell_of(page).session.app.feedback.verdicts()


def offered(page: OnboardingPage) -> list[str]:
    """What the answers of the open question stand for, by id."""
    question = shell_of(page).session.app.onboarding.next_question()
    return [option.item_ids[0] for option in question.options] if question is not None else []


def test_an_answer_is_in_the_list_at_once(page: OnboardingPage, wait_until: Wait):
    first, before, chosen = page.question_id, picks(page), offered(page)[0]
    assert page.progress.text().startswith("Question 1 of at most ") and set(before.values()) == {""}
    page.options[0].pressed.emit()
    wait_until(lambda: verdicts(page) == {chosen: Verdict.LIKED})
    wait_until(lambda: page.question_id != first and chosen not in picks(page))
    wait_until(lambda: {"New", "Moved up"} & set(picks(page).values()))
    for item_id, news in picks(page).items():
        assert (news == "New") == (item_id not in before)


def test_a_key_answers_and_back_takes_it_back(page: OnboardingPage, wait_until: Wait):
    first, chosen = page.question_id, offered(page)[1]
    assert page.options[1].accessibleName().startswith("2. ") and not page.back_button.isVisible()
    QTest.keyClick(page, Qt.Key.Key_2)
    wait_until(lambda: verdicts(page) == {chosen: Verdict.LIKED} and page.back_button.isVisible())
    page.back_button.click()
    wait_until(lambda: page.question_id == first and not verdicts(page))
    wait_until(lambda: not page.back_button.isVisible())


@pytest.mark.parametrize("way", ["skip_button", "leave_button"])
def test_a_question_and_all_of_them_can_be_left_out(page: OnboardingPage, wait_until: Wait, way: str):
    first = page.question_id
    getattr(page, way).click()
    wait_until(page.picks_button.isVisible)
    assert not page.options and not page.skip_button.isVisible() and not verdicts(page)
    assert page.question.text() == "No questions left."
    answers = shell_of(page).session.app.onboarding.state().answers
    assert answers == ({first: None} if way == "skip_button" else {})
    page.again_button.click()
    wait_until(lambda: page.question_id == first)


def test_the_end_leads_to_the_picks(page: OnboardingPage, wait_until: Wait):
    while page.question_id:
        asked = page.question_id
        page.answer(0)
        wait_until(lambda asked=asked: page.question_id not in ("", asked) or page.picks_button.isVisible(), 30)
    assert page.question.text() == "Thank you, that helps."
    assert 0 < len(shell_of(page).session.app.onboarding.state().answers) <= 8
    page.picks_button.click()
    assert shell_of(page).place == "for-you"


def test_it_is_offered_to_strangers(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf()
    offer = shell.page(ForYouPage).offer
    wait_until(offer.isVisible)
    offer.no.click()
    wait_until(shell.session.app.onboarding.done)
    assert not offer.isVisible()


def test_it_is_not_offered_to_whom_is_known(open_shelf: OpenShelf, wait_until: Wait):
    shell = open_shelf(lambda app: app.profile.add("I like short books"))
    wait_until(lambda: shell.page(ForYouPage).cards)
    at_rest(shell, wait_until)
    assert not shell.page(ForYouPage).offer.isVisible()
