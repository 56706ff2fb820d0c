"""Reading a sentence by rules: its facets, its polarity, the kind of thing and the occasion it speaks of."""

import re
from collections.abc import Iterable

from assistant.domain.entities import Kind
from assistant.language.bounds.lengths import bound_in
from assistant.language.bounds.years import years_in
from assistant.language.facets import Facets
from assistant.language.foreign import is_foreign_wish, language_of
from assistant.language.gazetteer import Gazetteer, Mention, is_common
from assistant.language.normalise import fold, tokenise
from assistant.language.telling import words_of_wish
from assistant.language.tongues import language_named, languages_in
from assistant.language.vocabulary import Term, vocabulary
from assistant.language.words.false_friends import without_false_friends
from assistant.language.words.occasion_words import occasion_told

_MEASURES = frozenset({
    "page", "pages", "minute", "minutes", "mins", "hour", "hours", "long", "longer", "short", "shorter", "brief",
    "over", "under", "above", "below", "before", "after", "since", "until", "century", "year", "years", "old", "older",
    "new", "newer", "published", "written", "released", "recorded", "least", "most", "than", "more", "less", "fewer",
    "length", "language", "languages", "fan", "interest", "thanks", "please", "too", "i", "im", "am", "prefer", "could",
    "do", "there", "no", "not", "nothing", "never", "dont", "cant", "without", "avoid", "anything", "hate", "dislike",
    "want", "from", "in", "for", "me", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
    "nineties", "actually", "instead", "rather", "nope", "ok", "okay", "just", "make", "it", "them", "and", "a", "bit",
    "much",
})  # fmt: skip
"""Words that say nothing beside a length, a year or a language; and those of a denial."""
_SHORT = re.compile(
    r"\b(?:short|brief|shorter|shortest|quick reads?|little time|thin|thinner|slim|slimmer|slender|small book"
    r"|(?:one|1|a single|in one|in an|couple of|within an?|within the) (?:evening|sitting|afternoon|train ride)s?"
    r"|(?:one|1|a single|a free) (?:free |long |single |rainy )?weekend"
    r"|(?:one|a single) (?:train|bus|plane|car) (?:ride|journey)"
    r"|(?:can|to|will|could|must|i|should) (?:finish|get through) (?:it |this |one )?before"
    r"|short enough|(?:in|an|fur|en|pour|para|per|in) (?:einen?|einem|une?|una) (?:abend|soiree|sera|tarde)"
    r"|kurz\w*|dunne?[mnrs]?|dun|korte?|courte?s?|brefs?|breves?|cort[oa]|curt[oa]s?|fininh[oa]s?|pequenin[oa]s?"
    r"|krotk\w+|krotsz\w+|cienk\w+|ciensz\w+|kort\w*|tunna?(?:re)?|tunt)\b"
)
_ABROAD = frozenset({"court", "courte", "courts", "breve", "bref", "corto", "corta", "kurz", "long", "lang"})
"""Words for lengths in other languages, some of which are English words for something else."""
_LONG = re.compile(
    r"\b(?:long|lengthy|longer|longest|doorstopper|doorstoppers|epic length|thick(?! as\b)|dicke?[mnrs]?|lange[mnrs]?"
    r"|(?:^|(?:another|a|any) (?:great |fat |thick |big )?)bricks?(?! (?:in|by|of|wall|house|lane))|doorstops?"
    r"|(?:something|anything|books?|novels?) (?:really |truly |properly )?(?:enormous|huge|massive|vast)"
    r"|(?:enormous|huge|massive|vast) (?:book|novel|read|story|thing|tome)s?"
    r"|gros(?= |$)|epais\w*|gord[oa]|gross[oa]s?|dikke?|longo|longa"
    r"|hefty|chunky|whoppers?|(?:an?|the|fat|thick|big|heavy|weighty|great|some|dusty|of) tomes?|schmoker|paves?"
    r"|tochos?|mattoni?"
    r"|dlug\w+|dluzsz\w+|grub\w+|langa|langt|langre|tjocka?|tjockt|tjockare"
    r"|(?:big|fat|great big|good thick) (?:fat |thick )?(?:books?|novels?|stor(?:y|ies)|reads?)"
    r"|(?:keep me (?:going|busy|reading)|lasts? me|stor(?:y|ies)|books?|novels?) for (?:weeks|months))\b"
)
_NOT_SHORT = re.compile(
    r"\b(?:last|lasts|keep|keeps|do|does) (?:me|us|her|him) (?:more than|longer than|going|busy|reading"
    r"|a (?:good )?while|for (?:more|longer|a while|days|the whole)|the (?:whole|entire|rest))\b"
)
"""What is to take some time, however much."""
_SHORT_FORMS = re.compile(
    r"\bshort (?:stor(?:y|ies)|fiction)\b|(?<!true )\bstor(?:y|ies)\b[^.!?]{0,30}\bshort ones?\b"
    r"|\blong story(?= (?:short|they\w*|we|he|hes|she|shes|it|its|but|dont|do not)\b)"
    r"|\b(?:so|as|no|any|before) long(?:er)?\b|\blong (?:time|ago)\b"
    r"|\ba long(?:er)?(?= (?:while|shot|list|story short)\b)"
    r"|\b(?:long|short|brief|lange[nrms]?|kurze[nrms]?|longue?s?|courte?s?) (?:\w+ )?(?:days?|nights?|weeks?|months?"
    r"|years?|mornings?"
    r"|evenings?|afternoons?|weekends?|winters?|drives?|rides?|walks?|runs?|hikes?|flights?|trips?|journeys?|ways?"
    r"|road|commutes?|shifts?"
    r"|waits?|queues?|lines?|meetings?|calls?|hours|breaks?|naps?|sleeps?|train|bus|boat|life|hair|story short"
    r"|tage?n?|nachte?|wochen?|fahrt|reise|weg|schicht|journee|nuit|semaine|trajet|route|voyage)\b"
)
SAME_LANGUAGE = re.compile(
    r"\b(?:same (?:language|tongue)|(?:selben|gleichen) sprache|m[êe]me langue|mismo idioma|misma lengua"
    r"|stessa lingua)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s$")
