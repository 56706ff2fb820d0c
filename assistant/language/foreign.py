"""Whether a text is in another language than English, by its small words; no model is asked."""

from assistant.language.normalise import fold
from assistant.language.stop_words import FOREIGN
from assistant.language.vocabulary import vocabulary

_LEAST = 3


def is_foreign(text: str) -> bool:
    """True if at least three words, and more than of English ones, are small words of another language or no Latin."""
    words = fold(text).split()
    if not words:
        return False
    other = sum(word in FOREIGN or not word.isascii() for word in words)
    english = sum(word in vocabulary().plain and word not in FOREIGN for word in words)
    scripts = sum(not word.isascii() for word in words) * 2 > len(words)
    return scripts or (other >= _LEAST and other > english)
