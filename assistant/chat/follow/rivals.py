"""What cannot hold beside a new constraint, and a wish without the words that asked for what has gone."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.cards.wishes import named_values
from assistant.chat.constraint import (
    AtLeast,
    AtMost,
    Avoiding,
    Bound,
    Constraint,
    Having,
    InLanguage,
    InWords,
    OfGenre,
    OfMood,
    OfOrigin,
    OfTempo,
    OfTheme,
    Sized,
)
from assistant.chat.session import ChatSession
from assistant.language.normalise import fold, tokenise
from assistant.language.taste.themes import themes_in
from assistant.language.taste.traits import traits_in
from assistant.language.vocabulary import vocabulary

_RIVALS: dict[type[Constraint], tuple[type[Constraint], ...]] = {
    Sized: (AtMost, AtLeast),
    AtMost: (Sized,),
    AtLeast: (Sized,),
}
"""What cannot hold beside a constraint of a type."""
_ASKED = (OfGenre, OfMood, OfTheme, OfTempo, Having, InWords)
_SIDES: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (
        frozenset({"happy", "funny", "light", "cosy", "hopeful"}),
        frozenset({"sad", "dark", "scary", "angry", "lonely", "tense"}),
    ),
    (frozenset({"calm", "dreamy"}), frozenset({"energetic", "intense", "tense", "angry"})),
)
"""Moods that cannot both be wished for: one asked for later replaces those of the other side."""
_PACES = (
    (frozenset({"fast"}), frozenset({"calm", "dreamy"})),
    (frozenset({"slow"}), frozenset({"energetic"})),
)
"""Tempi that end a mood, and the other way round."""


def with_all(session: ChatSession, new: Iterable[Constraint]) -> ChatSession:
    """The session with new constraints, and without what they contradict: "sad songs" ends "nothing sad", and the other
    way round. Among the new ones only the plainest contradictions count: a crime novel may be without a murder."""
    added = tuple(new)
    before = session.constraints
    gone = [old for old in before if any(_opposed(one, old) or _denies(one, old) for one in added)]
    session = without(session, gone)
    for one in added:
        rivals = [old for old in session.constraints if _excludes(one, old)]
        session = without(session, rivals).with_constraint(one)
    return session


def without(session: ChatSession, gone: Iterable[Constraint]) -> ChatSession:
    """The session without these constraints, and without the words of its wish that asked for them."""
    taken = tuple(gone)
    kept = tuple(one for one in session.constraints if one not in taken)
    wish = session.wish
    for one in taken:
        if isinstance(one, _ASKED):
            wish = _without_concept(wish, one.what)
    return replace(session, constraints=kept, wish=wish)


def _without_concept(wish: str, concept: str) -> str:
    """A wish without the words for a concept, in whatever language it was said."""
    forms = [form.split() for form in vocabulary().phrases.get(concept, (fold(concept),))]
    values, themes = set(named_values(concept)), set(themes_in(concept))
    letters, tokens = list(wish), tokenise(wish)
    for at, token in enumerate(tokens):
        same = values & set(named_values(token.folded)) or themes & set(themes_in(token.folded))
        own = [one.folded for one in tokens[at:]]
        said = max((len(one) for one in forms if own[: len(one)] == one), default=0)
        said = max(said, int(bool(same) or [token.folded.removesuffix("s")] in forms))
        for one in tokens[at : at + said]:
            letters[one.start : one.end] = " " * (one.end - one.start)
    return " ".join("".join(letters).split())


def _excludes(new: Constraint, old: Constraint) -> bool:
    """Whether two constraints of whatever turns cannot hold together."""
    if isinstance(old, _RIVALS.get(type(new), ())) or _opposed(new, old):
        return True
    return isinstance(new, Avoiding) != isinstance(old, Avoiding) and new.value == old.value


def _denies(new: Constraint, old: Constraint) -> bool:
    """Whether one asks for what the other is to leave out, under whatever name: no water, then the sea."""
    if isinstance(new, Avoiding) == isinstance(old, Avoiding):
        return False
    pair = (new, old) if isinstance(new, Avoiding) else (old, new)
    denied, asked = pair[0].value, pair[1]
    if not isinstance(asked, _ASKED):
        return False
    return is_of(denied, asked.what)


def is_of(denied: str, asked: str) -> bool:
    """Whether what is asked for is a case of what is denied: a word of it, its theme, or its trait."""
    if set(fold(denied).split()) & set(fold(asked).split()):
        return True
    if any(theme.told_in(denied) for theme in themes_in(asked)):
        return True
    return not set(traits_in(asked)).isdisjoint(traits_in(denied))


def _opposed(new: Constraint, old: Constraint) -> bool:
    """Whether two moods lie on opposite sides, two bounds leave nothing between them, or a language takes the place of
    where the makers come from."""
    if isinstance(new, OfMood) and isinstance(old, OfMood):
        return any(new.what in one and old.what in other for pair in _SIDES for one, other in (pair, pair[::-1]))
    if {type(new), type(old)} == {InLanguage, OfOrigin}:
        return True
    if isinstance(new, OfTempo | OfMood) and isinstance(old, OfTempo | OfMood):
        pair = {new.what, old.what}
        return any(pair & fast and pair & slow for fast, slow in _PACES)
    if isinstance(new, Bound) and isinstance(old, Bound) and type(new) is not type(old):
        least, most = (new, old) if isinstance(new, AtLeast) else (old, new)
        return most.minutes <= least.minutes
    return False
