"""Why a work is shown or is not, in plain words: what the ledger holds, and that it is little where it is little."""

from collections.abc import Sequence

from assistant.chat.about.telling import description_of, gist_of, guided_abroad
from assistant.chat.reply_templates import named
from assistant.chat.services import Placed
from assistant.domain.entities import Interaction, Item, Verdict
from assistant.domain.evidence import Evidence
from assistant.explain.explanation import reason, reasons
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import split_sentences
from assistant.language.telling import words_of_question
from assistant.messages import mark, quoted, tr

_SHORT = 3
STALE = frozenset({"new", "untouched"})
"""Types of facts that are true of most works, and reasons for none."""
_DONE = {
    Verdict.DISLIKED: mark("You said that you did not like {title}."),
    Verdict.ASIDE: mark("You put {title} aside."),
    Verdict.DROPPED: mark("You gave up {title}."),
    Verdict.FINISHED: mark("You have finished {title} already, so I do not bring it up again."),
    Verdict.LIKED: mark("You know {title} already and liked it, so I do not bring it up again."),
    Verdict.NOT_NOW: mark("You said not now to {title}."),
}


def reasons_for(
    placed: Placed, asked: Sequence[Evidence] = (), wish: str = "", remarks: Sequence[str] = ()
) -> list[str]:
    """What speaks for a work, then what it is; where nothing does, what it is goes first, and that little is known.

    asked: what of the wish that it was shown for it meets, which goes first; wish: its words; remarks: sentences that
    quote what the person wrote of it.
    """
    one = placed.recommendation
    telling = [fact for fact in one.evidence if not fact.against and fact.type not in STALE]
    first = {fact.type for fact in telling[:2]}
    further = [fact for fact in telling if fact.type not in first]
    said = [*_first(asked, one.item), *remarks]
    said += [*(reasons(telling, one.item) if telling else []), *_first(further, one.item)]
    against = _against(one.evidence, one.item)
    if said:
        said[0] = tr("{title}: {reason}", title=named(one.item), reason=said[0])
        return [*said, *told_of(one.item, wish), *against]
    little = tr("To be honest, little of what I know of you speaks for {title}.", title=_title(one.item))
    return [*(gist_of(one.item) if one.item.told else []), *against, little]


def _first(facts: Sequence[Evidence], item: Item) -> list[str]:
    return reasons(facts, item)[:1] if facts else []


def told_of(item: Item, wish: str = "") -> list[str]:
    """What a work is: the sentence of its description that speaks of the wish, else its beginning, with what the guide
    says where that is in another language; what else is known where there is no description."""
    described = _described(item, wish)
    if described:
        return [quoted(described), *guided_abroad(item)]
    return gist_of(item) if item.guide else []


def _described(item: Item, wish: str) -> str:
    """The sentence of the description that speaks of the wish, else the first."""
    words = [word for word in words_of_question(wish) if len(word) > _SHORT]
    sentences = split_sentences(flatten(item.told))
    speaking = (one for one in sentences if any(f" {word}" in f" {fold(one)}" for word in words))
    return next(speaking, description_of(item, 1))


def reasons_against(placed: Placed, deeds: Sequence[Interaction]) -> list[str]:
    """What the person did with a work, what speaks against it, and what would bring it in."""
    one = placed.recommendation
    mine = [deed for deed in deeds if deed.item_id == one.item.id and deed.verdict in _DONE]
    said = [tr(_DONE[mine[-1].verdict], title=_title(one.item))] if mine else []
    said += _against(one.evidence, one.item)
    if not said and placed.rank is not None and placed.rank <= _SHOWN:
        said.append(tr("I do: {title} is among what I would bring up.", title=named(one.item)))
    elif not said:
        said.append(tr("Nothing speaks against {title}; other works are only closer to what you like.",
                       title=named(one.item)))  # fmt: skip
    return [*said, *([flatten(placed.change)] if placed.change and not mine else [])]


_SHOWN = 10


def _against(evidence: Sequence[Evidence], item: Item) -> list[str]:
    return [reason(fact, item) for fact in evidence if fact.against and fact.type not in STALE][:2]


def _title(item: Item) -> str:
    return quoted(flatten(item.title))
