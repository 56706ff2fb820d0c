"""Which act a message is, of what rules and heads say of it; and what the heads tell of it beside the act."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

import numpy as np

from assistant.chat.constraint import Avoiding
from assistant.chat.demands import denied_and_required
from assistant.chat.follow.cues import MEANT_KIND
from assistant.chat.leaning import cued_kind, denies_instrument
from assistant.chat.understand.heads import Earlier, Floats, Reading
from assistant.chat.understand.intent import Edit, Intent, Needed
from assistant.chat.understand.intents import Act, act_of
from assistant.chat.understand.kinds import kind_abroad
from assistant.chat.understand.labels import ABOUTS, ACTS, CARDS, EDITS, KINDS, ORDERS, REFINE, STATUSES, VERDICTS
from assistant.domain.cards import COLUMNS
from assistant.domain.entities import Kind
from assistant.language.facet_parser import names_meant
from assistant.language.gazetteer import Gazetteer
from assistant.language.normalise import fold
from assistant.language.taste.content import is_about
from assistant.language.telling import telling_words
from assistant.language.vocabulary import vocabulary
from assistant.language.words.stop_words import FILLER, STOP_WORDS

Value = TypeVar("Value")

EXACT = frozenset({Act.RESET, Act.NOTHING, Act.GREET, Act.THANKS, Act.HELP, Act.VERDICT, Act.NOTES})
"""Acts whose rules read the whole text: no head knows better."""
_FINER = {
    Act.RECOMMEND: (Act.MORE_LIKE,), Act.ANSWER: (Act.NOTES,), Act.ABOUT: (Act.NOTES,), Act.LIBRARY: (Act.NOTES,),
    Act.WHY: (Act.WHY_NOT,), Act.SMALL_TALK: (Act.GREET, Act.THANKS),
}  # fmt: skip
"""Acts that the heads do not tell apart from others, and the rules do."""
LEAST, FURTHER, SAID, NEEDED = 0.3, 0.5, 0.6, 0.35
"""How sure the heads must be: of the act, for the rules to give way; of a further one; of a verdict or what is asked
of; of a value that is needed."""
HEARD, BELIEVED = 0.6, 0.2
"""How sure the heads must be of a kind, and for a word that says one to be believed. Of messages of authors held back
the kind was right in .757 with every word believed, in .818 with these."""
SURELY = 0.8
"""How much of what speaks for any kind must speak for one, where a wish names none, by the heads of acts and those of
wishes alike: of 152 such wishes of seven libraries .99 were for that one, of 57 with less .74."""
POINTED, UNNAMED = 0.4, 0.8
"""How sure the heads must be of a card; and that none is meant, for one that is named not to be. There .802 were right
without names and from .6 on, .861 with these."""
WISHES = frozenset({Act.RECOMMEND, Act.SEARCH, Act.MORE_LIKE, Act.MAKE_LIST})
CAREFUL: Mapping[str, float] = {
    Act.REMEMBER: 0.5, Act.FORGET: 0.5, Act.HIDE: 0.5, Act.VERDICT: 0.4, Act.UNDO: 0.4, Act.OPEN: 0.5,
}  # fmt: skip
"""How sure the heads must be of acts that write something down or start a program: of the former .77 are right, without
it .68."""
_TAKING_BACK = (Act.FORGET, Act.UNDO)
"""“Forget what I said about jazz” is both; either does what is asked, so together they must be as sure."""
_FEW, _ENOUGH = 2, 3
"""Words of a message that is about what it names; and telling ones with which it says for which kind it is."""
_CLAUSE = re.compile(r"[.,;:!?()–—]+")
_BEFORE_KIND = frozenset({
    "a", "an", "some", "any", "the", "no", "nope", "actually", "rather", "instead", "just", "make", "it", "please",
    "now", "then", "but", "and", "so", "ein", "eine", "einen", "lieber", "doch", "bitte", "un", "une", "uno", "una",
    "plutot", "i", "meant", "mean", "want", "wanted", "need",
})  # fmt: skip # no words
_SENTENCE = re.compile(r"[^.?!;]+[.?!;]*")
_WHY = re.compile(r"\b(?:why|how come|what makes|reasons?|warum|wieso|weshalb|pourquoi|por que|perche|waarom)\b")
_DENIED = re.compile(
    r"\b(?:not|never|without|isnt|wasnt|arent|didnt|dont|doesnt|nicht|kein\w*|pas|jamais|sans|no|non)\b"
)


class Pointing(StrEnum):
    """What a message points at, as far as names tell that the library knows."""

    WORK = "work"
    DOCUMENT = "document"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


_SHIFT = 4.0
_SHIFTS: Mapping[Pointing, Mapping[str, float]] = {
    Pointing.WORK: {Act.ABOUT: _SHIFT, Act.ANSWER: 1 / _SHIFT},
    Pointing.DOCUMENT: {Act.ABOUT: 1 / _SHIFT, Act.ANSWER: _SHIFT},
    # A work may be meant that the library lacks.
    Pointing.NOTHING: {Act.ABOUT: 0.5, Act.COMPARE: 0.5},
    Pointing.UNKNOWN: {},
}
"""By what the chances of acts are multiplied: the heads do not know what the library holds. Between 2 and 8 it makes
no difference on messages of authors held back, of whose acts .732 instead of .725 are right with it."""


_OF_PAPER = (1.0, 3.0, 30.0, 100.0)
"""By what the chance of a question about papers is multiplied, by the words that only one holds. Of the questions about
papers of three libraries .44 have one such word, .27 two and .17 more; of the wishes .31, .022 and .006."""


def pointing(text: str, names: Gazetteer, before: Sequence[Earlier]) -> Pointing:
    """NOTHING only where a library knows no name in the text, and nothing was said before."""
    meant = names_meant(text, names)
    kinds = [names.kinds.get(item_id) for one in meant if one.role == "title" for item_id in one.ids[:1]]
    if kinds:
        return Pointing.DOCUMENT if all(kind is Kind.DOCUMENT for kind in kinds) else Pointing.WORK
    open_ = before or not names.titles or any(one.role == "creator" for one in meant)
    return Pointing.UNKNOWN if open_ else Pointing.NOTHING


def act_heard(
    text: str, reading: Reading, served: frozenset[str], at: Pointing = Pointing.UNKNOWN, of_paper: int = 0
) -> tuple[str, bool]:
    """The act, and whether it is sure. served: acts that something answers; what none does is left to the rules.
    of_paper: how many words of the text only a paper holds."""
    folded = fold(text)
    ruled, sure = act_of(folded)
    if ruled in EXACT:
        return ruled, sure
    likely = {one: chance * _SHIFTS[at].get(one, 1.0) for one, chance in acts_of(reading).items()}
    likely[Act.ANSWER] *= _OF_PAPER[min(of_paper, len(_OF_PAPER) - 1)]
    taken_back = sum(likely[one] for one in _TAKING_BACK) >= CAREFUL[Act.FORGET]
    may = {one for one in likely if likely[one] >= CAREFUL.get(one, 0.0) or (taken_back and one in _TAKING_BACK)}
    act: str = max(may, key=lambda one: likely[one])
    if ruled in _FINER.get(Act(act), ()):
        return ruled, True
    if act == ruled or likely[act] < LEAST or act not in served:
        return ruled, sure
    if act == Act.WHY and _DENIED.search(fold(_asking_why(text))):
        act = Act.WHY_NOT
    return act, True


def _asking_why(text: str) -> str:
    """The clause that asks for the reason; the whole text where none does: "why is this for me? And no flannel"."""
    return next((one for one in _SENTENCE.findall(text) if _WHY.search(fold(one))), text)


def acts_of(reading: Reading) -> dict[str, float]:
    """How likely each act is. A wish and a change of it are one act."""
    likely: dict[str, float] = {}
    for act, probability in zip(ACTS.values(), reading["act"].tolist(), strict=True):
        likely[act] = likely.get(act, 0.0) + probability
    return likely


def with_reading(intent: Intent, reading: Reading, card: int | None = None) -> Intent:
    """The intent with all that the heads tell beside the act. `card`: the place of the one that the text names."""
    chances = dict(zip(ACTS, reading["act"].tolist(), strict=True))
    further = zip(ACTS.values(), reading["does"].tolist(), strict=True)
    edit = EDITS[int(np.argmax(reading["edit"]))]
    return replace(
        intent,
        acts=acts_of(reading),
        also=tuple(dict.fromkeys(act for act, sure in further if sure >= FURTHER and act != intent.act)),
        refines=chances[REFINE] > chances["recommend"],
        edit=Edit(edit),
        kind=_kind(intent, reading),
        card=card if card is not None and reading["card"][0] < UNNAMED else _said(CARDS, reading["card"], POINTED),
        verdict=_said(VERDICTS, reading["verdict"]) or "",
        asks_of=_said(ABOUTS, reading["about"]) or "",
        order=_surest(ORDERS, reading["order"]),
        status=_surest(STATUSES, reading["status"]),
        wanted=_needed(reading["wanted"]),
        avoided=_needed(reading["avoided"]),
    )


def _is_plain(text: str) -> bool:
    """Whether a text is about a kind of thing, and names it not only by the way."""
    folded = fold(text)
    few = len(folded.split()) <= _FEW or any(_names_kind(one) for one in _CLAUSE.split(text))
    return few or MEANT_KIND.search(folded) is not None or kind_abroad(text) is not None


def _names_kind(clause: str) -> bool:
    """Whether a clause says nothing but a kind: "no, a book. Short, nothing sad"."""
    rest = [word for word in fold(clause).split() if word not in _BEFORE_KIND]
    return len(rest) == 1 and rest[0] in vocabulary().kinds


def _kind(intent: Intent, reading: Reading) -> Kind | None:
    """What a word says, unless the heads hear it otherwise ("the book I told you of"); else what they hear. Nearly
    every wish is for one kind, whether it says so or not."""
    likely = reading["kind"]
    if intent.kind is not None and (_is_plain(intent.text) or likely[KINDS.index(intent.kind)] >= BELIEVED):
        return intent.kind
    if intent.act not in WISHES:
        heard = _said(KINDS, likely, HEARD)
        return Kind(heard) if heard else None
    shares = np.mean([one[1:] / max(float(one[1:].sum()), 1e-9) for one in (likely, reading["kind_wished"])], axis=0)
    at = int(np.argmax(shares))
    # Who says no more than "something calm" leaves it open.
    sure = shares[at] >= SURELY and len(telling_words(intent.text, FILLER, STOP_WORDS)) >= _ENOUGH
    told = _kind_of_denial(intent) or cued_kind(intent.text) or _kind_of_genre(intent)
    return told or (Kind(KINDS[1 + at]) if sure else None)


def _kind_of_genre(intent: Intent) -> Kind | None:
    """The one kind that has the genres which are asked for: a whodunit is a book, whoever sings beside it. Not a paper:
    who posts a letter in a story asks for no letter."""
    kinds = {vocabulary().kinds_of_genre.get(one) for one in intent.facets.genres}
    return kinds.pop() if len(kinds) == 1 and Kind.DOCUMENT not in kinds and not is_about(intent.text) else None


def _kind_of_denial(intent: Intent) -> Kind | None:
    """Music, where nobody is to sing, a book having words; and where an instrument is turned down by itself."""
    denied = {one.what for one in denied_and_required(intent.text) if isinstance(one, Avoiding)}
    # The same word is Swedish for singing and French for blood.
    sung = "singing" in denied and "blood" not in denied
    return Kind.MUSIC if sung or denies_instrument(intent.text) else None


def _said(values: Sequence[Value | None], likely: Floats, least: float = SAID) -> Value | None:
    """The likeliest value, if it is sure enough."""
    at = int(np.argmax(likely))
    return values[at] if likely[at] >= least else None


def _surest(values: Sequence[str], likely: Floats) -> str:
    at = int(np.argmax(likely))
    return values[at] if likely[at] >= FURTHER else ""


def _needed(likely: Floats) -> tuple[Needed, ...]:
    found = [Needed(*COLUMNS[at], float(likely[at])) for at in np.flatnonzero(likely >= NEEDED).tolist()]
    return tuple(sorted(found, key=lambda one: -one.confidence))
