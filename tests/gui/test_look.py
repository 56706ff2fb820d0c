"""Theme, icons, covers and text: what is drawn."""

import os
import sys
from dataclasses import fields
from importlib.resources import files

import pytest
from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetricsF, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QMenu

from assistant.domain.entities import Item, Kind
from assistant.domain.notes import Colour
from gui.look import icons
from gui.look.cover_art import decode, render_cover
from gui.look.covers import Covers
from gui.look.direction import runs_leftwards
from gui.look.labels import facts
from gui.look.theme import (
    ACCENTS,
    BLACK_ON_WHITE,
    INK,
    PAPER,
    SIZES,
    WHITE_ON_BLACK,
    Tokens,
    font,
    look_of,
    theme,
    tokens,
)
from gui.pages.library.grid import CoverGrid
from gui.pages.library.library_model import COVER, PAD, CoverDelegate, LibraryModel
from gui.pages.library.selection import Selection
from gui.widgets.fields import SearchField
from gui.widgets.layouts import Columns
from gui.widgets.prose import Prose
from gui.widgets.shadow import SHADOW
from gui.widgets.text import Facts, Label, Text, wrap
from gui.workers.lanes import Lane
from gui.workers.refcount_workaround import steady_constants
from tests.gui.shelf import Wait


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [PAPER, INK, BLACK_ON_WHITE, WHITE_ON_BLACK], ids=["paper", "ink", "white", "black"])
def test_words_can_be_read_on_every_ground(tokens: Tokens):
    for ground in ("canvas", "surface", "rail"):
        for words in ("ink", "soft", "faint", "accent", "negative"):
            assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 4.5, (words, ground)
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.accent, tokens.wash) >= 4.5
    assert all(contrast(tokens.ink, getattr(tokens, ground)) >= 4.5 for ground in ("wash", *Colour))


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("dark", [False, True])
def test_every_accent_can_be_read_and_strong_contrast_keeps_its_own(accent: str, dark: bool):
    tokens = look_of(False, dark, accent)
    assert tokens.accent != look_of(False, dark, "green").accent == (INK if dark else PAPER).accent
    for ground in ("canvas", "surface", "rail", "wash"):
        assert contrast(tokens.accent, getattr(tokens, ground)) >= 4.5, ground
        assert contrast(tokens.accent_hover, getattr(tokens, ground)) >= 4.5, ground
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5 and contrast(tokens.ink, tokens.wash) >= 4.5
    assert look_of(True, dark, accent) in (BLACK_ON_WHITE, WHITE_ON_BLACK)


def test_every_token_is_a_colour():
    for look in (PAPER, INK, BLACK_ON_WHITE, WHITE_ON_BLACK):
        assert all(QColor(getattr(look, field.name)).isValid() for field in fields(Tokens) if field.name != "dark")


def test_the_theme_changes_everything_at_once(qapp):
    label = Label("words", "body")
    theme().set_appearance("dark")
    assert INK.ink in label.styleSheet() and INK.canvas in qapp.styleSheet()
    theme().set_appearance("light")
    assert PAPER.ink in label.styleSheet()
    theme().set_appearance("system")
    assert (theme().tokens is INK) == (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    theme().set_appearance("light")


def test_the_typefaces_come_along(qapp):
    from PySide6.QtGui import QFontInfo

    assert QFontInfo(font("body")).family() == "Inter"
    assert QFontInfo(font("title")).family() == "Literata"
    assert set(SIZES) >= {"display", "title", "heading", "body", "caption"}


def test_every_icon_draws_something_in_its_colour():
    for entry in files("resources").joinpath("icons").iterdir():
        image = icons.pixmap(entry.name.removesuffix(".svg"), 24, "#ff0000", 2.0).toImage()
        assert image.width() == 48
        inked = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 200]
        assert inked, entry.name
        if entry.name != "alcove.svg":
            assert all(colour.red() > 200 and colour.green() < 60 for colour in inked), entry.name


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", png(300, 450)[:60], png(3, 3), b"\x89PNG\r\n\x1a\n" + bytes(100)]
)
def test_a_cover_that_is_no_picture_is_drawn(qapp, data: bytes):
    item = Item("x", Kind.BOOK, "A Title", ("Somebody",))
    assert not data or decode(data, QSize(100, 150)) is None
    image = render_cover(item, data, QSize(100, 150), 2.0)
    assert image.size() == QSize(200 + 4 * SHADOW, 300 + 4 * SHADOW) and image.devicePixelRatio() == 2.0
    assert image.pixelColor(100, 290).alpha() == 255 and image.pixelColor(0, 0).alpha() < 40


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("title", ["", "A", "Ünïcödé " * 40, "x" * 300, "書物の森", "كتاب"])
def test_any_title_makes_a_cover(qapp, kind: Kind, title: str):
    image = render_cover(Item("x", kind, title), None, QSize(80, 120), 1.0)
    assert image.width() <= 80 + 2 * SHADOW and image.height() <= 120 + 2 * SHADOW and not image.isNull()


