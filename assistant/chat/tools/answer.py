"""Answers a question from the person's own documents, with its sources."""

from assistant.chat.document_questions import answer_from, source_line
from assistant.chat.results import Results
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Recommendation, Score
from assistant.messages import tr


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    item = next((one.ids[0] for one in asked.intent.named if one.role == "title"), None)
    return (answer.step(question=asked.intent.text, item=item),)


def _say(answered: Answered) -> list[str]:
    return answer_sentences(answered.results)


def answer_sentences(results: Results) -> list[str]:
    """What the passages say, then their sources; an honest word where they say nothing."""
    if results.answer is None:
        return [tr("I found no passage in your files that answers this.")]
    by_key = {(one.item.id, one.passage.place): one for one in results.cited}
    lines = [source_line(number, by_key[item_id, place]) for number, item_id, place in results.answer.sources]
    return [*results.answer.sentences, "\n" + "\n".join(lines)]


@tool("answer", acts=(Act.ANSWER,), plan=_plan, say=_say)
def answer(running: Running, question: str, item: str | None = None) -> None:
    """Sentences of the person's files that answer a question; of one item's only, if it is given."""
    results = running.results
    results.cited = list(running.services.answer(question, item_id=item))
    results.answer = answer_from(question, results.cited)
    if results.answer:
        by_id = {one.item.id: one.item for one in results.cited}
        ids = dict.fromkeys(item_id for _, item_id, _ in results.answer.sources)
        results.cards = [Recommendation(by_id[item_id], Score({})) for item_id in ids]
