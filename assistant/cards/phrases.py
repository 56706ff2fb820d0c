"""The values of a card as one says them of a work: "calm", "about the sea", "for falling asleep"."""

from collections.abc import Mapping, Sequence

from assistant.messages import joined, mark, tr

_PHRASES: Mapping[str, str] = {
    "city": mark("about a city"), "village": mark("about a village"), "sea": mark("about the sea"),
    "wilderness": mark("about the wilds"), "home": mark("about a home"), "school": mark("about school"),
    "court": mark("about life at court"), "space": mark("about space"), "invented world": mark("in an invented world"),
    "love": mark("about love"), "family": mark("about family"), "friendship": mark("about friendship"),
    "growing up": mark("about growing up"), "death": mark("about death"), "crime": mark("about crime"),
    "power": mark("about power"), "faith": mark("about faith"), "nature": mark("about nature"),
    "science": mark("about science"), "travel": mark("about travel"), "art": mark("about art"),
    "work": mark("about work"), "money": mark("about money"), "illness": mark("about illness"),
    "food": mark("about food"), "war": mark("about war"), "justice": mark("about justice"),
    "children": mark("for children"), "young people": mark("for young people"), "adults": mark("for adults"),
    "specialists": mark("for specialists"),
    "falling asleep": mark("for falling asleep"), "working": mark("for working"), "travelling": mark("for travelling"),
    "company": mark("for company"), "dancing": mark("for dancing"), "sport": mark("for sport"),
    "quiet evening": mark("for a quiet evening"), "short break": mark("for a short break"),
    "long holiday": mark("for a long holiday"), "comfort": mark("for comfort"), "study": mark("for study"),
    "minutes": mark("a few minutes long"), "an evening": mark("an evening long"), "days": mark("a matter of days"),
    "weeks": mark("a matter of weeks"),
}  # fmt: skip


def value_phrase(value: str) -> str:
    """A value of a card in the person's language, as it stands behind "something"."""
    return tr(_PHRASES.get(value, value))


def said_together(words: Sequence[str]) -> str:
    """Several such words as one says them in a row: qualities first, then what it is for or about, as "calm and
    hopeful, for comfort"."""
    phrases = {*map(tr, _PHRASES.values())}
    qualities = [one for one in words if one not in phrases]
    return ", ".join(filter(None, (joined(qualities), joined([one for one in words if one in phrases]))))
