"""Writes down what the person says of a work or did with it, and brings what fits next where they liked it."""

from assistant.chat.constraints import avoided, wanted
from assistant.chat.reasons.spoken import recommended
from assistant.chat.reply_templates import named, which_one
from assistant.chat.session import Deed
from assistant.chat.tools.deeds.cues import (
    ASKS_NEXT,
    CHANGED_NEXT,
    CLAUSE,
    DID,
    NEXT,
    STARS,
    opinion_in,
)
from assistant.chat.tools.deeds.reason import reason_in
from assistant.chat.tools.more_like import more_like
from assistant.chat.tools.recommend import recommend
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.comparing_names import without_names
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Feedback, Verdict
from assistant.domain.errors import AssistantError, UnknownItem
from assistant.domain.feedback import check_stars
from assistant.language.normalise import fold
from assistant.language.numbers import number_in
from assistant.language.telling import words_of_wish
from assistant.language.words.stop_words import FILLER
from assistant.messages import decimal, mark, tr

_HEARD = {
    "liked": Verdict.LIKED, "disliked": Verdict.DISLIKED, "finished": Verdict.FINISHED, "reading": Verdict.READING,
    "aside": Verdict.ASIDE, "not_now": Verdict.NOT_NOW,
}  # fmt: skip
_SAID = {
    Verdict.LIKED: mark("I noted that you liked {title}."),
    Verdict.DISLIKED: mark("I noted that you did not like {title}."),
    Verdict.FINISHED: mark("I noted that you have finished {title}."),
    Verdict.READING: mark("I noted that you are reading {title}."),
    Verdict.ASIDE: mark("I noted that you put {title} aside."),
    Verdict.NOT_NOW: mark("Not now, then: I noted it of {title}."),
}


def verdicts_in(text: str) -> list[tuple[Verdict, float]]:
    """What a text says of a work and tells was done with it, with stars where it names them; the last is what counts
    most, and none is said where a text only mentions a work."""
    folded = fold(text)
    found: list[tuple[Verdict, float]] = []
    did = next((verdict for verdict, cue in DID if cue.search(folded)), None)
    if did is not None:
        found.append((did, 1.0))
    stars = _stars(text)
    if stars is not None:
        return [*found, (Verdict.RATED, stars)]
    opinion = opinion_in(folded)
    return [*found, (opinion, 1.0)] if opinion is not None else found


def _heard(verdict: str) -> list[tuple[Verdict, float]]:
    """What the message as a whole says, where no word of it does."""
    return [(_HEARD[verdict], 1.0)] if verdict in _HEARD else []


def _stars(text: str) -> float | None:
    found = STARS.search(text)
    if found is None:
        return None
    word = (found["number"] or found["of"]).replace(",", ".")
    try:
        return check_stars(number_in(word.lower()) + (0.5 if found["half"] else 0.0))
    except AssistantError:
        return None


def next_wish(text: str) -> str:
    """What a text asks for beside what it says of a work: "more of that, but shorter" of "loved it. more of that, but
    shorter"; empty where it names no more than that there is to be another."""
    cue = CHANGED_NEXT.search(text)
    if cue is not None:
        return text[cue.start("wish") :].strip()
    clauses = list(CLAUSE.finditer(text))
    told = [at for at, one in enumerate(clauses) if verdicts_in(one.group())]
    asking = (one for one in clauses[told[-1] + 1 :] if ASKS_NEXT.search(fold(one.group()))) if told else iter(())
    behind = text[first.start() :].strip() if (first := next(asking, None)) is not None else ""
    return behind if words_of_wish(behind, FILLER) else ""


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    text = asked.intent.text
    # Who has read "Great Expectations" has not said that it is great.
    verdicts = verdicts_in(without_names(text, asked.intent.named)) or _heard(asked.intent.verdict)
    if not verdicts or not asked.targets:
        return ()
    steps = [
        verdict.step(item=item, verdict=said, value=value, because=reason_in(text))
        for item in asked.targets
        for said, value in verdicts
    ]
    said, stars = verdicts[-1]
    pleased = said is Verdict.LIKED or (said is Verdict.RATED and stars >= 4)
    if pleased or (said is not Verdict.DISLIKED and NEXT.search(text)):
        constraints = asked.session.constraints
        kind = wanted(constraints).kind or asked.names.kinds.get(asked.targets[-1])
        left = sorted({*asked.targets, *asked.session.left_out})
        avoid = list(avoided(constraints))
        like, then = asked.targets[-1], next_wish(text)
        if then:
            steps.append(recommend.step(text=then, like=[like], n=asked.places, exclude=left, kind=kind, avoid=avoid))
        else:
            steps.append(more_like.step(item=like, n=asked.places, exclude=left, kind=kind, avoid=avoid))
    return tuple(steps)


def _say(answered: Answered) -> list[str]:
    told = answered.results.told
    if not told:
        return which_one(answered.intent)
    if not answered.results.cards:
        return [*told, tr("Say undo if that is not so.")]
    return [*told, *recommended(answered.intent, answered.session, answered.results, False)]


@tool("verdict", acts=(Act.VERDICT,), plan=_plan, say=_say)
def verdict(running: Running, item: str, verdict: Verdict, value: float = 1.0, because: str = "") -> None:
    """What the person says of an item, or did with it, as feedback."""
    services, results = running.services, running.results
    try:
        services.record(Feedback(item, verdict, value, because if verdict in (Verdict.LIKED, Verdict.DISLIKED) else ""))
    except UnknownItem:
        return
    results.deeds.append(Deed("verdict", item))
    title = named(services.item(item))
    if verdict is Verdict.RATED:
        results.told.append(
            tr("I noted {stars} of 5 stars for {title}.", stars=decimal(value, _places(value)), title=title)
        )
    else:
        results.told.append(tr(_SAID[verdict], title=title))


def _places(value: float) -> int:
    return 0 if value == int(value) else 1
