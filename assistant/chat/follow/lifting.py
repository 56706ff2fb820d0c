"""Takes away what the person no longer minds, in whatever words: "needn't be Russian", "sad is fine", "any length"."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.chat.constraint import (
    AtLeast,
    AtMost,
    Avoiding,
    ByCreator,
    Constraint,
    FromYears,
    InLanguage,
    OfGenre,
    OfKind,
    OfMood,
    Sized,
)
from assistant.chat.follow.cues import ANY, GROUPS, LIFTING
from assistant.chat.session import ChatSession
from assistant.language.normalise import blanked, fold, tokenise
from assistant.language.vocabulary import vocabulary

_TYPES: dict[str, tuple[type[Constraint], ...]] = {
    "kind": (OfKind,), "length": (AtMost, AtLeast, Sized), "language": (InLanguage,), "years": (FromYears,),
    "mood": (OfMood,), "genre": (OfGenre,), "creator": (ByCreator,),
}  # fmt: skip
_SMALL = frozenset({"at", "most", "least", "by", "in", "no", "nothing", "from", "on", "up", "to", "the", "that", "a"})


def lifted(session: ChatSession, text: str) -> tuple[ChatSession, str]:
    """The session without the conditions that a text takes away, and the text with blanks where it did so."""
    folded = fold(text)
    for rule in (ANY, *LIFTING):
        for match in rule.finditer(folded):
            changed = _without(session, match["what"])
            if changed != session:
                return lifted(changed, blanked(text, match.start(), match.end()))
    return session, text


def without_words(wish: str, spoken: Iterable[str]) -> str:
    """A wish without these words, in either number."""
    bare = {word.rstrip("s") for word in spoken if len(word) > 2}
    letters = list(wish)
    for token in tokenise(wish):
        if token.folded.rstrip("s") in bare:
            letters[token.start : token.end] = " " * (token.end - token.start)
    return " ".join("".join(letters).split())


def _without(session: ChatSession, what: str) -> ChatSession:
    spoken = set(what.split()) - _SMALL
    stays = _staying(spoken, what)
    kept = tuple(one for one in session.constraints if stays(one))
    return replace(session, constraints=kept, wish=without_words(session.wish, spoken))


def _staying(spoken: set[str], what: str) -> Callable[[Constraint], bool]:
    words = vocabulary()
    groups = {GROUPS[word] for word in spoken if word in GROUPS}
    types = tuple(one for group in groups for one in _TYPES[group])
    concepts = {term.concept for term in words.find(what)} | {words.languages.get(word, "") for word in spoken}

    def stays(one: Constraint) -> bool:
        if isinstance(one, types) or one.value in concepts:
            return False
        about = {group for group, _ in words.terms.get(fold(one.value), ())}
        if isinstance(one, Avoiding) and groups & about:
            return False
        return not spoken & ({*fold(one.value).split(), *fold(one.chip).split()} - _SMALL)

    return stays
