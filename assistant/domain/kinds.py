"""What sort of work an item is, and how a kind is called."""

from enum import StrEnum

from assistant.messages import mark


class Kind(StrEnum):
    BOOK = "book"
    MUSIC = "music"
    DOCUMENT = "document"


class NoteKind(StrEnum):
    """What was written about an item, or underlined in it. The values are the words of the command line."""

    NOTE = "note"
    HIGHLIGHT = "highlight"
    REVIEW = "review"


class Colour(StrEnum):
    """Of what is highlighted in a text."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"


ONE = {Kind.BOOK: mark("Book"), Kind.MUSIC: mark("Music"), Kind.DOCUMENT: mark("Document")}
"""Of one work, standing alone. Where a kind is named inside a sentence, the sentence is written out for each kind:
other languages bend the words around it."""
MANY = {Kind.BOOK: mark("Books"), Kind.MUSIC: mark("Music"), Kind.DOCUMENT: mark("Documents")}
ENGLISH_NOUNS = {kind: name.lower() for kind, name in MANY.items()}
"""For the sentences of a profile, which are read again by rules of English."""
