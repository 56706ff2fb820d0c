"""From words to an intent: what is wanted, of which kind, like what, without what. Rules read it; a model may add."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, NamedTuple

from assistant.chat.demands import without_makers
from assistant.chat.follow.comparing import without_measures
from assistant.chat.understand.avoided import avoided, kinds_avoided
from assistant.chat.understand.comparing_names import (
    asks_for_alike,
    asks_for_more_by_them,
    by_them,
    compared,
    plainly_compared,
)
from assistant.chat.understand.intents import Act, act_of
from assistant.chat.understand.kinds import is_kind_word, kind_abroad
from assistant.chat.understand.small_talk import without_idioms, without_reactions
from assistant.domain.entities import Kind
from assistant.domain.rows import Row
from assistant.language.bounds.lengths import UNITS, minutes_in
from assistant.language.compounds import compounds_in, without_compounds
from assistant.language.entity_tagger import Span, find_spans
from assistant.language.facet_parser import kind_of, names_meant, read_facets, without_names
from assistant.language.facets import Facets
from assistant.language.foreign import is_abroad, language_of
from assistant.language.gazetteer import Gazetteer, Mention
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.numbers import COUNTED, NUMBERS
from assistant.language.taste.content import without_deed
from assistant.language.telling import words_of_wish
from assistant.language.vocabulary import vocabulary
from assistant.language.words.small_words import small_words
from assistant.language.words.stop_words import FILLER

READ = 2000
"""Characters of a text that are read. What follows in a pasted page is no request."""
MOST = 50
_EXACT = frozenset({Act.REMEMBER, Act.FORGET, Act.ANSWER, Act.GREET, Act.THANKS, Act.HELP, Act.RESET})
"""Acts whose text counts word for word."""
_COUNT = re.compile(
    r"\b(?:top |best |give me |show me |find me |recommend (?:me )?|suggest (?:me )?|need |want )?"
    r"(?P<number>\d{1,2}|"
    + "|".join(word for word in NUMBERS if word not in ("zero", "half", "hundred", "thousand"))
    + rf") (?:\w+ ){{0,2}}?{COUNTED}\b"
    r"|\btop (?!40\b)(?P<top>\d{1,2})\b"
)


class Edit(StrEnum):
    """What becomes of the wish under way: LIFT takes a condition away, LESS and MORE weaken or strengthen one."""

    NEW = "new"
    ADD = "add"
    REPLACE = "replace"
    LIFT = "lift"
    LESS = "less"
    MORE = "more"


class Needed(NamedTuple):
    """A value of an item card (`FACETS`), and how sure it is that the message names it, 0..1."""

    facet: str
    value: str
    confidence: float


CardMeant = int | Literal["it", "all"]
"""The place of a card shown, from 1; -1 is the last; "it" is the one under discussion."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One turn's wish. `facets` are asked for, `without` is to be left out."""

    text: str
    """Of a wish, with blanks where it only tells of circumstances."""
    wish: str = ""
    """The text without what only greets, thanks or praises; with the circumstances, which may tell of a need."""
    act: str = Act.RECOMMEND
    """One of `Act`, or the act of a tool that brings its own."""
    sure: bool = True
    """Whether a rule decided the act; if not, a model may."""
    kind: Kind | None = None
    facets: Facets = Facets()
    without: Facets = Facets()
    like: tuple[str, ...] = ()
    """Ids of items that the result is to resemble."""
    named: tuple[Mention, ...] = ()
    """Titles and creators of the library in the text, in order."""
    artists: tuple[Span, ...] = ()
    works: tuple[Span, ...] = ()
    absent: str = ""
    """What the library lacks and the wish is likened to; what the guide says of it stands in the text in its place."""
    minutes: float | None = None
    n: int | None = None
    titles: tuple[str, ...] = ()
    """What `like` is called: titles of the library, else the words of the text."""
    avoid: tuple[str, ...] = ()
    """What is to be left out, in words."""
    acts: Mapping[str, float] = field(default_factory=dict)
    """How likely each act is, as the heads see it; empty without them."""
    also: tuple[str, ...] = ()
    """Further acts of the same message: "thanks, and now something by Bach"."""
    refines: bool = False
    """Whether the wish under way is changed, and no new one begun."""
    edit: Edit = Edit.NEW
    card: CardMeant | None = None
    """Which of the cards shown is meant, if one is pointed at."""
    verdict: str = ""
    """What is said of a work: liked, disliked, finished, reading, aside, not_now."""
    asks_of: str = ""
    """What a question is about: item, documents, library, history, profile, alcove."""
    order: str = ""
    """newest, oldest, shortest, longest, recent."""
    status: str = ""
    """unread, reading, finished, liked, disliked, aside, where only such are wanted."""
    wanted: tuple[Needed, ...] = ()
    """Values of item cards that are wished for, in whatever words and language, the surest first."""
    avoided: tuple[Needed, ...] = ()

    def to_data(self) -> Row:
        """The form of `alcove intent --json`."""
        return {
            "kind": str(self.kind) if self.kind else None,
            "act": str(self.act),
            "facets": self.facets.to_data(),
            "like": list(self.titles),
            "avoid": list(self.avoid),
            "artists": [span.to_data() for span in self.artists],
            "works": [span.to_data() for span in self.works],
            "minutes": self.minutes,
            "n": self.n,
        }


