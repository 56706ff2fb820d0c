"""Whether a text is in another language than English, by its small words; no model is asked."""

from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary

_SMALL = frozenset({
    "ich", "und", "der", "die", "das", "ein", "eine", "einen", "nicht", "mir", "mit", "fur", "ist", "etwas",
    "suche", "bitte", "von", "auf", "zum", "hast", "je", "un", "une", "et", "les", "des", "pour", "avec",
    "dans", "est", "pas", "que", "qui", "du", "cherche", "moi", "quelque", "chose", "el", "los", "las", "una",
    "por", "para", "con", "quiero", "busco", "algo", "mas", "sobre", "il", "lo", "gli", "di", "che", "per",
    "cerco", "vorrei", "qualcosa", "um", "uma", "nao", "com", "quero", "een", "het", "van", "ik", "niet",
    "voor", "och", "att", "jag", "en", "som", "te", "mi",
})  # fmt: skip  # fmt: skip
_LEAST = 3


def is_foreign(text: str) -> bool:
    """True if at least three words, and more than of English ones, are small words of another language or no Latin."""
    words = fold(text).split()
    if not words:
        return False
    other = sum(word in _SMALL or not word.isascii() for word in words)
    english = sum(word in vocabulary().plain and word not in _SMALL for word in words)
    scripts = sum(not word.isascii() for word in words) * 2 > len(words)
    return scripts or (other >= _LEAST and other > english)
