"""The sliders of For You, on the real stores: what the pages say of an item agrees with the list on the screen."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant.recommend.packs.packs import Pack
from assistant.settings.declarations import Settings
from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.shell.shell import Shell
from gui.widgets.text import Text

Wait = Callable[..., None]
NOTHING = np.zeros((0, 4), np.float32)


def order(shell: Shell) -> list[str]:
    return [card.recommendation.item.id for card in shell.page(ForYouPage).cards]


def move(shell: Shell, wait_until: Wait, **places: int) -> None:
    """Both sliders, and wait until the list that follows stands there."""
    shell.go("for-you")
    page, shown = shell.page(ForYouPage), []
    wait_until(lambda: page.cards and shell.session.lanes.library.idle)
    show = page.show_picks
    page.show_picks = lambda answer: shown.append(show(answer))  # type: ignore[method-assign]
    for name, place in places.items():
        page.bar.steering.sliders[name].slider.setValue(place)
    shown.clear()
    wait_until(lambda: shown and shell.session.lanes.library.idle)
    page.show_picks = show  # type: ignore[method-assign]


def test_the_page_of_an_item_tells_its_place_as_the_sliders_stand(real_shell: Shell, wait_until: Wait):
    for places in ({"surprise": 20, "variety": 0}, {"surprise": 0, "length": 20, "newness": 0}):
        move(real_shell, wait_until, **places)
        ids = order(real_shell)
        for place, item_id in enumerate(ids, 1):
            real_shell.session.item_wanted.emit(item_id)
            told = f"Number {place} in your list"
            wait_until(lambda told=told: told in {text.text() for text in real_shell.page(ItemPage).findChildren(Text)})


def test_sliders_follow_what_the_command_line_sets(real_shell: Shell, wait_until: Wait):
    real_shell.go("for-you")
    wait_until(lambda: real_shell.page(ForYouPage).cards)
    elsewhere = Settings.load(real_shell.session.paths)
    elsewhere.surprise, elsewhere.appearance = 0.85, "dark"
    elsewhere.flush()
    wait_until(lambda: real_shell.page(ForYouPage).bar.steering.sliders["surprise"].slider.value() == 17, 20)
    assert real_shell.session.settings.surprise == 0.85 and not real_shell.session.settings.unwritten


def test_renown_is_asked_for_only_where_a_pack_tells_it(real_shell: Shell, wait_until: Wait, tmp_path: Path):
    real_shell.go("for-you")
    page = real_shell.page(ForYouPage)
    page.bar.filters.click()
    wait_until(lambda: page.cards)
    assert page.bar.steering.sliders["variety"].isVisible() and not page.bar.steering.sliders["renown"].isVisible()
    ids = tuple(item.id for item in real_shell.session.app.library.items())
    crowd = Pack(
        ids, ids, np.linspace(-1, 1, len(ids), dtype=np.float32), np.eye(len(ids), 4, dtype=np.float32), NOTHING
    )
    crowd.save(tmp_path / "some.pack")
    real_shell.session.run(real_shell.session.app.packs.use, tmp_path / "some.pack")
    wait_until(page.bar.steering.sliders["renown"].isVisible)
    for place, first in ((20, ids[-1]), (0, ids[0])):
        move(real_shell, wait_until, surprise=0, renown=place)
        assert order(real_shell).index(first) < len(ids) // 2
