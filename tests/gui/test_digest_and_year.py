"""The digest and the year in the window: reached by a button, shown, saved, and honest where there is nothing."""

from pathlib import Path

import pytest
from PIL import Image

from assistant.app.app import App
from assistant.domain.entities import Feedback, Verdict
from gui.pages.for_you.page import ForYouPage
from gui.pages.looking_back import year as year_module
from gui.pages.looking_back.digest import DigestPage
from gui.pages.looking_back.to_get import ToGetPage
from gui.pages.looking_back.year import YearPage
from gui.pages.profile.page import ProfilePage
from tests.gui.shelf import OpenShelf, Wait, titled


def test_what_is_new_is_a_click_from_for_you(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    shell.page(ForYouPage).news.click()
    page = shell.page(DigestPage)
    wait_until(lambda: shell.place == "digest" and len(page.rows) > 3)
    assert len({row.reason for row in page.rows}) > 7, "that nothing is known yet is true of all of them"
    first = page.rows[0]
    first.pressed.emit()
    wait_until(lambda: shell.place == "item")
    shell.back()
    assert shell.place == "digest"


def test_a_year_is_drawn_and_saved(
    open_shelf: OpenShelf, wait_until: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def finished(app: App) -> None:
        app.feedback.record(Feedback(titled(app, "The Sea Road").id, Verdict.FINISHED))

    shell = open_shelf(finished)
    shell.page(ProfilePage).tools.buttons["year"].click()
    page = shell.page(YearPage)
    wait_until(lambda: page.shown is not None and page.picture.isVisible())
    assert page.shown is not None and page.shown[0].finished == 1
    assert page.picture.heightForWidth(400) == 500 and "1 work" in page.picture.accessibleName()
    out = tmp_path / "saved.png"
    monkeypatch.setattr(year_module, "ask_file", lambda parent, year: out)
    page.save_button.click()
    wait_until(lambda: shell.toast.isVisible() and "saved.png" in shell.toast.notice.text)
    with Image.open(out) as picture:
        assert picture.format == "PNG"
    page.report_button.click()
    assert shell.place == "report"


def test_a_journal_of_nothing_is_said(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    shell.go("year")
    page = shell.page(YearPage)
    assert page.note.text() == "Drawing your year…"
    wait_until(lambda: "nothing" in page.note.text())
    assert not page.save_button.isEnabled()


def test_what_to_get_next_is_a_click_from_for_you_and_can_be_declined(open_shelf: OpenShelf, wait_until: Wait) -> None:
    def with_a_gap(app: App) -> None:
        for number, title in ((1, "Cold Hearth"), (3, "The Last Lamp")):
            item_id = titled(app, title).id
            app.library.edit(item_id, "series", "Vane nights")
            app.library.edit(item_id, "series_index", str(number))
        app.feedback.record(Feedback(titled(app, "Cold Hearth").id, Verdict.FINISHED))

    shell = open_shelf(with_a_gap)
    shell.page(ForYouPage).to_get.click()
    page = shell.page(ToGetPage)
    wait_until(lambda: shell.place == "to-get" and [row.title for row in page.rows] == ["Vane nights, part 2"])
    assert page.rows[0].reason == "It is missing beside “Cold Hearth” and “The Last Lamp”."
    page.rows[0].decline.click()
    wait_until(lambda: not page.rows)
    shell.session.undos.undo()
    wait_until(lambda: len(page.rows) == 1)
    page.rows[0].pressed.emit()
    wait_until(lambda: shell.place == "item")
