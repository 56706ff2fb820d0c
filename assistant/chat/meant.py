"""Which items a text speaks of, by name, by place or as "that one"; which statement of the profile; what is told."""

import re
from collections.abc import Sequence

from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import CardMeant, Intent
from assistant.chat.understand.intents import Act, cards_meant, means_that
from assistant.chat.understand.unknown_names import title_said
from assistant.domain.entities import Statement
from assistant.language.normalise import fold
from assistant.language.numbers import ORDINALS
from assistant.language.taste.reading import read_taste
from assistant.language.telling import telling_words

_PLACES = {
    **ORDINALS, "former": 1, "latter": 2, "erste": 1, "ersten": 1, "erstes": 1, "zweite": 2, "zweiten": 2, "dritte": 3,
    "dritten": 3, "vierte": 4, "vierten": 4, "funfte": 5, "funften": 5, "premier": 1, "premiere": 1, "deuxieme": 2,
    "seconde": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5,
}  # fmt: skip
_LAST = {"last", "letzte", "letzten", "letztes", "dernier", "derniere"}
_MIDDLE = {"middle", "mittlere", "mittleren"}
_PLACED = re.compile(
    r"\b(?:the|der|die|das|den|dem|le|la)\s?(?P<place>" + "|".join([*_PLACES, *_LAST, *_MIDDLE]) + r")"
    # What follows tells a place in a row from "the first time" and "the second world war".
    r"(?= (?:one|ones|card|book|song|album|track|title|pick|item|document|paper|suggestion|recommendation|piece|novel"
    r"|then|please|and|or|but|is|was|were|with|looks|sounds|seems|maybe|perhaps|though|instead|of (?:them|these"
    r"|those)"
    r"|which|what|who|has|had|already|bitte|und|oder|ist|war|aber|et|ou|est|mais|i|ill|id|im|it|too|as)\b|$)"
)
_OF_IT = frozenset({Act.ABOUT, Act.WHY, Act.WHY_NOT, Act.OPEN})
_OF_NAMED = frozenset({Act.VERDICT, Act.HIDE, Act.WHY, Act.WHY_NOT, Act.OPEN})
_BEFORE_NAME = re.compile(
    r"\b(?:lov\w+|lik\w+|enjoy\w*|ador\w+|hat\w+|dislik\w+|finish\w*|read|heard|reading|abandon\w*|open|play"
    r"|show(?: me)?|why not|hide|mark|started|liebe?|mag|hasse|gelesen|offne|öffne|aime|adore|d[ée]teste|lu|ouvre)\W+$",
    re.IGNORECASE,
)
_NEAR = 0.36
"""Nearness from which a sentence of the profile is what is spoken of."""
_TASTE = frozenset(("i", "like", "dont", "not", "my"))  # no words
_ASKING = re.compile(
    r"\W*(?:nah|nope|no(?=,)|yeah|please|pls|can you|could you|would you|will you|you should|i want you to"
    r"|id like you to|alcove|hey"
    r"|ok|okay|oh|and"
    r"|so|also|just|right|good|remember|keep in mind|bear in mind|make a note|take note|note down"
    r"|(?:note |memo |one )?for the (?:record|file)|put (?:it|that|this) on (?:the )?(?:record|file)|note"
    r"|(?:cross|strike|scratch|rub|take|wipe) (?:out|off)"
    r"|from now on|for (?:the future|future reference|next time|reference)"
    r"|don['’]?t forget|do not forget|never forget|forget|unlearn|strike|scrap|drop"
    r"|delete|remove"
    r"|erase|add|save|this(?=\s*:)|put|write down|log|get rid of|no need to remember|stop thinking|stop assuming"
    r"|(?:in)?to my profile|from my profile|out of my profile|what i (?:said|told you|wrote)|whatever i said"
    r"|(?:that|the) (?:thing|bit|part|sentence|line|one)|you(?:['’]?ve| have) got me down as|someone who|somebody who"
    r"|merk(?:e)? dir|merken sie sich|bitte|denk da?ran|vergiss(?: nicht)?|notier\w*|streich\w*|retiens"
    r"|souviens-toi|note[rz]?"
    r"|n['’]oublie\w* pas|oublie\w*|apunta|recuerda|olvida|ten en cuenta|ricorda(?:ti)?|annota|tieni presente"
    r"|somewhere in yourself|somewhere|for (?:me|us)(?=\s*[:,])|jot down|schreib\w* (?:dir |es |bitte )*auf|onthoud"
    r"|noteer"
    r"|schrijf op|vergeet niet|dat|lembra(?:-te)?|lembre-se|não te esqueças"
    r"|dimentica|retenez|che|que|dass|daß|that|about"
    r"|of|with"
    r"|where|how)\b[\s,:;–—-]*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[\s,;.–—-]*\b(?:just so you know|(?:hold|hang) on ?to that|from now on|ok(?:ay)?|for next time"
    r"|so you know|(?:write|put|jot|note) (?:that|this|it) (?:down(?: somewhere)?|where(?:ver)?[^.!?]*)|note that"
    r"|keep (?:that|this|it)(?: in mind)?|remember (?:that|this|it)|mind that"
    r"|(?:please )?(?:strike|forget|drop|delete|scrap) (?:that|it)|that was (?:just )?a phase|for good|in mind"
    r"|please|bitte"
    r"|in my profile|from my profile|to my profile|merk dir das|retiens[- ]le|thing)[\s.!]*$",
    re.IGNORECASE,
)


