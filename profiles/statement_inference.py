"""Proposals for the profile, inferred from what the person did. Code counts."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.entities import Interaction, Item, Kind, Origin, Statement, Verdict
from assistant.domain.feedback import JUDGED, liking
from assistant.domain.kinds import ENGLISH_NOUNS
from assistant.domain.lengths import minutes_of
from assistant.language.concepts import LANGUAGES
from assistant.language.facets import LONG, SHORT
from assistant.language.normalise import flatten, fold
from assistant.language.vocabulary import vocabulary
from profiles.statements import stable_id

_LEAST = {"creator": 2, "subject": 3, "decade": 4, "language": 4, "length": 4}
_LEAST_SHARE = 0.7
_LEAST_LIFT = 1.3
_SAME = 0.8
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class _Facet:
    """One value of one facet among the items of a kind, with those that were liked, disliked, and all there are."""

    kind: Kind
    name: str
    value: str
    liked: tuple[str, ...]
    disliked: tuple[str, ...]
    lift: float
    """Share among the liked over the share in the library."""

    @property
    def judged(self) -> int:
        return len(self.liked) + len(self.disliked)

    def side(self, polarity: int) -> tuple[str, ...]:
        return self.liked if polarity > 0 else self.disliked


def infer(
    interactions: Iterable[Interaction], items: Iterable[Item], now: float, *, limit: int = 24
) -> tuple[Statement, ...]:
    """Statements that the evidence supports, the best supported first; proposals only (`origin` INFERRED).

    A facet (creator, subject, decade, language, length) is proposed when most of its judged items went one way and,
    for liking, when it is commoner among the liked than in the library (the G statistic orders them). Each sentence
    names the best liked of its items that none before it names; what then remains is named in threes. `support` is
    (for, of); `evidence` holds the ids of the items.
    """
    events = list(interactions)
    values, times_played = liking(events), _plays(events)
    shelf = list(items)
    found: list[Statement] = []
    for kind in Kind:
        of_kind = [item for item in shelf if item.kind is kind]
        found += _of_kind(kind, of_kind, values, times_played, now)
    found.sort(key=lambda one: (-one.strength * math.sqrt((one.support or (1, 1))[0]), one.id))
    return tuple(found[:limit])


def liking_of_subject(works: Sequence[Item], subject: str, now: float) -> Statement:
    """A statement that the person likes this subject, as these works say; of the kind that most of them are."""
    kind = Counter(item.kind for item in works).most_common(1)[0][0]
    liked = tuple(sorted(item.id for item in works if item.kind is kind))
    return _statement(_Facet(kind, "subject", subject, liked, (), 1.0), 1, now)


def _plays(events: Iterable[Interaction]) -> Mapping[str, float]:
    counts: dict[str, float] = {}
    for event in events:
        if event.verdict is Verdict.PLAYED:
            counts[event.item_id] = counts.get(event.item_id, 0.0) + max(event.value, 0.0)
    return counts


def _of_kind(
    kind: Kind, items: Sequence[Item], values: Mapping[str, float], plays: Mapping[str, float], now: float
) -> list[Statement]:
    judged = {item.id: values[item.id] for item in items if abs(values.get(item.id, 0.0)) >= JUDGED}
    if not judged:
        return []
    facets = _facets(kind, items, judged)
    titles = {item.id: item.title for item in items if judged.get(item.id, 0.0) > 0}
    best_first = sorted(titles, key=lambda one: (-judged[one], -plays.get(one, 0.0), one))
    unnamed = dict.fromkeys(best_first)
    found: list[Statement] = []
    for facet in _distinct([facet for facet in facets if _stands(facet, 1)], 1):
        examples = [one for one in unnamed if one in facet.liked][:_EXAMPLES]
        for one in examples:
            del unnamed[one]
        found.append(_statement(facet, 1, now, [titles[one] for one in examples]))
    found += [_statement(facet, -1, now) for facet in _distinct([f for f in facets if _stands(f, -1)], -1)]
    return found + _examples(kind, [(one, titles[one]) for one in unnamed], now)


def _facets(kind: Kind, items: Sequence[Item], judged: Mapping[str, float]) -> list[_Facet]:
    holders: dict[tuple[str, str], list[str]] = {}
    everywhere: Counter[tuple[str, str]] = Counter()
    for item in items:
        for key in _values(item):
            everywhere[key] += 1
            if item.id in judged:
                holders.setdefault(key, []).append(item.id)
    liked_in_all = max(1, sum(value > 0 for value in judged.values()))
    facets = []
    for (name, value), ids in holders.items():
        liked = tuple(sorted(one for one in ids if judged[one] > 0))
        disliked = tuple(sorted(one for one in ids if judged[one] < 0))
        lift = (len(liked) / liked_in_all) / (everywhere[name, value] / len(items))
        facets.append(_Facet(kind, name, value, liked, disliked, lift))
    return facets


def _values(item: Item) -> set[tuple[str, str]]:
    """The facets of an item that a statement can name. Guessed fields do not count."""
    found = {("subject", subject.strip().lower()) for subject in item.subjects if 1 < len(subject.strip()) <= 40}
    if "creators" not in item.inferred:
        found |= {("creator", creator) for creator in item.creators if creator.strip()}
    if item.year is not None and "year" not in item.inferred:
        found.add(("decade", f"{item.year // 10 * 10}s"))
    if item.language:
        found.add(("language", item.language))
    minutes = minutes_of(item)
    if minutes is not None and minutes <= SHORT[item.kind]:
        found.add(("length", "short"))
    elif minutes is not None and minutes >= LONG[item.kind]:
        found.add(("length", "long"))
    return found


def _stands(facet: _Facet, polarity: int) -> bool:
    support = len(facet.side(polarity))
    if support < _LEAST[facet.name] or support / facet.judged < _LEAST_SHARE:
        return False
    return polarity < 0 or facet.lift >= _LEAST_LIFT


def _distinct(facets: list[_Facet], polarity: int) -> list[_Facet]:
    """The best first, without those that rest on nearly the same items as a better one."""
    kept: list[_Facet] = []
    for facet in sorted(facets, key=lambda one: (-_weight(one, polarity), one.name, one.value)):
        mine = set(facet.side(polarity))
        if all(len(mine & set(one.side(polarity))) / len(mine | set(one.side(polarity))) < _SAME for one in kept):
            kept.append(facet)
    return kept


def _weight(facet: _Facet, polarity: int) -> float:
    """The G statistic's term of one cell, n·ln(lift), for liking; the plain count for disliking."""
    support = len(facet.side(polarity))
    return support * math.log(facet.lift) if polarity > 0 else float(support)


