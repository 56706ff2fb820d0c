"""Messages by gettext: looked up when they are shown, so that a change of language reaches all that is shown anew."""

import gettext
import locale
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.messages.lines import on_one_line

DOMAIN = "alcove"
SOURCE = "en"
"""The language that stands in the code."""
LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}
"""Each with its own name for itself."""


def languages() -> dict[str, str]:
    """The languages that Alcove speaks, by code."""
    return dict(LANGUAGES)


def preferred_language(chosen: str = "system") -> str:
    """The code of the language to speak: the one chosen, else the system's if Alcove speaks it, else English."""
    if chosen in LANGUAGES:
        return chosen
    names = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    named = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    wanted = [name.partition("_")[0].partition(".")[0].lower() for name in named.split(":")]
    return next((code for code in wanted if code in LANGUAGES), SOURCE)


class _Speech:
    """The one language of this process."""

    code = SOURCE


_ELIDED = re.compile(r"\b(?P<word>[Dd]|[Qq]u)e (?=\{(?P<name>\w+)\})")
_VOWELS = tuple("aeiouàâäéèêëîïôöùûüæœAEIOUÀÂÄÉÈÊËÎÏÔÖÙÛÜÆŒ")
"""With which a French word must begin for "de" and "que" before it to lose their own."""
_spoken: ContextVar[str] = ContextVar("_spoken", default="")
"""The language of this thread alone, while a block is under way; else that of the process."""


def use_language(code: str) -> None:
    """Speak this language from now on. Raises ValueError for one that Alcove does not speak."""
    if code not in LANGUAGES:
        raise ValueError(f"Alcove does not speak {code!r}.")
    _Speech.code = code


def current_language() -> str:
    return _spoken.get() or _Speech.code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """This language inside the block, in this thread alone. Raises ValueError for one that Alcove does not speak."""
    if code not in LANGUAGES:
        raise ValueError(f"Alcove does not speak {code!r}.")
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def source_language() -> AbstractContextManager[None]:
    """English inside the block, in this thread alone: for prompts, and for what checks a model's English."""
    return speaking(SOURCE)


def tr(message: str, /, **values: object) -> str:
    """A message in the language of the person, with `{name}` filled in from `values`."""
    text = _translations(current_language()).gettext(message)
    return _filled(text, values) if values else text


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """A message that counts; `{n}` is the number, grouped as the language does it."""
    text = _translations(current_language()).ngettext(one, many, n)
    return _filled(text, {"n": decimal(n), **values})


def _filled(text: str, values: Mapping[str, object]) -> str:
    """A message with its values; in French "de Italo" becomes "d’Italo"."""
    filled = on_one_line(values)
    if current_language() == "fr":
        text = _ELIDED.sub(lambda found: _before(found, str(filled[found["name"]])), text)
    return text.format(**filled)


def _before(found: re.Match[str], value: str) -> str:
    return f"{found['word']}’" if value.startswith(_VOWELS) else found.group()


def decimal(number: float, places: int = 0) -> str:
    """A number as the language writes it: 1,204 and 3.5; 1.204 and 3,5; 1 204 and 3,5."""
    text = f"{number:,.{places}f}"
    marks = {"en": ",.", "de": ".,", "fr": "\u202f,"}[current_language()]
    return text.translate(str.maketrans(",.", marks))


def mark(message: str) -> str:
    """Marks a message that stands in a table, to be looked up with `tr` when it is shown."""
    return message


@cache
def _translations(code: str) -> gettext.NullTranslations:
    if code == SOURCE:
        return gettext.NullTranslations()
    folder = files("resources").joinpath("locale")
    return gettext.translation(DOMAIN, str(Path(str(folder))), [code], fallback=True)
