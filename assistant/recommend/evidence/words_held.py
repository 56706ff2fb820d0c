"""Which words of a text an item has, or means by another word."""

from assistant.domain.entities import Item
from assistant.language.facet_parser import is_measured
from assistant.language.negation import split_negations
from assistant.language.vocabulary import vocabulary
from assistant.recommend.text.text_features import content_words, names_key


def subject_of(item: Item, concept: str) -> str:
    """The item's subject that holds a word for the concept; empty if none does."""
    forms = [names_key(form) for form in (*vocabulary().phrases.get(concept, ()), concept)]
    return next((one for one in item.subjects if any(f" {f} " in f" {names_key(one)} " for f in forms if f)), "")


def words_held(item: Item, text: str) -> tuple[list[str], int]:
    """The telling words of a text that an item has in its names, subjects, moods or description, or a word of the same
    meaning; and how many telling words there are."""
    own = " ".join((item.title, *item.creators, *item.subjects, *item.moods, item.album, item.told))
    stems, words = set(content_words(own)), vocabulary()
    text = split_negations(text)[0]
    named = {term.surface: term.concept for term in words.find(text)}
    told = [*named, *(word for word in names_key(text).split() if not any(word in one.split() for one in named))]
    telling = [
        one for one in dict.fromkeys(told) if one not in words.kinds and content_words(one) and not is_measured(one)
    ]
    held = [
        one
        for one in telling
        if stems.issuperset(content_words(one))
        or (one in named and (named[one] in item.moods or subject_of(item, named[one])))
    ]
    return held, len(telling)