_NO_THEME = re.compile(
    r"\b(?:my|our|your|his|her|their|own|another|other|which|what|any|every|whatever|either) (?:own )?languages?\b"
    r"|\b\w+[ -]in[ -]laws?\b|\bin (?:an?|the|that|this|no|good|bad|such)(?: \w+){0,3}? humou?r\b",
    re.IGNORECASE,
)
"""A language that something is to be in, somebody by marriage, and how one feels: nothing that a work is about."""
_TELLING_WORDS = 4
"""A title of so many words is no chance, however common each of them is."""
_OFTEN_NO_GENRE = frozenset({
    "country", "house", "garage", "metal", "soul", "rock", "industrial", "dance", "trance", "latin", "grime", "dub",
    "progressive", "alternative", "experimental", "swing", "drill", "trap", "noise", "score", "spiritual", "fusion",
    "jungle", "hardcore", "drone", "worship", "samba", "outrun", "glam", "doom", "sludge", "acoustic", "drama", "play",
    "children", "kids",
})  # fmt: skip
"""Words that name a genre only where music or a kind of it is spoken of, or little else is said."""
_FEW_WORDS = 4
_LOVING = re.compile(
    r"\b(?:i|id|we|you|they|he|she|who|that|to|can|could|should|shall|will|me|would|really|also|just|do|always) "
    r"(?:love|like|play|plays)\b|\blove (?:it|them|that|this|to)\b"
    r"|\bfolks?(?= (?:who|that|whose|are|is|like|just|have|do|did|from|with)\b)"
    r"|\b(?:ordinary|common|plain|poor|young|other|these|those|them|country|simple|working|island|town|wee|decent"
    r"|good) folks?\b"
    r"(?! (?:songs?|music|tunes?|tales?|rock|ballads?))",
    re.I,
)


