"""Works that a message says somebody knows or cannot bear, named as people do: "read the van and that space one"."""

import re

from assistant.chat.about.spoken_of import PLAINLY, own_words, spoken_of
from assistant.chat.follow.cues import HIS
from assistant.chat.services import Services
from assistant.domain.entities import Kind
from assistant.language.facet_parser import names_meant
from assistant.language.normalise import fold

_DEED = (
    r"(?:read|heard|seen|finished|done|did(?= (?:all |both )?(?:the|that|his|her|every))"
    r"|had(?= (?:all |both )(?:the|of))|(?:got|gone|went|been|worked(?: my| our)?(?: way)?|raced|ploughed) through"
    r"|devoured|binged"
    r"|hated|loathed|disliked|listened to|played|abandoned"
    r"|could ?n[o']?t (?:stand|finish|get through))"
)  # no words
_WHO = r"(?:i|we|he|she|they|you|i['’]?ve|we['’]?ve|he['’]?s|she['’]?s|they['’]?ve|who['’]?s)"
_TOLD = re.compile(
    rf"^\W*(?:(?:and|but|sorry|oh|no|well)\W+)*(?:(?:have|has|had)\W+)?(?:already |just )?{_DEED}\b"
    rf"|\b{_WHO} (?:have |has |had |did |all |both |already |just |also |really |never )*{_DEED}\b"
    r"|\b(?:hab\w*|hat)\b.*\b(?:gelesen|geh[öo]rt|gehasst)\b|\b(?:j['’]ai|elle a|il a|on a) (?:d[ée]j[àa] )?"
    r"(?:lu|[ée]cout[ée]|d[ée]test[ée])\b|\b(?:ya )?(?:he|ha|hemos) (?:le[íi]do|escuchado)\b"
    r"|\b(?:ho|ha) (?:gi[àa] )?(?:letto|ascoltato)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(rf"(?:(?!,\s+(?:and|but|or|und|aber|et|mais)\s+{_WHO}\b)[^.!?;])+", re.IGNORECASE)
"""A sentence, or a clause of one in which somebody tells what they did."""
_PIECE = re.compile(
    rf",|\b(?:and|or|und|oder|et|ou|y|o|e)\b|\b{_WHO}\b|\b{_DEED}\b|\b(?:twice|already|as well|too|both|all)\b",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"\b(?:the|that|this|das|der|die|le|la|el|il)\b.*\b(?:one|ones|book|novel|fella|fellow|guy|thing|song|album|buch|roman"
    r"|livre|libro)\b",
    re.IGNORECASE,
)
"""“That space one”: a work by what it is about."""
_MOST_OF_ONE = 4
"""Works of a creator that a name alone stands for."""
_ELSE = re.compile(r"\b(?:else|others?|more|another|ander\w+|noch|sonst|autres?|otr[oa]s?|altr[oaie])\b")
_OWNED = re.compile(
    r"\b(?:have|has|got|own|here|there|shel\w+|hab\w*|hast|gibt|regal|avons|avez|as tu|y a|tienes?|tenemos|hay|abbiamo"
    r"|hai|ce)\b"
)


def works_told(text: str, services: Services, kind: Kind | None) -> tuple[list[str], str]:
    """Ids of the works of a kind that a text says are known or not liked, and the text with blanks in the sentences
    that only say so; none where it names none."""
    found: list[str] = []
    for sentence in _SENTENCE.finditer(text):
        if _TOLD.search(sentence.group()) is None:
            continue
        own = [one for piece in _PIECE.split(sentence.group()) for one in _works_in(piece, services, kind)]
        if own:
            found += own
            start, end = sentence.span()
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return list(dict.fromkeys(found)), text


def _works_in(piece: str, services: Services, kind: Kind | None) -> list[str]:
    """The works that a few words name: by title, by who made them, or by what they are about."""
    names = services.gazetteer()
    mentions = [one for one in names_meant(piece, names) if one.role != "subject"]
    ids = [one for mention in mentions for one in mention.ids if kind in (None, names.kinds.get(one))]
    if mentions:
        return ids if len(ids) <= _MOST_OF_ONE else []
    if _POINTED.search(piece) is None or not own_words(piece):
        return []
    return spoken_of(piece, services, kind, PLAINLY)[:1]


def asks_for_others(text: str) -> bool:
    """Whether a question asks what else there is of the same maker: “what else of his have we got”."""
    folded = fold(text)
    return _ELSE.search(folded) is not None and HIS.search(folded) is not None and _OWNED.search(folded) is not None


def others_of(item_id: str, services: Services) -> list[str]:
    """Ids of the works by the makers of one, without it."""
    own = set(map(fold, services.item(item_id).creators)) if item_id else set()
    return [one.id for one in services.works() if one.id != item_id and own & set(map(fold, one.creators))]