def test_a_picture_keeps_its_shape(qapp):
    image = render_cover(Item("x", Kind.BOOK, "T"), png(400, 300), QSize(100, 150), 1.0)
    assert (image.width(), image.height()) == (100 + 2 * SHADOW, 75 + 2 * SHADOW)


def test_covers_are_kept_and_made_again_after_a_change(qapp, wait_until: Wait):
    lane, asked = Lane("covers"), []

    def read(item_id: str) -> bytes:
        asked.append(item_id)
        return png(20, 30)

    covers, item = Covers(lane, read), Item("x", Kind.BOOK, "T")
    assert covers.cover(item, QSize(20, 30), 1.0) is None
    wait_until(lambda: isinstance(covers.cover(item, QSize(20, 30), 1.0), QPixmap))
    assert asked == ["x"]
    covers.forget()
    old = covers.cover(item, QSize(20, 30), 1.0)
    assert old is not None, "the old one stands until the new one is made"
    wait_until(lambda: covers.cover(item, QSize(20, 30), 1.0) is not old)
    assert asked == ["x", "x"] and lane.close()


def test_a_store_that_fails_leaves_a_blank_cover(qapp, wait_until: Wait):
    lane, calls = Lane("covers"), []

    def read(item_id: str) -> bytes:
        calls.append(item_id)
        raise OSError("gone")

    covers = Covers(lane, read)
    assert covers.cover(Item("x", Kind.BOOK, "T"), QSize(20, 30), 1.0) is None
    wait_until(lambda: calls and lane.idle)
    qapp.processEvents()
    assert covers.cover(Item("y", Kind.BOOK, "T"), QSize(20, 30), 1.0) is None
    wait_until(lambda: calls[-1:] == ["y"])
    assert lane.close()


def test_text_is_plain_wrapped_and_cut(qapp):
    chosen = font("body")
    metrics = QFontMetricsF(chosen)
    lines = wrap("one two three four five six seven eight nine ten", chosen, 100)
    assert len(lines) > 2 and all(metrics.horizontalAdvance(line) <= 100 for line in lines)
    assert " ".join(lines) == "one two three four five six seven eight nine ten"
    cut = wrap("one two three four five six seven eight nine ten", chosen, 100, 2)
    assert len(cut) == 2 and cut[1].endswith("…")
    long = wrap("x" * 200, chosen, 100)
    assert "".join(long) == "x" * 200
    assert wrap("", chosen, 100) == [""] and wrap("a\nb", chosen, 100) == ["a", "b"]
    assert wrap("wide", chosen, 1)


def test_a_text_block_is_as_tall_as_its_lines(qapp):
    text = Text("one two three four five six seven", "body", lines=3)
    assert text.heightForWidth(60) == 3 * text.minimumSizeHint().height() > text.heightForWidth(600)
    assert text.accessibleName() == "one two three four five six seven"


def test_columns_follow_the_width(qapp):
    columns = Columns(300, 16)
    assert [columns.columns(width) for width in (200, 615, 616, 1000)] == [1, 1, 2, 3]


