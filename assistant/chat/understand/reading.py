"""The intent of a text: its act by cues and heads, all else by rules.

The small language model has no say here. Asked for kind and mood where rules found neither, it took documents for
"feeling homesick tonight", and cost five of 170 conversations.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from assistant.chat.tools.deeds.cues import CHANGED_NEXT, NEXT
from assistant.chat.tools.registry import cued_act, served_acts
from assistant.chat.understand.avoided import titles_with
from assistant.chat.understand.comparing_names import asks_for_alike
from assistant.chat.understand.decision import WISHES, Pointing, act_heard, pointing, with_reading
from assistant.chat.understand.heads import Earlier, MessageHeads, Reading
from assistant.chat.understand.intent import MISHEARD, READ, Intent, read_by_rules
from assistant.chat.understand.intents import Act
from assistant.chat.understand.other_kinds import without_other_kinds
from assistant.chat.understand.shown import card_said
from assistant.chat.understand.small_talk import without_finished, without_idioms
from assistant.domain.errors import ModelError
from assistant.guide.in_part import named_in_part
from assistant.guide.naming import absent_in, described, name_of, owned
from assistant.language.bounds.years import with_years_of_events
from assistant.language.facet_parser import names_meant
from assistant.language.foreign import language_of
from assistant.language.gazetteer import Gazetteer, Mention, is_common
from assistant.language.negation import split_negations, surely_denied
from assistant.language.normalise import fold, one_apostrophe
from assistant.language.telling import telling_words
from assistant.language.words.chat_words import in_full
from assistant.language.words.misspelt import spelt
from assistant.language.words.stop_words import FILLER, STOP_WORDS

ASIDE, WISHED = 0.6, 0.3
"""How sure the heads must be that a word tells of circumstances, and that one is a part of the wish, for all that. Of
205 wishes of authors held back .57 of the words of circumstances are left out, and .02 of those that are wished for."""
DENIED = 0.3
"""How sure they must be of what the rules take for denied: of 102 such words 22 were not, of which 10 stay with this;
of the other 80, 74 do."""
_MOST_IN_PART = 3
"""Works that one message names in part."""
_LETTERS = re.compile(r"\w+")
_WORD, _CLAUSE = re.compile(r"\S+"), re.compile(r"[^.,;:!?–—()]+")
_WHO = (
    r"(?:author|writer|composer|band|singer|artist|poet|m[ae]n|wom[ae]n|guy|fella|fellow|bloke|chap|lady|girl|one|people"
    r"|person|lot|autor(?:in|e|a)?|auteur|autrice|kompositeur|komponist(?:in)?)"
)
_MAKER_OF = re.compile(
    rf"\b(?:by|from|von|vom|par|de|di|del) (?P<who>"
    rf"(?:whoever|(?:(?:the|that|those|der|dem|l['’]|el|la) ?)(?:same )?{_WHO})"
    r" (?:(?:(?:who|that|which) )?(?:wrote|did|made|sang|sings|composed|recorded|played)|of|behind|von|de|di))"
    r"\W*(?:the )?$",
    re.IGNORECASE,
)


_FOR_SOMEBODY = re.compile(
    r"(?:^|(?<=[.!?;,] ))[^.!?;,]{2,40}? (?:wants|needs|fancies|craves|would like|could do with"
    r"|is (?:after|looking for)|asked (?:me )?for|will|möchte|braucht|sucht|veut|voudrait|cherche|quiere|busca"
    r"|vuole|cerca)"
    r"(?= (?:an?|some|something|the next|one|any|ein\w*|was|etwas|une?|quelque|algo|un[ao]?|qualcosa)\b)",
    re.IGNORECASE,
)
"""Names for whom a wish is, whom papers may speak of as well."""


def without_circumstances(text: str, reading: Reading, named: Sequence[Mention] = ()) -> str:
    """A wish with blanks where it only tells of circumstances; as it is where it tells of nothing else. Names of more
    than one word stay: they are hardly those of the neighbours."""
    letters = list(text)
    wished = np.maximum(reading["said"], reading["denied"]) >= WISHED
    for one in named:
        wished[one.start : one.end] |= " " in text[one.start : one.end]
    # What is denied stays with its denial: else "my dad has gone off crime" would ask for crime.
    for at, (own, wanted) in enumerate(zip(text, split_negations(text)[0], strict=True)):
        wished[at] |= own != " " and wanted == " "
    aside = (reading["aside"] >= ASIDE) & ~wished
    for clause in _CLAUSE.finditer(text):
        kept = [word for word in _WORD.finditer(text, *clause.span()) if not aside[word.start()]]
        telling = any(wished[word.start()] or telling_words(word.group(), FILLER, STOP_WORDS) for word in kept)
        for at in range(*clause.span()):
            letters[at] = letters[at] if telling and not aside[at] else " "
    left = "".join(letters)
    return left if telling_words(left, FILLER, STOP_WORDS) else text


def _is_denied(what: str, text: str, reading: Reading) -> bool:
    """Whether the heads hear as well that something must not be; they are not asked of what stands for other words, nor
    of what is denied in words that mean nothing else."""
    own = fold(what).split()
    if not set(fold(surely_denied(text)).split()).isdisjoint(own):
        return True
    said = [word.start() for word in _LETTERS.finditer(text) if fold(word.group()) in own]
    return not said or float(reading["denied"][said].max()) >= DENIED


def read_intent(
    text: str,
    names: Gazetteer | None = None,
    now: float | None = None,
    *,
    heads: MessageHeads | None = None,
    before: Sequence[Earlier] = (),
    paper_words: Callable[[str], int] = lambda text: 0,
    is_word: Callable[[str], bool] = lambda word: True,
) -> Intent:
    """What a text asks for: the act by cues and heads, all else by rules. Spellings of a hurry and misspelt words are
    read as what they stand for.

    before: the turns before, the oldest first. paper_words: how many of its words only a paper holds. is_word: whether
    a folded word is one, and not misspelt.
    """
    text = _with_makers(_as_owned(_in_full(one_apostrophe(text), names, is_word), names), names)
    reading = _reading(text, heads, before)
    act = cued_act(fold(text[:READ]))
    told, text = text, with_years_of_events(text)
    if act is not None:
        intent = replace(read_by_rules(text, names, now), act=act, sure=True)
    else:
        at = pointing(text[:READ], names or Gazetteer(), before) if reading else Pointing.UNKNOWN
        of_paper = paper_words(_FOR_SOMEBODY.sub(" ", text[:READ])) if reading else 0
        heard = act_heard(told[:READ], reading, served_acts(), at, of_paper) if reading else None
        intent = read_by_rules(text, names, now, heard)
    if intent.act in WISHES and not any(one.role != "subject" for one in intent.named):
        intent, text = _of_now(intent, text, names, now)
    if reading and intent.act in WISHES:
        left = without_circumstances(without_idioms(text[:READ]), reading, intent.named)
        if left != text[:READ]:
            intent = replace(read_by_rules(left, names, now, (intent.act, intent.sure)), wish=intent.wish)
        intent = replace(intent, avoid=tuple(one for one in intent.avoid if _is_denied(one, text[:READ], reading)))
    intent = _likened(intent, names, now)
    if reading:
        intent = with_reading(intent, reading, card_said(text[:READ], before))
    return without_other_kinds(intent, names) if names is not None else intent


def _of_now(intent: Intent, text: str, names: Gazetteer | None, now: float | None) -> tuple[Intent, str]:
    """A wish without what only tells of what was read before it."""
    left = without_finished(text[:READ])
    if left == text[:READ]:
        return intent, text
    meant = read_by_rules(left, names, now, (intent.act, intent.sure))
    return replace(meant, wish=" ".join(meant.wish.split())), left


def _likened(intent: Intent, names: Gazetteer | None, now: float | None) -> Intent:
    """A wish for something like a work that only the guide knows by its name: for what it says of that work, or like
    the library's own."""
    if not _may_liken(intent) or any(one.role == "title" for one in intent.named):
        return intent
    if names is not None and not intent.named and (meant := _by_a_word(intent, names, now)) is not None:
        return meant
    found = absent_in(intent.text, [(one.start, one.end) for one in intent.named])
    if found is None or not split_negations(intent.text)[0][found.start : found.end].strip():
        return intent
    own = owned(found.entry, names) if names is not None else ""
    if own and names is not None:
        # Its words are common, so that no name was seen in them: the rest is read without it.
        rest = f"{intent.text[: found.start]}{intent.text[found.end :]}"
        meant = read_by_rules(rest, names, now, (Act.MORE_LIKE, True))
        like, titles = (own, *intent.like), (names.title_of(own), *intent.titles)
        return replace(meant, like=like, titles=titles, wish=intent.wish, kind=meant.kind or found.entry.kind)
    text = f"{intent.text[: found.start]}{described(found.entry)}{intent.text[found.end :]}"
    meant = read_by_rules(text, names, now, (Act.RECOMMEND, True))
    return replace(meant, absent=name_of(found), kind=meant.kind or found.entry.kind)


