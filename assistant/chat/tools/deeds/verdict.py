"""Writes down what the person says of a work or did with it, and brings what fits next where they liked it."""

import re

from assistant.chat.constraints import avoided, wanted
from assistant.chat.reply_templates import named, recommended, which_one
from assistant.chat.session import Deed
from assistant.chat.tools.more_like import more_like
from assistant.chat.tools.registry import Answered, Running, Step, ToolRequest, tool
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Feedback, Verdict
from assistant.domain.errors import AssistantError, UnknownItem
from assistant.domain.feedback import check_stars
from assistant.language.facet_parser import polarity_of, sides_of
from assistant.language.normalise import fold
from assistant.language.numbers import NUMBERS, number_in
from assistant.messages import decimal, mark, tr

_STARS = re.compile(
    r"\b(?P<number>[0-5](?:[.,]5)?|" + "|".join(word for word in NUMBERS if word not in ("hundred", "thousand")) + r")"
    r"(?P<half> and a half| 1/2|½)?(?:\s*(?:out of|/|von|sur)\s*(?:5|five|fünf|cinq))?[\s-]*"
    r"(?:stars?|sterne?n?|étoiles?|\*)|\b(?P<of>[0-5](?:[.,]5)?)\s*(?:/|out of|von|sur)\s*5\b",
    re.IGNORECASE,
)
_DID: tuple[tuple[Verdict, re.Pattern[str]], ...] = tuple(
    (verdict, re.compile(pattern))
    for verdict, pattern in (
        (
            Verdict.ASIDE,
            r"\b(?:abandon\w*|gave up|given up|give up|put (?:it )?(?:aside|down|by|away)|set (?:it )?aside|dropped"
            r"|dnf\w*|paus(?:ed|ing)|stopped (?:reading|listening|half|at|on)"
            r"|(?:couldnt|cudnt|could not|didnt|did not) finish|never finished|abgebrochen|weggelegt|beiseite"
            r"|nicht fertig|abandonne\w*|laisse tomber|pas fini)\b",
        ),
        (
            Verdict.NOT_NOW,
            r"\bnot (?:now|today|tonight|this (?:week|month|year|quarter)|yet)\b"
            r"|\b(?:some other time|maybe later|later)\b"
            r"|\b(?:nicht (?:jetzt|heute)|ein andermal|pas maintenant|plus tard)\b",
        ),
        (
            Verdict.READING,
            r"\b(?:(?:i am|im) (?:reading|halfway|in the middle|on (?:page|chapter)|at (?:page|chapter))|started"
            r"|just began|chapters? in|pages? in|in the middle of|ich lese gerade|angefangen|je lis|commence)\b",
        ),
        (
            Verdict.FINISHED,
            r"\b(?:finish\w*|(?:have|ive|just|already|i) (?:just |already |now )?(?:read|heard|listened to|seen|done)"
            r"|read (?:it|that|this)|know (?:it|that|them)|by heart|ausgelesen|durchgelesen|fertig|gelesen|gehort"
            r"|fini|termine|deja lu|lu|ecoute)\b",
        ),
    )
)  # fmt: skip
_LIKING = re.compile(
    r"\b(?:lov\w+|liked?|enjoy\w*|ador\w+|wonderful|splendid|brilliant|excellent|great|superb|perfect|gorgeous|fantastic"
    r"|terrific|marvell?ous|amazing|beautiful|favou?rite|delight\w*|masterpiece|laughed|gem|hooked"
    r"|geliebt|toll|wunderbar|grossartig|herrlich|genial|gefallen|gefiel|adore\w*|magnifique|superbe|formidable|aime\w*"
    r"|excellent)\b"
)
_DISLIKING = re.compile(
    r"\b(?:hat(?:ed?|es)|disliked?|bor(?:ed|ing|e)|dull|tedious|awful|terrible|dreadful|disappoint\w*|overrated|rubbish"
    r"|waste|detest\w*|loath\w*|worst|annoying|unbearable|(?:did not|didnt|dont|do not|never) (?:really |much )?"
    r"(?:like|care|enjoy|get on)|could not stand|couldnt stand|not for me|langweilig\w*|furchtbar|schrecklich"
    r"|enttausch\w*|ennuyeu\w+|nul|decu\w*|deteste\w*|pas aime)\b"
)
_SAID = {
    Verdict.LIKED: mark("I noted that you liked {title}."),
    Verdict.DISLIKED: mark("I noted that you did not like {title}."),
    Verdict.FINISHED: mark("I noted that you have finished {title}."),
    Verdict.READING: mark("I noted that you are reading {title}."),
    Verdict.ASIDE: mark("I noted that you put {title} aside."),
    Verdict.NOT_NOW: mark("Not now, then: I noted it of {title}."),
}
_NEXT = re.compile(
    r"\?|\b(?:next|more|another|else|similar|like (?:it|that|this)|follow|now what|noch|mehr|weiter|encore|suivant)\b",
    re.IGNORECASE,
)


def verdicts_in(text: str) -> list[tuple[Verdict, float]]:
    """What a text says of a work and tells was done with it, with stars where it names them; the last is what counts
    most, and none is said where a text only mentions a work."""
    folded = fold(text)
    found: list[tuple[Verdict, float]] = []
    did = next((verdict for verdict, cue in _DID if cue.search(folded)), None)
    if did is not None:
        found.append((did, 1.0))
    stars = _stars(text)
    if stars is not None:
        return [*found, (Verdict.RATED, stars)]
    liked, disliked = bool(_LIKING.search(folded)), bool(_DISLIKING.search(folded))
    if liked and (not disliked or polarity_of(sides_of(text)[0]) > 0):
        found.append((Verdict.LIKED, 1.0))
    elif disliked:
        found.append((Verdict.DISLIKED, 1.0))
    return found


def _stars(text: str) -> float | None:
    found = _STARS.search(text)
    if found is None:
        return None
    word = (found["number"] or found["of"]).replace(",", ".")
    try:
        return check_stars(number_in(word.lower()) + (0.5 if found["half"] else 0.0))
    except AssistantError:
        return None


def _plan(asked: ToolRequest) -> tuple[Step, ...]:
    text = asked.intent.text
    verdicts = verdicts_in(text)
    if not verdicts or not asked.targets:
        return ()
    steps = [
        verdict.step(item=item, verdict=said, value=value, because=text[:300])
        for item in asked.targets
        for said, value in verdicts
    ]
    said, stars = verdicts[-1]
    pleased = said is Verdict.LIKED or (said is Verdict.RATED and stars >= 4)
    if pleased or (said is not Verdict.DISLIKED and _NEXT.search(text)):
        constraints = asked.session.constraints
        kind = wanted(constraints).kind or asked.names.kinds.get(asked.targets[-1])
        left = sorted({*asked.targets, *asked.session.left_out})
        avoid = list(avoided(constraints))
        steps.append(more_like.step(item=asked.targets[-1], n=asked.places, exclude=left, kind=kind, avoid=avoid))
    return tuple(steps)


def _say(answered: Answered) -> list[str]:
    told = answered.results.told
    if not told:
        return which_one()
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
