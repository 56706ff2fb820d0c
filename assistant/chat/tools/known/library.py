"""Counts and lists what there is, and what the person did: "how many jazz albums", "what did I finish in May"."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from assistant.chat.about.ranking import first_words
from assistant.chat.constraint import OfGender, OfOrigin
from assistant.chat.constraints import MAKING
from assistant.chat.demands import denied_and_required
from assistant.chat.document_questions import answer_of, answer_sentences
from assistant.chat.reply_templates import named
from assistant.chat.tools.known.cues import HOURS, ORDERS, STATUS, WHATS_NEW, WHO
from assistant.chat.tools.known.history import DONE, LEFT, history_of, reason_told
from assistant.chat.tools.known.periods import period_in
from assistant.chat.tools.looked_up import told_in_papers
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intent import content_words, subjects_said
from assistant.chat.understand.intents import Act
from assistant.chat.understand.kinds import is_kind_word
from assistant.domain.entities import Interaction, Item, Kind, Recommendation, Score, Verdict
from assistant.domain.feedback import worth
from assistant.domain.lengths import is_of_unknown_length, minutes_of
from assistant.language.concepts import language_name
from assistant.language.facets import Facets, speaks_of
from assistant.language.normalise import fold
from assistant.messages import duration, joined, mark, tr, trn

_OF_SHELVES = frozenset(("going", "shelf", "shelves", "library", "collection", "house", "home"))  # no words
"""Words for where it all is."""
_OR = re.compile(r"\b(?:or|oder|ou|o)\b")
_TITLES, _MOST_NAMES = 5, 12
_HOW_FAR = LEFT | {Verdict.READING, Verdict.FINISHED, Verdict.PLAYED}
_OF_LENGTH = frozenset({"shortest", "longest"})  # no words
_CARDS = 10
_KEYS: dict[str, Callable[[Item], float | None]] = {
    "recent": lambda item: -item.added,
    "newest": lambda item: None if item.year is None else -float(item.year),
    "oldest": lambda item: None if item.year is None else float(item.year),
    "shortest": lambda item: _minutes(item),
    "longest": lambda item: None if (minutes := _minutes(item)) is None else -minutes,
}
_COUNTED = {
    "": mark("I count {works}."),
    "unread": mark("I count {works} that you have not read or heard as far as I know."),
    "aside": mark("You put {works} aside."),
    "reading": mark("You are in the middle of {works}."),
    "liked": mark("You liked {works}."),
    "disliked": mark("You did not like {works}."),
    "finished": mark("You finished {works}."),
}
_NONE = {
    "": mark("I find none of that on your shelves."),
    "unread": mark("I find none that you have not read or heard."),
    "aside": mark("I know of none that you put aside."),
    "reading": mark("I know of none that you are in the middle of."),
    "liked": mark("I know of none that you liked."),
    "disliked": mark("I know of none that you did not like."),
    "finished": mark("I know of none that you finished."),
}


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    folded = fold(asked.intent.text)
    of_one = asked.intent.card == "it" or any(one.role == "title" for one in asked.intent.named)
    item = asked.targets[0] if asked.targets and of_one else ""
    status = next((status for status, cue in STATUS if cue.search(folded)), asked.intent.status)
    order = next((order for order, cue in ORDERS if cue.search(folded)), asked.intent.order)
    return (library.step(item=item, status=status, order=order),)


def _say(answered: Answered) -> list[str]:
    return answered.results.told


@tool("library", acts=(Act.LIBRARY,), plan=_plan, say=_say, cue=WHATS_NEW)
def library(running: Running, item: str = "", status: str = "", order: str = "") -> None:
    """What there is of a sort, how many, and what the person did with it; of one item, what they did with it."""
    results, folded = running.results, fold(running.intent.text)
    if item:
        results.cards = [Recommendation(running.services.item(item), Score({}))]
        results.told += history_of(running.services.item(item), running.services.deeds())
        if (written := told_in_papers(running.intent.text, item, running.services)) is not None:
            results.answer = answer_of(written)
            results.told += answer_sentences(results.answer)
        return
    period = period_in(folded, date.today())
    arrived = re.search(WHATS_NEW, folded) is not None
    makers = [one for one in denied_and_required(running.intent.text) if isinstance(one, OfGender | OfOrigin)]
    worded = not (arrived or makers)
    found = _fitting(running, in_time=bool(period and (status or arrived)), worded=worded, order=order, status=status)
    found = [item for item in found if all(one.holds_for(item) for one in makers)]
    found = _arrived(found, period) if arrived else _of_status(found, status, period, running)
    if WHO.search(folded):
        results.told += _most(found)
    elif HOURS.search(folded):
        total = sum(minutes_of(one) or 0.0 for one in found)
        results.told.append(tr("Together they take {duration}.", duration=duration(total)))
    elif len(sides := running.intent.facets.languages) > 1 and _OR.search(folded):
        results.told += _side_by_side(found, sides)
    else:
        found = _ordered(found, order)
        results.told += [*_counted(found, status, order), *(_by(found) if makers else ())]
        if status and len(found) == 1:
            results.told += reason_told(found[0], running.services.deeds())
    results.cards = [Recommendation(one, Score({})) for one in found[: running.intent.n or _CARDS]]


def _arrived(items: Sequence[Item], period: tuple[date, date] | None) -> list[Item]:
    """Those that came in within a span of days; all where none is named."""
    if period is None:
        return list(items)
    return [one for one in items if period[0] <= datetime.fromtimestamp(one.added).date() <= period[1]]


def _minutes(item: Item) -> float | None:
    """How long it takes, where more is known than how long a sample of it is."""
    return None if is_of_unknown_length(item) else minutes_of(item)


def _by(items: Sequence[Item]) -> list[str]:
    """Who made these, those with most works first."""
    names = [name for name, _ in Counter(name for one in items for name in one.creators).most_common()]
    if len(names) > _MOST_NAMES:
        return [tr("Among the names are {names}.", names=joined(names[:_MOST_NAMES]))]
    return [tr("They are by {names}.", names=joined(names))] if len(names) > 1 else []


def _fitting(running: Running, *, in_time: bool, worded: bool, order: str, status: str) -> list[Item]:
    """Works of the kind, by the creators, in the language … that are asked for; `in_time`: a year tells when something
    was done, not when the work is from. worded: what no rule has read tells what they are about. `order`: "the
    shortest" asks for no short ones."""
    intent = running.intent
    facets = intent.facets
    hard = Facets(
        kind=intent.kind,
        years=None if in_time else facets.years,
        languages=facets.languages,
        length="" if order in _OF_LENGTH else facets.length,
        minutes=facets.minutes,
    )
    soft = [
        one
        for one in (
            Facets(creators=facets.creators), Facets(genres=facets.genres), Facets(moods=facets.moods),
            Facets(themes=tuple(one for one in facets.themes if worded or fold(one) not in MAKING)),
            Facets(tempo=facets.tempo),
        )
        if one
    ]  # fmt: skip
    owned = [one for one in running.services.works() if one.owned and not hard.excludes(one)]
    found = [one for one in owned if all(facet.names_any(one) for facet in soft)]
    said = replace(intent, text=_without_status(intent.text))
    words = subjects_said(said) if status else content_words(said, _OF_SHELVES, _OF_LENGTH)
    for word in words if worded else ():
        # A word that nothing on the shelves says only words the question.
        saying = [one for one in found if _says(one, word) and not is_kind_word(word)]
        if not saying and is_maker(word, intent.text):
            return []
        found = saying or found
    return found