def test_facts_that_find_no_room_are_left_out_whole(qapp):
    facts = Facts("Robert Louis Stevenson · 1883", "caption", lines=1)
    assert facts._lay_out(400) == ["Robert Louis Stevenson · 1883"]
    assert facts._lay_out(150) == ["Robert Louis Stevenson"]
    assert facts._lay_out(80)[0].endswith("…")


def test_constants_outlive_the_bindings(qapp):
    steady_constants()
    steady_constants()
    if sys.version_info < (3, 12):
        assert min(map(sys.getrefcount, (None, True, False, 0))) > 1 << 30


def test_where_there_is_no_display_we_know_it(monkeypatch: pytest.MonkeyPatch):
    from gui.shell.app import display_available

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert display_available() == (sys.platform != "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display_available()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def ink(widget: Text, left: int, right: int) -> int:
    """Pixels of letters between two edges."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(picture.pixelColor(x, y).lightness() < 120 for x in range(left, right) for y in range(picture.height()))


def test_text_that_runs_leftwards_hangs_from_the_right(qapp):
    block = Text("ספר על אישה שעוזבת את העיר והולכת ברגל עד החוף. היא פוגשת שם זקן.", lines=0)
    block.resize(260, block.heightForWidth(260))
    assert block.heightForWidth(260) > block.heightForWidth(2000)
    assert ink(block, 130, 260) > ink(block, 0, 130)
    assert runs_leftwards("2 ספרים") and not runs_leftwards("Two ספרים") and not runs_leftwards("12.")


def test_words_that_run_leftwards_end_where_their_cover_does(qapp):
    item = Item("a", Kind.BOOK, "מאה שנים של בדידות", creators=("גבריאל",))
    chosen, model = Selection(), LibraryModel()
    lane = Lane("covers")
    delegate = CoverDelegate(Covers(lane, lambda _: None), chosen)
    grid = CoverGrid(model, delegate, chosen)
    model.show_items([item], {item.id: 0})
    grid.resize(700, 420)
    picture = QImage(grid.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    grid.render(picture)
    words = range(PAD + COVER.height() + 12, delegate.cell.height())
    inked = [x for x in range(680) if any(picture.pixelColor(x, y).lightness() < 120 for y in words)]
    assert min(inked) > PAD and PAD + COVER.width() - 12 < max(inked) <= PAD + COVER.width()
    lane.close()


def test_a_language_is_called_by_its_name():
    assert "Hebrew" in facts(Item("a", Kind.BOOK, "x", language="he"))
    assert "German" in facts(Item("a", Kind.BOOK, "x", language="de"))
    assert "XQ" in facts(Item("a", Kind.BOOK, "x", language="xq"))


def test_a_menu_over_prose_has_the_ground_of_menus(qapp: QApplication, wait_until: Wait) -> None:
    prose = Prose("Words that one may copy.")
    prose.show()
    try:
        wait_until(prose.isVisible)
        spot = prose.viewport().rect().center()
        ask = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, prose.mapToGlobal(spot))
        QApplication.postEvent(prose.viewport(), ask)
        wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        ground = menu.grab().toImage().pixelColor(menu.width() - 12, menu.height() // 2).name()
        menu.close()
        assert ground == tokens().surface
    finally:
        prose.deleteLater()


def test_a_hint_without_room_loses_its_last_examples_and_no_half_word(qapp, wait_until: Wait):
    field = SearchField("Search titles, people, subjects, years and text")
    field.show()
    for width, hint in ((700, "Search titles, people, subjects, years and text"), (330, None), (200, "Search titles")):
        field.resize(width, 44)
        wait_until(lambda width=width: field.width() == width)
        shown = field.placeholderText()
        assert hint in (None, shown) and "Search titles, people, subjects, years and text".startswith(shown)
        assert field.fontMetrics().horizontalAdvance(shown) <= width - 60
    assert field.accessibleName() == "Search titles, people, subjects, years and text"
    field.close()
    field.deleteLater()