def pointed_out(intent: Intent, session: ChatSession) -> list[str]:
    """Ids of the items that a text names by title, by place among what was named or shown, or by a creator of one of
    them."""
    titles = [one for one in intent.named if one.role == "title"]
    if intent.act in _OF_IT:
        # "I loved Emma. Would Persuasion be for me?" asks of the latter.
        titles = [one for one in titles if _ends_asking(intent.text, one.end)] or titles
    found = [one.ids[0] for one in titles]
    if intent.act in (Act.VERDICT, Act.HIDE):
        # "Never show me Emma again" names it behind a denial.
        found += intent.without.titles
    found += [one for one in places_meant(fold(intent.text), session) if ":" not in one]
    if not found:
        held = set(session.cards) | set(session.named)
        found = [item_id for one in intent.named if one.role == "creator" for item_id in one.ids if item_id in held][:1]
    return list(dict.fromkeys(found))


def _ends_asking(text: str, at: int) -> bool:
    """Whether the sentence that holds a place ends in a question mark."""
    end = re.search(r"[.!?;]", text[at:])
    return end is not None and end.group() == "?"


def items_meant(intent: Intent, session: ChatSession) -> list[str]:
    """Ids of the items that a text speaks of: those that it points out, or "that one"."""
    folded, found = fold(intent.text), pointed_out(intent, session)
    if not found and intent.act in _OF_NAMED and _judges_name(intent):
        return []
    if not found and intent.act in _OF_IT and means_that(folded) and session.focus:
        # What was spoken of last is "it"; the heads only guess which card that was.
        found.append(session.focus)
    if not found and intent.card is not None:
        found += _pointed_at(intent.card, session)
    if not found and (means_that(folded) or intent.act in (Act.WHY, Act.ABOUT, Act.VERDICT, Act.HIDE)):
        one = session.focus or next(iter(session.cards), "")
        found += [one] if one else []
    elif len(found) == 1 and intent.act is Act.COMPARE and means_that(folded) and session.focus:
        found.append(session.focus)
    if not found and intent.act is Act.COMPARE:
        found = list((session.named if len(session.named) > 1 else session.cards)[:2])
    return list(dict.fromkeys(found))


def _judges_name(intent: Intent) -> bool:
    """Whether a deed is of something that is named and not in the library: "I loved The Hobbit"."""
    name = title_said(intent)
    return bool(name) and _BEFORE_NAME.search(intent.text[: intent.text.find(name)]) is not None


def _pointed_at(card: CardMeant, session: ChatSession) -> list[str]:
    """The cards that are meant by the message as a whole."""
    if card == "all":
        return list(session.cards)
    if card == "it":
        one = session.focus or next(iter(session.cards), "")
        return [one] if one else []
    place = card - 1 if card > 0 else card
    return [session.cards[place]] if -1 <= place < len(session.cards) and session.cards else []


