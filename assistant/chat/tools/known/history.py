"""What the person did with one work, and said of it, in the order in which they did."""

from collections.abc import Sequence
from datetime import datetime

from assistant.chat.reply_templates import named
from assistant.domain.entities import Interaction, Item, Verdict
from assistant.language.normalise import flatten
from assistant.messages import mark, quoted, tr

DONE = frozenset({Verdict.FINISHED, Verdict.PLAYED, Verdict.LIKED, Verdict.DISLIKED, Verdict.RATED})
LEFT = frozenset({Verdict.ASIDE, Verdict.DROPPED})
_LONGEST = 200
_FIRST = {
    Verdict.LIKED: mark("You said on {day} that you liked {title}."),
    Verdict.DISLIKED: mark("You said on {day} that you did not like {title}."),
    Verdict.RATED: mark("You rated {title} {value} out of 5 on {day}."),
    Verdict.FINISHED: mark("You finished {title} on {day}."),
    Verdict.PLAYED: mark("You played {title} on {day}."),
    Verdict.READING: mark("You were in the middle of {title} on {day}."),
    Verdict.SKIPPED: mark("You skipped {title} on {day}."),
    Verdict.ASIDE: mark("You put {title} aside on {day}."),
    Verdict.DROPPED: mark("You gave {title} up on {day}."),
    Verdict.OPENED: mark("You opened {title} on {day}."),
    Verdict.NOT_NOW: mark("You said on {day} that {title} was not for then."),
}
_THEN = {
    Verdict.LIKED: mark("On {day} you said that you liked it."),
    Verdict.DISLIKED: mark("On {day} you said that you did not like it."),
    Verdict.RATED: mark("On {day} you rated it {value} out of 5."),
    Verdict.FINISHED: mark("On {day} you finished it."),
    Verdict.PLAYED: mark("On {day} you played it."),
    Verdict.ASIDE: mark("On {day} you put it aside."),
    Verdict.DROPPED: mark("On {day} you gave it up."),
}


def history_of(item: Item, deeds: Sequence[Interaction]) -> list[str]:
    """The last deed of each sort that tells how far they came or what they thought, the oldest first, and why; without
    one, the last of all."""
    acts = [one for one in deeds if one.item_id == item.id and one.verdict in _FIRST]
    title = named(item)
    if not acts:
        return [tr("I have no note that you read or heard {title}.", title=title)]
    last = {one.verdict: one for one in acts if one.verdict in DONE | LEFT} or {acts[-1].verdict: acts[-1]}
    told = sorted(last.values(), key=lambda one: (one.at, one.id))
    said = [_said(one, (_THEN if at else _FIRST)[one.verdict], title) for at, one in enumerate(told)]
    return [*said, *reason_told(item, told)]


def reason_told(item: Item, deeds: Sequence[Interaction]) -> list[str]:
    """The reason that was given last for what was done with a work; nothing where none was."""
    reasons = [one.because for one in deeds if one.item_id == item.id and one.because.strip()]
    return [tr("Your reason: {words}", words=quoted(flatten(reasons[-1], _LONGEST)))] if reasons else []


def _said(deed: Interaction, form: str, title: str) -> str:
    day = datetime.fromtimestamp(deed.at).date().isoformat()
    return tr(form, title=title, day=day, value=f"{deed.value:g}")
