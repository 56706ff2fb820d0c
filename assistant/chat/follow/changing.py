"""What of the wish under way a message leaves: all but a few words where it changes it, little where it begins anew."""

import re
from dataclasses import replace

from assistant.chat.constraint import (
    AtLeast,
    AtMost,
    Avoiding,
    ByCreator,
    Constraint,
    FromYears,
    Having,
    InWords,
    NotFromYears,
    OfGenre,
    OfKind,
    OfMood,
    OfTempo,
    OfTheme,
    Sized,
)
from assistant.chat.follow.comparing import moods_said
from assistant.chat.follow.cues import LEAVING
from assistant.chat.follow.rivals import is_of, without
from assistant.chat.follow.wish import kind_changes, own_words, without_kind_words, without_leaving
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Edit, Intent
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Kind
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.taste.ages import audience_of
from assistant.language.taste.traits import trait_named
from assistant.language.telling import telling_words
from assistant.language.vocabulary import vocabulary

_OPPOSITE = re.compile(
    r"\b(?:the (?:very |exact )?opposite|(?:das )?gegenteil|(?:le )?contraire|lo contrario|il contrario)\b"
)
_FOR_OTHERS = re.compile(
    r"\b(?:for (?:me|myself|us|my \w+|a \w+|him|her)|fur (?:mich|uns|mein\w*)|pour (?:moi|nous|ma|mon)|para mi"
    r"|per me)\b"
)
"""Says for whom it is now."""
_ONLY = re.compile(r"\b(?:only|just|nur|bloss|seulement|juste|solo|soltanto|instead|statt\w*|after all|rather)\b")
_TO_GO_WITH = re.compile(
    r"\b(?:(?:to|that|which) (?:go(?:es)?|fits?|match(?:es)?|suits?)|to accompany|alongside|for (?:it|that)"
    r"|passend\w*|dazu|das passt"
    r"|(?:va|aille) avec|accompagn\w*|acompan\w*|accompagn\w*)\b"
)
_OTHER_MIND = re.compile(
    r"\b(?:chang(?:ed?|ing) my mind|on second thoughts?|scrap that|anders uberlegt|change d avis|cambiado de idea"
    r"|cambiato idea|mudei de ideia)\b"
)
_IN_PLACE = re.compile(
    r"\bsame (?:\w+ )?(?:(?:but|only|again|now|just) )*(?:for|about|on) |\binstead\b|\bstattdessen\b"
    r"|\b(?:das )?gleiche (?:nur |aber )?(?:fur|uber|zu) |\bmeme chose (?:mais )?(?:pour|sur) "
    r"|\blo mismo (?:pero )?(?:para|sobre) "
)
_SUBJECTS = (OfGenre, OfTheme)
_WHAT = (OfGenre, OfMood, OfTheme, InWords, Having)
_BOUNDS = (AtMost, AtLeast, Sized, FromYears)


def begun(session: ChatSession, intent: Intent, kind: Kind | None) -> ChatSession:
    """The session for a new wish. What must not be stays, if the kind can have it; so does the age of a child."""
    text = without_leaving(intent.wish or intent.text)
    leaves = LEAVING.search(fold(intent.text)) is not None
    held = next((one for one in session.constraints if isinstance(one, OfKind)), None)
    changed = kind is not None and held is not None and held.kind is not kind
    # Bounds that were told before any wish are of the first one.
    held_on = (Avoiding,) if _has_wish(session) else (Avoiding, *_BOUNDS)
    kept: list[Constraint] = [one for one in session.constraints if isinstance(one, held_on)]
    kept = [one for one in kept if not (changed and (_is_of_one_kind(one) or _tells_nothing(one, kind)))]
    if leaves:
        # Another thing of that kind, and none of those that were shown.
        kept += [held] if held is not None and kind is None else []
        left = tuple(dict.fromkeys((*session.left_out, *session.cards)))
        session = replace(session, left_out=left)
        text = text if telling_words(text) else ""
    return replace(session, constraints=tuple(kept), wish=f"{text}{_still_for(session, intent)}".strip())


def _has_wish(session: ChatSession) -> bool:
    return any(isinstance(one, (OfKind, ByCreator, *_WHAT)) for one in session.constraints)


def _still_for(session: ChatSession, intent: Intent) -> str:
    """The words for whom the wish before was, if it was for a child and nothing else is said."""
    before, now = audience_of(session.wish), audience_of(intent.text)
    if not before or now or intent.kind is Kind.MUSIC or _FOR_OTHERS.search(fold(intent.text)):
        return ""
    return f" for {before}"  # no words


