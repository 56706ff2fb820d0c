"""Answers a question from the person's own files, with its sources."""

from assistant.chat.document_questions import answer_of, answer_sentences
from assistant.chat.results import Results
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Recommendation, Score


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
    """Sentences of the person's files that answer a question; of one item only, if it is given and says it."""
    results = running.results
    found = running.services.answer(question, item)
    results.answer = answer_of(found)
    if not results.answer.sentences and item is not None:
        found = running.services.answer(question)
        results.answer = answer_of(found)
    by_id = {one.item.id: one.item for one in found.tellings}
    ids = dict.fromkeys(item_id for _, item_id, _ in results.answer.sources)
    results.cards = [Recommendation(by_id[item_id], Score({})) for item_id in ids]
