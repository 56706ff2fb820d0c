"""What a setting is: the values that it takes, its default, and the words that people read about it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Generic, Protocol, Self, TypeVar, overload

from assistant.messages import quoted, tr

Scalar = str | int | float | bool
"""What may stand under a name in the file."""
T = TypeVar("T", bound=Scalar)
T_co = TypeVar("T_co", bound=Scalar, covariant=True)


class Place(StrEnum):
    """The part of the window that shows a setting."""

    APPEARANCE = "appearance"
    FOLDERS = "folders"
    MODEL = "model"
    BACKUP = "backup"
    SECURITY = "security"
    OTHER = "other"
    """A section of the settings page of its own."""
    MODELS_PAGE = "models page"  # no words
    FOR_YOU = "for you"  # no words
    REPORT = "report"  # no words


class Values(ABC, Generic[T_co]):
    """Which values a setting takes."""

    @abstractmethod
    def refusal(self, key: str) -> str:
        """The sentence that says what the setting `key` must be."""

    @property
    def choices(self) -> Sequence[T_co] | None:
        """All of them, where they can be counted up."""
        return None

    @abstractmethod
    def check(self, value: object) -> T_co:
        """The value if it fits. Raises ValueError otherwise."""

    @abstractmethod
    def read(self, text: str) -> T_co:
        """The value that somebody typed. Raises ValueError if it does not fit."""


class Choice(Values[str]):
    """One of a few words, each with its label. `names` are labels that are the same in every language."""

    def __init__(self, *labelled: tuple[str, str], names: Mapping[str, str] | None = None) -> None:
        self._names = dict(names or {})
        self.labels = {**dict(labelled), **self._names}

    def said(self, value: str) -> str:
        """The label of a value, in the language that is spoken."""
        return self._names.get(value) or tr(self.labels[value])

    def refusal(self, key: str) -> str:
        return tr("{key} must be one of {choices}.", key=quoted(key), choices=", ".join(self.labels))

    @property
    def choices(self) -> Sequence[str]:
        return tuple(self.labels)

    def check(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.labels:
            raise ValueError(value)
        return value

    def read(self, text: str) -> str:
        return self.check(text)


class Number(Values[float]):
    """A number within bounds, both included. `ends` says what least and most mean."""

    def __init__(self, least: float, most: float, ends: tuple[str, str] = ("", "")) -> None:
        self.least, self.most, self.ends = least, most, ends

    @property
    def bounds(self) -> tuple[float, float]:
        return self.least, self.most

    def refusal(self, key: str) -> str:
        least, most = f"{self.least:g}", f"{self.most:g}"
        return tr("{key} must be a number from {least} to {most}.", key=quoted(key), least=least, most=most)

    def check(self, value: object) -> float:
        # True is a number to Python, and nothing lies beyond nan: neither is one to a person.
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.least <= value <= self.most:
            raise ValueError(value)
        return float(value)

    def read(self, text: str) -> float:
        return self.check(float(text))


class Whole(Values[int]):
    """A whole number within bounds, both included."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def refusal(self, key: str) -> str:
        return tr(
            "{key} must be a whole number from {least} to {most}.", key=quoted(key), least=self.least, most=self.most
        )

    def check(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise ValueError(value)
        return value

    def read(self, text: str) -> int:
        return self.check(int(text))


class Flag(Values[bool]):
    """On or off."""

    _WORDS = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}

    def refusal(self, key: str) -> str:
        return tr("{key} must be true or false.", key=quoted(key))

    @property
    def choices(self) -> Sequence[bool]:
        return (True, False)

    def check(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise ValueError(value)
        return value

    def read(self, text: str) -> bool:
        if text.lower() not in self._WORDS:
            raise ValueError(text)
        return self._WORDS[text.lower()]


class AnyText(Values[str]):
    """Any text."""

    def refusal(self, key: str) -> str:
        return tr("{key} must be text.", key=quoted(key))

    def check(self, value: object) -> str:
        if not isinstance(value, str):
            raise ValueError(value)
        return value

    def read(self, text: str) -> str:
        return text


class Folder(AnyText):
    """The path of a folder; empty for none."""


class Declaration:
    """What holds of a setting of any type. `key`: its name in the file and on the command line.

    label, help: messages, marked with `mark`. shown: the part of the window that shows it.
    environment: a variable that stands above the file, for the runs that it is set for.
    """

    key = ""

    def __init__(self, label: str, help: str, shown: Place, environment: str) -> None:
        self.label, self.help, self.shown, self.environment = label, help, shown, environment

    @property
    def values(self) -> Values[Scalar]:
        raise NotImplementedError

    @property
    def default(self) -> Scalar:
        raise NotImplementedError

    def override(self) -> Scalar | None:
        """What the environment says; None where it says nothing. Raises AssistantError where that does not fit."""
        return None


class Holder(Protocol):
    """What holds the values of settings."""

    def value(self, one: Declaration) -> Scalar: ...

    def set(self, one: Declaration, value: object) -> None: ...


class Setting(Declaration, Generic[T]):
    """A declaration, made as an attribute of `Settings`. Read and written on an instance like any attribute; read on
    the class it is the declaration itself."""

    def __init__(
        self,
        values: Values[T],
        default: T,
        *,
        label: str,
        help: str,
        shown: Place = Place.OTHER,
        environment: str = "",
        override: Callable[[], T | None] = lambda: None,
    ) -> None:
        super().__init__(label, help, shown, environment)
        self._values, self._default, self._override = values, default, override

    def __set_name__(self, owner: type, name: str) -> None:
        self.key = name

    @property
    def values(self) -> Values[T]:
        return self._values

    @property
    def default(self) -> T:
        return self._default

    def override(self) -> T | None:
        return self._override()

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: Holder, owner: type) -> T: ...

    def __get__(self, instance: Holder | None, owner: type) -> Self | T:
        return self if instance is None else self._values.check(instance.value(self))

    def __set__(self, instance: Holder, value: T) -> None:
        instance.set(self, value)