def _says(item: Item, word: str) -> bool:
    """Whether a work speaks of what a word means, or is by whom it names."""
    return speaks_of(item, word) or word in fold(" ".join(item.creators)).split()


def _without_status(text: str) -> str:
    """The text without the words for what was done: a book in which somebody is banned was not turned down."""
    said = fold(text)
    for _, cue in STATUS:
        said = cue.sub(" ", said)
    return said if said != fold(text) else text


def is_maker(word: str, text: str) -> bool:
    """Whether a word stands where the name of a creator does: “by Grisham”, “de Sagan”."""
    return re.search(rf"\b(?:by|von|de|di|por) (?:\w+ )?{re.escape(word)}\b", fold(text)) is not None


def _of_status(items: Sequence[Item], status: str, period: tuple[date, date] | None, running: Running) -> list[Item]:
    if not status:
        return list(items)
    acts: dict[str, list[Interaction]] = {}
    for one in running.services.deeds():
        acts.setdefault(one.item_id, []).append(one)
    return [item for item in items if _has(status, acts.get(item.id, []), period)]


def _has(status: str, acts: Sequence[Interaction], period: tuple[date, date] | None) -> bool:
    if status == "unread":
        return not any(one.verdict in DONE for one in acts)
    held = [one for one in acts if period is None or period[0] <= datetime.fromtimestamp(one.at).date() <= period[1]]
    match status:
        case "finished":
            return any(one.verdict in (Verdict.FINISHED, Verdict.PLAYED) for one in held)
        case "liked":
            return any((worth(one) or 0) >= 0.7 and one.verdict in (Verdict.LIKED, Verdict.RATED) for one in held)
        case "disliked":
            return any((worth(one) or 0) < 0 and one.verdict in (Verdict.DISLIKED, Verdict.RATED) for one in held)
        case "aside":
            # Who gives a work up and says that it was bad has given it up all the same.
            return next((one.verdict in LEFT for one in reversed(held) if one.verdict in _HOW_FAR), False)
        case _:
            return bool(held) and held[-1].verdict is Verdict.READING