def _may_liken(intent: Intent) -> bool:
    """Whether it is a wish, also one that sounds like a question or like a word on what the library lacks."""
    if intent.act in (Act.RECOMMEND, Act.MORE_LIKE):
        return True
    text = intent.text
    if intent.act is Act.VERDICT:
        return bool(NEXT.search(text) or CHANGED_NEXT.search(text) or asks_for_alike(text))
    return intent.act in MISHEARD and asks_for_alike(text)


_MOST_OF_A_WORD = 2
_LIKE_A_WORD = re.compile(
    r"(?:\b(?:like|similar to|wie|comme|como|come) (?:the )?|^(?:the )?)(?P<word>[^\W\d_][\w’']{3,})"
    r"(?=,? (?:but|only|just|aber|nur|mais|pero|ma)\b)",
    re.IGNORECASE,
)


def _by_a_word(intent: Intent, names: Gazetteer, now: float | None) -> Intent | None:
    """A wish for something like the one work whose title holds a word: "like Alice, but for grown-ups"."""
    found = _LIKE_A_WORD.search(intent.text)
    word = fold(found["word"]) if found is not None else ""
    if found is None or not word or is_common(word):
        return None
    ids = [item_id for title in titles_with(word, names) for item_id in names.titles.get(fold(title), ())]
    if not 0 < len(ids) <= _MOST_OF_A_WORD:
        return None
    rest = f"{intent.text[: found.start('word')]}{intent.text[found.end('word') :]}"
    meant = read_by_rules(rest, names, now, (Act.MORE_LIKE, True))
    kind = meant.kind or names.kinds.get(ids[0])
    return replace(meant, like=tuple(ids[:1]), titles=(names.title_of(ids[0]),), wish=intent.wish, kind=kind)