def read_by_rules(
    text: str, names: Gazetteer | None = None, now: float | None = None, heard: tuple[str, bool] | None = None
) -> Intent:
    """Reads a text of any length by rules; the first 2,000 characters count.

    heard: the act and whether it is sure, where more than rules decided it.
    """
    text = text[:READ]
    names = names or Gazetteer()
    act, sure = heard or act_of(fold(text))
    # "Why not Dune?" asks for Dune.
    asked = text if act in _EXACT else without_reactions(text)
    plain = without_idioms(asked)
    exact = act in (Act.WHY_NOT, Act.REMEMBER, Act.FORGET)
    titles = [(one.start, one.end) for one in names_meant(plain, names) if one.role == "title"]
    wanted, denied = (plain, "") if exact else split_negations(plain, titles)
    together, unwanted = compounds_in(denied), without_compounds(denied)
    mentions = [one for one in names_meant(wanted, names) if one.role != "subject"]
    act, sure = _act_of_names(act, sure, wanted, mentions)
    pair = _paired(wanted, mentions, names) if act in (Act.RECOMMEND, Act.MORE_LIKE) else None
    if pair is not None:
        act, sure = Act.MORE_LIKE, True
    artists, works = find_spans(text, names)
    facets = read_facets(without_deed(wanted), names, now)
    without = read_facets(unwanted, names, now, language_of(plain), plain) if unwanted.strip() else Facets()
    like = _likes(wanted, mentions) if act == Act.MORE_LIKE else ()
    # "Like Stoner" asks for no metal.
    told = without_names(wanted, mentions) if act == Act.MORE_LIKE else wanted
    return Intent(
        text=text,
        wish=" ".join(_MOOD.sub(" ", asked).split()),
        act=act,
        sure=sure,
        # "Music for reading" names two kinds, of which the first is asked for.
        kind=pair or kind_of(told) or kind_of(_BESIDE.split(told, maxsplit=1)[0]) or kind_abroad(told, asked),
        facets=replace(facets, kind=None, genres=tuple(one for one in facets.genres if not is_kind_word(fold(one)))),
        without=replace(without, kind=None, minutes=None),
        like=tuple(item_id for one in like for item_id in one.ids[:1]),
        named=tuple(mentions),
        artists=artists,
        works=works,
        minutes=_minutes(wanted),
        n=count_in(fold(text)),
        titles=_titles(like, names) or _spoken(act, artists, works),
        avoid=(*together, *avoided(unwanted, without, names, abroad=is_abroad(asked)), *kinds_avoided(plain, unwanted)),
    )


