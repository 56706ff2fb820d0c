"""What the person's files say to a question: in all of them, in the paper that is meant, of the code that it names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.about.asked_core import with_core
from assistant.chat.about.spoken_of import own_words
from assistant.chat.document_questions import RIVAL, SURE, answers
from assistant.chat.follow.asked_on import now_meant, paper_of, without_papers
from assistant.chat.follow.told_first import asks_what_is_said, asks_what_to_do, codes_in, question_alone
from assistant.chat.services import Services
from assistant.chat.session import ChatSession
from assistant.domain.entities import Kind
from assistant.language.normalise import fold
from assistant.search.answers.expected import in_their_words
from assistant.search.answers.finding import FoundAnswer
from assistant.search.answers.question import read_question, stems

GOES_ON = re.compile(
    r"^(?:and|or|but|ok(?:ay)?|so|und|oder|aber|et|ou|mais|y|e)\b"
    r"|\b(?:it|its|he|his|him|she|her|they|them|their|that|those|these|there|then|er|sie|ihn|ihm|ihr|ihnen|dort|davon"
    r"|il|elle|ils|elles|leur|ca|cela|y|en)\b"
)
"""What leans on the question before."""
FEW = 2
"""Words of its own with which a question hardly stands alone, and papers that are looked into for one that is asked
behind what was told."""
_OF_ONESELF = re.compile(
    r"\b(?:i|ive|we|weve|my|our|me|us|ich|wir|mein\w*|unser\w*|je|j|nous|mon|ma|mes|notre|nos|yo|mi|mis|nosotros|io|noi)\b"
)


def told_in_papers(question: str, item: str, services: Services) -> FoundAnswer | None:
    """What a paper of the person's surely says to what they ask of themselves and a work, where it speaks of that: “on
    which page did I give up on Dune”; None where none does."""
    work = services.item(item)
    if work.kind is Kind.DOCUMENT or _OF_ONESELF.search(fold(question)) is None:
        return None
    found = services.answer(question)
    best = found.tellings[0] if found.tellings else None
    if best is None or best.item.kind is not Kind.DOCUMENT or found.sure < SURE:
        return None
    told = stems(f"{best.text} {best.passage.place} {best.item.title}")
    own = tuple(one for one in found.tellings if one.item.id == best.item.id)
    return None if told.isdisjoint(read_question(work.title).words) else replace(found, tellings=own)


def everywhere(question: str, services: Services) -> tuple[FoundAnswer, bool]:
    """What the files say, and whether one paper alone was asked: the newest of its like, where it asks of now."""
    alone = question_alone(question)
    if alone and asks_what_is_said(question):
        question, alone = question.replace(alone, " "), ""  # of what stands before it
    # "Where do I turn it off" leans on what was told before it.
    leans = alone and GOES_ON.search(fold(alone)) is not None
    with_rest_of = f"{alone} ({' '.join(own_words(question.replace(alone, ' ')))})" if leans else ""
    found = surest(
        [question, in_their_words(question), *filter(None, [alone if own_words(alone) else "", with_rest_of])],
        None,
        services,
    )
    found = with_core(found, question, services)
    if alone and not answers(found) and (told := _of_told(question, alone, services)) is not None:
        return told, True
    now = now_meant(question, found.tellings[0].item, services) if found.tellings else ""
    told = said_in(question, now, services) if now else found
    return (told, True) if now and answers(told, of_paper=True) else (found, False)


def _of_told(question: str, alone: str, services: Services) -> FoundAnswer | None:
    """What answers the question alone in one of the papers that all that was said leads to."""
    told = [one for one in services.answer(question).tellings if one.item.kind is Kind.DOCUMENT]
    near = (one.item.id for one in told if one.share >= RIVAL * told[0].share)
    leading = list(dict.fromkeys(near))[:FEW]
    found = (services.answer(in_their_words(alone), paper) for paper in leading)
    return next((one for one in found if answers(one, of_paper=True)), None)


def of_codes(found: FoundAnswer, question: str) -> FoundAnswer:
    """What was found on the code that is asked about, which answers, with what stands beside it of no code where it is
    asked what is to be done; as it is where nothing holds one."""
    asked = codes_in(question)
    told = tuple(one for one in found.tellings if codes_in(one.text) & asked)
    if told and asks_what_to_do(question):
        place = told[0].item.id, told[0].passage.position
        beside = (one for one in found.tellings if (one.item.id, one.passage.position) == place)
        told = (*told, *(one for one in beside if not codes_in(one.text)))
    return replace(found, tellings=told, sure=max(found.sure, SURE)) if told else found


def said_in(question: str, paper: str, services: Services, session: ChatSession | None = None) -> FoundAnswer:
    """What one item says to a question that points it out; a paper without what names it, and with what was asked
    before, where little else is said."""
    item = paper_of(paper, services)
    if item is None:
        return services.answer(question, paper)
    title = [stems(item.title)]
    asked = [in_their_words(without_papers(one, title)) for one in (question, question_alone(question)) if one]
    leans = len(own_words(asked[0])) <= FEW or GOES_ON.search(fold(question)) is not None
    if session is not None and session.question and leans:
        asked.append(f"{asked[0]} ({' '.join(own_words(session.question))})")
    return surest([*asked, question], paper, services)


def surest(texts: Sequence[str], paper: str | None, services: Services) -> FoundAnswer:
    """What the first of the texts finds that is an answer, else what the surest finds."""
    best = FoundAnswer()
    for text in dict.fromkeys(texts):
        found = services.answer(text, paper)
        if answers(found, of_paper=paper is not None):
            return found
        best = max(best, found, key=_promise)
    return best


def _promise(found: FoundAnswer) -> tuple[bool, bool, float]:
    """How much speaks for what was found: that its first sentence stands under the words asked for, then how sure."""
    return bool(found.tellings), bool(found.tellings) and found.tellings[0].headed, found.sure