_CIRCUMSTANCES = re.compile(
    r"\b(?:between|before|after|during|zwischen|während|entre|avant|après|pendant|antes de|después de|tra"
    r"|prima di|dopo) (?=\w)",
    re.IGNORECASE,
)
_CHANGED = re.compile(r",? (?:but|only|minus|plus|aber|nur|mais|pero|ma) ", re.IGNORECASE)
_DONE = (
    r"(?:finished|devoured|reread|(?:flew|raced|tore|sped|got|went|just) (?:right )?through|just read"
    r"|adored?|hated)"
)  # no words
_CUED = re.compile(
    rf"\b(?:by|like|similar to|from|to|loved?|liked|enjoy(?:ed)?|of|{_DONE})\s+(?:the )?$", re.IGNORECASE
)
_BOTH_BY = re.compile(
    r"\b(?:both|all|either|every|beide[nr]?|alle|(?:tou(?:te)?s )?les deux|tou(?:te)?s les|ambos|tutti)"
    r" (?:of )?(?:the |my |our |die |meine |mes )?$",
    re.IGNORECASE,
)
"""Before makers who stand for their works: “both jemisins”."""
_NAMING = re.compile(rf"\b(?:like|similar to|loved|{_DONE})\s+(?:the )?$", re.IGNORECASE)
_APART = re.compile(r"\s{3,}|[,.;:!?]|\b(?:and|or|nor|und|oder|et|ou)\b", re.IGNORECASE)
"""Between denials."""
_LEAST_ALONE = {"creator": 4, "title": 6}
_LEAST_SURNAME = 7
"""Letters of a name of one word that is meant wherever it stands, even in small letters."""


def is_measured(text: str) -> bool:
    """True if a text says nothing but what can be measured: length, years, languages, kinds."""
    return not names_something(text)


def names_something(text: str) -> bool:
    """True if a text has a word beside small ones, kinds, deeds, languages and measures."""
    return bool(words_of_wish(text, _MEASURES))


_AS_THEME = re.compile(
    r"\b(?:(?:understand|learn|find out|explain\w*|teach\w*) (?:me |us )?(?:about|how|why|what)\b[^.!?]*"
    r"|(?:how|why) (?:music|songs?|records?|books?|novels?) (?:is|are|gets?|works?|was|were|came|come)"
    r"|(?:history|theory|story|business|science|making|art|world) of (?:music|songs?|books?)"
    r"|wie (?:musik|lieder|songs|b[üu]cher)(?= (?:\w+ ){0,2}(?:gemacht|entsteh\w+|funktionier\w+))"
    r"|comment (?:la musique|les chansons|les livres) )\b",
    re.IGNORECASE,
)
"""A kind of thing as what something is about: "how music is made"."""
_DESCRIBING = re.compile(
    r" (?:that|which|where|about|to (?:make|get|help|keep|take|read|hear|listen)|die|das|qui|que)\b", re.IGNORECASE
)
"""Behind the thing that is wanted: "new songs by Sunday, so books that make one want to write"."""
_AND = re.compile(r"\b(?:and|or|und|oder|et|ou|y|o|e) $", re.IGNORECASE)
"""Before the other of two things that are wanted: "books and songs about rain"."""


