"""Whether a message goes on with the wish under way, and what of its own words it adds to it."""

import re
from dataclasses import replace

from assistant.chat.constraint import OfKind
from assistant.chat.follow.comparing import compares, is_mood_word, moods_said, without_measures
from assistant.chat.follow.cues import (
    ANAPHORIC,
    FRESH,
    GOING_ON,
    HIS,
    LEAVING,
    LIKE_THESE,
    MEANT_KIND,
    OCCASION,
    OTHER_MAKER,
)
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent, content_words
from assistant.chat.understand.kinds import is_kind_word, kind_abroad
from assistant.domain.entities import Kind
from assistant.language.negation import split_negations
from assistant.language.normalise import blanked, fold, tokenise
from assistant.language.taste.traits import traits_in
from assistant.language.tongues import language_named
from assistant.language.vocabulary import vocabulary

COMPARED = frozenset({"shorter", "briefer", "longer", "older", "newer", "earlier", "later", "bigger", "smaller"})
_FEW = 3
"""Words that are hardly a wish of their own while another is under way."""
_EMPTY = frozenset(fold("""
    lovely nice great thanks thank ok okay hmm hm then instead though too either please maybe perhaps rather actually
    still even bit little lot really quite thing things stuff possible preferably ideally meant mean sorry yes no yeah
    after all same again different version idea ideally would could kind sort type best better much many very
    add append put include swap replace
    completely entirely totally altogether else loud quiet somebody someone anyone anybody subject topic first second
    third fourth fifth length got plutot eher lieber piuttosto
    author writer composer artist band auteur autor kunstler compositeur meme selben
    written write recorded composed published made own owned
    apiece every last shortest longest newest oldest sang sung plays wrote going
""").split())  # fmt: skip # no words
_HEADED = re.compile(r"\b(?:something|anything|sth|smth|etwas|irgendwas|was|quelque chose|un truc|algo|qualcosa)\b")
_TOLD = re.compile(
    r"^(?:(?:ok|okay|so|well|oh|hey|hi|right|now|and now|sorry|ach|bon|bah) )*"
    r"(?:i(?: am|m| cant| cannot| have| feel|ve| need| just| got)|my|we|(?:its|it is) (?:raining|snowing|pouring"
    r"|freezing|late"
    r"|cold|hot|sunny|been|friday|saturday|sunday|monday)|ich (?:bin|kann|habe|fuhle|muss)|mein\w*|wir|mir ist"
    r"|es (?:regnet"
    r"|schneit|ist)|je (?:suis|n|me)|j ?ai|mon|ma|mes|on est|il (?:pleut|neige|fait)|estoy|no puedo|mi|sono"
    r"|non riesco) "
)
_WEATHER = re.compile(r"\b(?:its|it is) (?:raining|snowing|pouring|freezing|late|cold|hot|sunny|been|\w+day)\b")
_OF_THIS = re.compile(r"\bi (?:meant|mean|was (?:hoping|thinking)|d rather|would rather|prefer|said|asked|wanted)\b")
_THINGS = frozenset(fold("""
    book books novel novels ebook ebooks paperback memoir memoirs music song songs album albums track tracks tune tunes
    record records soundtrack playlist document documents paper papers article articles report reports
""").split())  # fmt: skip # no words
_EDITING = re.compile(
    r"(?:^|[.!?]\s+)(?:(?:ok|okay|and|please|but|can you|could you|bitte|et)[\s,]+)*(?:swap|replace|exchange|drop"
    r"|lose|skip"
    r"|ditch|remove|take (?:out|away|off)|leave out|add|tausch\w*|ersetz\w*|lass\w*|streich\w*|enl[èe]ve\w*|retire\w*"
    r"|remplace\w*|ajoute\w*)\b",
    re.IGNORECASE,
)
_TOO = re.compile(r"\b(?:too|zu|trop|troppo|demasiado) [\w'’-]+", re.IGNORECASE)
"""Says what was wrong with what was shown, and not what is to come."""
_BY_THE_WAY = re.compile(
    r"\b(?:i(?:['’]ve| have)? )?changed? my mind\b|\bon second thoughts?\b"
    r"|\b(?:oh|good|dear) (?:lord|god|grief|heavens|me)\b"
    r"|\b(?:that|this|it)(?: one)? (?:goes|can go|went) (?:\w+ )?on (?:the|my) (?:pile|list|shelf|stack)\b"
    r"|\bi(?:['’]ve| have)? (?:already )?told you(?: (?:before|already|so|that))?(?: about (?:that|it|this))?\b"
    r"|\b(?:i )?should(?: have|['’]ve) said\b|\blet['’]?s go all the way\b",
    re.IGNORECASE,
)
"""Tells of the talk itself, and of nothing that is wished for."""
_CLAUSE = re.compile(r"[^.,;:!?–—]+")
_WAY = re.compile(
    r"\b(?:for|on|during) (?:the|my|our|this|a) (?:\w+ )?(?:drive|ride|trip|way|walk|run|journey|flight|road|commute)\b"
    r"(?: (?:home|back|there|over|up|down|in|out)\b)?|\bf[üu]r (?:die|den) (?:\w+)?(?:fahrt|weg|reise)\b"
    r"|\bpour (?:le trajet|la route|le voyage)(?: du retour)?\b",
    re.IGNORECASE,
)
"""Tells when it is heard, and is no part of what it is to be about."""
_TELLS = re.compile(
    r"(?:(?:sorry|because|cause|since|as|and|but|so|well|oh|ok|okay) )*(?:i|im|ive|ill|my|we|weve|well be|our|he|hes"
    r"|hell"
    r" be|his|she|shes|shell|her|it|itll|they|theyre|theyll|their|you know|youve|ich|mein\w*|wir|unser\w*|je|jai|mon"
    r"|ma|mes|nous|on|notre|nos) \w"
)
_WISHES = re.compile(
    r"\b(?:want\w*|need\w*|lik\w+(?! to\b)|lov\w+|prefer\w*|fancy|mean|meant|look\w*|after|hat\w+|rather|some\w*"
    r"|any\w*|more|less"
    r"|no|not|nothing|without|hop\w+|wish\w*|think\w*|mood|in (?!(?:the|an?|my|his|her|our|your|their)\b)\w+|about"
    r"|read\w*|hear\w*|said|asked|mag|mochte|will(?! be\b)"
    r"|brauch\w*|such\w*|etwas|kein\w*|lieber|veux|voudrais|aime\w*|cherch\w*|envie|quelque|pas|plutot)\b"
)
"""With which a clause asks for something, whoever it speaks of."""
_IS_DOING = re.compile(r"[A-Z]\w+['’]s \w+ing(?: \w+)?")
_NOUN_PHRASE = re.compile(r"^(?:(?:now|ok|okay|so|then|please) )*(?:an?|some|any|einen?|eine|un|une|des|una|uno) \w")