def _statement(facet: _Facet, polarity: int, now: float, examples: Sequence[str] = ()) -> Statement:
    evidence = facet.side(polarity)
    return Statement(
        id=stable_id(facet.kind, facet.name, facet.value, polarity),
        text=_sentence(facet, polarity, examples),
        polarity=polarity,
        # Laplace's rule of succession keeps three of three below thirty of thirty.
        strength=round((len(evidence) + 1) / (facet.judged + 2), 3),
        kind=facet.kind,
        origin=Origin.INFERRED,
        evidence=evidence,
        support=(len(evidence), facet.judged),
        updated=now,
    )


def _sentence(facet: _Facet, polarity: int, examples: Sequence[str] = ()) -> str:
    # English in every language: the profile reads the words of its sentences again.
    verb = "I like" if polarity > 0 else "I don't like"
    return f"{verb} {_object(facet)}{_such_as(examples)}."


def _object(facet: _Facet) -> str:
    noun = ENGLISH_NOUNS[facet.kind]
    match facet.name:
        case "creator":
            return f"{noun} by {flatten(facet.value, 120)}"
        case "decade":
            return f"{noun} from the {facet.value}"  # no words
        case "language":
            return f"{noun} in {LANGUAGES.get(facet.value, facet.value)}"
        case "length":
            return f"{facet.value} {'pieces of music' if facet.kind is Kind.MUSIC else noun}"  # no words
        case _:
            return _of_subject(flatten(facet.value, 60), facet.kind)


def _such_as(titles: Sequence[str]) -> str:
    quoted = [f"“{flatten(title, 100)}”" for title in titles]
    if not quoted:
        return ""
    return (
        f" such as {', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else f" such as {quoted[0]}"
    )  # no words


def _of_subject(subject: str, kind: Kind) -> str:
    groups = {group for group, _ in vocabulary().terms.get(fold(subject), ())}
    if groups & {"genre", "mood", "tempo"}:
        return subject if subject.endswith(("s", "fiction", "poetry")) else f"{subject} {ENGLISH_NOUNS[kind]}"
    if "theme" in groups or kind is not Kind.MUSIC:
        return f"{ENGLISH_NOUNS[kind]} about {subject}"
    return f"music tagged “{subject}”"  # no words


def _examples(kind: Kind, liked: Sequence[tuple[str, str]], now: float) -> list[Statement]:
    """Liked items (id, title) that no other sentence names, in threes, best first."""
    groups = [liked[start : start + _EXAMPLES] for start in range(0, len(liked), _EXAMPLES)]
    return [
        Statement(
            id=stable_id(kind, "examples", *(one for one, _ in group)),
            text=f"I like {ENGLISH_NOUNS[kind]}{_such_as([title for _, title in group])}.",
            strength=0.5,
            kind=kind,
            origin=Origin.INFERRED,
            evidence=tuple(one for one, _ in group),
            support=(len(group), len(group)),
            updated=now,
        )
        for group in groups
        if len(group) > 1
    ]
