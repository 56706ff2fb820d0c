"""Whether a message goes on with the wish under way, and what of its own words it adds to it."""

from assistant.chat.constraint import OfKind
from assistant.chat.follow.cues import FRESH, GOING_ON, HIS, LIKE_THESE, MEANT_KIND, OTHER_MAKER
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent, content_words
from assistant.domain.entities import Kind
from assistant.language.normalise import fold, tokenise
from assistant.language.vocabulary import vocabulary

COMPARED = frozenset({"shorter", "briefer", "longer", "older", "newer", "earlier", "later", "bigger", "smaller"})
_FEW = 3
"""Words that are hardly a wish of their own while another is under way."""
_EMPTY = frozenset(fold("""
    lovely nice great thanks thank ok okay hmm hm then instead though too either please maybe perhaps rather actually
    still even bit little lot really quite thing things stuff possible preferably ideally meant mean sorry yes no yeah
    after all same again different version idea ideally would could kind sort type best better much many very
    add append put include swap replace
""").split())  # fmt: skip # no words


def goes_on(intent: Intent, session: ChatSession) -> bool:
    """True if the words change the wish under way, and begin none of their own."""
    if not (session.wish or session.constraints or session.cards) or intent.like:
        return False
    if any(one.role == "title" for one in intent.named):
        return False
    folded = fold(intent.text)
    held = next((one.kind for one in session.constraints if isinstance(one, OfKind)), None)
    if intent.kind is not None and held not in (None, intent.kind):
        return bool(MEANT_KIND.search(folded)) and not _is_fresh(folded)
    if _points(folded) or (intent.refines and not FRESH.search(folded)):
        return True
    if intent.named and not FRESH.search(folded) and GOING_ON.search(folded):
        return True
    if GOING_ON.search(folded):
        return not _is_fresh(folded) or not own_words(intent)
    only_kind = not own_words(intent) and not intent.facets.themes and not intent.facets.genres and not intent.named
    return only_kind or (len(folded.split()) <= _FEW and intent.kind is None and not intent.named)


def own_words(intent: Intent) -> list[str]:
    """Words of a message that no rule has read and that ask for something."""
    return content_words(intent, COMPARED, _EMPTY)


def without_kind_words(wish: str) -> str:
    """The wish without what only names a kind: "with a ship in it" of "a novel with a ship in it"."""
    letters = list(wish)
    kinds = vocabulary().kinds
    for token in tokenise(wish):
        if token.folded in kinds:
            letters[token.start : token.end] = " " * (token.end - token.start)
    return " ".join("".join(letters).split())


def kind_changes(intent: Intent, session: ChatSession) -> Kind | None:
    """The kind that replaces the one under way."""
    held = next((one.kind for one in session.constraints if isinstance(one, OfKind)), None)
    return intent.kind if intent.kind is not None and intent.kind is not held else None


def _points(folded: str) -> bool:
    """Whether the words work against what was shown: "not that author", "something in the same vein", "of his"."""
    return bool(OTHER_MAKER.search(folded) or HIS.search(folded) or LIKE_THESE.search(folded))


def _is_fresh(folded: str) -> bool:
    found = FRESH.search(folded)
    return found is not None and not GOING_ON.match(folded)