def _ordered(items: Sequence[Item], order: str) -> list[Item]:
    key = _KEYS.get(order)
    if key is None:
        return list(items)
    known = [(value, at) for at, item in enumerate(items) if (value := key(item)) is not None]
    return [items[at] for _, at in sorted(known)]


def _counted(items: Sequence[Item], status: str, order: str) -> list[str]:
    if not items:
        return [tr(_NONE[status])]
    if order and not status and len(items) > 1:
        then = joined([named(one) for one in items[1:3]])
        next_ones = trn("Then comes {titles}.", "Then come {titles}.", len(items[1:3]), titles=then)
        return [first_words(order, items[0]), next_ones]
    sentences = [tr(_COUNTED[status], works=counted_works(items))]
    if order:
        sentences.insert(0, first_words(order, items[0]))
    elif len(items) <= _TITLES:
        sentences.append(tr("They are {titles}.", titles=joined([named(one) for one in items])) if len(items) > 1 else
                         tr("It is {title}.", title=named(items[0])))  # fmt: skip
    else:
        some = joined([named(one) for one in items[:3]])
        sentences.append(tr("Among them are {titles}.", titles=some))
    return sentences


def _side_by_side(items: Sequence[Item], languages: Sequence[str]) -> list[str]:
    """How many there are in each language, the most first."""
    of_each = {code: [one for one in items if one.language == code] for code in languages}
    return [
        tr("In {language} I count {works}.", language=language_name(code), works=counted_works(of_each[code]) or "0")
        for code in sorted(of_each, key=lambda code: -len(of_each[code]))
    ]


def counted_works(items: Sequence[Item]) -> str:
    """ "12 books and 3 pieces of music"."""
    counts = Counter(one.kind for one in items)
    said = {
        Kind.BOOK: trn("{n} book", "{n} books", counts[Kind.BOOK]),
        Kind.MUSIC: trn("{n} piece of music", "{n} pieces of music", counts[Kind.MUSIC]),
        Kind.DOCUMENT: trn("{n} document", "{n} documents", counts[Kind.DOCUMENT]),
    }
    return joined([words for kind, words in said.items() if counts[kind]])


def _most(items: Sequence[Item]) -> list[str]:
    counts = Counter(name for one in items for name in one.creators)
    if not counts:
        return [tr(_NONE[""])]
    name, n = counts.most_common(1)[0]
    return [trn("{name} has most: {n} work.", "{name} has most: {n} works.", n, name=name)]
