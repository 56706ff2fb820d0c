"""What the command palette offers: each page, and what can be done from everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from assistant.messages import tr
from gui.look.language import key_words
from gui.shell.palette import Command

if TYPE_CHECKING:
    from gui.shell.shell import Shell


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
        *(playing if player.queue.now is not None else ()),
        Command(tr("Search"), "search", shell.focus_search, key_words("Ctrl+F")),
        Command(tr("Ask Alcove"), "chat", shell.chat_side.take_keyboard, key_words("Ctrl+K")),
        Command(tr("Conversation as a page"), "expand", shell.show_chat_as_page, key_words("Ctrl+Shift+K")),  # no words
        Command(tr("Private conversation"), "hide", shell.talk_privately, key_words("Ctrl+Shift+N")),  # no words
        Command(tr("Add a folder"), "folder-add", shell.add_folder),
        Command(tr("Look through the folders again"), "refresh", shell.index),
        Command(tr("Undo"), "undo", session.undos.undo, key_words("Ctrl+Z")),
        Command(tr("Lock the window"), "lock", session.lock_wanted.emit, key_words("Ctrl+L")),
        Command(tr("Show the tour"), "info", shell.tour.begin),
        Command(tr("Keys"), "question", shell.keys.show_list, key_words("F1")),
    ]