def _is_of_one_kind(one: Constraint) -> bool:
    """Whether what must not be is something that only books, or only music, have."""
    known = trait_named(fold(one.value))
    return known is not None and known.kind is not None


def _tells_nothing(one: Constraint, kind: Kind | None) -> bool:
    """Whether what must not be is a subject, and music is asked for: no music is about a murder."""
    if kind is not Kind.MUSIC or not isinstance(one, Avoiding) or isinstance(one, NotFromYears):
        return False
    words = vocabulary()
    groups = {group for group, _ in words.terms.get(fold(one.what), ())}
    heard = groups & {"mood", "tempo"} or words.kinds_of_genre.get(one.what) is Kind.MUSIC
    return not (heard or trait_named(fold(one.what)) or fold(one.what) in words.languages or one.what[:1].isupper())


def continued(session: ChatSession, intent: Intent) -> ChatSession:
    """The wish under way with the message's own words, and without what another kind cannot have."""
    if _OPPOSITE.search(fold(intent.text)):
        # Of the opposite nothing stays but the kind, and what it was is what it must not be.
        was = [Avoiding(one.what) for one in session.constraints if isinstance(one, OfGenre | OfMood | OfTheme)]
        kept = tuple(one for one in session.constraints if not isinstance(one, OfGenre | OfMood | OfTheme | InWords))
        return replace(session, constraints=(*kept, *was), wish=intent.wish or intent.text)
    session = _restated(session, intent)
    if is_to_go_with(intent, session):
        # Music is seldom about what a book is about, and can still be like it.
        kept = tuple(one for one in session.constraints if not isinstance(one, OfTheme))
        session = replace(session, constraints=kept)
    kind = kind_changes(intent, session)
    if kind is not None:
        session = _of_other_kind(session, kind)
    if audience := audience_of(intent.text):
        session = replace(session, wish=f"{session.wish} for {audience}")  # no words
    own = own_words(intent)
    told = own or intent.facets.themes or intent.facets.genres
    if told and (intent.edit is Edit.REPLACE or _replaces(intent)):
        kept = tuple(one for one in session.constraints if not isinstance(one, OfTheme | InWords))
        session = replace(session, constraints=kept, wish="")
    if intent.act is Act.MAKE_LIST and (intent.facets.moods or moods_said(intent.text)):
        # A list that says how it is to sound is not like what was heard before.
        session = without(session, [one for one in session.constraints if isinstance(one, OfMood | OfTempo)])
    if not own:
        return session
    words = " ".join(own)
    session = without(
        session, [one for one in session.constraints if isinstance(one, Avoiding) and is_of(one.what, words)]
    )
    return session.with_constraint(InWords(words))


def _replaces(intent: Intent) -> bool:
    """Whether a subject takes the place of the one before: "changed my mind, gardens", "the same for bees"."""
    folded = fold(intent.text)
    return bool(_OTHER_MIND.search(folded) or (intent.facets.themes and _IN_PLACE.search(folded)))


def is_to_go_with(intent: Intent, session: ChatSession) -> bool:
    """Whether music is asked for that goes with the books or papers of before."""
    return kind_changes(intent, session) is Kind.MUSIC and _TO_GO_WITH.search(fold(intent.text)) is not None


def _of_other_kind(session: ChatSession, kind: Kind) -> ChatSession:
    """The wish without what only the kind before could have: lengths, its genres, its traits."""
    # A length that was told before any kind is for whatever comes.
    had_one = any(isinstance(one, OfKind) for one in session.constraints)
    other = {genre for genre, of in vocabulary().kinds_of_genre.items() if of is not kind}
    gone = [
        one
        for one in session.constraints
        if (had_one and isinstance(one, AtMost | AtLeast | Sized))
        or _tells_nothing(one, kind)
        or (isinstance(one, OfGenre) and one.what in other)
        or (isinstance(one, Avoiding | Having) and _is_of_one_kind(one))
    ]
    session = without(session, gone)
    return replace(session, wish=without_kind_words(session.wish))


def _restated(session: ChatSession, intent: Intent) -> ChatSession:
    """Of several subjects under way only those that a message names again, where it says that only they count: "no
    water after all. Mountains!"."""
    said = {*intent.facets.themes, *intent.facets.genres}
    held = [one for one in session.constraints if isinstance(one, _SUBJECTS)]
    denies = split_negations(intent.text)[1].strip() or _ONLY.search(fold(intent.text))
    if not said or not denies or not said <= {one.what for one in held}:
        return session
    return without(session, [one for one in held if one.what not in said])