def count_in(folded: str) -> int | None:
    """How many are asked for: "three books", "top 10"; at most 50."""
    found = _COUNT.search(folded)
    if not found:
        return None
    word = found["number"] or found["top"]
    number = int(NUMBERS[word]) if word in NUMBERS else int(word)
    return min(MOST, number) or None


_MADE = frozenset({"written", "published", "composed", "recorded", "released"})  # no words
"""Words beside when and by whom a work was made, and no subjects."""


def content_words(intent: Intent, *quiet: Container[str]) -> list[str]:
    """Words of the wish that no rule has read, beside those in `quiet`: what only search by meaning can use."""
    wanted, _ = split_negations(without_reactions(intent.text))
    wanted = without_measures(without_makers(wanted))
    letters = list(wanted)
    for one in intent.named:
        letters[one.start : one.end] = " " * (one.end - one.start)
    for term in vocabulary().find(wanted):
        letters[term.start : term.end] = " " * (term.end - term.start)
    return words_of_wish("".join(letters), FILLER, _MADE, small_words(intent.text), *quiet)


def subjects_said(intent: Intent) -> list[str]:
    """Those of its content words that can be a subject: behind "about" and the like, or of a message that says little
    else. Who is "honestly tired" and "thinking of quitting" asks for no book about either."""
    words = [word for word in content_words(intent) if not is_kind_word(word) and word not in UNITS]
    folded = fold(intent.text)
    behind = {word for found in _SUBJECT.finditer(folded) for word in found["what"].split()}
    if not behind and len(folded.split()) <= _SHORT and len(words) <= _FEW_SUBJECTS:
        return [word for word in words if not word.endswith("ly")]
    return [word for word in words if word in behind]


_ANOTHER = re.compile(
    r"\b(?:another|one more|the next|any other|noch (?:ein|eine|einen)|(?:un|une) autre|otr[oa]|un altro)\s+$", re.I
)


def _act_of_names(act: str, sure: bool, wanted: str, mentions: Sequence[Mention]) -> tuple[str, bool]:
    """The act where names decide it: what is compared with them, by whom they are, what was praised."""
    if not mentions:
        return act, sure
    if act in _WISHES and any(_ANOTHER.search(wanted[: one.start]) and len(one.ids) > 1 for one in mentions):
        # "Another Poirot" is one of them, and nothing like them.
        return Act.SEARCH, True
    if act in _WISHES and by_them(wanted, mentions):
        return Act.RECOMMEND, True
    if act == Act.COMPARE and all(one.role == "creator" for one in mentions) and _EITHER.search(wanted):
        return Act.RECOMMEND, True
    if (act in _WISHES and compared(wanted, mentions)) or (act in _QUESTIONS and plainly_compared(wanted, mentions)):
        return Act.MORE_LIKE, True
    if act in _WISHES and asks_for_more_by_them(wanted) and any(one.role == "title" for one in mentions):
        return Act.ABOUT, True
    if act in MISHEARD and len({one.ids[:1] for one in mentions}) == 1 and asks_for_alike(wanted):
        return Act.MORE_LIKE, True
    if act not in _EXACT and AGAIN.search(fold(wanted)) and any(one.role == "title" for one in mentions):
        return Act.MORE_LIKE, True
    praised = act == Act.RECOMMEND and not sure and _PRAISE.search(wanted)
    return (Act.MORE_LIKE if praised else act), sure