def kind_of(text: str) -> Kind | None:
    """The kind a sentence speaks of, or `None` if it names none or several."""
    words, text = vocabulary(), _AS_THEME.sub(" ", text)
    counts: dict[Kind, int] = {}
    described: set[Kind] = set()
    for token in tokenise(text):
        kind = words.kinds.get(token.folded)
        if kind is not None:
            counts[kind] = counts.get(kind, 0) + 1
            if _DESCRIBING.match(text[token.end :]) and not _AND.search(text[: token.start]):
                described.add(kind)
    if not counts:
        named = [term for term in words.find(text) if term.group == "genre" and _is_genre(term, text)]
        genres = {words.kinds_of_genre.get(term.concept) for term in named}
        return genres.pop() if len(genres) == 1 else None
    best = max(counts.values())
    leading = [kind for kind, count in counts.items() if count == best]
    if len(leading) > 1 and len(described) == 1:
        return described.pop()
    if len(leading) > 1 and (rest := before_circumstances(text)) != text:
        return kind_of(rest)
    return leading[0] if len(leading) == 1 else None


def before_circumstances(text: str) -> str:
    """A wish up to where it tells when it is for: "five books for the week between two contracts"."""
    found = _CIRCUMSTANCES.search(text)
    return text[: found.start()] if found is not None and text[: found.start()].strip() else text


def _is_genre(term: Term, text: str) -> bool:
    """Whether a word that mostly means something else names a genre here."""
    if term.surface not in _OFTEN_NO_GENRE:
        return True
    folded = fold(text)
    said, kinds = folded.split(), vocabulary().kinds
    if re.match(rf"{re.escape(term.surface)} (?:for|to|that|with|please)\b", folded):
        return True
    named, own = {kinds[word] for word in said if word in kinds}, vocabulary().kinds_of_genre.get(term.concept)
    return len(said) <= _FEW_WORDS or (bool(named) if own is None else own in named)


def context_of(text: str) -> str:
    """The occasion a sentence names: evening, morning, commute, work, weekend, winter, cooking …; else empty."""
    return occasion_told(fold(text))


def occasion_named(text: str) -> str:
    """The same where the occasion is named by itself: "evening", "the gym"; else the text, small and trimmed."""
    return context_of(text) or context_of(f"in {text}") or text.strip().lower()


def read_facets(
    text: str,
    names: Gazetteer | None = None,
    now: float | None = None,
    language: str | None = None,
    whole: str = "",
) -> Facets:
    """What a sentence names, by the vocabulary and, if given, the names of the library.

    `now` (Unix seconds) gives "recent" its meaning; without it the word is not read. whole: the longer text which the
    sentence is a part of; language: the code of that.
    """
    text = text[:4000]
    words = vocabulary()
    mentions = names_meant(text, names) if names else []
    masked = SAME_LANGUAGE.sub(lambda found: " " * len(found.group()), without_names(text, mentions))
    own = without_false_friends(masked, language_of(text) if language is None else language)
    blank = _NO_THEME.sub(lambda found: " " * len(found.group()), own)
    terms = words.find(_LOVING.sub(lambda match: " " * len(match.group()), blank))
    folded = fold(masked)
    # "No metal" says nothing else, unless it is a book that is spoken of.
    alone = {fold(part) for part in _APART.split(masked)} if kind_of(whole) in (None, Kind.MUSIC) else set()
    terms = [
        one
        for one in terms
        if one.group != "genre" or (whole and one.surface in alone) or _is_genre(one, whole or masked)
    ]
    genres = [term.concept for term in terms if term.group == "genre"]
    quiet = words.terms.keys() | _MEASURES | words.languages.keys()
    if is_foreign_wish(text):
        quiet |= _ABROAD
    held, known = (names.languages, names.subjects) if names else (None, {})
    languages = languages_in(masked, held, known)
    named = [one.name for one in mentions if one.role == "subject"]
    # "Welsh music" is music that is called so; "a song in Welsh" names a language.
    subjects = [one for one in named if fold(one) not in quiet or language_named(fold(one)) not in ("", *languages)]
    return Facets(
        kind=kind_of(masked),
        creators=_unique(mention.name for mention in mentions if mention.role == "creator"),
        titles=_unique(one for mention in mentions if mention.role == "title" for one in mention.ids),
        genres=_unique([*_specific(genres, text), *subjects]),
        moods=_unique(term.concept for term in terms if term.group == "mood"),
        themes=_unique(term.concept for term in terms if term.group == "theme"),
        tempo=next((term.concept for term in terms if term.group == "tempo"), ""),
        years=years_in(folded, now),
        languages=languages,
        length=_length_word(folded),
        minutes=bound_in(masked),
    )


