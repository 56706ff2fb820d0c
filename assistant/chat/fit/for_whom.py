"""For whom something is, where a work tells it: who asks for a child that loved a children's book wants another."""

import re
from collections.abc import Sequence

from assistant.chat.constraint import FOR_CHILDREN, Having
from assistant.domain.entities import Item, Kind
from assistant.language.normalise import fold
from assistant.language.taste.traits import trait

_OF_ANOTHER = re.compile(
    r"\b(?:he|she|they) (?:\w+ )?(?:wants?|needs?|asks?|says?|said|must|can|has|is|likes?|loves?|reads?|keeps?)\b"
    r"|\b(?:hes|shes|theyre|he s|she s)\b|\b(?:for|to|with) (?:him|her|them)\b"
)
"""Speaks of somebody else who is to have it."""


def for_whom(text: str, named: Sequence[Item]) -> list[Having]:
    """What holds where a message likens its wish to works for children and speaks of who is to have it."""
    books = [one for one in named if one.kind is Kind.BOOK]
    young = bool(books) and all(map(trait(FOR_CHILDREN).shown_by, books))
    return [Having(FOR_CHILDREN)] if young and _OF_ANOTHER.search(fold(text)) else []
