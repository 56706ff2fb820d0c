"""Which two works a comparison is between, by title, by creator or character, or by a form that both have."""

import re
from collections.abc import Sequence

from assistant.chat.about.spoken_of import spoken_of
from assistant.chat.services import Services
from assistant.domain.entities import Kind
from assistant.language.normalise import fold

_BETWEEN = re.compile(
    r"\b(?:or|versus|vs|and|than|against|compared (?:to|with)|from|with|to|oder|und|als|gegen|ou|et|que|avec|o|y)\b"
)


def sides_of(text: str, named: Sequence[str], services: Services, kind: Kind | None = None) -> list[str]:
    """Ids of at most two works. `named` are those whose titles stand in the text."""
    chosen = list(dict.fromkeys(named))[:2]
    sides = _BETWEEN.split(fold(text))
    # "So What" is made of words that tell nothing by themselves.
    exact = [one for side in sides for one in _titled(side, services, kind)]
    chosen = list(dict.fromkeys((*chosen, *exact)))[:2]
    for side in sides:
        if len(chosen) > 1:
            return chosen
        found = [one for one in spoken_of(side, services, kind, names_only=True) if one not in chosen]
        titles = {fold(services.item(one).title) for one in chosen}
        # A side that names what was named already is not the other side.
        if found and not any(title in side for title in titles):
            chosen.append(found[0])
    if len(chosen) < 2:
        chosen += [one for one in spoken_of(text, services, kind) if one not in chosen]
    return chosen[:2]


def _titled(side: str, services: Services, kind: Kind | None) -> list[str]:
    """The work whose whole title a side begins or ends with, the longest of them."""
    works = [(fold(one.title), one.id) for one in services.works() if kind in (None, one.kind)]
    words = f" {side.strip()} "
    found = [one for one in works if one[0] and (words.startswith(f" {one[0]} ") or words.endswith(f" {one[0]} "))]
    return [max(found, key=lambda one: len(one[0]))[1]] if found else []