def names_meant(text: str, names: Gazetteer) -> list[Mention]:
    """Names of the library that a sentence means, without common words that happen to be a title or a name."""
    return [mention for mention in names.find(text) if _is_meant(mention, text)]


def _length_word(folded: str) -> str:
    rest = _SHORT_FORMS.sub(" ", folded)
    if _SHORT.search(rest):
        return "short"
    return "long" if _LONG.search(rest) else "not short" if _NOT_SHORT.search(folded) else ""


def _is_meant(mention: Mention, text: str) -> bool:
    """False for a common word that happens to be a title or a name on the shelves."""
    written = text[mention.start : mention.end]
    folded = fold(written)
    words = vocabulary()
    if _POSSESSIVE.search(written) and folded.split()[-1:] == fold(mention.name).split()[-1:]:
        return _POSSESSIVE.search(mention.name) is not None  # "my head's full" names no Heads
    if not mention.spelt:
        return True  # near by its letters, and no word of wishes: looked at already
    if mention.role == "subject":
        return folded not in words.plain and folded not in words.kinds and len(folded) > 2
    common = all(word in words.plain or word in words.terms or word in words.kinds for word in folded.split())
    words_of = folded.count(" ") + 1
    if words_of > 1 and not common:
        return True
    asks = any(word in words.terms or word in words.kinds for word in folded.split())
    if mention.exact and mention.role == "title" and words_of >= _TELLING_WORDS and not asks:
        return True
    quoted = text[: mention.start].rstrip(" ")[-1:] in ("“", '"', "«", "„", "'", "‘", "*", "_")
    if quoted:
        return True
    if mention.role == "creator" and not mention.exact and folded in words.languages:
        return bool(re.search(r"\b(?:by|von|par|de|di)\s+$", text[: mention.start], re.I))
    cued = _CUED.search(text[: mention.start])
    if mention.start == 0 and words_of == 1 and not is_common(folded) and _CHANGED.match(text, mention.end):
        return True  # "satie but louder", of somebody who writes no capitals
    shouted = written.isupper() and text[: mention.start].rstrip()[-1:].isupper()
    if shouted and all(map(is_common, folded.split())):
        return False  # all of it is in capitals, and tells of no name
    capital = written[:1].isupper() and (mention.start > 0 or not common)
    if common:
        # Who writes no capitals names what "like" stands before.
        small = text.islower() and words_of > 1 and _NAMING.search(text[: mention.start])
        return bool(cued) and (capital or bool(small))
    if " " in folded and mention.role == "title" and len(folded) > 7:
        return True
    if mention.role == "creator" and _BOTH_BY.search(text[: mention.start]):
        return True
    least = _LEAST_ALONE[mention.role] if mention.exact or mention.role == "title" else _LEAST_SURNAME
    # Who writes no capitals writes names so, too.
    whole = mention.exact or mention.role == "title" or text.islower()
    return capital or bool(cued) or whole and len(folded) >= least and not is_common(folded)


def without_names(text: str, mentions: list[Mention]) -> str:
    """The text with titles and creators blanked, so that "The War of the Worlds" asks for no war."""
    letters = list(text)
    for mention in mentions:
        if mention.role != "subject":
            letters[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(letters)


def _specific(genres: list[str], text: str) -> list[str]:
    """Drops the genre "fiction" where "novel" only names the kind beside another genre."""
    others = [genre for genre in genres if genre != "fiction"]
    return others or (genres if re.search(r"\bfiction\b", text, re.IGNORECASE) else [])


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
