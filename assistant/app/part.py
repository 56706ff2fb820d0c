"""A part of the App that is made when it is first asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Self, TypeVar, overload

if TYPE_CHECKING:
    from assistant.app.app import App

Made = TypeVar("Made")


class Part(Generic[Made]):
    """Decorates the method that makes a part; it runs once, and every thread gets the same part.

    What the part needs is imported within that method: it takes longer to read than to make, and the first list of a
    start waits for none of it. `App.make_parts` makes what is not there yet.
    """

    def __init__(self, make: "Callable[[App], Made]") -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, app: None, owner: type) -> Self: ...

    @overload
    def __get__(self, app: "App", owner: type) -> Made: ...

    def __get__(self, app: "App | None", owner: type) -> Self | Made:
        if app is None:
            return self
        with app.making:
            # Found there, it is no longer asked for here.
            kept = vars(app)
            if self._name not in kept:
                kept[self._name] = self._make(app)
            made: Made = kept[self._name]
            return made
