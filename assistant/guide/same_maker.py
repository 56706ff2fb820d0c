"""Whether two spellings name one person or band."""

from assistant.language.names.articles import without_article
from assistant.language.normalise import fold


def name_words(text: str) -> list[str]:
    """The words of a name, folded, without an article."""
    return without_article(fold(text)).split()


def last_word(text: str) -> str:
    """What a name is looked up by; empty where it has no words."""
    return next(reversed(name_words(text)), "")


def is_same_maker(one: str, other: str) -> bool:
    """Whether two spellings may name one person or band: "J. S. Bach", "Bach", "Miles Davis Quintet"."""
    shorter, longer = sorted((one, other), key=lambda text: len(name_words(text)))
    first, second = name_words(shorter), name_words(longer)
    if not first or first == second:
        return bool(first)
    if len(first) == 1:
        # Bach is J. S. Bach, but The Band is not every band.
        return first[0] == second[-1] and len(fold(shorter).split()) == 1
    if second[: len(first)] == first:
        return True
    return first[-1] == second[-1] and all(
        mine.startswith(theirs) or theirs.startswith(mine)
        for mine, theirs in zip(first[:-1], second[:-1], strict=False)
    )
