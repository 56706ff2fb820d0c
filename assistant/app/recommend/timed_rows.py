"""Two rows that look at the moment: what suits this part of the day, and a try with the work that leads to it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from assistant.app.recommend.ranking import Ranking
from assistant.domain.entities import Interaction, Item, Kind, Recommendation, Verdict
from assistant.domain.evidence import Bridge, PartId
from assistant.domain.occasions import BY_THE_CLOCK, EVENING, MORNING, occasions
from assistant.domain.shelf_rows import AFTERNOON, Purpose, ShelfRow

_WIDELY = 60
"""Candidates that are looked through."""
_RAISED = 0.05
"""By how much a sentence has to raise a work for it to be called what the sentence asks for."""
_BEGUN = frozenset({Verdict.OPENED, Verdict.READING, Verdict.PLAYED, Verdict.FINISHED})
_RECENT = 180 * 86_400.0
_DEEDS, _SHARE, _MORE = 6, 0.6, 0.15
"""A habit: so many deeds at this part of the day and at others, so great a share of them of one kind, and so much
greater than at other times."""
_TRIES = 6


def row_of_the_hour(ranking: Ranking, now: float) -> ShelfRow:
    """What sentences of the profile ask for at this time, else what the person has the habit of opening then."""
    request = replace(ranking.request(now=now), n=_WIDELY, explore=0.0, rival="")
    statements = ranking.history().statements
    said = [one for one in statements if one.context in BY_THE_CLOCK and one.context in occasions(now)]
    if said:
        items = _raised(ranking.candidates(request), [PartId.of_statement(one.id) for one in said])
        return ShelfRow(Purpose.HOUR, items, when=said[0].context)
    catalogue = ranking.catalogue()
    kinds = {item_id: catalogue.items[row].kind for item_id, row in catalogue.row.items()}
    kind = habit(ranking.history().interactions, kinds, now)
    if kind is None:
        return ShelfRow(Purpose.HOUR, ())
    picks = ranking.candidates(replace(request, kind=kind, n=_WIDELY))
    return ShelfRow(Purpose.HOUR, tuple(pick.item for pick in picks), when=part_of_day(now), habit=True)


def _raised(picks: Iterable[Recommendation], parts: Iterable[PartId]) -> tuple[Item, ...]:
    wanted = list(parts)
    return tuple(pick.item for pick in picks if any(pick.score.parts.get(part, 0.0) > _RAISED for part in wanted))


def part_of_day(at: float) -> str:
    """Morning, evening, or what lies between."""
    return next((name for name in (MORNING, EVENING) if name in occasions(at)), AFTERNOON)


def habit(interactions: Iterable[Interaction], kinds: Mapping[str, Kind], now: float) -> Kind | None:
    """The kind that the person opens at this part of the day more than at others; None without a clear one."""
    here, elsewhere = Counter[Kind](), Counter[Kind]()
    for one in interactions:
        if one.verdict in _BEGUN and one.item_id in kinds and 0 <= now - one.at <= _RECENT:
            (here if part_of_day(one.at) == part_of_day(now) else elsewhere)[kinds[one.item_id]] += 1
    if min(here.total(), elsewhere.total()) < _DEEDS:
        return None
    kind, count = here.most_common(1)[0]
    share = count / here.total()
    return kind if share >= _SHARE and share - elsewhere[kind] / elsewhere.total() >= _MORE else None


def row_of_tries(ranking: Ranking) -> ShelfRow:
    """Works further off that one liked work leads to, none of which stands in the list itself."""
    standing = ranking.standing()
    shown = frozenset(pick.item.id for pick in ranking.candidates(standing))
    request = replace(standing, n=_TRIES, explore=1.0, rival="", exclude=standing.exclude | shown)
    tries = [(pick.item, bridge) for pick in ranking.picks(request) if (bridge := _bridge(pick)) is not None]
    if not tries:
        return ShelfRow(Purpose.TRY, ())
    common = Counter(bridge.work.id for _, bridge in tries).most_common(1)[0][0]
    catalogue = ranking.catalogue()
    items = tuple(item for item, bridge in tries if bridge.work.id == common)
    return ShelfRow(Purpose.TRY, items, bridge=catalogue.items[catalogue.row[common]])


def _bridge(pick: Recommendation) -> Bridge | None:
    if pick.propensity is None:
        return None
    return next((fact for fact in pick.evidence if isinstance(fact, Bridge)), None)