def places_meant(folded: str, session: ChatSession) -> list[str]:
    """What folded text speaks of by place: of what the person named last, where that was more than one, else of the
    cards. A creator among what was named stands as "creator:Name"."""
    row = session.named if len(session.named) > 1 else session.cards
    places = []
    for match in _PLACED.finditer(folded):
        word = match["place"]
        place = len(row) if word in _LAST else (len(row) + 1) // 2 if word in _MIDDLE else _PLACES[word]
        if 1 <= place <= len(row):
            places.append(place - 1)
    return [row[place] for place in dict.fromkeys(places or cards_meant(folded, len(row)))]


def points_only(intent: Intent, session: ChatSession) -> bool:
    """True if the text only points at a card: "the second one"."""
    bare = (
        not (intent.facets or intent.without or intent.avoid)
        and bool(session.cards)
        and len(fold(intent.text).split()) <= 5
    )
    points = means_that(fold(intent.text)) or bool(pointed_out(intent, session))
    return bare and points and intent.act is Act.RECOMMEND and not intent.sure and bool(items_meant(intent, session))


_BELIEVED = re.compile(
    r"\b(?:(?:as|so) far as (?:you|u) (?:know|can tell|remember|see|are aware)"
    r"|according to (?:you|u|my profile)|so far|do (?:you|u) (?:think|reckon|believe|say)"
    r"|in your (?:view|opinion|eyes|book)|(?:going|judging) by .*|from what (?:you|u) (?:know|ve seen|have seen)"
    r"|(?:soweit|soviel) du weisst|deiner meinung nach|nach deiner meinung|d ?apres (?:toi|vous)|selon (?:toi|vous)"
    r"|a ton avis|(?:and|or) what (?:do i|i) \w+)\b"
)
"""Says that what is believed is asked for, and names no matter of it."""


def about_me(text: str) -> str:
    """What a question about the person is about: "horror" of "do you think I like horror?"; empty for all of them."""
    folded = fold(text)
    found = re.search(r"\b(?:i|me) (?:like|love|hate|dislike|avoid|enjoy|prefer|mag|aime)\b(?P<what>.+)$", folded)
    what = _BELIEVED.sub("", found["what"]) if found else ""
    return " ".join(what.split()) if telling_words(what, ("like", "best", "most")) else ""


def statement_meant(text: str, statements: Sequence[Statement], nearness: Sequence[float]) -> Statement | None:
    """The statement that the text speaks of: `nearness` is that in meaning of each, about 0..1, to which the share of
    the words that both say is added. None if nothing is near."""
    words = set(telling_words(text, _TASTE))
    marks = []
    for near, one in zip(nearness, statements, strict=True):
        own = set(telling_words(one.text, _TASTE))
        marks.append((near + len(own & words) / min(len(own), len(words)) if own and words else near, one))
    best = max(marks, key=lambda mark: mark[0], default=(0.0, None))
    return best[1] if best[0] >= _NEAR else None


def about(text: str) -> str:
    """What a sentence about taste is about, without what says that it is liked or not."""
    taste = read_taste(text)
    return "; ".join((*taste.likes, *taste.dislikes)) or text


_BEHIND_THAT = re.compile(
    r"\b(?P<that>dass|daß|dat) (?P<who>[Ii]ch|ik|er|sie|wir|hij|zij|we|(?:[Mm]ein|[Uu]nser|mijn|onze?)\w* \w+"
    r"|[A-ZÄÖÜ][\w-]+) (?P<what>.+) (?P<verb>[\w]+)[\s.!]*$"
)


_FIRST_PERSON = ("ich ", "ik ", "je ", "j'", "j’", "me ", "mi ")  # no words


def told(text: str) -> str:
    """What is to be remembered or forgotten, without the words that ask for it; as it stands where it is only taste.
    What stands behind a German "dass" or a Dutch "dat" is put in the order of a sentence."""
    words = _BEHIND_THAT.sub(
        lambda found: f"{found['that']} {found['who']} {found['verb']} {found['what']}", text.strip()
    )
    while (found := _ASKING.match(words)) is not None and found.end():
        words = words[found.end() :]
    while (found := _BEHIND.search(words)) is not None:
        words = words[: found.start()]
    words = words.strip(" ,;:–—-?")
    words = f"{words[:1].upper()}{words[1:]}" if words.startswith(_FIRST_PERSON) else words
    return "" if fold(words) in ("that", "about", "of", "it", "this") else words
