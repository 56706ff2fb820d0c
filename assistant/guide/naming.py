"""Works of the guide that a message names: what a library lacks can still be what something is to be like."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.domain.entities import Item
from assistant.guide.entries import Entry, entries
from assistant.guide.finding import guide
from assistant.language.gazetteer import Gazetteer, is_common
from assistant.language.names.articles import without_article
from assistant.language.normalise import Token, fold, tokenise
from assistant.messages import titled

_LIKENESS = re.compile(
    r"\b(?:like|similar to|close to|vein of|style of|spirit of|fan of|kind of|loved|liked|enjoyed|adored|finished|read"
    r"|reading|watched|reminds me of|remind me of|as|than|wie|ahnlich wie|gelesen|geliebt|comme|aime|lu|como|leido"
    r"|come|letto)(?: (?:the|a|an|der|die|das|le|la|les|el|il))?$"
)
_LONGEST, _FEW = 10, 2
"""Words of a title; and of one that any sentence may hold."""


class Absent(NamedTuple):
    """A work or a maker whom a message names, at text[start:end]."""

    entry: Entry
    name: str
    start: int
    end: int


def absent_in(text: str, taken: Sequence[tuple[int, int]]) -> Absent | None:
    """The first work, else the first maker, that stands outside of what is `taken`: where a likeness is said, or as a
    name of several words in capitals."""
    tokens = [one for one in tokenise(text) if not any(one.start < end and start < one.end for start, end in taken)]
    for known in (_titles(), _makers()):
        for at in range(len(tokens)):
            for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
                words = tokens[at : at + length]
                entry = known.get(" ".join(one.folded for one in words))
                if entry is not None and _is_meant(text, words):
                    return Absent(entry, text[words[0].start : words[-1].end], words[0].start, words[-1].end)
    return None


def owned(entry: Entry, names: Gazetteer) -> str:
    """The id of a work of the library that the entry speaks of, under whichever title; empty without one."""
    for maker in entry.creators:
        for item_id in names.works_of(maker):
            found = guide().find(Item(item_id, entry.kind, names.title_of(item_id), (maker,)))
            if found is not None and found.entry is entry:
                return item_id
    return ""


def name_of(absent: Absent) -> str:
    """“Title” by Creator, the title as the message has it; of a maker the name."""
    return absent.entry.creators[0] if absent.entry.is_of_maker else titled(absent.name, absent.entry.creators[:2])


def described(entry: Entry) -> str:
    """What the guide looks an entry up by, for a wish in place of a name."""
    return ", ".join(entry.keywords)


def _is_meant(text: str, words: Sequence[Token]) -> bool:
    capital = all(text[one.start].isupper() for one in words if len(one.folded) > 3) and text[words[0].start].isupper()
    likened = _LIKENESS.search(fold(text[: words[0].start])) is not None
    if len(words) == 1:
        return capital and likened and not is_common(words[0].folded)
    rare = any(not is_common(one.folded) for one in words)
    return (capital and not text.isupper()) or (likened and (rare or len(words) > _FEW))


@lru_cache(maxsize=1)
def _titles() -> dict[str, Entry]:
    """Works by their titles, and by the first words of a long one where no other begins so."""
    found: dict[str, Entry] = {}
    begun: dict[str, set[int]] = defaultdict(set)
    short: dict[str, Entry] = {}
    for number, entry in enumerate(entries()):
        if entry.is_of_maker:
            continue
        for title in (entry.title, *entry.others):
            form = fold(title)
            for one in {form, without_article(form)}:
                found.setdefault(one, entry)
            words = without_article(form).split()
            for count in range(2, len(words)):
                begun[" ".join(words[:count])].add(number)
                short[" ".join(words[:count])] = entry
    alone = {form: entry for form, entry in short.items() if len(begun[form]) == 1 and not _is_plain(form)}
    return alone | found


@lru_cache(maxsize=1)
def _makers() -> dict[str, Entry]:
    return {fold(name): one for one in entries() if one.is_of_maker for name in one.creators if " " in name.strip()}


def _is_plain(form: str) -> bool:
    """Whether any sentence might begin so."""
    return sum(not is_common(word) for word in form.split()) < 2
