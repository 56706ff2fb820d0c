"""Every message has its translation, with the same values to fill in, and the compiled catalogues are in step."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from assistant.messages import languages

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"tr": (1,), "trn": (1, 2), "mark": (1,)}
PACKAGES = ("assistant", "gui", "indexers", "profiles")
TRANSLATED = [code for code in languages() if code != "en"]


def extracted() -> set[str | tuple[str, ...]]:
    """Every message in the code; a plural is a pair."""
    found: set[str | tuple[str, ...]] = set()
    for package in PACKAGES:
        for _, _, message, _, _ in extract_from_dir(str(ROOT / package), [("**.py", "python")], keywords=KEYWORDS):
            found.add(message if isinstance(message, str) else tuple(message))
    return found


def catalogue(code: str) -> Catalog:
    with open(LOCALE / code / "LC_MESSAGES" / "alcove.po", "rb") as file:
        return read_po(file, locale=code)


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)", text))


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated(code: str) -> None:
    known = {one.id if isinstance(one.id, str) else tuple(one.id): one for one in catalogue(code) if one.id}
    # A message that stands alone and also counts is one entry, with plurals.
    known |= {one.id[0]: one for one in catalogue(code) if one.id and not isinstance(one.id, str)}
    missing = [message for message in extracted() if message not in known or not _whole(known[message].string)]
    assert sorted(map(str, missing)) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_fills_in_what_the_message_does(code: str) -> None:
    for message in catalogue(code):
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        given = [message.string] if isinstance(message.string, str) else list(message.string)
        allowed = {tuple(places(one)) for one in sources} | {tuple(p for p in places(sources[-1]) if p != "n")}
        assert message.id == "" or {tuple(places(one)) for one in given} <= allowed, message.id


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_compiled_catalogue_is_in_step(code: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(code))
    assert (LOCALE / code / "LC_MESSAGES" / "alcove.mo").read_bytes() == compiled.getvalue(), "run: make messages"


def _whole(string: str | tuple[str, ...] | list[str]) -> bool:
    return bool(string) if isinstance(string, str) else bool(string) and all(string)
