"""Answers a question from the person's own files, with its sources."""

import re
from dataclasses import replace

from assistant.chat.about.asked_core import of_quoted
from assistant.chat.about.aspects import EXACT, aspect_of
from assistant.chat.about.remarks import remarks_told, work_remarked
from assistant.chat.about.spoken_of import PLAINLY, own_words, spoken_of
from assistant.chat.about.telling import exactly
from assistant.chat.document_questions import (
    SURE,
    answer_of,
    answer_sentences,
    answers,
    side_by_side,
    under_one_word,
    with_rest,
)
from assistant.chat.follow.asked_on import (
    Leaning,
    another_named,
    asked_alike,
    asked_of_another,
    asks_itself,
    leaning,
    paper_of,
    papers_pointed_out,
    without_papers,
    without_sides,
)
from assistant.chat.reply_templates import named
from assistant.chat.results import Results
from assistant.chat.session import ChatSession
from assistant.chat.tools.looked_up import FEW, GOES_ON, everywhere, of_codes, said_in, told_in_papers
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Item, Kind, Recommendation, Score
from assistant.language.normalise import fold
from assistant.messages import tr
from assistant.search.answers.expected import Sort, asked_of, in_their_words
from assistant.search.answers.finding import FoundAnswer
from assistant.search.answers.question import read_question, stem, stems

_WHICH_OF_THEM = re.compile(
    r"^\W*(?:who|which|wer|welche[rs]?|qui|lequel|laquelle|quien|cual|chi|quale)\b(?=.*\b(?:more|less|better|worse|\w{3,}er"
    r"|mehr|weniger|plus|moins|mas|menos|piu|meno)\b)",
    re.IGNORECASE,
)
"""Asks which of two papers, and for nobody: “who pays faster, the dairy or the inn”."""
_SURELY = 0.8
"""How sure another document must be to be meant."""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    item = next((one.ids[0] for one in asked.intent.named if one.role == "title"), None)
    if item is not None and asked.names.kinds.get(item) is not Kind.DOCUMENT and asked_of(asked.intent.text):
        item = None  # "in my journal, when did I finish Emma" is asked of the journal
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
    results, services, session = running.results, running.services, running.session
    meant = [item] if item is not None and told_in_papers(question, item, services) is None else []
    meant = meant or papers_pointed_out(question, session, services)
    last = paper_of(session.focus, services)
    results.question = question
    lent = leaning(question, meant, last, session, services)
    if (
        not meant
        and last is not None
        and session.question
        and len(other := another_named(question, last, services)) == 1
    ):
        meant = other
    if lent is not None and last is not None and _lent(running, lent, last):
        pass
    elif len(meant) > 1:
        titles = [stems(services.item(one).title) for one in meant]
        asked = in_their_words(without_papers(_WHICH_OF_THEM.sub("", without_sides(question)), titles))
        results.answer = side_by_side([services.answer(asked, one) for one in meant])
    elif meant:
        inside = of_codes(said_in(question, meant[0], services, session), question)
        results.answer = with_rest(answer_of(inside, of_paper=True), question, inside)
        if not results.answer.sentences:
            results.answer = answer_of(services.answer(question))
    else:
        found, of_paper = _gone_on(running, question, last) or everywhere(question, services)
        found = of_codes(found, question)
        results.answer = with_rest(answer_of(found, of_paper=of_paper), question, found)
        of_work = bool(found.tellings) and found.tellings[0].item.kind is not Kind.DOCUMENT
        if (of_work or not results.answer.sure) and _known_of_work(running, question, found):
            return
        if not results.answer.sure and _remarked(running, question, found):
            return
    sources = results.answer.sources if results.answer is not None else ()
    ids = dict.fromkeys(one.item_id for one in sources)
    results.cards = [Recommendation(services.item(item_id), Score({})) for item_id in ids]


