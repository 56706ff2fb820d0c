"""The first questions on the stand-in: answered, left out, taken back, and the list that follows."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.domain.entities import Verdict
from gui.pages.first_run.onboarding import OnboardingOffer, OnboardingPage, PickRow
from gui.shell.shell import Shell
from tests.gui.fake_assistant import FakeAssistant

Wait = Callable[..., None]


@pytest.fixture
def page(fake_shell: Shell, wait_until: Wait) -> OnboardingPage:
    fake_shell.go("onboarding")
    page = fake_shell.page(OnboardingPage)
    assert isinstance(page, OnboardingPage)
    wait_until(lambda: page.question_id == "q0")
    return page


def picks(page: OnboardingPage) -> list[tuple[str, str]]:
    return [(row.item.id, row.news) for row in page.findChildren(PickRow) if row.isVisible()]


def test_an_answer_is_in_the_list_at_once(page: OnboardingPage, fake: FakeAssistant, wait_until: Wait):
    assert page.progress.text().startswith("Question 1 of at most 3")
    wait_until(lambda: [item_id for item_id, _ in picks(page)] == [f"i{n}" for n in range(6)])
    page.options[0].pressed.emit()
    wait_until(lambda: page.question_id == "q1")
    assert [(row.item_id, row.verdict) for row in fake.recorded] == [("i0", Verdict.LIKED)]
    wait_until(lambda: picks(page)[-1:] == [("i6", "New")])
    assert picks(page)[0] == ("i1", "Moved up")


def test_a_key_answers_and_back_takes_it_back(page: OnboardingPage, fake: FakeAssistant, wait_until: Wait):
    QTest.keyClick(page.options[0], Qt.Key.Key_2)
    wait_until(lambda: page.question_id == "q1" and [row.item_id for row in fake.recorded] == ["i1"])
    assert page.options[2].accessibleName() == "3. Books about nature"
    page.back_button.click()
    wait_until(lambda: page.question_id == "q0" and not fake.recorded)
    assert not page.back_button.isVisible()


def test_every_question_and_all_of_them_can_be_left_out(page: OnboardingPage, fake: FakeAssistant, wait_until: Wait):
    page.skip_button.click()
    wait_until(lambda: page.question_id == "q1")
    page.leave_button.click()
    wait_until(lambda: page.picks_button.isVisible())
    assert not page.options and not fake.recorded and not page.skip_button.isVisible()
    page.again_button.click()
    wait_until(lambda: page.question_id == "q0")


def test_the_end_leads_to_the_picks(page: OnboardingPage, fake_shell: Shell, wait_until: Wait):
    for number in range(3):
        wait_until(lambda number=number: page.question_id == f"q{number}")
        page.answer(0)
    wait_until(page.picks_button.isVisible)
    assert page.question.text() == "Thank you, that helps."
    page.picks_button.click()
    assert fake_shell.place == "for-you"


def test_it_is_offered_to_strangers_alone(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    offer = OnboardingOffer(fake_shell.session)
    offer.setParent(fake_shell)
    offer.refresh()
    wait_until(lambda: fake_shell.session.lanes.library.idle)
    assert not offer.isVisible()
    fake.sentences = []
    offer.refresh()
    wait_until(offer.isVisible)
    offer.no.click()
    wait_until(lambda: fake.skipped)
    assert not offer.isVisible()
