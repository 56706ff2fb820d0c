"""Starts a radio: from a work that is named or pointed at, from one that words describe, or from the one spoken of;
without what is like a work that the message leaves out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.about.spoken_of import PLAINLY, spoken_of
from assistant.chat.constraints import applied
from assistant.chat.reply_templates import named
from assistant.chat.results import Results
from assistant.chat.services import Station
from assistant.chat.session import ChatSession, Deed
from assistant.chat.tools.recommend import recommend
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intent import read_by_rules
from assistant.domain.entities import Kind, Recommendation, Score
from assistant.domain.errors import AssistantError
from assistant.domain.relations import Mix
from assistant.language.negation import split_negations
from assistant.language.normalise import fold
from assistant.messages import quoted, short_duration, tr

_ASKING = (
    r"^(?:(?:please|can you|could you|would you|will you|alcove|hey|ok|okay|and|now|then|so|what about|how about|bitte"
    r"|kannst du|und|jetzt|mir|uns|peux tu|pouvez vous|s il te plait|et|maintenant"
    r"|i (?:want|would like|need)(?: you)?(?: to)?|id like(?: you)?(?: to)?|ich (?:will|mochte|hatte gern)"
    r"|je (?:veux|voudrais)) )*"
)  # no words
_VERB = (
    r"(?:(?:play|start(?: up)?|begin|make|create|build|give|put on|turn on|launch|tune in to|get"
    r"|spiele?|starte?|mach|mache|gib|erstelle?|leg"
    r"|joue|jouez|lance|lancez|lancer|mets|mettez|demarre|demarrez|fais|faites|cree|creez|commence)"
    r" (?:me |us |mir |uns |moi |nous |bitte )*)"
)  # no words
_ONE = (
    r"(?:(?:an?|the|some|another|my|ein|eine|einen|noch ein|das|den|une|un|la|le|ma|encore une) )?"
    r"(?:new |neues |neuen |nouvelle )?"
)  # no words
_RADIO = (
    r"(?:(?:radio|music|musik) ?station|station|radio|webradio|radiosender|sender)\b(?! (?:plays?|dramas?|shows?"
    r"|documentary|telescope|waves?|signal|head|days?|edit|silence)\b)"
)  # no words
_FROM = (
    r"(?:(?:based|starting|beginning|that (?:starts|begins)|which (?:starts|begins)|ausgehend|inspiree?|basee?"
    r"|qui (?:part|commence)) )?"
    r"(?:like|from|of|with|on|around|out of|similar to|in the (?:style|vein|spirit) of|for"
    r"|wie|von|aus|mit|zu|zum|zur|ab|rund um|nach|fur|auf|hiervon|davon|damit|hiermit|daraus|hieraus|dazu"
    r"|comme|a partir d(?:e|u|es)?|dans le (?:style|genre|gout) d(?:e|u|es)?|autour de|avec|facon|pour|par|sur"
    r"|de|d|du|des)\b"
)  # no words
_ENDS = (
    r"(?: (?:please|bitte|now|jetzt|an|maintenant|s il te plait|starten|spielen|machen|erstellen"
    r"|anmachen))*$"
)  # no words
_CUE = (
    rf"{_ASKING}{_VERB}{_ONE}{_RADIO}(?:{_ENDS}| {_FROM})"
    rf"|{_ASKING}{_ONE}{_RADIO} (?:like|(?:based |starting |beginning )?from|based on|around|wie|ausgehend von|comme"
    r"|a partir d(?:e|u|es)?|dans le style d(?:e|u|es)?)\b"
    rf"|{_ASKING}(?:ein|einen) (?:\w+ )?{_RADIO} .+ (?:starten|spielen|machen|erstellen|anmachen)$"
    rf"|{_ASKING}{_VERB}(?:an?|ein|einen|une) (?:\w+ ){{1,5}}?{_RADIO}{_ENDS}"
    rf"|{_ASKING}(?:make|turn) (?:this|that|it|these) (?:into )?(?:an? )?{_RADIO}{_ENDS}"
)  # no words
_BEFORE = re.compile(
    rf"{_ASKING}{_VERB}?{_ONE}(?:into a |a )?{_RADIO}(?: {_FROM})?"
    rf"|{_ASKING}{_VERB}?{_ONE}"
)
"""What asks, before the words that say what the radio is to be from."""
_AFTER = re.compile(rf"(?:(?:^| )(?:into )?(?:an? )?{_RADIO})?{_ENDS}")
_BUT = re.compile(r"(?:(?:^| )(?:but|and|with|aber|und|mit|mais|et|avec))+$")  # no words
"""What is left before a denial."""
_POINTING = re.compile(
    r"^(?:turn )?(?:this|that|it|here|these|those|the (?:song|piece|track|album|one|record|book)|dies\w*|das|hiervon"
    r"|davon|damit|hiermit|daraus|dazu|hier|ce\w*|ca|cela|la)\b"
)
_UNLIKE = re.compile(
    r"^(?:(?:it|anything|something|too|much|like|that (?:is|sounds)|sounding like|by|of|the|an?|any|wie|von|so|zu|viel"
    r"|das|comme|de|du|trop|les?|la) )+"
)  # no words
"""Before the words that say what a radio is to be unlike."""
_CARDS = 5


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    wanted, unwanted = split_negations(asked.intent.text)
    left_out = _left_out(asked)
    items, about = [one for one in _named(asked) if one not in left_out], _about(wanted)
    if not items and (not about or _POINTING.search(about)):
        spoken = asked.session.focus or next(iter(asked.session.cards), "")
        items, about = [spoken] if spoken else [], ""
    unlike = "" if left_out else _UNLIKE.sub("", fold(unwanted))
    return (
        radio.step(items=items[:1], about=about, minutes=asked.intent.minutes, without=left_out, unlike=unlike),
    )  # fmt: skip


def _left_out(asked: ToolRequest) -> list[str]:
    """Ids of the works that a radio is to be unlike, and of those by whom it names there."""
    without = asked.intent.without
    makers = [item_id for name in without.creators for item_id in asked.names.works_of(name)]
    return list(dict.fromkeys((*without.titles, *makers)))


def _named(asked: ToolRequest) -> Sequence[str]:
    """Ids of what is named or pointed at; of works of one name what can be heard comes first."""
    kinds = asked.names.kinds
    titled = [item_id for one in asked.intent.named if one.role == "title" for item_id in one.ids]
    heard = [one for one in titled if kinds.get(one) is Kind.MUSIC]
    makers = [one.name for one in asked.intent.named if one.role == "creator"]
    works = [item_id for name in makers for item_id in asked.names.works_of(name)]
    by_them = [one for one in works if kinds.get(one) is Kind.MUSIC] or works
    return (*heard, *titled, *asked.targets, *by_them)


def _about(text: str) -> str:
    """The folded words that say what the radio is to be from; empty where it only is asked for."""
    return _AFTER.sub("", _BEFORE.sub("", _BUT.sub("", fold(text)), count=1)).strip()


def _say(answered: Answered) -> list[str]:
    return answered.results.told


@tool("radio", plan=_plan, say=_say, cue=_CUE)  # no words
def radio(
    running: Running,
    items: Sequence[str],
    about: str = "",
    minutes: float | None = None,
    without: Sequence[str] = (),
    unlike: str = "",
) -> None:
    """Makes what follows a work, one after the other, keeps it as a list, and has it played if it sounds. It is unlike
    the works `without`, or the one that the words `unlike` name or describe."""
    results, services = running.results, running.services
    seed = next(iter(items), "") or _found(about, running)
    if not seed:
        results.told = [_which(about)]
        return
    minus = list(without) or ([_found(unlike, running)] if unlike else [])
    mix = Mix(minus=tuple(one for one in minus if one and one != seed))
    try:
        station = services.station(seed, minutes, mix)
    except AssistantError as error:
        results.told = [str(error)]
        return
    results.played = station.items if station.items[0].kind is Kind.MUSIC else ()
    results.cards = [Recommendation(one, Score({})) for one in station.items[:_CARDS]]
    results.saved = services.keep_station(station)
    if results.saved is not None:
        results.deeds.append(Deed("list", results.saved.id))
    results.told = _words(station, results)
    if unlike and not mix.minus:
        results.told.append(tr("I found nothing like {words} to keep away from.", words=quoted(unlike)))


def _found(about: str, running: Running) -> str:
    """The work that words name in part, else the best that they describe; music, unless another kind is asked for.
    Empty where nothing has what they say."""
    if not about:
        return ""
    kind = running.intent.kind or Kind.MUSIC
    found = spoken_of(about, running.services, kind, PLAINLY)
    if found:
        return found[0]
    read = replace(read_by_rules(about, running.services.gazetteer()), kind=kind, wanted=running.intent.wanted)
    alone = replace(running, intent=read, session=applied(ChatSession(), read, ()), results=Results())
    recommend.run(alone, text=about, n=1, kind=kind)
    results = alone.results
    return results.cards[0].item.id if results.cards and not (results.unsaid or results.misfit) else ""


def _which(about: str) -> str:
    if about:
        return tr("I found no music that a radio could start from.")
    return tr("What shall the radio start from? Name a piece, an artist or a mood.")


def _words(station: Station, results: Results) -> list[str]:
    first, second = station.items[:2]
    if first.kind is Kind.MUSIC:
        told = [tr("A radio of {length} from {title}.", title=named(first), length=short_duration(station.minutes))]
    else:
        told = [tr("{title} is to be read, not heard, so this is a row of works to read after it.", title=named(first))]
    reason = station.reasons()[second.id]
    told.append(tr("Next comes {title} ({reason}).", title=named(second), reason=reason[:1].lower() + reason[1:]))
    if results.saved is not None:
        told.append(tr("It is kept among your lists as {title}.", title=quoted(station.title)))
    return told
