"""Quotes what the person wrote about an item or underlined in it, and of all items the latest."""

import re

from assistant.chat.about.remarks import beside_work, in_copy
from assistant.chat.about.spoken_of import PLAINLY, named_in_clauses, spoken_of
from assistant.chat.reply_templates import named
from assistant.chat.services import Services
from assistant.chat.tools.answer import answer, said
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Recommendation, Score
from assistant.domain.errors import UnknownItem
from assistant.domain.kinds import NoteKind
from assistant.domain.notes import Note, excerpt
from assistant.language.normalise import flatten
from assistant.messages import mark, quoted, tr

QUOTED = 5
_OWN = re.compile(r"underlin|highlight|review", re.I)
_BOOK = re.compile(
    r"\b(?:the|my|our) (?P<what>(?:[\w'’-]+ ){1,3}?)(?:book|novel|one|album|record|cd|lp|paperback|copy)\b",
    re.IGNORECASE,
)
_SAID = {
    NoteKind.HIGHLIGHT: mark("You underlined {words} ({where})."),
    NoteKind.NOTE: mark("You wrote {words} ({where})."),
    NoteKind.REVIEW: mark("Your review says {words} ({where})."),
}


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (notes.step(item=asked.targets[0] if asked.targets else "", question=asked.intent.text),)


def _say(answered: Answered) -> list[str]:
    if answered.results.answer is not None:
        return said(answered.results)
    if answered.results.noted:
        return list(answered.results.noted)
    cards = answered.results.cards
    if cards:
        return [tr("You have neither written nor underlined anything in {title} yet.", title=named(cards[0].item))]
    return [tr("You have neither written nor underlined anything yet.")]


@tool("notes", acts=(Act.NOTES,), plan=_plan, say=_say)
def notes(running: Running, item: str, question: str = "") -> None:
    """What the person wrote about an item or underlined in it; without one, about the work that the question names in
    part; else the latest of all, or what a document says."""
    services, results = running.services, running.results
    item = item or _named_in(question, services)
    if not item and not _OWN.search(question):
        answer.run(running, question)
        return
    found = sorted(services.notes(item or None), key=lambda note: note.at or 0.0, reverse=True)
    told = {one: _title(running, one) for one in {note.item_id for note in found}}
    chosen = [note for note in found if told[note.item_id]][:QUOTED]
    results.noted = [_sentence(note, told[note.item_id], alone=bool(item)) for note in chosen]
    if item and (words := beside_work(services.item(item), services)):
        results.noted.append(in_copy(words))
    shown = [item] if item else list(dict.fromkeys(note.item_id for note in chosen))
    results.cards = [Recommendation(services.item(one), Score({})) for one in shown]


def _named_in(question: str, services: Services) -> str:
    """The id of the one work that a question names in part, also with nothing but “the Salt book”; empty for none."""
    of_book = _BOOK.search(question)
    texts = [question, *([of_book["what"]] if of_book is not None else [])]
    found = (spoken_of(one, services, None, PLAINLY, names_only=True) for one in texts)
    return next((works[0] for works in found if works), next(iter(named_in_clauses(question, services)), ""))


def _title(running: Running, item_id: str) -> str:
    """Notes may wait for a work that is not in the library; those are not spoken of."""
    try:
        return named(running.services.item(item_id))
    except UnknownItem:
        return ""


def _sentence(note: Note, title: str, *, alone: bool) -> str:
    """`alone`: all are of one item, whose title need not be said each time."""
    where = ", ".join(filter(None, ("" if alone else title, flatten(note.place), note.date))) or title
    return tr(_SAID[note.kind], words=quoted(flatten(excerpt(note.text), 200)), where=where)
