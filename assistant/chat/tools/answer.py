"""Answers a question from the person's own files, with its sources."""

import re

from assistant.chat.about.aspects import EXACT, aspect_of
from assistant.chat.about.remarks import remarks_told, work_remarked
from assistant.chat.about.spoken_of import PLAINLY, own_words, spoken_of
from assistant.chat.about.telling import exactly
from assistant.chat.document_questions import SURE, answer_of, answer_sentences, side_by_side
from assistant.chat.reply_templates import named
from assistant.chat.results import Results
from assistant.chat.session import ChatSession
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.domain.errors import UnknownItem
from assistant.language.normalise import fold
from assistant.messages import tr
from assistant.search.answers.finding import FoundAnswer
from assistant.search.answers.look_alikes import without_years
from assistant.search.answers.question import read_question, stem, stems

_GOES_ON = re.compile(
    r"^(?:and|or|but|ok(?:ay)?|so|und|oder|aber|et|ou|mais|y|e)\b"
    r"|\b(?:it|its|he|his|him|she|her|they|them|their|that|those|these|there|then|er|sie|ihn|ihm|ihr|ihnen|dort|davon"
    r"|il|elle|ils|elles|leur|ca|cela|y|en)\b"
)
"""What leans on the question before."""
_FEW, _SURELY = 2, 0.8
"""Words of its own with which a question hardly stands alone; how sure another document must be to be meant."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    item = next((one.ids[0] for one in asked.intent.named if one.role == "title"), None)
    return (answer.step(question=asked.intent.text, item=item),)


def _say(answered: Answered) -> list[str]:
    return said(answered.results)


def said(results: Results) -> list[str]:
    """What the work or the files say to the question of this turn."""
    if results.told:
        return list(results.told)
    return answer_sentences(results.answer) if results.answer is not None else []


@tool("answer", acts=(Act.ANSWER,), plan=_plan, say=_say)
def answer(running: Running, question: str, item: str | None = None) -> None:
    """Sentences of the person's files that answer a question; of one item only, if it is given or meant and says it."""
    results, services = running.results, running.services
    meant = [item] if item is not None else services.papers_meant(question)
    if len(meant) > 1:
        rest = without_years(question)
        results.answer = side_by_side([services.answer(rest, one) for one in meant])
    else:
        found = _gone_on(running, question) if not meant else None
        if found is None:
            found = services.answer(question, *meant)
            if meant and not answer_of(found).sentences:
                found = services.answer(question)
        results.answer = answer_of(found)
        if not results.answer.sure and (
            _known_of_work(running, question, found) or (not meant and _remarked(running, question, found))
        ):
            return
    ids = dict.fromkeys(item_id for _, item_id, _ in results.answer.sources)
    results.cards = [Recommendation(services.item(item_id), Score({})) for item_id in ids]


def _gone_on(running: Running, question: str) -> FoundAnswer | None:
    """What the files say where the question leans on the one before: it is looked for with the words of that one, which
    tell what it is about, and not in the document of the last answer alone: another may know the rest."""
    document = _last_document(running)
    if document is None or not own_words(_said_before(running.session)):
        return None
    leans = _GOES_ON.search(fold(question)) is not None or len(own_words(question)) <= _FEW
    if not leans:
        return None
    said = running.services.answer(question, document.id)
    held = stems(" ".join((document.title, *(one.passage.text for one in said.tellings))))
    own = read_question(question).words
    if said.sure >= SURE or (own and held.issuperset(own)):
        return said
    if document.id in running.services.papers_meant(_said_before(running.session)) and answer_of(said).sentences:
        return said  # which of the papers that look alike is meant was said already
    alone = running.services.answer(question)
    if alone.sure > _SURELY and alone.tellings[0].item.id != document.id:
        return None
    # What names the paper of before leads back to it.
    before = " ".join(
        word for word in own_words(_said_before(running.session)) if stem(word) not in stems(document.title)
    )
    found = running.services.answer(f"{question} ({before})")
    return found if answer_of(found).sentences else None


def _last_document(running: Running) -> Item | None:
    try:
        last = running.services.item(running.session.focus) if running.session.focus else None
    except UnknownItem:
        return None
    return last if last is not None and last.kind is Kind.DOCUMENT else None


def _said_before(session: ChatSession) -> str:
    """What the person said last."""
    return next((text for role, text in reversed(session.turns) if role == "you"), "")


def _remarked(running: Running, question: str, found: FoundAnswer) -> bool:
    """Quotes what the person wrote of a work, where that holds more of the question's words than the papers do."""
    item = work_remarked(question, running.services)
    words = read_question(question).words
    near = stems(found.tellings[0].text) if found.tellings else frozenset()
    if item is None or any(word in near for word in words):
        return False
    results = running.results
    first, *others = remarks_told(item, running.services)
    results.answer, results.about = None, item
    results.told = [tr("{title}: {reason}", title=named(item), reason=first), *others]
    results.cards = [Recommendation(item, Score({}))]
    return True


def _known_of_work(running: Running, question: str, found: FoundAnswer) -> bool:
    """Tells what is known exactly of a work that the question names at least in part, or that it describes so that its
    text comes nearest: "the climbing one, who is that by"."""
    aspect = aspect_of(question)
    if aspect not in EXACT:
        return False
    meant = spoken_of(question, running.services, running.intent.kind, PLAINLY)
    if not meant and found.tellings and found.tellings[0].item.kind is not Kind.DOCUMENT and answer_of(found).sentences:
        meant = [found.tellings[0].item.id]
    item = running.services.item(meant[0]) if len(meant) == 1 else None
    told = exactly(aspect, item, running.services.sound(item.id)) if item is not None else []
    if item is None or not told:
        return False
    results = running.results
    results.answer, results.about, results.told = None, item, told
    results.cards = [Recommendation(item, Score({}))]
    return True
