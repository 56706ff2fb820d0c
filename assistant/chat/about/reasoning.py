"""Why a work is shown or is not, in plain words: what the ledger holds, and that it is little where it is little."""

from collections.abc import Sequence

from assistant.chat.about.telling import description_of
from assistant.chat.reply_templates import named
from assistant.chat.services import Placed
from assistant.domain.entities import Interaction, Item, Verdict
from assistant.domain.evidence import Evidence
from assistant.explain.explanation import reason, reasons
from assistant.language.normalise import flatten
from assistant.messages import mark, quoted, tr

_STALE = frozenset({"new", "untouched"})
"""Facts that are true of most works, and reasons for none."""
_DONE = {
    Verdict.DISLIKED: mark("You said that you did not like {title}."),
    Verdict.ASIDE: mark("You put {title} aside."),
    Verdict.DROPPED: mark("You gave up {title}."),
    Verdict.FINISHED: mark("You have finished {title} already, so I do not bring it up again."),
    Verdict.LIKED: mark("You know {title} already and liked it, so I do not bring it up again."),
    Verdict.NOT_NOW: mark("You said not now to {title}."),
}


def reasons_for(placed: Placed) -> list[str]:
    """What speaks for a work; where it is little, that is said, and what the work is."""
    one = placed.recommendation
    telling = [fact for fact in one.evidence if not fact.against and fact.type not in _STALE]
    said = [tr("{title}: {reason}", title=named(one.item), reason=why) for why in reasons(telling, one.item)[:1]]
    said = [*said, *reasons(telling, one.item)[1:]] if telling else []
    if not said:
        said = [tr("To be honest, little of what I know of you speaks for {title}.", title=named(one.item))]
    described = description_of(one.item, 1)
    return [*said, *([quoted(described)] if described else []), *_against(one.evidence, one.item)]


def reasons_against(placed: Placed, deeds: Sequence[Interaction]) -> list[str]:
    """What the person did with a work, what speaks against it, and what would bring it in."""
    one = placed.recommendation
    mine = [deed for deed in deeds if deed.item_id == one.item.id and deed.verdict in _DONE]
    said = [tr(_DONE[mine[-1].verdict], title=quoted(flatten(one.item.title)))] if mine else []
    said += _against(one.evidence, one.item)
    if not said and placed.rank is not None and placed.rank <= _SHOWN:
        said.append(tr("I do: {title} is among what I would bring up.", title=named(one.item)))
    elif not said:
        said.append(tr("Nothing speaks against {title}; other works are only closer to what you like.",
                       title=named(one.item)))  # fmt: skip
    return [*said, *([flatten(placed.change)] if placed.change and not mine else [])]


_SHOWN = 10


def _against(evidence: Sequence[Evidence], item: Item) -> list[str]:
    return [reason(fact, item) for fact in evidence if fact.against and fact.type not in _STALE][:2]
