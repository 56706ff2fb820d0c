"""Which kind a wish is for that names none: by what one does with it, else by the need that it tells of."""

import re

from assistant.cards.needs import NeedsMet
from assistant.domain.entities import Kind
from assistant.language.facet_parser import names_meant
from assistant.language.gazetteer import Gazetteer
from assistant.language.names.figures import figure_said
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.language.taste.content import is_about, is_of_stories
from assistant.language.taste.traits import traits_in
from assistant.language.vocabulary import vocabulary

_SURE = 0.3
"""How sure a need must be to decide."""
_PLAIN = 0.5
"""How sure one must be that is met by any kind, for what is told beside it to decide nothing."""
_HEARD = re.compile(
    r"\b(?:(?:put|stick|whack|turn|leave) (?:\w+ ){0,2}?on\b(?! (?:my|the|a|your) (?:list|shelf|profile))"
    r"|have (?:\w+ ){0,2}?on(?= (?:while|when|as|during|in the (?:background|kitchen|car))\b|$)"
    r"|play(?:ing)? (?:me|us|for|while|during|something|anything|next|at|to)\b"
    r"|(?:to|should|shall|could|can) (?:i |we )?play$"
    r"|listen\w*|piece|headphones?|earphones?|earbuds|ears?"
    r"|record player|turntable|stereo|speakers?|background|soundtrack"
    r"|(?:hoover|dance|clean|work|run|iron|cook|drive|paint|sew|knit|write|study|jog|walk) (?:\w+ ){0,3}?to$"
    r"|sing(?:ing|s|along)?|sung|sings|instrumental|melod(?:y|ies)|bpm|(?<!out )loud(?:er)?|noisy"
    r"|beats?|pulse|groov(?:e|es|y)|bangers?|(?:howl|shout|hum|sway|stomp|bop) (?:\w+ )?along"
    r"|turned? up|crank\w* (?:\w+ )?up|blast(?:ing)? out"
    r"|ponme|ponnos|pon (?:algo|una|un|musica)|mets (?:moi|nous|un|une|de)|passe (?:moi|nous)|mettimi"
    r"|metti (?:qualcosa|un|una|su)"
    r"|spiele? (?:mir|uns|was|etwas)|lege? (?:\w+ ){0,3}auf$"
    r"|horen|zuhoren|anhoren|abspielen|musik|lied(?:er)?|ecouter|musique|chansons?|escuchar|canci(?:on|ones)"
    r"|ascoltare|musica|canzon[ei]|w tle|bakgrund(?:en)?|hintergrund|en fond|de fondo|sottofondo|achtergrond)\b"
)
_READ = re.compile(
    r"\b(?:read\w*|advice|(?:explain|teach)(?:s|ing|es)?|(?:understand|learn)(?:ing)? (?:about|how|why|what)"
    r"|tells? (?:me |you |us )?(?:how|why|what)|how to|handbooks?"
    r"|guides?"
    r"|erklart|explique|explica|spiega|stor(?:y|ies)|tales?|pages?|prose|chapters?|hero(?:ine)?s?|protagonists?"
    r"|characters?|plots?|paperbacks?|hardbacks?"
    r"|doorstoppers?|storyline|narrator|lesen|vorlesen|buch|bucher|roman[es]?|krimi|polar|lire|livres?|lecture|leer"
    r"|libros?"
    r"|novelas?|leggere|libr[oi]|romanz[oi]|giallo)\b"
)

_OWNED = re.compile(
    r"\b(?:do|have|did) (?:i|we) (?:have|own|got|read|hear)|\bi (?:own|have|had|read|heard|remember)\b"
    r"|\bive (?:got|read|heard)\b|\bwhich (?:one|book|novel|piece|song|story|record)\b.*\b(?:was|is|has|had|where|in)\b"
    r"|\bthere was (?:one|a|this)\b|\b(?:whats|what is|what was) the (?:title|name)\b"
    r"|\bthe one (?:where|with|in which|about|that)\b|\b(?:everything|all|any|anything) (?:you|i|we)(?:ve| have)? got\b"
    r"|\b(?:on|in) (?:my|our) (?:shelf|shelves|library)\b|\bages ago\b|\bone of (?:my|our)\b"
)
"""Words by which something is looked for among one's own, or remembered: it may be what one knows well."""