def _as_owned(text: str, names: Gazetteer | None) -> str:
    """The text with the title that the library has a work under, for another of that work or a part of it."""
    if names is None:
        return text
    for _ in range(_MOST_IN_PART):
        part = named_in_part(text[:READ], names, _taken(text, names))
        if part is None:
            break
        text = f"{text[: part.start]}{names.title_of(part.item_id)}{text[part.end :]}"
    found = absent_in(text[:READ], _taken(text, names))
    own = owned(found.entry, names) if found is not None else ""
    return f"{text[: found.start]}{names.title_of(own)}{text[found.end :]}" if found is not None and own else text


def _taken(text: str, names: Gazetteer) -> list[tuple[int, int]]:
    """Where works and makers of the library are named."""
    return [(one.start, one.end) for one in names_meant(text[:READ], names) if one.role != "subject"]


def _with_makers(text: str, names: Gazetteer | None) -> str:
    """The text with the name of who made a work, where it says “by the author of” it."""
    for one in names_meant(text[:READ], names) if names else ():
        before = _MAKER_OF.search(text[: one.start]) if one.role == "title" else None
        maker = names.maker_of(one.ids[0]) if before is not None and names is not None else ""
        if before is not None and maker:
            return f"{text[: before.start('who')]}{maker}{text[one.end :]}"
    return text


def _in_full(text: str, names: Gazetteer | None, is_word: Callable[[str], bool]) -> str:
    """The text written out and spelt, but for titles and names of the library."""
    if language_of(text[:READ]) not in ("", "en"):
        return text
    for written in (lambda text, kept: spelt(text, is_word, kept), in_full):
        meant = names_meant(text[:READ], names) if names else ()
        text = written(text, [(one.start, one.end) for one in meant if one.role != "subject"])
    return text


def _reading(text: str, heads: MessageHeads | None, before: Sequence[Earlier]) -> Reading:
    """What the heads see; nothing where there are none."""
    if heads is None or not text.strip():
        return {}
    try:
        return heads.read(text[:READ], before)
    except ModelError:
        # The encoder's files went while the program runs: rules read on.
        return {}