AGAIN = re.compile(
    r"\b(?:do|give|get|have|make) (?:me )?(?:it|that|this|the same)(?: thing)?(?: to (?:me|us))? again\b"
    r"|\b(?:same again|the same thing again|more of the same)\b",
    re.IGNORECASE,
)
"""Asks for what does the same: "it calmed me; do it again with a choir"."""
_SHORT, _FEW_SUBJECTS = 6, 3
_THING = (
    r"(?:something|anything|everything|some|any|one|ones|stuff|more|books?|novels?|story|stories|tales?|histor(?:y"
    r"|ies)|read|memoirs?"
    r"|biograph(?:y|ies)|poems?|essays?|songs?|music|albums?|pieces?|papers?|articles?|documents?)"
)
_SUBJECT = re.compile(
    r"(?<!thinking )(?<!worried )(?<!talking )(?<!what )(?<!how )(?<!care )(?<!going )\b(?:about|featuring|regarding"
    r"|concerning"
    rf"|involving|{_THING} (?:on|with|of)|uber|zum thema|sur|a propos de|au sujet de|sobre"
    rf"|acerca de)\b(?P<what>(?: \w+){{1,4}})"
)
_MOOD = re.compile(r"\bin the mood (?:for|to)\b", re.IGNORECASE)
"""Is no title there."""
_EITHER = re.compile(r"\b(?:whichever|either|one of them|no matter which|egal wer|peu importe|da igual)\b", re.I)
_WISHES = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE})
_QUESTIONS = frozenset({Act.ABOUT, Act.COMPARE, Act.VERDICT, Act.WHY, Act.OPEN, Act.HELP, Act.UNCLEAR, Act.OFF_TOPIC})
MISHEARD = frozenset({
    Act.RECOMMEND, Act.SEARCH, Act.ABOUT, Act.ANSWER, Act.LIBRARY, Act.COMPARE, Act.PROFILE, Act.HELP, Act.UNCLEAR,
    Act.OFF_TOPIC, Act.SMALL_TALK, Act.COMPLAINT,
})  # fmt: skip
"""Acts that a question is taken for which asks for something like a name."""
_PRAISE = re.compile(r"\b(?:loved?|liked?|enjoyed|adored?|finished|fan of|favou?rite)\b", re.IGNORECASE)


def _paired(wanted: str, mentions: Sequence[Mention], names: Gazetteer) -> Kind | None:
    """The kind asked for beside a work of another: "a record for this novel", "what to hear while reading Emma"."""
    cue = _BESIDE.search(wanted)
    kind = kind_of(wanted[: cue.start()]) if cue else None
    if cue is None or kind is None:
        return None
    behind = [names.kinds.get(one.ids[0]) for one in mentions if one.role == "title" and one.start >= cue.end()]
    pointed = kind_of(wanted[cue.end() :]) if _POINTED.search(wanted, cue.end()) else None
    return kind if any(other not in (None, kind) for other in (*behind, pointed)) else None


_BESIDE = re.compile(
    r"\b(?:while|whilst|when|for|with|beside|alongside|to match|that (?:fits?|suits?|matches)|to accompany)\b", re.I
)
_POINTED = re.compile(r"\b(?:this|that|it|these|those)\b", re.I)


def _likes(wanted: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The names after "like" or "similar to"; all of them where only that is said."""
    meant = compared(wanted, mentions)
    if meant:
        return meant
    cue = re.search(
        r"\b(?:like|similar to|similar as|close to|lines of|style of|vein of|spirit of|as|of)\b", wanted, re.I
    )
    after = [one for one in mentions if cue is None or one.start >= cue.start()]
    return after or list(mentions)


def _titles(like: Sequence[Mention], names: Gazetteer) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.title_of(one.ids[0]) if one.role == "title" else one.name for one in like))


def _spoken(act: str, artists: Sequence[Span], works: Sequence[Span]) -> tuple[str, ...]:
    return tuple(span.text for span in (*works, *artists)) if act == Act.MORE_LIKE else ()


def _minutes(text: str) -> float | None:
    """The time that a text names, be it of a work or of what goes on meanwhile."""
    least, most = minutes_in(fold(text)) or (None, None)
    return most if most is not None else least
