"""Sets two works side by side, in the respect that was asked for."""

import re
from collections.abc import Sequence

from assistant.cards.wishes import card_wish
from assistant.chat.about.comparing import Respect, asks_least, compared, fitter, respect_of
from assistant.chat.about.evidence import said_of, told_by_descriptions
from assistant.chat.about.sides import names_beside, names_said, points_at_shown, sides_of, two_sides
from assistant.chat.about.spoken_of import own_words
from assistant.chat.about.telling import gist_of
from assistant.chat.about.wanted import wanted_in
from assistant.chat.document_questions import DocumentAnswer, answer_of, side_by_side
from assistant.chat.follow.asked_on import papers_pointed_out, without_papers
from assistant.chat.meant import pointed_out
from assistant.chat.reply_templates import not_there
from assistant.chat.services import Services
from assistant.chat.tools.answer import answer, said
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.comparing_names import without_names
from assistant.chat.understand.intents import Act
from assistant.domain.cards import Card
from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.language.normalise import fold
from assistant.messages import quoted, tr
from assistant.search.answers.expected import in_their_words
from assistant.search.answers.question import stems

_TOLD = 0.3
"""How sure the papers must be of an answer where no work is named."""

_FOR_WHOM = re.compile(
    r"\s+(?:for|für|pour|para|per) (?:an?|my|the|our|reading|me|us|den|die|das|mein\w*|unser\w*|une?"
    r"|mes|mon|ma|les?|la)\b.*$",
    re.IGNORECASE,
)
"""What stands behind a name in “Emma or Persuasion for the train”."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    return (compare.step(items=list(asked.targets[:2]), question=asked.intent.text),)


def _say(answered: Answered) -> list[str]:
    return said(answered.results) or [tr("Which two should I compare? Name their titles.")]


@tool("compare", acts=(Act.COMPARE,), plan=_plan, say=_say)
def compare(running: Running, items: Sequence[str], question: str) -> None:
    """Two works, named by title, creator or form, against each other; else those that were spoken of."""
    services, results = running.services, running.results
    pointed = list(dict.fromkeys(pointed_out(running.intent, running.session)))
    shown = len(pointed) > 1 or points_at_shown(question)
    papers = papers_pointed_out(question, running.session, services) if len(pointed) < 2 else []
    if len(papers) > 1:
        ids = papers
    else:
        ids = (pointed or list(items)) if shown else sides_of(question, pointed, services, running.intent.kind)
    if len(ids) < 2 and (within := _within_paper(question, ids, services)) is not None:
        results.answer = within
        results.cards = [Recommendation(services.item(within.sources[0].item_id), Score({}))]
        return
    missing = _missing(question, ids, services) if len(ids) < 2 else []
    # What was shown is meant where no names are said, and what was spoken of last where one is.
    last = [running.session.focus] if ids and running.session.focus else []
    ids = (ids if len(ids) > 1 or missing else list(dict.fromkeys([*ids, *items, *last])))[:2]
    if not ids and services.answer(question).sure >= _TOLD:
        # "Which of the twins may eat nuts?" is asked of the papers.
        answer.run(running, question)
    if len(ids) < 2:
        if results.answer is None and not results.told:
            results.told = missing
            results.cards = [Recommendation(services.item(one), Score({})) for one in ids]
        return
    one, other = (services.item(item_id) for item_id in ids)
    results.cards = [Recommendation(item, Score({})) for item in (one, other)]
    if one.kind is other.kind is Kind.DOCUMENT and respect_of(question) is Respect.MOOD:
        # What is asked of two papers stands in their text.
        rest = in_their_words(without_papers(question, [stems(one.title), stems(other.title)]))
        results.answer = side_by_side([services.answer(rest, item_id) for item_id in ids])
        results.question = question
        return
    cards = services.card(one.id), services.card(other.id)
    # A haunted house in a title is nothing that is looked for.
    asked = without_names(question, running.intent.named) if question == running.intent.text else question
    respect = respect_of(asked)
    if respect is Respect.MOOD:
        results.told = _fitter(services, asked, (one, other), cards)
    else:
        results.told = compared(respect, one, other, cards, least=asks_least(asked))


def _within_paper(question: str, ids: Sequence[str], services: Services) -> DocumentAnswer | None:
    """What one paper says of each of two things that it sets side by side; None where they are no matter of a paper."""
    sides = names_said(question) or two_sides(question)
    if len(sides) < 2:
        return None
    tellings = services.answer(question).tellings
    paper = services.item(ids[0]) if ids else tellings[0].item if tellings else None
    if paper is None or paper.kind is not Kind.DOCUMENT:
        return None
    found = [services.answer(side, paper.id) for side in sides]
    if all(answer_of(one).sentences for one in found):
        return side_by_side(found)
    whole = answer_of(services.answer(question, paper.id)) if ids else DocumentAnswer()
    return whole if whole.sentences else None


def _missing(question: str, ids: Sequence[str], services: Services) -> list[str]:
    """Which of the two names that are said the library does not have, and what the other is."""
    found = [services.item(one) for one in ids]
    known = {word for item in found for word in fold(f"{item.title} {' '.join(item.creators)}").split()}
    names = [_FOR_WHOM.sub("", name) for name in names_said(question) or names_beside(question)]
    unknown = [name for name in names if known.isdisjoint(own_words(name))]
    if len(unknown) > 1:
        one, other = (quoted(name) for name in unknown)
        return [tr("I find neither {title} nor {other} on your shelves.", title=one, other=other)]
    if not unknown or len(found) != 1:
        return []
    return [not_there(unknown[0]), *gist_of(found[0])]


def _fitter(services: Services, question: str, pair: tuple[Item, Item], cards: tuple[Card, Card]) -> list[str]:
    """Which of the two is more of what is asked for, by their cards or by what is said of them, and what says so."""
    wanted, against = wanted_in(services, question)
    themes = [value for value in card_wish(question).wanted if value[0] == "themes"]
    told = fitter(wanted, against, pair, cards) or (fitter(themes, (), pair, cards) if themes else [])
    told = told or told_by_descriptions(question, pair)
    said = said_of(question, pair, cards, [*wanted, *themes]) if told else ("", "")
    return [*told, *compared(Respect.MOOD, *pair, cards, said=said)]
