"""The words of a text that tell what it is about: one way to leave out those that say little by themselves.

What says little depends on what is read: a wish is made of kinds and numbers, a question of the small words of any
language. Beyond that each reader names its own.
"""

from collections.abc import Container

from assistant.language.normalise import fold
from assistant.language.numbers import NUMBERS
from assistant.language.vocabulary import vocabulary
from assistant.language.words.stop_words import FOREIGN, STOP_WORDS


def telling_words(text: str, *quiet: Container[str]) -> list[str]:
    """The folded words of a text in order, without the vocabulary's plain ones and those in `quiet`."""
    lists = (vocabulary().plain, *quiet)
    return [word for word in fold(text).split() if not any(word in held for held in lists)]


def words_of_wish(text: str, *quiet: Container[str]) -> list[str]:
    """The same of a wish: neither a kind, a deed, a language nor a number, which rules read."""
    words = vocabulary()
    found = telling_words(text, words.kinds, words.deeds, words.languages, NUMBERS, *quiet)
    return [word for word in found if not word[0].isdigit()]


def words_of_question(text: str, *quiet: Container[str]) -> list[str]:
    """The same of a question or a title in any language: without the small words of all of them."""
    return telling_words(text, STOP_WORDS, FOREIGN, *quiet)
