"""Questions about one work that sound like another act: what one wrote of it, whether it is for one, how it measures
beside another."""

import re
from dataclasses import replace

from assistant.chat.about.advice import asks_advice_of
from assistant.chat.about.comparing import Respect, respect_of
from assistant.chat.about.remarks import asks_for_remark, is_remarked
from assistant.chat.about.spoken_of import PLAINLY, spoken_of
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Kind
from assistant.language.normalise import fold

_MEASURES = frozenset({Respect.LENGTH, Respect.THICKNESS, Respect.AGE, Respect.EASE})
_MEASURED = re.compile(
    r"^(?:\w+ )?(?:is|was|ist|war|est|es|e|is het|zou)(?: ce)? (?:it|that|this|es|das|er|sie|il|elle|ca|questo"
    r"|het|dat|die)?\b"
    r".*\b(?:than|als|que|di|del|dan) "
)
PLAIN = frozenset({Act.RECOMMEND, Act.SEARCH, Act.ANSWER, Act.LIBRARY})
"""Acts that a plain question about a work is taken for."""
_OF_REMARKS = PLAIN | {Act.ABOUT, Act.WHY, Act.NOTES, Act.REMEMBER, Act.OFF_TOPIC, Act.UNCLEAR}


def asked_of_work(intent: Intent, session: ChatSession, services: Services) -> Intent | None:
    """The intent with the act of such a question; None for all else."""
    if _measures_it(intent, session) or _asks_in_common(intent):
        return replace(intent, act=Act.COMPARE, sure=True)
    if _asks_for_remark(intent, session, services):
        return replace(intent, act=Act.NOTES, card=None if intent.named else "it", sure=True)
    if intent.act in PLAIN and not intent.named and is_remarked(intent.text, services):
        return replace(intent, act=Act.ANSWER, sure=True)
    return replace(intent, act=Act.ABOUT, sure=True) if _asks_advice(intent) else None


def _measures_it(intent: Intent, session: ChatSession) -> bool:
    """Whether it asks how the work spoken of last stands to another that it names: “is it longer than Emma”."""
    titles = {one.ids[0] for one in intent.named if one.role == "title"}
    if intent.act not in (*PLAIN, Act.ABOUT) or len(titles) != 1 or session.focus in ("", *titles):
        return False
    return respect_of(intent.text) in _MEASURES and _MEASURED.search(fold(intent.text)) is not None


def _asks_in_common(intent: Intent) -> bool:
    """Whether it asks what two works that it names share."""
    titles = {one.ids[0] for one in intent.named if one.role == "title"}
    return intent.act in (*PLAIN, Act.ABOUT) and len(titles) == 2 and respect_of(intent.text) is Respect.COMMON


def _asks_for_remark(intent: Intent, session: ChatSession, services: Services) -> bool:
    """Whether it asks what the person wrote about a work that it names, or that was spoken of last."""
    if intent.act not in _OF_REMARKS or not asks_for_remark(intent.text):
        return False
    titles = [one.ids[0] for one in intent.named if one.role == "title"]
    if not titles and session.focus and not spoken_of(intent.text, services, None, PLAINLY, names_only=True):
        titles = [session.focus]
    return bool(titles) and services.gazetteer().kinds.get(titles[0]) in (Kind.BOOK, Kind.MUSIC)


def _asks_advice(intent: Intent) -> bool:
    """Whether what sounds like a wish asks whether the one work that it names is for the person."""
    titles = [one for one in intent.named if one.role == "title"]
    asks = intent.act in (*PLAIN, Act.VERDICT) and len(titles) == 1
    return asks and asks_advice_of(intent.text, titles[0].start, titles[0].end)