def _lent(running: Running, lent: Leaning, last: Item) -> bool:
    """Asks the question before of the papers that this one names: what they have under the same word as the last, or
    what answers it; else the new words, put as it was. False where nothing does."""
    services, results = running.services, running.results
    before, *found = (services.answer(in_their_words(lent.same), one) for one in (last.id, *lent.papers))
    alike = under_one_word([before, *found])[1:]
    if alike or any(answers(one, of_paper=True) for one in found):
        results.answer = side_by_side([FoundAnswer(1.0, (one,)) for one in alike] or found)
        results.question = lent.same
        return True
    found += [services.answer(in_their_words(lent.own), one) for one in lent.papers]
    results.answer = answer_of(max(found, key=lambda one: (answers(one, of_paper=True), one.sure)), of_paper=True)
    results.question = lent.own
    return bool(results.answer.sentences)


def _gone_on(running: Running, question: str, last: Item | None) -> tuple[FoundAnswer, bool] | None:
    """What the files say where the question leans on the one before, and whether the paper of the last answer alone was
    asked: it is, where it answers or holds all that is asked about; else all are, with the words of the question
    before, which tell what it is about. Where neither is sure the last paper is meant."""
    services, before = running.services, running.session.question or _said_before(running.session)
    if last is None or not before:
        return None
    alone = question if asks_itself(question) else asked_alike(question, running.session)
    if alone != question and (told := _of_another(running, question, last)) is not None:
        return told, True
    leans = alone != question or GOES_ON.search(fold(question)) is not None or len(own_words(question)) <= FEW
    if not leans or another_named(question, last, services):
        return None
    said = services.answer(alone, last.id)
    if (quoted := of_quoted(said, question, running.session, services, last.id)) is not said:
        return quoted, True
    held = stems(" ".join((last.title, *(one.passage.text for one in said.tellings))))
    own = read_question(question).words
    if answers(said, of_paper=True) or (own and held.issuperset(own)):
        return said, True
    near = answer_of(said, of_paper=bool(read_question(alone).sorts - {Sort.YES_NO})).sentences
    if last.id in services.papers_meant(before) and near:
        return said, True  # which of the papers that look alike is meant was said already
    everywhere = services.answer(alone)
    if everywhere.sure > _SURELY and everywhere.tellings[0].item.id != last.id:
        return None
    # What names the paper of before leads back to it.
    words = " ".join(word for word in own_words(before) if stem(word) not in stems(last.title))
    with_before = f"{question} ({words})" if words else question
    found = services.answer(with_before)
    running.results.question = with_before
    if not answers(found) and near:
        return said, True
    return (found, False) if answer_of(found).sentences else None


def _of_another(running: Running, question: str, last: Item) -> FoundAnswer | None:
    """What the paper of the last answer says of the words that a fragment puts in place of some of the question before,
    in the sentences that hold all of them; None where none does."""
    asked = asked_of_another(question, running.session)
    own = set(read_question(question).words)
    found = running.services.answer(asked, last.id)
    held = tuple(replace(one, fits=True) for one in found.tellings if own and own <= stems(one.text))
    if not held:
        return None
    running.results.question = asked
    return FoundAnswer(max(found.sure, SURE), held)


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


def _asks_inside(question: str, item: Item) -> bool:
    """Whether a question about a paper asks for more than a fact of the paper itself: “what year did the two first
    meet”."""
    if item.kind is not Kind.DOCUMENT:
        return False
    names = stems(" ".join((item.title, *item.creators)))
    return any(stem(word) not in names for word in own_words(question))


def _known_of_work(running: Running, question: str, found: FoundAnswer) -> bool:
    """Tells what is known exactly of a work that the question names at least in part, or that it describes so that its
    text comes nearest: "the climbing one, who is that by"."""
    aspect, session = aspect_of(question), running.session
    leans = session.question and not running.intent.named and GOES_ON.search(fold(question)) is not None
    if aspect not in EXACT or (leans and paper_of(session.focus, running.services) is not None):
        return False
    meant = spoken_of(question, running.services, running.intent.kind, PLAINLY)
    if not meant and found.tellings and found.tellings[0].item.kind is not Kind.DOCUMENT and answer_of(found).sentences:
        meant = [found.tellings[0].item.id]
    item = running.services.item(meant[0]) if len(meant) == 1 else None
    told = exactly(aspect, item, running.services.sound(item.id)) if item is not None else []
    if item is None or not told or _asks_inside(question, item):
        return False
    results = running.results
    results.answer, results.about, results.told = None, item, told
    results.cards = [Recommendation(item, Score({}))]
    return True
