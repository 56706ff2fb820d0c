"""What one might say next, offered below a reply in words that the conversation understands."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.chat.constraint import AtMost, Avoiding, OfMood, Sized
from assistant.chat.results import Results
from assistant.chat.session import ChatSession
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Interaction, Item, Kind
from assistant.domain.feedback import JUDGED, liking
from assistant.domain.lengths import minutes_of
from assistant.messages import SOURCE, current_language, mark, quoted, tr

MOST = 3
_LETTERS = 24
"""Of a title in an offer; a longer one is "this one"."""
_UNLIKE_LENGTHS = 1.5
"""How many times as long as the shortest card the longest is, for "shorter" to make a difference."""
_SHADES = {
    "melancholy": mark("Nothing sad"),
    "frightening": mark("Nothing scary"),
    "dark": mark("Nothing dark"),
}
"""A mood that some of the cards have, and what does without it."""
LIST = mark("Make a list of them")
AFRESH, OPEN = mark("Start over"), mark("Open it")


def next_words(act: str, session: ChatSession, results: Results, kinds: Collection[Kind]) -> tuple[str, ...]:
    """At most MOST sentences, the likeliest first. session: after the turn; kinds: of what the library holds."""
    return tuple(dict.fromkeys(_possible(act, session, results, kinds)))[:MOST]


def _possible(act: str, session: ChatSession, results: Results, kinds: Collection[Kind]) -> Iterator[str]:
    items = [one.item for one in results.cards]
    picked = any(one.evidence for one in results.cards)
    if results.saved is not None and {item.id for item in items} == {*results.saved.items}:
        yield tr("Add another one")
        yield tr("Swap the last one")
    elif results.deeds:
        yield tr("Undo that")
    elif act == Act.COMPARE:
        yield from map(_like, items)
    elif results.placed is not None:
        yield from _of_one(results.placed.recommendation.item, act)
    elif picked and len(items) > 1 and results.saved is None:
        yield from _narrower(items, session)
        yield tr("Why the first one?")
        yield tr(LIST)
    elif len(items) == 1:
        yield from _of_one(items[0], act)
    if picked or results.placed is not None:
        yield tr("Something else")
    elif kinds:
        yield tr("What should I hear next?") if set(kinds) == {Kind.MUSIC} else tr("What should I read next?")
    if session.constraints and not items:
        yield tr(AFRESH)
    if act in (Act.GREET, Act.HELP, Act.SMALL_TALK, Act.PROFILE, Act.LIBRARY, Act.REMEMBER):
        if act == Act.PROFILE:
            yield from _in_english(mark("What is new in my library?"))
        else:
            yield tr("What do you know about me?")


def first_words(deeds: Sequence[Interaction], works: Mapping[str, Item], *, described: bool) -> tuple[str, ...]:
    """What one might ask in an empty conversation: more like what was liked last of each kind, and, if the profile has
    been `described`, what is known. None where nothing is. works: by id, of the library."""
    likes = liking(deeds)
    found: dict[Kind, str] = {}
    for deed in sorted(deeds, key=lambda one: (-one.at, -one.id)):
        item = works.get(deed.item_id)
        if item is not None and likes.get(item.id, 0.0) >= JUDGED and len(item.title) <= _LETTERS:
            found.setdefault(item.kind, _like(item))
    known = [tr("What do you know about me?")] if described or found else []
    return (*found.values(), *known)[:MOST]


def _narrower(items: list[Item], session: ChatSession) -> Iterator[str]:
    """What would leave some of the cards and take others away."""
    told = [one for one in session.constraints if isinstance(one, OfMood | Avoiding)]
    for mood, words in _SHADES.items():
        holding = sum(any(pair[:2] == ("mood", mood) for pair in item.card) for item in items)
        if not told and 0 < holding < len(items):
            yield from _in_english(words)
            break
    lengths = [minutes for item in items if (minutes := minutes_of(item))]
    bounded = any(isinstance(one, Sized | AtMost) for one in session.constraints)
    if not bounded and lengths and max(lengths) > _UNLIKE_LENGTHS * min(lengths):
        yield tr("Shorter")


def _of_one(item: Item, act: str) -> Iterator[str]:
    yield _like(item)
    if act not in (Act.ABOUT, Act.ANSWER):
        yield tr("What is it about?")
    elif item.path is not None:
        yield tr(OPEN)


def _in_english(words: str) -> Iterator[str]:
    """What is not surely understood in another language is not offered in it."""
    if current_language() == SOURCE:
        yield words


def _like(item: Item) -> str:
    if len(item.title) > _LETTERS:
        return tr("More like this one")
    return tr("More like {title}", title=quoted(item.title))