_STORY = re.compile(
    r"\b(?:the one|which (?:one|was)|(?:what|which) was (?:it|that)|(?:that|this) one|title|called|das|celui"
    r"|celle)\b(?: \w+){0,3}? "
    r"(?:where|in which|in dem|in der|wo|ou) (?:the|an?|this|that|some|two|three|everybody|somebody|someone|they|he"
    r"|she|ein\w*|der|die|das"
    r"|une?|le|la|les)\b"
)
"""Somebody remembers what happens: that is told in books, unless the words say that it was heard."""


_SOMEBODY = re.compile(
    r"\b(?:m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|kids?|people|someone|somebody|chaps?|fellas?|fellows?|blokes?"
    r"|lads?|folks?|characters?|couples?|strangers?|sisters?|brothers?|colleagues) (?:who|that|whose|on the run|alone"
    r"|in (?:an?|the)|(?:does|tells?|gets?|goes|leaves?|loses?|lives?|finds?)\b)"
    r"|\b(?:set|happens|takes place) (?:in|on|at|during)\b|\bi want to meet\b"
)
"""Tells of people and what becomes of them."""


def leaning(text: str, needs: NeedsMet, names: Gazetteer | None = None) -> Kind | None:
    """The kind that a message without one is for: also that of the works that it names; None where reading and
    listening would both do."""
    cued = Kind.MUSIC if denies_instrument(text) else cued_kind(text)
    if cued is not None:
        return cued
    folded = fold(text)
    heard, read = bool(_HEARD.search(folded)), bool(_READ.search(folded))
    if not heard and _STORY.search(folded):
        return Kind.BOOK
    if figure_said(text) and not heard:
        return Kind.BOOK
    demanded = {one.kind for one in traits_in(text)} - {None}
    if not (heard or demanded) and is_owned(text) and (_SOMEBODY.search(folded) or is_of_stories(text)):
        return Kind.BOOK
    named = _named(text, names) if names is not None and not read else None
    if named is not None:
        return named
    if len(demanded) == 1 and not read:
        return demanded.pop()
    if not heard and any(word in vocabulary().languages for word in folded.split()):
        return Kind.BOOK
    if needs.strength >= _SURE and not is_about(text) and (needs.kind is not None or needs.strength >= _PLAIN):
        return needs.kind
    # What somebody does or what happens is told in books; a place or a season may as well sound.
    return Kind.BOOK if not heard and (_SOMEBODY.search(folded) or is_of_stories(text)) else None


def denies_instrument(text: str) -> bool:
    """Whether a message turns down what only music has: "no piano"."""
    denied = split_negations(text)[1]
    return any(one.kind is Kind.MUSIC and one.name != "singing" for one in traits_in(denied, denied=True))


def cued_kind(text: str) -> Kind | None:
    """The kind that a message tells by what one does with it."""
    folded = fold(text)
    heard, read = bool(_HEARD.search(folded)), bool(_READ.search(folded))
    return None if heard == read else Kind.MUSIC if heard else Kind.BOOK


def is_owned(text: str) -> bool:
    """Whether a message looks for something among one's own, or for what one remembers."""
    return bool(_OWNED.search(fold(text)))


def _named(text: str, names: Gazetteer) -> Kind | None:
    """The one kind of all works and creators that are named, the unwanted ones included. Of papers that is no sign: one
    on Jonas is named by "for Jonas"."""
    meant = [one for one in names_meant(text, names) if one.role in ("title", "creator")]
    kinds = {names.kinds[item_id] for one in meant for item_id in one.ids[:3] if item_id in names.kinds}
    kinds.discard(Kind.DOCUMENT)
    return kinds.pop() if len(kinds) == 1 else None