def is_said_again(intent: Intent, session: ChatSession) -> bool:
    """True for the wish under way in the same words: it asks for nothing new."""
    said = fold(intent.wish or intent.text)
    return bool(said and session.cards) and said == fold(session.wish)


def goes_on(intent: Intent, session: ChatSession) -> bool:
    """True if the words change the wish under way, and begin none of their own."""
    if not (session.wish or session.constraints or session.cards) or intent.like or intent.absent:
        return False
    folded = fold(intent.text)
    if any(one.role == "title" for one in intent.named) or LEAVING.search(folded):
        return False
    held = next((one.kind for one in session.constraints if isinstance(one, OfKind)), None)
    if intent.kind is not None and held not in (None, intent.kind):
        return not _is_fresh(folded) and (MEANT_KIND.search(folded) is not None or not _asks(intent))
    if _points(folded) or compares(intent.text) or _EDITING.search(intent.text):
        return True
    if _is_whole(intent, folded):
        return False
    if intent.refines or GOING_ON.search(folded):
        return True
    return not _asks(intent) or (len(folded.split()) <= _FEW and intent.kind is None and not intent.named)


def _is_whole(intent: Intent, folded: str) -> bool:
    """Whether a message would be a wish without anything before it: it opens as one, or names a thing and what that is
    to be like, for when it is to be, or how one feels; and it speaks of nothing that was shown."""
    if ANAPHORIC.search(_WEATHER.sub(" ", folded)) or _OF_THIS.search(folded):
        return False
    if _is_fresh(folded):
        return _asks(intent)
    if GOING_ON.match(folded):
        return False
    thing = not _THINGS.isdisjoint(folded.split()) or kind_abroad(intent.text) is not None
    if OCCASION.search(folded) and (thing or _HEADED.search(folded)):
        return True
    if (thing or (_NOUN_PHRASE.match(folded) and intent.facets.genres)) and _asks(intent):
        return True
    return bool(_TOLD.match(folded)) and not split_negations(intent.text)[1].strip()


def _asks(intent: Intent) -> bool:
    """Whether a message says more of the thing than its kind and what can be measured."""
    facets = intent.facets
    said = own_words(intent) or facets.themes or facets.genres or facets.moods or intent.named
    return bool(said or moods_said(intent.text))


def own_words(intent: Intent) -> list[str]:
    """Words of a message that no rule has read and that ask for something."""
    wanted = without_leaving(without_measures(split_negations(intent.text)[0]))
    for rule in (_WAY, _TOO, _BY_THE_WAY):
        wanted = rule.sub(lambda found: " " * len(found.group()), wanted)
    text = without_asides(wanted, alone=wanted == intent.text)
    words = content_words(replace(intent, text=text), COMPARED, _EMPTY)
    abroad = kind_abroad(intent.text) is not None
    # How old a child is, and languages, are read already, in whatever form.
    words = [word for word in words if "jahrig" not in word and not language_named(word)]
    return [word for word in words if not (is_mood_word(word) or _is_demand(word) or (abroad and is_kind_word(word)))]


def _is_demand(word: str) -> bool:
    """Whether a word alone demands a trait, as "singing" does."""
    return any(one.required for one in traits_in(word))


def without_asides(text: str, *, alone: bool = True) -> str:
    """The text with blanks where a clause only tells something of somebody, "my wrists are shot"; as it is where it is
    `alone`, and nothing else is left."""
    letters = list(text)
    for clause in _CLAUSE.finditer(text):
        folded = fold(clause.group())
        if (_TELLS.match(folded) and not _WISHES.search(folded)) or _IS_DOING.fullmatch(clause.group().strip()):
            letters[clause.start() : clause.end()] = " " * (clause.end() - clause.start())
    rest = "".join(letters)
    return rest if fold(rest) or not alone else text


def without_leaving(text: str) -> str:
    """The text without what leaves the wish before."""
    found = LEAVING.search(fold(text))
    return blanked(text, found.start(), found.end()) if found else text


def without_kind_words(wish: str) -> str:
    """The wish without what only names a kind: "with a ship in it" of "a novel with a ship in it"."""
    letters = list(wish)
    kinds, abroad = vocabulary().kinds, kind_abroad(wish) is not None
    for token in tokenise(wish):
        if token.folded in kinds or (abroad and is_kind_word(token.folded)):
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
