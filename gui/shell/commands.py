"""What the command palette offers: each page, and what can be done from everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from assistant.messages import mark, tr
from assistant.settings.declarations import Settings
from assistant.settings.setting import Choice, Declaration, Place
from gui.look.language import key_words
from gui.pages.settings.page import SettingsPage
from gui.shell.palette import Command

if TYPE_CHECKING:
    from gui.shell.shell import Shell


PLACES = (
    ("digest", mark("What is new"), "clock"),
    ("to-get", mark("What to get next"), "download"),
    ("year", mark("Your year"), "chart"),
    ("report", mark("How well does it guess?"), "chart"),
    ("onboarding", mark("A few questions"), "question"),
    ("models", mark("Models and GPU"), "chip"),
)
"""Pages that another page leads to: name, words, icon."""
SETTINGS_PAGE = (Place.APPEARANCE, Place.FOLDERS, Place.MODEL, Place.OTHER, Place.SECURITY, Place.BACKUP)


def commands_of(shell: "Shell") -> list[Command]:
    """What the palette offers in this window now."""
    session, player = shell.session, shell.player
    going = [
        Command(tr(place.label), place.icon, partial(shell.go, name, by_key=True), key_words(place.shortcut))
        for name, place in shell.places.items()
        if place.label
    ]
    playing = [
        Command(tr("Play or pause"), "play", player.toggle, key_words("Ctrl+P")),
        Command(tr("Next piece"), "next", player.next, key_words("Ctrl+Shift+Right")),  # no words
        Command(tr("What comes next, and chapters"), "list", shell.player_bar.show_queue),
    ]
    return [
        *going,
        *_further(shell),
        *(playing if player.queue.now is not None else ()),
        Command(tr("Search"), "search", shell.focus_search, key_words("Ctrl+F")),
        Command(tr("Ask Alcove"), "chat", shell.chat_side.take_keyboard, key_words("Ctrl+K")),
        Command(tr("Conversation as a page"), "expand", shell.show_chat_as_page, key_words("Ctrl+Shift+K")),  # no words
        Command(tr("Private conversation"), "hide", shell.talk_privately, key_words("Ctrl+Shift+N")),  # no words
        Command(tr("Add a folder"), "folder-add", shell.add_folder),
        Command(tr("Look through the folders again"), "refresh", shell.index),
        Command(tr("Undo"), "undo", session.undos.undo, key_words("Ctrl+Z")),
        Command(tr("Full screen"), "expand", shell.full_screen.toggle, key_words("F11")),
        Command(tr("Lock the window"), "lock", session.lock_wanted.emit, key_words("Ctrl+L")),
        Command(tr("Show the tour"), "info", shell.tour.begin),
        Command(tr("Keys"), "question", shell.keys.show_list, key_words("F1")),
    ]


def _further(shell: "Shell") -> list[Command]:
    """Pages without a button of their own, each look of the window, and every setting."""
    settings = shell.session.settings
    declared = [one for place in SETTINGS_PAGE for one in Settings.shown_at(place).values()]
    looks = [
        Command(
            tr("{setting}: {value}", setting=tr(one.label), value=one.values.said(value)),
            "settings",
            partial(settings.set, one, value),
            called=" ".join(
                (tr(one.help), tr("theme dark mode light night colour font zoom scale") if at == 0 else "")
            ),
        )
        for at, one in enumerate((Settings.appearance, Settings.accent))
        if isinstance(one.values, Choice)
        for value in one.values.labels
    ]
    return [
        *(Command(tr(words), icon, partial(shell.go, name, by_key=True)) for name, words, icon in PLACES),
        *looks,
        *(Command(_named(one), "settings", partial(_show, shell, one), called=tr(one.help)) for one in declared),
    ]


def _show(shell: "Shell", one: Declaration) -> None:
    shell.go("settings", by_key=True)
    shell.page(SettingsPage).show_setting(one.key)


def _named(one: Declaration) -> str:
    return tr("Settings: {name}", name=tr(one.label))
