"""The pages of the window. Each is declared over its own class, by `page`, and nothing else lists it.

What the window does with a page beyond showing it depends on what the page offers: the protocols here are looked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypedDict, TypeVar, Unpack, runtime_checkable

from PySide6.QtWidgets import QLineEdit, QWidget

from assistant.app.changes import Changes
from gui.shell.session import Session
from indexers.discovery import load_modules

if TYPE_CHECKING:
    # It takes numpy and its like along: the window is up before them.
    from assistant.app.app import App

Made = TypeVar("Made", bound=QWidget)
Concerns = Callable[[Changes[object]], bool]


LAST = 100


class Section(Enum):
    """Where the sidebar shows the way to a page."""

    MAIN = "main"
    SIDE = "side"
    """At its foot, below the conversation."""
    HIDDEN = "hidden"
    """Nowhere: another page leads there."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A page that one can go to.

    `name` is what `session.place_wanted` goes by; `label`, `icon`, `section` and `order` say how the sidebar shows it.
    `concerns` tells whether the page shows something else after a change; an `always_read` page shows what no change
    tells of, so every visit reads it. `badge` counts, on a lane, what its button in the sidebar says. `keys` are the
    page's own, as (key, what it does), for the list of keys.
    """

    name: str
    make: Callable[[Session], QWidget]
    label: str = ""
    icon: str = ""
    section: Section = Section.HIDDEN
    order: int = LAST
    shortcut: str = ""
    concerns: Concerns = lambda _: False
    badge: Callable[["App"], int] | None = None
    always_read: bool = False
    left_by_escape: bool = False
    keys: tuple[tuple[str, str], ...] = ()


class Facts(TypedDict, total=False):
    """What a declaration may say of a page, as Destination has it."""

    label: str
    icon: str
    section: Section
    order: int
    shortcut: str
    concerns: Concerns
    badge: Callable[["App"], int] | None
    always_read: bool
    left_by_escape: bool
    keys: tuple[tuple[str, str], ...]


_destinations: dict[str, Destination] = {}


def register(destination: Destination) -> None:
    """Makes a page known. Raises ValueError for a name or a shortcut that is taken."""
    for known in _destinations.values():
        if known.name == destination.name or destination.shortcut and known.shortcut == destination.shortcut:
            raise ValueError(f"The page {known.name!r} has this name or {destination.shortcut!r} already.")
    _destinations[destination.name] = destination


def page(name: str, **facts: Unpack[Facts]) -> Callable[[type[Made]], type[Made]]:
    """Declares the widget below as a page; it is made with the session alone. For `facts` see Destination."""

    def declared(made: type[Made]) -> type[Made]:
        make: Callable[[Session], QWidget] = made
        register(Destination(name, make, **facts))
        return made

    return declared


def withdraw(name: str) -> None:
    """Takes a page out again; windows that are open keep it."""
    del _destinations[name]


def destinations() -> tuple[Destination, ...]:
    """All pages in the order of the sidebar. The first call imports the modules below `gui/pages`."""
    _load()
    return tuple(sorted(_destinations.values(), key=lambda one: (one.order, one.name)))


@cache
def _load() -> None:
    load_modules("gui.pages")


@runtime_checkable
class Refreshing(Protocol):
    """A page that is read when it first comes to the front, and anew after what concerns it."""

    def refresh(self) -> None: ...


@runtime_checkable
class Visited(Protocol):
    """A page that does something each time the person goes there."""

    def visit(self) -> None: ...


@runtime_checkable
class ShowsOne(Protocol):
    """A page that can be brought to one thing, such as an item."""

    @property
    def detail(self) -> str | None:
        """What is shown, for the way back; None on a page that shows everything at once."""

    def show_detail(self, detail: str) -> None: ...


@runtime_checkable
class Searchable(Protocol):
    """A page with a field of its own for Ctrl+F."""

    @property
    def search_field(self) -> QLineEdit: ...


@runtime_checkable
class Footed(Protocol):
    """A page with controls at its foot, which no toast covers."""

    foot: QWidget


@runtime_checkable
class Resuming(Protocol):
    """A page that knows where the keyboard goes when the person comes back, whatever held it before."""

    def resume_focus(self) -> QWidget: ...
